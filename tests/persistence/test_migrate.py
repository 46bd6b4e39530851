"""Bringing databases to this release's schema, and refusing those it must not touch."""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from actors.ports import Batch, TakeRequest, Token
from persistence import cluster
from persistence.cluster import (
    EARLIER,
    NEWEST,
    DatabaseNewer,
    NotMigrated,
    OtherCluster,
    OtherShardCount,
    SchemaTooOld,
    check,
)
from persistence.migrate import migrate, revisions
from persistence.rows import commit_arguments, take_arguments
from persistence.schema import metadata
from persistence.store import PostgresStore
from tests.persistence.conftest import sql_on, waiting_backend
from tests.persistence.samples import ADA, BOB, delta, entry, load, note, snapshot, standing, token_of

pytestmark = pytest.mark.anyio


async def execute(url: str, statement: str, *arguments: Any) -> Sequence[Any]:
    """Run one statement."""
    async with sql_on(url) as sql:
        return await sql.fetch(statement, *arguments)


async def migrated_by_later(url: str, *, compatible_from: str) -> None:
    """Make a database as a later release leaves it behind."""
    await migrate(url)
    await execute(url, "UPDATE alembic_version SET version_num = '9999'")
    await execute(url, "UPDATE meta SET value = $1 WHERE name = 'compatible_from'", compatible_from)


async def test_an_empty_database_becomes_one_of_this_release(fresh_database: str) -> None:
    lines: list[str] = []
    await migrate(fresh_database, lines.append)
    assert lines[0].startswith("database: revision 0001, ")
    assert await check(fresh_database) == await check(fresh_database)


def test_every_migration_is_known_to_those_who_only_check() -> None:
    assert revisions() == [*sorted(EARLIER), NEWEST]


async def test_migrating_again_changes_nothing(fresh_database: str) -> None:
    await migrate(fresh_database)
    cluster_id = await check(fresh_database)
    lines: list[str] = []
    await migrate(fresh_database, lines.append)
    assert lines == []
    assert await check(fresh_database, cluster_id=cluster_id) == cluster_id


async def test_of_several_starters_one_migrates(fresh_database: str) -> None:
    lines: list[str] = []
    await asyncio.gather(*(migrate(fresh_database, lines.append) for _ in range(4)))
    assert len(lines) == len(revisions())
    assert len(await check(fresh_database)) == 16


async def test_every_shard_starts_at_zero(fresh_database: str) -> None:
    await migrate(fresh_database)
    rows = await execute(fresh_database, "SELECT shard, epoch, nonce FROM shard ORDER BY shard")
    assert [tuple(row) for row in rows] == [(n, 0, 0) for n in range(256)]


