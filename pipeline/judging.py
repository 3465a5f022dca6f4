"""Running one check on one school: what it needs and lacks is said here, never by the check."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from checks.base import FAIL, FINDING_COLUMNS, NOT_ASSESSED, Check, Evidence, Judgement
from pipeline.plan import PlannedCheck
from pipeline.store.ledger_rows import CoverageRow

log = logging.getLogger(__name__)

READ_OF: Final = {"posts": "posts", "media": "media", "comments": "comments", "profiles": "profile"}
"""Evidence that comes from an account -> the read that brings it."""
REGISTER_OF: Final = {
    "pupils": "pupils", "consents": "consents", "photo_log": "photo_log", "staff": "staff", "weeks": "terms",
    "events": "events", "mentions": "pupils",
}  # fmt: skip
"""Evidence that comes from the school -> the source that brings it."""
_CALLED: Final = {
    "pupils": "pupil register", "consents": "consent register", "photo_log": "photo log",
    "staff": "staff list", "terms": "term dates",
    "events": "events calendar",
}  # fmt: skip
_COUNTED: Final = {
    "image": "picture",
    "alt": "alt text",
    "week": "week",
    "post": "post",
    "comment": "comment",
    "account": "account",
    "event": "event",
}


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


def judge_school(planned: PlannedCheck, check: Check, evidence: Evidence) -> Judged:
    """Ask one check about one school; what is missing, or a crash, becomes coverage and never a pass."""
    lacking = _lacking_sources(check, evidence)
    unread = dict(_unread_accounts(check, evidence))
    accounts = list(evidence.accounts["account"]) or [""]
    empty = pd.DataFrame(columns=list(FINDING_COLUMNS))
    if lacking:
        rows = tuple(_not_assessed(planned, evidence, account, lacking) for account in accounts)
        return Judged(planned, check, empty.iloc[:, :0], empty, rows)
    never = [account for account, (_, ever) in unread.items() if not ever]
    try:
        judgement = check.run(_without(evidence, never), **planned.options)
        findings = _complete(judgement, check, planned)
        coverage = tuple(_coverage(planned, check, evidence, judgement, unread))
    except Exception as error:
        # where it failed, never what it said: an exception's text may hold a child's name
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        log.error("the check %s failed on %s: %s in %s", planned.check, evidence.school.id, type(error).__name__, where)
        reason = (
            f"the check failed on this school's records ({type(error).__name__}): tell whoever maintains this program"
        )
        rows = tuple(_not_assessed(planned, evidence, account, reason) for account in accounts)
        return Judged(planned, check, empty.iloc[:, :0], empty, rows)
    return Judged(planned, check, judgement.units, findings, coverage)


def _lacking_sources(check: Check, evidence: Evidence) -> str:
    """Return why the whole school cannot be judged, or nothing."""
    states = (
        evidence.sources.set_index("source") if len(evidence.sources) else pd.DataFrame(columns=["state", "reason"])
    )
    reasons = []
    for need in sorted(check.needs & REGISTER_OF.keys()):
        source = REGISTER_OF[need]
        state = states["state"].get(source, "absent")
        if state == "read" and (source != "terms" or len(evidence.weeks)):
            continue
        said = {
            "absent": "the school has handed in none",
            "read": "it names no week of this school year that has ended",
        }
        reasons.append(f"{_CALLED[source]}: {said.get(state) or states['reason'].get(source, 'could not be read')}")
    if "accounts" in check.needs and evidence.accounts.empty:
        reasons.append("the school has no account in trust.yaml")
    return "; ".join(dict.fromkeys(reasons))


def _unread_accounts(check: Check, evidence: Evidence) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield account -> (why something it needs was not read, whether it was ever read before)."""
    needs = {READ_OF[need] for need in check.needs & READ_OF.keys()}
    reads = evidence.reads
    for account in evidence.accounts["account"]:
        reasons, ever = [], True
        for what in sorted(needs):
            mine = reads[(reads["account"] == account) & (reads["what"] == what)]
            reason = _shortfall(evidence, account, what, mine)
            if reason:
                reasons.append(reason)
                ever = ever and (bool(mine["complete"].any()) or _has_rows(evidence, what, account))
        if reasons:
            yield account, ("; ".join(reasons), ever)


