"""What people said of findings in worklists that came back: all of it, in the order in which it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.bulk import insert_rows
from pipeline.store.schema import findings, worklist_marks

AUDIT: Final = "audit"
"""The source of what an audit saw; else the SHA-256 of a sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMark:
    """One row of `worklist_marks`."""

    key: str
    number: int
    owner: str
    status: str
    note: str
    done_on: datetime | None = None
    """When it was said to be done."""
    still_up: datetime | None = None
    """When it was first seen standing after that."""
    at: datetime
    source: str


_NAMES: Final = tuple(field.name for field in fields(StoredMark))
_MOMENTS: Final = frozenset({"done_on", "still_up", "at"})


def load_marks(connection: Connection, schools: Collection[str]) -> dict[str, tuple[StoredMark, ...]]:
    """Return key -> everything said of the finding so far, oldest first, for the findings of these schools."""
    t, f = worklist_marks, findings
    query = select(*(t.c[name] for name in _NAMES)).join(f, f.c.key == t.c.key)
    query = query.where(f.c.school.in_(list(schools)), f.c.route != "dsl").order_by(t.c.key, t.c.number)
    found: dict[str, list[StoredMark]] = {}
    for row in connection.execute(query):
        found.setdefault(row[0], []).append(_mark(row))
    return {key: tuple(marks) for key, marks in found.items()}


def add_marks(connection: Connection, marks: Iterable[StoredMark]) -> None:
    """Insert what was said; nothing that was said before is changed."""
    rows = [tuple(_value(mark, name) for name in _NAMES) for mark in marks]
    insert_rows(connection, worklist_marks, _NAMES, rows)


def forget_marks(connection: Connection) -> None:
    """Delete what was said of findings that are kept no longer."""
    kept = select(findings.c.key).where(findings.c.key == worklist_marks.c.key).exists()
    connection.execute(delete(worklist_marks).where(~kept))


def _mark(row: Any) -> StoredMark:
    values = dict(zip(_NAMES, row, strict=True))
    moments = {name: from_micros(values[name]) for name in _MOMENTS if values[name] is not None}
    return StoredMark(**(values | moments))


def _value(mark: StoredMark, name: str) -> Any:
    value = getattr(mark, name)
    return to_micros(value) if name in _MOMENTS and value is not None else value
