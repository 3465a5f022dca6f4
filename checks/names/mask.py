"""Masking: no name of the register survives in a text that leaves the worklist."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise
from typing import Final

import ahocorasick_rs

from checks.names.fold import EDGE, fold, fold_name, source_end
from checks.names.forms import Register
from checks.names.pupils import Pupil

MASK: Final = "•••"
"""Stands for the rest of a name, whatever its length."""
_PARTED: Final = f" {EDGE} "
"""Between two texts that are masked in one go: nothing on one side of it reads as one word with the other side."""
_TAG: Final = re.compile(r"(?<=[#@＃＠])(?:\w|[\u0300-\u036f\u200b-\u200d\u00ad])+")
_FIGURED: Final = re.compile(r"(?<!\w)[^\W\d]*\d\w*")
"""A word with figures in it: zainab2015."""
_SHORTEST_INSIDE: Final = 4
"""A form shorter than this inside a longer hashtag is chance more often than a name."""
_SHORTEST_FIGURED: Final = 3
"""The same beside figures: 4b, 12th."""
_SHORTEST_GLUED: Final = 8
"""Letters of two names written as one word by which somebody of another school is known."""
_LETTER: Final = re.compile(r"\w")
_LEFT: Final = re.compile(r"[^\W\d_]")
_MASKED: Final = re.compile(rf"\w?{MASK}")
_FEW: Final = 2
"""Letters that may be left of a name: initials."""


class FullNames:
    """First and last names beside each other, of all pupils of a trust: what is masked on every school's pages."""

    def __init__(self, pupils: Sequence[Pupil]) -> None:
        pairs = {(given, family) for one in pupils for given in one.given for family in one.family}
        self._glued = {
            name
            for given, family in pairs
            for name in (f"{given}{family}".replace(" ", ""), f"{family}{given}".replace(" ", ""))
            if len(name) >= _SHORTEST_GLUED
        }
        spaced = (f" {name} " for given, family in pairs for name in (f"{given} {family}", f"{family} {given}"))
        self._automaton = _automaton((*spaced, *(f" {name} " for name in self._glued)))

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield (0, start, end) of each word of such names in a folded text, a space at either end of it."""
        for _, begin, end in (
            self._automaton.find_matches_as_indexes(folded, overlapping=True) if self._automaton else ()
        ):
            gaps = [at for at in range(begin, end) if folded[at] == " "]
            yield from ((0, left, right + 1) for left, right in pairwise(gaps))

    def holds(self, pieces: Sequence[str]) -> bool:
        """Tell whether some of the folded pieces of a tag are such a name: Well, Done, Aisha, Khan."""
        several = ("".join(pieces[at : at + length]) for length in (1, 2, 3) for at in range(len(pieces)))
        return any(one in self._glued for one in several)


class Masker:
    """Masks every form of every name of one register, ordinary words too: too much is right, too little is not.

    It holds the names alone, much less than their register, and seeks them from the first text on.
    """

    def __init__(self, register: Register, common: Container[str]) -> None:
        forms = {key for key, form in register.forms.items() if form.given or form.family or key not in common}
        self._forms = forms | _words_of(register.pupils)
        self._full = frozenset((*register.full, *register.whole))
        self._others = FullNames(())

    def knowing(self, more: Sequence[Pupil], others: FullNames) -> Masker:
        """Return one that masks the names of `more` pupils as well, and the full names of `others`."""
        wider = copy(self)
        for built in ("_whole", "_inside") if more else ():
            wider.__dict__.pop(built, None)
        wider._forms = self._forms | _words_of(more) | {name for one in more for name in (*one.given, *one.family)}
        wider._others = others
        return wider

    @cached_property
    def _whole(self) -> ahocorasick_rs.AhoCorasick | None:
        return _automaton(f" {form} " for form in self._forms | self._full)

    @cached_property
    def _inside(self) -> ahocorasick_rs.AhoCorasick | None:
        return _automaton(form.replace(" ", "") for form in self._forms if len(form) >= _SHORTEST_INSIDE)

    def mask(self, text: str) -> str:
        """Return the text with each name as its first letter and "•••", each tag or word that holds one as "•••"."""
        text = _TAG.sub(lambda tag: MASK if self._holds_name(tag[0]) else tag[0], text)
        text = _FIGURED.sub(lambda word: MASK if self._is_figured(word[0]) else word[0], text)
        folded = fold(f" {text} ")
        out, done = [], 0
        own = self._whole.find_matches_as_indexes(folded.text, overlapping=True) if self._whole else []
        for start, end in _merged((*own, *self._others.find(folded.text))):
            first, last = int(folded.origin[start]) - 1, int(folded.origin[end - 1]) - 1
            out += [text[done:first], folded.text[start].upper(), MASK]
            done = source_end(text, last)
        return "".join([*out, text[done:]])

    def unmasked(self, names: Iterable[str]) -> list[str]:
        """Return of names as they stand in texts those of which `mask` leaves more than initials.

        A reader finds more than stands in the register: what is mistyped, spelled letter by letter, or with figures.
        """
        known = self.mask_all(names)
        return [name for name, masked in known.items() if len(_LEFT.findall(_MASKED.sub("", masked))) > _FEW]

    def mask_all(self, texts: Iterable[str]) -> dict[str, str]:
        """Return text -> what `mask` makes of it, read in one go; those that hold the sign between two are left out."""
        several = [text for text in dict.fromkeys(texts) if EDGE not in text]
        return dict(zip(several, self.mask(_PARTED.join(several)).split(_PARTED), strict=True)) if several else {}

    def _holds_name(self, body: str) -> bool:
        folded = fold_name(body)
        if not self._forms.isdisjoint(folded.split()) or folded in self._forms:
            return True
        pieces = [fold_name(piece) for piece in re.findall(r"[A-Z][^A-Z_\d]+", body)]
        if not self._forms.isdisjoint(pieces) or self._others.holds(pieces or folded.split()):
            return True
        return self._inside is not None and bool(self._inside.find_matches_as_indexes(folded.replace(" ", "")))

    def _is_figured(self, word: str) -> bool:
        pieces = [fold_name(piece) for piece in re.findall(r"[^\W\d_]+", word)]
        long = [piece for piece in pieces if len(piece) >= _SHORTEST_FIGURED]
        return any(one in self._forms or one in self._full for one in long) or self._others.holds(long)


def covering(written: Collection[str]) -> Callable[[str], str]:
    """Return what masks names that stand in a text just as `written`, the longest of those that overlap."""
    if not written:
        return lambda text: text
    known = ahocorasick_rs.AhoCorasick([*written], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def cover(text: str) -> str:
        out, done = [], 0
        for _, start, end in known.find_matches_as_indexes(text):
            if not (_LETTER.search(text, max(start - 1, 0), start) or _LETTER.match(text, end)):  # within a longer word
                out += [text[done:start], text[start].upper(), MASK]
                done = end
        return "".join([*out, text[done:]])

    return cover


def _words_of(pupils: Iterable[Pupil]) -> set[str]:
    """Return the single words of the names of some pupils."""
    return {word for p in pupils for name in (*p.given, *p.family) for word in name.split() if len(word) > 2}


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
