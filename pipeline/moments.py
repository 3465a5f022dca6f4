"""Moments as the store keeps them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_YEAR, _LAST_YEAR = 2004, 2200


def to_micros(moment: datetime) -> int:
    """Turn an aware datetime into microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Turn microseconds since 1970 UTC into an aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=micros)


def read_as_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read `--as-of`: a bare date means the end of that day in the trust's zone; a time needs an offset.

    Today's date means `now`: what people do later today would else lie before the run that it follows.
    Raises ValueError with a sentence for anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a date: write 2026-11-16 or 2026-11-16T06:00:00+00:00') from None
    if moment.year < _FIRST_YEAR:
        raise ValueError(f'"{text}" is before {_FIRST_YEAR}, when no school was on any platform: look at the year')
    if moment.year > _LAST_YEAR:
        raise ValueError(f'"{text}" is after {_LAST_YEAR}, further than anybody can look ahead: look at the year')
    if len(text) <= 10:
        if moment.date() == now.astimezone(zone).date():
            return now
        return datetime.combine(moment.date(), time.max, zone).astimezone(UTC)
    if moment.tzinfo is None:
        raise ValueError(f'"{text}" has no offset: write 2026-11-16T06:00:00+00:00, or the date alone')
    return moment.astimezone(UTC)
