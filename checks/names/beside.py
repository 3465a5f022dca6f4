"""Beside: what the words right beside a name say against a pupil: an animal, an adult, a house, a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.adults import aged, role, thanked_firm
from checks.names.animals import NUMBERS, animal, apposed
from checks.names.elsewhere import origin, other_team, owner_elsewhere
from checks.names.grown import grown_deed
from checks.names.guests import guest
from checks.names.past import as_was, has_left, old_year, promoted
from checks.names.rivals import is_club, of_rival
from checks.names.whereabouts import KIN, Whereabouts

_OF_OURS: Final = (["of", "our"], ["in", "our"], ["to", "our"], ["from", "our"])
_PLACEMENT: Final = frozenset(("experience", "placement", "placements"))
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
_READ_FROM: Final = re.compile(
    r"(?:[Rr]eading|[Pp]assage|[Vv]erse|[Ll]esson|[Gg]ospel|[Ee]xtract|[Ll]etter)s?(?: \w+){0,2} "
    r"(?:from|of|according to) $"
)
_CHILD_READS: Final = re.compile(r"['’]s? |,? (?:in|from|of|and) |,? \(?(?:Y|Year |Class )?\d| [A-Z]")
"""What tells a reader from a book: "a reading from Daniel in 4B"."""
_SCRIPTURES: Final = frozenset(("psalm", "psalms", "gospel", "gospels", "epistle", "scripture", "assembly", "bible"))
_READ: Final = frozenset(
    ("read", "book", "novel", "text", "title", "musical", "play", "show", "film", "panto", "story")
)
"""What is named after a work."""
_AUNTS: Final = frozenset(("aunty", "auntie", "aunti", "chacha", "chachi", "khala", "masi", "mausi", "phupo", "mamu"))
"""How grown-ups are called behind their name."""
_OBJECTS: Final = frozenset(
    (
        "ram", "ark", "whale", "fish", "lion", "lions", "giant", "flood", "dove", "rainbow", "coat", "angel", "stars",
        "burning", "walls", "sheep", "lamb", "well", "idols", "fire", "staff", "sea", "tablets", "golden", "prophets",
        "disciples", "apostles", "shepherds", "manger", "cross", "dream", "dreams", "ravens", "serpent", "ladder",
    )
)  # fmt: skip
"""With whom or what somebody of the Bible stands: "David and the giant"."""
_VERSE: Final = re.compile(r"\s\d{1,3}\s?[:.v]\s?\d{1,3}")
_SCORED: Final = re.compile(r" \d{1,3}(?:[!.]|, [A-Z]\w+ \d|\s?[-–]\s?\d{1,3} [A-Z])")
"""A score between houses: "Bede 5, Aidan 4!"."""
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
    if animal(at):
        yield "animal_beside"
    yield from _callings(at)
    yield from _kin(at)
    yield from _lists(at)
    yield from _houses(at, listed=listed)
    yield from _the_dead(at)
    if other_team(at) or is_club(at):
        yield "other_team"
    if owner_elsewhere(at):
        yield "owner_elsewhere"
    yield from _gone_or_strange(at)


def _callings(at: Whereabouts) -> Iterator[str]:
    """A job, a firm, an age, a deed of adults."""
    right = at.around.right
    placed = not _PLACEMENT.isdisjoint(at.tokens)  # pupils at work: "Work experience! Luca at the garage"
    if (at.begins("workplace", at.last) and not placed) or thanked_firm(at) or aged(at):
        yield "role_beside"
    elif role(at):
        # children play at callings: "Kai is the builder"; "is our caretaker" is said of adults
        yield "role_told" if right[:1] == ["is"] and right[1:2] in (["the"], ["a"], ["an"]) else "role_beside"
    elif _grown_up(at):
        yield "role_beside"
    if grown_deed(at):
        yield "grown_deed"
    if old_year(at):
        yield "old_year"
    if _FIRM.match(at.source, at.around.end):
        yield "firm_in_brackets"


def _grown_up(at: Whereabouts) -> bool:
    """Read "thank u diya aunty", "Ruby and Joe, our volunteers" where a text is about adults."""
    right = at.around.right
    volunteers = right[:1] == ["our"] and right[1:2] in (["volunteers"], ["volunteer"]) and "adults" in at.places
    return volunteers or (at.around.touches_right and right[0] in _AUNTS)


def _kin(at: Whereabouts) -> Iterator[str]:
    """Parents who name themselves, and whose family is told of."""
    around, right, left = at.around, at.around.right, at.around.left
    if (not around.touches_right or right[0] == "and") and _PARENT.match(at.source, around.end):
        yield "role_beside"
    if right[:1] and right[0] in ("his", "her") and right[1:2] and right[1] in _THEIR_KIN and "," in around.right_gap:
        yield "kin_of_adult"
    if "," in around.right_gap and right[:1] and right[0] in _ELDERS and right[1:2] in (["of"], ["to"]):
        yield "role_beside"
    if "," in around.left_gap and "," in around.right_gap and left[-1:] and left[-1] in _ELDERS:
        yield "role_beside"  # "Leo's dad, Sam, who fixed the fence"
    if (left[-1:] == ["me"] or left[-2:] == ["me", "and"]) and "adults" in at.context_kinds:
        yield "role_beside"


def _lists(at: Whereabouts) -> Iterator[str]:
    """What a list is of: saints, monarchs, governors; a book is said to be; a verse of the Bible."""
    right = at.around.right
    left = at.around.left
    if left[-1:] == ["is"] and left[-2:-1] != [] and left[-2] in _READ:  # "Our spring read is Emma."
        yield "reading_beside"
    if right[:1] == ["is"] and right[1:3] != ["a", "character"] and at.holds("reading", at.last + 1, at.last + 7):
        yield "reading_beside"
    opens = (":" in at.around.left_gap or "(" in at.around.left_gap) and at.around.left[-1:] != ["volunteers"]
    headed = opens and (
        at.holds("people_word", at.first - 2, at.first)
        or any(at.holds(kind, at.first - _LABEL, at.first) for kind in ("era", "adults", "grown_group"))
    )
    if headed or apposed(at, "people_word"):
        yield "people_beside"
    if _scripture_reference(at) or _told_of_scripture(at):
        yield "scripture_reference"


def _houses(at: Whereabouts, *, listed: bool) -> Iterator[str]:
    """A class or a house: with a number, as a group, counted."""
    right, left = at.around.right, at.around.left
    if at.key in at.classes and not at.around.owned and _class_meant(at):
        yield "at_class"
    if at.places.get("house") and right[:1] and right[0].isdigit():
        yield "house_number"
    if not listed and left[-1:] != ["and"] and right[:1] and right[0] in ("have", "are", "were"):
        yield "acts_as_group"
    if "house" in at.places and _SCORED.match(at.source, at.around.end):
        yield "house_number"
    if not listed and left[-1:] == ["are"] and right[:1] in (["on"], ["in"], ["playing"], ["up"], ["winning"]):
        yield "acts_as_group"  # "what time are gwenllian on?"
    many = left[-1:] and (left[-1] in NUMBERS or left[-1] in ("the", "all", "any")) and at.around.touches_left
    if many and at.plural:
        yield "counted"


def _the_dead(at: Whereabouts) -> Iterator[str]:
    """A memorial right before a name, a soldier's rank."""
    left = at.around.left
    mourned = any(0 <= at.first - end <= _LABEL for _, end in at.places.get("memorial", ())) and left[-1:] != ["by"]
    if mourned and not at.kin_leads and not at.does_as_people_do:
        yield "memorial_list"
    if left[-1:] and left[-1] in _RANKS and _CADETS.isdisjoint(at.tokens):
        yield "memorial_told"


