"""Judging one school: the store's records to evidence, checks to findings, findings to the ledger; writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

import checks
from checks._photo_log import logged_pictures
from checks.base import FAIL, NOT_ASSESSED, PASS, Evidence
from checks.names.engine import ENGINE_VERSION, NameEngine
from checks.pictures.engine import ENGINE_VERSION as PICTURES_VERSION
from checks.pictures.engine import Tools
from checks.too_few_posts import count_by_week
from config.models import School
from pipeline.bases import bases_of, hash_frame, hash_parts, hash_unmarked
from pipeline.covering import add_up
from pipeline.derive import Derived, Fresh, derive_mentions
from pipeline.derive_pictures import DerivedPictures, derive_pictures, looks_at_pictures
from pipeline.desk import Desk
from pipeline.evidence import Records, build_evidence, load_records, on_platforms, pack_frame
from pipeline.found import found_rows
from pipeline.inventory import take_inventory
from pipeline.judging import Judged
from pipeline.ledger import ENDED, Judging, merge, update_ledger
from pipeline.picture_names import NamedInPictures, together
from pipeline.removals import asked_again, with_removals
from pipeline.reserving import judge_all
from pipeline.school_registers import SchoolFiles
from pipeline.store.inventory_rows import Count
from pipeline.store.ledger_rows import CadenceRow, CoverageRow, LedgerFinding, load_findings
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils
from pipeline.store.runs import Run, foreseen_by_others, outlooks, unfinished_runs
from pipeline.store.subjects import load_subjects
from pipeline.told_registers import told_registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What judging one school came to, as it is to be stored; it pickles."""

    ledger: Sequence[LedgerFinding]
    """Every finding of the school as it stands after this run."""
    changed: Sequence[LedgerFinding]
    """Those of the ledger that are new, or were otherwise before."""
    before: Mapping[str, LedgerFinding]
    """Key -> what the store held of them."""
    coverage: Sequence[CoverageRow]
    cadence: Sequence[CadenceRow]
    inventory: Sequence[Count]
    texts: Fresh
    pictures: NamedInPictures
    shown: frozenset[str]
    """Pupils whom the photo log places in something public, or whose name stands beside it."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the store held of a school before it was judged."""

    pupils: pd.DataFrame
    """Everybody the registers ever named."""
    records: Records
    known: dict[str, LedgerFinding]
    unfinished: frozenset[str]
    """Runs that were cut short: what they found first was never reported."""
    outlooks: Mapping[str, datetime]
    """Runs for days that had not come -> their moments."""


def judge_school(desk: Desk, school_id: str, own: SchoolFiles, tools: Tools, as_of: datetime, run: str) -> Verdict:
    """Judge one school of which the registers are stored and the pictures examined.

    `own` is what its registers and calendars say, `tools` what its pictures were looked at with.
    """
    desk.files.take(school_id, own)
    school = desk.school(school_id)
    with desk.store.read() as connection:
        stored = _load(connection, school, ZoneInfo(desk.plan.trust.timezone))
        derived, seen = _derive(connection, desk, school, stored, own, tools, as_of)
        frames = told_registers(connection, school_id, own, stored.pupils, as_of)
    desk.files.let_engine_go(school_id)
    records = stored.records.up_to(as_of)
    evidence = replace(
        build_evidence(desk.plan.trust, school, records, frames, as_of),
        weeks=own.weeks,
        pictures=on_platforms(school, seen.pictures[seen.pictures["created_at"] <= as_of]),
        mentions=together(derived.mentions, seen.named.mentions),
        words=desk.files.words,
        lists=desk.files.lists,
        packs=pack_frame(desk.plan.packs),
    )
    judged = judge_all(desk.plan.checks, checks.find(), evidence)
    bases = bases_of(judged, _versions(desk, school, frames))
    this = Run(run, as_of, {})
    rows = found_rows(school, this, judged, records, bases)
    ledger = _ledger(desk, school, stored, rows, judged, bases, this)
    changed = [one for one in ledger if stored.known.get(one.key) != one]
    return Verdict(
        ledger=ledger,
        changed=changed,
        before={one.key: stored.known[one.key] for one in changed if one.key in stored.known},
        coverage=add_up(school_id, (row for one in judged for row in one.coverage)),
        cadence=list(_cadence(school, evidence, judged)),
        inventory=take_inventory(evidence, ledger),
        texts=derived.fresh,
        pictures=seen.named,
        shown=_shown(evidence, own, stored.pupils),
    )


