"""Running one check on one school: what it needs and lacks is said here, never by the check."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from checks._rows import Rows
from checks.base import FINDING_COLUMNS, NO_FINDINGS, NOT_ASSESSED, UNIT_COLUMNS, Check, Evidence, Judgement
from pipeline.covering import READ_OF, Covering
from pipeline.crash import where_it_broke
from pipeline.plan import PlannedCheck
from pipeline.shortfalls import Shortfalls, shortfalls_of
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
_NO_UNITS: Final = Rows.of(UNIT_COLUMNS, ())


@dataclass(frozen=True, slots=True)
class Judged:
    """What one planned check said of one school."""

    planned: PlannedCheck
    check: Check
    units: Rows
    """Columns UNIT_COLUMNS; empty when it could not be asked."""
    findings: Rows
    """Columns FINDING_COLUMNS, complete; severities as the clauses have it."""
    coverage: tuple[CoverageRow, ...]


def judge_school(
    planned: PlannedCheck,
    check: Check,
    evidence: Evidence,
    reserved: Collection[tuple[str, str]] = (),
    run: Callable[..., Judgement] | None = None,
) -> Judged:
    """Ask one check about one school; what is missing, or a crash, becomes coverage and never a pass.

    `reserved`: (account, subject_id) of comments that are the safeguarding lead's. `run`: what runs the check, where it
    is not the check itself.
    """
    covering = Covering(planned, check, evidence)
    lacking = _lacking_sources(check, evidence)
    if lacking:
        return _not_judged(covering, lacking)
    shortfalls = shortfalls_of(evidence)
    unread = dict(_unread_accounts(check, shortfalls))
    never = [account for account, (_, ever) in unread.items() if not ever]
    reasons = {account: reason for account, (reason, _) in unread.items()}
    try:
        judgement = (run or check.run)(_without(evidence, never), **planned.options)
        findings = _complete(judgement.found, check, planned, reserved)
        notes = _notes(check, evidence, shortfalls, judgement.judged)
        coverage = (*covering.rows(judgement.judged, findings, reasons, notes), *_partly_known(covering))
    except Exception as error:
        _log_crash(check, evidence, error)
        kind = type(error).__name__
        reason = f"the check failed on this school's records ({kind}): tell whoever maintains this program"
        return _not_judged(covering, reason)
    return Judged(planned, check, judgement.judged, findings, coverage)


def _not_judged(covering: Covering, reason: str) -> Judged:
    return Judged(covering.planned, covering.check, _NO_UNITS, NO_FINDINGS, covering.nothing(reason))


def _log_crash(check: Check, evidence: Evidence, error: Exception) -> None:
    """Log where a check failed, never what the error said: its text may hold a child's name."""
    name = "a check for the safeguarding lead" if check.route == "dsl" else f"the check {check.name}"
    log.error("%s failed on %s: %s", name, evidence.school.id, where_it_broke(error))


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


def _partly_known(covering: Covering) -> Iterator[CoverageRow]:
    """Say of a check what the files of the school that it needs lack: rows, or weeks after the last of the terms."""
    needed = {REGISTER_OF[name] for name in covering.check.needs & REGISTER_OF.keys()}
    for source, state, reason in covering.evidence.rows("sources", ["source", "state", "reason"]):
        if source in needed and state == "read" and reason:
            yield covering.row("", NOT_ASSESSED, f"{_CALLED[source]}: {reason}")


def _notes(check: Check, evidence: Evidence, shortfalls: Shortfalls, units: Rows) -> dict[str, str]:
    """Return account -> what its judgement lacked or took for granted, for the accounts of which there is any."""
    without = _judged_without(check, evidence)
    wanted = {READ_OF[name] for name in (check.needs | check.uses) & READ_OF.keys()}
    notes = {account: [without] if without else [] for account in shortfalls.accounts}
    for account, reason in _unread_beside(check, shortfalls, units):
        notes[account].append(f"judged without {reason}")
    for account, what, assumed in shortfalls.assumed:
        if what in wanted:
            notes.setdefault(account, []).append(assumed)
    return {account: "; ".join(dict.fromkeys(told)) for account, told in notes.items() if told}


def _missing(wanted: frozenset[str], evidence: Evidence) -> dict[str, str]:
    """Return source -> why it is not there, for the evidence that a school's own files bring."""
    rows = evidence.rows("sources", ["source", "state", "reason"], others=["rows"])
    states = {source: (state, reason, number) for source, state, reason, number in rows}
    found: dict[str, str] = {}
    for source in dict.fromkeys(REGISTER_OF[name] for name in sorted(wanted & REGISTER_OF.keys())):
        state, reason, number = states.get(source, ("absent", "", 0))
        if state == "absent":
            found[source] = "the school has handed in none"
        elif state != "read":
            found[source] = reason or "it could not be read"
        elif source == "terms" and not evidence.weeks["school_days"].any():
            found[source] = reason or "it names no week of this school year that has ended"
        elif source in _NEVER_EMPTY and not number:
            found[source] = "it names nobody of this school"
    return found


def _unread_accounts(check: Check, shortfalls: Shortfalls) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield account -> (why something it needs was not read, whether it was ever read before)."""
    needs = {READ_OF[need] for need in check.needs & READ_OF.keys()}
    needs |= {"media"} if "pictures" in needs else set()  # whose bytes they are is known from there
    for account in shortfalls.accounts:
        lacking = {what: reason for what in sorted(needs) if (reason := shortfalls.of(account, what))}
        if lacking:
            ever = all(shortfalls.was_ever_read(account, what) for what in lacking)
            yield account, ("; ".join(lacking.values()), ever)


def _unread_beside(check: Check, shortfalls: Shortfalls, units: Rows) -> Iterator[tuple[str, str]]:
    """Yield (account, what and why) of what was not read and would have made its judgement better.

    What the check itself says of the account that it could not judge is not said twice.
    """
    uses = sorted({READ_OF[name] for name in (check.uses - check.needs) & READ_OF.keys()})
    wanted = ((account, what, shortfalls.of(account, what)) for account in shortfalls.accounts for what in uses)
    lacking = [one for one in wanted if one[2]]
    if not lacking:
        return
    rows = units.tuples("account", "reason", "outcome")
    told = {(account, reason) for account, reason, outcome in rows if outcome == NOT_ASSESSED}
    for account, what, reason in lacking:
        if not any(what in said for who, said in told if who == account):
            yield account, reason


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
    return frame if len(kept) == len(frame) else frame.iloc[kept] if kept else frame.iloc[:0]


def _complete(found: Rows, check: Check, planned: PlannedCheck, reserved: Collection[tuple[str, str]]) -> Rows:
    """Fill what a check left out, and let the clause's severity overrule the check's."""
    if not len(found):
        return NO_FINDINGS
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
    return Rows(columns)


def _filled(found: Rows, name: str, default: Any) -> list[Any]:
    """Return a column with the default where it has no value, or is not there."""
    if name not in found:
        return [default] * len(found)
    return [default if value is None or value != value else value for value in found[name]]  # NaN is no value
