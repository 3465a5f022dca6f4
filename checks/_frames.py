"""Frames as checks read them: each column as plain values, what is missing made plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
from pandas.api.types import infer_dtype

INSTANT = "datetime64[us, UTC]"
"""The one dtype of moments: frames of mixed units cannot be joined by time."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NO_TIME: Final = -(2**63)
"""NaT among numbers."""
_WHOLE: Final = frozenset({"string", "empty"})
"""What a column of texts is called in which none is missing."""


def tuples(
    frame: pd.DataFrame, texts: Sequence[str], instants: Sequence[str] = (), others: Sequence[str] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a frame as plain tuples, columns in this order, whatever of them the frame lacks.

    `texts` are str, "" without a value; `instants` microseconds since 1970 (UTC), None without one; `others` as they
    are. A school's frames are small, and one step of pandas costs as much as a thousand steps over tuples. A frame of
    the evidence is read by `Evidence.rows`, each column once.
    """
    read = Columns(frame)
    return zip(*(*map(read.text, texts), *map(read.micros, instants), *map(read.other, others)), strict=True)


def plain_rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a frame that has all these columns as plain tuples, each value as it is."""
    return zip(*(frame[name].tolist() for name in columns), strict=True)


class Columns:
    """The columns of a frame as lists of plain values, each made when first asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Take a frame, which nobody changes from now on."""
        self._frame, self._length = frame, len(frame)
        self._made: dict[tuple[str, str], list[Any]] = {}

    def text(self, column: str) -> list[Any]:
        """Return a column as str, "" where it has no value."""
        return self._once("text", column, lambda values: as_text(values).tolist(), "")

    def micros(self, column: str) -> list[Any]:
        """Return a column of moments as microseconds since 1970 (UTC), None where it has no value."""
        return self._once("micros", column, _micros, None)

    def other(self, column: str) -> list[Any]:
        """Return a column as it is."""
        return self._once("other", column, pd.Series.tolist, None)

    def _once(self, kind: str, column: str, read: Callable[[pd.Series], list[Any]], missing: str | None) -> list[Any]:
        if (kind, column) not in self._made:
            there = self._length > 0 and column in self._frame
            self._made[kind, column] = read(self._frame[column]) if there else [missing] * self._length
        return self._made[kind, column]


def _micros(values: pd.Series) -> list[Any]:
    micros = as_instants(values).to_numpy("datetime64[us]").astype("int64").tolist()
    return [None if moment == _NO_TIME else moment for moment in micros]


def as_text(values: pd.Series) -> pd.Series:
    """Return a column as str, "" where it has no value: a join that met nothing leaves numbers or objects behind."""
    if isinstance(values.dtype, pd.StringDtype) and infer_dtype(values.to_numpy(), skipna=False) in _WHOLE:
        return values
    return values.astype("object").where(values.notna(), "").astype("str")


def as_instants(values: pd.Series) -> pd.Series:
    """Return a column as UTC timestamps, NaT where it has no value."""
    return values if values.dtype == INSTANT else pd.to_datetime(values, utc=True).astype(INSTANT)


def to_micros(moment: datetime) -> int:
    """Return a moment as microseconds since 1970 (UTC), exactly: seconds as a float lose the last one in some years."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def local(micros: int, timezone: str) -> datetime:
    """Return a moment, given in microseconds since 1970 (UTC), as the clock of a zone shows it."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone(ZoneInfo(timezone))


def day_of(micros: int, timezone: str) -> str:
    """Return the day of a moment (microseconds since 1970, UTC) on the clock of a zone: "5 October 2026"."""
    return day_shown(local(micros, timezone))


def day_shown(day: date) -> str:
    """Return "5 October 2026"."""
    return f"{day.day} {day:%B %Y}"
