"""The posts that a photo log may speak of: every one that was ever stored, by any id that it had."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from pipeline.store.schema import posts


def load_post_ids(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return the ids of all stored posts of some accounts, the first ids of edited ones too, whatever their state."""
    rows = connection.execute(select(posts.c.post_id, posts.c.chain_id).where(posts.c.account.in_(list(keys))))
    return {name for row in rows for name in row}
