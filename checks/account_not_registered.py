"""An account that the school shows as its own and that stands on no register of the trust.

## Why it matters
What nobody registered nobody approved, and nobody watches: a class account that one teacher opened goes on showing
children when the teacher has left. The policy lets an account be set up only with the approval of the senior
leadership team (com01 4.1(a)), and readers are to see what is the trust's and what is not (com01 2.1(d)).

## Flagged
- In a profile or in a post that the school wrote: a handle or an address of a page on a platform that is no account of
  the trust in trust.yaml, where the text calls it the school's own ("follow us on", "our Year 4 page", "is our new
  account"), or where it bears the school's name, alone or with a part of the school (PE, Year 4, library).
- In a profile: a page on a platform given as the school's site, and a handle behind the name of a platform.
- "We are now on TikTok" and "our Instagram page", where the school has no account there in trust.yaml (likely).
- One finding for each such account, however often it is named. Where only the name says that it is the school's, and
  hundreds of schools bear that name (saints, short names), and for its parents' association, it is possible only.

## Not flagged
- Mentions of others: broadcasters, museums, charities, visitors, other schools, "our friends at". What the school only
  shared. Accounts of any school of the trust, as registered or as the platform shows them.
- What the option `allowed` names, such as the account of the trust itself.
- Nothing is fetched of any account that is named. Where the profile was not read, the posts alone are judged, and that
  is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks._account_claims import is_claimed, said_platforms
from checks._account_names import platform_title
from checks._own_accounts import Register, bearing, is_distinct, register_of, squeezed
from checks._seen_accounts import Seen, may_name_platforms, named_plainly
from checks._sightings import Said, Sighting, Sightings, own_texts
from checks.base import Evidence, Judgement, School, check

_WHY: Final = {
    "claimed": "is shown as the school's own, and trust.yaml has no such account",
    "name": "bears the school's name, and trust.yaml has no such account",
    "part": "bears the school's name and a part of it, and trust.yaml has no such account",
    "parents": "bears the school's name, perhaps for its parents' association, and trust.yaml has no such account",
    "site": "is given as the school's site, and trust.yaml has no such account",
}


@check(
    title="Account on no register of the trust",
    subject={"account"},
    severity="soon",
    needs={"accounts", "posts"},
    uses={"profiles", "trust_accounts"},
    remedy="Have SLT approve the account and enter it in trust.yaml, or close it and take it out of posts and profile.",
)
def account_not_registered(evidence: Evidence, *, allowed: Sequence[str] = ()) -> Judgement:
    """Judge each account by the accounts that its profile and posts show as the school's (com01 2.1(d), 4.1(a)).

    `allowed`: handles that may be shown without being registered.
    """
    register, found = register_of(evidence, allowed), Sightings()
    of_trust = evidence.rows("trust_accounts", ["school", "platform"])
    here = {platform for school, platform in of_trust if school == evidence.school.id}
    sites = {website.strip() for (website,) in evidence.rows("profiles", ["website"])}
    for said, seen in own_texts(evidence):
        for one in seen:
            if sighting := _unregistered(evidence.school, register, said, one, seen, sites):
                found.add(said, sighting, squeezed(one.handle))
        if not may_name_platforms(said.text):
            continue
        for one in named_plainly(said.text):
            if bearing(evidence.school, one.handle) and not register.holds(one.platform, one.handle):
                found.add(said, Sighting(one.platform, one.handle, _WHY["claimed"], "likely"), squeezed(one.handle))
        for platform in _only_said(said.text, seen, here):
            why = f": the school says that it is there, and has no account on {platform_title(platform)} in trust.yaml"
            found.add(said, Sighting(platform, "", why, "likely"), "")
    return found.judged(evidence)


def _unregistered(
    school: School, register: Register, said: Said, one: Seen, seen: Sequence[Seen], sites: set[str]
) -> Sighting | None:
    """Return the sighting of an account that looks like the school's own and is nobody's in the register."""
    if one.personal or register.holds(one.platform, one.handle):
        return None
    is_profile = said.place == "profile"
    if is_profile and one.linked and said.text[one.start : one.end].rstrip("/") in {site.rstrip("/") for site in sites}:
        return Sighting(one.platform, one.handle, _WHY["site"], "likely")
    if is_claimed(said.text, one, seen, profile=is_profile):
        return Sighting(one.platform, one.handle, _WHY["claimed"], "likely")
    bears = bearing(school, one.handle)
    if not bears:
        return None
    sure = bears == "part" or (bears == "name" and (is_profile or is_distinct(school, one.handle)))
    return Sighting(one.platform, one.handle, _WHY[bears], "likely" if sure else "possible")


def _only_said(text: str, seen: Sequence[Seen], here: set[str]) -> set[str]:
    """Return the platforms where the school says that it is, without an account there and without naming one."""
    named = {one.platform for one in seen}
    if "" in named:  # a handle without a platform may be the very one
        return set()
    return {platform for platform, _, _ in said_platforms(text)} - here - named - {""}
