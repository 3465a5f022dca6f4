"""Scanning: what the lines of one book find in one text, once the sieve has said which of them are worth asking."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from checks.comments.disguise import EMOJI
from checks.comments.phrases import Phrase
from checks.comments.words import Page
from checks.comments.worn import Wardrobe, written_out
from checks.names.fold import source_end

_MOST_OF_ONE: Final = 16
"""Times that one phrase is read in a text: what is said more often is judged no otherwise."""
_STOP: Final = re.compile(r"[.!?…](?:\s|$)|\n")
"""The end of a sentence in the source."""
COMMON: Final = frozenset({
    "a", "about", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "come", "do", "for",
    "from", "get", "go", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "is",
    "it", "its", "just", "know", "last", "like", "me", "more", "my", "no", "not", "now", "of", "off", "on", "one",
    "or", "our", "out", "over", "people", "please", "school", "see", "she", "so", "some", "than", "that", "the",
    "their", "them", "then", "there", "they", "this", "time", "to", "up", "us", "was", "we", "were", "what", "when",
    "where", "which", "who", "why", "will", "with", "would", "you", "your",
})  # fmt: skip
"""Words that most texts hold: no line of several words is looked for by them, and they explain nothing."""


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
    origin: Sequence[int]
    """Code point of the source for each folded character."""
    signs: tuple[Match, ...]
    """By start, the longest first; what a harmless phrase overlaps is left out, so that none may be left."""
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
    """Return the word that stands for an alternative of several: the longest of those that are met the least."""
    return max(alternative.split(), key=lambda word: (word not in COMMON, len(word)))


class Scanner:
    """Reads single texts with one book. Not picklable: build one per process."""

    def __init__(self, phrases: Sequence[Phrase], wardrobe: Wardrobe | None = None) -> None:
        """`wardrobe`: the words that are looked for in disguise as well."""
        self.phrases = phrases
        self.wardrobe = wardrobe or Wardrobe(())
        self._of = _by_word(phrases)
        begins = {anchor[:-1]: lines for anchor, lines in self._of.items() if anchor.endswith("*")}
        self._begins = begins
        self.begun = {
            word: some for word, lines in begins.items() if (some := [one for one in lines if self._sign(one)])
        }
        """The beginnings of words by which signs are looked for -> their lines."""
        self.drawn = {sign for sign, name in EMOJI.items() if any(map(self._sign, self._of.get(name, ())))}
        """The emoji that are looked for by themselves."""
        written = {word for phrase in phrases for part in phrase.parts for one in part.words for word in one.split()}
        self._emoji = {sign for sign, name in EMOJI.items() if name in written}
        self._quiet = _by_word(phrases, signs=False)
        self._quiet_begins = {word[:-1]: lines for word, lines in self._quiet.items() if word.endswith("*")}

    @property
    def words(self) -> set[str]:
        """The words by which the lines of the book are found."""
        return {anchor for phrase in self.phrases for anchor in phrase.anchors}

    def read(self, first: int, at: int, page: Page, lines: Collection[int], worn: bool) -> Reading | None:
        """Return what one text of a page holds; None where it holds no sign.

        `first`: the place of the page's first text; `lines`: those of the book that are worth asking; `worn`: a word in
        disguise may stand there.
        """
        text, source = page.text(at), page.texts[at]
        hidden = self.wardrobe.worn(source, text, page.origin(at)) if worn else []
        if hidden or (not source.isascii() and any(sign in source for sign in self._emoji)):
            return self._read_out(first + at, source, text, page.origin(at), hidden)
        found = [(line, spot) for line in sorted(lines) for spot in self.phrases[line].find(text)]
        if not found:
            return None
        origin = page.origin(at)
        said = set(text.split())
        quiet = {one for word in self._quiet.keys() & said for one in self._quiet[word]}
        quiet |= {one for word, some in self._quiet_begins.items() if f" {word}" in text for one in some}
        found += [(line, spot) for line in sorted(quiet) for spot in self.phrases[line].find(text)]
        return self._sorted(Reading(first + at, source, text, origin, (), frozenset()), found)

    def _read_out(
        self, at: int, source: str, text: str, origin: list[int], hidden: Sequence[tuple[int, int, str]]
    ) -> Reading | None:
        """Write disguised words and emoji out, then ask all lines whose words stand there."""
        text, origin = written_out(text, origin, hidden)
        if not source.isascii():
            text, origin = _drawn_out(source, text, origin)
        said = set(text.split())
        asked = {line for word in said & self._of.keys() for line in self._of[word]}
        asked |= {line for begin, lines in self._begins.items() if f" {begin}" in text for line in lines}
        found = [(line, spot) for line in sorted(asked) for spot in self.phrases[line].find(text)]
        return self._sorted(Reading(at, source, text, origin, (), frozenset()), found)

    def _sorted(self, reading: Reading, found: Iterable[tuple[int, tuple[int, int]]]) -> Reading | None:
        """Return a reading with the signs that no harmless phrase overlaps; None where none stands in one sentence."""
        matches = [Match(*spot, self.phrases[line]) for line, spot in found]
        kept = [m for m in matches if not (m.phrase.gapped and _broken(reading, m))]
        harmless = [m for m in kept if m.phrase.kind == "harmless"]
        met = [m for m in kept if m.phrase.sign]
        if not met:
            return None
        signs = [m for m in met if not any(m.start < h.end - 1 and h.start < m.end - 1 for h in harmless)]
        cues = frozenset(m.phrase.target for m in kept if m.phrase.kind == "cue")
        ordered = tuple(_first_of_phrase(sorted(signs, key=lambda m: (m.start, -m.end))))
        return Reading(reading.at, reading.source, reading.text, reading.origin, ordered, cues)

    def _sign(self, line: int) -> bool:
        return self.phrases[line].sign


def _by_word(phrases: Sequence[Phrase], *, signs: bool = True) -> Mapping[str, Collection[int]]:
    """Return the word by which a line is looked for -> the lines; without `signs` those that are none."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for at, phrase in enumerate(phrases):
        for anchor in phrase.anchors if signs or not phrase.sign else ():
            found[key_of(anchor)][at] = None
    return {word: tuple(lines) for word, lines in found.items()}


def _first_of_phrase(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the first matches of every phrase: what is said a thousand times in one text is read as said often."""
    met: Counter[int] = Counter()
    for match in matches:
        met[id(match.phrase)] += 1
        if met[id(match.phrase)] <= _MOST_OF_ONE:
            yield match


def _broken(reading: Reading, match: Match) -> bool:
    """Tell whether a sentence ends within a match."""
    return _STOP.search(reading.source, reading.origin[match.start], reading.origin[match.end - 2]) is not None


def _drawn_out(source: str, text: str, origin: list[int]) -> tuple[str, list[int]]:
    """Return a folded text with the emoji that say something written out."""
    for place, name in sorted(
        (place, EMOJI[sign]) for sign in EMOJI.keys() & set(source) for place in _places(source, sign)
    ):
        here = bisect_right(origin, place)
        text = f"{text[:here]}{name} {text[here:]}"
        origin = origin[:here] + [place] * (len(name) + 1) + origin[here:]
    return text, origin


def _places(source: str, sign: str) -> Iterator[int]:
    at = source.find(sign)
    while at >= 0:
        yield at
        at = source.find(sign, at + 1)
