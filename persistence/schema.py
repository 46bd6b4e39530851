"""The tables, as SQLAlchemy sees them: for migrations, reports and administration."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


def _number(name: str, *, primary_key: bool = False) -> Column[int]:
    return Column(name, BigInteger, primary_key=primary_key, autoincrement=False, nullable=False)


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


shard: Final = Table(
    "shard",
    metadata,
    Column("shard", Integer, primary_key=True, autoincrement=False),
    _number("epoch"),
    _number("nonce"),
    Column("owner", Text),
    Column("taken_at", DateTime(timezone=True)),
)
"""The fencing token in force of each shard, and who took it."""

delta: Final = Table(
    "delta",
    metadata,
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    _number("seq", primary_key=True),
    _number("command_id"),
    _text("name"),
    Column("schema", Integer, nullable=False),
    _number("settings_version"),
    _text("release"),
    _bytes("events"),
    _bytes("reply"),
    Column("at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("command_id", "kind", "key"),
    CheckConstraint("seq > 0", name="seq"),
    Index(None, "at", postgresql_using="brin", postgresql_with={"autosummarize": "on"}),
)
"""The journal: all that one command changed in one actor."""

snapshot: Final = Table(
    "snapshot",
    metadata,
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    _number("seq", primary_key=True),
    Column("schema", Integer, nullable=False),
    _bytes("state"),
)
"""States at a sequence number; the newest two of each actor."""

entry: Final = Table(
    "entry",
    metadata,
    _number("command_id", primary_key=True),
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    _text("account", primary_key=True),
    _text("currency", primary_key=True),
    _number("amount"),
    Index(None, "kind", "key"),
)
"""The double-entry ledger; the amounts of one command sum to 0 per currency."""

standing: Final = Table(
    "standing",
    metadata,
    _text("board", primary_key=True),
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    _number("value"),
    _number("seq"),
    Column("reached_at", DateTime(timezone=True), nullable=False),
    Index(None, "kind", "key"),
)
"""The value of each actor on each board."""

Index(
    "standing_places_idx",
    standing.c.board,
    standing.c.kind,
    standing.c.value.desc(),
    standing.c.reached_at,
    standing.c.key,
)

inbox: Final = Table(
    "inbox",
    metadata,
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    _text("name", primary_key=True),
    Column("shard", Integer, nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    _number("command_id"),
    _bytes("body"),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Index(None, "shard", "due_at"),
)
"""Notes that wait for their actors; those set aside are due at infinity."""

tombstone: Final = Table(
    "tombstone",
    metadata,
    _text("kind", primary_key=True),
    _number("key", primary_key=True),
    Column("shard", Integer, nullable=False),
    _number("seq"),
    Column("erased_at", DateTime(timezone=True), nullable=False),
)
"""Actors that were erased, at the number from which their journals begin, until they are forgotten."""

pack: Final = Table(
    "pack",
    metadata,
    _number("version", primary_key=True),
    _bytes("body"),
    Column("stored_at", DateTime(timezone=True), nullable=False),
)
"""Content packs by version."""

meta: Final = Table("meta", metadata, _text("name", primary_key=True), _text("value"))
"""What is true of the whole database: `cluster_id`, `shard_count`, `schema_switch`, `compatible_from`."""
