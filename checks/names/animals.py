"""Animals: signs beside a name that its bearer is a pet, a mascot or a beast of the farm."""

from __future__ import annotations

import re
from typing import Final

from checks.names.adults import DETERMINERS
from checks.names.company import list_ends
from checks.names.fold import fold_name
from checks.names.whereabouts import Whereabouts

NUMBERS: Final = frozenset(
    (
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "several",
        "many",
        "both",
    )
)
_DAYS: Final = frozenset(("today", "yesterday", "tonight", "now", "here", "everyone", "everybody", "too"))
"""Words that may stand between a name and what it is the name of: "goodbye to Max today, our class snail"."""
_NEXT_PRONOUN: Final = 9
"""Words from a name to the pronoun that takes it up."""
_FURTHER: Final = 60
"""Characters behind a list that are read for what it is of."""
_BREAK: Final = re.compile(r"[.!?\n;]|[^\x00-\u02ff\u2000-\u206f]")


def animal(at: Whereabouts) -> bool:
    """Read "Jack the corn snake", "Ruby, our therapy Labrador", "the hamster Harry", "an owl called Autumn"."""
    around, left = at.around, at.around.left
    if _greatest(at) or left[-1:] in (["tell"], ["ask"]):
        return False
    if left[-2:] == ["answers", "to"] or around.right[:1] == ["hatched"] or around.right[:2] == ["has", "hatched"]:
        return True
    if "animal" not in at.places:
        return False
    if (not _dressed_up(at) and apposed(at, "animal")) or _told_later(at) or _list_of_animals(at):
        return True
    if "," in around.right_gap and around.right_raw[:1].islower() and at.holds("animal", at.last, at.last + 2):
        return not around.owned and around.right[0] not in ("and", "with", "feeding", "holding", "stroking")
    if around.right[:2] in (["she", "is"], ["he", "is"], ["she", "s"], ["he", "s"]) and at.holds(
        "animal", at.last + 2, at.last + 7
    ):
        return True
    if ":" in around.left_gap and left[-1:] and left[-1].endswith("s") and left[-1] != "minibus":
        of_class = {left[-1], left[-1].removesuffix("s")} & at.classes  # "our November Otters: Basil and Hafsa"
        return not of_class and at.holds("animal", at.first - 2, at.first)  # "our new guinea pigs: Daisy, Ruby"
    if "," in around.left_gap and at.holds("animal", at.first - 2, at.first):
        return True
    if "(" in around.left_gap and around.right_gap[:1] == ")" and at.holds("animal", at.first - 1, at.first):
        return True  # "Goldfish (Jack) and gerbil (Tess)"
    if "," in around.left_gap and at.tokens[at.first - 2 : at.first - 1] == ["number"]:  # "Ewe number 7, Heather"
        return at.holds("animal", at.first - 3, at.first - 2)
    if around.touches_right and around.right_raw[:1].islower() and at.holds("animal", at.last, at.last + 1):
        return True
    if (
        "pet_word" in at.places
        and not other_pet(at)
        and not at.does_as_people_do  # "The reading dog came! Olive read him a book"
        and at.holds("animal", at.first - 9, at.first)
        and at.holds("pet_word", at.first - 6, at.first)
    ):
        return True
    if left[-1:] and left[-1] in ("called", "named", "is", "s"):
        return at.holds("animal", at.first - 6, at.first)
    return around.touches_left and not around.owned and at.holds("animal", at.first - 1, at.first)


_COSTUMES: Final = re.compile(
    r"\b(?:disco|fancy dress|dress(?:ed|ing)? up|costumes?|nativity|carnival|halloween|parade|book day|panto|"
    r"pantomime|play|show|"
    r"assembly|masks?)\b"
)
"""Where children are jellyfish and crabs."""
_GIVEN: Final = re.compile(
    r"\b([A-Z][a-z]+),? (?:the|our|a) (?:[\w-]+ ){0,3}?(?:dog|cat|puppy|rabbit|hamster|tortoise|pony|donkey|"
    r"owl|hen|snake)\b|"
    r"\b(?:dog|cat|puppy|rabbit|hamster|tortoise|pony|donkey|owl|hen|snake),? (?:called |named )?([A-Z][a-z]+)\b"
)
"""How an animal's name is told: "Barney the guide dog", "a cat called George"."""


def _greatest(at: Whereabouts) -> bool:
    """Read "nate the GOAT", "ebube the goat" at the end of a comment: the greatest of all time."""
    if at.around.right[:2] != ["the", "goat"]:
        return False
    capitals = at.source[at.around.end :].lstrip()[4:8] == "GOAT" and not at.source.isupper()
    return capitals or (at.comment and not at.around.right[2:])


def _dressed_up(at: Whereabouts) -> bool:
    """Read "tils the jellyfish and Nath the crab" under a post about a disco."""
    return at.comment and _COSTUMES.search(at.context) is not None


def other_pet(at: Whereabouts) -> bool:
    """Tell whether the text gives its animal a name, and not this one."""
    given = {word.casefold() for found in _GIVEN.finditer(at.source) for word in found.groups() if word}
    return bool(given) and not given & {at.key, *at.tokens[at.first : at.last]}


def _told_later(at: Whereabouts) -> bool:
    """Read "our rory will walk it. he's a great dane": the next he or she is an animal, and no animal came before."""
    if at.around.owned or at.does_as_people_do:  # "Frank says he's a robot"
        return False
    for step in range(at.last, min(at.last + _NEXT_PRONOUN, len(at.tokens) - 2)):
        if at.tokens[step] in ("hes", "shes"):
            return at.tokens[step + 1] in ("a", "an", "our", "the") and at.holds("animal", step + 1, step + 6)
        if at.tokens[step] in ("he", "she"):
            told = at.tokens[step + 1] in ("s", "is") and at.tokens[step + 2] in ("a", "an", "our", "the")
            return told and at.holds("animal", step + 2, step + 7)
        if at.tokens[step] in at.pupils or at.begins("animal", step):
            return False
    return False


def _list_of_animals(at: Whereabouts) -> bool:
    """Read "Meet Biscuit, Olive and Jasper, our three new school hens": what the list is of stands behind it."""
    end = list_ends(at.source, at.around.start)
    if end <= at.around.end or at.source[end : end + 2] != ", ":
        return False
    further = fold_name(at.source[end : end + _FURTHER]).split()[:6]
    return bool(further) and further[0] in DETERMINERS | NUMBERS and "animal" in at.lists.scenes.places(further)


def apposed(at: Whereabouts, kind: str) -> bool:
    """Read "Jack the corn snake", "Ruby is our dog", "Ada and Grace: three women of science"."""
    around, right = at.around, at.around.right
    if kind not in at.places:
        return False
    begin = 1 if right[:1] == ["is"] or (right[:1] and right[0] in _DAYS) else 0
    if not right[begin : begin + 1] or around.owned or _BREAK.search(around.right_gap):
        return False
    if right[begin] == "the" and right[begin + 1 : begin + 2] and right[begin + 1].endswith("est"):
        return False  # "Khadija the best camel ever" wears a costume
    if "(" in around.right_gap and at.source.count("(the ") > 1:
        return False  # "Rory (the king), Bailey (the goat)" play their parts
    return right[begin] in (DETERMINERS | NUMBERS) and at.holds(kind, at.last, at.last + (8 if begin else 6))
