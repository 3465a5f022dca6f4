"""Books side by side: texts are folded and sieved once for all, and each book reads only what may hold its signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import ahocorasick_rs
import numpy as np

from checks.comments.scan import Reading, Scanner, key_of, words_of
from checks.comments.sieve import Sieve
from checks.comments.words import Page, Vocabulary

Marks = dict[int, dict[str, set[int]]]
"""Text -> book -> the lines that are worth asking there."""


class Shelf:
    """Some books that read the same texts. Not picklable: build one per process."""

    def __init__(self, books: Mapping[str, Scanner], more: Collection[str] = (), stems: Collection[str] = ()) -> None:
        """`more`, `stems`: words, and first letters of words, that are numbered beside those of the books."""
        self.books = books
        words = {word for book in books.values() for word in words_of(book.phrases) | book.wardrobe.words}
        self.vocabulary = Vocabulary(words, more, stems)
        self._sieve = Sieve([one for book in books.values() for one in book.phrases], self.vocabulary, key_of)
        self._own = [(name, line) for name, book in books.items() for line in range(len(book.phrases))]
        self._hidden = {name: self.vocabulary.among(book.wardrobe.words) for name, book in books.items()}
        self._wild = [(name, word) for name, book in books.items() for word in book.begun]
        self._prefixes = ahocorasick_rs.AhoCorasick([f" {word}" for _, word in self._wild]) if self._wild else None

    def scan(self, texts: Sequence[str], name: str) -> Iterator[Reading]:
        """Yield the texts in which a sign of one book stands, in order."""
        for first, page in self.vocabulary.pages(texts):
            yield from self.read(first, page, (name,)).get(name, ())

    def read(self, first: int, page: Page, names: Collection[str]) -> Mapping[str, list[Reading]]:
        """Return by book the texts of a page in which a sign stands, in order; `first`: the place of its first text."""
        marks = self._marks(page)
        readings: dict[str, list[Reading]] = {name: [] for name in names}
        worn = {name: self.books[name].wardrobe.texts(page, self._hidden[name]) for name in names}
        for name in names:
            for at in sorted(
                {at for at, some in marks.items() if name in some} | worn[name] | page.drawn(self.books[name].drawn)
            ):
                lines = marks[at][name] if at in marks and name in marks[at] else ()
                found = self.books[name].read(first, at, page, lines, at in worn[name])
                if found is not None:
                    readings[name].append(found)
        return readings

    def _marks(self, page: Page) -> Marks:
        """Return what the sieve lets pass, and the lines of which a book has the beginning of a word only."""
        marks: Marks = defaultdict(lambda: defaultdict(set))
        for at, line in self._sieve.lines(page):
            name, own = self._own[line]
            marks[at][name].add(own)
        hits = self._prefixes.find_matches_as_indexes(page.folded.text) if self._prefixes else []
        owners = page.owner(np.array([start + 1 for _, start, _ in hits], dtype=np.int64)).tolist()
        for (which, _, _), at in zip(hits, owners, strict=True):
            name, word = self._wild[which]
            marks[at][name].update(self.books[name].begun[word])
        return marks
