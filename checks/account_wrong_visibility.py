"""An account that is private where it was approved as public, or public where it was approved as private.

## Why it matters
A class account for parents that turned public shows children to everybody. A public account that turned private tells
nobody anything, and nobody can check it.

## Flagged
- The visibility that the platform shows is not the `visibility` in trust.yaml.

## Not flagged
- Accounts that are as approved.
- An account for which trust.yaml says neither is not assessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks._account_units import Verdict, judge_accounts
from checks.base import Evidence, Judgement, check


@check(
    title="Account open or closed against its approval",
    subject={"account"},
    severity="this_week",
    needs={"accounts", "profiles"},
    remedy="Set the account's visibility as it was approved, or have the change approved and noted in trust.yaml.",
)
def account_wrong_visibility(evidence: Evidence) -> Judgement:
    """Judge each account's visibility against its approval (com01 4.1)."""
    shown = dict(evidence.rows("profiles", ["account", "visibility"]))

    def verdict(account: Mapping[str, Any]) -> Verdict:
        approved, seen = account["visibility"], shown.get(account["account"], "")
        if not approved:
            return "trust.yaml does not say whether the account is to be public"
        if not seen:
            return "the platform does not say whether the account is public"
        if seen == approved:
            return None
        worse = {"severity": "today"} if seen == "public" else {}
        return {"detail": f"it is {seen}, and was approved as {approved}", **worse}

    return judge_accounts(evidence, verdict, read="profile")
