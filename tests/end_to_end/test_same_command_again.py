"""One interaction that reaches the bot more than once takes effect once, and is told the same."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from reve.playground.client import Handle
from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

TAKEN = (200, 204)
ALREADY_ANSWERED = 40060
UNKNOWN = "the outcome of a commit of 1 turns is unknown"
"""What is logged when a commit may or may not have been applied."""


async def until(met: Callable[[], Awaitable[Any]]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(10):
        while not await met():
            await asyncio.sleep(0.01)


async def delivered(site: Site, handle: Handle, times: int) -> list[Any]:
    """Wait until the bot has tried to answer so many times and is at rest; return the attempts."""

    async def tried() -> bool:
        return len(await handle.attempts()) >= times

    await until(tried)
    assert await site.instance.app.pipeline.drained(5)
    return await handle.attempts()


async def effects(person: Person, handle: Handle) -> tuple[int, int]:
    """Count the deltas of an interaction, and the currencies of which its postings do not sum to 0."""
    deltas = await person.site.value("SELECT count(*) FROM delta WHERE command_id = $1", handle.id)
    query = "SELECT currency FROM entry WHERE command_id = $1 GROUP BY 1 HAVING sum(amount) <> 0"
    return deltas, len(await person.site.rows(query, handle.id))


def said_left(count: int) -> str:
    """What is said about so many XP orbs that are left."""
    return "\n-# " + words()("item.left", count=str(count), item="XP Orb")


@pytest.mark.parametrize("command", ["reve pull", "daily"])
async def test_hazard_9_five_deliveries_in_one_burst_count_once_and_say_the_same(
    site: Site, command: str
) -> None:
    player = await site.player()

    handle = await player.send(command)
    await handle.redeliver(4)
    attempts = await delivered(site, handle, 5)

    assert await effects(player, handle) == (1, 0)
    assert len(await player.deltas()) == 2
    assert [attempt["status"] in TAKEN for attempt in attempts].count(True) == 1
    assert {attempt["error"]["code"] for attempt in attempts if attempt["error"]} == {ALREADY_ANSWERED}
    said = [attempt["body"]["data"]["components"] for attempt in attempts]
    assert all(each == said[0] for each in said)


async def test_hazard_9_a_double_click_is_two_commands_and_the_second_is_judged_on_what_is_left(
    site: Site,
) -> None:
    player = await site.player()
    bag = await player.slash("inventory")
    have = (await player.state()).items["xp_orb"]
    button = next(each.custom_id for each in bag.buttons if "xp_orb" in (each.custom_id or ""))
    assert button is not None

    presses = [await player.click(bag, button) for _ in range(2)]
    answers = await asyncio.gather(*(press.reply() for press in presses))

    left = {n for n in range(have) if any(said_left(n) in answer.text for answer in answers)}
    assert left == {have - 1, have - 2}
    assert (await player.state()).items["xp_orb"] == have - 2


async def test_hazard_9_a_delivery_after_a_restart_is_answered_from_the_journal(site: Site) -> None:
    player = await site.player()
    handle = await player.send("reve pull", count=2)
    told = await handle.reply()

    await site.restart()
    await handle.redeliver(2)
    await delivered(site, handle, 3)

    assert (await handle.reply()).text == told.text
    assert await effects(player, handle) == (1, 0)


async def test_hazard_9_a_commit_whose_answer_was_lost_counts_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    site.wire.answers = False

    handle = await player.send("daily")
    await until(lambda: site.value("SELECT 1 FROM delta WHERE command_id = $1", handle.id))
    site.wire.answers = True
    site.wire.cut()
    told = await handle.reply(15)
    await handle.redeliver(2)
    await delivered(site, handle, 3)

    assert UNKNOWN in caplog.text
    assert words()("daily.title") in told.text
    assert (await handle.reply()).text == told.text
    assert await effects(player, handle) == (1, 0)
    assert await player.names() == ["start", "daily.claim"]


async def test_hazard_9_a_commit_that_never_arrived_is_judged_again(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    site.wire.requests = False

    handle = await player.send("daily")

    async def committing() -> bool:
        report = site.instance.host.inspect()
        return any(one.actor.key == player.id and one.phase == "committing" for one in report.actors)

    await until(committing)
    site.wire.requests = True
    site.wire.cut()
    told = await handle.reply(15)

    assert UNKNOWN in caplog.text
    assert words()("daily.title") in told.text
    assert await effects(player, handle) == (1, 0)
    assert await player.names() == ["start", "daily.claim"]


async def test_hazard_9_a_commit_whose_backend_was_terminated_counts_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    other = await asyncpg.connect(dsn=site.database_url)
    try:
        async with other.transaction():
            await other.execute("LOCK TABLE delta IN SHARE MODE")
            handle = await player.send("reve pull")
            query = """
                SELECT pid FROM pg_stat_activity
                WHERE application_name LIKE '%commits' AND wait_event_type = 'Lock'
                AND datname = current_database()
            """
            await until(lambda: other.fetchval(query))
            assert await other.fetchval("SELECT pg_terminate_backend($1)", await other.fetchval(query))
    finally:
        await other.close()
    told = await handle.reply(15)

    assert UNKNOWN in caplog.text
    assert words().many("reve.pulled.title", 1, count="1") in told.text
    assert await effects(player, handle) == (1, 0)
    assert await player.names() == ["start", "reve.pull"]


async def test_hazard_9_a_refusal_is_remembered_until_a_restart_and_then_counts_once(site: Site) -> None:
    newcomer = await site.newcomer()
    handle = await newcomer.send("daily")
    refused = await handle.reply()
    await newcomer.begin()

    await handle.redeliver(5)
    await delivered(site, handle, 6)
    remembered = await handle.reply()
    names = await newcomer.names()
    await site.restart()
    await handle.redeliver(5)
    await delivered(site, handle, 11)

    assert words()("refusal.NOT_REGISTERED") in refused.text
    assert remembered.text == refused.text
    assert names == ["start"]
    assert words()("daily.title") in (await handle.reply()).text
    assert await newcomer.names() == ["start", "daily.claim"]
    assert await effects(newcomer, handle) == (1, 0)


async def test_hazard_37_pressing_again_after_the_interaction_failed_gives_the_reward_once(
    site: Site,
) -> None:
    player = await site.player()
    profile = await player.slash("profile")

    failed = await unanswered(site, player, profile, words()("button.daily"))
    again = await player.press(profile, words()("button.daily"))

    assert failed["state"] == "failed"
    assert words()("refusal.ALREADY_CLAIMED.daily") in again.text
    assert await player.names() == ["start", "daily.claim"]


async def test_hazard_37_starting_again_after_the_interaction_failed_gives_one_bundle(site: Site) -> None:
    newcomer = await site.newcomer()
    scene = await newcomer.slash("start")

    failed = await unanswered(site, newcomer, scene, scene.buttons[0].label)
    again = await newcomer.press(scene, scene.buttons[0].label)

    assert failed["state"] == "failed"
    assert words()("refusal.ALREADY_REGISTERED") in again.text
    assert await newcomer.names() == ["start"]


async def test_hazard_37_a_failed_interaction_that_discord_delivers_again_is_told_its_result(
    site: Site,
) -> None:
    player = await site.player()
    async with site.door.shut():
        handle = await player.send("reve pull", how={"age_s": 2.5}, count=2)
        assert (await handle.outcome(3))["state"] == "failed"
    await site.instance.app.pipeline.drained(5)

    await handle.redeliver(reopen=True)
    told = await handle.reply()

    assert words().many("reve.pulled.title", 2, count="2") in told.text
    assert await player.names() == ["start", "reve.pull"]
    assert await effects(player, handle) == (1, 0)


async def unanswered(site: Site, person: Person, message: Any, button: str) -> dict[str, Any]:
    """Press a button whose answer does not reach Discord in time; return how it ended."""
    async with site.door.shut():
        handle = await person.click(message, button, age_s=2.5)
        outcome = await handle.outcome(3)
    await site.instance.app.pipeline.drained(5)
    return outcome
