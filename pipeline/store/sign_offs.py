"""Sign-offs as they lie in the store: who signed which report, and the hash of every file of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.schema import sign_offs


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One signature under one school's report."""

    folder: str
    """Of the report, relative to the workspace where it lies in it: reports/2026-11-16."""
    school: str
    run: str
    who: str
    role: str
    comment: str
    files: Mapping[str, str]
    """File name -> SHA-256 of what was signed, the page first."""
    at: datetime


_COLUMNS = ("folder", "school", "run", "who", "role", "comment", "files", "at")


def load_sign_offs(connection: Connection, school: str | None = None) -> list[Signed]:
    """Return what was signed, of one school or of all, the earliest first."""
    t = sign_offs
    query = select(*(t.c[name] for name in _COLUMNS)).order_by(t.c.at, t.c.folder, t.c.school)
    return [_signed(row) for row in connection.execute(query if school is None else query.where(t.c.school == school))]


def save_sign_off(connection: Connection, signed: Signed) -> None:
    """Keep a signature; a report is signed once (IntegrityError)."""
    moment = to_micros(signed.at)
    values = {name: getattr(signed, name) for name in _COLUMNS}
    values |= {"files": json.dumps(signed.files), "at": moment, "first_stored_at": moment, "source": "sign-off"}
    connection.execute(sign_offs.insert().values(**values))


def _signed(row: Any) -> Signed:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Signed(**{**values, "files": json.loads(values["files"]), "at": from_micros(values["at"])})
