"""Findings that came back, or count again, say when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moments to the findings; one that stands as returned came back when it was last seen."""
    for name in ("left_at", "returned_at", "recounted_at"):
        op.add_column("findings", sa.Column(name, sa.BigInteger(), nullable=True))
    op.execute("UPDATE findings SET returned_at = last_seen WHERE status = 'returned'")
