"""Rows that were damaged in the database: who they concern is told, all others play on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio

RUBBISH = b"\xc1 this was never written by us"
READS = ("profile", "inventory", "history")


@asynccontextmanager
async def damaged(site: Site, person: Person, table: str, column: str) -> AsyncIterator[None]:
    """Damage the newest row of somebody while nobody serves; mend it at the end, while somebody does."""
    where = f"key = {person.id} AND seq = (SELECT max(seq) FROM {table} WHERE key = {person.id})"
    await site.stop()
    good = await site.value(f"SELECT {column} FROM {table} WHERE {where}")
    assert good is not None
    await site.database.execute(f"UPDATE {table} SET {column} = $1 WHERE {where}", RUBBISH)
    await site.start()
    try:
        yield
    finally:
        await site.database.execute(f"UPDATE {table} SET {column} = $1 WHERE {where}", good)


async def test_a_damaged_delta_stops_its_player_alone_and_until_it_is_mended(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player, other = await site.player(), await site.player()
    await player.slash("reve pull")

    async with damaged(site, player, "delta", "events"):
        refused = [await player.slash(command) for command in ("profile", "daily", "history")]
        plays_on = await other.slash("daily")
        seen = await other.slash("profile", user=str(player.id))
    logged = caplog.text
    caplog.clear()
    mended = await player.slash("daily")

    for answer in (*refused, seen):
        assert words()("refusal.INTERNAL") in answer.text
        assert reference(answer.text) in logged
    assert words()("daily.title") in plays_on.text
    assert words()("daily.title") in mended.text
    assert await player.names() == ["start", "reve.pull", "daily.claim"]


async def test_a_damaged_snapshot_is_passed_over_and_the_deltas_tell_the_same(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player, other = await with_a_snapshot(site), await site.player()
    before = [(await player.slash(command)).text for command in READS]

    async with damaged(site, player, "snapshot", "state"):
        after = [(await player.slash(command)).text for command in READS]
        plays_on = await other.slash("daily")
        written = await player.slash("use", item="xp_orb")

    assert after == before
    assert words()("daily.title") in plays_on.text
    assert words()("item.used.title", count="1", item="XP Orb") in written.text
    assert str(player.id) in caplog.text
    caplog.clear()


async def test_a_gap_in_the_journal_is_not_played_over(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    player, other = await site.player(), await site.player()
    await player.slash("reve pull")
    await player.slash("daily")
    await site.stop()
    before = await player.stored()
    await site.database.execute("UPDATE delta SET seq = 9 WHERE key = $1 AND seq = 2", player.id)
    await site.start()

    refused = await player.slash("use", item="xp_orb")
    plays_on = await other.slash("daily")
    await site.database.execute("UPDATE delta SET seq = 2 WHERE key = $1 AND seq = 9", player.id)
    unchanged = await player.stored() == before
    mended = await player.slash("use", item="xp_orb")

    assert words()("refusal.INTERNAL") in refused.text
    assert words()("daily.title") in plays_on.text
    assert unchanged
    assert words()("item.used.title", count="1", item="XP Orb") in mended.text
    caplog.clear()


async def test_a_damaged_reply_is_not_told_and_not_done_again(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    async with site.door.shut():
        handle = await player.send("daily", how={"age_s": 2.5})
        assert (await handle.outcome(3))["state"] == "failed"

    async with damaged(site, player, "delta", "reply"):
        await handle.redeliver(reopen=True)
        told = await handle.reply()
        plays_on = await player.slash("reve pull")

    assert words()("refusal.UNKNOWN") in told.text
    assert words().many("reve.pulled.title", 1, count="1") in plays_on.text
    assert await player.names() == ["start", "daily.claim", "reve.pull"]
    caplog.clear()


async def with_a_snapshot(site: Site) -> Person:
    """Somebody with deltas enough that a stop keeps a snapshot of them."""
    player = await site.player()
    for _ in range(8):
        await player.slash("use", item="xp_orb")
    await site.stop()
    assert await site.value("SELECT count(*) FROM snapshot WHERE key = $1", player.id) == 1
    await site.start()
    return player


def reference(text: str) -> str:
    """The reference that an answer names for the operators."""
    before, _, after = words()("refusal.INTERNAL.next", ref="\0").partition("\0")
    return text.partition(before)[2].removesuffix(after).split()[0]
