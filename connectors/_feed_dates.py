"""Dates as feeds write them, in UTC: one whose day is not written beyond doubt is no date, and never another day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"\b({'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR: Final = r"(?<![+\d-])(\d{4})\b"
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})([-/]?)(\d{2})\2(\d{2})"
    r"(?:(?:T|\s)\s*(\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_OFFSETS: Final = {"": "+00:00", "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "BST": "+01:00"}
_NUMBERS: Final = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_MONTH: Final = re.compile(rf"\b(\d{{1,2}})[\s-]+{_MONTH}[\s,-]+(\d{{4}}|\d{{2}})\b", re.IGNORECASE)
_MONTH_DAY: Final = re.compile(rf"{_MONTH}\s+(\d{{1,2}})\b,?\s.*?{_YEAR}", re.IGNORECASE | re.DOTALL)
_SUMMER_TIME: Final = re.compile(r"\bBST\b")
_OFFSET: Final = re.compile(r":\d{2}\s*(?:GMT|UTC)?[+-]\d{2}:?\d{2}\b")


def moment(written: str, guessed: Sequence[int] | None) -> datetime | None:
    """Return the moment that a feed wrote; None where the text leaves its day open.

    `guessed` is what the library of feeds made of it (year to second, UTC; None = nothing): it takes 20-11-2026 for a
    day of 2020, so it is believed only where the text names the same day. A text in another script than ours is
    believed as guessed: nobody else could read it.
    """
    if found := _YEAR_FIRST.fullmatch(written.strip()):
        return _year_first(found)
    if not guessed:
        return None
    try:
        at = datetime(*tuple(guessed)[:6], tzinfo=UTC)  # type: ignore[arg-type, misc]
        day = _day(written) if written.isascii() else at.date()
        if day is None or abs(at.date() - day) > timedelta(days=1):
            return None
        is_summer = _SUMMER_TIME.search(written) and not _OFFSET.search(written)
        return at - timedelta(hours=1) if is_summer else at  # the library takes British summer time for UTC
    except (TypeError, ValueError, OverflowError):
        return None


def _year_first(found: re.Match[str]) -> datetime | None:
    year, _, month, day, clock, zone = found.groups("")
    offset = _OFFSETS.get(zone.upper(), zone)
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{clock or '00:00'}{offset}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(written: str) -> date | None:
    """Return the day that a text names; None where it names none, or in numbers that may be read in two ways."""
    if found := _NUMBERS.match(written):
        year, month, day = (int(one) for one in found.groups())
        return date(year, month, day)
    if found := _DAY_MONTH.search(written):
        return date(_whole(found.group(3)), _month(found.group(2)), int(found.group(1)))
    if found := _MONTH_DAY.search(written):
        return date(int(found.group(3)), _month(found.group(1)), int(found.group(2)))
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name.lower()) + 1


def _whole(year: str) -> int:
    """Return a year of two digits as the standard of mails reads it."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 69 else 1900)
