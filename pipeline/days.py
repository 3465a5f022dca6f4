"""Days as schools write them in their files: 2026-09-01, 01/09/2026 or 1 Sep 2026, and when each begins."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

INSTANT: Final = "datetime64[us, UTC]"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: [\d:.]+)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def month_of(name: str) -> int:
    """Return the number of the month that "Sep", "sept" or "September" names; 0 for anything else."""
    folded = name.casefold()
    return next((number for number, month in enumerate(_MONTHS, 1) if len(folded) > 2 and month.startswith(folded)), 0)


def parse_day(text: str) -> date | None:
    """Read "2026-09-01" (a time of day behind it is ignored), "01/09/2026", the day first, or "1 Sep 2026".

    None for anything else.
    """
    if found := _ISO.fullmatch(text.strip()):
        year, month, day = found.groups()
    elif found := _BRITISH.fullmatch(text.strip()):
        day, month, year = found.groups()
    elif found := _NAMED.fullmatch(text.strip()):
        day, month, year = found[1], month_of(found[2]), found[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which a day begins in a zone."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


@lru_cache(maxsize=4096)
def day_begins(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment, in UTC, at which the day that a text names begins; None for a text that names none."""
    day = parse_day(text)
    return None if day is None else day_start(day, zone)
