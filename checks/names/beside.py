"""Beside: what the words right beside a name say against a pupil: an animal, an adult, a house, a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.adults import DETERMINERS, aged, role, thanked_firm
from checks.names.elsewhere import origin, other_team, owner_elsewhere
from checks.names.past import has_left, old_year, promoted
from checks.names.whereabouts import KIN, Whereabouts

_NUMBERS: Final = frozenset(
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
_OF_OURS: Final = (["of", "our"], ["in", "our"], ["to", "our"], ["from", "our"])
_NEXT_PRONOUN: Final = 9
"""Words from a name to the pronoun that takes it up."""
_LABEL: Final = 6
"""Words before a colon that say what a list is of."""
_CADETS: Final = frozenset(("cadet", "cadets", "ccf", "scouts", "cadre"))
"""Words beside which a rank is a pupil's."""
_RANKS: Final = frozenset(
    ("pte", "cpl", "gnr", "lt", "sgt", "capt", "rfm", "spr", "private", "corporal", "sapper", "gunner")
)
_ELDERS: Final = KIN - {"sister", "brother", "sis", "cousin", "family"} | {
    "grandfather",
    "grandmother",
    "husband",
    "wife",
}
_THEIR_KIN: Final = frozenset(("son", "daughter", "husband", "wife", "partner", "fiance", "fiancee", "dog", "cat"))
_BOOKS: Final = frozenset(
    (
        "matthew", "mark", "luke", "john", "acts", "romans", "corinthians", "galatians", "timothy", "titus", "james",
        "peter", "jude", "samuel", "kings", "ruth", "esther", "ezra", "job", "isaiah", "jeremiah", "ezekiel", "daniel",
        "hosea", "joel", "amos", "micah", "joshua", "judges", "genesis", "exodus", "psalm", "psalms", "hebrews",
        "zechariah", "malachi", "jonah", "obadiah", "nahum", "habakkuk",
    )
)  # fmt: skip
_VERSE: Final = re.compile(r"\s\d{1,3}\s?[:.v]\s?\d{1,3}")
_BREAK: Final = re.compile(r"[.!?\n;]|[^\x00-\u02ff\u2000-\u206f]")
_FIRM: Final = re.compile(
    r"\s*\((?:[A-Z]{3,6}|Catering|Kitchen|Office|Finance|Admin|Premises|Site|Governors?|Staff|Reception desk)\)"
)
"""Whom an adult works for: "Taylor (RAF)", "Lucy (Catering)"."""
_PARENT: Final = re.compile(
    r"(?: and \w+)?\s*[(,–-]\s*\w+['’]?s "
    r"(?:mum|mam|mummy|dad|daddy|parents?|nan|nana|nanny|gran|granny|grandma|grandad|aunt\w*|uncle)"
)
"""What follows a parent who names themselves: "Esther (Kofi's mum)"."""


def structural(at: Whereabouts, *, listed: bool) -> Iterator[str]:
    """Yield what the words right beside a name say against a pupil; one such place taints the name elsewhere too."""
    right, left = at.around.right, at.around.left
    if _animal(at):
        yield "animal_beside"
    if at.begins("workplace", at.last):
        yield "role_beside"
    elif role(at):
        # children play at callings: "Kai is the builder"; "is our caretaker" is said of adults
        yield "role_told" if right[:1] == ["is"] and right[1:2] in (["the"], ["a"], ["an"]) else "role_beside"
    if right[:1] == ["is"] and right[1:3] != ["a", "character"] and at.holds("reading", at.last + 1, at.last + 7):
        yield "reading_beside"
    if (not at.around.touches_right or right[0] == "and") and _PARENT.match(at.source, at.around.end):
        yield "role_beside"
    labelled = ":" in at.around.left_gap
    listed_as = labelled and (
        at.holds("people_word", at.first - 2, at.first)
        or at.holds("era", at.first - _LABEL, at.first)
        or at.holds("adults", at.first - _LABEL, at.first)
    )
    if listed_as or _apposed(at, "people_word"):
        yield "people_beside"
    if (
        right[:1]
        and right[0] in ("his", "her")
        and right[1:2]
        and right[1] in _THEIR_KIN
        and "," in at.around.right_gap
    ):
        yield "kin_of_adult"
    if "," in at.around.right_gap and right[:1] and right[0] in _ELDERS and right[1:2] in (["of"], ["to"]):
        yield "role_beside"
    if "," in at.around.left_gap and "," in at.around.right_gap and left[-1:] and left[-1] in _ELDERS:
        yield "role_beside"  # "Leo's dad, Sam, who fixed the fence"
    if _FIRM.match(at.source, at.around.end):
        yield "firm_in_brackets"
    if thanked_firm(at):
        yield "role_beside"
    if _scripture_reference(at):
        yield "scripture_reference"
    if aged(at):
        yield "role_beside"
    if old_year(at):
        yield "old_year"
    if at.key in at.classes and not at.around.owned and _class_meant(at):
        yield "at_class"
    if owner_elsewhere(at):
        yield "owner_elsewhere"
    if at.places.get("house") and right[:1] and right[0].isdigit():
        yield "house_number"
    if not listed and left[-1:] != ["and"] and right[:1] and right[0] in ("have", "are", "were"):
        yield "acts_as_group"
    many = left[-1:] and (left[-1] in _NUMBERS or left[-1] in ("the", "all", "any")) and at.around.touches_left
    if many and at.plural:
        yield "counted"
    if other_team(at):
        yield "other_team"
    if any(0 <= at.first - end <= _LABEL for _, end in at.places.get("memorial", ())) and left[-1:] != ["by"]:
        yield "memorial_list"
    if (left[-1:] == ["me"] or left[-2:] == ["me", "and"]) and "adults" in at.context_kinds:
        yield "role_beside"
    if left[-1:] and left[-1] in _RANKS and _CADETS.isdisjoint(at.tokens):
        yield "memorial_told"
    of_kin = at.around.owned and right[:1] != [] and right[0] in KIN  # "Maya's gran taught us"
    now = not at.around.owned and at.holds("now", at.last, at.last + (4 if right[:1] == ["is"] else 2))
    if of_kin:
        return
    if (now and not promoted(at)) or (("former" in at.places or " now" in at.source) and has_left(at)):
        yield "former_beside"
    if left[-1:] and left[-1] in ("called", "named") and not _child_before(at):
        yield "called_by_stranger"
        if at.holds("child", max(0, at.first - 5), at.first):  # "a lad called Reuben"
            yield "some_child"
    yield from origin(at)


