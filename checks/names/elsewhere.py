"""Elsewhere: signs beside a name that its bearer belongs to another school, team or firm."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name
from checks.names.whereabouts import Whereabouts

POSITIONS: Final = frozenset(
    (
        "guard", "half", "forward", "defender", "attack", "defence", "midfielder", "soloist", "drummer", "lead",
        "keeper", "goalkeeper", "goalie", "captain", "striker", "winger", "skipper", "bowler", "opener", "coach",
        "pupil",
        "student", "scorer", "number", "prop", "hooker", "shooter", "batsman", "batter", "player", "runner", "swimmer",
    )
)  # fmt: skip
OURS: Final = frozenset(("school", "team", "our", "year", "class", "academy", "squad", "side", "today", "this", "week"))
SCHOOLS: Final = frozenset(
    (
        "school",
        "primary",
        "infants",
        "juniors",
        "academy",
        "high",
        "college",
        "grammar",
        "prep",
        "rovers",
        "united",
        "fc",
        "city",
        "town",
        "county",
        "athletic",
        "albion",
        "wanderers",
        "rhinos",
    )
)
_STOP: Final = re.compile(r"[.!?\n]")
_THEIR_OWN: Final = frozenset(("friend", "friends", "teacher", "own", "classmate", "buddy", "new"))
_NAMED_SCHOOL: Final = re.compile(
    r"\b([A-Z][\w'’]+) "
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School|Rovers|United|Town|FC|RFC|CC)\b"
)
_HOSTS: Final = frozenset(
    (
        "zoo",
        "museum",
        "council",
        "theatre",
        "trust",
        "sanctuary",
        "hospital",
        "university",
        "charity",
        "gallery",
        "rspb",
        "rspca",
        "rnli",
    )
)
"""Whose people visit a school."""
_BARE_OWNER: Final = re.compile(r"([A-Z]\w+s)['’] (?:[\w-]+ ){1,2}$")
_GUESTS: Final = re.compile(
    r"(?i:visitors|guests|friends|pupils|children|visiting pupils) from ([A-Z][\w'’]+)[\w ]{0,50}[:,–-]\s*"
    r"(?:(?i:hello|hi|welcome|thank you|thanks|well done|meet|to)\s+)*(?:[A-Z]\w+(?:, | and | & ))*$"
)
_AGAINST_US: Final = re.compile(r"[^.!?\n]{0,40}\bagainst us\b|, who (?:beat|thrashed|hammered|knocked) us\b")
"""Whose deed was done against the school: "Ryan scored twice for Dale Park against us"."""
_AGAINST: Final = frozenset(("v", "vs", "versus"))
_BRACKET: Final = re.compile(r"\s*\(([A-Z][\w'’ ]{2,30})\)")


_SCHOOL_IN_BRACKETS: Final = re.compile(
    r"\s*\((?:now at |of |from |who goes to |goes to |at )?([A-Z][\w'’]+(?: [\w'’]+){0,2}) "
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School|Comp|RFC|FC|CC|AC|Harriers)\b"
)
"""Where a guest is at home: "(Hay Primary, in goal)"."""


def other_team(at: Whereabouts) -> bool:
    """Read "their keeper Theo", "Moorside's keeper, Theo", "our keeper Sophie (Abbeydale)"."""
    left = at.around.left
    if left[-1:] and left[-1] in _AGAINST and at.around.touches_right and at.around.right_raw[:1].isupper():
        return True  # "v Austin Sports & Social"
    if at.holds("other_school", at.first - 3, at.first) and not (_STOP.search(at.around.left_gap) or _judged_by(at)):
        return True
    if len(left) >= 3 and left[-1] in POSITIONS and left[-2] == "s" and left[-3] not in OURS:
        return True
    if left[-2:-1] == ["their"] and left[-1] not in _THEIR_OWN and _host(at):
        return True
    if "from" in at.tokens[: at.first] and _guests(at):
        return True
    if " us" in at.source and _AGAINST_US.match(at.source, at.around.end):
        return True
    school = _SCHOOL_IN_BRACKETS.match(at.source, at.around.end) if "(" in at.around.right_gap else None
    if school is not None and fold_name(school[1]).split()[0] not in at.account:
        return True  # "my lad Finley (Hay Primary, in goal)"
    bracket = _BRACKET.match(at.source, at.around.end) if "(" in at.around.right_gap else None
    if bracket is not None and "sport" in at.places and _unknown(at, fold_name(bracket[1]).split()):
        return True  # "J. Bell (Ashdene)"
    return bracket is not None and bool(at.context) and f" {bracket[1].casefold()} " in at.context


def _judged_by(at: Whereabouts) -> bool:
    """Read "man of the match voted by the opposition: MacLeod": it is they who chose one of ours."""
    return ":" in at.around.left_gap and "by" in at.tokens[max(0, at.first - 4) : at.first]


def _unknown(at: Whereabouts, words: list[str]) -> bool:
    """None of the words is one of ours: no class, no pupil, no word of daily use."""
    ours = any(
        word in at.account or word in at.classes or word in at.pupils or word in at.lists.vocabulary for word in words
    )
    return bool(words) and not ours and not any(word[-1].isdigit() for word in words)


def _guests(at: Whereabouts) -> bool:
    """Read "Visitors from Oakfield: Jack and Harry showed us their robot"."""
    heading = _GUESTS.search(at.source, 0, at.around.start)
    return heading is not None and fold_name(heading[1]).split()[0] not in {*at.account.split(), *at.classes, "year"}


def _host(at: Whereabouts) -> bool:
    """Another school or club is named before the name: "the choir of Crossfield Juniors ... their soloist Esther"."""
    for named in _NAMED_SCHOOL.finditer(at.source, 0, at.around.start):
        if fold_name(named[1]).split()[0] not in at.account:
            return True
    return False


def owner_elsewhere(at: Whereabouts) -> bool:
    """Read "Hillcrest's Ryan", "Coleg Sir Gar's fly half, Owain": the owner is a name that is no class and no word."""
    left = at.around.left
    if "s" not in left:
        return _bare_owner(at)
    if any(sign in at.around.left_gap for sign in ":\n!?;–—") or "." in at.around.left_gap:
        return False
    for back in (1, 2, 3):
        if back == 1 and left[-1] == "s" and "," in at.around.left_gap and left[-2:-1] != [] and left[-2] in at.pupils:
            return False  # "Theo's, Tara's and Oskar's photographs"
        if len(left) > back and left[-back] == "s":
            owner = left[-back - 1]
            if owner in SCHOOLS and len(left) > back + 1 and _named_before(at, left[-back - 2], owner):
                return True
            between = left[len(left) - back + 1 :]
            if between and not POSITIONS & set(between) and between != ["fly", "half"]:
                return False
            if owner in _HOSTS:  # "the zoo's Ryan"
                return True
            known = (
                owner in at.account
                or owner in at.lists.little
                or owner in at.classes
                or owner in OURS
                or owner in at.lists.vocabulary
            )
            begin = at.source.casefold().rfind(owner, 0, at.around.start)
            return not known and begin >= 0 and at.source[begin].isupper() and not owner[-1:].isdigit()
    return False


def _named_before(at: Whereabouts, word: str, kind: str) -> bool:
    """Read "Ivy Lane Primary's Scarlett": another school's own."""
    written = re.search(rf"\b{re.escape(word)} {re.escape(kind)}['’]", at.source, re.IGNORECASE)
    return written is not None and written[0][0].isupper() and word not in at.account and word not in OURS


def _bare_owner(at: Whereabouts) -> bool:
    """Read "Hollins' point guard Tyrese": an owner that ends with an s, and a player's position."""
    if at.around.left[-1:] == [] or at.around.left[-1] not in POSITIONS:
        return False
    owner = _BARE_OWNER.search(at.source, 0, at.around.start)
    if owner is None:
        return False
    name = fold_name(owner[1])
    return name not in at.account and name not in at.pupils and name.removesuffix("s") not in at.classes | OURS
