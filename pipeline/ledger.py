"""The ledger: what is new, still open, returned, fixed, waived, past or superseded since the run before. Pure.

`fixed` is said only when the subject was judged again and passed, or a read shows it gone or edited. What was not
judged this time stays as it was. A post that is private has left public view, and that is said; one that a platform
withholds may be seen elsewhere and come back, so its findings stay, and that is said too. What ends because a pack,
word list, register or engine changed is `superseded`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from checks.base import CONFIDENCES, SEVERITIES, fold_key
from config.models import Waiver
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.subjects import Subject

DATED_FACTS: Final = frozenset({"week", "event"})
"""Subjects whose findings are facts of a date: new once, then past."""
LIVE: Final = frozenset({"new", "open", "returned"})
"""Statuses of what is to be mended; reports.choose says the same of the findings of a view."""
STANDING: Final = LIVE | {"waived"}
"""Statuses of what was found and is still there, whether or not somebody accepted it."""
ENDED: Final = frozenset({"fixed", "superseded"})
OF_BYTES: Final = frozenset({"child-named-in-picture", "more-faces-than-log", "personal-contact", "place-in-picture"})
"""Checks that go by what is in a picture or in its file."""
_HIDDEN: Final = {
    "private": "its post is private now, and so out of public view",
    "withheld": "the platform withholds its post now: it may still be seen elsewhere",
}
"""State of a subject -> what the finding says of it as long as it lasts."""


def finding_key(
    *, check: str, school: str, platform: str, account: str, subject: str, pupil_ids: Collection[str], matched_text: str
) -> str:
    """Name a finding by 12 hex digits that survive edits of other words, clauses and severities.

    `subject` is `type:id`, for an edited post with the first id of its chain.
    """
    who = ",".join(sorted(pupil_ids)) or fold_key(matched_text)
    content = "\x1f".join((check, school, platform, account, subject, who))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def told_lead(findings: Iterable[LedgerFinding]) -> set[tuple[str, str]]:
    """Return (account, subject) of what is the safeguarding lead's for its words.

    What is the lead's for the children it names is not among it: what is left out for that tells whom a register marks.
    """
    return {(one.account, one.subject_id) for one in findings if one.route == "dsl" and not one.pupil_ids}


def merge(findings: Iterable[LedgerFinding]) -> dict[str, LedgerFinding]:
    """Join findings of one key: several clauses are named together, the most severe and the surest win."""
    merged: dict[str, LedgerFinding] = {}
    for finding in findings:
        other = merged.get(finding.key)
        if other is None:
            merged[finding.key] = finding
            continue
        clauses = dict.fromkeys((*other.clause.split("; "), *finding.clause.split("; ")))
        worst = min(other.severity, finding.severity, key=SEVERITIES.index)
        surer = min(other.confidence, finding.confidence, key=CONFIDENCES.index)
        merged[finding.key] = replace(other, clause="; ".join(clauses), severity=worst, confidence=surer)
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What one run knows of one school when it brings the ledger up to date."""

    run: str
    as_of: datetime
    today: date
    """The day of `as_of` in the trust's zone."""
    judged: Collection[tuple[str, str, str, str]]
    """(check, subject type, subject id, account) that passed or failed now, of what the ledger asks about."""
    bases: Mapping[str, str]
    """Check of the present packs -> hash of what it judged by."""
    subjects: Mapping[tuple[str, str, str], Subject]
    """(account, type, id) -> what the store knows."""
    accounts: Collection[str]
    """The school's accounts as configured now."""
    waivers: Mapping[str, Waiver]
    """By key of the finding."""
    unfinished: Collection[str] = ()
    """Runs that were cut short: what they found first was never reported."""
    outlooks: Mapping[str, datetime] = field(default_factory=dict)
    """Runs for days that had not come -> their moments: what they saw, nobody has seen on that day yet."""

    def only_foreseen(self, finding: LedgerFinding) -> bool:
        """Say whether a finding was first seen by an outlook, and by no audit since."""
        by_one = finding.run != self.run and finding.run in self.outlooks
        return by_one and finding.first_seen in self.outlooks.values()

    def waived(self, key: str) -> bool:
        """Say whether a waiver holds today."""
        return key in self.waivers and self.waivers[key].expires >= self.today


def update_ledger(
    known: Mapping[str, LedgerFinding], found: Mapping[str, LedgerFinding], now: Judging
) -> list[LedgerFinding]:
    """Return every finding of one school, known before or found now, as it stands after this run."""
    foreseen = [old for old in known.values() if now.only_foreseen(old)]
    known = {key: _seen_by_now(old, now) for key, old in known.items() if not now.only_foreseen(old)}
    standing = [_seen_again(known.get(key), finding, now) for key, finding in found.items()]
    still = {(finding.check, finding.account, finding.subject_id) for finding in found.values()}
    others = (_not_seen(old, now, still) for key, old in known.items() if key not in found)
    ended = [_dropped(old, now) for old in foreseen if old.key not in found]
    return [*(dated(known.get(one.key), one, now.as_of) for one in (*standing, *others)), *ended]


