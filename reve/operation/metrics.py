"""What Prometheus is told: commands as they are answered, and the host as it is when asked."""

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.registry import Collector

LATENCY_BOUNDS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 3.0, 12.0)
"""Among them the moments that matter: 1.5 s (deferred), 3 s (Discord gives up), 12 s (we give up)."""


class Metrics:
    """The metrics of one process, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answered = Counter(
            "reve_commands",
            "Commands that were answered, by how",
            ["command", "outcome"],
            registry=self._registry,
        )
        self._latency = Histogram(
            "reve_command_seconds",
            "From the arrival of a command to its answer",
            ["command"],
            buckets=LATENCY_BOUNDS_S,
            registry=self._registry,
        )
        self._cache_looks = Counter(
            "reve_cache_looks",
            "Looks into a cache, by what came of it",
            ["cache", "found"],
            registry=self._registry,
        )
        self._cache_fills = Histogram(
            "reve_cache_fill_seconds",
            "What it took to fill a cache",
            ["cache"],
            buckets=LATENCY_BOUNDS_S,
            registry=self._registry,
        )
        self._cache_failures = Counter(
            "reve_cache_failures", "Fills of a cache that failed", ["cache"], registry=self._registry
        )
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """Count a command. `command` is a name of ours, never what someone sent."""
        self._answered.labels(command, outcome).inc()
        self._latency.labels(command).observe(seconds)

    def looked_up(self, cache: str, *, hit: bool) -> None:
        """Count a look into a cache."""
        self._cache_looks.labels(cache, "yes" if hit else "no").inc()

    def filled(self, cache: str, seconds: float | None) -> None:
        """Count what it took to fill a cache; None if that failed."""
        if seconds is None:
            self._cache_failures.labels(cache).inc()
        else:
            self._cache_fills.labels(cache).observe(seconds)

    def add(self, collector: Collector) -> None:
        """Ask one more collector at each scrape."""
        self._registry.register(collector)

    def exposition(self) -> bytes:
        """Return all of it in Prometheus' text form."""
        return generate_latest(self._registry)
