"""Places on the boards are read in order, without sorting all that stands there.

Only adds an index, so that releases before go on beside; who writes standings waits while it is built.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the index that lists a board from its first place."""
    columns = ["board", "kind", sa.text("value DESC"), "reached_at", "key"]
    op.create_index("standing_places_idx", "standing", columns)
