"""The face of the comments engine: texts in, rows out; what it reads with is built once for the same lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from checks.comments.abuse import OTHER_MANNER, SCORN, SURE_SCORN, Row, abuse_in, scornful
from checks.comments.disclosure import WORRIED, WORRY, disclosures_in, worried
from checks.comments.library import BOOKS, COMMENTS, POSTS, TABLES, Library, library_of
from checks.comments.remarks import remarks_in
from checks.comments.scan import Reading, Scanner
from checks.comments.weights import Together, Weighed
from checks.comments.words import Page

__all__ = ["BOOKS", "CommentEngine", "Remarks"]

PRIVATE: Final = ("invitation", "personal")
_SPAM: Final = ("scam", "spam")


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
        self._lists = lists

    def comments(self, texts: Sequence[str]) -> Remarks:
        """Return all that comments hold, folded and parted into words once for all books."""
        found: dict[str, list[Row]] = {book: [] for book in COMMENTS}
        for first, page in self._library.shelf.vocabulary.pages(texts):
            readings = self._library.shelf.read(first, page, COMMENTS)
            weighed = self._library.weights.read(page)
            abuse = self._abuse(first, page, readings["abuse"], weighed)
            told = self._told(first, page, readings["disclosure"], weighed)
            plain = {row.at for row in abuse if row.confidence != "possible" and _scorns(weighed, row.at - first)}
            by_book = {row.at for row in told if row.kind != WORRY}.difference(one.at for one in readings["abuse"])
            found["abuse"] += [row for row in abuse if row.at not in by_book or _scorns(weighed, row.at - first)]
            found["disclosure"] += [row for row in told if row.kind != WORRY or row.at not in plain]
            found["private"] += remarks_in(readings["private"], PRIVATE)
            found["spam"] += _worse(remarks_in(readings["spam"], _SPAM))
        return Remarks(*(tuple(found[book]) for book in COMMENTS))

    def abuse(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what is abusive, the worst of each text."""
        for first, page in self._library.shelf.vocabulary.pages(texts):
            readings = self._library.shelf.read(first, page, ("abuse",))
            yield from self._abuse(first, page, readings["abuse"], self._library.weights.read(page))

    def disclosures(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield signs of a child at risk, the strongest of each text."""
        for first, page in self._library.shelf.vocabulary.pages(texts):
            readings = self._library.shelf.read(first, page, ("disclosure",))
            yield from self._told(first, page, readings["disclosure"], self._library.weights.read(page))

    def private(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield invitations to private messages (`invitation`) and one person's affairs (`personal`)."""
        return remarks_in(self._library.shelf.scan(texts, "private"), kinds)

    def spam(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what cheats (`scam`) and what sells (`spam`), the worse of the two."""
        return _worse(remarks_in(self._library.shelf.scan(texts, "spam"), _SPAM))

    def posts(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield `profanity`, `politics` and `advertising` in a school's own posts."""
        return remarks_in(self._library.posts.scan(texts, POSTS), kinds)

    def scanner(self, book: str) -> Scanner:
        """Return the scanner of one book."""
        return self._library.posts.books[book] if book == POSTS else self._library.shelf.books[book]

    def _abuse(self, first: int, page: Page, readings: Sequence[Reading], weighed: Weighed) -> list[Row]:
        """Return the abuse of a page, by the book, then by what words say together."""
        table = TABLES.index("scorn")
        scorn = self._together(first, weighed, table)
        rows = list(abuse_in(readings, scorn))
        known = {row.at for row in rows}
        doubted = {reading.at for reading in readings}  # a line saw a sign there, and what speaks against it
        if scorn is None:
            return rows
        for at in scorn.from_on(SCORN):
            text = page.texts[at - first]
            if at not in known and text.strip():
                level = "likely" if scorn.words(at) >= SURE_SCORN and at not in doubted else "possible"
                kind, heaviest = weighed.manner(at - first, OTHER_MANNER), weighed.heaviest(at - first, table)
                rows.append(scornful(at, text, kind, level, heaviest))
        return sorted(rows, key=lambda row: row.at)

    def _told(self, first: int, page: Page, readings: Iterable[Reading], weighed: Weighed) -> list[Row]:
        """Return the disclosures of a page, by the book, then by what words say together."""
        worry = self._together(first, weighed, TABLES.index("worry"))
        rows = list(disclosures_in(readings, worry))
        known = {row.at for row in rows}
        more = [at for at in worry.from_on(WORRIED) if at not in known] if worry else []
        rows += [worried(at, page.texts[at - first]) for at in more if page.texts[at - first].strip()]
        return sorted(rows, key=lambda row: row.at)

    def _together(self, first: int, weighed: Weighed, table: int) -> Together | None:
        """Return what the texts of a page come to in a table, None where there is none."""
        outcomes = self._library.outcomes[table]
        return None if outcomes is None else Together(first, weighed.sums[:, table], outcomes)

    @cached_property
    def _library(self) -> Library:
        return library_of(self._lists)


def _scorns(weighed: Weighed, at: int) -> bool:
    """Tell whether the words of a text speak for abuse more than for a child at risk."""
    worry, scorn = (weighed.sums[at, TABLES.index(table)] for table in ("worry", "scorn"))
    return bool(scorn >= worry)


def _worse(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the first row of each text."""
    seen: set[int] = set()
    for row in rows:
        if row.at not in seen:
            seen.add(row.at)
            yield row
