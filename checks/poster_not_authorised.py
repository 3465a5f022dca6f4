"""Posts in the school's name by somebody who is on no list of those who may post.

## Why it matters
Whoever posts for the school has a leader's express permission (Knowsley 5.1, com01 4.1(a)). A name nobody gave leave to
is a login that was passed on, a colleague who left, or a stranger who got in.

## Flagged
- An author of posts, where the platform or export tells who posted, who is neither the account itself, nor among the
  people of its `approval` in trust.yaml (approved_by, monitor), nor in the option `authorised`: with somebody on the
  staff list `soon`, with anybody else `this_week`.
- One finding for each author of an account, however many the posts.

## Not flagged
- Names that may be the same person's: Mrs Dale, A. Dale and Ann Dale. Where the staff list has one such person, it says
  who is meant; where it has several, the author has the benefit of the doubt.
- A post that names no author is the account's own. Shared logins (admin, the school office) do not tell who posted;
  reposts tell who wrote, not who shared.
- An account whose posts never tell who posted, and one for which nobody is named who may, is not assessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from checks._account_units import Verdict, judge_accounts
from checks._frames import day_of
from checks._own_accounts import squeezed
from checks._staff import Staff
from checks.base import Evidence, Judgement, check

_SHARED: Final = frozenset(
    {
        "admin",
        "administrator",
        "office",
        "schooloffice",
        "theoffice",
        "webmaster",
        "web",
        "school",
        "theschool",
        "editor",
    }
    | {"website", "news", "social", "socialmedia", "staff", "pageadmin", "system", "scheduler"}
)
"""Logins that are nobody's own."""
_CUT_SHORT: Final = 8
"""Letters of a school's name that tell it where the rest is left out."""
_UNTOLD: Final = "its posts do not tell who posted them"
_NOBODY: Final = "trust.yaml names nobody who may post on it: neither approved_by nor monitor"


@check(
    title="Posts by somebody without authority",
    subject={"account"},
    severity="this_week",
    needs={"accounts", "posts"},
    uses={"staff", "profiles"},
    remedy="Ask SLT whether they may post: name them in the approval, or change the password and look at their posts.",
)
def poster_not_authorised(evidence: Evidence, *, authorised: Sequence[str] = ()) -> Judgement:
    """Judge each account by those who posted on it (com01 4.1(a), Knowsley 5.1).

    `authorised`: names or handles of those who may post, beside the people of the approval.
    """
    posted = _authors(evidence)
    staff = Staff(evidence)

    def verdict(account: Mapping[str, Any]) -> Verdict:
        authors = posted.get(account["account"], {})
        if not authors:
            return _UNTOLD
        may = [*authorised, *filter(None, (account["approved_by"].strip(), account["monitor"].strip()))]
        unknown = {who: posts for who, posts in authors.items() if not staff.may_post(who, may)}
        if unknown and not may:
            return _NOBODY
        return [
            _finding(who, posts, known=staff.knows(who), timezone=evidence.timezone)
            for who, posts in sorted(unknown.items())
        ]

    return judge_accounts(evidence, verdict, read="posts")


def _authors(evidence: Evidence) -> dict[str, dict[str, list[int]]]:
    """Return account -> author, as first written -> moments of the posts; shared logins tell nobody."""
    own = _own_names(evidence)
    found: dict[str, dict[str, list[int]]] = {}
    written: dict[tuple[str, str], str] = {}
    columns = ["account", "author", "kind"]
    for account, author, kind, moment in evidence.rows("posts", columns, ["created_at"]):
        name = squeezed(author)
        if kind == "repost" or not name or name in _SHARED:
            continue
        shown = written.setdefault((account, name), author.strip())
        posts = found.setdefault(account, {}).setdefault("" if _is_own(name, own.get(account, set())) else shown, [])
        posts += [] if moment is None else [moment]
    return found


def _is_own(author: str, names: set[str]) -> bool:
    """Say whether an author is the account itself, by one of its names or a name cut short: Hollin Bank Primary."""
    return author in names or (len(author) >= _CUT_SHORT and any(name.startswith(author) for name in names))


def _own_names(evidence: Evidence) -> dict[str, set[str]]:
    """Return account -> how it is called itself: handle, shown handle and name, number, and the school's name."""
    own: dict[str, set[str]] = {}
    for account, handle in evidence.rows("accounts", ["account", "handle"]):
        own[account] = {squeezed(handle), squeezed(evidence.school.name)}
    for account, *names in evidence.rows("profiles", ["account", "handle", "name", "platform_id"]):
        own.setdefault(account, set()).update(filter(None, map(squeezed, names)))
    return own


def _finding(who: str, posts: Sequence[int], *, known: bool, timezone: str) -> dict[str, str]:
    when = f", last on {day_of(max(posts), timezone)}" if posts else ""
    many = max(1, len(posts))
    told = "is on the staff list, and not among those who may post" if known else "is on no list of those who may post"
    return {
        "matched_text": who,
        "confidence": "likely",
        "severity": "soon" if known else "this_week",
        "detail": f"{who} posted {many} time{'' if many == 1 else 's'}{when}, and {told}",
    }
