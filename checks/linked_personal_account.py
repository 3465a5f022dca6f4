"""An official account that leads to the personal account of somebody on the staff.

## Why it matters
The school's account is to be apart from anybody's personal one (com01 4.1(a), Knowsley 5.3): who follows a tag from the
school to a teacher's own account finds a private life there, and may write to the teacher, whom the policy forbids to
answer. Staff are not to give away where they are found online (Lancashire 5).

## Flagged
- In a profile, or in a post that the school wrote: a handle or address that is spelled like somebody on the staff list
  (@mrsdale_y4, @ann.dale) and is no account of the trust; with an initial alone (@adale) it is possible only.
- In a profile: an address that a platform gives to people alone (linkedin.com/in/...).
- A post is one finding for each such account; a profile too.

## Not flagged
- The same name without a handle: "well done, Mrs Dale". Names on no staff list, which are visitors. What the school
  only shared. Handles that the option `allowed` names, such as a head's account that the trust approved.
- The personal account is never looked at: a handle is judged by how it is spelled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from checks._account_units import read_accounts, unread_units
from checks._own_accounts import bearing, register_of
from checks._rows import Rows
from checks._seen_accounts import Seen
from checks._sightings import Said, own_texts
from checks._staff import Colleague, spelled_like, staff_of
from checks.base import NOT_ASSESSED, UNIT_COLUMNS, Evidence, Judgement, check, judge

_STAFF: Final = "@{handle} is spelled like somebody on the staff list, and is no account of the trust"
_PERSONAL: Final = "{handle} is an address of a person, and no account of the trust"
_PROFILE: Final = "Take the personal account out of the profile, or have it approved and registered as the school's."


@check(
    title="Personal account of staff linked",
    subject={"post", "account"},
    severity="soon",
    needs={"posts", "staff"},
    uses={"profiles", "trust_accounts", "accounts"},
    remedy="Take the tag out of the post, or have the account approved and registered as the school's.",
)
def linked_personal_account(evidence: Evidence, *, allowed: Sequence[str] = ()) -> Judgement:
    """Judge every post and profile by the accounts that it leads to (com01 4.1(a), Knowsley 5.3, Lancashire 5).

    `allowed`: handles of colleagues that may be named.
    """
    register, staff = register_of(evidence, allowed), staff_of(evidence)
    handles = dict(evidence.rows("accounts", ["account", "handle"]))
    if not staff:
        return _nobody(handles)
    units, findings = list[tuple[str, str, str]](), list[dict[str, Any]]()
    for said, seen in own_texts(evidence):
        unit = _unit(said, handles)
        units.append(unit)
        for one in seen:
            if not register.holds(one.platform, one.handle) and not bearing(evidence.school, one.handle):
                subject = dict(zip(UNIT_COLUMNS[:3], unit, strict=True))
                findings += [{**subject, **fault} for fault in _faults(said, one, staff)]
    judgement = judge(Rows.of(UNIT_COLUMNS[:3], units), Rows.named(findings))
    unread = unread_units(evidence, "profile", read_accounts(evidence))
    return Judgement(units=judgement.judged.and_also(unread), findings=judgement.found)


def _nobody(handles: dict[str, str]) -> Judgement:
    """Say of every account that there is nobody whose account could be told."""
    rows = [
        ("account", f"account:{handle}", account, NOT_ASSESSED, "the staff list names nobody of this school")
        for account, handle in handles.items()
    ]
    return Judgement(units=Rows.of(UNIT_COLUMNS, rows))


def _unit(said: Said, handles: dict[str, str]) -> tuple[str, str, str]:
    if said.place == "profile":
        handle = handles.get(said.account, said.account.partition(":")[2])
        return "account", f"account:{handle}", said.account
    return "post", said.subject_id, said.account


def _faults(said: Said, one: Seen, staff: Sequence[Colleague]) -> Iterator[dict[str, Any]]:
    """Yield the finding of one account that was seen, or nothing."""
    is_profile = said.place == "profile"
    where = {"remedy": _PROFILE} if is_profile else {"start": one.start, "end": one.end}
    sure = spelled_like(one.handle, staff)
    if sure:
        detail = _STAFF.format(handle=one.handle)
        yield {"matched_text": one.handle, "confidence": sure, "detail": detail, **where}
    elif one.personal and is_profile:
        address = said.text[one.start : one.end]
        yield {
            "matched_text": address, "confidence": "likely", "detail": _PERSONAL.format(handle=address), **where
        }  # fmt: skip
