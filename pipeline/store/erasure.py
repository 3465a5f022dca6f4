"""Erasing from the store: the texts of comments that are gone, findings that ended long ago."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select, tuple_, update

from pipeline.store.schema import accounts, comments, findings, mentions, posts, reads, versions

_IDS_A_QUERY = 500


def forsaken_accounts(connection: Connection, configured: Collection[str], before: int) -> list[str]:
    """Return the accounts that are nobody's any more, and were not read since a moment; who takes one up again begins
    anew, for what is erased of it may be public still.
    """
    last = select(reads.c.account).group_by(reads.c.account).having(func.max(reads.c.at) < before)
    query = select(accounts.c.account).where(accounts.c.account.not_in(list(configured)), accounts.c.account.in_(last))
    forsaken = list(connection.execute(query.order_by(accounts.c.account)).scalars())
    begun_anew = update(accounts).where(accounts.c.account.in_(forsaken))
    connection.execute(begun_anew.values(read_by="", cursor=None))
    return forsaken


def erase_gone_comments(
    connection: Connection,
    before: int,
    now: int,
    *,
    held: Collection[tuple[str, str]] = (),
    forsaken: Collection[str] = (),
) -> int:
    """Erase text and author of comments gone (or under posts gone) before a moment; their finding, hash and dates stay.

    So are those of accounts that are `forsaken`, of which no read will ever show that they are gone.
    Under posts that are withheld they stay: such a post may come back when nobody gives its comments any more. The
    words of those that are `held` (account, comment_id) stay until they are so no more. Returns of how many the term
    has passed since the last time: a held one counts then, and not when it is erased, so the number tells of no hold.
    """
    # the few posts that are gone are looked up once, not the post of every comment
    no_more = select(posts.c.account, posts.c.post_id).where(posts.c.gone_at < before, posts.c.state != "withheld")
    post_gone = tuple_(comments.c.account, comments.c.post_id).in_(no_more)
    kept = or_(comments.c.purged_at.is_(None), comments.c.content_hash != "")  # not erased, or held so far
    gone = and_(kept, or_(comments.c.gone_at < before, post_gone, comments.c.account.in_(list(forsaken))))
    query = select(comments.c.account, comments.c.comment_id, comments.c.purged_at).where(gone)
    rows = [(account, comment, past) for account, comment, past in connection.execute(query)]
    # without its hash it is taken for edited when it is read again, and so comes back whole
    erased = {"text": "", "author_handle": "", "author_name": "", "content_hash": "", "state": "gone", "purged_at": now}
    for account, some in _in_batches(row[:2] for row in rows if row[:2] not in held):
        mine = and_(comments.c.account == account, comments.c.comment_id.in_(some))
        connection.execute(update(comments).where(mine).values(**erased))
        subjects = [f"comment:{comment}" for comment in some]
        for table, names in ((mentions, subjects), (versions, some)):
            connection.execute(delete(table).where(_about(table, account, names)))
        _erase_quotes(connection, _about(findings, account, subjects))
    for account, some in _in_batches(row[:2] for row in rows if row[:2] in held):
        mine = and_(comments.c.account == account, comments.c.comment_id.in_(some), comments.c.purged_at.is_(None))
        connection.execute(update(comments).where(mine).values(state="gone", purged_at=now))
        subjects = [f"comment:{comment}" for comment in some]
        _erase_quotes(connection, and_(_about(findings, account, subjects), findings.c.route != "dsl"))
    return sum(past is None for *_, past in rows)


def _in_batches(comments: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield an account with as many of its comments as one statement may name, until none is left."""
    for account, group in groupby(sorted(comments), key=itemgetter(0)):
        ids = [comment for _, comment in group]
        yield from ((account, ids[begin : begin + _IDS_A_QUERY]) for begin in range(0, len(ids), _IDS_A_QUERY))


def _about(table: Table, account: str, subjects: Collection[str]) -> ColumnElement[bool]:
    """Return what picks the rows about some comments of an account, as the table names them."""
    t = table.c
    return and_(t.account == account, t.subject_type == "comment", t.subject_id.in_(subjects))


def _erase_quotes(connection: Connection, which: ColumnElement[bool]) -> None:
    """Erase what findings quote."""
    connection.execute(update(findings).where(which).values(matched_text="", start=None, end=None))


def erase_ended_findings(connection: Connection, before: int, *, held: Collection[str] = ()) -> int:
    """Delete findings that ended (or, for weeks and events, were last seen) before a moment; returns how many.

    Of those that went to the DSL the ones whose keys are `held` stay, and none is counted.
    """
    ended = or_(findings.c.ended_at < before, and_(findings.c.status == "past", findings.c.last_seen < before))
    matters = connection.execute(select(findings.c.key).where(ended, findings.c.route == "dsl")).scalars()
    over = [key for key in matters if key not in held]
    for begin in range(0, len(over), _IDS_A_QUERY):
        connection.execute(delete(findings).where(findings.c.key.in_(over[begin : begin + _IDS_A_QUERY])))
    return connection.execute(delete(findings).where(ended, findings.c.route != "dsl")).rowcount
