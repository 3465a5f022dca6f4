"""Frames as checks count on them: every promised column there, however empty the frame that was handed in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

_TITLES = {"x": "X", "youtube": "YouTube", "tiktok": "TikTok", "linkedin": "LinkedIn", "whatsapp": "WhatsApp"}
INSTANT = "datetime64[us, UTC]"
"""The one dtype of moments: frames of mixed units cannot be joined by time."""


def with_columns(frame: pd.DataFrame, texts: Sequence[str], instants: Sequence[str] = ()) -> pd.DataFrame:
    """Return the named columns in order: `texts` as str without missing values, `instants` as UTC timestamps or NaT."""
    kept = frame.reindex(columns=[*texts, *instants])
    for column in texts:
        kept[column] = as_text(kept[column])
    for column in instants:
        kept[column] = pd.to_datetime(kept[column], utc=True).astype(INSTANT)
    return kept.reset_index(drop=True)


def as_text(values: pd.Series) -> pd.Series:
    """Return a column as str, "" where it has no value: a join that met nothing leaves numbers or objects behind."""
    if values.dtype == "str" and not values.hasnans:
        return values
    return values.astype("object").where(values.notna(), "").astype("str")


def platform_title(platform: str) -> str:
    """Return a platform's name as people write it: "x" -> "X", "facebook" -> "Facebook"."""
    return _TITLES.get(platform, platform.capitalize())
