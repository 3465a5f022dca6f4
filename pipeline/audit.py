"""The audit of one school: its registers stored and its pictures examined, then judged, then the outcome stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from checks.pictures.engine import Tools
from config.models import School
from pipeline.consent_history import keep_history
from pipeline.derive import save_derived
from pipeline.derive_pictures import examine_pictures, looks_at_pictures
from pipeline.desk import Desk
from pipeline.picture_names import save_names
from pipeline.plan import Plan
from pipeline.school_registers import TrustFiles
from pipeline.store.inventory_rows import save_inventory
from pipeline.store.ledger_rows import (
    CoverageRow,
    LedgerFinding,
    forget_run,
    save_cadence,
    save_coverage,
    save_findings,
)
from pipeline.store.opening import Store, reopen
from pipeline.store.pupils import sync_pupils
from pipeline.store.runs import Known, known_at
from pipeline.verdicts import Verdict, judge_school


@dataclass(frozen=True, slots=True)
class SchoolAudit:
    """What one audit of one school came to, DSL matters left out."""

    school: str
    findings: tuple[LedgerFinding, ...]
    """Of the ledger after this run."""
    coverage: tuple[CoverageRow, ...]
    examined: int
    """Texts examined for names now."""
    shown: frozenset[str]
    """As Verdict has it."""


def audit_school(
    store_url: str, school_id: str, plan: Plan, as_of: datetime, *, run: str, files: TrustFiles | None = None
) -> SchoolAudit:
    """Audit one school of a store that is at the present version and keep the outcome under the name of a run.

    Importable, and all its arguments pickle. `files` spares reading registers again that serve several schools.
    """
    desk = Desk(reopen(store_url), plan, files or TrustFiles(plan.trust))
    school = desk.school(school_id)
    with desk.store.read() as connection:
        known = known_at(connection, run, as_of)
    tools = make_ready(desk, school, as_of, known)
    verdict = judge_school(desk, school_id, desk.files.of(school, as_of), tools, as_of, run)
    return keep(desk.store, school, run, verdict)


def make_ready(desk: Desk, school: School, as_of: datetime, known: Known) -> Tools:
    """Store what a school's registers say and what its pictures give away; return what those were looked at with.

    `known`: when the registers were read, whatever day the audit is for. Whom another audit knew as a pupil has not
    left before it.
    """
    own = desk.files.of(school, as_of)
    if own.state("pupils") == "read":
        zone = ZoneInfo(desk.plan.trust.timezone)
        with desk.store.write() as connection:
            sync_pupils(connection, school.id, own.registers.pupils, zone=zone, as_of=known.latest)
    if own.state("consents") == "read":
        keep_history(desk.store, school.id, own.registers.consents, known.at)
    if not looks_at_pictures(desk.plan):
        return Tools()
    return examine_pictures(desk.store, [account.key for account in school.accounts], desk.plan.trust.root, as_of)


def keep(store: Store, school: School, run: str, verdict: Verdict) -> SchoolAudit:
    """Write mentions, ledger, coverage, cadence and inventory of one school in one transaction."""
    with store.write() as connection:
        save_derived(connection, school.id, verdict.texts)
        save_names(connection, school.id, verdict.pictures)
        save_findings(connection, verdict.changed, verdict.before)
        forget_run(connection, run, school.id)  # a run that was cut short may have judged this school before
        save_coverage(connection, run, verdict.coverage)
        save_cadence(connection, run, verdict.cadence)
        save_inventory(connection, run, school.id, verdict.inventory)
    told = tuple(finding for finding in verdict.ledger if finding.route != "dsl")
    coverage = tuple(row for row in verdict.coverage if row.route != "dsl")
    return SchoolAudit(school.id, told, coverage, verdict.texts.examined, verdict.shown)
