"""What the lists of config/lexicon/ come to: shelves of books and tables of weights, built once for the same lists."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from checks.comments.phrases import Phrase, read_book, read_sets
from checks.comments.scan import Scanner
from checks.comments.shelf import Shelf
from checks.comments.slips import run_together, slips
from checks.comments.weights import PEOPLE, Weights, is_drawn, is_outcome, words_of_entry
from checks.comments.worn import Wardrobe

COMMENTS: Final = ("abuse", "disclosure", "private", "spam")
"""The books that read comments."""
POSTS: Final = "posts"
"""The book that reads a school's own posts."""
BOOKS: Final = (*COMMENTS, POSTS)
TABLES: Final = ("worry", "scorn")
"""The tables of weights: for disclosures, and for abuse."""
MANNERS: Final = ("threat", "slur", "sexual", "harassment")
"""The kinds of abuse that words alone may speak for."""
_BOOK: Final = ("words", "kind", "strength", "target")
_COLUMNS: Final = {
    "sets": ("name", "words"), **dict.fromkeys(BOOKS, _BOOK), **dict.fromkeys(TABLES, ("words", "weight")),
    "manners": ("words", *MANNERS),
}  # fmt: skip
"""List of config/lexicon/ -> the columns that are read."""
_WORTH_HIDING: Final = frozenset({"insult", "slur", "swearing", "profanity", "sexual"})
_PLAIN: Final = re.compile(r"[a-z]+\*?")
_Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Library:
    """Everything that is read with; each part is built when it is first asked for."""

    lists: tuple[_Cells, ...]
    """The rows of each list of `_COLUMNS`, in its order."""

    @cached_property
    def shelf(self) -> Shelf:
        """The books that read comments."""
        tables = [*self._tables, *self._manners.values()]
        said = {one for table in tables for one in table if one and not is_drawn(one) and not is_outcome(one)}
        stems = {one.removesuffix("*") for one in said if one.endswith("*")}
        weighed = {word for one in said if not one.endswith("*") for word in words_of_entry(one)}
        weighed |= {PEOPLE, *self._people}
        return Shelf({name: self._scanner(name) for name in COMMENTS}, weighed, stems)

    @cached_property
    def posts(self) -> Shelf:
        """The book that reads posts."""
        return Shelf({POSTS: self._scanner(POSTS)})

    @cached_property
    def weights(self) -> Weights:
        """What words weigh."""
        return Weights(self._tables, self.shelf.vocabulary, self._manners, self._people)

    @cached_property
    def outcomes(self) -> list[dict[str, float] | None]:
        """What the word of the book counts beside the words of a text, by table; None where there is no table."""
        found = [{one[1:-1]: weight for one, weight in table.items() if is_outcome(one)} for table in self._tables]
        return [some if table else None for some, table in zip(found, self._tables, strict=True)]

    @cached_property
    def _manners(self) -> dict[str, dict[str, float]]:
        rows = self._rows("manners")
        return {kind: {one[0]: float(one[at]) for one in rows if one[at]} for at, kind in enumerate(MANNERS, start=1)}

    @cached_property
    def _tables(self) -> list[dict[str, float]]:
        return [{words: float(weight) for words, weight in self._rows(name)} for name in TABLES]

    @cached_property
    def _sets(self) -> dict[str, tuple[str, ...]]:
        rows = self._rows("sets")
        return read_sets({"name": [name for name, _ in rows], "words": [words for _, words in rows]})

    @property
    def _people(self) -> tuple[str, ...]:
        """Words for groups of people."""
        return self._sets.get("people", ())

    def _rows(self, name: str) -> _Cells:
        return self.lists[list(_COLUMNS).index(name)]

    def _scanner(self, name: str) -> Scanner:
        phrases = read_book(self._rows(name), self._sets)
        return Scanner(phrases, _wardrobe(phrases, self._sets if name == "abuse" else {}))


_MET: Final[deque[tuple[tuple[Any, ...], Library]]] = deque(maxlen=8)
"""The frames that were met last, which every school of a run shares, and what they come to."""


def library_of(lists: Mapping[str, Any]) -> Library:
    """Return what `Evidence.lists` come to; a list that is absent is empty."""
    frames = tuple(lists.get(f"lexicon/{name}") for name in _COLUMNS)
    for met, library in _MET:
        if all(one is other for one, other in zip(met, frames, strict=True)):
            return library
    library = _library(tuple(_cells(rows, columns) for rows, columns in zip(frames, _COLUMNS.values(), strict=True)))
    _MET.append((frames, library))
    return library


@lru_cache(maxsize=16)
def _library(lists: tuple[_Cells, ...]) -> Library:
    return Library(lists)


def _cells(rows: Any, columns: Sequence[str]) -> _Cells:
    return tuple(zip(*(rows[name].tolist() for name in columns), strict=True)) if rows is not None else ()


def _wardrobe(phrases: Sequence[Phrase], sets: Mapping[str, Sequence[str]]) -> Wardrobe:
    """Return the words of a book that people disguise, and those they write with a slip."""
    known = {word for phrase in phrases for part in phrase.parts for word in part.words}
    real = {*known, *sets.get("common", ()), *sets.get("no slips", ())}
    meant = {one: word for word in sets.get("slips", ()) for one in slips(word)}
    for word in sets.get("slips", ()):
        meant |= dict(run_together(sets.get("joined before", ()), word, sets.get("joined after", ())))
    anchors = {anchor for phrase in phrases for anchor in phrase.anchors}
    return Wardrobe(
        _hidden(phrases, sets.get("slips", ())), anchors, {one: word for one, word in meant.items() if one not in real}
    )


def _hidden(phrases: Sequence[Phrase], others: Sequence[str]) -> list[str]:
    """Return the words that people disguise, in the order of the book: those of lines of one part, and some others."""
    bad = (phrase for phrase in phrases if phrase.kind in _WORTH_HIDING and len(phrase.parts) == 1)
    words = (anchor.removesuffix("*") for phrase in bad for anchor in phrase.anchors if _PLAIN.fullmatch(anchor))
    return list(dict.fromkeys([*words, *others]))
