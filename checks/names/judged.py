"""Judged: a name with what was seen around it, and which names of a text that makes doubtful elsewhere in it."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, NamedTuple

from checks.names.candidate import Candidate
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
    for one in judged:
        if one.title or one.candidate.figure or one.tainted:
            if one.candidate.figure and one.candidate.hit.key in words:  # "April showers", "Star of the week is Star"
                continue
            low = one.around.word.islower() and one.around.touches_right
            if one.candidate.figure and (low or with_last_name(one)):
                found.setdefault(one.candidate.hit.key, "figure_meant")
                continue
            meant = "class_told" if "house_number" in one.against else "same_word_meant"
            found.setdefault(one.candidate.hit.key, meant)
    return found


def with_last_name(one: Judged) -> bool:
    """A word with a capital follows, as a last name does."""
    return one.around.touches_right and one.around.right_raw[:1].isupper()
