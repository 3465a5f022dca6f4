"""An account that no named person watches.

## Why it matters
Abuse under a post is to come down at once (com01 4.1). That happens only where somebody is named who looks, in a way
and at times that are known.

## Flagged
- No monitor, no method, or no interval in `approval` of trust.yaml.

## Not flagged
- A school that hands in nothing of any account is not assessed: it has no register of accounts.
- An account with all three. Whether the person really looks shows in how long comments stay up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import NO_REGISTER, Verdict, has_register, judge_accounts, listed
from checks.base import Evidence, Judgement, check

_OWED = {"monitor": "person who watches it", "method": "way of watching it", "interval": "interval"}


@check(
    title="Account that nobody is named to watch",
    subject={"account"},
    severity="soon",
    needs={"accounts"},
    remedy="Name who watches the account, how and how often under 'approval' in trust.yaml.",
)
def account_unmonitored(evidence: Evidence) -> Judgement:
    """Judge each account by monitor, method and interval in trust.yaml (com01 4.1(f))."""
    is_kept = has_register(evidence)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        if not is_kept:
            return NO_REGISTER
        lacking = [word for name, word in _OWED.items() if not account[name].strip()]
        return {"detail": f"trust.yaml names no {listed(lacking)} for this account"} if lacking else None

    return judge_accounts(evidence, verdict)
