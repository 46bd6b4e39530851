"""What is known of background jobs, and forgetting."""

from collections.abc import AsyncIterator

import pytest

from actors.identity import shard_of
from actors.ports import Erasure
from persistence.cluster import check
from persistence.connections import Connections
from persistence.runs import StoredRuns
from persistence.store import PostgresStore
from tests.persistence.samples import ADA, commit, delta, snapshot

pytestmark = pytest.mark.anyio


@pytest.fixture
async def runs(sql: Connections, migrated_url: str) -> AsyncIterator[StoredRuns]:
    """The runs of the module's database, none of which is known yet."""
    await sql.fetch("DELETE FROM meta WHERE starts_with(name, 'job/')")
    async with StoredRuns.open(migrated_url) as runs:
        yield runs


async def test_the_latest_run_of_a_job_replaces_the_one_before(runs: StoredRuns) -> None:
    assert await runs.all() == {}
    for job, run in (("audit", "one"), ("economy", "two"), ("audit", "three")):
        await runs.put(job, run)
    assert await runs.all() == {"audit": "three", "economy": "two"}


async def test_runs_are_no_obstacle_to_a_start(runs: StoredRuns, migrated_url: str) -> None:
    await runs.put("audit", "one")
    assert await check(migrated_url)


async def test_tombstones_go_once_they_are_old_and_once_only(
    runs: StoredRuns, store: PostgresStore, sql: Connections
) -> None:
    await commit(store, delta(ADA, 1))
    erased = (Erasure(ADA, shard_of(ADA), 2),)
    await commit(store, delta(ADA, 2), snapshots=(snapshot(ADA, 2, b"nobody"),), erased=erased)
    ((erased_at_ms,),) = await sql.fetch("SELECT erased_at FROM tombstone")
    assert await runs.forget(erased_at_ms - 1) == 0
    assert await runs.forget(erased_at_ms + 1) == 1
    assert await runs.forget(erased_at_ms + 1) == 0
