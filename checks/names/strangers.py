"""Strangers: signs that a name spelled like a pupil's is a pet, a house, an adult, another school's child, a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks.names.lists import Lists
from checks.names.scenes import Places
from checks.names.surroundings import Surroundings

_DETERMINERS: Final = frozenset(
    ("the", "our", "a", "an", "my", "their", "his", "her", "your", "school", "class", "this")
)
_POSITIONS: Final = frozenset(
    (
        "keeper", "goalkeeper", "goalie", "captain", "striker", "winger", "skipper", "bowler", "opener", "coach", "pupil",
        "student", "scorer", "number", "prop", "hooker", "shooter", "batsman", "batter", "player", "runner", "swimmer",
    )
)  # fmt: skip
_OURS: Final = frozenset(
    ("school", "team", "our", "year", "class", "academy", "squad", "side", "today", "this", "week")
)
_SCHOOL_WORDS: Final = frozenset(
    (
        "school", "primary", "infants", "infant", "juniors", "junior", "academy", "high", "college", "grammar", "prep",
        "nursery", "secondary", "comprehensive", "rovers", "united", "city", "town", "fc", "rfc", "cc", "ltd", "church",
        "portraits", "council", "theatre", "museum", "farm", "trust", "foundation", "centre", "library", "police",
        "university", "hospital", "bakery", "club", "studio", "studios", "photography", "brigade", "county", "ballet",
        "opera", "orchestra", "zoo", "bank", "garage", "limited", "society", "charity",
    )
)  # fmt: skip
_CHILD_CLASS: Final = frozenset(
    ("year", "yr", "y", "reception", "nursery", "class", "form", "key", "ks1", "ks2", "our")
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
_BEFORE_FORMER, _AFTER_FORMER = 6, 9
_RANKS: Final = frozenset(
    ("pte", "cpl", "gnr", "lt", "sgt", "capt", "rfm", "spr", "private", "corporal", "sapper", "gunner")
)
_KIN: Final = frozenset(
    (
        "mum", "mam", "mummy", "dad", "daddy", "nan", "nana", "nanny", "gran", "granny", "grandma", "grandad", "grandpa",
        "auntie", "aunty", "aunt", "uncle", "parent", "parents", "family", "mother", "father", "mama", "mom", "nain", "taid",
        "sister", "brother", "sis", "cousin",
    )
)  # fmt: skip
_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))
_PARENT: Final = re.compile(
    r"(?: and \w+)?\s*[(,–-]\s*\w+['’]?s (?:mum|mam|mummy|dad|daddy|parents?|nan|nana|nanny|gran|granny|grandma|grandad|aunt\w*|uncle)"
)
"""What follows a parent who names themselves: "Esther (Kofi's mum)"."""
_BRACKET: Final = re.compile(r"\s*\(([A-Z][\w'’ ]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One candidate in its text: what strangers are told by."""

    key: str
    around: Surroundings
    source: str
    tokens: Sequence[str]
    """The folded words of the text."""
    first: int
    """Which of them the name begins with."""
    last: int
    """The one after its end."""
    places: Places
    """Scenes of the text."""
    context: str
    """The folded context."""
    context_kinds: frozenset[str]
    """Scenes of the context."""
    classes: frozenset[str]
    """Words that are names of classes of the school."""
    lists: Lists


def structural(at: Whereabouts, *, listed: bool) -> Iterator[str]:
    """Yield what the words right beside a name say against a pupil; one such place taints the name elsewhere too."""
    right, left = at.around.right, at.around.left
    scenes = at.lists.scenes
    if _animal(at):
        yield "animal_beside"
    if _role(at) or any(phrase_at(right, phrase) for phrase in _phrases(scenes.by_first, right, "workplace")):
        yield "role_beside"
    if right[:1] == ["is"] and _holds(at, "reading", at.last + 1, at.last + 7):
        yield "reading_beside"
    if _PARENT.match(at.source, at.around.end):
        yield "role_beside"
    if at.places.get("house") and right[:1] and right[0].isdigit():
        yield "house_number"
    if not listed and right[:1] and right[0] in ("have", "are", "were", "have been"):
        yield "acts_as_group"
    if left[-1:] and left[-1] in _NUMBERS and at.around.touches_left and at.around.word.endswith("s"):
        yield "counted"
    if _other_team(at):
        yield "other_team"
    if left[-1:] and left[-1] in _RANKS:
        yield "memorial_told"
    now = not at.around.owned and _holds(at, "now", at.last, at.last + (4 if right[:1] == ["is"] else 2))
    if now or _near(at, "former", _BEFORE_FORMER, _AFTER_FORMER):
        yield "former_beside"
    if left[-1:] and left[-1] in ("called", "named") and not _child_before(at):
        yield "called_by_stranger"
    yield from _origin(at)


def told(at: Whereabouts, *, tainted: bool) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text.
    """
    here, above = at.places, at.context_kinds
    if at.key in at.classes:
        yield "class_name"
    if "house" in here or "house" in above:
        yield "house_told"
    if "former" in here:
        yield "former_told"
    if "pet_word" in here and "animal" in here:
        yield "pet_told"
    if "pet_word" in above and not here.keys() & {"child"}:
        yield "pet_in_post"
    if "reading" in here or "reading" in above:
        yield "reading_told"
    if "scripture" in here or "scripture" in above:
        yield "scripture_told"
    if "memorial" in here:
        yield "memorial_told"
    if "other_school" in here:
        yield "other_school_told"
    famous = at.lists.famous.get(at.key, frozenset())
    if ("famous" in famous and ({"famous", "reading"} & (here.keys() | above))) or (
        "bible" in famous and ({"bible", "scripture"} & (here.keys() | above))
    ):
        yield "story_told"
    if not tainted:  # what everybody thinks of has been named; it is not meant twice
        yield from _associated(at)


def signed_off(author: str, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the names at the end of a comment are its signature: the writer's own, or after "regards"."""
    if _KIN.isdisjoint(author.split()) and not set(author.split()).isdisjoint([*words, *after[:2]]):
        return True
    return bool(before) and before[-1] in _SIGN_OFFS


