"""Origins: where somebody is said to come from: "Jamie from Snapdragon Portraits", "Noah from Thornhill Infants"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
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
_PERSONAL: Final = frozenset(("mr", "mrs", "miss", "ms", "mx", "dr", "fr", "father", "rev", "revd", "sister", "canon"))
"""Behind one of these stands who comes from there, or who helped."""
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


_UNTOLD: Final = "untold"
"""A word of origin that settles nothing: the next one is read."""


def origin(at: Whereabouts) -> Iterator[str]:
    """Yield where somebody comes from: "Jamie from Snapdragon Portraits", "Noah, aged 6, from Thornhill Infants"."""
    if _elsewhere_now(at):
        yield "from_school"
        return
    if _WHENCE.isdisjoint(at.tokens[at.last : at.last + 5]):
        return
    kin = at.first > 0 and at.tokens[at.first - 1] in _KIN_CHILD
    for step in range(at.last, min(at.last + 5, len(at.tokens) - 1)):
        if step > at.last and at.tokens[step - 1] in RECEIVED:  # "has an offer from Trinity College Dublin"
            return
        if not _PERSONAL.isdisjoint(at.tokens[at.last : step + 2]):  # "Caleb helped Fr Michael from St Mary's"
            return
        if at.tokens[step : step + 2] == ["from", "all"]:  # "well done Albie, from all of us at Manor Farm"
            return
        told = _READ[at.tokens[step]](at, step, kin) if at.tokens[step] in _READ else _UNTOLD
        if told != _UNTOLD:
            if told:
                yield told
            return


def _elsewhere_now(at: Whereabouts) -> bool:
    """Read "Efa goes to Ysgol Bro Hafren", "is at St Mary's"."""
    if at.tokens[at.last : at.last + 2] not in (["goes", "to"], ["is", "at"], ["went", "to"], ["moved", "to"]):
        return False
    whither = at.tokens[at.last + 2 : at.last + 5]
    other = whither[:1] == ["st"] or (len(whither) > 1 and not _SCHOOL_WORDS.isdisjoint(whither[1:]))
    own = any(word in at.account for word in whither[:2] if word != "st")
    return other and not own and _capital(at.source, at.around.end, whither[0])


def _read_in(at: Whereabouts, step: int, kin: bool) -> str:
    """Read "my niece Bethan in Swansea"."""
    following = at.tokens[step + 1]
    if step != at.last or not kin or following in _CHILD_CLASS | at.classes:
        return _UNTOLD
    return "from_school" if _capital(at.source, at.around.end, following) else ""


def _read_of(at: Whereabouts, step: int, _: bool) -> str:
    """Read "Rowan (11) and Iris (9) of Kington Primary", "Ben of St Mary's"."""
    following, further = at.tokens[step + 1], at.tokens[step + 2 : step + 4]
    if not SCHOOLS.isdisjoint(further) and following not in at.account:
        return "from_school" if _capital(at.source, at.around.end, following) else ""
    if step == at.last and following == "st" and further:
        return "from_school" if further[0] not in at.account else ""
    return _UNTOLD


def _read_at(at: Whereabouts, step: int, kin: bool) -> str:
    """Read "at" like "from" right behind a name, and wherever a niece or friend is told of."""
    return _read_from(at, step, kin) if step == at.last or kin else _UNTOLD


def _read_from(at: Whereabouts, step: int, kin: bool) -> str:
    """Read "Jamie from Snapdragon Portraits", "Molly and Jack from Year 6 at Oak Lane"."""
    tokens, following = at.tokens, at.tokens[step + 1]
    paired = step == at.last + 2 and tokens[at.last] == "and" and tokens[at.last + 1] not in at.pupils
    near = (step == at.last or paired) and tokens[step] == "from"
    if following == "the" and near:
        if at.tokens[step + 2 : step + 3] != [] and at.tokens[step + 2] in at.classes:
            return ""
        if _from_outside(at, step + 2):
            return "from_school"
    if following in at.account or following in KIN:  # the school itself; "a card to Ethan from Nan"
        return ""
    if following == "st" or (kin and _capital(at.source, at.around.end, following)):
        return "from_school"
    if "at" in tokens[step + 2 : step + 5] and _other_place(at, tokens.index("at", step + 2)):
        return "from_school"
    ours = following in at.classes or following.removesuffix("s") in at.classes
    if following in _CHILD_CLASS or ours or following[:1].isdigit() or _YEAR.fullmatch(following):
        return ""
    if not _capital(at.source, at.around.end, following):
        return ""
    if not _SCHOOL_WORDS.isdisjoint(tokens[step + 1 : step + 4]):
        return "from_school"
    return "from_elsewhere" if step == at.last and tokens[step] == "from" else ""


_READ: Final[Mapping[str, Callable[[Whereabouts, int, bool], str]]] = {
    "in": _read_in, "of": _read_of, "at": _read_at, "from": _read_from,
}  # fmt: skip
"""Word of origin -> what is made of it: an observation, "" for none, or that it is untold."""


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
