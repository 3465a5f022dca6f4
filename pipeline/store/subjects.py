"""What the store knows of the subjects of findings: still public, edited, gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Table, and_, false, func, select

from pipeline.store.schema import comments, media, posts


@dataclass(frozen=True, slots=True)
class Subject:
    """What the store knows of a subject now."""

    state: str
    """public, gone, private, withheld or set_aside"""
    content_hash: str
    coverless: bool = False
    """It is a video, and its source names no picture that stands for it."""
    blank: bool = False
    """It is a text, and holds no word any more."""


_IDS_A_QUERY = 500
_GONE_FIRST = ("gone", "withheld", "private")


def load_subjects(
    connection: Connection, wanted: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], Subject]:
    """Return (account, subject type, subject id) -> what is known of it, for those that the store holds.

    What stands under a post that is no longer public is itself no longer public.
    """
    found: dict[tuple[str, str, str], Subject] = {}
    for (account, kind), group in groupby(sorted(set(wanted)), key=lambda subject: subject[:2]):
        ids = [subject_id.removeprefix(f"{kind}:") for _, _, subject_id in group]
        for begin in range(0, len(ids), _IDS_A_QUERY):
            found |= _load(connection, account, kind, ids[begin : begin + _IDS_A_QUERY])
    return found


def _load(connection: Connection, account: str, kind: str, ids: list[str]) -> dict[tuple[str, str, str], Subject]:
    if kind == "post":
        t = posts.c
        query = select(t.post_id, t.state, t.state, t.content_hash, t.set_aside, false(), t.text == "")
        query = query.where(posts.c.account == account, posts.c.post_id.in_(ids))
    elif kind == "comment":
        joined = comments.join(
            posts, and_(posts.c.account == comments.c.account, posts.c.post_id == comments.c.post_id), isouter=True
        )
        t = comments.c
        query = select(t.comment_id, t.state, posts.c.state, t.content_hash, t.set_aside, false(), t.text == "")
        query = query.select_from(joined).where(comments.c.account == account, comments.c.comment_id.in_(ids))
    elif kind in {"alt", "image"}:
        joined = media.join(posts, and_(posts.c.account == media.c.account, posts.c.post_id == media.c.post_id))
        path = path_of(media)
        t, coverless = media.c, and_(media.c.type == "video", media.c.cover == "")
        blank = t.alt_text == "" if kind == "alt" else false()
        query = select(path, t.state, posts.c.state, t.content_hash, t.set_aside, coverless, blank)
        query = query.select_from(joined).where(media.c.account == account, path.in_(ids))
    else:
        return {}
    return {
        (account, kind, f"{kind}:{row[0]}"): Subject(
            "set_aside" if row[4] else _state(row[1], row[2]), row[3], bool(row[5]), bool(row[6])
        )
        for row in connection.execute(query)
    }


def _state(own: str, of_post: str | None) -> str:
    """Return the subject's state: its own, or its post's where that is no longer public."""
    return of_post if own == "public" and of_post in _GONE_FIRST else own


def path_of(table: Table) -> ColumnElement[str]:
    """Return POST/MEDIA of the rows of a table, as `checks.base.subject_of` writes it."""
    path: ColumnElement[str] = table.c.post_id + "/" + func.replace(table.c.media_id, "/", "%2F")
    return path
