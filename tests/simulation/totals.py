"""What many seeds amount to."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.faults import ALL
from tests.simulation.seed import Result


@dataclass(slots=True)
class Totals:
    """Sums over seeds. Mutable."""

    seeds: int = 0
    commands: int = 0
    acknowledged: int = 0
    judged_again: int = 0
    take_overs: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    failed: list[int] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Take a seed in."""
        self.seeds += 1
        self.commands += result.commands
        self.acknowledged += result.report.counts.acknowledged
        self.judged_again += result.report.counts.judged_again
        self.take_overs += result.take_overs
        self.struck += result.struck
        if not result.report.sound:
            self.failed.append(result.seed)

    def merge(self, other: dict[str, Any]) -> None:
        """Take in what another part of the run has summed, as plain values."""
        for name in ("seeds", "commands", "acknowledged", "judged_again", "take_overs"):
            setattr(self, name, getattr(self, name) + other[name])
        self.struck += Counter(other["struck"])

    @property
    def unfired(self) -> list[str]:
        """Which faults never struck."""
        return sorted(name for name in ALL if not self.struck[name])

    def told(self, took_s: float) -> str:
        """Say it in a few lines."""
        faults = ", ".join(f"{name} {self.struck[name]}" for name in sorted(ALL))
        return (
            f"{self.seeds} seeds in {took_s:.0f} s ({self.seeds / took_s:.1f}/s), failed: {self.failed}\n"
            f"{self.commands} commands, {self.acknowledged} acknowledged, {self.judged_again} deltas judged"
            f" again, {self.take_overs} take-overs of shards\n"
            f"faults: {faults}\nnever struck: {self.unfired}"
        )
