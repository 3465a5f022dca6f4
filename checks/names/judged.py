"""Judged: a name with what was seen around it, and which names of a text that makes doubtful elsewhere in it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple

from checks.names.candidate import FIRST, Candidate
from checks.names.surroundings import Surroundings
from checks.names.whereabouts import Whereabouts

_TAINTS: Final = frozenset(
    (
        "animal_beside",
        "role_beside",
        "grown_deed",
        "house_number",
        "counted",
        "other_team",
        "former_beside",
        "from_school",
        "acts_as_group",
        "reading_beside",
        "people_beside",
        "old_year",
        "owner_elsewhere",
    )
)
"""What, seen beside a name once, makes the same name elsewhere in the text doubtful."""
_MEANT: Final = {"house_number": "class_told", "animal_beside": "pet_meant", "role_beside": "adult_meant"}
"""What, seen beside a name once, the same name means elsewhere in the text."""
_UNIFORMED: Final = frozenset(("pc", "pcso", "sgt", "sergeant", "insp", "inspector", "cllr", "councillor"))
_SAINTLY: Final = frozenset(("st", "saint", "saints", "ss", "san", "santa"))


class Judged(NamedTuple):
    """A candidate with what was seen around it."""

    candidate: Candidate
    around: Surroundings
    shared: Surroundings
    """In a list: with what stands before its first and after its last name."""
    title: str
    mates: tuple[Candidate, ...]
    """The other names of its list."""
    where: Whereabouts
    against: frozenset[str]

    @property
    def tainted(self) -> bool:
        """The words beside it say that somebody or something else is meant."""
        return not self.against.isdisjoint(_TAINTS)


def doubtful_elsewhere(judged: Iterable[Judged], words: Container[str]) -> dict[str, str]:
    """Return for each name that means somebody else somewhere in a text what that observation is called.

    `words`: names that are ordinary words, which a phrase that everybody knows makes no less a child's elsewhere.
    """
    found: dict[str, str] = {}
    for one in judged:
        key = one.candidate.hit.key
        if one.title in _SAINTLY or (one.title and (with_last_name(one) or one.candidate.kind == "full_name")):
            found[key] = "saint_meant"  # "St Patrick's Day: our Patrick", "Mrs Grace Adeyemi and Grace"
            calling = one.where.lists.titles.kinds.get(one.title) == "role" or one.title in _UNIFORMED
            if calling and _of_stranger(one):  # "Author Amara Hargreaves visited. Amara told us"
                found[key] = "stranger_meant"
    for one in judged:
        if one.candidate.kind in FIRST and not one.title and not one.candidate.figure and _of_stranger(one):
            found.setdefault(one.candidate.hit.key, "stranger_meant")
        if one.title or one.candidate.figure or one.tainted:
            if one.candidate.figure and one.candidate.hit.key in words:  # "April showers", "Star of the week is Star"
                continue
            low = one.around.word.islower() and one.around.touches_right
            if one.candidate.figure and (low or with_last_name(one)):
                found.setdefault(one.candidate.hit.key, "figure_meant")
                continue
            meant = next((said for seen, said in _MEANT.items() if seen in one.against), "same_word_meant")
            if one.title and meant == "adult_meant":  # "Dr Omar, our dentist": nobody calls him Omar
                meant = "same_word_meant"
            found.setdefault(one.candidate.hit.key, meant)
    return found


def _of_stranger(one: Judged) -> bool:
    """Read "Hannah Leighton spoke to Year 9. Thank you, Hannah": the last name behind it is no pupil's and no word."""
    at, around = one.where, one.around
    if not with_last_name(one) or not around.right_raw.istitle() or not around.word.istitle():
        return False
    word = around.right[0]
    known = word in at.lists.vocabulary or word in at.lists.little or word in at.pupils or word in at.classes
    return not known and at.source.count(around.word) > 1 and not _headline(at.source)


def _headline(source: str) -> bool:
    """Nearly every word has a capital: they say nothing."""
    words = source.split()
    return sum(word[:1].isupper() for word in words) > len(words) * 0.7


def with_last_name(one: Judged) -> bool:
    """A word with a capital follows, as a last name does."""
    return one.around.touches_right and one.around.right_raw[:1].isupper()
