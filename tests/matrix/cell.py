"""A cell of the matrix: one command in one situation, and what must come of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from reve.game.state import Player
from tests.matrix.people import veteran

OK: Final = "ok"

type Arrange = Callable[[Player], Player]


@dataclass(frozen=True, slots=True)
class Cell:
    """Who uses an entry (`/reve pull`, or `pull` for a button), how, and the outcome.

    An outcome is OK, or what `reve.game.refuses` calls the refusal.
    """

    entry: str
    outcome: str = OK
    args: tuple[str, ...] = ()
    given: Arrange = veteran
    version: int = 1
    options: Mapping[str, object] = field(default_factory=dict)
    after: tuple["Cell", ...] = ()
    """Cells that are played before."""

    def __str__(self) -> str:
        shown = ",".join([*self.args, *(f"{name}={value}" for name, value in self.options.items())])
        return f"{self.entry}({shown})-{self.outcome}".replace(" ", "_")


def cell(
    entry: str,
    outcome: str = OK,
    *args: str,
    given: Arrange = veteran,
    version: int = 1,
    after: tuple[Cell, ...] = (),
    **options: Any,
) -> Cell:
    """Write a cell: options of a slash command by name, arguments of a press in their order.

    The version of a press is that of a message shown just before, unless told.
    """
    return Cell(entry, outcome, args, given, version, options, after)
