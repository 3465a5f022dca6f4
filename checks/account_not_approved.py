"""An account that nobody on the leadership team is on record as having approved.

## Why it matters
The policy lets accounts be opened only with the approval of the senior leadership team (com01 4.1). An account without
it has no owner when something goes wrong, and the school cannot say since when it was the school's own.

## Flagged
- No approver, no role of the approver, or no date in `approval` of trust.yaml.
- A first post that is older than the approval.

## Not flagged
- An account with an approver, a role and a date, whose first post is of that day or later.
- A school that hands in no approval of any account is not assessed: it has no register of accounts.
- Posts that were never read: an account without readable posts is judged by its record alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import NO_REGISTER, Verdict, has_register, judge_accounts, listed
from checks._frames import local
from checks.base import Evidence, Judgement, check


@check(
    title="Account without a recorded approval",
    subject={"account"},
    severity="soon",
    needs={"accounts"},
    uses={"posts"},
    remedy="Have SLT approve the account, and write who, in what role and when under 'approval' in trust.yaml.",
)
def account_not_approved(evidence: Evidence) -> Judgement:
    """Judge each account by its approval in trust.yaml and its first post (com01 4.1)."""
    first: dict[str, int] = {}
    for account, moment in evidence.rows("posts", ["account"], ["created_at"]):
        if moment is not None:
            first[account] = min(moment, first.get(account, moment))

    is_kept = has_register(evidence)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        if not is_kept:
            return NO_REGISTER
        lacking = [word for name, word in _OWED.items() if not account[name].strip()]
        if lacking:
            return {"detail": f"trust.yaml names no {listed(lacking)} for this account"}
        began = first.get(account["account"])
        day = f"{local(began, evidence.timezone):%Y-%m-%d}" if began is not None else ""
        if day and day < account["approved_on"]:
            return {"detail": f"its first post is of {day}, and it was approved on {account['approved_on']}"}
        return None

    return judge_accounts(evidence, verdict)


_OWED = {"approved_by": "approver", "role": "role of the approver", "approved_on": "date of approval"}
