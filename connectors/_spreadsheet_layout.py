"""How somebody's table differs from ours: its own headings, its way of writing times, and whose rows it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from config.models import Account

ORDERS: Final = ("day_first", "month_first")
_EARLIEST: Final = datetime(2004, 1, 1, tzinfo=UTC)
"""No platform a school uses is older."""
_NUMBERS: Final = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})"
    r"(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?)?",
    re.IGNORECASE | re.ASCII,
)
"""03/04/2026, 3.4.26 08:30, 03/04/2026, 8:30 PM"""
_MONTH: Final = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WORDS: Final = re.compile(
    rf"(?:(?P<first>\d{{1,2}}) {_MONTH},? |{_MONTH} (?P<second>\d{{1,2}}),? )(?P<year>\d{{4}})(?P<time>[ ,T]+\d.*)?",
    re.IGNORECASE | re.ASCII,
)
"""3 April 2026, Apr 3, 2026 8:30 PM"""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UTC: Final = re.compile(r"(?<=\d) ?(?:UTC|GMT)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one account's table of one kind is read; two accounts with equal ones share the parsed file."""

    columns: tuple[tuple[str, str], ...] = ()
    """(our column, the heading of the file), for those that differ."""
    timezone: str = ""
    """The zone of times that name none; blank = such times are refused."""
    dates: Literal["", "day_first", "month_first"] = ""
    """How dates in numbers are written; blank = ISO 8601 only."""
    one_account: bool = False
    """Every row is this account's, and no column has to say so."""

    @property
    def may_lack(self) -> frozenset[str]:
        """The columns that such a file may do without."""
        unnamed = {"media_id", "type"} if self.columns else set()  # another platform's file has other columns for them
        return frozenset(unnamed | ({"account"} if self.one_account else set()))

    @property
    def assumed(self) -> str:
        """What is taken for granted in reading it, as a sentence; blank = nothing."""
        order = f", written {self.dates.replace('_', ' ')}" if self.dates else ""
        zone = f"times without a zone are taken for {self.timezone}" if self.timezone else ""
        return zone + (order if zone else f"dates are taken for {order.removeprefix(', ')}" if order else "")

    def time(self, text: str) -> datetime | str:
        """Read a time as UTC; else return the rule it breaks: no-time, bad-time, naive-time or impossible-time."""
        text = text.strip()
        if not text:
            return "no-time"
        moment = _iso(text) or _iso(_UTC.sub("+00:00", text)) or _in_numbers(text, self.dates) or _in_words(text)
        if moment is None:
            return "bad-time"
        if moment.tzinfo is None:
            if not self.timezone:
                return "naive-time"
            moment = moment.replace(tzinfo=ZoneInfo(self.timezone))
        if not _EARLIEST.year - 1 <= moment.year < 9000:  # looked at first: the calendar's ends cannot be moved to UTC
            return "impossible-time"
        moment = moment.astimezone(UTC)
        return moment if moment.year >= _EARLIEST.year else "impossible-time"


def layout_of(account: Account, what: str) -> Layout:
    """Return how an account's table of `what` is read; ValueError, a sentence, where its source says what cannot be."""
    options = account.source.options
    named = options.get("columns", {})
    mine = named.get(what, {}) if isinstance(named, Mapping) else {}
    zone, dates = str(options.get("timezone", "")), str(options.get("dates", ""))
    if zone:
        _refuse_no_zone(zone)
    if dates not in ("", *ORDERS):
        raise ValueError(f"'dates' is \"{dates}\": it should be {' or '.join(ORDERS)}")
    return Layout(
        columns=tuple(sorted(mine.items())),
        timezone=zone,
        dates=dates,  # type: ignore[arg-type]  # looked at above
        one_account=options.get("one_account") is True,
    )


def _refuse_no_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"'timezone' is \"{zone[:40]}\": it should be a name such as Europe/London") from None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _in_numbers(text: str, order: str) -> datetime | None:
    """Read 03/04/2026 08:30 in the order said; None where it is no such date, or nobody said the order."""
    match = _NUMBERS.fullmatch(text) if order else None
    if match is None:
        return None
    first, second, year, hour, minute, second_of, half = match.groups()
    day, month = (first, second) if order == "day_first" else (second, first)
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half in "pP" else 0)
    try:
        whole = datetime(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: DTZ001 - its zone follows
        return whole.replace(hour=hours, minute=int(minute or 0), second=int(second_of or 0))
    except ValueError:
        return None


def _in_words(text: str) -> datetime | None:
    """Read 3 April 2026 08:30 or Apr 3, 2026: its order needs not be said; None where it is no such date."""
    match = _WORDS.fullmatch(text)
    if match is None:
        return None
    month = _MONTHS.index((match[2] or match[3]).casefold()) + 1
    day = match["first"] or match["second"]
    return _in_numbers(f"{day}/{month}/{match['year']}{match['time'] or ''}", "day_first")
