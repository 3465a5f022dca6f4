"""The place of a comment in its thread, as stored: the post it stands under, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from config.models import fold_handle
from pipeline.store.schema import comments, posts

_IDS_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Above:
    """One public text above a comment."""

    subject_id: str
    """post:ID or comment:ID"""
    text: str
    what: str
    """"the post", "a comment", or "the account's reply"."""


def load_threads(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[Above, ...]]:
    """Return (account, "comment:ID") -> what stands above it: the post, then the comment or own reply that it answers.

    What is not public (any more), holds no words or is not stored is left out. The texts are as published, and one of
    them may be the safeguarding lead's alone: the caller leaves those out.
    """
    found: dict[tuple[str, str], tuple[Above, ...]] = {}
    for account, group in groupby(sorted(set(wanted)), key=lambda subject: subject[0]):
        ids = [subject_id.removeprefix("comment:") for _, subject_id in group if subject_id.startswith("comment:")]
        for begin in range(0, len(ids), _IDS_A_QUERY):
            given = {"whose": account, "ids": ids[begin : begin + _IDS_A_QUERY]}
            for row in connection.execute(_query(), given):
                if above := tuple(_above(account, row[1:])):
                    found[(account, f"comment:{row[0]}")] = above
    return found


@cache
def _query() -> Select[Any]:
    """Ask for a comment: its id, the id and text of its post, what it answers (id, handle, text), or own reply."""
    c, p, answered, reply = comments, posts, comments.alias("answered"), posts.alias("reply")
    under = and_(p.c.account == c.c.account, p.c.post_id == c.c.post_id, p.c.state == "public")
    to_comment = and_(
        answered.c.account == c.c.account, answered.c.comment_id == c.c.parent_id, answered.c.state == "public",
        answered.c.set_aside.is_(None),
    )  # fmt: skip
    to_reply = and_(reply.c.account == c.c.account, reply.c.post_id == c.c.parent_id, reply.c.state == "public")
    joined = c.join(p, under, isouter=True).join(answered, to_comment, isouter=True).join(reply, to_reply, isouter=True)
    query = select(
        c.c.comment_id, p.c.post_id, p.c.text, answered.c.comment_id, answered.c.author_handle, answered.c.text,
        reply.c.post_id, reply.c.text,
    )  # fmt: skip
    return query.select_from(joined).where(
        c.c.account == bindparam("whose"), c.c.comment_id.in_(bindparam("ids", expanding=True))
    )


def _above(account: str, row: Sequence[str | None]) -> Iterable[Above]:
    post, caption, comment, author, said, reply, replied = row
    if post and caption:
        yield Above(f"post:{post}", caption, "the post")
    if comment and said:
        own = fold_handle(author or "") == account.partition(":")[2]
        yield Above(f"comment:{comment}", said, "the account's reply" if own else "a comment")
    elif reply and replied and reply != post:
        yield Above(f"post:{reply}", replied, "the account's reply")
