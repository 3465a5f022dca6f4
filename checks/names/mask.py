"""Masking: no name of the register survives in a text that leaves the worklist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

import ahocorasick_rs

from checks.names.fold import fold, fold_name, source_end
from checks.names.forms import Register

MASK: Final = "•••"
"""Stands for the rest of a name, whatever its length."""
_TAG: Final = re.compile(r"(?<=[#@＃＠])(?:\w|[\u0300-\u036f\u200b-\u200d\u00ad])+")
_SHORTEST_INSIDE: Final = 4
"""A form shorter than this inside a longer hashtag is chance more often than a name."""


class Masker:
    """Masks every form of every name of one register, ordinary words too: too much is right, too little is not.

    It holds the names alone, much less than their register, and seeks them from the first text on.
    """

    def __init__(self, register: Register, common: Mapping[str, object]) -> None:
        forms = {key for key, form in register.forms.items() if form.given or form.family or key not in common}
        forms |= {
            word for p in register.pupils for name in (*p.given, *p.family) for word in name.split() if len(word) > 2
        }
        self._forms, self._full = forms, frozenset((*register.full, *register.whole))

    @cached_property
    def _whole(self) -> ahocorasick_rs.AhoCorasick | None:
        return _automaton(f" {form} " for form in self._forms | self._full)

    @cached_property
    def _inside(self) -> ahocorasick_rs.AhoCorasick | None:
        return _automaton(form.replace(" ", "") for form in self._forms if len(form) >= _SHORTEST_INSIDE)

    def mask(self, text: str) -> str:
        """Return the text with each name as its first letter and "•••", each tag that holds one as "•••"."""
        text = _TAG.sub(lambda tag: MASK if self._holds_name(tag[0]) else tag[0], text)
        folded = fold(f" {text} ")
        out, done = [], 0
        for start, end in _merged(
            self._whole.find_matches_as_indexes(folded.text, overlapping=True) if self._whole else []
        ):
            first, last = int(folded.origin[start]) - 1, int(folded.origin[end - 1]) - 1
            out += [text[done:first], folded.text[start].upper(), MASK]
            done = source_end(text, last)
        return "".join([*out, text[done:]])

    def _holds_name(self, body: str) -> bool:
        folded = fold_name(body)
        if not self._forms.isdisjoint(folded.split()) or folded in self._forms:
            return True
        pieces = {fold_name(piece) for piece in re.findall(r"[A-Z][^A-Z_\d]+", body)}
        if not self._forms.isdisjoint(pieces):
            return True
        return self._inside is not None and bool(self._inside.find_matches_as_indexes(folded.replace(" ", "")))


def _automaton(patterns: Iterable[str]) -> ahocorasick_rs.AhoCorasick | None:
    distinct = list(dict.fromkeys(patterns))
    return ahocorasick_rs.AhoCorasick(distinct, store_patterns=False) if distinct else None


def _merged(matches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return the spans of names without the spaces around them, overlapping ones as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted((start + 1, end - 1) for _, start, end in matches):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
