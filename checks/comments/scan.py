"""Scanning: the sieve says which lines of a book could match in which texts; only texts with a sign are read again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs
import numpy as np

from checks.comments.disguise import EMOJI
from checks.comments.phrases import Phrase
from checks.comments.sieve import Sieve
from checks.comments.words import Page, Vocabulary
from checks.comments.worn import Wardrobe, written_out
from checks.names.fold import source_end

_STOP: Final = re.compile(r"[.!?…](?:\s|$)|\n")
"""The end of a sentence in the source."""


class Match(NamedTuple):
    """A phrase found: [start, end) in the folded text of the Reading."""

    start: int
    end: int
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Reading:
    """One text in which a sign was found."""

    at: int
    """Which of the texts."""
    source: str
    text: str
    """The folded text with a space at either end, disguised words written out."""
    origin: tuple[int, ...]
    """Code point of the source for each folded character."""
    signs: tuple[Match, ...]
    """By start, the longest first; what a harmless phrase overlaps is left out."""
    cues: frozenset[str]
    """The targets of the cues: what the text is about."""

    def span(self, match: Match) -> tuple[int, int]:
        """Return [start, end) in code points of the source."""
        return self.origin[match.start], source_end(self.source, self.origin[match.end - 2])

    def sentence(self, match: Match) -> tuple[int, int]:
        """Return the [start, end) of the sentence around a match, in the source."""
        start, end = self.span(match)
        stops = [stop.end() for stop in _STOP.finditer(self.source, 0, start)]
        after = _STOP.search(self.source, max(end - 1, 0))
        return stops[-1] if stops else 0, after.end() if after else len(self.source)


def words_of(phrases: Iterable[Phrase]) -> set[str]:
    """Return the words by which the lines of a book are looked for."""
    return {key_of(word) for phrase in phrases for part in phrase.parts for word in part.words}


@cache
def key_of(alternative: str) -> str:
    """Return the word that stands for an alternative of several: the longest, which is met the least."""
    return max(alternative.split(), key=len)


class Scanner:
    """Reads texts with one book. Not picklable: build one per process."""

    def __init__(
        self, phrases: Sequence[Phrase], wardrobe: Wardrobe | None = None, vocabulary: Vocabulary | None = None
    ) -> None:
        """`wardrobe`: the words that are looked for in disguise as well; `vocabulary`: of this book, perhaps others."""
        self._phrases = phrases
        self._wardrobe = wardrobe or Wardrobe(())
        self.vocabulary = vocabulary or Vocabulary(words_of(phrases) | self._wardrobe.words)
        self._hidden = self.vocabulary.among(self._wardrobe.words)
        self._sieve = Sieve(phrases, self.vocabulary, key_of)
        self._of = _by_word(phrases)
        self._begins = {anchor[:-1]: lines for anchor, lines in self._of.items() if anchor.endswith("*")}
        self._wild = [word for word, lines in self._begins.items() if any(phrases[line].sign for line in lines)]
        self._prefixes = ahocorasick_rs.AhoCorasick([f" {word}" for word in self._wild]) if self._wild else None
        drawn = {sign: self._of.get(name, ()) for sign, name in EMOJI.items()}
        self._drawn = [sign for sign, lines in drawn.items() if any(phrases[line].sign for line in lines)]
        written = {word for phrase in phrases for part in phrase.parts for one in part.words for word in one.split()}
        self._emoji = {sign: name for sign, name in EMOJI.items() if name in written}

    @property
    def words(self) -> set[str]:
        """The words by which the lines of the book are found."""
        return {anchor for phrase in self._phrases for anchor in phrase.anchors}

    def scan(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield the texts in which a sign stands, in order."""
        for first, page in self.vocabulary.pages(texts):
            yield from self.read(first, page)

    def read(self, first: int, page: Page) -> Iterator[Reading]:
        """Yield the texts of a page in which a sign stands, in order; `first` is the place of its first text."""
        lines: dict[int, set[int]] = defaultdict(set)
        for at, line in self._sieve.lines(page):
            lines[at].add(line)
        for at, line in self._begun(page):
            lines[at].add(line)
        worn = self._wardrobe.texts(page, self._hidden)
        drawn = {at for sign in self._drawn for at in _texts_with(sign, page)}
        for at in sorted({*lines, *worn, *drawn}):
            text, origin = page.cut(at)
            source = page.texts[at]
            hidden = self._wardrobe.worn(source, text, origin) if at in worn else ()
            shown = hidden or (not source.isascii() and any(sign in source for sign in self._emoji))
            if shown or any(True for line in lines.get(at, ()) for _ in self._phrases[line].find(text)):
                passed = None if shown else lines[at]
                found = self._read(first + at, source, text, origin, hidden, passed)
                if found is not None:
                    yield found

    def _begun(self, page: Page) -> Iterator[tuple[int, int]]:
        """Yield (text, line) for the words of which a book has the beginning only."""
        hits = self._prefixes.find_matches_as_indexes(page.folded.text) if self._prefixes else []
        if hits:
            owners = page.owner(np.array([start + 1 for _, start, _ in hits]))
            for (word, _, _), at in zip(hits, owners.tolist(), strict=True):
                yield from ((at, line) for line in self._begins[self._wild[word]])

    def _read(
        self,
        at: int,
        source: str,
        text: str,
        origin: list[int],
        hidden: Iterable[tuple[int, int, str]],
        passed: Collection[int] | None,
    ) -> Reading | None:
        """Write disguised words and emoji out, then ask the phrases whose words stand there.

        `passed`: the signs that passed the sieve, where nothing is written out; all others need not be asked.
        """
        for start, end, word in hidden:
            text, origin = written_out(text, origin, start, end, word)
        if not source.isascii():
            text, origin = self._drawn_out(source, text, origin)
        asked = self._asked(text)
        if passed is not None:
            asked = {line for line in asked if line in passed or not self._phrases[line].sign}
        matches = [m for one in sorted(asked) for m in _matches(self._phrases[one], text, origin, source)]
        signs, cues = _sorted_out(matches)
        return Reading(at, source, text, tuple(origin), signs, cues) if signs else None

    def _drawn_out(self, source: str, text: str, origin: list[int]) -> tuple[str, list[int]]:
        for place, name in sorted((p, name) for sign, name in EMOJI.items() for p in _places(source, sign)):
            here = bisect_right(origin, place)
            text = f"{text[:here]}{name} {text[here:]}"
            origin = origin[:here] + [place] * (len(name) + 1) + origin[here:]
        return text, origin

    def _asked(self, text: str) -> set[int]:
        """Return the phrases that may stand in a text."""
        words = set(text.split())
        asked = {line for word in words if word in self._of for line in self._of[word]}
        for begin, lines in self._begins.items():
            if f" {begin}" in text:
                asked.update(lines)
        return asked


