"""What a check judged by, as a hash: when it changes, what ends is superseded, and what was derived is derived anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import pandas as pd

from pipeline.days import INSTANT
from pipeline.facts import program_version
from pipeline.judging import Judged


def bases_of(judged: Sequence[Judged], versions: Mapping[str, str]) -> dict[str, str]:
    """Return check -> hash of all that it judged by, under whatever options it was asked."""
    parts: dict[str, list[str]] = {}
    for one in judged:
        parts.setdefault(one.planned.check, []).append(_basis(one, versions))
    return {check: hash_parts(hashes) for check, hashes in parts.items()}


def _basis(one: Judged, versions: Mapping[str, str]) -> str:
    """Hash what a check judged by: its options, the program, and the registers, words and engine that it looks at."""
    looked_at = (one.check.needs | one.check.uses) - one.check.mended_by
    versions = {**versions, "program": program_version()}
    looked_at |= {"program", "never_publish"} if one.check.route == "dsl" else {"program"}
    if "mentions" in looked_at:
        looked_at |= {"words", "engine", "pupils", "staff"}
    return hash_parts(
        [
            json.dumps(one.planned.options, sort_keys=True, default=str),
            *(f"{k}={v}" for k, v in sorted(versions.items()) if k in looked_at),
        ]
    )


def hash_unmarked(frame: pd.DataFrame) -> str:
    """Hash a frame but who must not be published: what is not for the DSL may not differ by it."""
    return hash_frame(frame, [name for name in frame if name != "never_publish"])


def hash_frame(frame: pd.DataFrame, columns: Iterable[str] | None = None) -> str:
    """Hash every value of a frame, or of some of its columns; of one that it lacks, nothing in every row."""
    names = frame.columns if columns is None else columns
    rows = zip(*(_told(frame[name]) if name in frame else ["nan"] * len(frame) for name in names), strict=True)
    return hash_parts(chain.from_iterable(rows))


def _told(values: pd.Series) -> list[str]:
    """Return each value as text; dates are few in a register, and slow to write."""
    if values.dtype != INSTANT:
        return [str(value) for value in values.tolist()]
    written: dict[int, str] = {}
    moments = values.to_numpy("datetime64[us]").astype("int64").tolist()
    for place, micros in enumerate(moments):
        if micros not in written:
            written[micros] = str(values.iloc[place])
    return [written[micros] for micros in moments]


def hash_parts(parts: Iterable[str]) -> str:
    """Hash texts in their order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
