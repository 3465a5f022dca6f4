"""What the words of a text say together: how much they speak for one reading of it, in any number of tables at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from checks.comments.words import Page, Vocabulary
from checks.names.fold import EDGE, Array

BEGINS: Final = "^"
"""In an entry: where a text begins."""
ENDS: Final = "$"
"""In an entry: where it ends."""
GAP: Final = "_"
"""In an entry: any one word."""
PEOPLE: Final = "@"
"""In an entry: any word for a group of people; which of them is meant proves nothing."""
_SEEN_BITS: Final = 18
_MIX: Final = (0x9E3779B1, 0x85EBCA77)
_SPREAD: Final = 0x9E3779B97F4A7C15


class Heavy(NamedTuple):
    """One thing that a text says, and what it weighs."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the texts of one page come to."""

    sums: Array
    """A row a text, a column a table."""
    texts: Array
    places: Array
    """What is said: in which text, and the place of its weight."""
    names: Sequence[str]
    weights: Array
    """What may be said, and what it weighs: a row each, a column a table."""
    manners: Mapping[str, Array]
    """Kind of abuse -> what each thing that may be said weighs for it; the first is what all begin with."""

    def heaviest(self, at: int, table: int) -> list[Heavy]:
        """Return what one text says, the heaviest first."""
        said = [Heavy(self.names[one], float(self.weights[one, table])) for one in self._said(at)]
        return sorted(said, key=lambda one: (-one.weight, one.words))

    def manner(self, at: int, other: str) -> str:
        """Return the kind of abuse that the words of one text speak for the most, `other` where they do for none."""
        places = [0, *self._said(at)]
        sums = {kind: float(weights[places].sum()) for kind, weights in self.manners.items()}
        return max((kind for kind, total in sums.items() if total > 0), key=sums.__getitem__, default=other)

    def _said(self, at: int) -> list[int]:
        places: list[int] = self.places[self.texts == at].tolist()
        return places


class Together(NamedTuple):
    """What the texts from the `first`th on come to in one table, and what the book's word counts beside it."""

    first: int
    sums: Array
    outcomes: Mapping[str, float]
    """A kind or a confidence -> weight."""

    def total(self, at: int, kind: str, level: str) -> float:
        """Return what the words of a text come to, and the worst that the book found there where it is sure enough."""
        found = self.outcomes.get(kind, 0.0) + self.outcomes.get(level, 0.0) if level else 0.0
        return self.words(at) + found

    def words(self, at: int) -> float:
        """Return what the words of a text come to by themselves."""
        return float(self.sums[at - self.first])

    def from_on(self, least: float) -> list[int]:
        """Return the texts whose words come to so much or more."""
        found: list[int] = (np.flatnonzero(self.sums >= least) + self.first).tolist()
        return found


