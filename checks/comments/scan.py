"""Scanning: one pass over many texts at once for every word of a book; only texts with a sign are read again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import ahocorasick_rs
import numpy as np

from checks.comments.disguise import EMOJI, SIGNS, disguises, is_disguise, is_spelled_out, masked_at
from checks.comments.phrases import Phrase
from checks.names.fold import EDGE, Array, Folded, fold, source_end

_BATCH: Final = 1_000_000
"""Characters folded in one go: enough to be fast, few enough to keep memory flat."""
_SIGN_CODES: Final = [ord(sign) for sign in SIGNS]
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


class Scanner:
    """Holds the automaton over the words of one book. Not picklable: build one per process."""

    def __init__(self, phrases: Sequence[Phrase], disguised: Sequence[str] = ()) -> None:
        """Build the automaton. `disguised`: words that are looked for in disguise as well."""
        self._phrases = phrases
        self._of: Mapping[str, list[int]] = _by_anchor(phrases)
        hidden = {spelling: word for word in disguised for spelling in disguises(word) if spelling not in self._of}
        self._asked: dict[str, frozenset[int]] = {}
        self._anchors, self._hidden = list(self._of), list(hidden.items())
        patterns = [f" {a.removesuffix('*')}" + ("" if a.endswith("*") else " ") for a in self._anchors]
        patterns += [f" {spelling}" for spelling, _ in self._hidden]
        self._emoji = [sign for sign, name in EMOJI.items() if any(name in anchor for anchor in self._anchors)]
        signs = [any(phrases[at].sign for at in self._of[anchor]) for anchor in self._anchors]
        self._signs = np.array([*signs, *(True for _ in self._hidden)], dtype=bool)
        gaps = [masked_at(spelling) + 1 or -1 for spelling, _ in self._hidden]
        self._gaps = np.array([*(-1 for _ in self._anchors), *gaps], dtype=np.int64)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, store_patterns=False) if patterns else None

    def scan(self, texts: Sequence[str]) -> Iterator[Reading]:
        """Yield the texts in which a sign stands, in order."""
        for first, last in _batches(texts):
            for at, hits, folded, (left, right), begin in self._hit_texts(texts[first:last]):
                text, source = f"{folded.text[left:right]} ", texts[first + at]
                asked, worn = self._met(hits, left)
                if not worn and not self._drawn(source) and not self._says(text, asked):
                    continue  # most texts: nothing more is made of them
                origin = (folded.origin[left:right] - begin).tolist()
                read = self._read(first + at, source, text, origin, asked, worn)
                if read is not None:
                    yield read

    def _hit_texts(self, batch: Sequence[str]) -> Iterator[tuple[int, list[list[int]], Folded, tuple[int, int], int]]:
        """Yield position, hits, folding, place in it and in the joined source of each text worth reading."""
        source = f" {f' {EDGE} '.join(batch)} "
        lengths = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
        begins = np.concatenate(([0], np.cumsum(lengths + 3)[:-1])) + 1
        folded = _squeeze(fold(source))
        matches = self._automaton.find_matches_as_indexes(folded.text, overlapping=True) if self._automaton else []
        found = np.array(matches, dtype=np.int64).reshape(-1, 3)
        found = found[self._signed(found, folded, source)]
        owners = np.searchsorted(begins, folded.origin[found[:, 1] + 1], side="right") - 1
        marked = [place for sign in self._emoji for place in _places(source, sign)]
        drawn = np.searchsorted(begins, np.array(marked, dtype=np.int64), side="right") - 1
        worth = np.unique(np.concatenate((owners[self._signs[found[:, 0]]], drawn)))
        kept = np.isin(owners, worth)
        hits = defaultdict(list)
        for owner, hit in zip(owners[kept].tolist(), found[kept].tolist(), strict=True):
            hits[owner].append(hit)
        lefts = np.searchsorted(folded.origin, begins[worth]) - 1
        rights = np.searchsorted(folded.origin, begins[worth] + lengths[worth])
        for at, left, right in zip(worth.tolist(), lefts.tolist(), rights.tolist(), strict=True):
            yield at, hits[at], folded, (left, right), int(begins[at])

    def _signed(self, found: Array, folded: Folded, source: str) -> Array:
        """Mark the hits but masked words whose gap is a plain space: "it's the" looks like s**t once it is folded."""
        gaps = self._gaps[found[:, 0]]
        codes = np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        written = codes[folded.origin[found[:, 1] + np.maximum(gaps, 0)]]
        return (gaps < 0) | np.isin(written, _SIGN_CODES)

    def _met(self, hits: Sequence[Sequence[int]], left: int) -> tuple[set[int], list[tuple[int, int, str]]]:
        """Return the phrases whose words were met, and the disguises: [start, end) in the text, and the word."""
        asked: set[int] = set()
        worn: list[tuple[int, int, str]] = []
        for pattern, start, end in hits:
            if pattern < len(self._anchors):
                asked.update(self._of[self._anchors[pattern]])
            else:
                worn.append((start + 1 - left, end - left, self._hidden[pattern - len(self._anchors)][1]))
        return asked, worn

    def _drawn(self, source: str) -> bool:
        return not source.isascii() and any(sign in source for sign in self._emoji)

    def _says(self, text: str, asked: Collection[int]) -> bool:
        phrases = (self._phrases[one] for one in asked)
        return any(phrase.sign and phrase.pattern.search(text) for phrase in phrases)

    def _read(
        self, at: int, source: str, text: str, origin: list[int], asked: set[int], worn: Sequence[tuple[int, int, str]]
    ) -> Reading | None:
        """Write disguised words and emoji out, then ask the phrases whose words were met."""
        for start, end, word in _apart(worn):
            if _is_worn(source, origin, text, start, end):
                text, origin = _written_out(text, origin, start, end, word)
                asked.update(self._asked_by(word))
        for place, name in sorted((p, name) for sign, name in EMOJI.items() for p in _places(source, sign)):
            here = bisect_right(origin, place)
            text, origin = (
                f"{text[:here]}{name} {text[here:]}",
                origin[:here] + [place] * (len(name) + 1) + origin[here:],
            )
            asked.update(self._asked_by(name))
        matches = [m for one in sorted(asked) for m in _matches(self._phrases[one], text, origin, source)]
        signs, cues = _sorted_out(matches)
        return Reading(at, source, text, tuple(origin), signs, cues) if signs else None

    def _asked_by(self, word: str) -> Collection[int]:
        """Return the phrases that a word written out may belong to; few words are, again and again."""
        if word not in self._asked:
            met = (a for a in self._of if word in a.split() or (a.endswith("*") and word.startswith(a[:-1])))
            self._asked[word] = frozenset(phrase for anchor in met for phrase in self._of[anchor])
        return self._asked[word]


def _by_anchor(phrases: Sequence[Phrase]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, phrase in enumerate(phrases):
        for anchor in phrase.anchors:
            found[anchor].append(at)
    return dict(found)


def _squeeze(folded: Folded) -> Folded:
    """Leave one of three and more equal letters in a row: "fuuuuck", "pleaseee"."""
    codes = folded.codes
    if codes.size < 3:
        return folded
    third = np.zeros(codes.size, dtype=bool)
    third[2:] = (codes[2:] == codes[1:-1]) & (codes[1:-1] == codes[:-2]) & (codes[2:] > ord("9"))
    if not third.any():
        return folded
    drop = third.copy()
    drop[:-1] |= third[1:]
    kept = np.flatnonzero(~drop)
    text = "".join(map(chr, codes[kept].tolist()))
    return Folded(text, folded.origin[kept], codes[kept])


def _places(source: str, sign: str) -> Iterator[int]:
    """Yield where a sign stands in a text; where it stands nowhere, that is known at once."""
    at = source.find(sign)
    while at >= 0:
        yield at
        at = source.find(sign, at + 1)


def _apart(worn: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the longest of overlapping disguises, the last first, so that writing one out moves none of the others."""
    chosen: list[tuple[int, int, str]] = []
    for start, end, word in sorted(worn, key=lambda one: (one[0] - one[1], one[0])):
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, word))
    return sorted(chosen, reverse=True)


def _is_worn(source: str, origin: Sequence[int], text: str, start: int, end: int) -> bool:
    """Tell whether a disguise that the pass met is one; letters that stand apart end where another letter would."""
    last = end - 2 if text[end - 1] == " " else end - 1
    written, after = source[origin[start] : origin[last] + 1], source[origin[last] + 1 : origin[last] + 6]
    spelling = text[start:end]
    return is_disguise(written, spelling, after) and (text[end] == " " or not is_spelled_out(spelling))


def _written_out(text: str, origin: list[int], start: int, end: int, word: str) -> tuple[str, list[int]]:
    end -= text[end - 1] == " "
    places = [origin[start]] * (len(word) - 1) + [origin[end - 1]]
    return text[:start] + word + text[end:], origin[:start] + places + origin[end:]


def _matches(phrase: Phrase, text: str, origin: Sequence[int], source: str) -> Iterator[Match]:
    for found in phrase.pattern.finditer(text):
        start, end = found.span()
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


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for at, text in enumerate(texts):
        size += len(text)
        if size >= _BATCH:
            yield first, at + 1
            first, size = at + 1, 0
    if first < len(texts):
        yield first, len(texts)