def _shortfall(evidence: Evidence, account: str, what: str, mine: pd.DataFrame) -> str:
    """Return what is missing of one kind of thing of one account, or nothing; `mine` are its reads."""
    failed = mine[~mine["complete"].astype(bool)]
    if len(failed):
        reason = str(failed["reason"].iloc[0])
        return reason if what in reason else f"{what}: {reason}"
    if mine.empty:
        return f"{what}: not read yet"
    if what not in {"comments", "media"} or evidence.posts.empty:
        return ""
    # what stands under posts is covered only as far back as the reads of it reach
    posted = evidence.posts.loc[evidence.posts["account"] == account, "created_at"]
    begin = mine["begin"].min()
    if posted.empty or pd.isna(begin) or posted.min() >= begin:
        return ""
    day = begin.tz_convert(evidence.timezone)
    return f"{what}: read only under posts since {day.day} {day:%B %Y}"


def _has_rows(evidence: Evidence, what: str, account: str) -> bool:
    frame = getattr(evidence, "profiles" if what == "profile" else what)
    return bool(len(frame)) and bool((frame["account"] == account).any())


def _without(evidence: Evidence, accounts: list[str]) -> Evidence:
    """Cut accounts that were never read out of the records; they stay in `accounts` and `reads`, which say so."""
    if not accounts:
        return evidence
    frames = {name: getattr(evidence, name) for name in ("posts", "media", "comments", "profiles", "mentions")}
    return replace(
        evidence, **{name: frame[~frame["account"].isin(accounts)] for name, frame in frames.items() if len(frame)}
    )


def _complete(judgement: Judgement, check: Check, planned: PlannedCheck) -> pd.DataFrame:
    """Fill what a check left out, and let the clause's severity overrule the check's."""
    defaults = {
        "start": None,
        "end": None,
        "matched_text": "",
        "confidence": "certain",
        "detail": check.title,
        "account": "",
    }
    defaults |= {"severity": check.severity, "remedy": check.remedy, "route": check.route}
    found = judgement.findings.copy()
    if found.empty:
        return pd.DataFrame(columns=list(FINDING_COLUMNS))
    if "pupil_ids" not in found:
        found["pupil_ids"] = [()] * len(found)
    for name, value in defaults.items():
        if name not in found:
            found[name] = value
        elif value is not None:
            found[name] = found[name].where(found[name].notna(), value)
    if planned.severity:
        found["severity"] = planned.severity
    return found[list(FINDING_COLUMNS)]


def _coverage(
    planned: PlannedCheck, check: Check, evidence: Evidence, judgement: Judgement, unread: dict[str, tuple[str, bool]]
) -> Iterator[CoverageRow]:
    """Yield one row an account that was judged, one for each reason of what was not."""
    units = judgement.units
    if check.route == "dsl":
        return
    judged = units[units["outcome"] != NOT_ASSESSED]
    counts = judged.groupby("account")["outcome"].agg(judged="size", flagged=lambda outcome: (outcome == FAIL).sum())
    spoken = set(counts.index)
    if check.needs & READ_OF.keys() - {"profiles"} and "week" not in check.subjects:
        # read, and nothing there to judge: that is a pass; what was there and could not be judged is none
        unjudged = set(units.loc[units["outcome"] == NOT_ASSESSED, "account"]) | unread.keys()
        spoken |= set(evidence.accounts["account"]) - unjudged
    for account in sorted(spoken):
        number, flagged = (
            (int(counts["judged"].get(account, 0)), int(counts["flagged"].get(account, 0))) if len(counts) else (0, 0)
        )
        yield _row(planned, evidence, account, "fail" if flagged else "pass", "", number, flagged)
    missed = units[units["outcome"] == NOT_ASSESSED]
    for (account, kind, reason), rows in missed.groupby(["account", "subject_type", "reason"]):
        yield _not_assessed(planned, evidence, account, f"{_count(len(rows), kind)}: {reason}")
    for account, (reason, _) in unread.items():
        yield _not_assessed(planned, evidence, account, reason)


def _count(number: int, kind: str) -> str:
    return f"{number} {_COUNTED[kind]}{'' if number == 1 else 's'}"


def _not_assessed(planned: PlannedCheck, evidence: Evidence, account: str, reason: str) -> CoverageRow:
    return _row(planned, evidence, account, NOT_ASSESSED, reason, 0, 0)


def _row(
    planned: PlannedCheck, evidence: Evidence, account: str, outcome: str, reason: str, judged: int, flagged: int
) -> CoverageRow:
    return CoverageRow(
        school=evidence.school.id, check=planned.check, clause=planned.clause, account=account, outcome=outcome,
        reason=reason, judged=judged, flagged=flagged,
    )  # fmt: skip
