"""What registers said of consent, version by version: a state is true from a moment, and today's file forgets it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from checks.consents.history import Said, Version
from pipeline.moments import to_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.schema import consent_history, marks, pupils

About = tuple[str, str]
"""Pupil and purpose."""
_NOTHING: Final = "[]"
"""What is written of one of whom a register says nothing."""
_IDS_A_QUERY: Final = 500
_COLUMNS: Final = ("school", "pupil_id", "purpose", "since", "said", "source", "first_stored_at")


def keep_consents(connection: Connection, school: str, said: Mapping[About, Sequence[Said]], as_of: datetime) -> None:
    """Keep what a school's register says at the moment it is read; what it said before stays, with its time.

    A later look at an earlier day changes nothing, and neither does a register that says what it said.
    """
    now, told = to_micros(as_of), {about: _written(tuple(rows)) for about, rows in said.items()}
    fingerprint = hashlib.sha256(json.dumps(sorted(told.items())).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    last, known = _last_reading(connection, school)
    if last is not None and now < last:
        return
    if fingerprint != known:
        _write(connection, school, told, now, now if last is None else last)
    _write_reading(connection, school, f"{fingerprint} {now}", is_first=last is None)


def load_consent_history(connection: Connection, school: str) -> dict[About, list[Version]]:
    """Return the versions of each pupil and purpose of which registers said more than one thing, the oldest first."""
    t = consent_history
    several = select(t.c.pupil_id, t.c.purpose).where(t.c.school == school).group_by(t.c.pupil_id, t.c.purpose)
    wanted = several.having(func.count() > 1).subquery()
    query = select(t.c.pupil_id, t.c.purpose, t.c.since, t.c.until, t.c.said).where(t.c.school == school)
    query = query.join(wanted, (wanted.c.pupil_id == t.c.pupil_id) & (wanted.c.purpose == t.c.purpose))
    found: dict[About, list[Version]] = {}
    for pupil_id, purpose, since, until, text in connection.execute(
        query.order_by(t.c.since, t.c.pupil_id, t.c.purpose)
    ):
        rows = tuple(Said(*row) for row in json.loads(text))
        found.setdefault((pupil_id, purpose), []).append(Version(since, until, rows))
    return found


def forget_consents(connection: Connection, school: str, *, left_before: date, shown: Collection[str]) -> int:
    """Delete the versions of pupils who left before a day, and are not `shown`; returns how many.

    Of whom today's register still speaks everything stays: it would be taken for new when it is next read.
    """
    t, p = consent_history, pupils
    left = select(p.c.pupil_id).where(p.c.school == school, p.c.left_on != "", p.c.left_on < left_before.isoformat())
    spoken_of = select(t.c.pupil_id).where(t.c.school == school, t.c.until.is_(None), t.c.said != _NOTHING)
    over = select(t.c.pupil_id).where(t.c.school == school, t.c.pupil_id.in_(left), t.c.pupil_id.not_in(spoken_of))
    gone = [pupil for pupil in connection.execute(over.distinct()).scalars() if pupil not in shown]
    parts = [gone[begin : begin + _IDS_A_QUERY] for begin in range(0, len(gone), _IDS_A_QUERY)]
    whose = [delete(t).where(t.c.school == school, t.c.pupil_id.in_(part)) for part in parts]
    return sum(connection.execute(mine).rowcount for mine in whose)


@lru_cache(maxsize=4096)
def _written(rows: tuple[Said, ...]) -> str:
    """Return what is said of one pupil and purpose as JSON: most registers say the same of many."""
    return json.dumps(sorted(rows, key=str))


def _write(connection: Connection, school: str, told: Mapping[About, str], now: int, last: int) -> None:
    """Write the versions that changed; `last` is when the ones before were last read."""
    t = consent_history
    query = select(t.c.pupil_id, t.c.purpose, t.c.since, t.c.said).where(t.c.school == school, t.c.until.is_(None))
    current = {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(query)}
    changed = {
        about: told.get(about, _NOTHING)
        for about in {**current, **told}
        if about not in current or current[about][1] != told.get(about, _NOTHING)
    }
    again = [about for about in changed if about in current and current[about][0] == now]
    closed = [about for about in changed if about in current and current[about][0] != now]
    keys, rewritten = ("school", "pupil_id", "purpose", "since"), set(again)
    update_rows(connection, t, ("said",), keys, [(changed[one], school, *one, now) for one in again])
    update_rows(connection, t, ("until",), keys, [(last, school, *one, current[one][0]) for one in closed])
    fresh = [about for about in changed if about not in rewritten]
    insert_rows(connection, t, _COLUMNS, [(school, *one, now, changed[one], "register", now) for one in fresh])
    # that registers before said nothing of them is known too
    silent = [about for about in fresh if about not in current] if last < now else []
    rows = [(school, *one, last, _NOTHING, last, "register", now) for one in silent]
    insert_rows(connection, t, (*_COLUMNS[:5], "until", *_COLUMNS[5:]), rows)


def _mark(school: str) -> str:
    return f"consents:{school}"


def _last_reading(connection: Connection, school: str) -> tuple[int | None, str]:
    """Return when a register was last read, and a fingerprint of what it said."""
    version = connection.execute(select(marks.c.version).where(marks.c.name == _mark(school))).scalar()
    fingerprint, _, moment = (version or "").partition(" ")
    return (int(moment) if moment else None), fingerprint


def _write_reading(connection: Connection, school: str, version: str, *, is_first: bool) -> None:
    if is_first:
        connection.execute(marks.insert().values(name=_mark(school), version=version, change=0))
    else:
        connection.execute(update(marks).where(marks.c.name == _mark(school)).values(version=version))
