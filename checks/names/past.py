"""Past: signs beside a name that its bearer has left school: a year long gone, a degree, a job."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from checks.names.whereabouts import SENTENCE_ENDS, Whereabouts

_RECENT: Final = 2022
"""Years before this one tell of people who have left."""
_BEFORE_FORMER: Final = 6
_AFTER_FORMER: Final = 9
_SINCE: Final = frozenset(
    ("the", "our", "that", "in", "from", "since", "until", "to", "back", "circa", "class", "leaver")
)
_YEAR: Final = re.compile(r"\d{4}")
_THERE_NOW: Final = re.compile(r"\b(?:at|in) [A-Z]\w+(?: [A-Z]\w+)? now\b")
"""Where somebody who has left is: "she's at Durham now"."""
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
    return at.holds("former", first, at.first) or at.holds("former", at.last, last)


def promoted(at: Whereabouts) -> bool:
    """Read "Maya is now a prefect": still a pupil."""
    return not _POSTS.isdisjoint(at.around.right[:6])


def old_year(at: Whereabouts) -> bool:
    """A year long gone stands close: "Callum left in 2012", "Marcus (2017)", "the class of 2009: Esther"."""
    if not _YEAR.search(at.source) and "class" not in at.tokens:
        return False
    begins, ends = at.sentence()
    for step in range(max(1, begins, at.first - 5), min(at.last + 9, ends, len(at.tokens))):
        token, before = at.tokens[step], at.tokens[step - 1]
        gone = len(token) == 4 and token.isdigit() and 1900 < int(token) < _RECENT and before != "born"
        if gone and ((step == at.last and before != "of") or before in _SINCE):
            return True
    return any(a == "class" and b == "of" for a, b in pairwise(at.tokens[max(0, at.first - 8) : at.last + 9]))
