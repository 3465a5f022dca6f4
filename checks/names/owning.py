"""Owning: what follows a first name, and what the thing that a name owns says of it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from checks.names.lists import Lists
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
    """What follows a first name, and what its own word is worth."""

    around: Surroundings
    text: Circumstances
    lists: Lists
    sense: str
    ordinary: int
    phrase: str
    kind: str
    """The cue that follows, and its kind."""
    following: str
    high: bool
    """It is written like a name, or where capitals say nothing."""
    stays: bool
    """A month, a place or a club takes the same verb."""

    @property
    def agent(self) -> bool:
        """An ordinary word that a verb makes somebody."""
        return bool(self.ordinary and self.high and not self.stays)


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
    around = after.around
    own = "owns_word" if after.ordinary and not after.stays and after.high else "owns"
    firm = stranger(around.right_raw, True, after.text) and after.following not in after.lists.little
    if firm and not (_SHOPS | _BUSINESS).isdisjoint(around.right[:3]):
        return "owns_not_person"  # "Jay's Fish Bar"
    anything = (
        "owns_high" if firm and around.right_gap == " " and not followed_high(around, after.text) else "owns_anything"
    )
    if anything == "owns_anything" and after.ordinary and after.sense not in (*DATED, "place", "small"):
        bare = after.high and around.right_raw.islower() and not _ARTICLES.issuperset(around.left[-1:] or ["the"])
        anything = (
            "owns_anything_bare" if after.ordinary >= PLAIN and (bare or _opens(around)) else "owns_anything_word"
        )
    made = after.kind == "not_person" and not after.ordinary and around.right_raw.islower()
    made = made and after.following not in _SHOPS
    return {"work": own, "not_person": anything if made else "owns_not_person"}.get(after.kind, anything)
