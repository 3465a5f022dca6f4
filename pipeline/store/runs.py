"""Runs: what was done at which moment; a run that was cut short goes on under its own name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select, update

from pipeline.moments import from_micros, to_micros
from pipeline.store.schema import coverage, runs

_NEWNESS: Final = func.coalesce(runs.c.made_at, runs.c.as_of)
"""By what runs are older and newer: their moment; for a day that had not come, when they were made."""


@dataclass(frozen=True, slots=True)
class Run:
    """One row of `runs`."""

    name: str
    """2026-11-16, then 2026-11-16-2; a bare pull is 2026-11-16-pull, then 2026-11-16-pull-2."""
    as_of: datetime
    facts: Mapping[str, Any]


def begin_run(connection: Connection, kind: str, as_of: datetime, day: str, *, now: datetime | None = None) -> str:
    """Return the name of a run: the unfinished one of the same kind and moment, else a new one named after `day`.

    `now`: the clock's moment, which a run for a day that has not come lies ahead of; None = it lies ahead of nothing.
    """
    moment = to_micros(as_of)
    query = select(runs.c.run).where(runs.c.kind == kind, runs.c.as_of == moment, runs.c.state == "running")
    unfinished = connection.execute(query.order_by(runs.c.run)).scalars().first()
    if unfinished:
        return str(unfinished)
    first = f"{day}-pull" if kind == "pull" else day  # pulls are many: they take no number from what is reported
    taken = set(connection.execute(select(runs.c.run).where(runs.c.run.startswith(day))).scalars())
    number = 1
    while (name := first if number == 1 else f"{first}-{number}") in taken:
        number += 1
    connection.execute(
        runs.insert().values(
            run=name, as_of=moment, made_at=_made_at(connection, moment, now), kind=kind, state="running",
            audited=False, reported=False, facts="{}",
        )
    )  # fmt: skip
    return name


def _made_at(connection: Connection, moment: int, now: datetime | None) -> int | None:
    """Return when a run for a day that has not come was made, later than all that are older; None for any other run."""
    if now is None or to_micros(now) >= moment:
        return None
    older = select(func.max(_NEWNESS)).where(runs.c.audited, runs.c.state == "finished", moment > _NEWNESS)
    made = max(to_micros(now), (connection.execute(older).scalar() or 0) + 1)
    return made if made < moment else None


@dataclass(frozen=True, slots=True)
class Known:
    """Up to when a run can know anything: what is read or erased in an outlook is read or erased when it is made."""

    at: datetime
    """The moment of the run; of one for a day that had not come, when it was made."""
    latest: datetime
    """The same, or that of the newest audit before, where the run is a look at an earlier day."""


def known_at(connection: Connection, run: str, as_of: datetime) -> Known:
    """Return up to when a run of the moment `as_of` can know anything."""
    moment = to_micros(as_of)
    made = connection.execute(select(runs.c.made_at).where(runs.c.run == run)).scalar()
    at = moment if made is None else min(made, moment)
    before = select(func.max(_NEWNESS)).where(runs.c.audited, runs.c.state == "finished", runs.c.run != run)
    newest = connection.execute(before).scalar()
    return Known(from_micros(at), from_micros(max(at, newest or at)))


def outlooks(connection: Connection) -> dict[str, datetime]:
    """Return the names of the runs for days that had not come when they were made -> their moments."""
    query = select(runs.c.run, runs.c.as_of).where(runs.c.made_at.is_not(None))
    return {name: from_micros(moment) for name, moment in connection.execute(query)}


def foreseen_by_others(outlooks: Mapping[str, datetime], run: Run) -> dict[str, datetime]:
    """Return the outlooks whose sight a run does not share: an outlook goes on from those on earlier days."""
    is_one = run.name in outlooks
    return {name: moment for name, moment in outlooks.items() if not (is_one and moment <= run.as_of)}


def unfinished_runs(connection: Connection) -> frozenset[str]:
    """Return the names of the runs that never came to their end."""
    return frozenset(connection.execute(select(runs.c.run).where(runs.c.state == "running")).scalars())


def end_run(
    connection: Connection, name: str, *, audited: bool, facts: Mapping[str, Any], reported: bool = False
) -> None:
    """Mark a run as finished, with what run.json will say about it."""
    values = {"state": "finished", "audited": audited, "reported": reported, "facts": json.dumps(facts, sort_keys=True)}
    connection.execute(update(runs).where(runs.c.run == name).values(**values))


def last_audits(connection: Connection, limit: int = 2) -> list[Run]:
    """Return the newest finished runs that hold an audit, newest first."""
    return [_run(row) for row in connection.execute(_newest_audits().limit(limit))]


def last_reported(connection: Connection, before: Run) -> Run | None:
    """Return the newest run before another whose reports were written: "since last time" counts from there."""
    query = _newest_audits().where(runs.c.reported, runs.c.run != before.name, runs.c.as_of <= to_micros(before.as_of))
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _run(row)


def audit_moments(connection: Connection, until: datetime) -> list[datetime]:
    """Return the moments of all finished audits up to one, the earliest first."""
    query = select(runs.c.as_of).where(runs.c.audited, runs.c.state == "finished", runs.c.as_of <= to_micros(until))
    return [from_micros(moment) for moment in connection.execute(query.distinct().order_by(runs.c.as_of)).scalars()]


def audited_after(connection: Connection, school: str, moment: datetime) -> bool:
    """Whether a finished audit of a school is of a later moment."""
    judged = select(coverage.c.run).where(coverage.c.run == runs.c.run, coverage.c.school == school).exists()
    query = _newest_audits().where(judged, runs.c.as_of > to_micros(moment))
    return connection.execute(query.limit(1)).first() is not None


def mark_reported(connection: Connection, name: str) -> None:
    """Say that the reports of a run were written."""
    connection.execute(update(runs).where(runs.c.run == name).values(reported=True))


def last_audit_of(connection: Connection, school: str) -> Run | None:
    """Return the newest finished run whose audit judged a school, however many judged others since; None = never."""
    judged = select(coverage.c.run).where(coverage.c.run == runs.c.run, coverage.c.school == school).exists()
    row = connection.execute(_newest_audits().where(judged).limit(1)).first()
    return None if row is None else _run(row)


def _newest_audits() -> Select[tuple[str, int, str]]:
    # of one moment's runs the longer name is the later one: -10 comes after -9
    order = (_NEWNESS.desc(), func.length(runs.c.run).desc(), runs.c.run.desc())
    query = select(runs.c.run, runs.c.as_of, runs.c.facts).where(runs.c.audited, runs.c.state == "finished")
    return query.order_by(*order)


def _run(row: Any) -> Run:
    return Run(row[0], from_micros(row[1]), json.loads(row[2]))
