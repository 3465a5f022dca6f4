"""Runs for days that had not come say when they were made; pictures whose ids hold a "/" are named with %2F for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment to the runs; rename the subjects of findings and mentions on such pictures."""
    op.add_column("runs", sa.Column("made_at", sa.BigInteger(), nullable=True))
    store = op.get_bind()
    media = sa.table("media", sa.column("account"), sa.column("post_id"), sa.column("media_id"))
    named_by = sa.select(media.c.account, media.c.post_id, media.c.media_id)
    for account, post, item in store.execute(named_by.where(media.c.media_id.contains("/"))).all():
        for kind in ("alt", "image"):
            named = f"{kind}:{post}/{item.replace('/', '%2F')}"
            for table in ("findings", "mentions"):
                t = sa.table(table, sa.column("account"), sa.column("subject_id"))
                mine = (t.c.account == account, t.c.subject_id == f"{kind}:{post}/{item}")
                store.execute(sa.update(t).where(*mine).values(subject_id=named))
