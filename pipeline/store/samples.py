"""The posts drawn for a person to read, and what that person said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, delete, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.schema import copies, media, posts, samples
from pipeline.store.subjects import path_of

FINE: Final = "fine"
MISSED: Final = "missed"
_IDS_A_QUERY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One row of `samples`: one draw of one post."""

    run: str
    school: str
    account: str
    post_id: str
    key: str
    """12 hex digits."""
    place: int
    drawn_at: datetime
    verdict: str = ""
    """fine, missed; blank = not read yet."""
    missed: str = ""
    """What the checks missed, as the reader put it."""
    read_at: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What all draws of a school came to so far."""

    read: int = 0
    missed: int = 0
    last_read: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A post as a reader of the sample sees it."""

    text: str
    permalink: str
    posted_at: datetime
    pictures: int
    file: str
    """The kept copy of its first picture; blank = none."""


_NAMES: Final = tuple(field.name for field in fields(Drawn))
_MOMENTS: Final = frozenset({"drawn_at", "read_at"})
_ANSWER: Final = ("verdict", "missed", "read_at", "source")


def load_drawn(connection: Connection, run: str, school: str) -> list[Drawn]:
    """Return the sample of one school in one run, in the order of its sheet."""
    mine = and_(samples.c.run == run, samples.c.school == school)
    query = select(*(samples.c[name] for name in _NAMES)).where(mine).order_by(samples.c.place)
    return [_drawn(row) for row in connection.execute(query)]


def load_all_drawn(connection: Connection, schools: Sequence[str]) -> dict[str, Drawn]:
    """Return key -> draw, of every run of these schools."""
    query = select(*(samples.c[name] for name in _NAMES)).where(samples.c.school.in_(list(schools)))
    return {one.key: one for one in map(_drawn, connection.execute(query))}


def load_tally(connection: Connection, school: str) -> Tally:
    """Count what was read of all draws of a school, and in how many posts something was missed."""
    s = samples
    query = select(s.c.verdict, s.c.read_at).where(s.c.school == school, s.c.verdict != "")
    rows = connection.execute(query).fetchall()
    last = max((row[1] for row in rows if row[1] is not None), default=None)
    missed = sum(row[0] == MISSED for row in rows)
    return Tally(len(rows), missed, None if last is None else from_micros(last))


def load_read_posts(connection: Connection, school: str) -> set[tuple[str, str]]:
    """Return (account, post_id) of the posts that somebody has read."""
    query = select(samples.c.account, samples.c.post_id).where(samples.c.school == school, samples.c.verdict != "")
    return {(row[0], row[1]) for row in connection.execute(query.distinct())}


def load_public_posts(connection: Connection, accounts: Iterable[str], until: datetime) -> list[tuple[str, str]]:
    """Return (account, post_id) of what an audit at a moment judges, in a fixed order."""
    p = posts
    query = select(p.c.account, p.c.post_id).where(
        p.c.account.in_(list(accounts)),
        p.c.state == "public",
        p.c.set_aside.is_(None),
        p.c.created_at <= to_micros(until),
    )
    return [(row[0], row[1]) for row in connection.execute(query.order_by(p.c.account, p.c.post_id))]


def load_passed(connection: Connection, drawn: Sequence[Drawn]) -> dict[tuple[str, str], Passed]:
    """Return (account, post_id) -> the post, of those that are still public."""
    ids: dict[str, list[str]] = {}
    for one in drawn:
        ids.setdefault(one.account, []).append(one.post_id)
    found: dict[tuple[str, str], Passed] = {}
    for account, wanted in ids.items():
        for begin in range(0, len(wanted), _IDS_A_QUERY):
            found |= _passed(connection, account, wanted[begin : begin + _IDS_A_QUERY])
    return found


def _passed(connection: Connection, account: str, ids: Sequence[str]) -> dict[tuple[str, str], Passed]:
    p = posts
    mine = and_(p.c.account == account, p.c.post_id.in_(ids), p.c.state == "public")
    files = _files(connection, account, ids)
    return {
        (account, post_id): Passed(
            text=text,
            permalink=permalink,
            posted_at=from_micros(created_at),
            pictures=len(files.get(post_id, ())),
            file=next(filter(None, files.get(post_id, ())), ""),
        )
        for post_id, text, permalink, created_at in connection.execute(
            select(p.c.post_id, p.c.text, p.c.permalink, p.c.created_at).where(mine)
        )
    }


def _files(connection: Connection, account: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return post_id -> the kept copy of each of its pictures and videos, blank where none is kept."""
    m, c = media, copies
    same = and_(c.c.account == m.c.account, c.c.post_id == m.c.post_id, c.c.media_id == m.c.media_id)
    query: Select[Any] = select(m.c.post_id, c.c.file).select_from(m.join(c, same, isouter=True))
    query = query.where(m.c.account == account, m.c.post_id.in_(ids), m.c.state == "public")
    files: dict[str, list[str]] = {}
    for post_id, file in connection.execute(query.order_by(m.c.post_id, m.c.media_id)):
        files.setdefault(post_id, []).append(file or "")
    return files


def load_copy_files(connection: Connection, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (account, `post_id/media_id`) -> the kept copy of that photo, where there is one."""
    names: dict[str, list[str]] = {}
    for account, name in sorted(set(wanted)):
        names.setdefault(account, []).append(name)
    path = path_of(copies)
    found: dict[tuple[str, str], str] = {}
    for account, paths in names.items():
        for begin in range(0, len(paths), _IDS_A_QUERY):
            some = path.in_(paths[begin : begin + _IDS_A_QUERY])
            query = select(path, copies.c.file).where(copies.c.account == account, copies.c.file != "", some)
            found |= {(account, row[0]): row[1] for row in connection.execute(query)}
    return found


def save_drawn(connection: Connection, drawn: Iterable[Drawn]) -> None:
    """Insert a sample."""
    rows = [tuple(_value(one, name) for name in _NAMES) for one in drawn]
    insert_rows(connection, samples, _NAMES, rows)


def save_answers(connection: Connection, drawn: Iterable[Drawn]) -> None:
    """Keep what a person said of drawn posts."""
    rows = [(*(_value(one, name) for name in _ANSWER), one.key) for one in drawn]
    update_rows(connection, samples, _ANSWER, ("key",), rows)


def forget_draw(connection: Connection, run: str, school: str) -> None:
    """Delete the draw of one school in a run."""
    connection.execute(delete(samples).where(samples.c.run == run, samples.c.school == school))


def forget_samples(connection: Connection, before: datetime) -> None:
    """Delete draws from before a moment, with what was said of them."""
    connection.execute(delete(samples).where(samples.c.drawn_at < to_micros(before)))


def _drawn(row: Any) -> Drawn:
    values = dict(zip(_NAMES, row, strict=True))
    moments = {name: from_micros(values[name]) for name in _MOMENTS if values[name] is not None}
    return Drawn(**(values | moments))


def _value(one: Drawn, name: str) -> Any:
    value = getattr(one, name)
    return to_micros(value) if name in _MOMENTS and value is not None else value
