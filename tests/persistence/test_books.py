"""The books as audits and figures read them."""

from collections.abc import AsyncIterator

import pytest

from actors.errors import Unavailable
from actors.identity import ActorId
from persistence.books import Books
from persistence.connections import Connections
from persistence.journal import Account
from persistence.store import PostgresStore
from tests.persistence.proxy import proxy_before
from tests.persistence.samples import ADA, BOB, EVE, NOW_MS, commit, delta, entry, load, snapshot

pytestmark = pytest.mark.anyio


@pytest.fixture
async def books(store: PostgresStore, migrated_url: str) -> AsyncIterator[Books]:
    """The books of the module's database."""
    async with Books.open(migrated_url) as books:
        yield books


async def test_keys_come_in_order_a_page_at_a_time(store: PostgresStore, books: Books) -> None:
    await commit(store, *(delta(actor, seq) for actor in (EVE, ADA, BOB) for seq in (1, 2)))
    await commit(store, delta(ActorId("world", 0), 1))
    assert await books.keys("player", after=-1, limit=2) == [1, 2]
    assert await books.keys("player", after=2, limit=2) == [3]
    assert await books.keys("player", after=3, limit=2) == []


async def test_an_actor_of_whom_only_a_snapshot_is_left_is_found(
    store: PostgresStore, books: Books, sql: Connections
) -> None:
    await commit(store, delta(BOB, 1), snapshots=(snapshot(BOB, 1),))
    await sql.fetch("DELETE FROM delta")
    assert await books.keys("player", after=-1, limit=9) == [2]


async def test_accounts_are_what_is_stored_with_the_sums_of_the_ledger(
    store: PostgresStore, books: Books
) -> None:
    postings = (entry(ADA, 1001, 2**62), entry(ADA, 1001, -(2**62), account="mint/quest"))
    await commit(store, delta(ADA, 1), delta(BOB, 1), snapshots=(snapshot(BOB, 1),), entries=postings)
    (ada, of_ada), (bob, of_bob) = await books.accounts("player", [1, 2])
    assert (ada.deltas, bob.snapshot) == ((await load(store, ADA)).deltas, snapshot(BOB, 1))
    assert of_ada == {Account("wallet", "revies"): 2**62, Account("mint/quest", "revies"): -(2**62)}
    assert of_bob == {}


async def test_circulation_is_what_all_wallets_hold(store: PostgresStore, books: Books) -> None:
    await commit(
        store,
        *(delta(actor, 1, 7) for actor in (ADA, BOB)),
        entries=tuple(
            entry(actor, 7, amount, account=account)
            for actor in (ADA, BOB)
            for account, amount in (("wallet", 2**62), ("mint/quest", -(2**62)))
        ),
    )
    assert await books.circulation("player") == {"revies": 2**63}


async def test_flows_are_what_came_from_and_went_to_each_account_of_late(
    store: PostgresStore, books: Books
) -> None:
    await commit(
        store,
        *(delta(ADA, 1, 1, at_ms=NOW_MS - 1), delta(ADA, 2, 2), delta(ADA, 3, 3)),
        entries=(
            *(entry(ADA, 1, 50), entry(ADA, 1, -50, account="mint/old")),
            *(entry(ADA, 2, 9), entry(ADA, 2, -9, account="mint/quest")),
            *(entry(ADA, 3, -4), entry(ADA, 3, 4, account="burn/fusion")),
        ),
    )
    assert await books.flows("player", NOW_MS) == {
        Account("mint/quest", "revies"): 9,
        Account("burn/fusion", "revies"): -4,
    }


async def test_the_newest_events_of_a_name_are_told(store: PostgresStore, books: Books) -> None:
    pulls = [delta(ADA, seq, name="reve.pull", at_ms=NOW_MS + seq) for seq in (1, 2, 3)]
    await commit(store, *pulls, delta(ADA, 4, at_ms=NOW_MS + 4))
    found = await books.newest("player", "reve.pull", since_ms=NOW_MS + 2, limit=1)
    assert [one.events for one in found] == [b"events 3"]
    found = await books.newest("player", "reve.pull", since_ms=NOW_MS + 2, limit=5)
    assert [one.events for one in found] == [b"events 3", b"events 2"]


async def test_books_that_cannot_be_reached_are_unavailable(migrated_url: str) -> None:
    async with proxy_before(migrated_url) as (proxy, url), Books.open(url, timeout_s=0.5) as books:
        await proxy.close()
        with pytest.raises(Unavailable):
            await books.keys("player", after=-1, limit=1)
        with pytest.raises(Unavailable):
            await books.accounts("player", [1])
