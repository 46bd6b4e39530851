"""A history reaches back through the journal until it has enough of its kind."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from actors.identity import ActorId
from reve.bot.call import Options
from reve.bot.commands.history import feature
from reve.bot.plan import Read
from reve.bot.ports import JournalEntry
from reve.bot.screens.history import history, reason_key
from reve.bot.screens.screen import Listing
from reve.bot.views import HistoryDay, HistoryShown
from reve.game import currency, esprit, fragment, goods, inventory, reward
from reve.game.commands import NAMES
from reve.game.events import CurrencyChanged, Event, ItemUsed
from reve.game.history import HistoryLine
from tests.bot.samples import CALL, context

pytestmark = pytest.mark.anyio

TOLD = {module.__name__ for module in (currency, esprit, fragment, goods, inventory, reward)}
"""What moves the things whose moves a history tells, each time for a reason."""
BY_DATA = ("pity", "boss", "drop:8", "use/xp_orb")
"""Reasons that the rules put together, or that the history itself gives."""


@dataclass
class Long:
    """A journal of so many deltas, of which every so-many-th moves revies."""

    deltas: int
    every: int
    reads: list[int | None] = field(default_factory=list)

    async def newest(
        self, actor: ActorId, *, limit: int, below: int | None = None
    ) -> tuple[JournalEntry, ...]:
        self.reads.append(below)
        first = (below or self.deltas + 1) - 1
        return tuple(self._entry(seq) for seq in range(first, max(0, first - limit), -1))

    def _entry(self, seq: int) -> JournalEntry:
        money: Event = CurrencyChanged("revies", 1, seq, "mint/test", "")
        other: Event = ItemUsed("xp_orb", 1, "xp", 100)
        return JournalEntry(seq, seq, "test", seq, (other if seq % self.every else money,))


async def shown(journal: Long, **options: object) -> HistoryShown:
    (slash,) = feature(journal).slashes
    plan = slash.handle(CALL, Options({"kind": "currency", **options}))
    assert isinstance(plan, Read)
    found = await plan.get()
    assert isinstance(found, HistoryShown)
    return found


async def test_the_last_200_of_a_kind_are_found_however_rare_it_is() -> None:
    journal = Long(4_000, every=10)
    found = await shown(journal)
    assert (found.total, found.pages) == (200, 20)
    assert [line.line.after for line in found.lines][:2] == [4_000, 3_990]
    assert len(journal.reads) == 10


async def test_the_last_page_holds_the_oldest_of_them() -> None:
    found = await shown(Long(4_000, every=10), page=20)
    assert found.lines[-1].line.after == 4_000 - 199 * 10


async def test_a_short_journal_is_read_once() -> None:
    journal = Long(30, every=10)
    assert (await shown(journal)).total == 3
    assert journal.reads == [None]


async def test_a_search_without_end_is_given_up() -> None:
    journal = Long(1_000_000, every=1_000_001)
    assert (await shown(journal)).total == 0
    assert len(journal.reads) == 25


def said(line: HistoryLine) -> str:
    """What a history says of one line."""
    screen = history(HistoryShown("all", 1, 1, 1, (HistoryDay(0, line),)), context())
    (listing,) = (piece for piece in screen.pieces if isinstance(piece, Listing))
    (text,) = listing.lines
    return text


def test_what_a_quest_drops_is_said_in_words() -> None:
    assert said(HistoryLine("items", "item.changed", "faded_echo", 1, 3, "drop:8")).endswith(
        "found on a quest"
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (HistoryLine("all", "boss.won", "area_1_a", 1, None, "boss"), "beaten in 1 round ·"),
        (HistoryLine("all", "boss.lost", "area_1_a", 12, None, "boss"), "after 12 rounds ·"),
        (HistoryLine("all", "boss.fled", "area_1_a", 2, None, "boss"), "after 2 rounds ·"),
        (HistoryLine("rewards", "daily.claimed", "2026-05-01", 1, None, "daily.claim"), "day 1 of the"),
        (HistoryLine("all", "player.leveled", "level", 1, 30, "quest.go"), "reached level 30 ·"),
        (HistoryLine("fusion", "awakening.succeeded", "blazeblob", 1, 5, "awaken"), "to ★★★★★ ·"),
        (HistoryLine("fusion", "awakening.failed", "blazeblob", 0, 2, "awaken"), "did not awaken ·"),
        (HistoryLine("currency", "currency.changed", "revies", 7, 9, "mint/daily"), "**+7** revies → 9 ·"),
    ],
)
def test_only_a_change_has_a_sign_and_only_a_quantity_an_arrow(line: HistoryLine, text: str) -> None:
    assert text in said(line)


def written(module: ModuleType, tree: ast.Module) -> Iterator[str]:
    """Every reason that a module of the rules writes out where it moves a thing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (move := evaluated(node.func, module)) and moves(move):
            names = list(inspect.signature(move).parameters)
            for name, given in zip(names, node.args, strict=False):
                value = evaluated(given, module) if name in ("reason", "source") else None
                if isinstance(value, str):
                    yield value


def moves(maybe: Callable[..., object]) -> bool:
    """Tell whether this is a function that moves things."""
    return inspect.isfunction(maybe) and maybe.__module__ in TOLD


def evaluated(node: ast.expr, module: ModuleType) -> Callable[..., object] | str | None:
    """What an expression of a module stands for; None where that depends on what is passed on."""
    try:
        value: Callable[..., object] | str = eval(ast.unparse(node), dict(vars(module)))
    except (AttributeError, NameError):
        return None
    return value


def reasons() -> set[str]:
    """Every reason of a line: what the rules write, and the commands by which things happen."""
    rules = Path(inspect.getfile(currency)).parent
    modules = (import_module(f"reve.game.{path.stem}") for path in rules.glob("[!_]*.py"))
    found = {one for module in modules for one in written(module, ast.parse(inspect.getsource(module)))}
    return found | {f"mint/{one}" for one in found} | {*NAMES.values(), *BY_DATA}


def test_every_reason_that_the_rules_write_has_words() -> None:
    every = reasons()
    assert {"mint/admin", "burn/admin", "admin.give", "relic.equip", "upgrade", "salvage"} <= every
    assert [reason for reason in sorted(every) if reason_key(reason, context()) is None] == []
