"""The journal as people read it."""

from collections.abc import AsyncIterator

import pytest

from actors.errors import Unavailable
from persistence.journal import Account, Journal
from persistence.store import PostgresStore
from tests.persistence.proxy import proxy_before
from tests.persistence.samples import ADA, BOB, commit, delta, entry

pytestmark = pytest.mark.anyio


@pytest.fixture
async def journal(store: PostgresStore, migrated_url: str) -> AsyncIterator[Journal]:
    """The journal of the module's database."""
    async with Journal.open(migrated_url) as journal:
        yield journal


async def test_a_page_shows_the_newest_deltas_first(store: PostgresStore, journal: Journal) -> None:
    rows = [delta(ADA, seq) for seq in range(1, 8)]
    await commit(store, *rows, delta(BOB, 1))
    assert await journal.page(ADA, limit=3) == rows[:3:-1]
    assert await journal.page(ADA, below=5, limit=3) == [rows[3], rows[2], rows[1]]
    assert await journal.page(ADA, below=1) == []


async def test_balances_are_the_sums_of_all_postings(store: PostgresStore, journal: Journal) -> None:
    big = 2**62
    for seq in (1, 2, 3):
        postings = (entry(ADA, seq, big), entry(ADA, seq, -big, account="mint/quest"))
        await commit(store, delta(ADA, seq, seq), entries=postings)
    assert await journal.balances(ADA) == {
        Account("wallet", "revies"): 3 * big,
        Account("mint/quest", "revies"): -3 * big,
    }
    assert await journal.balances(BOB) == {}


async def test_the_postings_of_a_command_are_told_for_all_actors(
    store: PostgresStore, journal: Journal
) -> None:
    postings = [entry(ADA, 40, -5), entry(BOB, 40, 4), entry(BOB, 40, 1, account="tax/trade")]
    await commit(store, delta(ADA, 1, 40), delta(BOB, 1, 40), entries=tuple(postings))
    assert set(await journal.postings(40)) == set(postings)
    assert await journal.postings(41) == []


async def test_a_journal_that_cannot_be_reached_is_unavailable(migrated_url: str) -> None:
    async with proxy_before(migrated_url) as (proxy, url), Journal.open(url, timeout_s=0.5) as journal:
        assert await journal.page(ADA, below=0) == []
        proxy.requests = False
        with pytest.raises(Unavailable):
            await journal.page(ADA)
        await proxy.close()
        with pytest.raises(Unavailable):
            await journal.balances(ADA)
