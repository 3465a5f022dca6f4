"""The sieve of one book: which lines could match in which texts, asked of all words of many texts at once.

A line is worth asking only where each of its parts that must stand there has a word at the right distance from the
line's rarest. Nothing that a line matches is lost here; what passes is asked for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from checks.comments.phrases import Part, Phrase
from checks.comments.words import Page, Vocabulary
from checks.names.fold import Array

_FARTHEST: Final = 44
"""Words between two parts of a line beyond which nothing is asked."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One part of a line: its words, and how far from the rarest word of the line one of them must stand."""

    words: frozenset[str]
    first: int = 0
    last: int = 0
    anywhere: bool = False
    """It stands in any order, and so anywhere in the text."""


@dataclass(frozen=True, slots=True)
class _Table:
    """For each number of the vocabulary some values, all in one array."""

    begins: Array
    counts: Array
    values: Array

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], size: int) -> _Table:
        """Put rows, one for each number, into one array."""
        counts = np.zeros(size, dtype=np.int64)
        counts[: len(rows)] = [len(row) for row in rows]
        return cls(np.cumsum(counts) - counts, counts, np.array([one for row in rows for one in row], dtype=np.int64))

    @classmethod
    def among(cls, held: Array) -> _Table:
        """Take for each number the places at which its row of truths is true."""
        counts = held.sum(axis=1)
        return cls(np.cumsum(counts) - counts, counts, np.nonzero(held)[1])

    def places(self, numbers: Array) -> tuple[Array, Array]:
        """Return the words that have values, once for each, and the places of these values."""
        counts = self.counts[numbers]
        words = np.flatnonzero(counts)
        counts = counts[words]
        before = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) - np.repeat(before - self.begins[numbers[words]], counts)
        return np.repeat(words, counts), places


class Sieve:
    """Holds what the lines of one book ask, as tables."""

    def __init__(self, phrases: Sequence[Phrase], vocabulary: Vocabulary, key: Callable[[str], str]) -> None:
        """`key`: an alternative of several words -> the word of it that is looked for."""
        lines = [_asked(phrase, key) for phrase in phrases]
        sets = {words: row for row, words in enumerate(dict.fromkeys(one.words for line in lines for one in line))}
        self._member = np.zeros((len(sets), vocabulary.first), dtype=bool)
        for words, row in sets.items():
            self._member[row, [vocabulary.number(word) for word in words]] = True
        self._member[:, 0] = False
        near = [[one for one in line if not one.anywhere] for line in lines]
        self._sets, self._first, self._last = (
            _table([[one_of(one) for one in line] for line in near], blank)
            for one_of, blank in (
                (lambda one: sets[one.words], -1),
                (lambda one: one.first, 0),
                (lambda one: one.last, -1),
            )
        )
        self._anywhere = _table([[sets[one.words] for one in line if one.anywhere] for line in lines], -1)
        wide = sorted({int(row) for row in self._anywhere.ravel()} - {-1})
        self._wide = np.zeros(len(sets) + 1, dtype=np.int32)  # set -> its column in the table of what a text holds
        self._wide[wide] = np.arange(len(wide))
        self._holds = _Table.among(self._member[wide].T)
        self._columns = len(wide)
        self._build(phrases, vocabulary, key)

    def _build(self, phrases: Sequence[Phrase], vocabulary: Vocabulary, key: Callable[[str], str]) -> None:
        """Tell of which alternatives each word is the rarest, what stands beside it there, and in which lines."""
        groups: dict[tuple[int, int, int], dict[int, None]] = {}
        for at, phrase in enumerate(phrases):
            for anchor in phrase.anchors if phrase.sign else ():
                if not anchor.endswith("*"):
                    beside, away = _beside(anchor, key)
                    group = (vocabulary.number(key(anchor)), vocabulary.number(beside), away)
                    groups.setdefault(group, {})[at] = None
        of: dict[int, list[int]] = {}
        for place, (number, _, _) in enumerate(groups):
            of.setdefault(number, []).append(place)
        self._rare = _Table.of([of.get(number, ()) for number in range(vocabulary.first)], vocabulary.first)
        self._lines = _Table.of([list(lines) for lines in groups.values()], len(groups))
        self._beside, self._away = (np.array([group[at] for group in groups], dtype=np.int32) for at in (1, 2))

    def lines(self, page: Page) -> Iterator[tuple[int, int]]:
        """Yield (text, line) for the lines that are worth asking of a text; one may come twice."""
        numbers = np.where(page.numbers < self._member.shape[1], page.numbers, 0)
        words, places = self._rare.places(numbers)
        groups = self._rare.values[places]
        beside = self._beside[groups]
        stays = (beside == 0) | (numbers[words + self._away[groups]] == beside)
        words, groups = words[stays], groups[stays]
        among, places = self._lines.places(groups)
        words, lines = words[among], self._lines.values[places]
        for place in range(self._sets.shape[1]):
            stays = self._near(numbers, words, lines, place)
            words, lines = words[stays], lines[stays]
        texts, lines = self._anywhere_in(page, numbers, page.texts_of[words], lines)
        return zip(texts.tolist(), lines.tolist(), strict=True)

    def _anywhere_in(self, page: Page, numbers: Array, texts: Array, lines: Array) -> tuple[Array, Array]:
        """Return of (text, line) those where each part that may stand anywhere has a word in the text."""
        wide = self._anywhere[lines]
        if not (wide >= 0).any():
            return texts, lines
        concerned = np.zeros(len(page.texts), dtype=bool)
        concerned[texts[(wide >= 0).any(axis=1)]] = True
        spoken = np.flatnonzero(concerned[page.texts_of])
        held = np.zeros((len(page.texts), self._columns), dtype=bool)
        holders, columns = self._holds.places(numbers[spoken])
        held[page.texts_of[spoken[holders]], self._holds.values[columns]] = True
        stays = ((wide < 0) | held[texts[:, None], self._wide[wide]]).all(axis=1)
        return texts[stays], lines[stays]

    def _near(self, numbers: Array, words: Array, lines: Array, place: int) -> Array:
        """Tell where the `place`th part of a line, if it has so many, has a word at the right distance."""
        sets = self._sets[lines, place]
        found = sets < 0
        open_ = np.flatnonzero(~found)
        step = 0
        while open_.size:
            line = lines[open_]
            away = self._first[line, place] + step
            here = away <= self._last[line, place]
            open_, away = open_[here], away[here]
            met = self._member[sets[open_], numbers[words[open_] + away]]
            found[open_[met]] = True
            open_ = open_[~met]
            step += 1
        return found


