"""Dating what is no longer shown: gone (a read that proves it), private or withheld (the platform says so)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, not_, select, true, update

from connectors.base import Read, Unavailable
from pipeline.moments import to_micros
from pipeline.store.changes import Change
from pipeline.store.schema import comments, media, posts

HIDDEN = ("private", "withheld")
"""States in which a post still stands at the platform and is shown to nobody here."""
_IDS_A_QUERY = 500


def date_unavailable(
    connection: Connection, account: str, unavailable: Sequence[Unavailable], now: int, pull: int, change: Change
) -> None:
    """Date posts that became private or withheld; what was read of them stays, and posts never read have no row.

    `gone_at` says since when the post is in its state; a post that is read again is public again.
    """
    by_state: dict[str, list[str]] = defaultdict(list)
    for one in unavailable:
        if one.state in HIDDEN and not one.comment_id:
            by_state[one.state].append(one.post_id)
    _date_hidden(connection, account, [one.comment_id for one in unavailable if one.comment_id], now, change)
    for state, ids in by_state.items():
        for begin in range(0, len(ids), _IDS_A_QUERY):
            mine = and_(posts.c.account == account, posts.c.post_id.in_(ids[begin : begin + _IDS_A_QUERY]))
            connection.execute(update(posts).where(mine).values(last_seen=now, seen_in=pull))
            turned = and_(mine, posts.c.state != state)
            if connection.execute(select(posts.c.account).where(turned).limit(1)).first() is not None:
                values = {"state": state, "gone_at": now, "change": change.number()}
                connection.execute(update(posts).where(turned).values(**values))


def _date_hidden(connection: Connection, account: str, ids: Sequence[str], now: int, change: Change) -> None:
    """Date comments that the account has hidden: they are gone from public view, however little else was read."""
    for begin in range(0, len(ids), _IDS_A_QUERY):
        named = comments.c.comment_id.in_(ids[begin : begin + _IDS_A_QUERY])
        shown = and_(comments.c.account == account, named, comments.c.state == "public")
        if connection.execute(select(comments.c.account).where(shown).limit(1)).first() is not None:
            connection.execute(update(comments).where(shown).values(state="gone", gone_at=now, change=change.number()))


def date_gone(connection: Connection, account: str, read: Read, now: int, pull: int, change: Change) -> None:
    """Date what a complete read no longer showed: posts by their time, and what stands under such posts.

    What stands under a private or withheld post was not to be seen: it shares the state of its post.
    """
    table = {"posts": posts, "comments": comments, "media": media}.get(read.what)
    if table is None or pull <= 1:  # before the first pull nothing was seen that could be gone
        return
    unseen = and_(table.c.account == account, table.c.state == "public", table.c.seen_in < pull)
    if not read.whole:
        unseen = and_(unseen, _posted_within(table, read))
    if table is not posts:
        unseen = and_(unseen, not_(exists().where(_over(table), posts.c.state.in_(HIDDEN))))
    if connection.execute(select(table.c.account).where(unseen).limit(1)).first() is None:
        return
    connection.execute(update(table).where(unseen).values(state="gone", gone_at=now, change=change.number()))


def _posted_within(table: Table, read: Read) -> ColumnElement[bool]:
    """Restrict rows to posts (or what stands under posts) published within a read."""
    begin = posts.c.created_at >= to_micros(read.begin) if read.begin else true()
    end = posts.c.created_at <= to_micros(read.end) if read.end else true()
    return and_(begin, end) if table is posts else exists().where(_over(table), begin, end)


def _over(table: Table) -> ColumnElement[bool]:
    """Join a comment or a photo to the post it stands under."""
    return and_(posts.c.account == table.c.account, posts.c.post_id == table.c.post_id)
