"""Evidence of one account whose posts, profile and comments speak of accounts, for the checks of such."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from checks.base import Check, Evidence, School

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
KEY = "x:hollinbank"
TRUST = (("hollin", "x", "hollinbank"), ("hollin", "facebook", "HollinBankPS"), ("other", "x", "birkmoorschool"))
"""Every account of an invented trust of two schools."""


def evidence(
    *posts: str,
    about: str = "",
    website: str = "",
    shown: str = "HollinBank",
    comments: Sequence[tuple[str, str, str]] = (),
    kind: str = "original",
    authors: Sequence[str] = (),
    staff: Sequence[tuple[str, str, str]] = (("Mrs", "Ann", "Dale"), ("Mr", "Obi", "Ode")),
    read: Sequence[str] = ("posts", "profile", "comments"),
    approval: dict[str, str] | None = None,
    name: str = "Hollin Bank Primary School",
    town: str = "Brindle",
    registered: Sequence[tuple[str, str, str]] = TRUST,
) -> Evidence:
    """Return the account @hollinbank on X; `comments` are (handle, name, text), posts are of 1 November 2026 on."""
    approved = {"approved_by": "", "role": "", "approved_on": "", "monitor": "", "method": "", "interval": ""}
    own = {"account": KEY, "platform": "x", "handle": "hollinbank", "connector": "x", **approved, **(approval or {})}
    begin = datetime(2026, 11, 1, 9, tzinfo=UTC)
    rows = [
        {
            "account": KEY, "platform": "x", "post_id": str(n), "text": text, "kind": kind,
            "author": authors[n] if n < len(authors) else "", "created_at": pd.Timestamp(begin + timedelta(days=n)),
        }
        for n, text in enumerate(posts)
    ]  # fmt: skip
    said = [
        {
            "account": KEY, "platform": "x", "post_id": "0", "comment_id": f"c{n}", "author_handle": handle,
            "author_name": who, "text": text, "created_at": pd.Timestamp(begin),
        }
        for n, (handle, who, text) in enumerate(comments)
    ]  # fmt: skip
    profile = {"account": KEY, "platform_id": "77", "handle": shown, "name": name, "about": about, "website": website}
    return Evidence(
        school=School(id="hollin", name=name, phase="primary", town=town),
        as_of=NOW,
        accounts=pd.DataFrame([own]),
        trust_accounts=pd.DataFrame(registered, columns=["school", "platform", "handle"]),
        profiles=pd.DataFrame([profile] if "profile" in read else []),
        reads=pd.DataFrame([{"account": KEY, "what": what, "complete": True, "reason": ""} for what in read]),
        posts=pd.DataFrame(rows),
        comments=pd.DataFrame(said),
        staff=pd.DataFrame(staff, columns=["title", "first_name", "last_name"]),
    )


def found(check: Check, given: Evidence, **options: Any) -> list[tuple[str, str]]:
    """Return (matched text, confidence) of each finding; units and findings must agree."""
    judgement = check.run(given, **options)
    failed = judgement.units[judgement.units["outcome"] == "fail"]
    assert bool(len(failed)) == bool(len(judgement.findings))
    return [(row["matched_text"], row.get("confidence", "certain")) for row in judgement.findings.to_dict("records")]


def not_assessed(check: Check, given: Evidence, **options: Any) -> list[str]:
    """Return the reasons of what could not be judged."""
    units = check.run(given, **options).units
    return units.loc[units["outcome"] == "not_assessed", "reason"].tolist()
