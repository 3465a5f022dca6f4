"""The little language of config/lexicon/: a line of words, sets and gaps becomes a pattern over folded text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from checks.comments.disguise import EMOJI
from checks.names.fold import fold_name

_GAPS: Final = {"..": r"(?:\S+ ){0,3}?", "...": r"(?:\S+ ){0,6}?"}
NEAR: Final = 120
"""Characters, on either side, within which the other halves of a line are looked for."""
_WIDTHS: Final = {"..": 3, "...": 6}
_NAMES: Final = frozenset(EMOJI.values())
_CUES: Final = frozenset({"harmless", "cue"})
_TELLING: Final = 3
"""Letters of the shortest word that is worth looking for."""
_ENDING: Final = r"\S*"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a line: words of which one stands there, or may."""

    words: tuple[str, ...]
    """Folded, each perhaps of several words; a `*` at the end stands for any ending."""
    optional: bool
    gap: int = 0
    """How many other words may stand before it, at most."""
    clause: int = 0
    """Which of the line's halves it belongs to: those parted by `&` stand in any order."""

    @property
    def shortest(self) -> int:
        """Words of its shortest alternative, as texts hold them: an emoji is none."""
        return min(sum(one not in _NAMES for one in word.split()) for word in self.words)

    @property
    def longest(self) -> int:
        """Words of its longest alternative."""
        return max(len(word.split()) for word in self.words)

    @property
    def open(self) -> bool:
        """What stands there may be something else than its words, as texts hold them: any ending, an emoji."""
        return any(word.endswith("*") or not _NAMES.isdisjoint(word.split()) for word in self.words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a book, ready to be found."""

    kind: str
    """What it is a sign of; `harmless` takes back what it overlaps, `cue` says what the text is about."""
    strength: int
    """1 (needs company) to 4 (says it all)."""
    target: str
    """Whom or what it is about, in the book's own words."""
    pattern: str
    """A regular expression over a folded text with a space at either end; compiled when it is first asked."""
    anchors: tuple[str, ...]
    """Folded words, one of which stands in whatever the pattern matches; a `*` at the end stands for any ending."""
    parts: tuple[Part, ...]
    """In their order."""
    also: tuple[str, ...] = ()
    """Expressions of what must stand near it as well, before or behind."""

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the line stands in a folded text; the places of its first half, where it has more."""
        for found in _compiled(self.pattern).finditer(text):
            start, end = found.span()
            if all(_compiled(one).search(text, max(start - NEAR, 0), end + NEAR) for one in self.also):
                yield start, end

    @property
    def gapped(self) -> bool:
        """It holds a gap, and so could run from one sentence into the next."""
        return any(part.gap and not part.clause for part in self.parts)

    @property
    def sign(self) -> bool:
        """It is a sign of something, not of nothing."""
        return self.kind not in _CUES


def read_sets(rows: Any) -> dict[str, tuple[str, ...]]:
    """Return name -> words of the frame `sets` (columns name, words: separated by `;`)."""
    return {name: tuple(_split(words, ";")) for name, words in zip(rows["name"], rows["words"], strict=True)}


def read_book(rows: Sequence[Sequence[str]], sets: Mapping[str, Sequence[str]]) -> tuple[Phrase, ...]:
    """Return the phrases of one book (rows of words, kind, strength, target); ValueError names a line that is wrong."""
    return tuple(to_phrase(words, kind, int(strength), target, sets) for words, kind, strength, target in rows)


def to_phrase(line: str, kind: str, strength: int, target: str, sets: Mapping[str, Sequence[str]]) -> Phrase:
    """Read one line: words; `a|b_c` either; `<set>` one of a set; `..` up to 3 and `...` up to 6 words between;
    `word?` perhaps; `word*` with any ending; `&` parts what stands near each other in any order. Words are written as
    people write them: "don't" is dont as well.
    """
    common = frozenset(sets.get("common", ()))
    halves = [_half(half.split(), sets, line, at) for at, half in enumerate(line.split("&"))]
    parts = [part for some, _ in halves for part in some]
    first, *others = (f"(?<= ){written}" for _, written in halves)
    anchors = max((part.words for part in parts if not part.optional), key=lambda one: _rarity(one, common), default=())
    if not anchors:
        raise ValueError(f"lexicon: the line {line!r} holds no word that must stand there")
    return Phrase(kind, strength, target, first, anchors, tuple(parts), tuple(others))


@cache
def _compiled(written: str) -> re.Pattern[str]:
    """Compile an expression once a process: most lines of a book are never asked."""
    return re.compile(written)


def _half(tokens: Sequence[str], sets: Mapping[str, Sequence[str]], line: str, clause: int) -> tuple[list[Part], str]:
    """Read what stands in one order: its parts, and the pattern of it."""
    written: list[str] = []
    parts: list[Part] = []
    gap = 0
    for token in tokens:
        if token in _GAPS:
            written.append(_GAPS[token])
            gap += _WIDTHS[token]
            continue
        part = replace(_part(token, sets, line), gap=gap, clause=clause)
        gap = 0
        written.append(_regex(part.words, part.optional))
        parts.append(part)
    return parts, "".join(written)


def _part(token: str, sets: Mapping[str, Sequence[str]], line: str) -> Part:
    bare = token.removesuffix("?")
    words: list[str] = []
    for choice in bare.split("|"):
        if choice.startswith("<"):
            if choice[1:-1] not in sets:
                raise ValueError(f"lexicon: the line {line!r} names the set {choice}, which sets.csv does not have")
            words += [spelling for word in sets[choice[1:-1]] for spelling in _spellings(word)]
        else:
            words += _spellings(choice.replace("_", " "))
    if not words:
        raise ValueError(f"lexicon: the line {line!r} holds {token!r}, which is no word")
    return Part(tuple(dict.fromkeys(words)), bare != token)


@cache
def _spellings(word: str) -> tuple[str, ...]:
    """Return the folded forms of a word: an apostrophe parts it, or is left out; an emoji is the word for it."""
    ending = "*" if word.endswith("*") else ""
    for sign, name in EMOJI.items() if not word.isascii() else ():
        word = word.replace(sign, f" {name} ")
    forms = (word, word.replace("'", "")) if "'" in word else (word,)
    return tuple(folded + ending for form in forms if (folded := fold_name(form)))


@cache
def _regex(words: tuple[str, ...], optional: bool) -> str:
    longest = sorted(words, key=len, reverse=True)
    spelled = "|".join(re.escape(one.removesuffix("*")) + (_ENDING if one.endswith("*") else "") for one in longest)
    return f"(?:(?:{spelled}) )" + ("?" if optional else "")


def _rarity(words: Sequence[str], common: Container[str]) -> tuple[int, int]:
    """How little a set of words is met: the fewer common words it holds, then the longer its shortest."""
    return -sum(word in common or len(word) < _TELLING for word in words), min(map(len, words))


def _split(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]
