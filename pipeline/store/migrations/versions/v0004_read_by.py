"""Accounts say which connector read them to the end, so that one that takes over reads them from their beginning;
reads for a moment that had not come say when they were made.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; an account was read by whoever stored the newest of its posts."""
    op.add_column("reads", sa.Column("made_at", sa.BigInteger(), nullable=True))
    op.add_column("accounts", sa.Column("read_by", sa.Text(), nullable=False, server_default=""))
    names = ("account", "source", "first_stored_at")
    accounts, posts = (
        sa.table("accounts", sa.column("account"), sa.column("read_by")),
        sa.table("posts", *map(sa.column, names)),
    )
    newest = (
        sa.select(posts.c.source)
        .where(posts.c.account == accounts.c.account)
        .order_by(posts.c.first_stored_at.desc(), posts.c.source)
        .limit(1)
        .scalar_subquery()
    )
    op.get_bind().execute(sa.update(accounts).values(read_by=sa.func.coalesce(newest, "")))
