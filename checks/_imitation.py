"""Whether a handle is made to be taken for another: letters that look alike, a slip apart, or "official" beside it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from checks._domains import skeleton
from checks._own_accounts import SHARED_NAME, is_part, squeezed

_NEUTRAL: Final = (
    "official", "offical", "real", "the", "uk", "sch", "schools", "school", "academy", "info", "news", "page", "pages",
    "team", "updates", "help", "admin", "support", "account", "new", "backup", "online",
)  # fmt: skip
"""What an impostor sets beside a name, and a school leaves out."""
_OWN: Final = (
    "primary", "infants", "infant", "juniors", "junior", "nursery", "secondary", "high", "college", "sixthform",
    "catholic", "cofe", "ce", "rc", "ps", "is", "js", "hs", "ns", "first", "middle", "prep", "special", "grammar",
)  # fmt: skip
"""Words of phase and faith, whole or cut: those of the school's name are as good as left out, others another's."""
_SHORTENED: Final = {"ps": "primary school", "is": "infant school", "js": "junior school", "hs": "high school"}
_LEAST: Final = 5
"""Letters that stay of a name when words are taken off it."""
_SHORT: Final = 6
"""Below so many letters a slip of the finger is another name."""
_LONG: Final = 9
"""From so many letters on two slips are a disguise, and one is likely to be."""


class Likeness(NamedTuple):
    """How a handle is like a registered one."""

    confidence: str
    how: str
    """A phrase: "differs only by letters that look alike"."""


class _Own(NamedTuple):
    """A registered handle of a school, as others are held against it."""

    handle: str
    """Folded, without "@"."""
    name: str
    """The same without signs."""
    look: str
    core: str
    core_look: str
    pairs: frozenset[str]
    """Of letters that stand side by side in the look of its core."""


def likeness(school: str, registered: str, seen: str, *, distance: int = 2) -> Likeness | None:
    """Say how a handle imitates a registered one of a school, given by its name; None where it does not.

    `distance`: the most letters that may be wrong, left out, added or swapped. The same handle imitates nothing.
    """
    ours, theirs = _own(school, registered), seen.strip("@ ").casefold()
    if ours.handle == theirs:
        return None
    name, look = squeezed(theirs), _look(theirs)
    if ours.name == name:
        return Likeness("likely", "differs only by dots, hyphens or underscores")
    if ours.look == look:
        return Likeness("certain", "differs only by letters that look alike")
    if not _may_be_near(ours.pairs, look) or _is_others(school, ours.name, name):
        return None
    given = _core(school, theirs)
    if ours.core_look == _look(given):
        return Likeness("likely", "differs only by words such as 'official' or 'school', or a number")
    pairs = ((ours.core, given), (ours.name, given), (ours.name, name))
    return _slip(school, min((*pairs, *((_look(one), _look(other)) for one, other in pairs)), key=_apart), distance)


@lru_cache(256)
def _own(school: str, registered: str) -> _Own:
    handle = registered.strip("@ ").casefold()
    core = _core(school, handle)
    look = _look(core)
    pairs = frozenset(look[at : at + 2] for at in range(len(look) - 1))
    return _Own(handle, squeezed(handle), _look(handle), core, look, pairs)


def _slip(school: str, pair: tuple[str, str], distance: int) -> Likeness | None:
    """Judge two names by the letters between them: fewer are allowed in short names, and none is sure in a saint's."""
    length, apart = len(pair[0]), _apart(pair)
    limit = 0 if length < _SHORT else 1 if length < _LONG else 2
    if not 0 < apart <= min(limit, distance):
        return None
    sure = length >= _LONG and (apart == 1 or length >= _LONG + 3) and not SHARED_NAME.match(school)
    letters = "one letter" if apart == 1 else f"{apart} letters"
    return Likeness("likely" if sure else "possible", f"differs by {letters}")


def _may_be_near(pairs: frozenset[str], look: str) -> bool:
    """Say whether a handle has so many pairs of letters of a name that slips could be all between: most have none.

    A slip breaks at most three pairs, and two more where two letters are, or are not, read as one.
    """
    return sum(pair in look for pair in pairs) >= max(1, len(pairs) - 10)


def _apart(pair: tuple[str, str]) -> int:
    return DamerauLevenshtein.distance(*pair)


@lru_cache(4096)
def _look(handle: str) -> str:
    """Fold letters that look alike, capital I and small l among them."""
    return skeleton(squeezed(handle)).replace("i", "l")


def _is_others(school: str, ours: str, theirs: str) -> bool:
    """Say whether what one handle has beside the other is a part of the school, or another school's phase or faith."""
    one, other = sorted((ours, theirs), key=len)
    if not other.startswith(one) and not other.endswith(one):
        return False
    rest = other.removeprefix(one) if other.startswith(one) else other.removesuffix(one)
    return is_part(rest) or (rest in _OWN and rest not in _own_words(school))


@lru_cache(4096)
def _core(school: str, handle: str) -> str:
    """Return a handle without numbers at its end and the words that name nobody."""
    name, before = squeezed(handle), ""
    while name != before:
        before = name
        name = _without(name, re.sub(r"\d{1,4}$", "", name))
        for word in (*_NEUTRAL, *_own_words(school)):
            name = _without(name, name.removesuffix(word))
            name = _without(name, name.removeprefix(word))
    return name


def _without(name: str, rest: str) -> str:
    return rest if len(rest) >= _LEAST else name


@cache
def _own_words(school: str) -> tuple[str, ...]:
    """Return the words of phase and faith that a school's name bears, and what they are cut to."""
    name = re.sub(
        r"[^a-z ]", "", school.casefold().replace("church of england", "cofe ce").replace("c of e", "cofe ce")
    )
    name = name.replace("roman catholic", "catholic rc")
    return tuple(word for word in _OWN if word in name.split() or _SHORTENED.get(word, "?") in name)
