"""Figured: names of the register written with figures and signs for letters: "M@ya", "qu4ng", "tiag0", "Zh0u"."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from checks.names.batch import Batch

_MEANT: Final = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
"""Figure or sign -> the letters it stands for."""
_WORD: Final = re.compile(r"(?<![\w@#$./:&])[A-Za-z0-9$](?:[A-Za-z0-9$@]|-(?=\w)){2,24}(?![\w@#$]|[./:]\w)")
_COUNTED: Final = re.compile(r"\d+(?:[A-Za-z]{1,3}|[a-z]*day|[A-Za-z]*class)|[A-Za-z]{1,2}\d+s?|\D+[1-9]\d+")
"""A class, a time, a year, a size, a number behind a name: "5am", "Y10", "U12", "max07"."""
_FEWEST_LETTERS: Final = 2
_MOST_FIGURES: Final = 3
_OTHER_CASE: Final = 0x20
"""Bit by which small letters differ from capitals."""
_CODES: Final = np.array([ord(sign) for sign in _MEANT], dtype=np.uint32)


class Figured(NamedTuple):
    """A text with letters in the place of figures; every character stands where it stood."""

    source: str
    names: tuple[tuple[int, int], ...]
    """[start, end) of the names that were written so."""


def texts_with_figures(batch: Batch) -> list[int]:
    """Return the texts in which a figure or sign touches a letter, in order: few do."""
    written = batch.written
    at = np.flatnonzero((written <= _CODES.max()) & (written >= _CODES.min()))
    at = at[np.isin(written[at], _CODES)]
    at = at[(at > 0) & (at < written.size - 1)]
    beside = np.zeros(at.size, dtype=bool)
    for step in (-1, 1):
        letters = written[at + step] | _OTHER_CASE
        beside |= (letters >= ord("a")) & (letters <= ord("z"))
    texts: list[int] = np.unique(batch.texts_at(at[beside])).tolist()
    return texts


def with_letters(text: str, names: Container[str]) -> Figured | None:
    """Return a text with the words in letters that then spell one of the `names` (folded); None where none does."""
    found = [(word.start(), name) for word in _WORD.finditer(text) if (name := _spelled(word[0], names))]
    if not found:
        return None
    letters = list(text)
    for start, name in found:
        letters[start : start + len(name)] = name
    return Figured("".join(letters), tuple((start, start + len(name)) for start, name in found))


def _spelled(word: str, names: Container[str]) -> str:
    """Return the name that a word spells, in its own case; "" for none."""
    figures = sum(letter in _MEANT for letter in word)
    if not 0 < figures <= _MOST_FIGURES or len(word) - figures < _FEWEST_LETTERS or _COUNTED.fullmatch(word):
        return ""
    return next((spelled for spelled in _readings(word) if spelled.lower().replace("-", " ") in names), "")


def _readings(word: str) -> Iterator[str]:
    high = word.isupper()
    for letters in product(*(_MEANT.get(letter, "" if letter.isdigit() else letter) for letter in word)):
        read = "".join(letters)
        yield read.upper() if high else read.capitalize() if word[0] in _MEANT and not word[1:].islower() else read
