"""Running one check on one school: what it needs and lacks is said here, never by the check."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from checks.base import FINDING_COLUMNS, NOT_ASSESSED, UNIT_COLUMNS, Check, Evidence, Judgement
from pipeline.covering import READ_OF, Covering
from pipeline.plan import PlannedCheck
from pipeline.store.ledger_rows import CoverageRow

log = logging.getLogger(__name__)

REGISTER_OF: Final = {
    "pupils": "pupils", "consents": "consents", "photo_log": "photo_log", "staff": "staff", "weeks": "terms",
    "events": "events", "mentions": "pupils",
}  # fmt: skip
"""Evidence that comes from the school -> the source that brings it."""
_CALLED: Final = {
    "pupils": "pupil register", "consents": "consent register", "photo_log": "photo log", "staff": "staff list",
    "terms": "term dates", "events": "events calendar",
}  # fmt: skip
_NEVER_EMPTY: Final = frozenset({"pupils", "consents"})
"""Registers that name somebody in every school: one without a row is not this school's."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one planned check said of one school."""

    planned: PlannedCheck
    check: Check
    units: pd.DataFrame
    """Columns UNIT_COLUMNS; empty when it could not be asked."""
    findings: pd.DataFrame
    """Columns FINDING_COLUMNS, complete; severities as the clauses have it."""
    coverage: tuple[CoverageRow, ...]


def judge_all(planned: Sequence[PlannedCheck], checks: Mapping[str, Check], evidence: Evidence) -> list[Judged]:
    """Ask every check about one school, in the order of the plan.

    What a comment is found to tell the safeguarding lead must stand in no other list: the other findings on it, such as
    a child's name, go to the safeguarding lead too. What is only possible is no reason for that.
    """
    first = [one for one in planned if _reads_comments_for_dsl(checks[one.check])]
    told = {id(one): judge_school(one, checks[one.check], evidence) for one in first}
    rows = (_rows(one.findings, "account", "subject_id", "confidence") for one in told.values())
    reserved = frozenset((account, subject) for row in rows for account, subject, sure in row if sure != "possible")
    return [told.get(id(one)) or judge_school(one, checks[one.check], evidence, reserved) for one in planned]


def _reads_comments_for_dsl(check: Check) -> bool:
    """Say whether a check goes by a comment's words alone: by who is marked in a register nothing else may differ."""
    return check.route == "dsl" and check.subjects == {"comment"}


def judge_school(
    planned: PlannedCheck, check: Check, evidence: Evidence, reserved: Collection[tuple[str, str]] = frozenset()
) -> Judged:
    """Ask one check about one school; what is missing, or a crash, becomes coverage and never a pass.

    `reserved`: (account, subject_id) of comments that are the safeguarding lead's.
    """
    covering = Covering(planned, check, evidence)
    lacking = _lacking_sources(check, evidence)
    if lacking:
        return _not_judged(covering, lacking)
    unread = dict(_unread_accounts(check, evidence))
    never = [account for account, (_, ever) in unread.items() if not ever]
    reasons = {account: reason for account, (reason, _) in unread.items()}
    try:
        judgement = check.run(_without(evidence, never), **planned.options)
        findings = _complete(judgement, check, planned, reserved)
        notes = _notes(check, evidence, judgement.units)
        coverage = tuple(covering.rows(judgement.units, findings, reasons, notes))
    except Exception as error:
        _log_crash(check, evidence, error)
        kind = type(error).__name__
        reason = f"the check failed on this school's records ({kind}): tell whoever maintains this program"
        return _not_judged(covering, reason)
    return Judged(planned, check, judgement.units, findings, coverage)


def _not_judged(covering: Covering, reason: str) -> Judged:
    units, findings = pd.DataFrame(columns=list(UNIT_COLUMNS)), pd.DataFrame(columns=list(FINDING_COLUMNS))
    return Judged(covering.planned, covering.check, units, findings, covering.nothing(reason))


