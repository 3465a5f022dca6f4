"""Scenes: what a text is about (sport, scripture, pets, a war memorial), told by words anywhere in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

Places: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]
"""Kind of scene -> where its words stand, [first, last) in tokens of the text."""
COMMON: Final = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "back", "by", "for", "from", "goes", "has", "he", "her", "his", "if",
        "in", "is", "my", "no", "not", "now", "of", "on", "one", "or", "our", "she", "the", "their", "to", "was",
        "when", "who", "whose", "with", "your", "been", "have", "all", "you", "it", "that", "this", "so", "up",
        "me", "us", "we",
    )
)  # fmt: skip
"""Words that stand in nearly every text: no phrase is looked up by one of them where it has another."""


@dataclass(frozen=True, slots=True)
class Scenes:
    """The phrases of scenes.csv, each by the one of its words that tells most."""

    by_word: Mapping[str, tuple[tuple[tuple[str, ...], int, str], ...]]
    """Word -> (phrase, which of its words this is, kind)."""
    words: frozenset[str]

    @staticmethod
    def of(rows: Iterable[tuple[str, str]]) -> Scenes:
        """Build the look-up from (folded phrase, kind)."""
        found: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
        for phrase, kind in rows:
            if tokens := tuple(phrase.split()):
                at = max(range(len(tokens)), key=lambda i: (tokens[i] not in COMMON, len(tokens[i])))
                found.setdefault(tokens[at], []).append((tokens, at, kind))
        return Scenes({word: tuple(phrases) for word, phrases in found.items()}, frozenset(found))

    def places(self, tokens: list[str]) -> Places:
        """Return where each kind of scene shows in the tokens of a folded text."""
        found: dict[str, list[tuple[int, int]]] = {}
        if self.words.isdisjoint(tokens):
            return found
        for at, token in enumerate(tokens):
            for phrase, within, kind in self.by_word.get(token, ()):
                begin = at - within
                end = begin + len(phrase)
                if len(phrase) == 1 or (begin >= 0 and tuple(tokens[begin:end]) == phrase):
                    found.setdefault(kind, []).append((begin, end))
        return found


class ContextScenes:
    """Kinds of scene of folded contexts, each distinct context read once."""

    def __init__(self, scenes: Scenes) -> None:
        self._scenes = scenes
        self.kinds = lru_cache(maxsize=4096)(self._kinds)

    def _kinds(self, folded: str) -> frozenset[str]:
        return frozenset(self._scenes.places(folded.split()))
