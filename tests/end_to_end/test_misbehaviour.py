"""Discord on a bad day, and the site lives through it: nothing is lost, and nothing counts twice.

The bot speaks to the local Discord without the door between: it would hide what becomes of connections.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from reve.playground.client import Handle, NoReply
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, running_site, words

pytestmark = pytest.mark.anyio

A_DAY_S = 86_400
CALLBACK = {"path": "/callback"}


@pytest.fixture(scope="module")
async def site(
    anyio_backend: str, database_url: str, valkey_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    async with running_site(database_url, valkey_url, tmp_path_factory.mktemp("site")) as site:
        await site.stop()
        site.settings = site.settings.model_copy(update={"discord_api": site.playground.url})
        await site.start()
        yield site


@pytest.fixture(autouse=True)
async def all_goes_well_again(site: Site) -> AsyncIterator[None]:
    yield
    assert await site.client.misbehaviour_left() == [], "what was to go wrong never did"


async def pulled_once(player: Person) -> None:
    assert await player.names() == ["start", "reve.pull"]
    assert await player.site.rows(
        "SELECT currency FROM entry WHERE key = $1 GROUP BY 1 HAVING sum(amount) <> 0", player.id
    ) == []  # fmt: skip


def said(pulled: Any) -> bool:
    return words().many("reve.pulled.title", 1, count="1") in pulled.text


async def at_rest(site: Site, player: Person, deltas: int) -> None:
    """Wait until the journal has so many rows of a player and nothing is being served."""
    async with asyncio.timeout(10):
        while len(await player.deltas()) < deltas:
            await asyncio.sleep(0.01)
    assert await site.instance.app.pipeline.drained(5)


async def delivered_again(site: Site, handle: Handle) -> Any:
    """Have an interaction that failed delivered once more, and wait for its answer."""
    with pytest.raises(NoReply):
        await handle.reply()
    await handle.redeliver(reopen=True)
    return await handle.reply()


@pytest.mark.parametrize("kind", ["rate_limit", "global_rate_limit"])
async def test_an_answer_that_is_rate_limited_comes_when_it_may(site: Site, kind: str) -> None:
    player = await site.player()
    await site.client.misbehave(kind, **CALLBACK, wait_s=0.3)

    assert said(await player.slash("reve pull"))
    await pulled_once(player)


@pytest.mark.parametrize("status", [500, 502, 504])
async def test_an_answer_that_met_a_server_error_is_sent_again(site: Site, status: int) -> None:
    player = await site.player()
    await site.client.misbehave("server_error", **CALLBACK, status=status)

    assert said(await player.slash("reve pull"))
    await pulled_once(player)


@pytest.mark.parametrize("kind", ["slow", "late"])
async def test_a_slow_discord_is_waited_for(site: Site, kind: str) -> None:
    player = await site.player()
    await site.client.misbehave(kind, **CALLBACK, wait_s=1.0)

    assert said(await player.slash("reve pull"))
    await pulled_once(player)


async def test_an_answer_that_was_taken_but_not_confirmed_is_seen_and_counts_once(site: Site) -> None:
    player = await site.player()
    await site.client.misbehave("lost", **CALLBACK)

    assert said(await player.slash("reve pull"))
    await at_rest(site, player, 2)
    await pulled_once(player)


async def test_what_was_done_before_an_answer_was_cut_off_is_kept_and_told_to_the_next_delivery(
    site: Site,
) -> None:
    player = await site.player()
    await site.client.misbehave("cut", **CALLBACK)

    handle = await player.send("reve pull")
    await at_rest(site, player, 2)
    assert said(await delivered_again(site, handle))
    await pulled_once(player)


async def test_what_discord_refuses_to_the_end_is_kept_and_told_to_the_next_delivery(site: Site) -> None:
    player = await site.player()
    await site.client.misbehave("server_error", **CALLBACK, status=503, times=2)

    handle = await player.send("reve pull")
    await at_rest(site, player, 2)
    assert said(await delivered_again(site, handle))
    await pulled_once(player)


async def test_an_interaction_that_comes_twice_counts_once(site: Site) -> None:
    player = await site.player()
    await site.client.misbehave("duplicate")

    assert said(await player.slash("reve pull"))
    assert await site.instance.app.pipeline.drained(5)
    await pulled_once(player)


async def test_an_interaction_that_comes_late_is_answered_in_the_time_that_is_left(site: Site) -> None:
    player = await site.player()
    await site.client.misbehave("delay", wait_s=1.5)

    assert said(await player.slash("reve pull"))
    await pulled_once(player)


async def test_an_interaction_that_comes_too_late_for_an_answer_counts_once_all_the_same(site: Site) -> None:
    player = await site.player()
    await site.client.misbehave("delay", wait_s=0.5)

    handle = await player.send("reve pull", how={"age_s": 2.7})
    again = await delivered_again(site, handle)

    assert said(again)
    await pulled_once(player)


@pytest.mark.parametrize("skew_s", [-180, 180, A_DAY_S])
async def test_hazard_42_a_time_that_is_minutes_or_a_day_off_changes_nothing(
    site: Site, skew_s: float
) -> None:
    player = await site.player()
    await site.client.misbehave("skew", skew_s=skew_s)

    claimed = await player.slash("daily")
    again = await player.slash("daily")

    assert words()("daily.title") in claimed.text
    assert words()("refusal.ALREADY_CLAIMED.daily") in again.text
    assert await player.names() == ["start", "daily.claim"]


@pytest.mark.parametrize(
    "how",
    [
        {"code": 4000},
        {"code": 4007},
        {"code": 4009},
        {"code": 1001, "forget": True},
        {"reconnect": True},
        {"invalid": True, "resumable": True},
    ],
)
async def test_a_gateway_that_breaks_off_is_found_again_and_brings_what_was_missed(
    site: Site, how: dict[str, Any]
) -> None:
    player = await site.player()

    await site.client.disturb_gateway(**how)
    if how.get("forget") or how.get("code") in (4007, 4009):
        async with asyncio.timeout(20):
            while not any(each["connected"] for each in (await site.client.state())["sessions"]):
                await asyncio.sleep(0.02)
    handle = await player.send("reve pull")

    assert said(await handle.reply(15))
    await pulled_once(player)
