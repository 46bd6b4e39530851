"""Bring a database to this release's schema, and refuse one that this release must not touch."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any, Final

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from actors.identity import SHARD_COUNT
from persistence.schema import meta

MIGRATION_LOCK: Final = 0x5245_5645
"""The advisory lock that one migration at a time holds."""

CONNECT_TIMEOUT_S: Final = 10.0


class DatabaseRefused(Exception):
    """This release must not work on this database."""


class DatabaseNewer(DatabaseRefused):
    """A later release has migrated the database."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at revision {revision}, which this release does not know: "
            "a newer release has used it. Run that release or a later one."
        )
        self.revision = revision


class NotMigrated(DatabaseRefused):
    """The database is empty, or behind this release."""

    def __init__(self, revision: str | None, needed: str) -> None:
        where = "is empty" if revision is None else f"is at revision {revision}"
        super().__init__(f"the database {where} and this release needs {needed}: migrate it first.")
        self.revision = revision
        self.needed = needed


class OtherShardCount(DatabaseRefused):
    """The database divides its actors into another number of shards."""

    def __init__(self, found: str | None) -> None:
        super().__init__(
            f"the database was made for {found or 'no known number of'} shards and this release "
            f"has {SHARD_COUNT}: actors would be looked for in the wrong places."
        )
        self.found = found


class OtherCluster(DatabaseRefused):
    """The database belongs to another cluster than the one expected."""

    def __init__(self, found: str | None, expected: str) -> None:
        super().__init__(f"the database belongs to cluster {found} and not to {expected}.")
        self.found = found
        self.expected = expected


async def migrate(database_url: str, on_progress: Callable[[str], None] = lambda text: None) -> None:
    """Bring a database to the newest revision, whole or not at all.

    Of several starters one migrates and the others wait for it. `on_progress` is called with one
    line for each revision. Raises `DatabaseNewer`; and what asyncpg and OSError have to say when
    the server cannot be reached.
    """
    async with _connection(database_url) as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        await connection.run_sync(_upgrade, on_progress)


async def check(database_url: str, *, cluster_id: str | None = None) -> str:
    """Return the cluster id of a database that this release may work on.

    Raises `DatabaseNewer`, `NotMigrated`, `OtherShardCount`, or, where `cluster_id` says what is
    expected, `OtherCluster`.
    """
    async with _connection(database_url) as connection:
        found = await connection.run_sync(_revision)
        newest = _script().get_current_head()
        if found != newest:
            raise NotMigrated(found, str(newest))
        rows = await connection.execute(sa.select(meta.c.name, meta.c.value))
        facts: dict[str, str] = {row.name: row.value for row in rows}
    if facts.get("shard_count") != str(SHARD_COUNT):
        raise OtherShardCount(facts.get("shard_count"))
    if cluster_id is not None and facts.get("cluster_id") != cluster_id:
        raise OtherCluster(facts.get("cluster_id"), cluster_id)
    return facts["cluster_id"]


@asynccontextmanager
async def _connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    """Open a transaction; asyncpg reads the URL, so that it means here what it means to the store."""

    async def connect() -> Any:
        return await asyncpg.connect(database_url, timeout=CONNECT_TIMEOUT_S)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as connection:
        yield connection


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _revision(connection: sa.Connection) -> str | None:
    """Return the revision that a database is at. Raises `DatabaseNewer`."""
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _script().walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(revision)
    return revision


def _upgrade(connection: sa.Connection, on_progress: Callable[[str], None]) -> None:
    _revision(connection)

    def applied(*, step: Any, **_: Any) -> None:
        revision = step.up_revision
        on_progress(f"database: revision {revision.revision}, {revision.doc}")

    config = _config()
    config.attributes["connection"] = connection
    config.attributes["on_version_apply"] = (applied,)
    command.upgrade(config, "head")
