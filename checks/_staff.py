"""The staff of a school by how their names are written: in handles (@mrsdale_y4) and by those who post (Mrs Dale)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from checks.base import Evidence

_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "fr", "father", "sister", "sir", "prof"}
)
_BESIDE: Final = re.compile(
    r"(?:y|yr|year|rec|reception|class|ks)?\d{0,4}|teach(?:er|es|ing)?|head(?:teacher|ofpe)?|ht|dht|hoy|sendco?|edu|"
    r"education|pe|maths|music|art|science|history|geog(?:raphy)?|english|mfl|drama|ict|primary|school|uk|official|real|"
    r"the|ta|nqt|ect|eyfs|x+"
)
"""What a colleague's handle has beside the name."""
_SHORTEST: Final = 6
"""Letters of a name in a handle; shorter ones are met by chance."""
_SHORTEST_TITLED: Final = 5
"""The same with a title, which few words begin with."""


class Colleague(NamedTuple):
    """One of the staff, folded."""

    title: str
    first: str
    last: str


def staff_of(evidence: Evidence) -> list[Colleague]:
    """Return everybody on the staff list who has a last name."""
    rows = evidence.rows("staff", ["title", "first_name", "last_name"])
    people = [Colleague(_letters(title), _letters(first), _letters(last)) for title, first, last in rows]
    return [one for one in people if one.last]


def spelled_like(handle: str, staff: Iterable[Colleague]) -> str:
    """Say how sure it is that a handle is spelled like one of the staff: likely, possible or, not at all, blank.

    Likely: a title or the first name with the last name. Possible: an initial with it.
    """
    name, best = _letters(handle), ""
    for one in staff:
        if any(_stands_in(form, name, _SHORTEST_TITLED) for form in _titled(one)):
            return "likely"
        if any(_stands_in(form, name) for form in (one.first + one.last, one.last + one.first) if one.first):
            return "likely"
        if one.first and _stands_in(one.first[0] + one.last, name):
            best = "possible"
    return best


def _titled(one: Colleague) -> list[str]:
    titles = {one.title} if one.title in _TITLES else {"mr", "mrs", "miss", "ms"}
    return [title + one.last for title in sorted(titles)]


def _stands_in(form: str, name: str, shortest: int = _SHORTEST) -> bool:
    """Say whether a handle is a name with nothing beside it but what colleagues set there."""
    if len(form) < shortest or form not in name:
        return False
    before, _, after = name.partition(form)
    return all(_BESIDE.fullmatch(rest) for rest in (before, after))


def same_person(one: str, other: str) -> bool:
    """Say whether two names may be one person's: the last names are the same, and the first do not differ.

    "Mrs Dale", "A. Dale", "A B Dale", "Dale, Ann", "ann.dale@school.example", "adale" and "anndale" are one; "Bea Dale"
    and "A. Dale" are two.
    """
    mine, theirs = _parts(one), _parts(other)
    if not mine or not theirs:
        return False
    if "".join(mine) == "".join(theirs) or _is_login(mine, theirs) or _is_login(theirs, mine):
        return True
    if mine[-1] != theirs[-1]:
        return False
    first, second = "".join(mine[:-1]), "".join(theirs[:-1])
    alike = first.startswith(second) or second.startswith(first)
    return alike or all(_begins_alike(*pair) for pair in zip(mine[:-1], theirs[:-1], strict=False))


def _is_login(word: list[str], name: list[str]) -> bool:
    """Say whether one word is a name as people log in by it: adale, dalea, mrsdale."""
    if len(word) != 1 or len(name) < 2:
        return False
    first, last = name[0], name[-1]
    return word[0] in {first[0] + last, last + first[0], last + first, *(title + last for title in _TITLES)}


def _begins_alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


class Staff:
    """The staff list, asked whom a name means."""

    def __init__(self, evidence: Evidence) -> None:
        rows = evidence.rows("staff", ["title", "first_name", "last_name"])
        self._people = [(_letters(title), f"{first} {last}".strip()) for title, first, last in rows]

    def knows(self, name: str) -> bool:
        """Say whether a name may be that of somebody on the list."""
        return any(same_person(name, full) for _, full in self._people)

    def may_post(self, author: str, may: Iterable[str]) -> bool:
        """Say whether an author is, or may be, one of the people named in `may`; blank is the account itself."""
        who = self._full(author)
        return not author or any(same_person(who, self._full(name)) for name in may)

    def _full(self, name: str) -> str:
        """Return the full name of the one person on the list whom a name means, or the name itself."""
        word = _letters(name.replace(".", " ").partition(" ")[0])
        title = word if word in _TITLES else ""
        meant = [full for theirs, full in self._people if same_person(name, full) and title in {"", theirs}]
        return meant[0] if len(meant) == 1 else name


def _parts(name: str) -> list[str]:
    """Return the words of a name without its title, folded; of an e-mail address those before the @."""
    local, at, _ = name.strip().partition("@")
    name = local if local and at else name
    last, comma, first = name.partition(",")
    name = f"{first} {last}" if comma else name
    words = [_letters(word) for word in re.split(r"[\s.,_]+", name) if _letters(word)]
    return [word for word in words if word not in _TITLES] if len(words) > 1 else words


def _letters(text: str) -> str:
    """Fold to lower-case letters and digits without marks, gaps or signs."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "", plain)
