"""Neighbours: the words right beside many places of a folded text, each as one number, without a step for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from checks.names.fold import GAP, Array

_WIDTH: Final = 12
"""Letters of a neighbour that count; of a longer one the nearest."""
_POWERS: Final = np.array([pow(1_000_003, step, 1 << 64) for step in range(1, _WIDTH + 1)], dtype=np.uint64)


def numbers_before(words: Iterable[str]) -> Array:
    """Return the numbers under which `words_before` knows words; several words may share one."""
    return _numbers(word[::-1] for word in words)


def numbers_after(words: Iterable[str]) -> Array:
    """Return the numbers under which `words_after` knows words."""
    return _numbers(words)


def words_before(codes: Array, places: Array) -> Array:
    """Return the number of the word that ends right before each gap of a folded text."""
    return _summed(codes, places[:, None] - 1 - np.arange(_WIDTH))


def words_after(codes: Array, places: Array) -> Array:
    """Return the number of the word that begins at each place of a folded text."""
    return _summed(codes, places[:, None] + np.arange(_WIDTH))


def _summed(codes: Array, places: Array) -> Array:
    inside = (places >= 0) & (places < codes.size)
    letters = np.where(inside, codes[np.clip(places, 0, max(codes.size - 1, 0))], GAP).astype(np.uint64)
    going = np.logical_and.accumulate(letters != GAP, axis=1)
    return (letters * going * _POWERS).sum(axis=1, dtype=np.uint64)


def _numbers(words: Iterable[str]) -> Array:
    sums = [sum(ord(c) * int(p) for c, p in zip(word, _POWERS, strict=False)) & 0xFFFF_FFFF_FFFF_FFFF for word in words]
    return np.array(sorted(set(sums)), dtype=np.uint64)