def writer_is(author: str, key: str) -> bool:
    """Tell whether a name is the writer's own, and the writer does not call themselves somebody's mum."""
    names = author.split()
    return key in names and _KIN.isdisjoint(names)


def phrase_at(tokens: Sequence[str], phrase: Sequence[str]) -> bool:
    """Tell whether a phrase stands at the beginning of some tokens."""
    return list(tokens[: len(phrase)]) == list(phrase)


def _phrases(by_first: object, right: Sequence[str], kind: str) -> Iterator[Sequence[str]]:
    if right:
        for phrase, of in by_first.get(right[0], ()):  # type: ignore[attr-defined]
            if of == kind:
                yield phrase


def _holds(at: Whereabouts, kind: str, first: int, last: int) -> bool:
    """Tell whether a word of some kind stands in the tokens [first, last)."""
    return any(first <= a and b <= last for a, b in at.places.get(kind, ()))


def _near(at: Whereabouts, kind: str, before: int, after: int) -> bool:
    return _holds(at, kind, at.first - before, at.first) or _holds(at, kind, at.last, at.last + after)


def _animal(at: Whereabouts) -> bool:
    """Read "Jack the corn snake", "Ruby, our therapy Labrador", "the hamster Harry", "an owl called Autumn"."""
    around, right, left = at.around, at.around.right, at.around.left
    if "animal" not in at.places:
        return False
    begin = 1 if right[:1] == ["is"] else 0
    if right[begin : begin + 1] and right[begin] in (_DETERMINERS | _NUMBERS) and not around.owned:
        return _holds(at, "animal", at.last, at.last + begin + 5)
    if around.touches_right and around.right_raw[:1].islower() and _holds(at, "animal", at.last, at.last + 1):
        return True
    if (
        "pet_word" in at.places
        and _holds(at, "animal", at.first - 9, at.first)
        and _holds(at, "pet_word", at.first - 6, at.first)
    ):
        return True
    if left[-1:] and left[-1] in ("called", "named", "is", "s"):
        return _holds(at, "animal", at.first - 6, at.first)
    return around.touches_left and not around.owned and _holds(at, "animal", at.first - 1, at.first)


def _role(at: Whereabouts) -> bool:
    """Read "Jan, the builder", "our caretaker, Jan", "Jan (lollipop lady)", "Will is our learning mentor"."""
    around, right = at.around, at.around.right
    if "role" not in at.places:
        return False
    begin = 1 if right[:1] == ["is"] else 0
    after = (
        right[begin : begin + 1]
        and right[begin] in _DETERMINERS
        and _holds(at, "role", at.last + 1, at.last + begin + 4)
    )
    apart = any(sign in around.right_gap for sign in ",(–—") and around.right_raw[:1].islower() and right[0] not in _KIN
    if (after or (apart and _holds(at, "role", at.last, at.last + 2))) and not around.owned:
        return "\n" not in around.right_gap and "." not in around.right_gap
    if "," in around.left_gap and "\n" not in around.left_gap:
        ends = [(a, b) for a, b in at.places["role"] if b == at.first]
        return any(a > 0 and at.tokens[a - 1] in _DETERMINERS for a, b in ends)
    return False


def _other_team(at: Whereabouts) -> bool:
    """Read "their keeper Theo", "Moorside's keeper, Theo", "our keeper Sophie (Abbeydale)"."""
    left = at.around.left
    if _holds(at, "other_school", at.first - 3, at.first):
        return True
    if len(left) >= 3 and left[-1] in _POSITIONS and left[-2] == "s" and left[-3] not in _OURS:
        return True
    bracket = _BRACKET.match(at.source, at.around.end)
    return bracket is not None and bool(at.context) and f" {bracket[1].casefold()} " in at.context


def _child_before(at: Whereabouts) -> bool:
    return _holds(at, "child", max(0, at.first - 5), at.first)


def _origin(at: Whereabouts) -> Iterator[str]:
    """Yield where somebody comes from: "Jamie from Snapdragon Portraits", "Noah, aged 6, from Thornhill Infants"."""
    tokens = at.tokens
    for step in range(at.last, min(at.last + 5, len(tokens) - 1)):
        if tokens[step] not in ("from", "at") or (tokens[step] == "at" and step > at.last):
            continue
        following = tokens[step + 1]
        if following in _CHILD_CLASS or following in at.classes or following[:1].isdigit():
            return
        if not _SCHOOL_WORDS.isdisjoint(tokens[step + 1 : step + 4]) and following not in ("the", "school", "home"):
            yield "from_school"
        elif step == at.last and tokens[step] == "from" and _capital(at.source, at.around.end, following):
            yield "from_elsewhere"
        return


def _capital(source: str, begin: int, word: str) -> bool:
    found = source.casefold().find(word, begin)
    return found >= 0 and source[found].isupper()


def _associated(at: Whereabouts) -> Iterator[str]:
    nears = at.lists.associations.get(at.key, ())
    if not nears:
        return
    whole = f" {' '.join(at.tokens)} "
    close = f" {' '.join([*at.tokens[max(0, at.first - 4) : at.first], '|', *at.tokens[at.last : at.last + 4]])} "
    if any(f" {near} " in close for near in nears):
        yield "associated_beside"
    if any(f" {near} " in whole or f" {near} " in at.context for near in nears):
        yield "associated"
