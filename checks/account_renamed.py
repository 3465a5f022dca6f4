"""An account that bears another handle than the one it is registered with.

## Why it matters
Links on letters and websites lead nowhere, and somebody else may take the old handle and be believed. A rename that
nobody told of may also be the first sign that the account was taken over.

## Flagged
- The platform shows another handle than trust.yaml has; with the day when the new one was first seen, where known.

## Not flagged
- Upper and lower case, and a platform that shows only its own number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import Verdict, judge_accounts
from checks._frames import day_of
from checks.base import Evidence, Judgement, check


@check(
    title="Account with another handle than registered",
    subject={"account"},
    severity="this_week",
    needs={"accounts", "profiles"},
    uses={"renames"},
    remedy="Find out who renamed the account; then correct the handle in trust.yaml and wherever it is printed.",
)
def account_renamed(evidence: Evidence) -> Judgement:
    """Judge each account by the handle that the platform shows (com01 4.1(a))."""
    shown = {row[0]: row[1:] for row in evidence.rows("profiles", ["account", "handle", "platform_id"])}
    last = {account: (was, at) for account, was, at in evidence.rows("renames", ["account", "was"], ["at"])}

    def verdict(account: Mapping[str, Any]) -> Verdict:
        handle, number = shown.get(account["account"], ("", ""))
        registered = account["handle"].strip().removeprefix("@").casefold()
        if handle.casefold().removeprefix("@") in {"", registered, number.casefold()}:
            return None
        was, at = last.get(account["account"], ("", None))
        since = f"; until {day_of(at, evidence.timezone)} it was @{was}" if at is not None else ""
        return {
            "detail": f"the platform calls it @{handle}, trust.yaml @{account['handle']}{since}",
            "matched_text": handle,
        }

    return judge_accounts(evidence, verdict, read="profile")
