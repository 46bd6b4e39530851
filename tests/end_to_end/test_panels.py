"""What `reve play` shows beside the messages, while somebody plays."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import pytest

from actors.inspection import ActorReport
from reve.launch.panels import open_panels
from tests.end_to_end.site import Site

pytestmark = pytest.mark.anyio


@pytest.fixture
async def shown(site: Site) -> AsyncIterator[Site]:
    async with open_panels(site.playground, lambda: actors_of(site), site.database_url):
        yield site


def actors_of(site: Site) -> Iterable[tuple[None, ActorReport]]:
    return ((None, actor) for actor in site.instance.host.inspect().actors)


async def panel(site: Site, title: str) -> Any:
    (found,) = [each for each in await site.client.get("/sim/panels") if each["title"] == title]
    assert found["fault"] is None
    return found["rows"]


async def test_a_player_is_among_the_actors_with_seq_and_last_commands(shown: Site) -> None:
    player = await shown.player()
    await player.slash("daily")

    (row,) = [row for row in await panel(shown, "Actors") if "daily.claim: committed" in row["last commands"]]
    assert row["phase"] == "idle"
    assert (row["mailbox"], row["seq"]) == (0, 2)


async def test_the_journal_grows_at_its_head_and_tells_each_change_once(shown: Site) -> None:
    player = await shown.player()
    await panel(shown, "Journal")
    await player.slash("daily")

    mine = [row for row in await panel(shown, "Journal") if row["actor"] == name_of(shown, player.id)]
    assert [(row["seq"], row["command"]) for row in mine] == [(2, "daily.claim"), (1, "start")]
    assert all(row["events"] for row in mine)


async def test_panels_go_with_the_bot(site: Site) -> None:
    async with open_panels(site.playground, lambda: actors_of(site), site.database_url):
        assert len(await site.client.get("/sim/panels")) == 2
    assert await site.client.get("/sim/panels") == []


def name_of(site: Site, user: int) -> str:
    return f"player {site.playground.world.users[user].display_name}"
