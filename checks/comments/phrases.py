"""The little language of config/lexicon/: a line of words, sets and gaps becomes a pattern over folded text."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from checks.comments.disguise import EMOJI
from checks.names.fold import fold_name

_GAPS: Final = {"..": r"(?:\S+ ){0,3}?", "...": r"(?:\S+ ){0,6}?"}
_CUES: Final = frozenset({"harmless", "cue"})
_TELLING: Final = 3
"""Letters of the shortest word that is worth looking for."""
_ENDING: Final = r"\S*"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of a book, ready to be found."""

    kind: str
    """What it is a sign of; `harmless` takes back what it overlaps, `cue` says what the text is about."""
    strength: int
    """1 (needs company) to 4 (says it all)."""
    target: str
    """Whom or what it is about, in the book's own words."""
    pattern: re.Pattern[str]
    """Over a folded text with a space at either end."""
    anchors: tuple[str, ...]
    """Folded words, one of which stands in whatever the pattern matches; a `*` at the end stands for any ending."""
    gapped: bool
    """It holds a gap, and so could run from one sentence into the next."""

    @property
    def sign(self) -> bool:
        """It is a sign of something, not of nothing."""
        return self.kind not in _CUES


@dataclass(frozen=True, slots=True)
class _Element:
    words: tuple[str, ...]
    optional: bool


def read_sets(rows: Any) -> dict[str, tuple[str, ...]]:
    """Return name -> words of the frame `sets` (columns name, words: separated by `;`)."""
    return {name: tuple(_split(words, ";")) for name, words in zip(rows["name"], rows["words"], strict=True)}


def read_book(rows: Sequence[Sequence[str]], sets: Mapping[str, Sequence[str]]) -> tuple[Phrase, ...]:
    """Return the phrases of one book (rows of words, kind, strength, target); ValueError names a line that is wrong."""
    return tuple(to_phrase(words, kind, int(strength), target, sets) for words, kind, strength, target in rows)


def to_phrase(line: str, kind: str, strength: int, target: str, sets: Mapping[str, Sequence[str]]) -> Phrase:
    """Read one line: words; `a|b_c` either; `<set>` one of a set; `..` up to 3 and `...` up to 6 words between;
    `word?` perhaps; `word*` with any ending. Words are written as people write them: "don't" is dont as well.
    """
    common = frozenset(sets.get("common", ()))
    parts: list[str] = []
    anchors: tuple[str, ...] = ()
    for token in line.split():
        if token in _GAPS:
            parts.append(_GAPS[token])
            continue
        element = _element(token, sets, line)
        if not element.words:
            raise ValueError(f"lexicon: the line {line!r} holds {token!r}, which is no word")
        parts.append(_regex(element))
        if not element.optional and _rarity(element.words, common) > _rarity(anchors, common):
            anchors = element.words
    if not anchors:
        raise ValueError(f"lexicon: the line {line!r} holds no word that must stand there")
    gapped = any(token in _GAPS for token in line.split())
    return Phrase(kind, strength, target, re.compile("(?<= )" + "".join(parts)), anchors, gapped)


def _element(token: str, sets: Mapping[str, Sequence[str]], line: str) -> _Element:
    bare = token.removesuffix("?")
    words: list[str] = []
    for choice in bare.split("|"):
        if choice.startswith("<"):
            if choice[1:-1] not in sets:
                raise ValueError(f"lexicon: the line {line!r} names the set {choice}, which sets.csv does not have")
            words += [spelling for word in sets[choice[1:-1]] for spelling in _spellings(word)]
        else:
            words += _spellings(choice.replace("_", " "))
    return _Element(tuple(dict.fromkeys(words)), bare != token)


def _spellings(word: str) -> Iterator[str]:
    """Yield the folded forms of a word: an apostrophe parts it, or is left out; an emoji is the word for it."""
    ending = "*" if word.endswith("*") else ""
    for sign, name in EMOJI.items():
        word = word.replace(sign, f" {name} ")
    for spelling in (word, word.replace("'", "")):
        if folded := fold_name(spelling):
            yield folded + ending


def _regex(element: _Element) -> str:
    words = sorted(element.words, key=len, reverse=True)
    spelled = "|".join(re.escape(word.removesuffix("*")) + (_ENDING if word.endswith("*") else "") for word in words)
    return f"(?:(?:{spelled}) )" + ("?" if element.optional else "")


def _rarity(words: Sequence[str], common: Container[str]) -> tuple[int, int]:
    """How little a set of words is met: the fewer common words it holds, then the longer its shortest."""
    if not words:
        return -1_000_000, 0
    return -sum(word in common or len(word) < _TELLING for word in words), min(map(len, words))


def _split(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]
