"""The audit of one school: records to evidence, checks to findings, findings to the ledger, stored in one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

import checks
from checks.base import FAIL, NOT_ASSESSED, PASS, Evidence
from checks.names.engine import ENGINE_VERSION
from checks.pictures.engine import ENGINE_VERSION as PICTURES_VERSION
from checks.too_few_posts import count_by_week
from config.models import Account, School
from pipeline.derive import Derived, derive_mentions, save_derived
from pipeline.derive_pictures import DerivedPictures, derive_pictures, looks_at_pictures
from pipeline.evidence import Records, build_evidence, load_records, pack_frame
from pipeline.facts import program_version
from pipeline.judging import Judged, judge_school
from pipeline.ledger import ENDED, Judging, finding_key, merge, update_ledger
from pipeline.picture_names import save_names, together
from pipeline.plan import Plan
from pipeline.school_registers import TrustFiles
from pipeline.store.frames import load_chains
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
    with store.read() as connection:
        pupils = load_pupils(connection, school.id, ZoneInfo(plan.trust.timezone))
        everything = load_records(connection, school)
        register_version = _hash(
            [*accounts, hash_frame(_unmarked(pupils)), hash_frame(registers.staff), files.words_hash]
        )
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
    judged = [judge_school(planned, checks.find()[planned.check], evidence) for planned in plan.checks]
    versions = {name: hash_frame(_unmarked(frame)) for name, frame in frames.items() if name != "sources"}
    versions["never_publish"] = hash_frame(frames["pupils"].reindex(columns=["pupil_id", "never_publish"]))
    versions |= {"words": files.words_hash, "engine": ENGINE_VERSION, "pictures": PICTURES_VERSION}
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
    bases = _bases(outcome.judged, outcome.versions)
    found = merge(_found(school, as_of, run, outcome, bases))
    wanted = {(f.account, f.subject_type, f.subject_id) for f in outcome.known.values() if f.status not in ENDED}
    with store.write() as connection:
        now = Judging(
            run=run,
            as_of=as_of,
            today=as_of.astimezone(ZoneInfo(plan.trust.timezone)).date(),
            judged=_judged_again(outcome.judged, wanted),
            bases=bases,
            subjects=load_subjects(connection, wanted),
            accounts={account.key for account in school.accounts},
            waivers={waiver.key: waiver for waiver in plan.trust.waivers},
            unfinished=outcome.unfinished,
        )
        ledger = update_ledger(outcome.known, found, now)
        coverage = _coverage(school, outcome.judged)
        save_derived(connection, school.id, outcome.derived)
        save_names(connection, school.id, outcome.seen.named)
        save_findings(connection, ledger, outcome.known)
        forget_run(connection, run, school.id)  # a run that was cut short may have judged this school before
        save_coverage(connection, run, coverage)
        save_cadence(connection, run, _cadence(school, outcome))
    told = tuple(finding for finding in ledger if finding.route != "dsl")
    return SchoolAudit(school.id, told, tuple(r for r in coverage if r.route != "dsl"), outcome.derived.examined)


def _bases(judged: Sequence[Judged], versions: Mapping[str, str]) -> dict[str, str]:
    """Return check -> hash of all that it judged by, under whatever options it was asked."""
    parts: dict[str, list[str]] = {}
    for one in judged:
        parts.setdefault(one.planned.check, []).append(_basis(one, versions))
    return {check: _hash(hashes) for check, hashes in parts.items()}


def _basis(one: Judged, versions: Mapping[str, str]) -> str:
    """Hash what a check judged by: its options, the program, and the registers, words and engine that it looks at."""
    looked_at = (one.check.needs | one.check.uses) - one.check.mended_by
    versions = {**versions, "program": program_version()}
    looked_at |= {"program", "never_publish"} if one.check.route == "dsl" else {"program"}
    if "mentions" in looked_at:
        looked_at |= {"words", "engine", "pupils", "staff"}
    return _hash(
        [
            json.dumps(one.planned.options, sort_keys=True, default=str),
            *(f"{k}={v}" for k, v in sorted(versions.items()) if k in looked_at),
        ]
    )


def _unmarked(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out who must not be published: what is not for the DSL may not differ by it."""
    return frame.drop(columns="never_publish", errors="ignore")


def hash_frame(frame: pd.DataFrame) -> str:
    """Hash every value of a frame."""
    rows = zip(*(frame[name].tolist() for name in frame), strict=True)
    return _hash(map(str, chain.from_iterable(rows)))


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _judged_again(judged: Iterable[Judged], wanted: set[tuple[str, str, str]]) -> set[tuple[str, str, str, str]]:
    """Return (check, type, id, account) of the subjects judged now, of those the ledger asks about."""
    again: set[tuple[str, str, str, str]] = set()
    for one in judged:
        if len(one.units) and wanted:
            columns = (one.units[name].tolist() for name in ("account", "subject_type", "subject_id", "outcome"))
            again |= {
                (one.planned.check, kind, subject, account)
                for account, kind, subject, outcome in zip(*columns, strict=True)
                if outcome != NOT_ASSESSED and (account, kind, subject) in wanted
            }
    return again


def _found(
    school: School, as_of: datetime, run: str, outcome: _Outcome, bases: Mapping[str, str]
) -> Iterator[LedgerFinding]:
    """Turn the checks' findings into rows of the ledger."""
    flagged = {name.partition(":")[2] for one in outcome.judged for name in one.findings["subject_id"].tolist()}
    subjects = _Subjects(outcome.records, flagged)
    accounts = {account.key: account for account in school.accounts}
    for one in outcome.judged:
        names = list(one.findings.columns)
        for row in zip(*(one.findings[name].tolist() for name in names), strict=True):
            told = dict(zip(names, row, strict=True))
            yield _ledger_finding(school, as_of, run, one, told, subjects, accounts, bases[one.planned.check])


