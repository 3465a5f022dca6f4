"""A profile that does not lead to the school's site, or does not say who answers and when.

## Why it matters
A parent who lands on an account should see at once that it is the school's own, and where to turn: a worry about a
child is not to be left under a post on a Friday night. Imitations seldom link to the school.

## Flagged
- No link to the school's own website in the profile's website or description.
- No word in the description on when or whether the account is watched and answered.

## Not flagged
- Where trust.yaml names no website, only the words are judged.
- A platform whose profile is not read is not assessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from checks._account_units import Verdict, judge_accounts, listed
from checks._links import links_of
from checks.base import Evidence, Judgement, check

_ANSWERED = re.compile(
    r"\b(monitor\w*|not monitored|watched|repl(y|ies|ied)|respond\w*|answer\w*|office hours|school hours|term[- ]time|"
    r"mon(day)?\s*(-|to|–)\s*fri(day)?|\d{1,2}\s*(am|pm)\b|contact (us|the (school|office))|enquir\w+|inquir\w+|"
    r"call the (school|office)|phone the (school|office)|email the (school|office)|24/7)",
    re.IGNORECASE,
)


@check(
    title="Profile without the school's site or words on who answers",
    subject={"account"},
    severity="note",
    needs={"accounts", "profiles"},
    remedy="Add the school's website, and a line such as 'Watched in school hours; for worries call the office'.",
)
def profile_incomplete(evidence: Evidence) -> Judgement:
    """Judge each account's profile text and link (com01 2.1, house rules of UK councils)."""
    shown = {row[0]: row[1:] for row in evidence.rows("profiles", ["account", "about", "website"])}
    site = _host(evidence.school.website)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        about, website = shown.get(account["account"], ("", ""))
        lacking = []
        led = {_host(website), *_hosts(about), *_hosts(website)}
        if site and not any(host == site or host.endswith(f".{site}") for host in led):
            lacking.append(f"no link to {site}")
        if not _ANSWERED.search(about):
            lacking.append("no word on who answers and when")
        return {"detail": f"the profile has {listed(lacking)}"} if lacking else None

    return judge_accounts(evidence, verdict, read="profile")


def _hosts(text: str) -> Iterator[str]:
    """Yield the sites that a text links to; an e-mail address is no link."""
    yield from (link.host.removeprefix("www.") for link in links_of(text))


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
