"""Dates of one column as a system writes them, in whichever order, made into year-month-day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from pipeline.days import month_of

_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", re.ASCII)
_WORDS: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)


def order_of(texts: Sequence[str]) -> str:
    """Return day_first or month_first for a column: month first only where a date proves it and none gainsays it."""
    first, second = False, False
    for text in texts:
        if match := _NUMBERS.fullmatch(text):
            first = first or int(match[1]) > 12
            second = second or int(match[2]) > 12
    return "month_first" if second and not first else "day_first"


def to_iso(text: str, order: str) -> str:
    """Return a date as 2026-09-01; a text that is none comes back as it is, to be said where dates are read."""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMBERS.fullmatch(text):
        one, two, year = (int(part) for part in match.groups())
        day, month = (one, two) if order == "day_first" else (two, one)
    elif match := _WORDS.fullmatch(text):
        day, month, year = int(match[1]), month_of(match[2]), int(match[3])
    else:
        return text
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return text
