"""Actors are erased on demand; a tombstone stands for each until it may be forgotten.

Only adds, so that releases before go on beside: what they commit passes through functions of their own.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import source

revision = "0003"
down_revision = "0002"

FUNCTIONS = ("commit_v3", "forget_v1")


def upgrade() -> None:
    """Create the table of tombstones, and the functions that set and remove them."""
    op.create_table(
        "tombstone",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("shard", sa.Integer, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
    )
    for name in FUNCTIONS:
        op.execute(source(name))