def _asked(phrase: Phrase, key: Callable[[str], str]) -> list[_Asked]:
    """Return what a line asks beside its rarest word, the narrowest first; it may ask what it does not say so."""
    parts = phrase.parts
    if not phrase.sign:
        return []
    anchor = next(at for at, part in enumerate(parts) if part.words == phrase.anchors and not part.optional)
    made = [
        _Asked(frozenset(map(key, part.words)), anywhere=True)
        if part.clause != parts[anchor].clause
        else _Asked(frozenset(map(key, part.words)), *_distance(parts, anchor, at))
        for at, part in enumerate(parts)
        if at != anchor and not part.optional and not part.open
    ]
    near = [one for one in made if one.anywhere or max(-one.first, one.last) <= _FARTHEST]
    return sorted(near, key=lambda one: (one.last - one.first, len(one.words)))


def _table(rows: Sequence[Sequence[int]], blank: int) -> Array:
    """Return rows of different length as one array, filled up with `blank`."""
    made = np.full((len(rows), max(map(len, rows), default=0)), blank, dtype=np.int32)
    for at, row in enumerate(rows):
        made[at, : len(row)] = row
    return made


def _distance(parts: Sequence[Part], anchor: int, other: int) -> tuple[int, int]:
    """Return how far from a word of one part a word of another may stand, in words: the least and the most."""
    left, right = sorted((anchor, other))
    between = range(left, right)
    least = sum(0 if parts[at].optional else parts[at].shortest for at in between)
    most = sum(parts[at].longest for at in between) + sum(parts[at].gap for at in range(left + 1, right + 1))
    if other > anchor:
        return least - parts[anchor].longest + 1, most + parts[other].longest - 1
    return -most - parts[anchor].longest + 1, -least + parts[other].longest - 1


def _beside(alternative: str, key: Callable[[str], str]) -> tuple[str, int]:
    """Return the longest other word of an alternative, and how far from its key it stands; nothing where it has one."""
    words = alternative.split()
    at = words.index(key(alternative))
    others = [place for place in range(len(words)) if place != at]
    place = max(others, key=lambda one: len(words[one]), default=at)
    return (words[place], place - at) if others else ("", 0)
