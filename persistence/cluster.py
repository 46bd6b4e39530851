"""Which database this is, and whether this release may work on it.

Every start asks this, so it is asked without Alembic, whose import takes longer than the answer.
"""

from typing import Final

import asyncpg

from actors.identity import SHARD_COUNT

EARLIER: Final[frozenset[str]] = frozenset({"0001", "0002", "0003", "0004"})
"""The revisions that this release can migrate from."""

NEWEST: Final = "0005"
"""The revision that this release works on."""

CONNECT_TIMEOUT_S: Final = 10.0


class DatabaseRefused(Exception):
    """This release must not work on this database."""


class DatabaseNewer(DatabaseRefused):
    """A later release has migrated the database."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database is at revision {revision}, which this release does not know: "
            "a newer release has migrated it so that this one must not use it any more. "
            "Run that release or a later one."
        )
        self.revision = revision


class NotMigrated(DatabaseRefused):
    """The database is empty, or behind this release."""

    def __init__(self, revision: str | None, needed: str) -> None:
        where = "is empty" if revision is None else f"is at revision {revision}"
        super().__init__(f"the database {where} and this release needs {needed}: migrate it first.")
        self.revision = revision
        self.needed = needed


class SchemaTooOld(DatabaseRefused):
    """The instances store forms by now that this release does not read."""

    def __init__(self, switched: int, known: int) -> None:
        super().__init__(
            f"what is stored in the database may have schema {switched} by now and this release reads up to "
            f"{known}: there is no way back behind a switch. Run the release that made it or a later one."
        )
        self.switched = switched
        self.known = known


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


async def check(database_url: str, *, cluster_id: str | None = None, schema: int | None = None) -> str:
    """Return the cluster id of a database that this release may work on.

    `schema` is the newest stored form that this release reads. Raises `DatabaseNewer`, `NotMigrated`,
    `SchemaTooOld`, `OtherShardCount`, or, where `cluster_id` says what is expected, `OtherCluster`;
    and what asyncpg and OSError have to say when the server is out of reach.
    """
    connection = await asyncpg.connect(database_url, timeout=CONNECT_TIMEOUT_S)
    try:
        revision = await _revision(connection)
        facts = {row["name"]: row["value"] for row in await connection.fetch("SELECT name, value FROM meta")}
    finally:
        await connection.close()
    if revision != NEWEST and not is_compatible(facts.get("compatible_from")):
        raise DatabaseNewer(revision)
    if schema is not None and schema < int(facts["schema_switch"]):
        raise SchemaTooOld(int(facts["schema_switch"]), schema)
    if facts.get("shard_count") != str(SHARD_COUNT):
        raise OtherShardCount(facts.get("shard_count"))
    if cluster_id is not None and facts.get("cluster_id") != cluster_id:
        raise OtherCluster(facts.get("cluster_id"), cluster_id)
    return str(facts["cluster_id"])


def is_compatible(compatible_from: str | None) -> bool:
    """Tell whether this release may work on a database whose own revision it does not know.

    Each migration leaves behind the oldest revision whose release it does not disturb: a release that
    knows that revision is no older.
    """
    return compatible_from == NEWEST or compatible_from in EARLIER


async def _revision(connection: asyncpg.Connection) -> str:
    try:
        found = await connection.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        found = None
    if found is None or found in EARLIER:
        raise NotMigrated(found, NEWEST)
    return str(found)
