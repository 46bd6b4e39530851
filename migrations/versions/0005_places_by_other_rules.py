"""A place on a board follows the rules in force, also where its actor has not changed since they did.

Only adds a function, so that releases before go on beside.
"""

from alembic import op

from migrations.functions import source

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the function that commits."""
    op.execute(source("commit_v4"))
