"""Rows of the ledger, the coverage and the cadence, as they lie in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from pipeline.moments import from_micros, to_micros
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.schema import cadence, coverage, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFinding:
    """One finding in the ledger: the fields of the findings export, and what decides how it ends."""

    key: str
    check: str
    clause: str
    severity: str
    confidence: str
    status: str
    school: str
    account: str
    platform: str
    subject_type: str
    subject_id: str
    permalink: str
    posted_at: datetime | None
    start: int | None
    end: int | None
    matched_text: str
    pupil_ids: tuple[str, ...]
    detail: str
    remedy: str
    route: str
    basis: str
    subject_hash: str
    first_seen: datetime
    last_seen: datetime
    ended_at: datetime | None
    run: str
    left_at: datetime | None = None
    """When it last stopped counting: it was fixed, superseded or waived."""
    returned_at: datetime | None = None
    """When it was last seen again after it was seen fixed."""
    recounted_at: datetime | None = None
    """When it last counted again after it was superseded or waived."""


_NAMES = tuple(f.name for f in fields(LedgerFinding))
_MOMENTS = ("posted_at", "first_seen", "last_seen", "ended_at", "left_at", "returned_at", "recounted_at")


_values = attrgetter(*_NAMES)
_PUPILS, _TIMES = _NAMES.index("pupil_ids"), tuple(_NAMES.index(name) for name in _MOMENTS)


def _row(finding: LedgerFinding) -> list[Any]:
    """Return the columns of a finding, in the order of _NAMES."""
    row = list(_values(finding))
    row[_PUPILS] = json.dumps(row[_PUPILS])
    for place in _TIMES:
        row[place] = None if row[place] is None else to_micros(row[place])
    return row


def _finding(row: Sequence[Any]) -> LedgerFinding:
    values = list(row)
    values[_PUPILS] = _pupil_ids(values[_PUPILS])
    for place in _TIMES:
        values[place] = None if values[place] is None else from_micros(values[place])
    return LedgerFinding(**dict(zip(_NAMES, values, strict=True)))


@lru_cache(maxsize=4096)
def _pupil_ids(text: str) -> tuple[str, ...]:
    """Read a JSON list: most are of one pupil, who stands in many findings."""
    return tuple(json.loads(text))


def load_findings(
    connection: Connection, school: str, *, route: str | None = None, check: str | None = None
) -> dict[str, LedgerFinding]:
    """Return every finding ever kept of one school, by key; with `route` or `check` only those."""
    given = {name: value for name, value in (("route", route), ("check", check)) if value is not None}
    rows = connection.execute(_findings_query(*given), {"of": school, **given}).fetchall()
    return {finding.key: finding for finding in map(_finding, rows)}


@cache
def _findings_query(*by: str) -> Select[Any]:
    """Return the query for the findings of a school, by route or check too: it takes longer to build than to ask."""
    t = findings
    query = select(*(t.c[name] for name in _NAMES)).where(t.c.school == bindparam("of")).order_by(t.c.key)
    return query.where(*(t.c[name] == bindparam(name) for name in by))


def save_findings(connection: Connection, rows: Iterable[LedgerFinding], known: Mapping[str, LedgerFinding]) -> None:
    """Insert new findings and update those that changed; `known` is what `load_findings` returned."""
    rows = list(rows)
    fresh = [one for one in rows if one.key not in known]
    changed = [one for one in rows if one.key in known and known[one.key] != one]
    insert_rows(
        connection,
        findings,
        (*_NAMES, "first_stored_at", "source"),
        [(*_row(one), to_micros(one.first_seen), "audit") for one in fresh],
    )
    update_rows(connection, findings, _NAMES[1:], ("key",), [(*_row(one)[1:], one.key) for one in changed])


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """What one check judged of one account in one run; account blank = the whole school."""

    school: str
    check: str
    clause: str
    account: str
    outcome: str
    reason: str
    judged: int
    flagged: int
    route: str
    """The check's; what goes to the dsl is given only to who asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceRow:
    """One week of one school in one run."""

    school: str
    week: str
    begin: datetime
    posts: int
    school_days: int
    outcome: str


_COVERAGE = tuple(f.name for f in fields(CoverageRow))


def save_coverage(connection: Connection, run: str, rows: Iterable[CoverageRow]) -> None:
    """Insert the coverage of one school in one run."""
    insert_rows(
        connection, coverage, ("run", *_COVERAGE), [(run, *(getattr(row, n) for n in _COVERAGE)) for row in rows]
    )


def load_coverage(
    connection: Connection, run: str, school: str | None = None, *, for_dsl: bool = False
) -> list[CoverageRow]:
    """Return the coverage of a run, or of one school in it, without what goes to the DSL alone, or only that."""
    whose = coverage.c.route == "dsl" if for_dsl else coverage.c.route != "dsl"
    query = select(*(coverage.c[name] for name in _COVERAGE)).where(coverage.c.run == run, whose)
    query = query if school is None else query.where(coverage.c.school == school)
    order = (coverage.c.school, coverage.c.check, coverage.c.account, coverage.c.outcome, coverage.c.reason)
    return [CoverageRow(**dict(zip(_COVERAGE, row, strict=True))) for row in connection.execute(query.order_by(*order))]


def save_cadence(connection: Connection, run: str, rows: Iterable[CadenceRow]) -> None:
    """Insert the weeks of one school in one run."""
    values = [(run, r.school, r.week, to_micros(r.begin), r.posts, r.school_days, r.outcome) for r in rows]
    insert_rows(connection, cadence, ("run", "school", "week", "begin", "posts", "school_days", "outcome"), values)


def load_cadence(connection: Connection, run: str, school: str) -> list[CadenceRow]:
    """Return the weeks of one school in one run, in order."""
    t = cadence
    query = select(t.c.week, t.c.begin, t.c.posts, t.c.school_days, t.c.outcome).where(
        t.c.run == run, t.c.school == school
    )
    return [
        CadenceRow(school=school, week=week, begin=from_micros(begin), posts=posts, school_days=days, outcome=outcome)
        for week, begin, posts, days, outcome in connection.execute(query.order_by(t.c.week))
    ]


def audited_schools(connection: Connection, run: str) -> set[str]:
    """Return the schools whose audit in this run is already stored."""
    return set(connection.execute(select(coverage.c.school).where(coverage.c.run == run).distinct()).scalars())


def forget_run(connection: Connection, run: str, school: str) -> None:
    """Delete one school's coverage and cadence of a run."""
    for table in (coverage, cadence):
        connection.execute(delete(table).where(table.c.run == run, table.c.school == school))
