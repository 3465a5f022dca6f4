"""Evidence of one account, for the checks that judge accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from checks.base import Check, Evidence, School

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
KEY = "x:hollinbank"
APPROVED = {
    "approved_by": "A. Dale", "role": "Head", "approved_on": "2024-09-02", "monitor": "B. Ode", "method": "app alerts",
    "interval": "daily", "contact_email": "office@hollinbank.example", "visibility": "public",
}  # fmt: skip


def evidence(
    account: dict[str, str] | None = None,
    *,
    profile: dict[str, str] | None = None,
    posts: list[str] | None = None,
    renames: list[tuple[str, str, str]] | None = None,
    read: tuple[str, ...] = ("posts", "profile"),
    **school: Any,
) -> Evidence:
    """Return a school with the account @hollinbank: `account` overrides APPROVED, `posts` are times."""
    given = {"email_domains": ("hollinbank.example",), "website": "https://www.hollinbank.example/", **school}
    row = {"account": KEY, "platform": "x", "handle": "hollinbank", "connector": "x", **APPROVED, **(account or {})}
    shown = {"account": KEY, "platform_id": "77", "handle": "HollinBank", "name": "", "about": "", "website": "",
             "visibility": "public", **(profile or {})}  # fmt: skip
    return Evidence(
        school=School(id="hollin", name="Hollin Bank Primary School", phase="primary", **given),
        as_of=NOW,
        accounts=pd.DataFrame([row]),
        profiles=pd.DataFrame([shown]),
        reads=pd.DataFrame([{"account": KEY, "what": what, "complete": True} for what in read]),
        posts=pd.DataFrame(
            [{"account": KEY, "post_id": str(n), "created_at": pd.Timestamp(at)} for n, at in enumerate(posts or ())]
        ),
        renames=pd.DataFrame(
            [{"account": KEY, "was": was, "now": now, "at": pd.Timestamp(at)} for was, now, at in renames or ()]
        ),
    )


def said(check: Check, given: Evidence, **options: Any) -> str:
    """Return the detail of the one finding, "pass", or "not assessed: " and the reason."""
    judgement = check.run(given, **options)
    [unit] = judgement.units.to_dict("records")
    assert (unit["subject_type"], unit["subject_id"], unit["account"]) == ("account", "account:hollinbank", KEY)
    if unit["outcome"] == "not_assessed":
        return f"not assessed: {unit['reason']}"
    details = judgement.findings.get("detail", pd.Series(dtype=str)).tolist()
    assert (unit["outcome"] == "fail") == bool(details)
    return details[0] if details else "pass"
