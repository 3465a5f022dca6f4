"""The words of subjects, as stored, for reports; and how much of each kind an account holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pipeline.store.schema import comments, media, posts, reads
from pipeline.store.subjects import path_of

_IDS_A_QUERY = 500


def load_texts(connection: Connection, wanted: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Return (account, subject type, subject id) -> its text as stored; an image is quoted by its post's caption.

    What was erased, has no words or is not stored is left out.
    """
    asked = set(wanted)
    found: dict[tuple[str, str, str], str] = {}
    for kind, group in groupby(sorted(asked, key=lambda subject: subject[1]), key=lambda subject: subject[1]):
        subjects = list(group)
        accounts = sorted({account for account, _, _ in subjects})
        ids = sorted({subject_id.removeprefix(f"{kind}:") for _, _, subject_id in subjects})
        for begin in range(0, len(ids), _IDS_A_QUERY):
            for account, name, text in _load(connection, kind, accounts, ids[begin : begin + _IDS_A_QUERY]):
                subject = (account, kind, f"{kind}:{name}")
                if text and subject in asked:  # one id may stand on two accounts
                    found[subject] = text
    return found


def _load(connection: Connection, kind: str, accounts: list[str], ids: list[str]) -> list[tuple[str, str, str]]:
    path = path_of(media)
    query: Select[Any]
    if kind == "post":
        query = select(posts.c.account, posts.c.post_id, posts.c.text).where(
            posts.c.account.in_(accounts), posts.c.post_id.in_(ids)
        )
    elif kind == "comment":
        query = select(comments.c.account, comments.c.comment_id, comments.c.text).where(
            comments.c.account.in_(accounts), comments.c.comment_id.in_(ids)
        )
    elif kind == "alt":
        query = select(media.c.account, path, media.c.alt_text).where(media.c.account.in_(accounts), path.in_(ids))
    elif kind == "image":
        under = (posts.c.account == media.c.account) & (posts.c.post_id == media.c.post_id)
        query = (
            select(media.c.account, path, posts.c.text)
            .select_from(media.join(posts, under))
            .where(media.c.account.in_(accounts), path.in_(ids))
        )
    else:
        return []
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


@dataclass(frozen=True, slots=True)
class Held:
    """How many public records an account has in the store."""

    posts: int = 0
    media: int = 0
    comments: int = 0


def count_held(connection: Connection, accounts: Iterable[str], until: int) -> dict[str, Held]:
    """Return account -> its public posts, media and comments, posts and comments up to a moment."""
    keys = list(accounts)
    numbers: dict[str, dict[str, int]] = {}
    for name, table in (("posts", posts), ("media", media), ("comments", comments)):
        query = select(table.c.account, func.count()).where(
            table.c.account.in_(keys), table.c.state == "public", table.c.set_aside.is_(None)
        )
        if "created_at" in table.c:
            query = query.where(table.c.created_at <= until)
        for account, number in connection.execute(query.group_by(table.c.account)):
            numbers.setdefault(account, {})[name] = number
    return {key: Held(**numbers.get(key, {})) for key in keys}


@dataclass(frozen=True, slots=True)
class ReadState:
    """How far one kind of thing of an account was read, at the last attempt."""

    what: str
    begin: int | None
    end: int | None
    complete: bool
    reason: str
    assumed: str
    ours: int | None
    theirs: int | None
    at: int
    """When it was last tried, microseconds."""


_ORDER = ("posts", "media", "pictures", "comments", "profile")


def load_read_states(connection: Connection, account: str) -> list[ReadState]:
    """Return the reads of an account, in the order posts, media, pictures, comments, profile."""
    t = reads
    names = ("what", "covered_begin", "covered_end", "complete", "reason", "assumed", "ours", "theirs", "at")
    query = select(*(t.c[name] for name in names))
    states = [ReadState(*row) for row in connection.execute(query.where(t.c.account == account))]
    return sorted(states, key=lambda state: _ORDER.index(state.what))
