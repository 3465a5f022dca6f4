"""Which reports went out by mail, and which still wait: nothing of the safeguarding lead's mail stands here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from pipeline.moments import from_micros, to_micros
from pipeline.store.schema import deliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one recipient."""

    run: str
    role: str
    """slt, comms, trust or governors."""
    school: str
    """Id; blank = the whole trust."""
    recipient: str
    folder: str
    """Name of the report's folder: 2026-11-16-2."""
    state: str
    """sent, waiting, or replaced: a later report went in its place."""
    reason: str
    """Why it waits, without a secret; blank when it was sent."""
    at: datetime


def load_deliveries(connection: Connection, *, state: str | None = None, run: str | None = None) -> list[Delivery]:
    """Return the deliveries in a state, or of a run, oldest first."""
    t = deliveries
    query = select(t.c.run, t.c.role, t.c.school, t.c.recipient, t.c.folder, t.c.state, t.c.reason, t.c.at)
    query = query if state is None else query.where(t.c.state == state)
    query = query if run is None else query.where(t.c.run == run)
    names = ("run", "role", "school", "recipient", "folder", "state", "reason")
    return [
        Delivery(**dict(zip(names, row[:-1], strict=True)), at=from_micros(row[-1]))
        for row in connection.execute(query.order_by(t.c.at, t.c.run, t.c.role, t.c.school, t.c.recipient))
    ]


def save_deliveries(connection: Connection, rows: Iterable[Delivery]) -> None:
    """Keep how deliveries stand now; what went or waits takes the place of what waited before for the same person."""
    t = deliveries
    for row in rows:
        same = (t.c.role == row.role, t.c.school == row.school, t.c.recipient == row.recipient)
        older = update(t).where(*same, t.c.run != row.run, t.c.state == "waiting")
        connection.execute(older.values(state="replaced"))
        connection.execute(delete(t).where(*same, t.c.run == row.run))
        values = {name: getattr(row, name) for name in ("run", "role", "school", "recipient", "folder", "state")}
        connection.execute(t.insert().values(**values, reason=row.reason, at=to_micros(row.at)))


def forget_deliveries(connection: Connection, before: datetime) -> None:
    """Delete what was kept of deliveries before a moment."""
    connection.execute(delete(deliveries).where(deliveries.c.at < to_micros(before)))
