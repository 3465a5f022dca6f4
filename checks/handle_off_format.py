"""A handle that is not the school's name in lower case.

## Why it matters
A parent who types the school's name should land on the school, not on somebody who imitates it. The policy asks, where
possible, for @schoolname in lower case (com01 4.2).

## Flagged
- A handle that is none of the forms of the school's name, in lower case as the platform shows it. The forms: the full
  name, without some or all of its phase words (primary, school, academy, ...), faith and status, with the town; St and
  Saint, CofE and Church of England, RC and Catholic are the same; apostrophes, hyphens and brackets drop, "&" is "and"
  or nothing; words cut to initials count only where the full name is longer than the platform allows (X 15, TikTok 24,
  Instagram, Threads and YouTube 30, Facebook 50).
- Where no form at all fits the platform the finding is a note: the policy says "where possible".

## Not flagged
- Accounts on platforms without handles, such as blogs, are not judged.
- Which of the forms a school uses is its own choice: another school may hold the others.
"""

from __future__ import annotations

from checks._account_names import platform_title
from checks._handles import LIMITS, handle_forms
from checks._rows import Rows
from checks.base import UNIT_COLUMNS, Evidence, Judgement, School, check, judge


@check(
    title="Handle is not the school's name in lower case",
    subject={"account"},
    severity="soon",
    needs={"accounts"},
    uses={"profiles"},
    remedy="Rename the account on the platform and change its handle in trust.yaml.",
)
def handle_off_format(evidence: Evidence) -> Judgement:
    """Judge the handle of every account on a platform that has handles (com01 4.2)."""
    seen: dict[str, str] = {}
    for account, handle in evidence.rows("profiles", ["account", "handle"]):
        seen.setdefault(account, handle)
    units, found = [], []
    for account, platform, handle in evidence.rows("accounts", ["account", "platform", "handle"]):
        if platform in LIMITS:
            unit = ("account", f"account:{handle}", account)
            units.append(unit)
            fault = _fault(evidence.school, platform, (seen.get(account) or handle).removeprefix("@"))
            if fault:
                found.append({**dict(zip(UNIT_COLUMNS[:3], unit, strict=True)), **fault})
    return judge(Rows.of(UNIT_COLUMNS[:3], units), Rows.named(found))


def _fault(school: School, platform: str, handle: str) -> dict[str, str]:
    """Say what is wrong with one handle; empty when it is a form of the name."""
    forms = handle_forms(school.name, school.town)
    if handle in forms.fitting(platform):
        return {}
    nearest = forms.nearest(handle, platform)
    if not nearest:
        detail = f"no form of the school's name fits {platform_title(platform)}, so @{handle} cannot be it"
        return {
            "matched_text": handle,
            "severity": "note",
            "detail": detail,
            "remedy": "Agree a handle with the trust and note it.",
        }
    if handle.casefold() == nearest:
        detail = f"@{handle} is the school's name, but not in lower case: @{nearest}"
    else:
        detail = f"@{handle} is not the school's name; the nearest handle that is: @{nearest}"
    return {
        "matched_text": handle,
        "detail": detail,
        "remedy": f"Rename the account to @{nearest} on {platform_title(platform)}, or to another form of the name.",
    }
