"""Copies that are no picture of their video any more: its cover was exchanged or taken out. They are forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, Select, and_, bindparam, delete, select

from pipeline.store.schema import copies, media

_WEB: Final = ("https://", "http://")
_ONE_NAME_FOR_ALL: Final = ("ytimg.com", "youtube.com")
"""Hosts that name the covers of all videos alike: which one it is stands before the name."""


def load_other_covers(connection: Connection, account: str) -> list[tuple[str, str]]:
    """Return (post_id, media_id) of an account's videos whose copy is of another picture than the cover named now."""
    rows = connection.execute(_query(), {"whose": account}).fetchall()
    return [(post, name) for post, name, origin, cover in rows if not is_same_cover(origin, cover)]


@cache
def _query() -> Select[Any]:
    """Return the query for an account's videos of which a copy is kept: it is asked at every pull."""
    m, c = media, copies
    same = and_(c.c.account == m.c.account, c.c.post_id == m.c.post_id, c.c.media_id == m.c.media_id)
    query = select(c.c.post_id, c.c.media_id, c.c.origin, m.c.cover).select_from(c.join(m, same))
    return query.where(c.c.account == bindparam("whose"), m.c.type == "video", c.c.sha256 != "")


def forget_copies(connection: Connection, account: str, found: Iterable[tuple[str, str]]) -> None:
    """Delete the rows of these copies (post_id, media_id); their files go with retention, as those that nothing names.

    Else an earlier cover, or the photo that a row was before it became a video, would be taken for one looked at.
    """
    c = copies
    for post, name in found:
        mine = and_(c.c.account == account, c.c.post_id == post, c.c.media_id == name)
        connection.execute(delete(c).where(mine))


def is_same_cover(origin: str, cover: str) -> bool:
    """Say whether a copy from `origin` is of the cover that is named now: an address may be signed anew each time."""
    if not cover or origin == cover:
        return bool(cover)
    both = all(one.casefold().startswith(_WEB) for one in (origin, cover))
    return both and _mark(origin) == _mark(cover)


def _mark(address: str) -> str:
    """Return by what a picture is known at whatever address a platform serves it: the last part of the path."""
    parts = urlsplit(address)
    host, last = parts.hostname or "", parts.path.rpartition("/")[2]
    if any(host == one or host.endswith(f".{one}") for one in _ONE_NAME_FOR_ALL) or not last:
        return parts.path
    return last
