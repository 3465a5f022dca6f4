"""The audit of one school: records to evidence, checks to findings, findings to the ledger, stored in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import checks
from checks.base import FAIL, NOT_ASSESSED, PASS, Evidence
from checks.names.engine import ENGINE_VERSION
from checks.pictures.engine import ENGINE_VERSION as PICTURES_VERSION
from checks.too_few_posts import count_by_week
from config.models import School
from pipeline.bases import bases_of, hash_frame, hash_parts, hash_unmarked
from pipeline.consent_history import with_history
from pipeline.covering import add_up
from pipeline.derive import Derived, derive_mentions, save_derived
from pipeline.derive_pictures import DerivedPictures, derive_pictures, looks_at_pictures
from pipeline.evidence import Records, build_evidence, load_records, pack_frame
from pipeline.found import found_rows
from pipeline.inventory import take_inventory
from pipeline.judging import Judged, judge_all
from pipeline.ledger import ENDED, Judging, merge, update_ledger
from pipeline.picture_names import save_names, together
from pipeline.plan import Plan
from pipeline.removals import asked_again, with_removals
from pipeline.school_registers import TrustFiles
from pipeline.store.frames import load_chains
from pipeline.store.inventory_rows import save_inventory
from pipeline.store.ledger_rows import (
    CadenceRow,
    CoverageRow,
    LedgerFinding,
    forget_run,
    load_findings,
    save_cadence,
    save_coverage,
    save_findings,
)
from pipeline.store.opening import Store, reopen
from pipeline.store.pupils import load_pupils, sync_pupils
from pipeline.store.runs import unfinished_runs
from pipeline.store.subjects import load_subjects


@dataclass(frozen=True, slots=True)
class SchoolAudit:
    """What one audit of one school came to, DSL matters left out."""

    school: str
    findings: tuple[LedgerFinding, ...]
    """Of the ledger after this run."""
    coverage: tuple[CoverageRow, ...]
    examined: int
    """Texts examined for names now."""


def audit_school(
    store_url: str, school_id: str, plan: Plan, as_of: datetime, *, run: str, files: TrustFiles | None = None
) -> SchoolAudit:
    """Audit one school of a store that is at the present version and keep the outcome under the name of a run.

    Importable, and all its arguments pickle. `files` spares reading registers again that serve several schools.
    """
    store = reopen(store_url)
    school = next(one for one in plan.trust.schools if one.id == school_id)
    return audit_one(store, school, plan, as_of, run=run, files=files or TrustFiles(plan.trust))


def audit_one(store: Store, school: School, plan: Plan, as_of: datetime, *, run: str, files: TrustFiles) -> SchoolAudit:
    """Audit one school in an open store."""
    own = files.of(school, as_of)
    registers = own.registers
    if own.state("pupils") == "read":
        with store.write() as connection:
            sync_pupils(connection, school.id, registers.pupils, zone=ZoneInfo(plan.trust.timezone), as_of=as_of)
    accounts = sorted(account.key for account in school.accounts)
    words_hash = hash_parts([files.words_hash, *school.houses])
    with store.read() as connection:
        pupils = load_pupils(connection, school.id, ZoneInfo(plan.trust.timezone))
        everything = load_records(connection, school)
        register_version = hash_parts([*accounts, hash_unmarked(pupils), hash_frame(registers.staff), words_hash])
        derived = derive_mentions(
            connection,
            school.id,
            lambda: files.engine(school, pupils, as_of),
            posts=everything.posts,
            media=everything.media,
            comments=everything.comments,
            register_version=register_version,
        )
        known = load_findings(connection, school.id)
        chains = load_chains(connection, accounts)
        unfinished = unfinished_runs(connection)
    seen = derive_pictures(
        store,
        school.id,
        lambda: files.engine(school, pupils, as_of),
        root=plan.trust.root,
        posts=everything.posts,
        media=everything.media if looks_at_pictures(plan) else everything.media.iloc[:0],
        register_version=register_version,
        as_of=as_of,
    )
    records = everything.up_to(as_of)
    frames = {**own.frames(), "pupils": pupils if own.state("pupils") == "read" else registers.pupils}
    if own.state("consents") == "read":
        left = set(pupils.loc[pupils["left_on"] <= as_of, "pupil_id"])
        frames["consents"] = with_history(store, school.id, registers.consents, left=left, as_of=as_of)
    evidence = build_evidence(
        plan.trust,
        school,
        records,
        registers=frames,
        weeks=own.weeks,
        pictures=seen.pictures[seen.pictures["created_at"] <= as_of],
        mentions=together(derived.mentions, seen.named.mentions),
        words=files.words,
        lists=files.lists,
        packs=pack_frame(plan.packs),
        chains=chains,
        as_of=as_of,
    )
    judged = judge_all(plan.checks, checks.find(), evidence)
    versions = {name: hash_unmarked(frame) for name, frame in frames.items() if name != "sources"}
    versions["never_publish"] = hash_frame(frames["pupils"], ["pupil_id", "never_publish"])
    versions |= {"words": words_hash, "engine": ENGINE_VERSION, "pictures": PICTURES_VERSION}
    versions["lists"] = files.lists_hash
    outcome = _Outcome(records, evidence, derived, seen, judged, known, versions, unfinished)
    return _keep(store, school, plan, as_of, run, outcome)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """Everything one audit came to, before it is stored."""

    records: Records
    evidence: Evidence
    derived: Derived
    seen: DerivedPictures
    judged: Sequence[Judged]
    known: dict[str, LedgerFinding]
    versions: Mapping[str, str]
    unfinished: frozenset[str]
    """Runs that were cut short: what they found first was never reported."""


def _keep(store: Store, school: School, plan: Plan, as_of: datetime, run: str, outcome: _Outcome) -> SchoolAudit:
    """Write mentions, ledger, coverage and cadence of one school in one transaction."""
    bases = bases_of(outcome.judged, outcome.versions)
    rows = found_rows(school, as_of, run, judged=outcome.judged, records=outcome.records, bases=bases)
    wanted = {(f.account, f.subject_type, f.subject_id) for f in outcome.known.values() if f.status not in ENDED}
    with store.write() as connection:
        own = {account.key for account in school.accounts}
        found = merge([*rows, *asked_again(connection, outcome.known, own, run=run, as_of=as_of)])
        now = Judging(
            run=run,
            as_of=as_of,
            today=as_of.astimezone(ZoneInfo(plan.trust.timezone)).date(),
            judged=_judged_again(outcome.judged, wanted),
            bases=with_removals(bases),
            subjects=load_subjects(connection, wanted),
            accounts=own,
            waivers={waiver.key: waiver for waiver in plan.trust.waivers},
            unfinished=outcome.unfinished,
        )
        ledger = update_ledger(outcome.known, found, now)
        coverage = add_up(school.id, (row for one in outcome.judged for row in one.coverage))
        save_derived(connection, school.id, outcome.derived)
        save_names(connection, school.id, outcome.seen.named)
        save_findings(connection, ledger, outcome.known)
        forget_run(connection, run, school.id)  # a run that was cut short may have judged this school before
        save_coverage(connection, run, coverage)
        save_cadence(connection, run, _cadence(school, outcome))
        save_inventory(connection, run, school.id, take_inventory(outcome.evidence, ledger))
    told = tuple(finding for finding in ledger if finding.route != "dsl")
    return SchoolAudit(school.id, told, tuple(r for r in coverage if r.route != "dsl"), outcome.derived.examined)


def _judged_again(judged: Iterable[Judged], wanted: set[tuple[str, str, str]]) -> set[tuple[str, str, str, str]]:
    """Return (check, type, id, account) of the subjects judged now, of those the ledger asks about."""
    again: set[tuple[str, str, str, str]] = set()
    for one in judged:
        if len(one.units) and wanted:
            rows = one.units.tuples("account", "subject_type", "subject_id", "outcome")
            again |= {
                (one.planned.check, kind, subject, account)
                for account, kind, subject, outcome in rows
                if outcome != NOT_ASSESSED and (account, kind, subject) in wanted
            }
    return again


def _cadence(school: School, outcome: _Outcome) -> Iterator[CadenceRow]:
    """Return the weeks of the school year for the cadence chart, with the outcome of the check that judged them."""
    weeks = outcome.evidence.weeks
    if weeks.empty:
        return
    one = next((one for one in outcome.judged if "week" in one.check.subjects and len(one.units)), None)
    outcomes: dict[str, str] = {}
    for subject, result in one.units.tuples("subject_id", "outcome") if one else ():
        week = subject.removeprefix("week:")
        outcomes[week] = min(outcomes.get(week, PASS), result, key=(FAIL, NOT_ASSESSED, PASS).index)
    counts = count_by_week(outcome.evidence, **({} if one is None else dict(one.planned.options)))
    for row in weeks.itertuples():
        yield CadenceRow(
            school=school.id,
            week=row.week,
            begin=row.begin.to_pydatetime(),
            posts=int(counts.get(row.week, 0)),
            school_days=int(row.school_days),
            outcome=outcomes.get(row.week, ""),
        )
