"""Outcomes: what a command came to, the code it ends with, and what a person is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from checks.base import NOT_ASSESSED, SEVERITIES
from config.models import School
from pipeline.auditing import Audits
from pipeline.ledger import DATED_FACTS, LIVE
from pipeline.mail.reporting import Posted
from pipeline.pull import Pulled
from pipeline.since_report import of_its_day, since_report
from pipeline.store.runs import Run
from reports.wording import day, plural


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command came to."""

    run: str
    """2026-11-16, then 2026-11-16-2; blank for a bare report."""
    as_of: datetime
    exit_code: int
    faults: tuple[str, ...] = ()
    """What could not be done because of something handed over, one sentence each."""
    files: tuple[Path, ...] = ()
    """Reports written."""
    lines: tuple[str, ...] = ()
    """What to tell a person, line by line."""
    counts: Mapping[str, int] = field(default_factory=dict)


def pull_outcome(name: str, as_of: datetime, pulled: list[Pulled]) -> Outcome:
    """Say which accounts were read: 2 where a file was refused, 3 where an account could not be read, else 0."""
    faults = tuple(dict.fromkeys(one.reason for one in pulled if one.refused))
    failed = [one for one in pulled if one.reason]
    lines = [f"{len(pulled) - len(failed)} of {len(pulled)} accounts were read."]
    lines += [f"{one.account}: {one.reason}" for one in failed if not one.refused]
    return Outcome(name, as_of, 2 if faults else 3 if failed else 0, faults, (), tuple(lines))


def audit_outcome(run: Run, before: Run | None, audits: Audits, fail_on: str, faults: list[str]) -> Outcome:
    """Count what stands and decide the exit code: 2 beats 1 beats 3 beats 0.

    before: the run that was reported last, from which "new" counts as in the reports; None = there was none.
    """
    lines, failing, missed, counts = [], 0, 0, {"findings": 0, "not_assessed": 0}
    worth = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    for school, audit in audits:
        known = (since_report(f, run, before) for f in audit.findings if of_its_day(f, run))
        standing = [f for f in known if f.status in LIVE and f.confidence != "possible"]
        gaps = sum(row.outcome == NOT_ASSESSED for row in audit.coverage)
        failing += sum(f.severity in worth for f in standing)
        missed += gaps
        counts["findings"] += len(standing)
        lines.append(_school_line(school, standing, gaps))
    counts["not_assessed"] = missed
    code = 2 if faults else 1 if failing else 3 if missed else 0
    return Outcome(run.name, run.as_of, code, tuple(faults), (), tuple(lines), counts)


def _school_line(school: School, standing: list[Any], gaps: int) -> str:
    standing = [f for f in standing if f.subject_type not in DATED_FACTS]  # a week that is over is nothing to act on
    today = sum(f.severity == "today" for f in standing)
    new = sum(f.status == "new" for f in standing)
    act = plural(len(standing), "finding")
    return f"{school.name}: {act} to act on ({new} new, {today} urgent), {gaps} not assessed"


def with_doubts(outcome: Outcome, aside: int, told: int) -> Outcome:
    """Say that records were set aside, or rows of registers told of, for a terminal shows no data-quality page.

    aside, told: as `pipeline.store.gate_rows.count_doubts` returns them.
    """
    said = []
    if aside:
        said = [f"{plural(aside, 'record was', 'records were')} set aside: the data-quality page says which and why."]
    if told:
        said += ["Rows of registers could not be read or matched as they stand: the data-quality page names them."]
    return replace(outcome, lines=(*outcome.lines, *said))


def with_outlook(outcome: Outcome, zone: ZoneInfo, now: datetime | None) -> Outcome:
    """Say of an audit for a moment that the clock has not reached that it is an outlook; `now`: the clock's."""
    if now is None or outcome.as_of <= now:
        return outcome
    said = (
        f"This is an outlook: {day(outcome.as_of.astimezone(zone))} lies ahead, and what was judged is what is known "
        "now. The next audit without --as-of takes its place."
    )
    return replace(outcome, lines=(*outcome.lines, said))


def with_mail(outcome: Outcome, posted: Posted) -> Outcome:
    """Add what came of the mail: a report that could not be sent could not be finished."""
    code = 2 if posted.faults else outcome.exit_code
    faults, lines = (*outcome.faults, *posted.faults), (*outcome.lines, *posted.lines)
    return replace(outcome, exit_code=code, faults=faults, lines=lines)