def _animal(at: Whereabouts) -> bool:
    """Read "Jack the corn snake", "Ruby, our therapy Labrador", "the hamster Harry", "an owl called Autumn"."""
    around, left = at.around, at.around.left
    if "animal" not in at.places:
        return False
    if _apposed(at, "animal") or _told_later(at):
        return True
    if "," in around.right_gap and around.right_raw[:1].islower() and at.holds("animal", at.last, at.last + 2):
        return not around.owned and around.right[0] not in ("and", "with", "feeding", "holding", "stroking")
    if around.right[:2] in (["she", "is"], ["he", "is"], ["she", "s"], ["he", "s"]) and at.holds(
        "animal", at.last + 2, at.last + 7
    ):
        return True
    if ":" in around.left_gap and left[-1:] and left[-1].endswith("s") and left[-1] != "minibus":
        return at.holds("animal", at.first - 2, at.first)  # "our new guinea pigs: Daisy, Ruby and Max"
    if "," in around.left_gap and at.holds("animal", at.first - 2, at.first):
        return True
    if around.touches_right and around.right_raw[:1].islower() and at.holds("animal", at.last, at.last + 1):
        return True
    if (
        "pet_word" in at.places
        and at.holds("animal", at.first - 9, at.first)
        and at.holds("pet_word", at.first - 6, at.first)
    ):
        return True
    if left[-1:] and left[-1] in ("called", "named", "is", "s"):
        return at.holds("animal", at.first - 6, at.first)
    return around.touches_left and not around.owned and at.holds("animal", at.first - 1, at.first)


def _told_later(at: Whereabouts) -> bool:
    """Read "our rory will walk it. he's a great dane": the next he or she is an animal, and no animal came before."""
    if at.around.owned:
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


def _apposed(at: Whereabouts, kind: str) -> bool:
    """Read "Jack the corn snake", "Ruby is our dog", "Ada and Grace: three women of science"."""
    around, right = at.around, at.around.right
    begin = 1 if right[:1] == ["is"] else 0
    if kind not in at.places or not right[begin : begin + 1] or around.owned or _BREAK.search(around.right_gap):
        return False
    return right[begin] in (DETERMINERS | _NUMBERS) and at.holds(kind, at.last, at.last + (6 if begin else 4))


def _scripture_reference(at: Whereabouts) -> bool:
    """Read "1 Peter 4:10", "Luke 10" where scripture is told of: a book of the Bible with a number."""
    if at.key not in _BOOKS or not at.around.right[:1] or not at.around.right[0][:1].isdigit():
        return False
    told = {"scripture", "bible", "reading"} & (at.places.keys() | at.context_kinds)
    lead = at.around.left[-1:] and at.around.left[-1] in ("1", "2", "3", "first", "second")
    return bool(_VERSE.match(at.source, at.around.end) or (at.around.touches_right and (told or lead)))


def _class_meant(at: Whereabouts) -> bool:
    """Read "from Holly", "of our Robins", "3 Ash"; "belongs to Clare in Year 11" is a child."""
    left, right = at.around.left, at.around.right
    if left[-1:] and left[-1].isdigit() and at.around.touches_left:
        return True
    if "(" in at.around.left_gap and at.around.right_gap[:1] == ")":  # "Skye (Ash)"
        return bool(left) and left[-1] in at.pupils
    placed = right[:1] in (["in"], ["from"], ["of"]) and right[1:2] in (["year"], ["yr"], ["reception"], ["form"])
    return not placed and bool(left) and (left[-1] in ("from", "in", "of", "to") or left[-2:] in _OF_OURS)


def _child_before(at: Whereabouts) -> bool:
    begin = max(0, at.first - 5)
    ends = [a for a, b in at.places.get("child", ()) if begin <= a and b <= at.first]
    return any(a == 0 or at.tokens[a - 1] not in ("a", "another", "one", "some") for a in ends)
