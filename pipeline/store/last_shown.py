"""When a pull last showed a subject: the proof that it was still there after somebody said it was gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select

from pipeline.moments import from_micros
from pipeline.store.schema import comments, media, posts
from pipeline.store.subjects import path_of

_IDS_A_QUERY = 500


def load_last_shown(
    connection: Connection, wanted: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str], datetime]:
    """Return (account, subject type, subject id) -> when it was last read, for posts and what stands in them.

    Weeks, events and accounts are not read one by one, and are left out.
    """
    found: dict[tuple[str, str, str], datetime] = {}
    for (account, kind), group in groupby(sorted(set(wanted)), key=lambda subject: subject[:2]):
        names = [subject.removeprefix(f"{kind}:") for _, _, subject in group]
        for begin in range(0, len(names), _IDS_A_QUERY):
            query = _query(account, kind, names[begin : begin + _IDS_A_QUERY])
            rows = connection.execute(query) if query is not None else ()
            found |= {(account, kind, f"{kind}:{name}"): from_micros(moment) for name, moment in rows}
    return found


def _query(account: str, kind: str, names: list[str]) -> Select[Any] | None:
    if kind == "post":
        return select(posts.c.post_id, posts.c.last_seen).where(posts.c.account == account, posts.c.post_id.in_(names))
    if kind == "comment":
        mine = (comments.c.account == account, comments.c.comment_id.in_(names))
        return select(comments.c.comment_id, comments.c.last_seen).where(*mine)
    if kind in {"alt", "image"}:
        path = path_of(media)
        return select(path, media.c.last_seen).where(media.c.account == account, path.in_(names))
    return None
