"""Occurrence: one name at one place of a text, with everything that the weighing of it looks at."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from checks.names.candidate import Candidate
from checks.names.lists import Lists
from checks.names.senses import PLAIN
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances


class Occurrence(NamedTuple):
    """A name alone where it stands, and the ordinary word that it may be there."""

    candidate: Candidate
    """The name itself: its kind, how it is written, whom it may mean."""
    around: Surroundings
    """The words, signs and capitals beside it; for one of a list, those beside the list."""
    text: Circumstances
    """What is known of its text as a whole."""
    lists: Lists
    """What the words beside it tell."""
    classes: Collection[str]
    """Folded names of classes and forms of the school."""
    sense: str
    """What its word means where it is one (month, flower, place, ...); "" where it is none."""
    ordinary: int
    """How ordinary that word is here, 1 to 3; 0 where it is a name and nothing else."""


def occurrence_of(
    candidate: Candidate, around: Surroundings, text: Circumstances, lists: Lists, classes: Collection[str]
) -> Occurrence:
    """Look up which ordinary word a name alone may be where it stands; a last name is that word in any sentence."""
    key = candidate.hit.key
    sense, ordinary = lists.common.get(key, ("", 0))
    if sense and candidate.kind != "last_name":
        ordinary = _ordinary_here(key, around, text, lists)
    return Occurrence(candidate, around, text, lists, classes, sense, ordinary)


def _ordinary_here(key: str, around: Surroundings, text: Circumstances, lists: Lists) -> int:
    """Return how ordinary the word of a first name is here; 0 where it is none."""
    sense, ordinary = lists.common[key]
    if sense == "namesake":  # a name first and a place second
        return 0
    if sense == "celtic":  # a Welsh or Irish word in an English sentence is a name
        high = around.word[0].isupper() or (text.lower and ordinary == PLAIN)
        return 1 if text.english and high and not around.first else ordinary
    if ordinary and text.foreign(lists.vocabulary, key):  # as is an English word in a text of no English word
        return 0
    return ordinary
