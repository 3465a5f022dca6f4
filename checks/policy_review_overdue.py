"""A policy whose day of review has passed.

## Why it matters
A policy that nobody has looked at since its review fell due may ask for what is no longer law, or for services that no
longer exist; governors are asked for the date (Knowsley 3.4.1, Lancashire's preamble).

## Flagged
- A policy of the trust whose pack names a day of review (`review_due`) that has passed.

## Not flagged
- A policy whose day is still to come, or today.
- A policy whose pack names no day is not assessed where a clause asks for that policy by name, and left out elsewhere.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from checks._frames import day_shown
from checks._rows import Rows
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check


@check(
    title="Policy past its review",
    subject={"policy"},
    severity="note",
    needs={"packs"},
    remedy="Have the policy reviewed by its owner, and judge by the new edition: a newer one of a shipped pack, or a "
    "pack of your own with the next day of review under 'review_due'.",
    route="slt",
)
def policy_review_overdue(evidence: Evidence, *, policy: str = "") -> Judgement:
    """Judge the policies by which the trust is held (com01 1.1, Knowsley 3.4.1, Lancashire preamble.1).

    `policy`: the id of the one pack to judge; without it every pack that names a day is.
    """
    today = evidence.as_of.astimezone(ZoneInfo(evidence.timezone)).date()
    packs = [row for row in evidence.rows("packs", ["pack", "title", "review_due"]) if row[0] == policy or not policy]
    units: list[tuple[str, ...]] = []
    findings = []
    for pack, title, due in packs or ([(policy, "", "")] if policy else []):
        if not due and not policy:
            continue
        subject = ("policy", f"policy:{pack}", "")
        late = bool(due) and date.fromisoformat(due) < today
        reason = "" if due else f"the pack {pack} names no day of review (review_due)"
        units.append((*subject, FAIL if late else PASS if due else NOT_ASSESSED, reason))
        if late:
            detail = f"{title or pack} was to be reviewed by {day_shown(date.fromisoformat(due))}"
            findings.append(
                {**dict(zip(UNIT_COLUMNS[:3], subject, strict=True)), "matched_text": pack, "detail": detail}
            )
    return Judgement(units=Rows.of(UNIT_COLUMNS, units), findings=Rows.named(findings))
