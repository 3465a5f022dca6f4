"""Digits as people write them: plain, in letters, spaced, as emoji; runs of them, cut into groups."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

_VALUES: Final = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3, "treble": 3}
_WORDS: Final = "|".join(sorted(_VALUES, key=len, reverse=True))
_KEYCAP: Final = "\ufe0f?\u20e3"
_CIRCLED: Final = "⓪①②③④⑤⑥⑦⑧⑨⓿❶❷❸❹❺❻❼❽❾"
_PIECE: Final = re.compile(
    rf"(?P<keycap>(?:\d{_KEYCAP})+)"
    rf"|(?P<circled>[{_CIRCLED}]+)"
    rf"|(?P<word>(?<!\w)(?:(?:double|triple|treble)[ -])?(?:{_WORDS})(?!\w))"
    r"|(?P<blob>(?<![^\W\d_])[\doOIl]{1,40}(?![^\W\d_]))"  # O77OO 9OO123
    r"|(?P<plain>\d+)",
    re.IGNORECASE,
)
_LOOKALIKE: Final = str.maketrans("oOIl", "0011")
_BETWEEN: Final = re.compile(r"[\s().\-\u2010-\u2015_*~·•\u200b-\u200d\ufe0f\u2060]{0,4}")
_SPOKEN: Final = re.compile(r"[\s,.\-…]{1,4}|[\s,]+and[\s,]+")


class Piece(NamedTuple):
    """Digits that stand together."""

    digits: str
    start: int
    end: int
    spoken: bool
    """In letters or emoji: how they are grouped says nothing."""


def digit_runs(text: str) -> Iterator[list[Piece]]:
    """Yield the pieces that follow each other with no more than blanks, hyphens, brackets or emoji between them."""
    run: list[Piece] = []
    for piece in _pieces(text):
        if run and not _joins(text[run[-1].end : piece.start], run[-1], piece):
            yield run
            run = []
        if run and run[-1].end == piece.start:
            last = run.pop()
            piece = Piece(last.digits + piece.digits, last.start, piece.end, last.spoken or piece.spoken)
        run.append(piece)
    if run:
        yield run


def _pieces(text: str) -> Iterator[Piece]:
    for found in _PIECE.finditer(text):
        kind, given = found.lastgroup, found[0]
        if kind == "blob" and not any(sign.isdecimal() for sign in given):
            continue
        if kind == "word":
            *times, word = re.split(r"[ -]", given.casefold())
            digits = _VALUES[word] * (_TIMES[times[0]] if times else 1)
        elif kind == "blob":
            digits = _plain(given.translate(_LOOKALIKE))
        else:
            digits = _plain(given)
        yield Piece(digits, found.start(), found.end(), kind in {"word", "keycap", "circled"})


def _plain(given: str) -> str:
    """Return the digits of any script and shape as 0 to 9: fullwidth, mathematical, circled."""
    values = (unicodedata.digit(sign, None) for sign in given)
    return "".join(str(value) for value in values if value is not None)


def _joins(gap: str, before: Piece, after: Piece) -> bool:
    if _BETWEEN.fullmatch(gap):
        return True
    if before.spoken and after.spoken and _SPOKEN.fullmatch(gap):
        return True
    signs = gap.strip()
    return 0 < len(signs) <= 4 and all(unicodedata.category(sign) in {"So", "Sk", "Mn", "Cf"} for sign in signs)
