"""Scenes: what a text is about (sport, scripture, pets, a war memorial), told by words anywhere in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

Places: TypeAlias = Mapping[str, tuple[tuple[int, int], ...]]
"""Kind of scene -> where its words stand, [first, last) in tokens of the text."""
_NOWHERE: Final[Places] = {}


@dataclass(frozen=True, slots=True)
class Scenes:
    """The phrases of scenes.csv, by their first word."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @staticmethod
    def of(rows: Iterable[tuple[str, str]]) -> Scenes:
        """Build the look-up from (folded phrase, kind)."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, kind in rows:
            if tokens := tuple(phrase.split()):
                found.setdefault(tokens[0], []).append((tokens, kind))
        return Scenes({first: tuple(phrases) for first, phrases in found.items()})

    def places(self, tokens: list[str]) -> Places:
        """Return where each kind of scene shows in the tokens of a folded text."""
        if not tokens:
            return _NOWHERE
        found: dict[str, list[tuple[int, int]]] = {}
        for at, token in enumerate(tokens):
            for phrase, kind in self.by_first.get(token, ()):
                if len(phrase) == 1 or tuple(tokens[at : at + len(phrase)]) == phrase:
                    found.setdefault(kind, []).append((at, at + len(phrase)))
        return {kind: tuple(places) for kind, places in found.items()}


class ContextScenes:
    """Kinds of scene of folded contexts, each distinct context read once."""

    def __init__(self, scenes: Scenes) -> None:
        self._scenes = scenes
        self.kinds = lru_cache(maxsize=4096)(self._kinds)

    def _kinds(self, folded: str) -> frozenset[str]:
        return frozenset(self._scenes.places(folded.split()))
