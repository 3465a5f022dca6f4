"""Beside: what the words right beside a name say against a pupil: an animal, an adult, a house, a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.elsewhere import origin, other_team, owner_elsewhere
from checks.names.whereabouts import KIN, Whereabouts

_DETERMINERS: Final = frozenset(
    ("the", "our", "a", "an", "my", "their", "his", "her", "your", "school", "class", "this")
)
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
_RECENT: Final = 2022
"""Years before this one tell of people who have left."""
_BEFORE_FORMER, _AFTER_FORMER = 6, 9
_RANKS: Final = frozenset(
    ("pte", "cpl", "gnr", "lt", "sgt", "capt", "rfm", "spr", "private", "corporal", "sapper", "gunner")
)
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
    if _role(at) or at.begins("workplace", at.last):
        yield "role_beside"
    if right[:1] == ["is"] and at.holds("reading", at.last + 1, at.last + 7):
        yield "reading_beside"
    if _PARENT.match(at.source, at.around.end):
        yield "role_beside"
    listed_as = ":" in at.around.left_gap and at.holds("people_word", at.first - 2, at.first)
    if listed_as or _apposed(at, "people_word"):
        yield "people_beside"
    if _aged(at):
        yield "role_beside"
    if _old_year(at):
        yield "old_year"
    if at.key in at.classes and left[-1:] and left[-1] in ("from", "in", "of", "to") and not at.around.owned:
        yield "at_class"
    if owner_elsewhere(at):
        yield "owner_elsewhere"
    if at.places.get("house") and right[:1] and right[0].isdigit():
        yield "house_number"
    if not listed and right[:1] and right[0] in ("have", "are", "were", "have been"):
        yield "acts_as_group"
    many = left[-1:] and (left[-1] in _NUMBERS or left[-1] in ("the", "all", "any")) and at.around.touches_left
    if many and at.plural:
        yield "counted"
    if other_team(at):
        yield "other_team"
    if left[-1:] and left[-1] in _RANKS:
        yield "memorial_told"
    now = not at.around.owned and at.holds("now", at.last, at.last + (4 if right[:1] == ["is"] else 2))
    if now or _near(at, "former", _BEFORE_FORMER, _AFTER_FORMER):
        yield "former_beside"
    if left[-1:] and left[-1] in ("called", "named") and not _child_before(at):
        yield "called_by_stranger"
    yield from origin(at)


def _near(at: Whereabouts, kind: str, before: int, after: int) -> bool:
    return at.holds(kind, at.first - before, at.first) or at.holds(kind, at.last, at.last + after)


def _animal(at: Whereabouts) -> bool:
    """Read "Jack the corn snake", "Ruby, our therapy Labrador", "the hamster Harry", "an owl called Autumn"."""
    around, left = at.around, at.around.left
    if "animal" not in at.places:
        return False
    if _apposed(at, "animal"):
        return True
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


def _apposed(at: Whereabouts, kind: str) -> bool:
    """Read "Jack the corn snake", "Ruby is our dog", "Ada and Grace: three women of science"."""
    around, right = at.around, at.around.right
    begin = 1 if right[:1] == ["is"] else 0
    if kind not in at.places or not right[begin : begin + 1] or around.owned or "." in around.right_gap:
        return False
    return right[begin] in (_DETERMINERS | _NUMBERS) and at.holds(kind, at.last, at.last + begin + 5)


def _aged(at: Whereabouts) -> bool:
    """Read "Rose (81)", "Stanley, 84", "aged 34": nobody at school is as old."""
    around, right = at.around, at.around.right
    age = right[1:2] if right[:1] == ["aged"] else right[:1] if any(s in around.right_gap for s in "(,") else []
    unit = right[2:3] if right[:1] == ["aged"] else right[1:2]
    return bool(age) and age[0].isdigit() and 20 < int(age[0]) < 110 and "(" in around.right_gap and unit != ["points"]


def _old_year(at: Whereabouts) -> bool:
    """A year long gone stands close behind: "Callum left in 2012", "Marcus (2017)", "who was here from 2003"."""
    for step in range(at.last, min(at.last + 9, len(at.tokens))):
        token = at.tokens[step]
        if (
            len(token) == 4
            and token.isdigit()
            and 1900 < int(token) < _RECENT
            and at.tokens[step - 1] not in ("born", "of")
        ):
            return step == at.last or at.tokens[step - 1] in ("in", "from", "since", "until", "to", "back", "circa")
    return False


def _role(at: Whereabouts) -> bool:
    """Read "Jan, the builder", "our caretaker, Jan", "Jan (lollipop lady)", "Will is our learning mentor"."""
    around, right = at.around, at.around.right
    if "role" not in at.places:
        return False
    begin = 1 if right[:1] == ["is"] else 0
    after = (
        right[begin : begin + 1] and right[begin] in _DETERMINERS and at.holds("role", at.last + 1, at.last + begin + 4)
    )
    apart = any(sign in around.right_gap for sign in ",(–—") and around.right_raw[:1].islower() and right[0] not in KIN
    bare = apart and at.holds("role", at.last, at.last + 2) and KIN.isdisjoint(right[:2])
    if (after or bare) and not around.owned:
        return "\n" not in around.right_gap and "." not in around.right_gap
    if "," in around.left_gap and "\n" not in around.left_gap:
        ends = [(a, b) for a, b in at.places["role"] if b == at.first]
        return any(a > 0 and at.tokens[a - 1] in _DETERMINERS for a, b in ends)
    return False


def _child_before(at: Whereabouts) -> bool:
    return at.holds("child", max(0, at.first - 5), at.first)
