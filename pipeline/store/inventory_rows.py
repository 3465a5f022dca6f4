"""The inventory of pictures as it lies in the store: a row a run, school, account, kind and part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, func, or_, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.bulk import insert_rows
from pipeline.store.runs import Run
from pipeline.store.schema import inventory, runs

CERTAIN: Final = "certain"
UNKNOWN: Final = "unknown"
ALL: Final = "pictures"
"""Of each account, nought too: so that a school without pictures has been counted."""


class Count(NamedTuple):
    """One figure of the inventory."""

    account: str
    """The store's key; blank = the whole school."""
    kind: str
    """certain, unknown, nobody (part: a code of AGES) · unseen (part: a code of UNSEEN) · due (part: a code of REASONS)
    · leavers (part: a year group, or blank = pictures with any leaver) · oldest · films (the cover alone was looked at)
    · copies (part: pictures, copied, across) · unread (the account's pictures were not read in full) · unlogged (no
    photo log was handed in) · pictures (all of an account)."""
    part: str
    number: int


def save_inventory(connection: Connection, run: str, school: str, counts: Iterable[Count]) -> None:
    """Write the figures of one school in one run, in the place of those that a run cut short has left."""
    connection.execute(delete(inventory).where(inventory.c.run == run, inventory.c.school == school))
    columns = ("run", "school", *Count._fields)
    insert_rows(connection, inventory, columns, [(run, school, *count) for count in counts])


def load_inventory(connection: Connection, run: str, school: str) -> list[Count]:
    """Return the figures of one school in one run; none where it was not audited in it."""
    columns = [inventory.c[name] for name in Count._fields]
    query = select(*columns).where(inventory.c.run == run, inventory.c.school == school)
    return [Count(*row) for row in connection.execute(query.order_by(*columns))]


def load_trend(connection: Connection, school: str, run: Run) -> list[tuple[datetime, int, int]]:
    """Return (moment in UTC, certain, unknown) of a run and of the reported ones before it, the oldest first."""
    t = inventory
    counted = (func.sum(t.c.number).filter(t.c.kind == kind) for kind in (CERTAIN, UNKNOWN))
    query = select(runs.c.as_of, *(func.coalesce(number, 0) for number in counted)).join(t, t.c.run == runs.c.run)
    query = query.where(t.c.school == school, t.c.kind.in_((CERTAIN, UNKNOWN, ALL)))
    query = query.where(or_(runs.c.reported, runs.c.run == run.name), runs.c.as_of <= to_micros(run.as_of))
    query = query.group_by(runs.c.run, runs.c.as_of)
    rows = connection.execute(query.order_by(runs.c.as_of, func.length(runs.c.run), runs.c.run)).fetchall()
    return [(from_micros(at), int(certain), int(unknown)) for at, certain, unknown in rows]