async def test_a_migration_finds_its_files_from_any_folder(
    fresh_database: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await migrate(fresh_database)
    assert await check(fresh_database)


async def test_two_databases_are_two_clusters(fresh_database: str, database_url: str) -> None:
    await migrate(fresh_database)
    await migrate(database_url)
    assert await check(fresh_database) != await check(database_url)


async def test_an_empty_database_is_refused_until_it_is_migrated(fresh_database: str) -> None:
    with pytest.raises(NotMigrated, match="the database is empty"):
        await check(fresh_database)


async def test_a_newer_database_is_refused(fresh_database: str) -> None:
    await migrated_by_later(fresh_database, compatible_from="9998")
    with pytest.raises(DatabaseNewer, match="revision 9999"):
        await check(fresh_database)
    with pytest.raises(DatabaseNewer, match="revision 9999"):
        await migrate(fresh_database)


@pytest.mark.parametrize("compatible_from", revisions())
async def test_a_newer_database_that_says_it_is_compatible_is_worked_on(
    fresh_database: str, compatible_from: str
) -> None:
    await migrated_by_later(fresh_database, compatible_from=compatible_from)
    lines: list[str] = []
    await migrate(fresh_database, lines.append)
    assert lines == []
    assert await check(fresh_database)


async def test_the_release_before_may_start_on_this_database(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(fresh_database)
    monkeypatch.setattr(cluster, "NEWEST", "0001")
    monkeypatch.setattr(cluster, "EARLIER", frozenset())
    assert await check(fresh_database, schema=1)


async def test_the_release_before_goes_on_working_on_this_database(fresh_database: str) -> None:
    await migrate(fresh_database)
    left, used = note(BOB, "reminder", 5), note(BOB, "sent/1", 6)
    async with sql_on(fresh_database) as sql, PostgresStore.open(fresh_database) as store:
        (facts,) = await sql.fetch("SELECT * FROM facts_v1()")
        assert facts["settings_version"] == 0
        taken = "SELECT * FROM take_v1($1, $2, $3, $4, $5, $6)"
        seen = await token_of(store, ADA)
        (record,) = await sql.fetch(taken, *take_arguments([TakeRequest(seen.shard, (seen,), 7)]), "one")
        token = Token(seen.shard, record["epoch"], record["nonce"])
        places = ", ".join(f"${n}" for n in range(1, 43))
        first = Batch(
            (token,),
            (delta(ADA, 1),),
            snapshots=(snapshot(ADA, 1),),
            entries=(entry(ADA, 1001, 5),),
            standings=(standing(ADA, 1, 1),),
            notes=(left, used),
        )
        second = Batch((), (delta(BOB, 1),), notes=(note(BOB, "reminder", 7),), consumed=(used,))
        for batch in (first, second):
            await sql.fetch(f"SELECT * FROM commit_v1({places})", *commit_arguments(batch)[:42])
        (loaded,) = await sql.fetch("SELECT * FROM load_v1($1, $2, $3, $4)", ["player"], [ADA.key], [None], 0)
        assert loaded["recent"] == [1001]
        assert list(await store.due(range(256), 10)) == [note(BOB, "reminder", 7)]
        assert (await load(store, ADA)).standings == (standing(ADA, 1, 1),)


async def test_a_database_of_the_release_before_is_brought_forward_with_what_it_holds(
    fresh_database: str,
) -> None:
    await migrate(fresh_database, to="0001")
    with pytest.raises(NotMigrated, match="at revision 0001"):
        await check(fresh_database)
    names = "kind, key, name, shard, due_at, command_id, body"
    await execute(
        fresh_database, f"INSERT INTO inbox ({names}) VALUES ('player', 2, 'n', 5, 'epoch', 1, 'x')"
    )
    await migrate(fresh_database)
    async with PostgresStore.open(fresh_database) as store:
        (found,) = await store.due([5], 10)
    assert (found.target, found.attempts) == (BOB, 0)


async def test_a_commit_under_way_and_a_migration_do_not_lock_each_other_out(fresh_database: str) -> None:
    await migrate(fresh_database, to="0001")
    names = "kind, key, seq, command_id, name, schema, settings_version, release, events, reply, at"
    async with (
        sql_on(fresh_database) as sql,
        asyncio.TaskGroup() as group,
        sql.acquire() as connection,
        connection.transaction(),
    ):
        await connection.fetch("SELECT FROM shard WHERE shard = 1 FOR SHARE")
        await connection.fetch("DELETE FROM inbox")
        group.create_task(migrate(fresh_database))
        await waiting_backend(sql)
        await connection.fetch(
            f"INSERT INTO delta ({names}) VALUES ('a', 1, 1, 1, '', 1, 0, '', '', '', 'epoch')"
        )
    assert await check(fresh_database)


async def test_a_release_that_does_not_read_what_is_written_by_now_is_refused(fresh_database: str) -> None:
    await migrate(fresh_database)
    async with PostgresStore.open(fresh_database) as store:
        await store.switch(2)
    assert await check(fresh_database, schema=2)
    with pytest.raises(SchemaTooOld, match=r"schema 2 .* up to 1: .*Run the release"):
        await check(fresh_database, schema=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = '128' WHERE name = 'shard_count'",
        "DELETE FROM meta WHERE name = 'shard_count'",
    ],
)
async def test_another_shard_count_is_refused(fresh_database: str, statement: str) -> None:
    await migrate(fresh_database)
    await execute(fresh_database, statement)
    with pytest.raises(OtherShardCount, match="256"):
        await check(fresh_database)


async def test_another_cluster_is_refused(fresh_database: str) -> None:
    await migrate(fresh_database)
    with pytest.raises(OtherCluster, match="not to feedbeef"):
        await check(fresh_database, cluster_id="feedbeef")


async def test_a_migration_that_fails_leaves_nothing_behind(fresh_database: str) -> None:
    await execute(fresh_database, "CREATE TABLE inbox (mine integer)")
    with pytest.raises(Exception, match="inbox"):
        await migrate(fresh_database)
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    assert [row["table_name"] for row in await execute(fresh_database, query)] == ["inbox"]


async def test_the_tables_are_those_that_the_code_describes(fresh_database: str) -> None:
    await migrate(fresh_database)

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    async def connect() -> Any:
        return await asyncpg.connect(fresh_database)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_constraints_have_the_names_that_errors_are_read_by(fresh_database: str) -> None:
    await migrate(fresh_database)
    query = "SELECT conname FROM pg_constraint WHERE conrelid = 'delta'::regclass AND contype IN ('p', 'u')"
    names = {row["conname"] for row in await execute(fresh_database, query)}
    assert names == {"delta_pkey", "delta_command_id_kind_key_key"}
