"""Shards, the journal with all that is committed along with it, and the functions that write it."""

import secrets

import sqlalchemy as sa
from alembic import op

from migrations.functions import source

revision = "0001"
down_revision = None

SHARD_COUNT = 256
FUNCTIONS = ("facts_v1", "commit_v1", "take_v1", "recent_v1", "load_v1")


def upgrade() -> None:
    """Create everything, and draw the cluster id."""
    create_journal()
    create_companions()
    create_meta()
    for name in FUNCTIONS:
        op.execute(source(name))


def create_journal() -> None:
    """Create the tables of tokens, deltas and snapshots."""
    shard = op.create_table(
        "shard",
        sa.Column("shard", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("nonce", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
    )
    op.bulk_insert(shard, [{"shard": n, "epoch": 0, "nonce": 0} for n in range(SHARD_COUNT)])
    op.create_table(
        "delta",
        *actor_key(),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("command_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("settings_version", sa.BigInteger, nullable=False),
        sa.Column("release", sa.Text, nullable=False),
        sa.Column("events", sa.LargeBinary, nullable=False),
        sa.Column("reply", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("command_id", "kind", "key"),
        sa.CheckConstraint("seq > 0", name="seq"),
    )
    op.create_table(
        "snapshot",
        *actor_key(),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )


def create_companions() -> None:
    """Create what is committed along with deltas: postings, standings and notes."""
    op.create_table(
        "entry",
        sa.Column("command_id", sa.BigInteger, primary_key=True, autoincrement=False),
        *actor_key(),
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("currency", sa.Text, primary_key=True),
        sa.Column("amount", sa.BigInteger, nullable=False),
    )
    op.create_index(None, "entry", ["kind", "key"])
    op.create_table(
        "standing",
        sa.Column("board", sa.Text, primary_key=True),
        *actor_key(),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "inbox",
        *actor_key(),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("shard", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("command_id", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index(None, "inbox", ["shard", "due_at"])


def create_meta() -> None:
    """Create the tables that concern the whole database."""
    op.create_table(
        "pack",
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
    )
    meta = op.create_table(
        "meta",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    rows = {"cluster_id": secrets.token_hex(8), "shard_count": str(SHARD_COUNT), "schema_switch": "0"}
    op.bulk_insert(meta, [{"name": name, "value": value} for name, value in rows.items()])


def actor_key() -> tuple[sa.Column[str], sa.Column[int]]:
    """Return the key columns that name an actor."""
    return (
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    )
