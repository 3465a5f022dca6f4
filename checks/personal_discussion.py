"""One family's affairs dealt with in public, under a post of the school.

## Why it matters
An account of the school is not for one person's affairs, whoever begins; people are shown the proper way (Knowsley
5.4). A child's detention, diagnosis or dinner debt in a public thread stays there for the child's friends to read.

## Flagged
- A reply of the account that goes into one family's affairs: "your son's detention was for ...". Severity `this_week`.
- With `readers` (the default), a reader who brings up a child's own affairs in public: severity `note`, so that the
  account answers once, pointing to the office.

## Not flagged
- A reply that only points to the proper way: "please ring the office about this".
- Matters of everybody ("attendance in all year groups"), praise, and good luck.
"""

from __future__ import annotations

from typing import Final

from checks._remarks import comments_of, judge_texts, remarks_of, rows_among
from checks.base import Evidence, Judgement, check

_KIND: Final = "personal"
_ASK: Final = "Answer once in public, pointing to the office or the complaints procedure, and go on there."


@check(
    title="One person's affairs dealt with in public",
    subject={"comment"},
    severity="this_week",
    needs={"comments"},
    uses={"lists", "accounts", "profiles"},
    remedy="Hide the reply, ring the family, and point to the office or the complaints procedure in public.",
)
def personal_discussion(evidence: Evidence, *, readers: bool = True) -> Judgement:
    """Judge the account's replies, and with `readers` what others bring up (knowsley 5.4)."""
    comments, rows = comments_of(evidence), [row for row in remarks_of(evidence).private if row.kind == _KIND]
    places = [at for at, own in enumerate(comments["own"]) if own or readers]
    judged = judge_texts(comments.at(places), rows_among(places, rows))
    others = {(account, name) for account, name, own in comments.tuples("account", "subject_id", "own") if not own}
    theirs = [one in others for one in judged.found.tuples("account", "subject_id")]
    told = judged.found.replaced(
        severity=["note" if is_theirs else "this_week" for is_theirs in theirs],
        remedy=[_ASK if is_theirs else personal_discussion.remedy for is_theirs in theirs],
    )
    return Judgement(units=judged.judged, findings=told)