def _log_crash(check: Check, evidence: Evidence, error: Exception) -> None:
    """Log where a check failed, never what the error said: its text may hold a child's name."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    name = "a check for the safeguarding lead" if check.route == "dsl" else f"the check {check.name}"
    log.error("%s failed on %s: %s in %s", name, evidence.school.id, type(error).__name__, where)


def _lacking_sources(check: Check, evidence: Evidence) -> str:
    """Return why the whole school cannot be judged, or nothing."""
    reasons = [f"{_CALLED[source]}: {why}" for source, why in _missing(check.needs, evidence).items()]
    if "accounts" in check.needs and evidence.accounts.empty:
        reasons.append("the school has no account in trust.yaml")
    return "; ".join(reasons)


def _judged_without(check: Check, evidence: Evidence) -> str:
    """Return what would have made the judgement better and is not there, or nothing."""
    missing = _missing(check.uses - check.needs, evidence)
    return f"judged without the {' and the '.join(_CALLED[source] for source in missing)}" if missing else ""


def _notes(check: Check, evidence: Evidence, units: pd.DataFrame) -> dict[str, str]:
    """Return account -> what its judgement lacked or took for granted, for the accounts of which there is any."""
    without = _judged_without(check, evidence)
    wanted = {READ_OF[name] for name in (check.needs | check.uses) & READ_OF.keys()}
    notes = {account: [without] if without else [] for account in evidence.accounts["account"].tolist()}
    for account, reason in _unread_beside(check, evidence, units):
        notes[account].append(f"judged without {reason}")
    for account, what, assumed in _rows(evidence.reads, "account", "what", "assumed"):
        if what in wanted and assumed != "":
            notes.setdefault(account, []).append(assumed)
    return {account: "; ".join(dict.fromkeys(told)) for account, told in notes.items() if told}


def _missing(wanted: frozenset[str], evidence: Evidence) -> dict[str, str]:
    """Return source -> why it is not there, for the evidence that a school's own files bring."""
    columns = ("source", "state", "rows", "reason")
    states = {row[0]: dict(zip(columns, row, strict=True)) for row in _rows(evidence.sources, *columns)}
    found: dict[str, str] = {}
    for source in dict.fromkeys(REGISTER_OF[name] for name in sorted(wanted & REGISTER_OF.keys())):
        state = states.get(source, {"state": "absent", "reason": "", "rows": 0})
        if state["state"] == "absent":
            found[source] = "the school has handed in none"
        elif state["state"] != "read":
            found[source] = state["reason"] or "it could not be read"
        elif source == "terms" and evidence.weeks.empty:
            found[source] = "it names no week of this school year that has ended"
        elif source in _NEVER_EMPTY and not state["rows"]:
            found[source] = "it names nobody of this school"
    return found


def _unread_accounts(check: Check, evidence: Evidence) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield account -> (why something it needs was not read, whether it was ever read before)."""
    needs = {READ_OF[need] for need in check.needs & READ_OF.keys()}
    needs |= {"media"} if "pictures" in needs else set()  # whose bytes they are is known from there
    reads = _reads_of(evidence)
    for account in evidence.accounts["account"].tolist():
        reasons, ever = [], True
        for what in sorted(needs):
            mine = reads.get((account, what), [])
            reason = _shortfall(evidence, account, what, mine)
            if reason:
                reasons.append(reason)
                ever = ever and (any(one.complete for one in mine) or _has_rows(evidence, what, account))
        if reasons:
            yield account, ("; ".join(reasons), ever)


def _unread_beside(check: Check, evidence: Evidence, units: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Yield (account, what and why) of what was not read and would have made its judgement better.

    What the check itself says of the account that it could not judge is not said twice.
    """
    uses = sorted({READ_OF[name] for name in (check.uses - check.needs) & READ_OF.keys()})
    reads = _reads_of(evidence) if uses else {}
    wanted = [(account, what) for account in evidence.accounts["account"].tolist() for what in uses]
    lacking = [(*one, _shortfall(evidence, *one, reads.get(one, []))) for one in wanted]
    if not any(reason for _, _, reason in lacking):
        return
    told = {(row[0], row[1]) for row in _rows(units, "account", "reason", "outcome") if row[2] == NOT_ASSESSED}
    for account, what, reason in lacking:
        if reason and not any(what in said for who, said in told if who == account):
            yield account, reason


