"""The ledger: what is new, still open, returned, fixed, waived, past or superseded since the run before. Pure.

`fixed` is said only when the subject was judged again and passed, or a read shows it gone or edited. What was not
judged this time stays as it was. What ends because a pack, word list, register or engine changed is `superseded`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from checks.base import SEVERITIES, fold_key
from config.models import Waiver
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.subjects import Subject

DATED_FACTS: Final = frozenset({"week", "event"})
"""Subjects whose findings are facts of a date: new once, then past."""
ENDED: Final = frozenset({"fixed", "superseded"})
STANDING: Final = frozenset({"new", "open", "returned", "waived"})


def finding_key(
    *, check: str, school: str, platform: str, account: str, subject: str, pupil_ids: Collection[str], matched_text: str
) -> str:
    """Name a finding by 12 hex digits that survive edits of other words, clauses and severities.

    `subject` is `type:id`, for an edited post with the first id of its chain.
    """
    who = ",".join(sorted(pupil_ids)) or fold_key(matched_text)
    content = "\x1f".join((check, school, platform, account, subject, who))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


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
        merged[finding.key] = replace(other, clause="; ".join(clauses), severity=worst)
    return merged


def update_ledger(
    known: Mapping[str, LedgerFinding],
    found: Mapping[str, LedgerFinding],
    *,
    judged: Collection[tuple[str, str, str, str]],
    planned: Collection[str],
    bases: Mapping[str, str],
    subjects: Mapping[tuple[str, str, str], Subject],
    waivers: Mapping[str, Waiver],
    as_of: datetime,
    today: date,
    run: str,
) -> list[LedgerFinding]:
    """Return every finding of one school as it stands after this run.

    judged: (check, subject type, subject id, account) that passed or failed now. planned: checks of the present packs.
    bases: check -> hash of what it judged by. subjects: (account, type, id) -> what the store knows. today: the day of
    `as_of` in the trust's zone.
    """
    standing = [_seen_again(known.get(key), finding, waivers, today) for key, finding in found.items()]
    absent = [
        _not_seen(old, judged, planned, bases, subjects, as_of, run) for key, old in known.items() if key not in found
    ]
    return [*standing, *absent]


def _seen_again(
    old: LedgerFinding | None, now: LedgerFinding, waivers: Mapping[str, Waiver], today: date
) -> LedgerFinding:
    """Give a finding of this run its status."""
    status = "new" if old is None else "returned" if old.status == "fixed" else "open"
    if now.subject_type in DATED_FACTS and old is not None:
        status = "past"
    waiver = waivers.get(now.key)
    if waiver is not None and waiver.expires >= today:
        status = "waived"
    return replace(now, status=status, first_seen=old.first_seen if old else now.first_seen, ended_at=None)


def _not_seen(
    old: LedgerFinding,
    judged: Collection[tuple[str, str, str, str]],
    planned: Collection[str],
    bases: Mapping[str, str],
    subjects: Mapping[tuple[str, str, str], Subject],
    as_of: datetime,
    run: str,
) -> LedgerFinding:
    """Decide how a finding that was not found now ends, or that it stays as it was."""
    if old.status in ENDED:
        return old
    ended = {"ended_at": as_of, "run": run}
    if old.check not in planned:
        return replace(old, status="superseded", **ended)  # type: ignore[arg-type]
    subject = subjects.get((old.account, old.subject_type, old.subject_id))
    if old.subject_type not in DATED_FACTS and subject is not None and subject.state == "gone":
        return replace(old, status="fixed", **ended)  # type: ignore[arg-type]
    if (old.check, old.subject_type, old.subject_id, old.account) not in judged:
        return old
    if old.subject_type in DATED_FACTS:
        return replace(old, status="superseded", **ended)  # type: ignore[arg-type]
    edited = subject is not None and subject.content_hash != old.subject_hash
    same_basis = bases.get(old.check) == old.basis
    return replace(old, status="fixed" if edited or same_basis else "superseded", **ended)  # type: ignore[arg-type]
