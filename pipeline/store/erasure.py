"""Erasing from the store: the texts of comments that are gone, findings that ended long ago."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, exists, func, or_, select, update

from pipeline.store.schema import comments, findings, mentions, posts, versions


def erase_gone_comments(connection: Connection, before: int, now: int) -> int:
    """Erase text and author of comments gone (or under posts gone) before a moment; their finding, hash and dates stay.

    Under posts that are withheld they stay: such a post may come back when nobody gives its comments any more. Returns
    how many.
    """
    over = and_(posts.c.account == comments.c.account, posts.c.post_id == comments.c.post_id)
    post_gone = exists().where(over, posts.c.gone_at < before, posts.c.state != "withheld")
    gone = and_(comments.c.purged_at.is_(None), or_(comments.c.gone_at < before, post_gone))
    keys = connection.execute(select(comments.c.account, comments.c.comment_id).where(gone)).fetchall()
    # without its hash it is taken for edited when it is read again, and so comes back whole
    erased = {"text": "", "author_handle": "", "author_name": "", "content_hash": "", "state": "gone", "purged_at": now}
    for account, comment in keys:
        subject = f"comment:{comment}"
        where = and_(comments.c.account == account, comments.c.comment_id == comment)
        connection.execute(update(comments).where(where).values(**erased))
        for table, name in ((mentions, subject), (versions, comment)):
            mine = and_(table.c.account == account, table.c.subject_type == "comment", table.c.subject_id == name)
            connection.execute(delete(table).where(mine))
        mine = and_(
            findings.c.account == account, findings.c.subject_type == "comment", findings.c.subject_id == subject
        )
        connection.execute(update(findings).where(mine).values(matched_text="", start=None, end=None))
    return len(keys)


def erase_ended_findings(connection: Connection, before: int) -> int:
    """Delete findings that ended (or, for weeks and events, were last seen) before a moment; returns how many."""
    ended = or_(findings.c.ended_at < before, and_(findings.c.status == "past", findings.c.last_seen < before))
    told = connection.execute(select(func.count()).select_from(findings).where(ended, findings.c.route != "dsl"))
    number = int(told.scalar_one())  # what went to the DSL is counted nowhere else
    connection.execute(delete(findings).where(ended))
    return number
