"""Past: signs beside a name that its bearer has left school: a year long gone, a degree, a job."""

from __future__ import annotations

import re
from typing import Final

from checks.names.claims import claims
from checks.names.whereabouts import KIN, SENTENCE_ENDS, Whereabouts

_RECENT: Final = 2022
"""Years before this one tell of people who have left."""
_LAST_CENTURY: Final = 1900
_DIGITS: Final = 4
_BEFORE_FORMER: Final = 6
_AFTER_FORMER: Final = 9
_SINCE: Final = frozenset(
    ("the", "our", "that", "in", "from", "since", "until", "to", "back", "circa", "class", "leaver")
)
_COHORTS: Final = frozenset(
    (
        "leavers",
        "leaver",
        "cohort",
        "class",
        "team",
        "prom",
        "intake",
        "production",
        "squad",
        "photo",
        "picture",
        "cast",
    )
)
_YEAR: Final = re.compile(r"\d{4}")
_THERE_NOW: Final = re.compile(
    r"(?<!they are )(?<!we are )(?<!they're )(?<!they’re )(?<!theyre )\b(?:at|in) [A-Z]\w+(?: [A-Z]\w+)? now\b"
)
"""Where somebody who has left is: "she's at Durham now"."""
_GROWN: Final = re.compile(r"\b(?:he|she)['’]?s (\d\d) now\b", re.IGNORECASE)
_OLDEST: Final = 20
"""Years of age that nobody at school has."""
_AS_WAS: Final = re.compile(r",? ?\(?(?:as was\b|as I was\b|n[ée]e\b|that was\)|as then was)", re.IGNORECASE)
_POSTS: Final = frozenset(
    (
        "prefect", "captain", "ambassador", "member", "librarian", "buddy", "leader", "big", "confident", "year",
        "proper",
        "reader", "swimmer", "sister", "brother", "champion", "councillor", "monitor", "mentor", "scout", "teenager",
    )
)  # fmt: skip


def has_left(at: Whereabouts) -> bool:
    """The sentence says that somebody has left."""
    begins, ends = at.sentence()
    first, last = max(begins, at.first - _BEFORE_FORMER), min(ends, at.last + _AFTER_FORMER)
    if _THERE_NOW.search(SENTENCE_ENDS.split(at.source[at.around.end :])[0][:60]):
        return True
    if grown := _GROWN.search(at.source, at.around.end):
        return int(grown[1]) > _OLDEST
    if at.around.left[-1:] == ["by"]:  # "read by Ada: the names of the old boys"
        return False
    return claims(at, "former", first, at.first) or claims(at, "former", at.last, last)


def as_was(at: Whereabouts) -> bool:
    """Read "Megan Brown (as was)", "Megan Brown (née Hall)"."""
    return _AS_WAS.match(at.source, at.around.end) is not None


def recent(year: str) -> bool:
    """Tell whether a word is a year of which pupils may still be here: "the class of 2026"."""
    return len(year) == _DIGITS and year.isdigit() and int(year) >= _RECENT


def promoted(at: Whereabouts) -> bool:
    """Read "Maya is now a prefect": still a pupil."""
    return not _POSTS.isdisjoint(at.around.right[:6])


def old_year(at: Whereabouts) -> bool:
    """A year long gone stands close: "Callum left in 2012", "Marcus (2017)", "the class of 2009: Esther"."""
    tokens = at.tokens
    close = range(max(0, at.first - 5), min(at.last + 9, len(tokens)))
    years = [step for step in close if len(tokens[step]) == _DIGITS and _long_gone(tokens[step])]
    if "class" not in tokens and (not years or not _YEAR.search(at.source)):
        return False
    begins, ends = at.sentence() if years else (0, 0)
    for step in years:
        before = at.tokens[step - 1] if step else ""
        if step > at.last and not KIN.isdisjoint(at.tokens[at.last : step]):
            continue  # "looks just like his dad did in 1995"
        gone = begins <= step < ends and before != "born"
        if gone and step < at.first and at.tokens[step + 1] in _COHORTS:  # "2019 leavers Max, Ellie"
            return True
        if gone and ((step == at.last and before != "of") or before in _SINCE or before in _COHORTS):
            return True
    if "class" not in at.tokens:
        return False
    near = at.tokens[max(0, at.first - 8) : at.last + 9]
    return any(
        a == "class" and b == "of" and not recent(c) for a, b, c in zip(near, near[1:], [*near[2:], ""], strict=False)
    )


def _long_gone(token: str) -> bool:
    """Tell whether a word of four letters is a year of which nobody can be at school any more."""
    return token.isdigit() and _LAST_CENTURY < int(token) < _RECENT
