"""Spoken: what the language of a text makes of a short form: one of that language, or a plain word of it."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from checks.names.candidate import Candidate
from checks.names.surroundings import Surroundings
from checks.names.tongues import Tongues

_SMALL_WORD: Final = 3
"""Letters of the small words of any language."""
_OURS: Final = ("in_tongue", "word_of_tongue", "strong_before", "of_class")
"""Observations by which a short form is somebody's, or has been told for a word."""


def weigh_tongue(candidate: Candidate, around: Surroundings, source: str, tongues: Tongues) -> str:
    """Say what the language of the text makes of a short form: one of that language, or a plain word of it."""
    form, key = candidate.hit.form, candidate.hit.key
    plain = tongues.words.get(key.removesuffix("s") if form.plural else key) or tongues.words.get(key, frozenset())
    low = around.word.islower()
    if not form.tongues and not (plain and low):
        return ""
    heard = tongues.heard(source, key)
    if plain and low and not heard.isdisjoint(plain):
        return "word_of_tongue"
    if not heard.isdisjoint(form.tongues):
        return "in_tongue"
    return "tongue_unheard" if form.bound else ""


def name_of_tongue(candidate: Candidate, around: Surroundings, source: str, tongues: Tongues) -> bool:
    """Read "bahut khushi hoyi dekh ke", "que luz linda": a first name in lower case is a word of the text's tongue.

    "a minha luz", "khushi beta" are children: what people say beside a child's name stands there.
    """
    meant = tongues.names.get(candidate.hit.key)
    if not meant or not around.word.islower() or candidate.kind == "short_form":
        return False
    beside = (*around.left[-1:],) * around.touches_left + (*around.right[:1],) * around.touches_right
    return tongues.dear.isdisjoint(beside) and not meant.isdisjoint(tongues.spoken(source, candidate.hit.key))


def word_of_any(candidate: Candidate, around: Surroundings, observed: Container[str]) -> bool:
    """Read "la luna con los niños" as of no Connor: a tiny short form in lower case, among words of no English."""
    short = candidate.kind == "short_form" and len(candidate.hit.key) <= _SMALL_WORD
    low = around.word.islower() and not around.first
    return short and low and not any(one in observed for one in _OURS)
