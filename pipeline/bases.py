"""What a check judged by, as a hash: when it changes, what ends is superseded, and what was derived is derived anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import pandas as pd

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


def unmarked(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out who must not be published: what is not for the DSL may not differ by it."""
    return frame.drop(columns="never_publish", errors="ignore")


def hash_frame(frame: pd.DataFrame) -> str:
    """Hash every value of a frame."""
    rows = zip(*(frame[name].tolist() for name in frame), strict=True)
    return hash_parts(map(str, chain.from_iterable(rows)))


def hash_parts(parts: Iterable[str]) -> str:
    """Hash texts in their order."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
