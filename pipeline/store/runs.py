"""Runs: what was done at which moment; a run that was cut short goes on under its own name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from pipeline.moments import from_micros, to_micros
from pipeline.store.schema import runs


@dataclass(frozen=True, slots=True)
class Run:
    """One row of `runs`."""

    name: str
    """2026-11-16, then 2026-11-16-2; a bare pull is 2026-11-16-pull, then 2026-11-16-pull-2."""
    as_of: datetime
    facts: Mapping[str, Any]


def begin_run(connection: Connection, kind: str, as_of: datetime, day: str) -> str:
    """Return the name of a run: the unfinished one of the same kind and moment, else a new one named after `day`."""
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
        runs.insert().values(run=name, as_of=moment, kind=kind, state="running", audited=False, facts="{}")
    )
    return name


def end_run(connection: Connection, name: str, *, audited: bool, facts: Mapping[str, Any]) -> None:
    """Mark a run as finished, with what run.json will say about it."""
    values = {"state": "finished", "audited": audited, "facts": json.dumps(facts, sort_keys=True)}
    connection.execute(update(runs).where(runs.c.run == name).values(**values))


def last_audits(connection: Connection, limit: int = 2) -> list[Run]:
    """Return the newest finished runs that hold an audit, newest first."""
    query = select(runs.c.run, runs.c.as_of, runs.c.facts).where(runs.c.audited, runs.c.state == "finished")
    # of one moment's runs the longer name is the later one: -10 comes after -9
    order = (runs.c.as_of.desc(), func.length(runs.c.run).desc(), runs.c.run.desc())
    rows = connection.execute(query.order_by(*order).limit(limit))
    return [Run(name, from_micros(as_of), json.loads(facts)) for name, as_of, facts in rows]
