"""Money moves in the same transaction as the delta that moves it, or not at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.end_to_end.person import Person
from tests.end_to_end.site import Site, words

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def ledger_refuses(site: Site, person: Person) -> AsyncIterator[None]:
    """Have the database refuse all postings of one player within the block."""
    await site.database.execute(f"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the ledger is closed' USING ERRCODE = '23514'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON entry FOR EACH ROW WHEN (NEW.key = {person.id})
        EXECUTE FUNCTION refuse();
    """)
    try:
        yield
    finally:
        await site.database.execute("DROP TRIGGER refuse ON entry; DROP FUNCTION refuse();")


async def test_hazard_27_postings_and_delta_are_rows_of_one_transaction(site: Site) -> None:
    player = await site.player()
    await player.slash("daily")

    query = """
        SELECT d.name, bool_and(e.xmin::text = d.xmin::text) AS together, sum(e.amount) AS sum
        FROM delta AS d JOIN entry AS e USING (command_id, kind, key) WHERE d.key = $1 GROUP BY d.name
    """
    found = await site.rows(query, player.id)

    assert {row["name"] for row in found} == {"start", "daily.claim"}
    assert all(row["together"] for row in found)
    assert all(row["sum"] == 0 for row in found)


async def test_hazard_27_a_commit_that_the_ledger_refuses_leaves_neither_delta_nor_posting(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player, other = await site.player(), await site.player()
    before = await player.stored()

    async with ledger_refuses(site, player):
        sent = [await one.send("daily") for one in (player, other)]
        refused, claimed = [await each.reply() for each in sent]
    after = await player.stored()
    mended = await player.slash("daily")

    assert words()("refusal.INTERNAL") in refused.text
    assert "the ledger is closed" in caplog.text
    assert words()("daily.title") in claimed.text
    assert after == before
    assert words()("daily.title") in mended.text
    assert await player.names() == ["start", "daily.claim"]
    caplog.clear()


async def test_hazard_32_purchases_at_once_charge_once_for_each_thing_they_give(site: Site) -> None:
    player = await site.player()
    before = await player.state()
    price = site.instance.catalogue.shop.offers["fusion_catalyst"].price
    affordable = before.wallet.balances["erythl"] // price

    sent = [await player.send("shop buy", item="fusion_catalyst") for _ in range(affordable + 3)]
    for purchase in sent:
        await purchase.reply()
    after = await player.state()

    bought = after.items["fusion_catalyst"] - before.items.get("fusion_catalyst", 0)
    assert bought == affordable > 0
    assert after.wallet.balances["erythl"] == before.wallet.balances["erythl"] - bought * price
    assert (await player.names()).count("shop.buy") == bought


async def test_hazard_32_a_purchase_that_cannot_be_written_takes_and_gives_nothing(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    player = await site.player()
    before = await player.stored()

    async with ledger_refuses(site, player):
        refused = await player.slash("shop buy", item="fusion_catalyst")

    assert words()("refusal.INTERNAL") in refused.text
    assert await player.stored() == before
    caplog.clear()


async def test_hazard_27_what_the_rules_say_and_what_the_ledger_says_is_the_same(site: Site) -> None:
    player = await site.player()
    for command in ("daily", "reve pull"):
        await player.slash(command)

    assert await player.wallet() == (await player.state()).wallet.balances
