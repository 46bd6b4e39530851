"""A history reaches back through the journal until it has enough of its kind."""

from dataclasses import dataclass, field

import pytest

from actors.identity import ActorId
from reve.bot.call import Options
from reve.bot.commands.history import feature
from reve.bot.plan import Read
from reve.bot.ports import JournalEntry
from reve.bot.screens.history import history
from reve.bot.screens.screen import Listing
from reve.bot.views import HistoryDay, HistoryShown
from reve.game.events import CurrencyChanged, Event, ItemUsed
from reve.game.history import HistoryLine
from tests.bot.samples import CALL, context

pytestmark = pytest.mark.anyio


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


def test_what_a_quest_drops_is_said_in_words() -> None:
    line = HistoryLine("items", "item.changed", "faded_echo", 1, 3, "drop:8")
    screen = history(HistoryShown("all", 1, 1, 1, (HistoryDay(0, line),)), context())
    (listing,) = (piece for piece in screen.pieces if isinstance(piece, Listing))
    (said,) = listing.lines
    assert said.endswith("found on a quest")
