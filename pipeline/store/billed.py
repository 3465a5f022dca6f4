"""How many posts were read this month from platforms that bill for them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from pipeline.store.schema import billed


def month_of(moment: datetime) -> str:
    """Return the month a platform books a moment to: "2026-11", by UTC."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def add_billed(connection: Connection, platform: str, moment: datetime, posts: int) -> None:
    """Add posts to what was read of a platform in the month of `moment`."""
    month = month_of(moment)
    this = (billed.c.platform == platform) & (billed.c.month == month)
    if not connection.execute(update(billed).where(this).values(posts=billed.c.posts + posts)).rowcount:
        connection.execute(billed.insert().values(platform=platform, month=month, posts=posts))


def load_billed(connection: Connection, moment: datetime) -> dict[str, int]:
    """Return platform -> posts read in the month of `moment`."""
    query = select(billed.c.platform, billed.c.posts).where(billed.c.month == month_of(moment))
    return {row.platform: row.posts for row in connection.execute(query)}
