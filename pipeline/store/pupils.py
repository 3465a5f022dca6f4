"""The pupils ever named by a school's register: one missing from a newer export is dated as left, not forgotten."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select, update

from pipeline.days import INSTANT, day_begins
from pipeline.moments import to_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.frames import frame
from pipeline.store.schema import pupils

COLUMNS = ("first_name", "preferred_name", "last_name", "year_group", "form", "never_publish", "left_on")


def sync_pupils(
    connection: Connection, school: str, register: pd.DataFrame, *, zone: ZoneInfo, as_of: datetime
) -> None:
    """Bring the stored pupils of one school up to its present register (columns of Evidence.pupils).

    Who is missing from it is dated as left on the day of `as_of`, once.
    """
    now, day = to_micros(as_of), as_of.astimezone(zone).date().isoformat()
    stored = connection.execute(_query("missing_since"), {"of": school}).fetchall()
    known = {row[0]: tuple(row[1:]) for row in stored}
    rows = {
        row[0]: (*row[1:], None)
        for row in zip(register["pupil_id"].tolist(), *(_plain(register[name], zone) for name in COLUMNS), strict=True)
    }
    fresh = [pupil for pupil in rows if pupil not in known]
    changed = [pupil for pupil in rows if pupil in known and known[pupil] != rows[pupil]]
    missing = [pupil for pupil, row in known.items() if pupil not in rows and row[-1] is None]
    names = ("school", "pupil_id", *COLUMNS, "missing_since", "source", "first_stored_at")
    insert_rows(connection, pupils, names, [(school, pupil, *rows[pupil], "register", now) for pupil in fresh])
    update_rows(
        connection,
        pupils,
        (*COLUMNS, "missing_since"),
        ("school", "pupil_id"),
        [(*rows[p], school, p) for p in changed],
    )
    for pupil in missing:
        where = (pupils.c.school == school, pupils.c.pupil_id == pupil)
        connection.execute(update(pupils).where(*where, pupils.c.left_on == "").values(left_on=day))
        connection.execute(update(pupils).where(*where).values(missing_since=now))


def _plain(column: pd.Series, zone: ZoneInfo) -> list[object]:
    """Return plain Python values: the moment a day begins as ISO text, nothing as "", a truth value as it is."""
    values = column.tolist()
    if column.name == "never_publish":
        return [bool(value) for value in values]
    if column.name == "left_on":
        return ["" if pd.isna(value) else value.astimezone(zone).date().isoformat() for value in values]
    return [value if isinstance(value, str) else "" if pd.isna(value) else str(value) for value in values]


def load_pupils(connection: Connection, school: str, zone: ZoneInfo) -> pd.DataFrame:
    """Return everybody the school's registers ever named: columns of Evidence.pupils."""
    table = frame(connection, _query(), (), {"of": school})
    left_on = pd.Series([day_begins(text, zone) for text in table["left_on"].tolist()], dtype=INSTANT)
    return table.assign(never_publish=table["never_publish"].astype(bool), left_on=left_on)


def load_every_name(connection: Connection) -> list[tuple[str, str, str]]:
    """Return first, preferred and last name of everybody whom any school's registers ever named, each once."""
    names = select(pupils.c.first_name, pupils.c.preferred_name, pupils.c.last_name).distinct()
    return [(first, preferred, last) for first, preferred, last in connection.execute(names)]


@cache
def _query(*more: str) -> Select[Any]:
    names = ("pupil_id", *COLUMNS, *more)
    return select(*(pupils.c[name] for name in names)).where(pupils.c.school == bindparam("of")).order_by("pupil_id")
