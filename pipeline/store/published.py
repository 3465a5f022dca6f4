"""One post or comment as it stands in the store, found by its id or its address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from pipeline.moments import from_micros
from pipeline.store.schema import comments, posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A post or a comment of which something can be asked."""

    account: str
    subject_type: str
    """post or comment."""
    subject_id: str
    """post:ID or comment:ID"""
    chain: str
    """The subject by the first id of its edit chain."""
    permalink: str
    """A comment's is its post's."""
    posted_at: datetime
    content_hash: str
    state: str
    """public, gone, private or withheld."""


def find_published(connection: Connection, accounts: Collection[str], named: str) -> list[Published]:
    """Return the posts and comments of these accounts that are meant by an id or an address.

    `named`: "post:ID", "comment:ID", a bare id, or a post's own address as the store has it.
    """
    kind, _, bare = named.partition(":")
    ids = [bare] if kind in {"post", "comment"} else [named]
    found = [] if kind == "comment" else _posts(connection, accounts, _meant(ids, named))
    return found if kind == "post" else [*found, *_comments(connection, accounts, ids)]


def now_public(connection: Connection, account: str, subject_id: str) -> Published | None:
    """Return a post or comment if it is public; of a post that was edited, its newest version that is."""
    found = find_published(connection, [account], subject_id)
    if found and found[0].subject_type == "post":
        chain = posts.c.chain_id == found[0].chain.removeprefix("post:")
        found = sorted(_posts(connection, [account], chain), key=lambda one: one.posted_at, reverse=True)
    return next((one for one in found if one.state == "public"), None)


def _meant(ids: list[str], address: str) -> ColumnElement[bool]:
    bare = address.rstrip("/")
    return or_(posts.c.post_id.in_(ids), posts.c.permalink.in_([address, bare, f"{bare}/"]))


def _posts(connection: Connection, accounts: Collection[str], meant: ColumnElement[bool]) -> list[Published]:
    t = posts
    names = (t.c.account, t.c.post_id, t.c.chain_id, t.c.permalink, t.c.created_at, t.c.content_hash, t.c.state)
    mine = t.c.account.in_(list(accounts))
    return [
        Published(
            account=account, subject_type="post", subject_id=f"post:{post}", chain=f"post:{chain}", permalink=permalink,
            posted_at=from_micros(at), content_hash=content, state=state,
        )
        for account, post, chain, permalink, at, content, state in connection.execute(
            select(*names).where(mine, meant, t.c.set_aside.is_(None))
        )
    ]  # fmt: skip


def _comments(connection: Connection, accounts: Collection[str], ids: list[str]) -> list[Published]:
    t = comments
    under = and_(posts.c.account == t.c.account, posts.c.post_id == t.c.post_id)
    names = (t.c.account, t.c.comment_id, posts.c.permalink, t.c.created_at, t.c.content_hash, t.c.state, posts.c.state)
    query = select(*names).select_from(t.join(posts, under, isouter=True))
    query = query.where(t.c.account.in_(list(accounts)), t.c.comment_id.in_(ids), t.c.set_aside.is_(None))
    return [
        Published(
            account=account, subject_type="comment", subject_id=f"comment:{comment}", chain=f"comment:{comment}",
            permalink=permalink or "", posted_at=from_micros(at), content_hash=content,
            state=above if state == "public" and above is not None else state,
        )
        for account, comment, permalink, at, content, state, above in connection.execute(query)
    ]  # fmt: skip
