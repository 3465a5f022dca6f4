"""How much the store holds of each account: what there is to judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from pipeline.store.schema import comments, media, posts


def count_rows(connection: Connection) -> Mapping[str, int]:
    """Return account -> its posts, comments and media, whether they are public or not."""
    rows: Counter[str] = Counter()
    for table in (posts, comments, media):
        query = select(table.c.account, func.count()).group_by(table.c.account)
        for account, number in connection.execute(query):
            rows[account] += number
    return rows
