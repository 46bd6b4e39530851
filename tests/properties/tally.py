"""What came of each command: a table of commands and outcomes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from reve.game.commands import NAMES
from reve.game.refuses import BEFORE_ALL, REFUSES

ANSWERED = "answered"


class Tally:
    """Counts outcomes by command."""

    def __init__(self) -> None:
        self.counts: Mapping[str, Counter[str]] = defaultdict(Counter)

    def add(self, name: str, outcome: str) -> None:
        """Count one outcome of a command."""
        self.counts[name][outcome] += 1

    @property
    def steps(self) -> int:
        """How many commands there were."""
        return sum(count.total() for count in self.counts.values())

    def unanswered(self) -> list[str]:
        """Return the commands that have never succeeded."""
        return [name for name in NAMES.values() if not self.counts[name][ANSWERED]]

    def unseen(self) -> list[tuple[str, str]]:
        """Return the refusals that are declared but have never come."""
        return [
            (name, told)
            for action, name in NAMES.items()
            for told in sorted(REFUSES.get(action, ()))
            if not self.counts[name][told]
        ]

    def told(self) -> Iterable[str]:
        """Yield the lines of the table, and what is missing below it."""
        yield f"{'command':<22}{ANSWERED:>9}  refused"
        for name in NAMES.values():
            outcomes = self.counts[name]
            others = sorted((told, n) for told, n in outcomes.items() if told not in (ANSWERED, *BEFORE_ALL))
            before = sum(outcomes[told] for told in BEFORE_ALL)
            words = [f"{told} {n}" for told, n in others] + ([f"before all {before}"] if before else [])
            yield f"{name:<22}{outcomes[ANSWERED]:>9}  {', '.join(words)}"
        yield ""
        for name in self.unanswered():
            yield f"never answered: {name}"
        for name, told in self.unseen():
            yield f"never seen: {name} {told}"
        answered = sum(count[ANSWERED] for count in self.counts.values())
        kinds = sum(len(count) for count in self.counts.values())
        yield f"{self.steps} steps, {answered} answered, {kinds} cells of {len(NAMES)} commands"
