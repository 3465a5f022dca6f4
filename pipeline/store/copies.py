"""Copies of photos and covers in the store: which are still to be asked for, what each is, which no longer needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, bindparam, case, func, literal, or_, select, update

from checks.base import subject_of
from connectors.base import Media
from pipeline.moments import from_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.doubted import doubted_pictures
from pipeline.store.schema import copies, media, posts, reads

_FILES_A_QUERY = 500
_NEEDED: Final = 1 << 62
"""Later than any moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is known of the copy of one photo: a row of the table `copies` without its account."""

    post_id: str
    media_id: str
    origin: str
    """Where it was asked for: the file of a table or archive, or the address without its query, which changes."""
    file: str = ""
    """Relative to the workspace; blank = none is kept."""
    sha256: str = ""
    phash: str = ""
    width: int | None = None
    height: int | None = None
    size: int | None = None
    """Bytes."""
    reason: str = ""
    """Why there is none, or why it could not be opened."""
    tries: int = 0
    """How often it was asked for in vain."""
    at: int = 0
    """The moment of the run that last asked for it."""
    erased_at: int | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo that is public, or the cover of a video, and its copy where it was ever asked for."""

    media: Media
    """As a connector is asked for it: of a video, `url` or `file` is where its cover is."""
    copy: Copy | None
    doubted: bool = False
    """A finding stands that goes by its bytes, and they may have been exchanged where they are: a file that somebody
    hands over, or the cover of a video."""

    @property
    def origin(self) -> str:
        """Where it is to be had now."""
        return self.media.file or self.media.url.partition("?")[0]

    @property
    def title(self) -> str:
        """Name it at the beginning of a sentence."""
        return "the cover of a video" if self.media.type == "video" else "a photo"


_NAMES: Final = tuple(field.name for field in fields(Copy))
_values: Final = attrgetter(*_NAMES)
_MEDIA: Final = ("post_id", "media_id", "type", "url", "file", "cover")


def load_photos(connection: Connection, school: str, account: str) -> list[Photo]:
    """Return the photos of a school's account that are public, and covers of videos, those of the newest post first."""
    photos, doubted = [], doubted_pictures(connection, school, account)
    for row in connection.execute(_photos_query(), {"account": account}).fetchall():
        one, own = row[: len(_MEDIA)], row[len(_MEDIA) :]
        copy = Copy(**dict(zip(_NAMES, own, strict=True))) if own[0] is not None else None
        shown = _asked_for(Media(**dict(zip(_MEDIA, one, strict=True))))
        may_differ = shown.type == "video" or bool(shown.file)
        photos.append(Photo(shown, copy, may_differ and subject_of("image", shown.post_id, shown.media_id) in doubted))
    return photos


def _asked_for(one: Media) -> Media:
    """Return a medium with the address or file of the picture that is looked at: of a video, its cover's."""
    if one.type != "video":
        return one
    is_address = one.cover.casefold().startswith(("https://", "http://"))
    return replace(one, url=one.cover if is_address else "", file="" if is_address else one.cover)


@cache
def _photos_query() -> Select[Any]:
    """Return the query for what is looked at of one `account`: it is asked at every pull, and takes long to build."""
    m, p, c = media, posts, copies
    query = select(*(m.c[name] for name in _MEDIA), *(c.c[name] for name in _NAMES))
    query = query.join(p, and_(p.c.account == m.c.account, p.c.post_id == m.c.post_id))
    same = and_(c.c.account == m.c.account, c.c.post_id == m.c.post_id, c.c.media_id == m.c.media_id)
    query = query.join(c, same, isouter=True)
    own = m.c.account == bindparam("account")
    query = query.where(own, or_(m.c.type == "photo", m.c.cover != ""), m.c.state == "public", p.c.state == "public")
    query = query.where(m.c.set_aside.is_(None), p.c.set_aside.is_(None))
    return query.order_by(p.c.created_at.desc(), m.c.post_id, m.c.media_id)


def save_copies(
    connection: Connection, account: str, source: str, rows: Sequence[Copy], known: Collection[tuple[str, str]]
) -> None:
    """Insert or update copies; `known` are the (post_id, media_id) that have a row."""
    names = _NAMES[2:]
    fresh = [row for row in rows if (row.post_id, row.media_id) not in known]
    values = [(account, source, row.at, *_values(row)) for row in fresh]
    insert_rows(connection, copies, ("account", "source", "first_stored_at", *_NAMES), values)
    changed = [row for row in rows if (row.post_id, row.media_id) in known]
    update_rows(
        connection,
        copies,
        names,
        ("account", "post_id", "media_id"),
        [(*_values(row)[2:], account, row.post_id, row.media_id) for row in changed],
    )


_COVERED: Final = select(reads.c.what, reads.c.covered_begin).where(
    reads.c.account == bindparam("whose"), reads.c.what.in_(("media", "posts")), reads.c.covered_end.is_not(None)
)


def media_covered(connection: Connection, account: str) -> tuple[bool, datetime | None]:
    """Say whether the media of an account were ever read, and since which post."""
    begins = {row[0]: row[1] for row in connection.execute(_COVERED, {"whose": account})}
    begin = begins.get("media", begins.get("posts"))
    return bool(begins), from_micros(begin) if begin is not None else None


def unneeded_files(connection: Connection, accounts: Collection[str], before: int) -> list[str]:
    """Return the files of copies of which nothing was needed since a moment.

    A copy is needed as long as its photo is public on one of `accounts`: then it is judged. One photo on several
    channels is needed as long as any of them.
    """
    m, p, c = media, posts, copies
    needed = case(
        (m.c.state != "public", func.coalesce(m.c.gone_at, m.c.last_seen)),
        (p.c.state != "public", func.coalesce(p.c.gone_at, m.c.last_seen)),
        (c.c.account.in_(list(accounts)), literal(_NEEDED)),
        else_=m.c.last_seen,
    )
    query = select(c.c.file).select_from(c)
    query = query.join(
        m, and_(m.c.account == c.c.account, m.c.post_id == c.c.post_id, m.c.media_id == c.c.media_id)
    ).join(p, and_(p.c.account == c.c.account, p.c.post_id == c.c.post_id))
    query = query.where(c.c.file != "").group_by(c.c.file).having(func.max(needed) < before)
    return list(connection.execute(query.order_by(c.c.file)).scalars())


def mark_erased(connection: Connection, files: Iterable[str], now: int) -> None:
    """Say that the files of these copies were erased; their rows and hashes stay."""
    rows = list(files)
    for begin in range(0, len(rows), _FILES_A_QUERY):
        mine = copies.c.file.in_(rows[begin : begin + _FILES_A_QUERY])
        connection.execute(update(copies).where(mine).values(file="", erased_at=now))


def kept_files(connection: Connection) -> set[str]:
    """Return every file that some copy names."""
    return set(connection.execute(select(copies.c.file).where(copies.c.file != "").distinct()).scalars())
