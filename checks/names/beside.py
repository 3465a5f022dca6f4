"""Beside: what the words right beside a name say against a pupil: an animal, an adult, a house, a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.adults import aged, role, thanked_firm
from checks.names.animals import NUMBERS, animal, apposed
from checks.names.elsewhere import other_team, owner_elsewhere
from checks.names.grown import grown_deed
from checks.names.guests import guest
from checks.names.houses import acts_as_group, as_group, awarded_for, coloured, in_house_colours, of_house, stays_in
from checks.names.kin import apposed_adult, kin
from checks.names.origins import origin
from checks.names.past import as_was, has_left, old_year, promoted
from checks.names.posts import in_post, named_to_come
from checks.names.rivals import is_club, of_rival
from checks.names.sides import of_their_side
from checks.names.stories_beside import in_a_story
from checks.names.told import CADETS
from checks.names.whereabouts import KIN, Whereabouts

_OF_OURS: Final = (["of", "our"], ["in", "our"], ["to", "our"], ["from", "our"])
_PLACEMENT: Final = frozenset(("experience", "placement", "placements"))
_LABEL: Final = 6
"""Words before a colon that say what a list is of."""
_RANKS: Final = frozenset(
    (
        "pte", "cpl", "gnr", "lt", "sgt", "capt", "rfm", "spr", "private", "corporal", "sapper", "gunner", "rifleman",
        "fusilier", "guardsman", "stoker", "bombardier", "midshipman", "airman", "bdr",
    )
)  # fmt: skip
_OF_THE: Final = frozenset(("week", "month", "day", "term", "year", "half", "fortnight"))
"""Ends of a title that somebody is given: "our reader of the week"."""
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
_GROWN_ONES: Final = frozenset(
    ("ladies", "gents", "gentlemen", "women", "ramblers", "bellringers", "mums", "dads", "grans", "nans", "grandmas",
     "grandads", "pensioners", "veterans", "retirees", "landladies", "landlords", "stewards", "marshals", "drivers")
)  # fmt: skip
"""Grown-ups of whom a list behind a comma is."""
_OF_PUPILS: Final = frozenset(("prom", "pupil", "pupils", "student", "students", "eco", "yearbook", "tuck", "year"))
"""Before "committee" and the like: pupils sit in it."""
_FIRM: Final = re.compile(
    r"\s*\((?:[A-Z]{3,6}|Catering|Kitchen|Office|Finance|Admin|Premises|Site|Governors?|Staff|Reception desk)\)"
)
"""Whom an adult works for: "Taylor (RAF)", "Lucy (Catering)"."""


def structural(at: Whereabouts, *, listed: bool) -> Iterator[str]:
    """Yield what the words right beside a name say against a pupil; one such place taints the name elsewhere too."""
    if animal(at):
        yield "animal_beside"
    yield from _callings(at)
    yield from kin(at)
    yield from _lists(at)
    yield from _houses(at, listed=listed)
    yield from _the_dead(at)
    if of_their_side(at):
        yield "from_school"
    if other_team(at) or is_club(at):
        yield "other_team"
    if owner_elsewhere(at):
        yield "owner_elsewhere"
    yield from _gone_or_strange(at)


def _callings(at: Whereabouts) -> Iterator[str]:
    """A job, a firm, an age, a deed of adults."""
    right = at.around.right
    # pupils may be placed at work: "Work experience! Luca at the garage"
    shared = at.tokens[at.last : at.last + 1] in (["and"], ["or"]) and at.begins("workplace", at.last + 2)
    at_work = (shared or at.begins("workplace", at.last)) and _PLACEMENT.isdisjoint(at.tokens)
    if at_work or thanked_firm(at) or aged(at):
        yield "role_beside"
    elif role(at):
        # children play at callings: "Kai is the builder"; "is our caretaker" is said of adults
        yield "role_told" if right[:1] == ["is"] and right[1:2] in (["the"], ["a"], ["an"]) else "role_beside"
    elif _grown_up(at) or apposed_adult(at) or named_to_come(at) or in_post(at):
        yield "role_beside"
    if grown_deed(at):
        yield "grown_deed"
    if old_year(at):
        yield "old_year"
    if "(" in at.around.right_gap and _FIRM.match(at.source, at.around.end):
        yield "firm_in_brackets"


def _grown_up(at: Whereabouts) -> bool:
    """Read "thank u diya aunty", "Ruby and Joe, our volunteers" where a text is about adults."""
    right = at.around.right
    volunteers = right[:1] == ["our"] and right[1:2] in (["volunteers"], ["volunteer"]) and "adults" in at.places
    of_staff = right[:1] == ["who"] and at.holds_word("staff", at.last, at.last + 6)  # "Eve, who leaves the staff"
    return volunteers or of_staff or (at.around.touches_right and right[0] in _AUNTS)


def _lists(at: Whereabouts) -> Iterator[str]:
    """What a list is of: saints, monarchs, governors; a book is said to be; a verse of the Bible."""
    right = at.around.right
    left = at.around.left
    if left[-1:] == ["is"] and left[-2:-1] != [] and left[-2] in _READ:  # "Our spring read is Emma."
        yield "reading_beside"
    said = right[:1] == ["is"] and right[1:3] != ["a", "character"] and at.holds("reading", at.last + 1, at.last + 7)
    if said and _OF_THE.isdisjoint(right[3:6]):  # "Rose is our reader of the week"
        yield "reading_beside"
    opens = (":" in at.around.left_gap or "(" in at.around.left_gap) and at.around.left[-1:] != ["volunteers"]
    headed = opens and (
        at.holds("people_word", at.first - 2, at.first)
        or any(at.holds(kind, at.first - _LABEL, at.first) for kind in ("era", "adults", "grown_group"))
    )
    if in_a_story(at):
        yield "reading_beside"
    if _grown_group(at):
        yield "role_beside"
    of_pupils = headed and not _OF_PUPILS.isdisjoint(at.tokens[max(0, at.first - _LABEL) : at.first])
    if (headed and not of_pupils) or apposed(at, "people_word"):
        yield "people_beside"
    if _scripture_reference(at) or _told_of_scripture(at):
        yield "scripture_reference"


def _grown_group(at: Whereabouts) -> bool:
    """Read "the Arms darts ladies, Frankie, Tilly and Big Mo": a word of grown-ups before a comma and a list."""
    return at.around.left[-1:] != [] and at.around.left[-1] in _GROWN_ONES and at.around.left_gap[:1] in (",", ":")


def _houses(at: Whereabouts, *, listed: bool) -> Iterator[str]:
    """A class or a house: with a number, as a group, counted."""
    right, left = at.around.right, at.around.left
    if stays_in(at) or (at.key in at.classes and not at.around.owned and _class_meant(at)):
        yield "at_class"
    if in_house_colours(at) or of_house(at) or coloured(at) or awarded_for(at) or (not listed and as_group(at)):
        yield "house_number"
    if at.places.get("house") and right[:1] and right[0].isdigit():
        yield "house_number"
    if acts_as_group(at, listed=listed):
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
    memorials = at.places.get("memorial")
    mourned = memorials and any(0 <= at.first - end <= _LABEL for _, end in memorials) and left[-1:] != ["by"]
    if mourned and not at.kin_leads and not at.does_as_people_do:
        yield "memorial_list"
    ranked = left[-1:] != [] and left[-1] in _RANKS and ")" not in at.around.left_gap  # "Zainab (capt), Maya"
    if ranked and CADETS.isdisjoint(at.tokens):
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
    called = called and not (at.around.touches_right and right[0] in ("up", "over", "out", "forward", "back", "onto"))
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
    biblical = "bible" in at.lists.famous.get(at.key, ())
    if not biblical and at.key not in _BOOKS:
        return False
    told = {"scripture", "bible"} & (at.places.keys() | at.context_kinds)
    if not told and _SCRIPTURES.isdisjoint(at.tokens):
        return False
    if at.key in _BOOKS and _READ_FROM.search(at.source[: at.around.start]):
        return _CHILD_READS.match(at.source, at.around.end) is None
    if not biblical:
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
