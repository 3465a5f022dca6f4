"""Elsewhere: signs beside a name that its bearer belongs to another school, team or firm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.fold import fold_name
from checks.names.whereabouts import KIN, Whereabouts

_POSITIONS: Final = frozenset(
    (
        "guard", "half", "forward", "defender", "attack", "defence", "midfielder", "soloist", "drummer", "lead",
        "keeper", "goalkeeper", "goalie", "captain", "striker", "winger", "skipper", "bowler", "opener", "coach",
        "pupil",
        "student", "scorer", "number", "prop", "hooker", "shooter", "batsman", "batter", "player", "runner", "swimmer",
    )
)  # fmt: skip
OURS: Final = frozenset(("school", "team", "our", "year", "class", "academy", "squad", "side", "today", "this", "week"))
_SCHOOL_WORDS: Final = frozenset(
    (
        "school", "primary", "infants", "infant", "juniors", "junior", "academy", "high", "college", "grammar", "prep",
        "nursery", "secondary", "comprehensive", "rovers", "united", "city", "town", "fc", "rfc", "cc", "ltd",
        "portraits", "council", "theatre", "museum", "farm", "trust", "foundation", "police",
        "university", "hospital", "bakery", "studio", "studios", "photography", "brigade", "county", "ballet",
        "opera", "zoo", "office", "kitchen", "team", "company", "group", "centre", "service", "rspb", "rspca", "nhs",
        "library", "church", "parish", "mosque", "gurdwara", "hospice", "shop", "cafe", "station", "kennels", "club",
        "bungalows", "almshouses", "chippy", "pub", "butchers", "bakers", "barbers", "salon", "ysgol", "coleg",
        "academy", "association", "project", "federation", "agency", "department", "surgery", "clinic", "gallery",
        "zoo", "bank", "garage", "limited", "society", "charity",
    )
)  # fmt: skip
_SCHOOLS: Final = frozenset(
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
_INSIDE: Final = frozenset(
    (
        "choir", "club", "team", "squad", "band", "orchestra", "eco", "council", "form", "class", "sixth", "year",
        "under", "debating", "xi", "xv", "cast", "crew", "u11", "u12", "u13", "u14", "u15", "u16", "u18", "group",
        "nursery", "reception", "infants", "juniors", "lower", "upper",
    )
)  # fmt: skip
"""Groups of a school's own pupils: "from the eco council"."""
_CHILD_CLASS: Final = frozenset(
    ("year", "yr", "y", "reception", "nursery", "class", "form", "key", "ks1", "ks2", "our")
)
_KIN_CHILD: Final = frozenset(("niece", "nephew", "cousin", "grandson", "granddaughter", "son", "daughter", "friend"))
_YEAR: Final = re.compile(r"y\d{1,2}\w?")
_STAFFS: Final = frozenset(
    ("leadership", "slt", "smt", "staff", "catering", "premises", "site", "pastoral", "safeguarding")
)
"""Words in the names of groups of grown-ups: "from the senior leadership team"."""
_WHENCE: Final = frozenset(("from", "at", "of", "in"))
_STOP: Final = re.compile(r"[.!?\n]")
_THEIR_OWN: Final = frozenset(("friend", "friends", "teacher", "own", "classmate", "buddy", "new"))
_NAMED_SCHOOL: Final = re.compile(
    r"\b([A-Z][\w'’]+) "
    r"(?:Primary|Infants?|Juniors?|Academy|High|College|Grammar|Prep|School|Rovers|United|Town|FC|RFC|CC)\b"
)
_BARE_OWNER: Final = re.compile(r"([A-Z]\w+s)['’] (?:[\w-]+ ){1,2}$")
_GUESTS: Final = re.compile(
    r"(?i:visitors|guests|friends|pupils|children|visiting pupils) from ([A-Z][\w'’]+)[\w ]{0,50}[:,–-]\s*"
    r"(?:(?i:hello|hi|welcome|thank you|thanks|well done|meet|to)\s+)*(?:[A-Z]\w+(?:, | and | & ))*$"
)
_AGAINST_US: Final = re.compile(r"[^.!?\n]{0,40}\bagainst us\b|, who (?:beat|thrashed|hammered|knocked) us\b")
"""Whose deed was done against the school: "Ryan scored twice for Dale Park against us"."""
_AGAINST: Final = frozenset(("v", "vs", "versus"))
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")
_BRACKET: Final = re.compile(r"\s*\(([A-Z][\w'’ ]{2,30})\)")


