"""An account whose handle is made, or happens, to be taken for the school's.

## Why it matters
Families answer an account that looks like the school's: they pay it, tell it about their child, and believe what it
says of a closure. Readers are to be able to tell what comes from the trust (com01 2.1(d)), and no account of anybody
else may look like the school's (Knowsley 7.2).

## Flagged
- A handle or address in a profile, a post or a comment, or the handle of somebody who comments, that is no account of
  the trust and differs from a registered handle of the school only by letters that look alike (certain), by dots and
  underscores, by words such as "official", "school" or the school's own phase, or by a number (likely), or by up to
  `distance` letters wrong, left out, added or swapped (two in names of 9 letters and more, one from 6).
- Somebody who comments under the school's own name, and is not the school.
- One finding for each such account, however often it is seen. Saints' and short names differ by a letter from many
  others: there a slip is only possible.

## Not flagged
- The same name with a part of the school or its parents' association (PE, Year 4, PTA), which `account-not-registered`
  looks at; another school's phase or faith: hollinbankhigh is not hollinbankprimary.
- Accounts of any school of the trust, and what the option `allowed` names: a school of almost the same name, looked at
  by a person.
- Nothing is fetched of any account that is seen. Where profile or comments were not read, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

from checks._imitation import Likeness, likeness
from checks._own_accounts import squeezed
from checks._seen_accounts import seen_accounts
from checks._sightings import Said, Sighting, Sightings, comment_texts, commenters, own_texts
from checks.base import CONFIDENCES, Evidence, Judgement, School, check

_MENTIONED: Final = "is no account of the trust, and {how} from the school's @{ours}"
_BY_NAME: Final = "comments under the school's name, and is no account of the trust"


@check(
    title="Account that looks like the school's",
    subject={"account"},
    severity="this_week",
    needs={"accounts", "posts"},
    uses={"comments", "profiles", "trust_accounts"},
    remedy="Look at the account: report an imitation to the platform and warn families; a slip of your own, correct.",
)
def account_imitates_school(evidence: Evidence, *, distance: int = 2, allowed: Sequence[str] = ()) -> Judgement:
    """Judge each account by the accounts seen in its profile, posts and comments (com01 2.1(d), Knowsley 7.2).

    `distance`: the most letters by which an imitation differs. `allowed`: handles that are known to be others'.
    """
    ours = _ours(evidence)
    names = _names(evidence)
    known = {*ours, *_everybody(evidence), *(handle.strip("@ ").casefold() for handle in allowed)}

    @cache
    def judged(handle: str) -> tuple[Likeness, str] | None:
        return None if handle in known else _nearest(evidence.school, ours, handle, distance)

    def is_by_name(handle: str, name: str) -> bool:
        """Say whether somebody has the school's name and neither a handle of the trust nor one like it."""
        return bool(handle and squeezed(name) in names) and handle.casefold() not in known

    by = {
        (handle, name) for handle, name in commenters(evidence) if judged(handle.casefold()) or is_by_name(handle, name)
    }
    comments = list(comment_texts(evidence, by))
    found = Sightings()
    for said, platform, handle in _handles(evidence, comments):
        if likeness_of := judged(handle.casefold()):
            like, own = likeness_of
            why = _MENTIONED.format(how=like.how, ours=own)
            found.add(said, Sighting(platform, handle, why, like.confidence), handle.casefold())
    for said, handle, name in comments:
        if is_by_name(handle, name) and not judged(handle.casefold()):
            found.add(said, Sighting("", handle, _BY_NAME, "likely"), handle.casefold())
    return found.judged(evidence, unread="profile comments")


def _handles(evidence: Evidence, comments: Iterable[tuple[Said, str, str]]) -> Iterator[tuple[Said, str, str]]:
    """Yield (text, platform, handle) of everything seen, by mention, address or authorship."""
    for said, seen in own_texts(evidence):
        yield from ((said, one.platform, one.handle) for one in seen if not one.personal)
    for said, author, _ in comments:
        yield from ((said, one.platform, one.handle) for one in seen_accounts(said.text) if not one.personal)
        if author:
            yield said, "", author


def _ours(evidence: Evidence) -> dict[str, str]:
    """Return the school's own handles, folded, as they are written; a title with blanks is no handle."""
    rows = [handle for (handle,) in evidence.rows("accounts", ["handle"])]
    rows += [handle for (handle,) in evidence.rows("profiles", ["handle"])]
    return {
        handle.strip("@ ").casefold(): handle.strip("@ ") for handle in rows if handle and " " not in handle.strip()
    }


def _everybody(evidence: Evidence) -> set[str]:
    """Return every registered handle of the trust, with Facebook's dots and without."""
    handles = [handle for (handle,) in evidence.rows("trust_accounts", ["handle"])]
    handles += [number for (number,) in evidence.rows("profiles", ["platform_id"])]
    return {handle.strip("@ ").casefold() for handle in handles if handle}


def _names(evidence: Evidence) -> set[str]:
    """Return the names under which the school is known, folded."""
    shown = [name for (name,) in evidence.rows("profiles", ["name"])]
    return {squeezed(name) for name in (evidence.school.name, *shown)} - {""}


def _nearest(school: School, ours: dict[str, str], handle: str, distance: int) -> tuple[Likeness, str] | None:
    """Return the surest likeness of a handle to one of the school's, and which."""
    found = [(like, own) for own in ours.values() if (like := likeness(school.name, own, handle, distance=distance))]
    return min(found, key=lambda pair: CONFIDENCES.index(pair[0].confidence), default=None)