class Weights:
    """Weighs texts by their words, how these begin, two words near each other, and emoji; each counts once a text."""

    def __init__(
        self,
        tables: Sequence[Mapping[str, float]],
        vocabulary: Vocabulary,
        manners: Mapping[str, Mapping[str, float]] | None = None,
        people: Iterable[str] = (),
    ) -> None:
        """`tables`: entry -> weight; "" -> what all begin with, `[likely]` -> what a book's word counts.

        `manners`: kind of abuse -> such a table, which is asked of single texts only. `people`: words for groups of
        people. Entries are a word, first letters (`brui*`), an emoji, two words side by side or with one between (`you
        _ joke`), a word beside such a group (`all @`), and one that a text begins or ends with (`^ shame`, `clown $`).
        """
        manners = manners or {}
        every = [*tables, *manners.values()]
        names = sorted({one for table in every for one in table if one and not is_outcome(one)})
        self._names = ["", *names]
        self._begin = np.array([table.get("", 0.0) for table in tables])
        self._weights = np.array([[table.get(one, 0.0) if one else 0.0 for table in tables] for one in self._names])
        self._manners = {kind: np.array([of.get(one, 0.0) for one in self._names]) for kind, of in manners.items()}
        drawn = {ord(one): place for place, one in enumerate(names, start=1) if is_drawn(one)}
        self._codes = np.array(sorted(drawn), dtype=np.uint32)
        self._of_codes = np.array([drawn[code] for code in self._codes.tolist()], dtype=np.int64)
        self._alone = np.zeros(len(vocabulary), dtype=np.int64)
        self._edge = vocabulary.number(EDGE)
        self._meant = np.arange(len(vocabulary), dtype=np.int64)
        self._meant[[vocabulary.number(word) for word in people]] = vocabulary.number(PEOPLE)
        self._meant[0] = 0
        pairs: list[dict[int, int]] = [{}, {}]
        self._stems = np.zeros(max(vocabulary.stem(one.removesuffix("*")) for one in self._names) + 1, dtype=np.int64)
        for place, one in enumerate(names, start=1):
            numbers = [vocabulary.number(word) for word in words_of_entry(one)]
            if one.endswith("*"):
                self._stems[vocabulary.stem(one.removesuffix("*"))] = place
            elif len(numbers) == 2:
                pairs[f" {GAP} " in one][numbers[0] * len(vocabulary) + numbers[1]] = place
            elif not is_drawn(one):
                self._alone[numbers[0]] = place
        self._alone[0] = self._stems[0] = 0
        self._pairs = [_Pairs(len(vocabulary), known) for known in pairs]

    def read(self, page: Page) -> Weighed:
        """Weigh the texts of a page."""
        texts, places = self._said(page)
        made = [np.bincount(texts, weights=column[places], minlength=len(page.texts)) for column in self._weights.T]
        sums = np.stack(made, axis=1) + self._begin
        return Weighed(sums, texts, places, self._names, self._weights, self._manners)

    def _said(self, page: Page) -> tuple[Array, Array]:
        """Return (text, place of a weight) for all that is said in a page, once a text."""
        alone = self._alone[page.numbers]
        at = np.flatnonzero(alone)
        stems = self._stems[page.stems]
        longer = np.flatnonzero(stems)
        owners, codes = page.pictures
        spots = np.minimum(np.searchsorted(self._codes, codes), max(self._codes.size - 1, 0))
        known = self._codes[spots] == codes if self._codes.size else np.zeros(codes.size, dtype=bool)
        pairs = list(self._said_near(page))
        texts = np.concatenate((page.texts_of[at], page.texts_of[longer], owners[known], *(text for text, _ in pairs)))
        places = np.concatenate(
            (alone[at], stems[longer], self._of_codes[spots[known]], *(place for _, place in pairs))
        )
        return _once(texts, places, len(self._names))

    def _said_near(self, page: Page) -> Iterator[tuple[Array, Array]]:
        """Yield (text, place of a weight) of words side by side, then of those with one between."""
        numbers = self._meant[page.numbers]
        for gap, pairs in enumerate(self._pairs):
            first, places = pairs.at(numbers, gap)
            if gap:
                inside = page.numbers[first + 1] != self._edge
                first, places = first[inside], places[inside]
            yield page.texts_of[first + (page.numbers[first] == self._edge)], places


def words_of_entry(entry: str) -> list[str]:
    """Return the words of an entry; where a text begins or ends is the EDGE."""
    return [EDGE if one in {BEGINS, ENDS} else one for one in entry.split() if one != GAP]


def is_drawn(entry: str) -> bool:
    """Tell whether an entry of a table is an emoji."""
    return len(entry) == 1 and ord(entry) >= Page.FIRST_PICTURE


def is_outcome(entry: str) -> bool:
    """Tell whether an entry of a table is what a book found: a confidence or a kind in brackets."""
    return entry.startswith("[")


class _Pairs:
    """Two words near each other, as single numbers."""

    def __init__(self, size: int, known: Mapping[int, int]) -> None:
        self._size = size
        self._keys = np.array(sorted(known), dtype=np.int64)
        self._of = np.array([known[key] for key in self._keys.tolist()], dtype=np.int64)
        self._seen = np.zeros(1 << _SEEN_BITS, dtype=bool)
        self._seen[_hash(self._keys // size, self._keys % size)] = True

    def at(self, numbers: Array, gap: int) -> tuple[Array, Array]:
        """Return where the first of a known pair stands, `gap` words between the two, and the place of its weight.

        Between two texts stands the EDGE, so no pair side by side reaches over two of them.
        """
        at = np.flatnonzero(self._seen[_hash(numbers[: -1 - gap], numbers[1 + gap :])])
        if not at.size:
            return at, at
        keys = numbers[at].astype(np.int64) * self._size + numbers[at + 1 + gap]
        places = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        known = self._keys[places] == keys
        return at[known], self._of[places[known]]


def _hash(first: Array, second: Array) -> Array:
    mixed = first.astype(np.uint32) * np.uint32(_MIX[0]) + second.astype(np.uint32) * np.uint32(_MIX[1])
    return mixed >> np.uint32(32 - _SEEN_BITS)


def _once(texts: Array, places: Array, size: int) -> tuple[Array, Array]:
    """Return pairs (text, place) without those that come twice; faster than sorting them."""
    keys = texts * size + places
    bits = max(int(keys.size).bit_length() + 2, 8)
    spots = (keys.astype(np.uint64) * np.uint64(_SPREAD)) >> np.uint64(64 - bits)
    order = np.arange(keys.size)
    last = np.empty(1 << bits, dtype=np.int64)
    last[spots] = order  # of all that share a spot one stays, and of the same key that is enough
    stays = last[spots]
    others = np.flatnonzero(keys[stays] != keys)  # another key took their spot
    own = others[np.unique(keys[others], return_index=True)[1]]
    chosen = np.concatenate((np.flatnonzero(stays == order), own))
    return texts[chosen], places[chosen]
