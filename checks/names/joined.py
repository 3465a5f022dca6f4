"""Joined: reading many texts that were joined into one: which text a place belongs to, tags, letters written apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

import numpy as np

from checks.names.fold import EDGE, GAP, Array

_TAG_BODY: Final = re.compile(r"[\w\u0300-\u036f\u200b-\u200d\u00ad]+")
_HANDLE_BODY: Final = re.compile(r"(?:[\w\u0300-\u036f\u200b-\u200d\u00ad]+|[.\-](?=\w))+")
FEWEST_SPACED: Final = 3
"""Letters written apart that may spell a name: K A I."""


class Tag(NamedTuple):
    """A hashtag or handle: [start, end) of its body in the source text, without the sign."""

    sign: str
    body: str
    start: int
    end: int


def places_of(batch: Sequence[str]) -> tuple[Array, Array]:
    """Return begin and length of each text in the joined source: one space in front, three characters between."""
    lengths = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
    return np.concatenate(([0], np.cumsum(lengths + 3)[:-1])) + 1, lengths


def owners_of(begins: Array, positions: Array) -> Array:
    """Return which text each position of the joined source lies in."""
    return np.searchsorted(begins, positions, side="right") - 1


def spaced_runs(codes: Array) -> list[tuple[int, int]]:
    """Return the runs of at least three single letters with one space between, [start, end) in the folded text.

    No run goes on from one text into the next.
    """
    gaps, letters = codes == GAP, (codes != GAP) & (codes != ord(EDGE))
    alone = np.flatnonzero(gaps[:-2] & letters[1:-1] & gaps[2:]) + 1 if codes.size > 2 else np.zeros(0, dtype=np.int64)
    if alone.size < FEWEST_SPACED:
        return []
    breaks = np.flatnonzero(np.diff(alone) != 2) + 1
    firsts, lasts = np.concatenate(([0], breaks)), np.concatenate((breaks, [alone.size])) - 1
    long = lasts - firsts + 1 >= FEWEST_SPACED
    return [(int(alone[a]), int(alone[b]) + 1) for a, b in zip(firsts[long], lasts[long], strict=True)]


def tags_in(source: str) -> list[Tag]:
    """Return every hashtag and handle, in order."""
    out: list[Tag] = []
    for sign in "#@＃＠":
        body_of = _TAG_BODY if sign in "#＃" else _HANDLE_BODY
        at = source.find(sign)
        while at >= 0:
            body = body_of.match(source, at + 1)
            if body and not source[at - 1].isalnum():  # "name@school.org" is an address
                out.append(Tag("#" if sign in "#＃" else "@", body[0], at + 1, body.end()))
            at = source.find(sign, at + 1)
    return sorted(out, key=itemgetter(2))


def inside_tags(positions: Array, tags: Sequence[Tag]) -> Array:
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