def _gone_or_strange(at: Whereabouts) -> Iterator[str]:
    """Somebody who has left, whom nobody knows by name, who comes from elsewhere; "Maya's gran taught us" is none."""
    right, left = at.around.right, at.around.left
    if at.around.owned and right[:1] != [] and right[0] in KIN:
        return
    now = not at.around.owned and at.holds("now", at.last, at.last + (4 if right[:1] == ["is"] else 2))
    if (now and not promoted(at)) or (("former" in at.places or " now" in at.source) and has_left(at)):
        yield "former_beside"
    if as_was(at):
        yield "former_beside"
    if guest(at) or of_rival(at):
        yield "from_school"
    called = left[-1:] in (["called"], ["named"]) and left[-2:-1] not in (["are"], ["am"])
    if called and not at.alt and not _child_before(at):
        yield "called_by_stranger"
        if at.holds("child", max(0, at.first - 5), at.first):  # "a lad called Reuben"
            yield "some_child"
    yield from origin(at)


def _scripture_reference(at: Whereabouts) -> bool:
    """Read "1 Peter 4:10", "Luke 10" where scripture is told of: a book of the Bible with a number."""
    if at.key not in _BOOKS or not at.around.right[:1]:
        return False
    if not at.around.right[0][:1].isdigit() and at.around.right[0] not in ("chapter", "verse"):
        return False
    told = {"scripture", "bible", "reading"} & (at.places.keys() | at.context_kinds)
    if at.around.right[0] in ("chapter", "verse"):  # "a reading from Luke chapter 2"
        return True
    lead = at.around.left[-1:] and at.around.left[-1] in ("1", "2", "3", "first", "second")
    return bool(_VERSE.match(at.source, at.around.end) or (at.around.touches_right and (told or lead)))


def _told_of_scripture(at: Whereabouts) -> bool:
    """Read "the reading from Luke was", "Isaac, Ibrahim and the ram" where scripture is told of."""
    told = {"scripture", "bible"} & (at.places.keys() | at.context_kinds)
    if not told and _SCRIPTURES.isdisjoint(at.tokens):
        return False
    if at.key in _BOOKS and _READ_FROM.search(at.source[: at.around.start]):
        return _CHILD_READS.match(at.source, at.around.end) is None
    if "bible" not in at.lists.famous.get(at.key, ()):
        return False
    thing = at.around.right[:2] == ["and", "the"] and at.around.right[2:3] != [] and not at.around.owned
    return thing and at.around.right[2] in _OBJECTS


def _class_meant(at: Whereabouts) -> bool:
    """Read "from Holly", "of our Robins", "3 Ash"; "belongs to Clare in Year 11" is a child."""
    left, right = at.around.left, at.around.right
    if left[-1:] and left[-1].isdigit() and at.around.touches_left:
        return True
    if "(" in at.around.left_gap and at.around.right_gap[:1] == ")":  # "Skye (Ash)", "Zara M (Ash)"
        return bool(left) and (left[-1] in at.pupils or len(left[-1]) == 1)
    placed = right[:1] in (["in"], ["from"], ["of"]) and right[1:2] in (["year"], ["yr"], ["reception"], ["form"])
    return not placed and bool(left) and (left[-1] in ("from", "in", "of", "to") or left[-2:] in _OF_OURS)


def _child_before(at: Whereabouts) -> bool:
    begin = max(0, at.first - 5)
    ends = [a for a, b in at.places.get("child", ()) if begin <= a and b <= at.first]
    return any(a == 0 or at.tokens[a - 1] not in ("a", "another", "one", "some") for a in ends)