def _reads_of(evidence: Evidence) -> dict[tuple[str, str], list[_Read]]:
    reads: dict[tuple[str, str], list[_Read]] = {}
    for account, what, *read in _rows(evidence.reads, "account", "what", "begin", "complete", "reason"):
        reads.setdefault((account, what), []).append(_Read(*read))
    return reads


class _Read(NamedTuple):
    """One read of one kind of thing of one account."""

    begin: pd.Timestamp
    """NaT where nothing was covered."""
    complete: bool
    reason: str


def _rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a small frame, which may be without any column: a step of pandas costs as much as all of it."""
    return zip(*(frame[name].tolist() for name in columns), strict=True) if len(frame) else iter(())


def _shortfall(evidence: Evidence, account: str, what: str, mine: Sequence[_Read]) -> str:
    """Return what is missing of one kind of thing of one account, or nothing; `mine` are its reads."""
    told = [one.reason for one in mine if one.reason != ""]
    if told:
        return told[-1] if what in told[-1] else f"{what}: {told[-1]}"
    if not mine:
        return f"{what}: not read yet"
    if what not in {"comments", "media"} or evidence.posts.empty:
        return ""
    # what stands under posts is covered only as far back as the reads of it reach
    begin = min((one.begin for one in mine if not pd.isna(one.begin)), default=None)
    if begin is None:
        return ""
    posted = evidence.posts["created_at"][evidence.posts["account"].to_numpy() == account]
    if posted.empty or posted.min() >= begin:
        return ""
    day = begin.tz_convert(evidence.timezone)
    return f"{what}: read only under posts since {day.day} {day:%B %Y}"


def _has_rows(evidence: Evidence, what: str, account: str) -> bool:
    frame = getattr(evidence, {"profile": "profiles", "pictures": "media"}.get(what, what))
    if what == "pictures" and len(frame):
        frame = frame[frame["copy"] != ""]
    return bool(len(frame)) and bool((frame["account"] == account).any())


def _without(evidence: Evidence, accounts: list[str]) -> Evidence:
    """Cut accounts that were never read out of the records; they stay in `accounts` and `reads`, which say so."""
    if not accounts:
        return evidence
    names = ("posts", "media", "pictures", "comments", "profiles", "mentions")

    def cut() -> Evidence:
        frames = {name: frame for name in names if len(frame := getattr(evidence, name))}
        return replace(evidence, **{name: _cut(frame, set(accounts)) for name, frame in frames.items()})

    return evidence.once(("without", *accounts), cut)  # many checks lack the same accounts


def _cut(frame: pd.DataFrame, accounts: set[str]) -> pd.DataFrame:
    kept = [at for at, account in enumerate(frame["account"].tolist()) if account not in accounts]
    return frame if len(kept) == len(frame) else frame.iloc[kept]


def _complete(
    judgement: Judgement, check: Check, planned: PlannedCheck, reserved: Collection[tuple[str, str]]
) -> pd.DataFrame:
    """Fill what a check left out, and let the clause's severity overrule the check's."""
    found = judgement.findings
    if found.empty:
        return pd.DataFrame(columns=list(FINDING_COLUMNS))
    defaults = {"matched_text": "", "confidence": "certain", "detail": check.title, "account": "", "pupil_ids": ()}
    defaults |= {"severity": check.severity, "remedy": check.remedy, "route": check.route}
    columns = {name: _filled(found, name, defaults.get(name)) for name in FINDING_COLUMNS}
    if planned.severity:
        columns["severity"] = [planned.severity] * len(found)
    if reserved:
        subjects = zip(columns["account"], columns["subject_id"], columns["route"], strict=True)
        columns["route"] = ["dsl" if (account, one) in reserved else route for account, one, route in subjects]
    kinds = columns["subject_type"]
    for name in ("start", "end"):  # what is read in a picture has no place in a text that is shown
        columns[name] = [None if k == "image" else at for k, at in zip(kinds, columns[name], strict=True)]
    return pd.DataFrame(columns, index=found.index, dtype=object)


def _filled(found: pd.DataFrame, name: str, default: Any) -> list[Any]:
    """Return a column with the default where it has no value, or is not there."""
    if name not in found:
        return [default] * len(found)
    return [default if value is None or value != value else value for value in found[name].tolist()]  # NaN is no value