def _shown(evidence: Evidence, own: SchoolFiles, pupils: pd.DataFrame) -> frozenset[str]:
    """Return who may be seen in what is public; where the photo log cannot be read, that is everybody."""
    if own.state("photo_log") == "unreadable":
        return frozenset(pupils["pupil_id"])
    kinds = zip(evidence.mentions["subject_type"], evidence.mentions["pupil_ids"], strict=True)
    named = {pupil for kind, ids in kinds if kind != "comment" for pupil in ids}
    return frozenset(named | {one.pupil_id for one in logged_pictures(evidence).shown()})


def _load(connection: Connection, school: School, zone: ZoneInfo) -> _Stored:
    return _Stored(
        load_pupils(connection, school.id, zone),
        load_records(connection, school),
        load_findings(connection, school.id),
        unfinished_runs(connection),
        outlooks(connection),
    )


def _derive(
    connection: Connection,
    desk: Desk,
    school: School,
    stored: _Stored,
    own: SchoolFiles,
    tools: Tools,
    as_of: datetime,
) -> tuple[Derived, DerivedPictures]:
    """Find who is named in texts and pictures that were not read before, under the same registers and words."""
    accounts, words = sorted(account.key for account in school.accounts), _words_hash(desk, school)
    version = hash_parts([*accounts, hash_unmarked(stored.pupils), hash_frame(own.registers.staff), words])

    def engine() -> NameEngine:
        return desk.files.engine(school, stored.pupils, as_of)

    posts, media = stored.records.posts, stored.records.media
    derived = derive_mentions(
        connection, school.id, engine, posts=posts, media=media, comments=stored.records.comments,
        register_version=version,
    )  # fmt: skip
    looked_at = media if looks_at_pictures(desk.plan) else media.iloc[:0]
    seen = derive_pictures(
        connection, school.id, engine, root=desk.plan.trust.root, posts=posts, media=looked_at, tools=tools,
        register_version=version,
    )  # fmt: skip
    return derived, seen


def _words_hash(desk: Desk, school: School) -> str:
    return hash_parts([desk.files.words_hash, *school.houses])


def _versions(desk: Desk, school: School, frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return what a school was judged by -> its hash or version."""
    versions = {name: hash_unmarked(frame) for name, frame in frames.items() if name != "sources"}
    versions["never_publish"] = hash_frame(frames["pupils"], ["pupil_id", "never_publish"])
    versions |= {"words": _words_hash(desk, school), "engine": ENGINE_VERSION, "pictures": PICTURES_VERSION}
    return versions | {"lists": desk.files.lists_hash}


def _ledger(
    desk: Desk,
    school: School,
    stored: _Stored,
    rows: Iterable[LedgerFinding],
    judged: Sequence[Judged],
    bases: Mapping[str, str],
    run: Run,
) -> list[LedgerFinding]:
    """Bring the ledger of a school up to date with what was found."""
    trust, known = desk.plan.trust, stored.known
    wanted = {(f.account, f.subject_type, f.subject_id) for f in known.values() if f.status not in ENDED}
    own = {account.key for account in school.accounts}
    with desk.store.read() as connection:
        found = merge([*rows, *asked_again(connection, known, own, run=run.name, as_of=run.as_of)])
        subjects = load_subjects(connection, wanted)
    now = Judging(
        run=run.name,
        as_of=run.as_of,
        today=run.as_of.astimezone(ZoneInfo(trust.timezone)).date(),
        judged=_judged_again(judged, wanted),
        bases=with_removals(bases),
        subjects=subjects,
        accounts=own,
        waivers={waiver.key: waiver for waiver in trust.waivers},
        unfinished=stored.unfinished,
        outlooks=foreseen_by_others(stored.outlooks, run),
    )
    return update_ledger(known, found, now)


def _judged_again(judged: Iterable[Judged], wanted: Collection[tuple[str, str, str]]) -> set[tuple[str, str, str, str]]:
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


def _cadence(school: School, evidence: Evidence, judged: Sequence[Judged]) -> Iterator[CadenceRow]:
    """Return the weeks of the school year for the cadence chart, with the outcome of the check that judged them."""
    weeks = evidence.weeks
    if weeks.empty:
        return
    one = next((one for one in judged if "week" in one.check.subjects and len(one.units)), None)
    outcomes: dict[str, str] = {}
    for subject, result in one.units.tuples("subject_id", "outcome") if one else ():
        week = subject.removeprefix("week:")
        outcomes[week] = min(outcomes.get(week, PASS), result, key=(FAIL, NOT_ASSESSED, PASS).index)
    counts = count_by_week(evidence, **({} if one is None else dict(one.planned.options)))
    for row in weeks.itertuples():
        yield CadenceRow(
            school=school.id,
            week=row.week,
            begin=row.begin.to_pydatetime(),
            posts=int(counts.get(row.week, 0)),
            school_days=int(row.school_days),
            outcome=outcomes.get(row.week, ""),
        )
