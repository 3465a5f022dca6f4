"""Phone numbers of the United Kingdom in every spelling, and of other countries where they begin with a plus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from checks.contacts._digits import Piece, digit_runs
from checks.contacts._spans import Contact

_MOST_PIECES: Final = 12
_SHAPES: Final = frozenset(
    {
        (11,), (5, 6), (5, 3, 3), (5, 2, 4), (5, 2, 2, 2), (4, 7), (4, 3, 4), (6, 5), (2, 9), (2, 4, 5), (2, 3, 3, 3),
        (5, 5), (6, 4), (5, 4, 2), (5, 1, 5), (2, 3, 6), (2, 3, 2, 2, 2),
    }
)  # fmt: skip
"""How the digits of a number are usually grouped, from its 0 on."""
_LONDON: Final = frozenset({(3, 4, 4), (3, 8), (3, 4, 2, 2), (3, 3, 5), (2, 1, 4, 4)})
"""The same for numbers that begin with 02."""
_EVEN: Final = (3, 4, 5)
"""Digits that the first group of a mobile number may have where it is grouped as no other is: 0791 2345 678."""
_TIME: Final = re.compile(r"(?:[01]?\d|2[0-3])[0-5]\d")
_CUE: Final = re.compile(
    r"\b(?:tel|telephone|phone|mob|mobile|cell|call|ring|text|txt|whats?app|msg|message|contact|number|num|dm|buzz)\b"
    r"|[☎📞📱📲]",
    re.IGNORECASE,
)
_LOCAL_CUE: Final = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|ring|call)\b\s*(?:no\b\.?|number|us|me|on|them|him|her|is|[:.=-]|\s)*$",
    re.IGNORECASE,
)
_LOCAL: Final = frozenset({(6,), (3, 3), (3, 4), (7,), (4, 4), (8,)})
_HELPLINES: Final = ("116", "0800", "0808", "0845", "1471")
_REFUSED_BEFORE: Final = ("£", "$", "€", "#", "%", "/", "@", "=", "&", "?")
_LINKED: Final = re.compile(r"(?:\bwa\.me/|[?&]phone=)(?:%2B)?$", re.IGNORECASE)
"""A link that opens a chat with the number behind it, which stands there as from abroad, with or without its plus."""
_BOTH: Final = re.compile(r"(?<!\S)[(+]?\d[\d().-]*\d{2}/$")
"""A number, and another behind its stroke: 900123/07700 900456."""
_EXTENSION: Final = re.compile(r"(?<![^\W\d_])(?:ext(?:n|ension)?|opt(?:ion)?|press|x|#)[\s.:]*\d{1,6}", re.IGNORECASE)
_OR: Final = re.compile(r"[/;,|&]|\bor\b|\band\b", re.IGNORECASE)
_ORGANISATION: Final = tuple("0" + digit for digit in "345689")
"""Numbers that only organisations have: freephone, 03, 08, premium."""


def find_phones(text: str, own: frozenset[str]) -> Iterator[Contact]:
    """Yield the phone numbers of a text; `own` are national digits, as `national` gives them."""
    for run in digit_runs(text):
        at = 0
        while at < len(run):
            found = _longest(text, run, at)
            if found is None:
                at += 1
                continue
            digits, size, confidence = found
            span = run[at : at + size]
            if digits not in own and not digits.startswith(_ORGANISATION):
                yield Contact(_with_sign(text, span[0].start), span[-1].end, "phone", confidence)
            at += size


def national(number: str) -> str:
    """Return the digits of a number as dialled at home: "+44 (0)1632 960114" -> "01632960114"."""
    digits = re.sub(r"\D", "", number)
    return _national(digits, plus=number.strip().startswith(("+", "(+")))


def numbers(written: str) -> Iterator[str]:
    """Yield the national digits of each number of an entry: "01632 960114 / 960115 ext 2" names two.

    A number without its area code has that of the number before.
    """
    before = ""
    for part in _OR.split(_EXTENSION.sub("", written)):
        digits = national(part)
        if digits and not digits.startswith("0"):
            digits = before[: -len(digits)] + digits
        if digits:
            before = digits
            yield digits


def _longest(text: str, run: Sequence[Piece], at: int) -> tuple[str, int, str] | None:
    """Return national digits, number of pieces and confidence of the number that begins at a piece; the longest."""
    before = text[: run[at].start]
    linked, both = (sign.search(text, max(0, len(before) - 40), len(before)) for sign in (_LINKED, _BOTH))
    if before.endswith(_REFUSED_BEFORE) and not linked and not both:
        return None
    plus = before.rstrip("( ").endswith("+") or bool(linked and not run[at].digits.startswith("0"))
    for size in range(min(len(run) - at, _MOST_PIECES), 0, -1):
        pieces = run[at : at + size]
        confidence = _judged(text, run, pieces, plus=plus)
        if confidence:
            return _national("".join(piece.digits for piece in pieces), plus=plus), size, confidence
    return None


def _judged(text: str, run: Sequence[Piece], pieces: Sequence[Piece], *, plus: bool) -> str:
    """Return how sure it is that pieces are one phone number; blank = they are none."""
    digits = "".join(piece.digits for piece in pieces)
    if plus and not digits.startswith("44"):
        return "certain" if 9 <= len(digits) <= 15 and _possible(f"+{digits}") else ""
    number, abroad = _national(digits, plus=plus), plus or digits.startswith("0044")
    if not _is_british(number):
        return _local(text, pieces, digits)
    if abroad or _home(pieces, number):
        return "likely" if any(piece.spoken for piece in pieces) else "certain"
    if any(piece.spoken for piece in pieces):
        return "likely"
    alone = len(pieces) == len(run) and (all(len(piece.digits) == 1 for piece in pieces) or _even(text, pieces))
    return "likely" if (alone and number.startswith("07")) or _cued(text, pieces) else ""


def _even(text: str, pieces: Sequence[Piece]) -> bool:
    """Say whether digits stand in groups of 2 to 5, the same sign between all of them, and are no list of times."""
    gaps = {text[one.end : other.start] for one, other in pairwise(pieces)}
    sizes = [len(piece.digits) for piece in pieces]
    if len(gaps) != 1 or len(gaps.pop()) != 1 or all(_TIME.fullmatch(piece.digits) for piece in pieces):
        return False
    return sizes[0] in _EVEN and all(2 <= size <= 5 for size in sizes)


def _home(pieces: Sequence[Piece], number: str) -> bool:
    """Say whether digits are grouped as a number of this country is."""
    shape = tuple(len(piece.digits) for piece in pieces)
    if not pieces[0].digits.startswith("0"):
        return False
    return shape in _SHAPES or (number.startswith("02") and shape in _LONDON)


def _is_british(number: str) -> bool:
    mobile = re.fullmatch(r"07[0-57-9]\d{8}", number)
    landline = re.fullmatch(r"0(?:1\d{8,9}|2[03489]\d{8})", number)
    other = re.fullmatch(r"0[3589]\d{8,9}", number)
    return bool(mobile or landline or other) and not _counted(number) and _possible(number)


def _counted(number: str) -> bool:
    """Say whether digits only count up, repeat or are binary."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(number)}
    return len(steps) == 1 or set(number) <= {"0", "1"} or len(set(number[1:])) == 1


def _local(text: str, pieces: Sequence[Piece], digits: str) -> str:
    """Return possible for a number without its area code, right behind "tel" or "ring"."""
    fits = tuple(len(piece.digits) for piece in pieces) in _LOCAL and not digits.startswith(_HELPLINES)
    return "possible" if fits and _LOCAL_CUE.search(text, max(0, pieces[0].start - 40), pieces[0].start) else ""


def _cued(text: str, pieces: Sequence[Piece]) -> bool:
    start, end = pieces[0].start, pieces[-1].end
    return bool(_CUE.search(text[max(0, start - 40) : start]) or _CUE.search(text[end : end + 20]))


def _national(digits: str, *, plus: bool) -> str:
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and (plus or prefix == "0044" or len(digits) in {12, 13}):
            return "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits


@lru_cache(4096)
def _possible(number: str) -> bool:
    """Ask the library's numbering plans; drama ranges are possible, though nobody has them."""
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number, "GB")))
    except phonenumbers.NumberParseException:
        return False


def _with_sign(text: str, start: int) -> int:
    """Take the plus and the bracket before a number along."""
    found = re.search(r"\(?\+\(?\s?$|\($", text[max(0, start - 4) : start])
    return start - len(found[0]) if found else start
