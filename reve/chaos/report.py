"""What a run found, for people and as JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reve.chaos.handovers import quantile
from reve.chaos.observation import End, Observation


@dataclass(slots=True)
class Findings:
    """All that is known at the end of a run. Mutable while the run adds to it."""

    seed: int
    instances: int
    ttl_s: float
    faults: dict[str, list[str]] = field(default_factory=dict)
    never_fired: dict[str, str] = field(default_factory=dict)
    commands: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    checked: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    lost_by_choice: int = 0
    figures: dict[str, float | int | None] = field(default_factory=dict)
    took_s: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether nothing was violated, every fault fired and work was done."""
        return not self.violations and not self.never_fired and self.commands[End.ANSWERED.value] > 0

    def count(self, seen: Iterable[Observation]) -> None:
        """Add the commands of a crowd."""
        for one in seen:
            self.commands[(one.end or End.UNKNOWN).value] += 1
            found = (f"{once.error} to {one.name}" for once in one.tries if once.error is not None)
            self.errors.update(found)

    def add_times(self, what: str, times_s: Sequence[float]) -> None:
        """Add the dark times of hand-overs of one kind, in milliseconds."""
        self.figures[f"{what}: shards"] = len(times_s)
        if times_s:
            self.figures[f"{what}: dark p50 ms"] = round(quantile(times_s, 0.5) * 1000, 1)
            self.figures[f"{what}: dark p99 ms"] = round(quantile(times_s, 0.99) * 1000, 1)
            self.figures[f"{what}: dark max ms"] = round(max(times_s) * 1000, 1)

    def to_json(self) -> Mapping[str, Any]:
        """Return plain values."""
        return {
            "passed": self.passed,
            "seed": self.seed,
            "instances": self.instances,
            "ttl_s": self.ttl_s,
            "took_s": round(self.took_s, 1),
            "faults": {name: len(proofs) for name, proofs in self.faults.items()},
            "proofs": {name: proofs[-1] for name, proofs in self.faults.items()},
            "never_fired": self.never_fired,
            "commands": {end.value: self.commands[end.value] for end in End},
            "errors_seen": dict(self.errors),
            "checked": self.checked,
            "lost_by_choice": self.lost_by_choice,
            "violations": self.violations,
            "figures": self.figures,
        }

    def lines(self) -> list[str]:
        """Return it as lines of text."""
        told = [f"{len(proofs):>4} x {name}: {proofs[-1]}" for name, proofs in sorted(self.faults.items())]
        missed = [f"never fired: {name}: {reason}" for name, reason in self.never_fired.items()]
        ends = ", ".join(f"{self.commands[end.value]} {end.value}" for end in End)
        figures = [f"{name:<48} {value}" for name, value in self.figures.items()]
        return [
            f"faults (seed {self.seed}, {self.instances} instances, ttl {self.ttl_s:g} s):",
            *told,
            *missed,
            f"commands: {ends}; {self.lost_by_choice} lost by setting the database back",
            f"errors on the way: {dict(self.errors.most_common())}",
            f"checked: {self.checked}",
            *figures,
            *(f"VIOLATION {text}" for text in self.violations),
            f"{len(self.violations)} violations, {len(self.never_fired)} faults that never fired: "
            + ("passed" if self.passed else "FAILED"),
        ]
