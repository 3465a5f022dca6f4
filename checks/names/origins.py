"""Origins: where somebody is said to come from: "Jamie from Snapdragon Portraits", "Noah from Thornhill Infants"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.elsewhere import SCHOOLS
from checks.names.fold import fold_name
from checks.names.whereabouts import KIN, Whereabouts

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
    (
        "leadership", "slt", "smt", "staff", "catering", "premises", "site", "pastoral", "safeguarding",
        "highways", "police", "rescue", "ambulance", "nhs", "lifeboat", "army", "navy", "raf", "kitchen", "office",
        "admin", "finance", "estates", "neighbourhood", "policing", "nursing", "dental", "museum", "charity",
        "brigade",
    )
)  # fmt: skip
"""Words in the names of groups of grown-ups: "from the senior leadership team"."""
RECEIVED: Final = frozenset(
    (
        "offer", "offers", "place", "letter", "visit", "card", "award", "medal", "prize", "certificate",
        "scholarship", "message", "reply", "email", "postcard", "grant", "bursary", "signed", "parcel", "call",
    )
)  # fmt: skip
"""What a pupil may have from elsewhere."""
_WHENCE: Final = frozenset(("from", "at", "of", "in"))
_WORD: Final = re.compile(r"[^\W\d_][\w'’]*")


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
        if step > at.last and tokens[step - 1] in RECEIVED:  # "has an offer from Trinity College Dublin"
            return
        if tokens[step] == "in" and step == at.last and kin and following not in _CHILD_CLASS | at.classes:
            if _capital(at.source, at.around.end, following):  # "my niece Bethan in Swansea"
                yield "from_school"
            return
        if tokens[step] == "of" and not SCHOOLS.isdisjoint(tokens[step + 2 : step + 4]) and following not in at.account:
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