def other_team(at: Whereabouts) -> bool:
    """Read "their keeper Theo", "Moorside's keeper, Theo", "our keeper Sophie (Abbeydale)"."""
    left = at.around.left
    if left[-1:] and left[-1] in _AGAINST and at.around.touches_right and at.around.right_raw[:1].isupper():
        return True  # "v Austin Sports & Social"
    if at.holds("other_school", at.first - 3, at.first) and not (_STOP.search(at.around.left_gap) or _judged_by(at)):
        return True
    if len(left) >= 3 and left[-1] in _POSITIONS and left[-2] == "s" and left[-3] not in OURS:
        return True
    if left[-2:-1] == ["their"] and left[-1] not in _THEIR_OWN and _host(at):
        return True
    if "from" in at.tokens[: at.first] and _guests(at):
        return True
    if " us" in at.source and _AGAINST_US.match(at.source, at.around.end):
        return True
    bracket = _BRACKET.match(at.source, at.around.end)
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
        if len(left) > back and left[-back] == "s":
            owner = left[-back - 1]
            if owner in _SCHOOLS and len(left) > back + 1 and _named_before(at, left[-back - 2], owner):
                return True
            between = left[len(left) - back + 1 :]
            if between and not _POSITIONS & set(between) and between != ["fly", "half"]:
                return False
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
    if at.around.left[-1:] == [] or at.around.left[-1] not in _POSITIONS:
        return False
    owner = _BARE_OWNER.search(at.source, 0, at.around.start)
    if owner is None:
        return False
    name = fold_name(owner[1])
    return name not in at.account and name not in at.pupils and name.removesuffix("s") not in at.classes | OURS


def origin(at: Whereabouts) -> Iterator[str]:
    """Yield where somebody comes from: "Jamie from Snapdragon Portraits", "Noah, aged 6, from Thornhill Infants"."""
    tokens = at.tokens
    if tokens[at.last : at.last + 2] in (["goes", "to"], ["is", "at"], ["went", "to"], ["moved", "to"]):
        whither = tokens[at.last + 2 : at.last + 5]
        other = whither[:1] == ["st"] or (len(whither) > 1 and not _SCHOOL_WORDS.isdisjoint(whither[1:]))
        own = any(word in at.account for word in whither[:2] if word != "st")
        if other and not own and _capital(at.source, at.around.end, whither[0]):
            yield "from_school"
            return
    if _WHENCE.isdisjoint(tokens[at.last : at.last + 5]):
        return
    for step in range(at.last, min(at.last + 5, len(tokens) - 1)):
        kin = at.first > 0 and tokens[at.first - 1] in _KIN_CHILD
        following = tokens[step + 1]
        if tokens[step] == "in" and step == at.last and kin and following not in _CHILD_CLASS | at.classes:
            if _capital(at.source, at.around.end, following):  # "my niece Bethan in Swansea"
                yield "from_school"
            return
        if (
            tokens[step] == "of"
            and not _SCHOOLS.isdisjoint(tokens[step + 2 : step + 4])
            and following not in at.account
        ):
            if _capital(at.source, at.around.end, following):  # "Rowan (11) and Iris (9) of Kington Primary"
                yield "from_school"
            return
        if tokens[step] == "of" and step == at.last and tokens[step + 1] == "st" and tokens[step + 2 : step + 3] != []:
            if tokens[step + 2] not in at.account:
                yield "from_school"
            return
        if tokens[step] not in ("from", "at") or (tokens[step] == "at" and step > at.last and not kin):
            continue
        paired = step == at.last + 2 and tokens[at.last] == "and" and tokens[at.last + 1] not in at.pupils
        if (
            following == "the"
            and (step == at.last or paired)
            and tokens[step] == "from"
            and _from_outside(at, step + 2)
        ):
            yield "from_school"
            return
        if following in at.account or following in KIN:  # the school itself; "a card to Ethan from Nan"
            return
        if following == "st" or (kin and _capital(at.source, at.around.end, following)):
            yield "from_school"
            return
        ours = following in at.classes or following.removesuffix("s") in at.classes
        at_other = "at" in tokens[step + 2 : step + 5] and _other_place(at, tokens.index("at", step + 2))
        if at_other:  # "Molly and Jack from Year 6 at Oak Lane"
            yield "from_school"
            return
        if following in _CHILD_CLASS or ours or following[:1].isdigit() or _YEAR.fullmatch(following):
            return
        if not _capital(at.source, at.around.end, following):
            return
        if not _SCHOOL_WORDS.isdisjoint(tokens[step + 1 : step + 4]):
            yield "from_school"
        elif step == at.last and tokens[step] == "from":
            yield "from_elsewhere"
        return


def _other_place(at: Whereabouts, step: int) -> bool:
    """Behind "at" stands a name that is none of ours."""
    place = at.tokens[step + 1 : step + 2]
    known = place == [] or place[0] in at.account or place[0] in at.classes or place[0] in at.lists.little
    return not known and _capital(at.source, at.around.end, place[0])


def _from_outside(at: Whereabouts, first: int) -> bool:
    """Read "Naomi from the Wildlife Trust", "Dom from the PE office"; "from the chess club" is a pupil."""
    further = at.tokens[first : first + 4]
    if not _STAFFS.isdisjoint(further):
        return True
    if further and further[0] in _SCHOOL_WORDS - _INSIDE:  # "from the parish group"
        return True
    if not further or not _INSIDE.isdisjoint(further[:3]):
        return False
    known = further[0] in at.lists.little or further[0] in at.classes or further[0][:1].isdigit()
    return not _SCHOOL_WORDS.isdisjoint(further) or (not known and _capital(at.source, at.around.end, further[0]))


def _capital(source: str, begin: int, word: str) -> bool:
    if source.isupper():  # capitals say nothing
        return False
    return any(fold_name(found[0]) == word and found[0][0].isupper() for found in _WORD.finditer(source, begin))
