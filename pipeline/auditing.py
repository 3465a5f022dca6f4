"""The audit of a trust: its records and registers held at the gate, every school judged and kept, the outcome held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from config.models import School
from pipeline.audit import SchoolAudit, keep, make_ready
from pipeline.crew import Crew, side_by_side
from pipeline.desk import Desk
from pipeline.facts import run_facts
from pipeline.gating import gate_records, gate_registers, gate_results
from pipeline.progress import Progress
from pipeline.retention import apply_retention, forget_leavers
from pipeline.store.runs import known_at
from pipeline.verdicts import judge_school
from pipeline.worklist.settling import settle

Audits = Sequence[tuple[School, SchoolAudit]]
"""The schools that a run audited, and what each audit came to."""


def audit_all(
    desk: Desk,
    crew: Crew | None,
    chosen: Sequence[School],
    run: str,
    as_of: datetime,
    progress: Progress | None,
    facts: dict[str, Any],
) -> tuple[Audits, list[str]]:
    """Gate, audit every school, gate the results; return them, and what stands in the way, one sentence each.

    A crew judges the schools; whoever judges them, one after the other is stored, in their order. What the run was
    made of is added to `facts`.
    """
    store, plan, files = desk.store, desk.plan, desk.files
    with store.read() as connection:
        known = known_at(connection, run, as_of)
    retained = {**apply_retention(store, plan.trust, known.at), "consent_history": 0}
    gate_records(store, run, as_of)
    gate_registers(store, run, files, chosen, as_of)
    audits: list[tuple[School, SchoolAudit]] = []
    faults: list[str] = []
    calls = ((s.id, files.of(s, as_of), make_ready(desk, s, as_of, known), as_of, run) for s in chosen)
    verdicts = side_by_side(crew, desk, judge_school, calls)
    for number, school in enumerate(chosen):
        if progress:
            progress("auditing schools", number, len(chosen))
        audit = keep(store, school, run, next(verdicts))
        settle(store, plan.trust, school, run, as_of, told=audit.findings, known=known.at)
        retained["consent_history"] += forget_leavers(store, plan.trust, school.id, audit.shown, known.at)
        audits.append((school, audit))
        faults += files.of(school, as_of).faults
    gate_results(store, run, audits)
    faults = list(dict.fromkeys(faults))
    facts |= run_facts(plan, files, chosen, as_of) | {
        "retention_applied": retained,
        "faults": faults,
        "schools": [s.id for s in chosen],
    }
    return audits, faults
