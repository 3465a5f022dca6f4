"""Derived evidence: mentions found once and kept until their text, the register or the engine changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, select, tuple_, update

from pipeline.store.bulk import insert_rows
from pipeline.store.schema import marks, mentions

_SUBJECTS_A_QUERY = 300
TEXTS = ("post", "alt", "comment")
"""The subjects that are texts; what is read inside an image is derived apart."""
NAMES_OF: Final = "names:"
"""What the mark of a school begins with; every audit sets it."""
SpanKey = tuple[str, str, str, tuple[str, ...]]
"""Account, subject type, subject id, pupil ids."""


class Span(NamedTuple):
    """One place in a text that names children."""

    start: int
    end: int
    matched_text: str
    confidence: str


def read_mark(connection: Connection, name: str, version: str) -> int:
    """Return up to which change `name` has seen the store under this version; 0 when the version is another."""
    row = connection.execute(select(marks.c.version, marks.c.change).where(marks.c.name == name)).first()
    return row[1] if row and row[0] == version else 0


def write_mark(connection: Connection, name: str, version: str, change: int) -> None:
    """Say that `name` has seen the store up to `change`."""
    values = {"version": version, "change": change}
    if connection.execute(update(marks).where(marks.c.name == name).values(**values)).rowcount == 0:
        connection.execute(marks.insert().values(name=name, **values))


def examined_schools(connection: Connection) -> list[str]:
    """Return the ids of every school that was ever audited, those no longer in trust.yaml too."""
    names = connection.execute(select(marks.c.name).where(marks.c.name.startswith(NAMES_OF, autoescape=True))).scalars()
    return sorted(name.removeprefix(NAMES_OF) for name in names)


def forget_mentions(
    connection: Connection,
    school: str,
    subjects: Sequence[tuple[str, str, str]] | None = None,
    *,
    types: Collection[str] = TEXTS,
) -> None:
    """Delete the mentions of a school in subjects of these types, or only those in the subjects (account, type, id)."""
    t = mentions
    if subjects is None:
        connection.execute(delete(t).where(t.c.school == school, t.c.subject_type.in_(list(types))))
        return
    for begin in range(0, len(subjects), _SUBJECTS_A_QUERY):
        some = subjects[begin : begin + _SUBJECTS_A_QUERY]
        connection.execute(
            delete(t).where(t.c.school == school, tuple_(t.c.account, t.c.subject_type, t.c.subject_id).in_(some))
        )


def load_names_found(connection: Connection, school: str) -> list[str]:
    """Return every name of a school's pupils as it stands in its texts and pictures, each once."""
    t = mentions
    return list(connection.execute(select(t.c.matched_text).where(t.c.school == school).distinct()).scalars())


def insert_mentions(connection: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert mentions; values in the order of the table's columns."""
    insert_rows(connection, mentions, [column.name for column in mentions.columns], rows)


def load_spans(connection: Connection, school: str) -> Mapping[SpanKey, Sequence[Span]]:
    """Return every place in a school's texts that names just these pupils, in the order of each text; one query.

    What is read inside pictures is no text of which a place can be shown.
    """
    t = mentions
    names = (t.c.account, t.c.subject_type, t.c.subject_id, t.c.pupil_ids)
    query = select(*names, t.c.start, t.c.end, t.c.matched_text, t.c.confidence)
    query = query.where(t.c.school == school, t.c.subject_type.in_(TEXTS))
    spans: dict[SpanKey, list[Span]] = {}
    for account, kind, subject, pupils, *span in connection.execute(query.order_by(t.c.start, t.c.end)):
        spans.setdefault((account, kind, subject, tuple(json.loads(pupils))), []).append(Span(*span))
    return spans
