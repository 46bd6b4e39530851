"""Bring a database to this release's schema. What only reads a database is in `cluster`."""

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

from persistence.cluster import CONNECT_TIMEOUT_S, DatabaseNewer, is_compatible
from persistence.schema import meta

MIGRATION_LOCK: Final = 0x5245_5645
"""The advisory lock that one migration at a time holds."""


async def migrate(
    database_url: str, on_progress: Callable[[str], None] = lambda text: None, *, to: str = "head"
) -> None:
    """Bring a database to a revision, the newest unless said otherwise, whole or not at all.

    Of several starters one migrates and the others wait for it. `on_progress` is called with one
    line for each revision. A later revision that this release may work on is left as it is. Raises
    `DatabaseNewer`; and what asyncpg and OSError have to say when the server cannot be reached.
    """
    async with _connection(database_url) as connection:
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        await connection.run_sync(_upgrade, on_progress, to)


@asynccontextmanager
async def _connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    """Open a transaction; asyncpg reads the URL, so that it means here what it means to the store."""

    async def connect() -> Any:
        return await asyncpg.connect(database_url, timeout=CONNECT_TIMEOUT_S)

    engine = create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)
    async with engine.begin() as connection:
        yield connection


def revisions() -> list[str]:
    """Return all revisions, oldest first."""
    return [script.revision for script in _script().walk_revisions()][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _is_later(connection: sa.Connection) -> bool:
    """Tell whether a later release has migrated the database. Raises `DatabaseNewer`."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None or revision in revisions():
        return False
    query = sa.select(meta.c.value).where(meta.c.name == "compatible_from")
    if not is_compatible(connection.execute(query).scalar()):
        raise DatabaseNewer(revision)
    return True


def _upgrade(connection: sa.Connection, on_progress: Callable[[str], None], to: str) -> None:
    if _is_later(connection):
        return

    def applied(*, step: Any, **_: Any) -> None:
        revision = step.up_revision
        on_progress(f"database: revision {revision.revision}, {revision.doc}")

    config = _config()
    config.attributes["connection"] = connection
    config.attributes["on_version_apply"] = (applied,)
    command.upgrade(config, to)
