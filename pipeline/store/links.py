"""Where posts are to be opened: their addresses, for sheets that name other posts beside the one that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import Connection, select

from pipeline.store.schema import posts

_IDS_A_QUERY = 500


def load_links(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (account, post id) -> its address as stored, which may be blank; what is not stored is left out."""
    found: dict[tuple[str, str], str] = {}
    for account, group in groupby(sorted(set(wanted)), key=lambda post: post[0]):
        ids = [post_id for _, post_id in group]
        for begin in range(0, len(ids), _IDS_A_QUERY):
            some = posts.c.post_id.in_(ids[begin : begin + _IDS_A_QUERY])
            query = select(posts.c.post_id, posts.c.permalink).where(posts.c.account == account, some)
            found |= {(account, post_id): link for post_id, link in connection.execute(query)}
    return found
