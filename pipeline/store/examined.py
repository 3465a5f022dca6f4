"""What pictures give away, kept by the hash of their bytes: one that is posted ten times is examined once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, delete, select

from checks.pictures.engine import Examined
from checks.pictures.ocr import Line
from pipeline.store.bulk import insert_rows
from pipeline.store.schema import copies, examined, mentions

_HASHES_A_QUERY: Final = 500
_SUBJECT: Final = ("subject_type", "subject_id", "account")
_COLUMNS: Final = tuple(c.name for c in examined.columns if c.name not in {"sha256", "version", "first_stored_at"})


def load_examined(connection: Connection, version: str, hashes: Collection[str]) -> dict[str, Examined]:
    """Return hash -> what was found by this version of the engine, for the pictures that it examined."""
    t, found, wanted = examined, {}, sorted(hashes)
    for begin in range(0, len(wanted), _HASHES_A_QUERY):
        query = select(t.c.sha256, *(t.c[name] for name in _COLUMNS))
        query = query.where(t.c.version == version, t.c.sha256.in_(wanted[begin : begin + _HASHES_A_QUERY]))
        for row in connection.execute(query):
            found[row[0]] = _row(dict(zip(_COLUMNS, row[1:], strict=True)))
    return found


def save_examined(connection: Connection, version: str, found: Mapping[str, Examined], at: int) -> None:
    """Keep what was found, in place of what was found before; `at` is the moment of the run."""
    _delete(connection, found)
    names = ("sha256", "version", "first_stored_at", *_COLUMNS)
    rows = [(sha256, version, at, *_values(one)) for sha256, one in found.items()]
    insert_rows(connection, examined, names, rows)


def forget_examined(connection: Connection) -> None:
    """Delete what pictures gave away of which no copy is kept any more."""
    kept = select(copies.c.sha256).where(copies.c.file != "")
    connection.execute(delete(examined).where(examined.c.sha256.not_in(kept)))


def _delete(connection: Connection, hashes: Iterable[str]) -> None:
    wanted = list(hashes)
    for begin in range(0, len(wanted), _HASHES_A_QUERY):
        some = wanted[begin : begin + _HASHES_A_QUERY]
        connection.execute(delete(examined).where(examined.c.sha256.in_(some)))


def _values(one: Examined) -> list[Any]:
    lines = json.dumps([list(line) for line in one.lines], ensure_ascii=False)
    return [lines if name == "lines" else getattr(one, name) for name in _COLUMNS]


def _row(values: dict[str, Any]) -> Examined:
    lines = tuple(Line(*line) for line in json.loads(values["lines"]))
    return Examined(**{**values, "place": bool(values["place"]), "lines": lines})


def load_picture_mentions(connection: Connection, school: str) -> pd.DataFrame:
    """Return who was found to be named in a school's pictures: columns of Evidence.mentions."""
    names = (*_SUBJECT, "start", "end", "matched_text", "pupil_ids", "kind", "confidence", "because")
    query = select(*(mentions.c[name] for name in names))
    query = query.where(mentions.c.school == school, mentions.c.subject_type == "image")
    rows = connection.execute(query.order_by(mentions.c.account, mentions.c.subject_id, mentions.c.start)).fetchall()
    table = pd.DataFrame([tuple(row) for row in rows], columns=list(names))
    return table.assign(pupil_ids=[tuple(json.loads(ids)) for ids in table["pupil_ids"].tolist()])
