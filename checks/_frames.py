"""Frames as checks count on them: every promised column there, however empty the frame that was handed in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

INSTANT = "datetime64[us, UTC]"
"""The one dtype of moments: frames of mixed units cannot be joined by time."""


def with_columns(frame: pd.DataFrame, texts: Sequence[str], instants: Sequence[str] = ()) -> pd.DataFrame:
    """Return the named columns in order: `texts` as str without missing values, `instants` as UTC timestamps or NaT."""
    kept = frame.reindex(columns=[*texts, *instants])
    for column in texts:
        kept[column] = kept[column].astype("object").where(kept[column].notna(), "").astype("str")
    for column in instants:
        kept[column] = pd.to_datetime(kept[column], utc=True).astype(INSTANT)
    return kept.reset_index(drop=True)
