"""Sides: which of two teams a scoreline, a bracket or "for Ita's" gives a name to, where the school is one of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from checks.names.fold import fold_name
from checks.names.whereabouts import Whereabouts

_SCORED: Final = re.compile(
    r"((?:St\.? )?[A-Z][\w'’]+(?: (?!\d)[A-Z][\w'’]+)?):? \d{1,3}(?:[-–]\d{1,3})?(?=[\s,.;!?()]|\Z)"
)
"""A team with its score: "Trelowen 6", "St Ita's 1-15"."""
_BRACKET: Final = re.compile(r"((?:St\.? )?[A-Z][\w'’]+(?: (?!\d)[A-Z][\w'’]+)?):? \d{1,3}(?:[-–]\d{1,3})? \([^()]*\Z")
"""What stands before a name in the bracket behind a team's score: "Trelowen 6 (Kitto 4, "."""
_FOR: Final = re.compile(r"[^.!?\n]{0,60}?\b(?:for|of) (?:the )?((?:St\.? )?[A-Z][\w'’]+)")
"""Whom somebody plays for: "Fox and Quinn were on fire for Ita's"."""
_REST: Final = re.compile(
    r"[^.!?\n]{0,60}?\b(?:and|with) the rest of the ([A-Z]\w+) (?:side|team|squad|lads|girls|boys|lot|bench)\b"
)
"""Whose team-mates somebody is: "Harvey, Ross and the rest of the Mardale side"."""
_STAFF: Final = frozenset(("staff", "teachers", "parents", "dads", "mums"))


def of_their_side(at: Whereabouts) -> bool:
    """Tell whether the name is said of the other of two teams, one of which is the school's own."""
    if not at.account:
        return False
    if (rest := _REST.match(at.source, at.around.end)) and not _ours(at, rest[1]):
        return True
    scored = _teams(at.source)
    if len(scored) < 2 and not scored:
        return False
    bracket = _BRACKET.search(at.source, 0, at.around.start) if "(" in at.source else None
    if bracket and len(scored) > 1:
        return not _ours(at, bracket[1]) and any(_ours(at, team) for team in scored)
    played = _FOR.match(at.source, at.around.end)
    return played is not None and _team(played[1]) in {_team(team) for team in scored if not _ours(at, team)}


def staff_play(at: Whereabouts) -> bool:
    """A match of the staff is told of: "Staff v prefects: Hughes in nets"."""
    words = at.tokens
    sides = {
        side for step, word in enumerate(words) if word in ("v", "vs", "versus") for side in words[step - 1 : step + 2]
    }
    return not _STAFF.isdisjoint(sides)


@lru_cache(maxsize=1024)
def _teams(source: str) -> tuple[str, ...]:
    return tuple(found[1] for found in _SCORED.finditer(source))


def _team(written: str) -> str:
    words = [word for word in fold_name(written).split() if word not in ("st", "s")]
    return words[0].removesuffix("s") if words else ""


def _ours(at: Whereabouts, written: str) -> bool:
    """The school's account spells it, or it is a class or a group of ours: "Year 9 12", "U15 3"."""
    word = _team(written)
    saintly = written.startswith("St")
    return not word or word in at.account or (not saintly and (word in at.classes | _GROUPS or word in at.pupils))


_GROUPS: Final = frozenset(
    ("u", "year", "yr", "y", "team", "we", "us", "girls", "boys", "girl", "boy", "reds", "blues", "seconds", "first",
     "second", "under", "reception", "class", "form", "house", "staff", "school", "our", "xi", "xv")
)  # fmt: skip
