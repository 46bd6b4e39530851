"""Which commands came to which ends: the table that tells whether all was tried."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from reve.game.commands import NAMES
from reve.game.refuses import REFUSES, label
from reve.game.shown import Refused
from reve.game.systems import system_of
from tests.properties.step import Step

DONE, SHOWN = "done", "shown"


class Tally:
    """Counts outcomes by command: `done` changed something, `shown` did not, else the refusal."""

    def __init__(self) -> None:
        self.outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, step: Step) -> None:
        """Count what came of a step."""
        reply = step.decision.reply
        outcome = label(reply) if isinstance(reply, Refused) else DONE if step.decision.events else SHOWN
        self.outcomes[NAMES[type(step.command.action)]][outcome] += 1

    @property
    def steps(self) -> int:
        """All commands that were tried."""
        return sum(counts.total() for counts in self.outcomes.values())

    def never_done(self) -> list[str]:
        """Name the commands that never did what they are for."""
        return sorted(name for name in NAMES.values() if not self.outcomes[name][_aim(name)])

    def never_refused(self) -> dict[str, list[str]]:
        """Name the refusals that commands declare and that never came."""
        missing = {
            NAMES[action]: sorted(declared - set(self.outcomes[NAMES[action]]))
            for action, declared in _declared().items()
        }
        return {name: labels for name, labels in missing.items() if labels}

    def told(self) -> str:
        """Return the table: a line for each command, its refusals with the most frequent first."""
        rows = [f"{'command':<22}{'done':>8}{'shown':>8}{'refused':>9}  refusals"]
        for name in sorted(NAMES.values()):
            counts = self.outcomes[name]
            no = {what: n for what, n in counts.most_common() if what not in (DONE, SHOWN)}
            refusals = ", ".join(f"{what} {n}" for what, n in no.items())
            rows.append(
                f"{name:<22}{counts[DONE]:>8}{counts[SHOWN]:>8}{sum(no.values()):>9}  {refusals}".rstrip()
            )
        return "\n".join(rows)


def _aim(name: str) -> str:
    return SHOWN if system_of(name) is None else DONE


def _declared() -> Mapping[type[Any], frozenset[str]]:
    return {action: declared for action, declared in REFUSES.items() if action in NAMES}
