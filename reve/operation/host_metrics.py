"""The host's report as metrics, taken when Prometheus asks."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from actors.inspection import ActorReport, HostReport, LaneReport, ShardReport
from reve.operation.cluster_metrics import cluster_metrics


class HostCollector(Collector):
    """Turns what `report` returns into metrics; keeps nothing."""

    def __init__(self, report: Callable[[], HostReport]) -> None:
        self._report = report

    def describe(self) -> Sequence[Metric]:
        """Name no metric in advance, so that a collector can be added before the host runs."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of this moment."""
        report = self._report()
        yield InfoMetricFamily(
            "reve_build", "What runs here", {"release": report.release, "instance": report.instance}
        )
        yield _gauge("reve_uptime_seconds", "Since the host started", report.uptime_s)
        yield _gauge("reve_loop_lag_seconds", "By how much the event loop is late", report.loop_lag_s)
        yield _gauge("reve_store_age_seconds", "Since the store last answered", report.store_age_s)
        yield _gauge("reve_commands_waiting", "Commands admitted and not yet answered", report.waiting)
        yield _gauge(
            "reve_memory_share", "The part of the memory allowed that is filled", report.memory_share
        )
        yield _gauge("reve_settings_version", "The world settings in force here", report.settings_version)
        yield from _shards(report.shards)
        yield from cluster_metrics(report)
        yield from _lanes(report.lanes)
        yield from _actors(report.actors)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _shards(shards: Sequence[ShardReport]) -> Iterator[Metric]:
    phases = GaugeMetricFamily("reve_shards", "Shards by phase", labels=["phase"])
    for phase, count in sorted(Counter(shard.phase for shard in shards).items()):
        phases.add_metric([phase], count)
    yield phases
    held = sum(shard.epoch > 0 for shard in shards)
    yield _gauge("reve_shards_held", "Shards that this instance has a token for", held)


def _lanes(lanes: Sequence[LaneReport]) -> Iterator[Metric]:
    commits = CounterMetricFamily("reve_commits", "Group commits", labels=["lane"])
    deltas = CounterMetricFamily("reve_committed_deltas", "Deltas in those commits", labels=["lane"])
    failures = CounterMetricFamily("reve_commit_failures", "Commits refused or unknown", labels=["lane"])
    largest = GaugeMetricFamily("reve_largest_batch", "Most deltas in one commit", labels=["lane"])
    waiting = GaugeMetricFamily("reve_lane_waiting", "Turns that wait for a commit", labels=["lane"])
    for lane in lanes:
        label = [str(lane.lane)]
        commits.add_metric(label, lane.commits)
        deltas.add_metric(label, lane.deltas)
        failures.add_metric(label, lane.failures)
        largest.add_metric(label, lane.largest_batch)
        waiting.add_metric(label, lane.waiting)
    yield from (commits, deltas, failures, largest, waiting)


def _actors(actors: Sequence[ActorReport]) -> Iterator[Metric]:
    phases = GaugeMetricFamily("reve_actors", "Actors in memory", labels=["kind", "phase"])
    for (kind, phase), count in sorted(Counter((a.actor.kind, a.phase) for a in actors).items()):
        phases.add_metric([kind, phase], count)
    yield phases
    yield _gauge("reve_mailed_commands", "Commands in mailboxes", sum(a.mailbox for a in actors))
    oldest_s = max((a.oldest_wait_s for a in actors), default=0.0)
    yield _gauge("reve_oldest_wait_seconds", "How long the oldest of them waits", oldest_s)
    unsaved = sum(a.seq - a.snapshot_seq for a in actors)
    yield _gauge("reve_deltas_past_snapshot", "Deltas to fold again if all were loaded", unsaved)
