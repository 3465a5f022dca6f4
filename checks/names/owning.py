"""Owning: what follows a first name, and what the thing that a name owns says of it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from checks.names.occurrence import Occurrence
from checks.names.senses import DATED, PLAIN, SMALL
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, stranger

NEXT: Final = re.compile(r" ([^\W\d_]+)")
"""The next word."""
_SHOPS: Final = frozenset(
    (
        "bakery", "butchers", "bakers", "garage", "cafe", "pub", "vets", "salon", "barbers", "florists", "shop", "inn",
        "diner", "bistro", "takeaway", "pharmacy", "surgery", "kennels", "stables", "tearoom", "tearooms", "kitchen",
        "charity", "foundation", "hospice", "day", "street", "road", "church", "school", "law", "theorem", "gospel",
    )
)  # fmt: skip
"""What the namesake of a firm, a saint or a scholar owns; a child owns the bridge and the tower of a lesson."""
_BUSINESS: Final = frozenset(
    (
        "bar", "deli", "gym", "pizza", "pizzeria", "fish", "chippy", "fitness", "taxis", "cars", "tyres", "flowers",
        "hair", "nails", "books", "toys", "sweets", "burgers", "grill", "fryer", "plumbing", "electrical", "roofing",
        "solicitors", "opticians", "dental", "motors", "travel", "coaches", "farm", "nursery", "playgroup", "childcare",
    )
)  # fmt: skip
_ARTICLES: Final = frozenset(("the", "a", "an", "this", "our", "my", "your", "his", "her", "their", "every", "each"))


class After(NamedTuple):
    """What follows a first name."""

    name: Occurrence
    sense: str
    """What its word means; "" in a list too, for a verb behind it is not this name's alone."""
    phrase: str
    kind: str
    """The cue that follows, and its kind."""
    following: str
    """The word that follows."""
    high: bool
    """It is written like a name, or where capitals say nothing."""
    stays: bool
    """A month, a place or a club takes the same verb."""

    @property
    def agent(self) -> bool:
        """An ordinary word that a verb makes somebody."""
        return bool(self.name.ordinary and self.high and not self.stays)


def followed_high(around: Surroundings, text: Circumstances) -> bool:
    """The next word says what kind of thing it is: "Bea's Elizabeth Proctor", "Bea's Viking longship"; not a shop's."""
    further = text.source[text.source.find(around.right_raw, around.end) + len(around.right_raw) :]
    word = NEXT.match(further)
    return word is not None and word[1].casefold() not in SMALL


def _opens(around: Surroundings) -> bool:
    """It begins a sentence with a capital: "Rose's wheelbarrow", where a noun would have an article."""
    return around.first and around.word[0].isupper() and around.right_raw.islower()


def owns(after: After) -> str:
    """Return the observation for a name with a possessive: something of a child's, of anybody's, of a firm's."""
    around, text, ordinary = after.name.around, after.name.text, after.name.ordinary
    firm = stranger(around.right_raw, True, text) and after.following not in after.name.lists.little
    if firm and not (_SHOPS | _BUSINESS).isdisjoint(around.right[:3]):
        return "owns_not_person"  # "Jay's Fish Bar"
    if after.kind == "work":
        return "owns_word" if after.agent else "owns"
    if after.kind == "not_person" and (ordinary or not around.right_raw.islower() or after.following in _SHOPS):
        return "owns_not_person"
    if firm and around.right_gap == " " and not followed_high(around, text):
        return "owns_high"
    if not ordinary or after.sense in (*DATED, "place", "small"):
        return "owns_anything"
    return "owns_anything_bare" if ordinary >= PLAIN and (_bare(after) or _opens(around)) else "owns_anything_word"


def _bare(after: After) -> bool:
    """No article stands before it, as would before a noun: "with Rose's wheelbarrow"."""
    around = after.name.around
    return after.high and around.right_raw.islower() and not _ARTICLES.issuperset(around.left[-1:] or ["the"])