def _ledger_finding(
    school: School,
    as_of: datetime,
    run: str,
    one: Judged,
    row: Mapping[str, Any],
    subjects: _Subjects,
    accounts: Mapping[str, Account],
    basis: str,
) -> LedgerFinding:
    about = subjects.about(row["account"], row["subject_type"], row["subject_id"])
    account = accounts.get(row["account"])
    key = finding_key(
        check=one.planned.check,
        school=school.id,
        platform=account.platform if account else "",
        account=row["account"],
        subject=about.get("chain", row["subject_id"]),
        pupil_ids=row["pupil_ids"],
        matched_text=row["matched_text"],
    )
    return LedgerFinding(
        key=key,
        check=one.planned.check,
        clause=one.planned.clause,
        severity=row["severity"],
        confidence=row["confidence"],
        status="new",
        school=school.id,
        account=row["account"],
        platform=account.platform if account else "",
        subject_type=row["subject_type"],
        subject_id=row["subject_id"],
        permalink=about.get("permalink", ""),
        posted_at=about.get("posted_at"),
        start=_whole(row["start"]),
        end=_whole(row["end"]),
        matched_text=row["matched_text"],
        pupil_ids=tuple(row["pupil_ids"]),
        detail=row["detail"],
        remedy=row["remedy"],
        route=row["route"],
        basis=basis,
        subject_hash=about.get("content_hash", ""),
        first_seen=as_of,
        last_seen=as_of,
        ended_at=None,
        run=run,
    )


def _whole(value: Any) -> int | None:
    return None if value is None or value != value else int(value)  # NaN is no value


class _Subjects:
    """Looks up what a finding says about the post it stands on; built once a school, asked once a finding."""

    def __init__(self, records: Records, flagged: set[str]) -> None:
        columns = ("permalink", "chain_id", "created_at", "content_hash")
        self._posts = _named(records.posts, ("account", "post_id"), columns)
        media = ("account", "post_id", "media_id", "content_hash")
        self._media = {
            (account, post, item): content
            for account, post, item, content in zip(*(records.media[name].tolist() for name in media), strict=True)
        }
        comments = records.comments[records.comments["comment_id"].isin(flagged)]
        self._comments = _named(comments, ("account", "comment_id"), ("post_id", "created_at", "content_hash"))

    def about(self, account: str, kind: str, subject: str) -> dict[str, Any]:
        """Return permalink, posted_at, content_hash, and `chain`: the subject by the first id of its edit chain."""
        name = subject.partition(":")[2]
        if kind == "post":
            post = self._posts.get((account, name))
            return self._of_post(post, content=post["content_hash"], chain=f"post:{post['chain_id']}") if post else {}
        if kind in {"alt", "image"}:
            post_id, _, media_id = name.rpartition("/")
            post = self._posts.get((account, post_id))
            if post is None:
                return {}
            content = self._media.get((account, post_id, media_id), "")
            return self._of_post(post, content=content, chain=f"{kind}:{post['chain_id']}/{media_id}")
        comment = self._comments.get((account, name)) if kind == "comment" else None
        if comment is not None:
            link = self._posts.get((account, comment["post_id"]), {}).get("permalink", "")
            posted = comment["created_at"].to_pydatetime()
            return {"permalink": link, "posted_at": posted, "content_hash": comment["content_hash"]}
        return {}

    @staticmethod
    def _of_post(post: Mapping[str, Any], *, content: str, chain: str) -> dict[str, Any]:
        posted = post["created_at"].to_pydatetime()
        return {"permalink": post["permalink"], "posted_at": posted, "content_hash": content, "chain": chain}


def _named(frame: pd.DataFrame, keys: tuple[str, str], columns: Sequence[str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the two keys of each row -> its other columns by name."""
    names = zip(*(frame[name].tolist() for name in keys), strict=True)
    rows = zip(*(frame[name].tolist() for name in columns), strict=True)
    return {name: dict(zip(columns, row, strict=True)) for name, row in zip(names, rows, strict=True)}


def _coverage(school: School, judged: Iterable[Judged]) -> list[CoverageRow]:
    """Return the coverage of all checks, rows that say the same of the same counted together; never without a row."""
    rows: dict[tuple[str, ...], CoverageRow] = {}
    for row in (row for one in judged for row in one.coverage):
        key = (row.check, row.clause, row.account, row.outcome, row.reason)
        other = rows.get(key)
        rows[key] = (
            replace(row, judged=row.judged + other.judged, flagged=row.flagged + other.flagged) if other else row
        )
    if any(row.route != "dsl" for row in rows.values()):
        return list(rows.values())
    reason = "no clause of the trust's packs asks for a check that reports may tell of"
    nothing = CoverageRow(
        school=school.id, check="", clause="", account="", outcome=NOT_ASSESSED, reason=reason, judged=0, flagged=0,
        route="",
    )  # fmt: skip
    return [*rows.values(), nothing]


def _cadence(school: School, outcome: _Outcome) -> Iterator[CadenceRow]:
    """Return the weeks of the school year for the cadence chart, with the outcome of the check that judged them."""
    weeks = outcome.evidence.weeks
    if weeks.empty:
        return
    one = next((one for one in outcome.judged if "week" in one.check.subjects and len(one.units)), None)
    units = one.units if one else pd.DataFrame(columns=["subject_id", "outcome"])
    outcomes: dict[str, str] = {}
    for subject, result in zip(units["subject_id"].tolist(), units["outcome"].tolist(), strict=True):
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
