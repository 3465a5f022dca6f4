"""The face of the comments engine: texts in, rows out; one scanner for each book, built once for the same lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from checks.comments.abuse import Row, abuse_in
from checks.comments.disclosure import disclosures_in
from checks.comments.phrases import Phrase, read_book, read_sets
from checks.comments.remarks import remarks_in
from checks.comments.scan import Reading, Scanner, words_of
from checks.comments.slips import run_together, slips
from checks.comments.weights import Weights
from checks.comments.words import Page, Vocabulary
from checks.comments.worn import Wardrobe

BOOKS: Final = ("abuse", "disclosure", "private", "spam", "posts")
PRIVATE: Final = ("invitation", "personal")
_SPAM: Final = ("scam", "spam")
_COLUMNS: Final = ("words", "kind", "strength", "target")
_WORTH_HIDING: Final = frozenset({"insult", "slur", "swearing", "profanity", "sexual"})
_PLAIN: Final = re.compile(r"[a-z]+\*?")
_Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was found in some texts, by book; rows count the texts from 0."""

    abuse: tuple[Row, ...] = ()
    disclosures: tuple[Row, ...] = ()
    private: tuple[Row, ...] = ()
    """Of both kinds: invitation and personal."""
    spam: tuple[Row, ...] = ()


class CommentEngine:
    """Reads comments and posts with the books of config/lexicon/; a book that is absent finds nothing."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        """`lists`: those of `Evidence.lists`, of which it reads lexicon/."""
        sets = lists.get("lexicon/sets")
        self._sets = _cells(sets, ("name", "words")) if sets is not None else ()
        self._lists = lists

    def comments(self, texts: Sequence[str]) -> Remarks:
        """Return all that comments hold, folded and parted into words once for all books."""
        library = self.library
        found: dict[str, list[Row]] = {book: [] for book in BOOKS}
        for first, page in library["abuse"].vocabulary.pages(texts):
            readings = {book: library[book].read(first, page) for book in BOOKS}
            abuse = list(abuse_in(readings["abuse"]))
            plain = {row.at for row in abuse if row.confidence != "possible"}  # what their words say is abuse
            found["abuse"] += abuse
            found["disclosure"] += self._told(first, page, readings["disclosure"], plain)
            found["private"] += remarks_in(readings["private"], PRIVATE)
            found["spam"] += _worse(remarks_in(readings["spam"], _SPAM))
        return Remarks(*(tuple(found[book]) for book in ("abuse", "disclosure", "private", "spam")))

    def abuse(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what is abusive, the worst of each text."""
        return abuse_in(self.scanner("abuse").scan(texts))

    def disclosures(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield signs of a child at risk, the strongest of each text."""
        scanner = self.scanner("disclosure")
        for first, page in scanner.vocabulary.pages(texts):
            yield from self._told(first, page, scanner.read(first, page))

    def _told(
        self, first: int, page: Page, readings: Iterable[Reading], plain: Collection[int] = frozenset()
    ) -> list[Row]:
        """Return the disclosures of a page, by the book, then by what words say together in texts but `plain`."""
        rows = list(disclosures_in(readings))
        weighed = self._library[1].read(first, page, {*plain, *(row.at for row in rows)})
        return sorted([*rows, *weighed], key=lambda row: row.at)

    def private(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield invitations to private messages (`invitation`) and one person's affairs (`personal`)."""
        return remarks_in(self.scanner("private").scan(texts), kinds)

    def spam(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what cheats (`scam`) and what sells (`spam`), the worse of the two."""
        return _worse(remarks_in(self.scanner("spam").scan(texts), _SPAM))

    def posts(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield `profanity`, `politics` and `advertising` in a school's own posts."""
        return remarks_in(self.scanner("posts").scan(texts), kinds)

    def scanner(self, book: str) -> Scanner:
        """Return the scanner of one book."""
        return self.library[book]

    @property
    def library(self) -> Mapping[str, Scanner]:
        """The scanners of all books, which share their words."""
        return self._library[0]

    @property
    def _library(self) -> tuple[Mapping[str, Scanner], Weights]:
        cells = (self._lists.get(f"lexicon/{book}") for book in BOOKS)
        books = tuple(_cells(rows, _COLUMNS) if rows is not None else () for rows in cells)
        weights = self._lists.get("lexicon/weights")
        return _library(books, self._sets, _cells(weights, ("word", "weight")) if weights is not None else ())


def _worse(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the first row of each text."""
    seen: set[int] = set()
    for row in rows:
        if row.at not in seen:
            seen.add(row.at)
            yield row


def _cells(rows: Any, columns: Sequence[str]) -> _Cells:
    return tuple(zip(*(rows[name].tolist() for name in columns), strict=True))


@lru_cache(maxsize=16)
def _library(books: tuple[_Cells, ...], sets: _Cells, weights: _Cells) -> tuple[Mapping[str, Scanner], Weights]:
    """Build the scanners; the same lists are met for every school of a run."""
    names = dict(zip(("name", "words"), zip(*sets, strict=True), strict=True)) if sets else {"name": (), "words": ()}
    known = read_sets(names)
    read = {book: read_book(rows, known) for book, rows in zip(BOOKS, books, strict=True)}
    worn = {book: _wardrobe(phrases, known if book == "abuse" else {}) for book, phrases in read.items()}
    weighed = {word: float(weight) for word, weight in weights}
    words = {word for book in BOOKS for word in words_of(read[book]) | worn[book].words}
    vocabulary = Vocabulary({*words, *(word for some in weighed for word in some.split())})
    scanners = {book: Scanner(phrases, worn[book], vocabulary) for book, phrases in read.items()}
    return scanners, Weights(weighed, vocabulary)


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
