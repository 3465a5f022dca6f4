"""The face of the comments engine: texts in, rows out; one scanner for each book, built once for the same lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from checks.comments.abuse import Row, abuse_in
from checks.comments.disclosure import disclosures_in
from checks.comments.phrases import Phrase, read_book, read_sets
from checks.comments.remarks import remarks_in
from checks.comments.scan import Scanner

_COLUMNS: Final = ("words", "kind", "strength", "target")
_WORTH_HIDING: Final = frozenset({"insult", "slur", "swearing", "profanity", "sexual"})
_PLAIN: Final = re.compile(r"[a-z]+\*?")
_Cells = tuple[tuple[str, ...], ...]


class CommentEngine:
    """Reads comments and posts with the books of config/lexicon/; a book that is absent finds nothing."""

    def __init__(self, lists: Mapping[str, Any]) -> None:
        """`lists`: those of `Evidence.lists`, of which it reads lexicon/."""
        sets = lists.get("lexicon/sets")
        self._sets = _cells(sets, ("name", "words")) if sets is not None else ()
        self._lists = lists

    def abuse(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what is abusive, the worst of each text."""
        return abuse_in(texts, self.scanner("abuse"))

    def disclosures(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield signs of a child at risk, the strongest of each text."""
        return disclosures_in(texts, self.scanner("disclosure"))

    def private(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield invitations to private messages (`invitation`) and one person's affairs (`personal`)."""
        return remarks_in(texts, self.scanner("private"), kinds)

    def spam(self, texts: Sequence[str]) -> Iterator[Row]:
        """Yield what cheats (`scam`) and what sells (`spam`), the worse of the two."""
        seen: set[int] = set()
        for row in remarks_in(texts, self.scanner("spam"), ("scam", "spam")):
            if row.at not in seen:
                seen.add(row.at)
                yield row

    def posts(self, texts: Sequence[str], kinds: Collection[str]) -> Iterator[Row]:
        """Yield `profanity`, `politics` and `advertising` in a school's own posts."""
        return remarks_in(texts, self.scanner("posts"), kinds)

    def scanner(self, book: str) -> Scanner:
        """Return the scanner of one book."""
        rows = self._lists.get(f"lexicon/{book}")
        return _scanner(_cells(rows, _COLUMNS) if rows is not None else (), self._sets)


def _cells(rows: Any, columns: Sequence[str]) -> _Cells:
    return tuple(zip(*(rows[name].tolist() for name in columns), strict=True))


@lru_cache(maxsize=16)
def _scanner(rows: _Cells, sets: _Cells) -> Scanner:
    """Build a scanner; the same lists are met for every school of a run."""
    names = dict(zip(("name", "words"), zip(*sets, strict=True), strict=True)) if sets else {"name": (), "words": ()}
    phrases = read_book(rows, read_sets(names))
    return Scanner(phrases, sorted(_hidden(phrases)))


def _hidden(phrases: Sequence[Phrase]) -> set[str]:
    """Return the words that people disguise: the bad ones that say it by themselves, and those they are found by."""
    bad = (phrase for phrase in phrases if phrase.kind in _WORTH_HIDING and not phrase.gapped)
    return {anchor.removesuffix("*") for phrase in bad for anchor in phrase.anchors if _PLAIN.fullmatch(anchor)}
