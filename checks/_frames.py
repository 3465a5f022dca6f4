"""Frames as checks count on them: every promised column there, however empty the frame that was handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

_TITLES = {"x": "X", "youtube": "YouTube", "tiktok": "TikTok", "linkedin": "LinkedIn", "whatsapp": "WhatsApp"}
INSTANT = "datetime64[us, UTC]"
"""The one dtype of moments: frames of mixed units cannot be joined by time."""
_NO_TIME: Final = -(2**63)
"""NaT among numbers."""


def with_columns(frame: pd.DataFrame, texts: Sequence[str], instants: Sequence[str] = ()) -> pd.DataFrame:
    """Return the named columns in order: `texts` as str without missing values, `instants` as UTC timestamps or NaT."""
    kept = frame.reindex(columns=[*texts, *instants])
    for column in kept:
        given = kept[column]
        made = as_text(given) if column in texts else as_instants(given)
        if made is not given:
            kept[column] = made
    return kept.reset_index(drop=True)


def tuples(
    frame: pd.DataFrame, texts: Sequence[str], instants: Sequence[str] = (), others: Sequence[str] = ()
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a frame as plain tuples, columns in this order, whatever of them the frame lacks.

    `texts` are str, "" without a value; `instants` microseconds since 1970 (UTC), None without one; `others` as they
    are. A school's frames are small, and one step of pandas costs as much as a thousand steps over tuples.
    """
    columns = [_texts(frame, column) for column in texts] + [_micros(frame, column) for column in instants]
    columns += [frame[column].tolist() if column in frame else [None] * len(frame) for column in others]
    return zip(*columns, strict=True)


def _texts(frame: pd.DataFrame, column: str) -> list[Any]:
    return as_text(frame[column]).tolist() if column in frame else [""] * len(frame)


def _micros(frame: pd.DataFrame, column: str) -> list[Any]:
    if column not in frame:
        return [None] * len(frame)
    micros = as_instants(frame[column]).to_numpy("datetime64[us]").astype("int64").tolist()
    return [None if moment == _NO_TIME else moment for moment in micros]


def as_text(values: pd.Series) -> pd.Series:
    """Return a column as str, "" where it has no value: a join that met nothing leaves numbers or objects behind."""
    if isinstance(values.dtype, pd.StringDtype) and not values.hasnans:
        return values
    return values.astype("object").where(values.notna(), "").astype("str")


def as_instants(values: pd.Series) -> pd.Series:
    """Return a column as UTC timestamps, NaT where it has no value."""
    return values if values.dtype == INSTANT else pd.to_datetime(values, utc=True).astype(INSTANT)


def local(micros: int, timezone: str) -> datetime:
    """Return a moment, given in microseconds since 1970 (UTC), as the clock of a zone shows it."""
    return (datetime.fromtimestamp(0, ZoneInfo("UTC")) + timedelta(microseconds=micros)).astimezone(ZoneInfo(timezone))


def platform_title(platform: str) -> str:
    """Return a platform's name as people write it: "x" -> "X", "facebook" -> "Facebook"."""
    return _TITLES.get(platform, platform.capitalize())
