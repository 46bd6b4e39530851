"""Notes that are tried again, who was touched lately, and which releases may work side by side.

Only adds, so that the release of revision 0001 goes on beside. The index on `delta` is a BRIN: the
times of an append-only table lie in order, so that it costs the hot path next to nothing and is
built by one quick pass while commits wait.
"""

import sqlalchemy as sa
from alembic import op

from migrations.functions import source

revision = "0002"
down_revision = "0001"

COMPATIBLE_FROM = "0001"
"""The oldest revision whose release may work on this one."""

FUNCTIONS = ("commit_v2", "due_v1", "load_v2", "postpone_v1", "probe_v1", "switch_v1", "touched_v1")


def upgrade() -> None:
    """Add indexes and a column, and say who may go on working here.

    Commits touch the tables in more than one order, but all begin at `shard`: held there, they
    cannot lock themselves and this out of each other's tables.
    """
    op.execute("LOCK TABLE shard IN EXCLUSIVE MODE")
    op.create_index(None, "delta", ["at"], postgresql_using="brin", postgresql_with={"autosummarize": "on"})
    op.create_index(None, "standing", ["kind", "key"])
    op.add_column("inbox", sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"))
    for name in FUNCTIONS:
        op.execute(source(name))
    meta = sa.table("meta", sa.column("name", sa.Text), sa.column("value", sa.Text))
    op.bulk_insert(meta, [{"name": "compatible_from", "value": COMPATIBLE_FROM}])
