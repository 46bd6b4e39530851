"""The matrix as a whole: its cells, what must be covered, and how it is told."""

import pkgutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

import tests.matrix
from actors.testing import MemoryStore
from reve.bot.call import Call
from reve.bot.commands.catalogue import routes
from reve.bot.custom_ids import Seals
from reve.bot.plan import name_of
from reve.bot.refuses import READS_REFUSE
from reve.game import commands
from reve.game.refuses import BEFORE_ALL, REFUSES
from reve.game.vocabulary import world
from tests.bot.samples import StillHost
from tests.matrix.cell import OK, Cell
from tests.matrix.stage import OPERATOR, every_feature, plan_of

SEALS: Final = Seals(b"secret")
CALL: Final = Call(1_574_307_766_753_820_674, OPERATOR, "Ada", "en-US", 9)
INNER = frozenset(
    {
        *("esprits.suggest", "quests.suggest", "titles.suggest"),
        *("name.show", "notification.due", "notification.close"),
    }
)
"""Commands that no entry carries: typing, boards, reminders and the post ask them."""


def all_cells() -> tuple[Cell, ...]:
    """Return the cells of every module in this folder that has some."""
    return tuple(one for module in _modules() for one in getattr(module, "CELLS", ()))


def declared() -> dict[str, frozenset[str]]:
    """Return every command by its name in the journal, with all that it declares to refuse."""
    names = {**commands.NAMES, **world.NAMES}
    own = {name: REFUSES.get(action, frozenset()) for action, name in names.items() if name not in INNER}
    return own | dict(READS_REFUSE)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the cells lack, and what they name that is not there."""

    unplayed: tuple[str, ...]
    """Entries without a success."""
    unknown: tuple[str, ...]
    """Entries of cells that nothing answers."""
    empty: tuple[tuple[str, str], ...]
    """Commands and outcomes without a cell."""
    undeclared: tuple[tuple[str, str], ...]
    """Commands and outcomes of cells that no command declares."""


def gaps(cells: Sequence[Cell], entries: Iterable[str]) -> Gaps:
    """Compare cells with what there is."""
    there = set(entries)
    known = [one for one in cells if one.entry in there]
    pairs = {(name, one.outcome) for one, name in carried(known)}
    refusals = {(name, outcome) for name, refused in declared().items() for outcome in refused}
    successes = {(name, OK) for name in declared() if name not in READS_REFUSE}
    free = {(name, outcome) for name, _ in pairs for outcome in (OK, *BEFORE_ALL)}
    return Gaps(
        unplayed=tuple(sorted(there - {one.entry for one in cells if one.outcome == OK})),
        unknown=tuple(sorted({one.entry for one in cells} - there)),
        empty=tuple(sorted((refusals | successes) - pairs)),
        undeclared=tuple(sorted(pairs - refusals - free)),
    )


def carried(cells: Iterable[Cell]) -> list[tuple[Cell, str]]:
    """Return each cell with the command it carries; one refused for its options counts as its entry's."""
    ways, seals = routes(every_feature(StillHost(), MemoryStore(clock_ms=None)), SEALS), SEALS
    names: list[tuple[Cell, str]] = []
    usual: dict[str, str] = {}
    for one in sorted(cells, key=lambda one: one.outcome != OK):
        name = name_of(plan_of(ways, seals, CALL, one))
        usual.setdefault(one.entry, name)
        names.append((one, usual[one.entry] if name == "refused" else name))
    return names


def counted(cells: Sequence[Cell]) -> dict[str, Counter[str]]:
    """Return how many cells there are by command and outcome."""
    numbers: dict[str, Counter[str]] = {name: Counter() for name in declared()}
    for one, name in carried(cells):
        numbers.setdefault(name, Counter())[one.outcome] += 1
    return numbers


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(tests.matrix.__path__):
        if not found.name.startswith(("test_", "__", "conftest")):
            yield import_module(f"tests.matrix.{found.name}")
