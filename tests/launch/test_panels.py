"""What `reve play` shows of the journal: the events of every kind of actor, in words of the code."""

import pytest

from actors.inspection import ActorReport, HostReport
from actors.ports import DeltaRow
from actors.settings import WORLD
from reve.game.vocabulary.world import PlayerBanned
from reve.launch.panels import GrownJournal
from reve.stored import codec_of

pytestmark = pytest.mark.anyio

BANNED = PlayerBanned(5, "cheats", None, 1, 0)


class OneDelta:
    """A journal with one delta of the world in it."""

    async def page(self, actor: object, *, limit: int) -> list[DeltaRow]:
        events = codec_of(WORLD.kind).encode_events((BANNED,))
        return [DeltaRow(WORLD, 1, 9, "world.ban", 1, 0, "test", events, b"", 0)]


def one_actor() -> HostReport:
    world = ActorReport(WORLD, 1, 1, 1, "idle", 0.0, 0, 0.0, (), 0, 1, 0, 0)
    return HostReport("one", "test", 1.0, 0.0, 0.0, 0, 1, (), (), (world,))


async def test_what_operators_settle_is_shown_like_what_players_do() -> None:
    (row,) = await GrownJournal(one_actor, OneDelta(), str).rows()  # type: ignore[arg-type]  # all it reads
    assert (row["command"], row["events"]) == ("world.ban", repr(BANNED))
