"""Erasing from the store: the texts of comments that are gone, findings that ended long ago."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, tuple_, update

from pipeline.store.schema import comments, findings, mentions, posts, versions


def erase_gone_comments(
    connection: Connection, before: int, now: int, *, held: Collection[tuple[str, str]] = ()
) -> int:
    """Erase text and author of comments gone (or under posts gone) before a moment; their finding, hash and dates stay.

    Under posts that are withheld they stay: such a post may come back when nobody gives its comments any more. The
    words of those that are `held` (account, comment_id) stay until they are so no more. Returns of how many the term
    has passed since the last time: a held one counts then, and not when it is erased, so the number tells of no hold.
    """
    # the few posts that are gone are looked up once, not the post of every comment
    no_more = select(posts.c.account, posts.c.post_id).where(posts.c.gone_at < before, posts.c.state != "withheld")
    post_gone = tuple_(comments.c.account, comments.c.post_id).in_(no_more)
    kept = or_(comments.c.purged_at.is_(None), comments.c.content_hash != "")  # not erased, or held so far
    gone = and_(kept, or_(comments.c.gone_at < before, post_gone))
    query = select(comments.c.account, comments.c.comment_id, comments.c.purged_at).where(gone)
    rows = [tuple(row) for row in connection.execute(query)]
    # without its hash it is taken for edited when it is read again, and so comes back whole
    erased = {"text": "", "author_handle": "", "author_name": "", "content_hash": "", "state": "gone", "purged_at": now}
    for account, comment, past in rows:
        subject = f"comment:{comment}"
        where = and_(comments.c.account == account, comments.c.comment_id == comment)
        if (account, comment) in held:
            _erase_quotes(connection, account, subject, findings.c.route != "dsl")
            if past is None:
                connection.execute(update(comments).where(where).values(state="gone", purged_at=now))
            continue
        connection.execute(update(comments).where(where).values(**erased))
        for table, name in ((mentions, subject), (versions, comment)):
            mine = and_(table.c.account == account, table.c.subject_type == "comment", table.c.subject_id == name)
            connection.execute(delete(table).where(mine))
        _erase_quotes(connection, account, subject)
    return sum(past is None for *_, past in rows)


def _erase_quotes(connection: Connection, account: str, subject: str, *which: ColumnElement[bool]) -> None:
    """Erase what findings quote of a comment."""
    t = findings
    mine = and_(t.c.account == account, t.c.subject_type == "comment", t.c.subject_id == subject, *which)
    connection.execute(update(t).where(mine).values(matched_text="", start=None, end=None))


def erase_ended_findings(connection: Connection, before: int) -> int:
    """Delete findings that ended (or, for weeks and events, were last seen) before a moment; returns how many."""
    ended = or_(findings.c.ended_at < before, and_(findings.c.status == "past", findings.c.last_seen < before))
    told = connection.execute(select(func.count()).select_from(findings).where(ended, findings.c.route != "dsl"))
    number = int(told.scalar_one())  # what went to the DSL is counted nowhere else
    connection.execute(delete(findings).where(ended))
    return number
