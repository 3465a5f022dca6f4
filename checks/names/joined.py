"""Joined: reading many texts that were joined into one: tags, letters written apart, what belongs to which text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from checks.names.fold import EDGE, GAP, Array

_TAG_BODY: Final = re.compile(r"[\w\u0300-\u036f\u200b-\u200d\u00ad]+")
_HANDLE_BODY: Final = re.compile(r"(?:[\w\u0300-\u036f\u200b-\u200d\u00ad]+|[.\-](?=\w))+")
_SIGNS: Final = {"#": ("#", _TAG_BODY), "＃": ("#", _TAG_BODY), "@": ("@", _HANDLE_BODY), "＠": ("@", _HANDLE_BODY)}
"""Sign as written -> the sign it stands for, and what may follow it."""
_PLAIN_SIGNS: Final = (ord("#"), ord("@"))
_WIDE_SIGNS: Final = (ord("＃"), ord("＠"))
FEWEST_SPACED: Final = 3
"""Letters written apart that may spell a name: K A I."""


class Tag(NamedTuple):
    """A hashtag or handle: [start, end) of its body in the source text, without the sign."""

    sign: str
    body: str
    start: int
    end: int


def spaced_runs(codes: Array) -> list[tuple[int, int]]:
    """Return the runs of at least three single letters with one space between, [start, end) in the folded text.

    No run goes on from one text into the next.
    """
    gaps = codes == GAP
    alone = np.flatnonzero(gaps[:-2] & ~gaps[1:-1] & gaps[2:]) + 1
    alone = alone[codes[alone] != ord(EDGE)]
    if alone.size < FEWEST_SPACED:
        return []
    breaks = np.flatnonzero(np.diff(alone) != 2) + 1
    firsts, lasts = np.concatenate(([0], breaks)), np.concatenate((breaks, [alone.size])) - 1
    long = lasts - firsts + 1 >= FEWEST_SPACED
    return [(int(alone[a]), int(alone[b]) + 1) for a, b in zip(firsts[long], lasts[long], strict=True)]


def tags_in(source: str, written: Array, high: Array) -> list[tuple[str, str, int, int]]:
    """Return the (sign, body, start, end) of every hashtag and handle, in order: of the many, few spell a name.

    `written`: the code points of the source; `high`: the places of those beyond ASCII.
    """
    signs = np.flatnonzero((written == _PLAIN_SIGNS[0]) | (written == _PLAIN_SIGNS[1]))
    wide = high[np.isin(written[high], _WIDE_SIGNS)]
    out = []
    for at in np.sort(np.concatenate((signs, wide))).tolist():
        sign, body_of = _SIGNS[source[at]]
        body = body_of.match(source, at + 1)
        if body and not source[at - 1].isalnum():  # "name@school.org" is an address
            out.append((sign, body[0], at + 1, body.end()))
    return out


def inside_tags(positions: Array, tags: Sequence[tuple[str, str, int, int]]) -> Array:
    """Mark positions that lie in a hashtag or handle: those are read as a whole elsewhere."""
    if not tags or not positions.size:
        return np.zeros(positions.size, dtype=bool)
    starts, ends = np.array([tag[2] for tag in tags]), np.array([tag[3] for tag in tags])
    owner = np.searchsorted(starts, positions, side="right") - 1
    return (owner >= 0) & (positions < ends[owner])


def by_text(rows: Sequence[Any], owners: Sequence[int]) -> dict[int, list[Any]]:
    """Return text -> its rows; the others have none."""
    out: dict[int, list[Any]] = {}
    for row, owner in zip(rows, owners, strict=True):
        out.setdefault(owner, []).append(row)
    return out