def _by_word(phrases: Sequence[Phrase]) -> Mapping[str, Collection[int]]:
    """Return the word by which a line is looked for -> the lines."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for at, phrase in enumerate(phrases):
        for anchor in phrase.anchors:
            found[key_of(anchor)][at] = None
    return {word: tuple(lines) for word, lines in found.items()}


def _texts_with(sign: str, page: Page) -> set[int]:
    places = list(_places(page.source, sign))
    return set((np.searchsorted(page.begins, np.array(places), side="right") - 1).tolist()) if places else set()


def _places(source: str, sign: str) -> Iterator[int]:
    """Yield where a sign stands in a text; where it stands nowhere, that is known at once."""
    at = source.find(sign)
    while at >= 0:
        yield at
        at = source.find(sign, at + 1)


def _matches(phrase: Phrase, text: str, origin: Sequence[int], source: str) -> Iterator[Match]:
    for start, end in phrase.find(text):
        if not (phrase.gapped and _STOP.search(source, origin[start], origin[end - 2])):
            yield Match(start, end, phrase)


def _sorted_out(matches: Sequence[Match]) -> tuple[tuple[Match, ...], frozenset[str]]:
    """Return the signs that no harmless phrase overlaps, and what the cues say."""
    harmless = [m for m in matches if m.phrase.kind == "harmless"]
    signs = [
        m for m in matches if m.phrase.sign and not any(m.start < h.end - 1 and h.start < m.end - 1 for h in harmless)
    ]
    cues = frozenset(m.phrase.target for m in matches if m.phrase.kind == "cue")
    return tuple(sorted(signs, key=lambda m: (m.start, -m.end))), cues