def dated(old: LedgerFinding | None, finding: LedgerFinding, at: datetime) -> LedgerFinding:
    """Keep in a finding when it stopped counting, when it came back and when it counted again.

    Several audits may run between two reports, and each report tells what moved since the one before.
    """
    if old is None or finding is old or finding.subject_type in DATED_FACTS:
        return finding
    counted, counts = old.status in LIVE, finding.status in LIVE
    returned = old.status == "fixed" and finding.status in STANDING
    recounted = counts and old.status in {"superseded", "waived"}
    return replace(
        finding,
        left_at=at if counted and not counts else old.left_at,
        returned_at=at if returned else old.returned_at,
        recounted_at=at if recounted else old.recounted_at,
    )


def _dropped(old: LedgerFinding, now: Judging) -> LedgerFinding:
    """End what an outlook alone saw, as if it had never been seen: it is new when an audit first finds it."""
    return old if old.status in ENDED else replace(old, status="superseded", ended_at=now.as_of)


def _seen_by_now(old: LedgerFinding, now: Judging) -> LedgerFinding:
    """Take back to this run's moment when an outlook on a later day saw a finding last."""
    return replace(old, last_seen=now.as_of) if old.run in now.outlooks and old.last_seen > now.as_of else old


def _seen_again(old: LedgerFinding | None, finding: LedgerFinding, now: Judging) -> LedgerFinding:
    """Give a finding of this run its status."""
    if old is None:
        status = "new"
    elif old.run in {now.run, *now.unfinished} and old.status in {"new", "returned"}:
        status = old.status  # found by a run that was cut short: nobody has been told
    elif finding.subject_type in DATED_FACTS:
        status = "past"
    else:
        status = "returned" if old.status == "fixed" else "open"
    first = min(old.first_seen, finding.first_seen) if old else finding.first_seen
    last = max(old.last_seen, finding.last_seen) if old else finding.last_seen
    status = "waived" if now.waived(finding.key) else status
    return replace(finding, status=status, first_seen=first, last_seen=last, ended_at=None)


def _not_seen(old: LedgerFinding, now: Judging, still: Collection[tuple[str, str, str]]) -> LedgerFinding:
    """Decide how a finding that was not found now ends, or that it stays as it was.

    `still`: (check, account, subject id) of which something else was found now.
    """
    if old.status in ENDED or old.last_seen > now.as_of:
        return old  # what an audit of a later day saw, a repeated one of an earlier day does not end
    old = _with_state(old, now)
    ended = _ending(old, now, still)
    if ended:
        return replace(old, status=ended, ended_at=now.as_of, run=now.run)
    if old.subject_type in DATED_FACTS:
        # a fact of a date is new once; what a later audit found first is nothing for a repeated one of an earlier day
        return old if old.first_seen > now.as_of else replace(old, status="past")
    if now.waived(old.key):
        return replace(old, status="waived")
    return replace(old, status="open") if old.status == "waived" else old


def _with_state(old: LedgerFinding, now: Judging) -> LedgerFinding:
    """Let the detail say that the post is private or withheld, as long as it is."""
    subject = now.subjects.get((old.account, old.subject_type, old.subject_id))
    detail = old.detail
    for said in _HIDDEN.values():
        detail = detail.removesuffix(f"; {said}")
    said = _HIDDEN.get(subject.state, "") if subject else ""
    return replace(old, detail=f"{detail}; {said}" if said else detail)


def _ending(old: LedgerFinding, now: Judging, still: Collection[tuple[str, str, str]]) -> str:
    """Return fixed, superseded, or nothing when it does not end."""
    if old.check not in now.bases or (old.account and old.account not in now.accounts):
        return "superseded"  # no clause asks any more, or the account is the school's no longer
    subject = now.subjects.get((old.account, old.subject_type, old.subject_id))
    if old.subject_type not in DATED_FACTS and subject is not None and subject.state in {"gone", "private"}:
        return "fixed"
    if old.check in OF_BYTES and subject is not None and subject.coverless:
        return "fixed"  # the picture that it was found in, the cover of a video, was taken out
    if (old.check, old.subject_type, old.subject_id, old.account) not in now.judged:
        emptied = old.start is not None and subject is not None and subject.blank
        return "fixed" if emptied else ""  # a text without a word is judged by no check
    if old.subject_type in DATED_FACTS:
        return "superseded"
    if subject is not None and subject.content_hash != old.subject_hash:
        return "fixed"
    # the same words: whoever else they are now taken to name, nobody has mended them
    told_apart = (old.check, old.account, old.subject_id) in still
    return "fixed" if now.bases[old.check] == old.basis and not told_apart else "superseded"
