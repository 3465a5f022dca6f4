"""An account that has not posted for a long time.

## Why it matters
A forgotten account goes on speaking for the school: its pictures stay up, its comments are watched by nobody, and its
password is the one of two years ago. It is taken up again, or closed.

## Flagged
- No post for more than `days` days (60, longer than the summer holidays), or none at all.

## Not flagged
- An account with a post in that time, whatever its kind.
- An account that could not be read is not assessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import Verdict, judge_accounts
from checks._frames import to_micros
from checks.base import Evidence, Judgement, check

_DAY = 86_400_000_000


@check(
    title="Account without a post for weeks",
    subject={"account"},
    severity="note",
    needs={"accounts", "posts"},
    remedy="Take the account up again, or close it and take it out of trust.yaml.",
)
def account_dormant(evidence: Evidence, *, days: int = 60) -> Judgement:
    """Judge each account by the age of its newest post, in days (com01 4.1)."""
    newest: dict[str, int] = {}
    for account, moment in evidence.rows("posts", ["account"], ["created_at"]):
        if moment is not None:
            newest[account] = max(moment, newest.get(account, moment))
    now = to_micros(evidence.as_of)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        last = newest.get(account["account"])
        if last is None:
            return {"detail": "it has not a single public post"}
        age = (now - last) // _DAY
        return {"detail": f"its newest post is {age} days old"} if age > days else None

    return judge_accounts(evidence, verdict, read="posts")
