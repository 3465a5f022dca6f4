"""Why a picture should come down: findings of the checks on pictures, each turned into a reason of the inventory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checks._consent import Consents
from checks._photo_log import now_of
from checks.base import Evidence
from pipeline.ledger import LIVE
from pipeline.moments import to_micros
from pipeline.store.ledger_rows import LedgerFinding
from reports.inventory import REASONS

CONSENT: Final = frozenset({"photo-without-consent", "consent-withdrawn-since"})
_REASONS: Final = {"leaver-still-shown": "left", "child-named-in-picture": "named", "place-in-picture": "place"}
CHECKS: Final = CONSENT | _REASONS.keys()
"""The checks whose findings ask for a picture to come down."""
LOOKED_AT: Final = CHECKS | {"more-faces-than-log"}
"""The checks whose findings ask at least for a look at a picture."""
_SAID_NO: Final = frozenset({"refused", "parents_disagree", "child_says_no"})
_TAKEN_BACK: Final = frozenset({"withdrawn", "voided"})
_WORST: Final = {code: place for place, code in enumerate(REASONS)}
Subject = tuple[str, str, str]
"""subject_type, subject_id, account."""


def standing(findings: Iterable[LedgerFinding], checks: frozenset[str] = CHECKS) -> list[LedgerFinding]:
    """Return the findings on pictures that stand; what goes to the safeguarding lead alone is never among them."""
    return [f for f in findings if f.route != "dsl" and f.status in LIVE and f.check in checks]


def reasons_of(evidence: Evidence, findings: Iterable[LedgerFinding]) -> dict[Subject, str]:
    """Return the worst reason (a code of REASONS) of each picture that should come down.

    `findings` are those of the ledger; of a picture that is only possibly at fault nothing is said.
    """
    consents, now = Consents(evidence.consents), now_of(evidence)
    worst: dict[Subject, str] = {}
    for f in standing(findings):
        if f.confidence != "possible":
            reason = reason_of(f, consents, now)
            subject = (f.subject_type, f.subject_id, f.account)
            worst[subject] = min(reason, worst.get(subject, reason), key=_WORST.__getitem__)
    return worst


def reason_of(finding: LedgerFinding, consents: Consents, now: int) -> str:
    """Return the reason (a code of REASONS) that a finding of CHECKS is, by what is said of the child today."""
    if finding.check not in CONSENT:
        return _REASONS[finding.check]
    states = {state for pupil in finding.pupil_ids for state in _states(finding, pupil, consents, now)}
    if states & _SAID_NO:
        return "refused"
    if finding.check == "consent-withdrawn-since" or states & _TAKEN_BACK:
        return "withdrawn"
    return "no_consent"


def _states(finding: LedgerFinding, pupil: str, consents: Consents, now: int) -> tuple[str, ...]:
    """Return what is said of a child today; where that is consent, what was said when the picture was posted."""
    today = consents.at(pupil, "photo", finding.platform, now)
    posted = to_micros(finding.posted_at) if finding.posted_at is not None else None
    return (today,) if today != "granted" else (consents.at(pupil, "photo", finding.platform, posted),)
