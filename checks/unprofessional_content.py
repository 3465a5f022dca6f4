"""Bad language, party politics or advertising of a business in what the school itself publishes.

## Why it matters
What an approved account publishes is professional and nothing else (com01 4.1), and its quality is assured by SLT
(4.5). Maintained schools and academies must not promote a party; in the weeks before polling day that is watched more
closely. Only these three kinds are judged by machine; confidentiality, disrepute and copyright are for a person.

## Flagged
- `profanity`: swear words and crude ones, also in disguise (f***).
- `politics`: a party, candidate or leader promoted or attacked, a call to vote for one. From `days_before` days before
  a day of `polling_days` until that day, severity `today`, else `this_week`.
- `advertising`: a named business, its offer or its code, where nothing says sponsor, PTA, fund-raiser or the like.

## Not flagged
- Place names, authors and animals: Scunthorpe, Dick Whittington, The Bloody Chamber, great tits.
- Lessons and debates on parties, history, mock elections, school council votes, the polling station in the hall.
- Thanks to sponsors, the PTA's own sales, book fairs, the school's uniform shop, its nursery's places.
- Reposts of others.

## Measured
On 40 labelled posts of each kind, the half kept away from tuning: profanity precision 100 %, recall 90 %; politics and
advertising 100 % and 100 % (ten of each; checks/comments/README.md).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from checks._frames import local
from checks._remarks import engine_of, judge_texts, posts_of
from checks._rows import Rows
from checks.base import Evidence, Judgement, check

KINDS: Final = ("profanity", "politics", "advertising")
_ALSO: Final[dict[str, dict[str, Any]]] = {
    "profanity": {
        "severity": "this_week",
        "remedy": "Edit the post, or take it down, and publish it in fitting words.",
    },
    "politics": {
        "severity": "this_week",
        "remedy": "Take the post down and tell the head: a school takes no party's side.",
    },
    "advertising": {"severity": "soon", "remedy": "Take the post down, or say which sponsor or PTA event it is about."},
}


@check(
    title="Unprofessional content in the school's own post",
    subject={"post"},
    severity="this_week",
    needs={"posts"},
    uses={"lists"},
    choices={"kinds": KINDS},
    days={"polling_days"},
    remedy="Edit the post or take it down.",
)
def unprofessional_content(
    evidence: Evidence,
    *,
    kinds: list[str] | tuple[str, ...] = KINDS,
    polling_days: list[str] | tuple[str, ...] = (),
    days_before: int = 42,
) -> Judgement:
    """Judge what the account itself published (com01 4.1(c)).

    `kinds`: which of profanity, politics and advertising the clause minds. `polling_days`: days such as "2027-05-06";
    ValueError for what is no day. `days_before`: how long before such a day party politics comes down today.
    """
    posts = posts_of(evidence)
    rows = engine_of(evidence).posts(list(posts["text"]), [kind for kind in KINDS if kind in kinds])
    judged = judge_texts(posts, rows, _ALSO)
    eves = _before_polling(posts, [date.fromisoformat(day) for day in polling_days], days_before, evidence.timezone)
    if not len(judged.found) or not eves:
        return judged
    found = judged.found.tuples("severity", "detail", "account", "subject_id")
    severity = [
        "today" if said.startswith("Takes a side") and tuple(post) in eves else usual for usual, said, *post in found
    ]
    return Judgement(units=judged.judged, findings=judged.found.replaced(severity=severity))


def _before_polling(posts: Rows, days: list[date], before: int, timezone: str) -> set[tuple[str, str]]:
    """Return account and id of the posts published in the weeks up to a polling day, the day itself included."""
    spans = [(day - timedelta(days=before), day) for day in days]
    published = [
        ((account, name), local(at, timezone).date())
        for account, name, at in posts.tuples("account", "subject_id", "posted")
        if at is not None
    ]
    return {post for post, day in published if any(first <= day <= last for first, last in spans)}
