"""Which pictures are one picture, posted more than once: by their bytes, or by hashes that survive resizing. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.picture_facts import NEAR

_BITS: Final = 64
_BANDS: Final = tuple(sum(1 << bit for bit in range(band, _BITS, NEAR + 1)) for band in range(NEAR + 1))
"""One band more than the bits in which near hashes may differ, so that any two of them agree on a whole band. Every
fifth bit, not thirteen in a row: many photos share a plain sky, and so the bits of their first rows."""


def number_copies(pictures: Sequence[tuple[str, str]]) -> list[int]:
    """Number the pictures behind files (sha256, phash; blank = not known): equal numbers are one picture.

    Files are one picture when their bytes are the same, or when their hashes differ in at most NEAR bits from that of
    the first file of the picture. Never from a later one: a row of photos, each a little unlike the one before, is no
    single picture. What has neither hash is like no other.
    """
    by_bytes: dict[str, int] = {}
    seen = _Seen()
    numbers: list[int] = []
    for number, (sha256, phash) in enumerate(pictures):
        found = by_bytes.get(sha256) if sha256 else None
        if found is None and phash:
            found = seen.near(int(phash, 16))
        if found is None:
            found = number
            if phash:
                seen.add(int(phash, 16), number)
        if sha256:
            by_bytes.setdefault(sha256, found)
        numbers.append(found)
    return numbers


class _Seen:
    """The hashes of the pictures met so far, to be asked for a near one without looking at each."""

    def __init__(self) -> None:
        self._exact: dict[int, int] = {}
        self._bands: list[dict[int, list[tuple[int, int]]]] = [defaultdict(list) for _ in _BANDS]

    def add(self, phash: int, number: int) -> None:
        self._exact[phash] = number
        for band, mask in zip(self._bands, _BANDS, strict=True):
            band[phash & mask].append((phash, number))

    def near(self, phash: int) -> int | None:
        """Return the number of the nearest picture, of several the first; None where none is near."""
        exact = self._exact.get(phash)
        if exact is not None:
            return exact
        found = [(far, number) for far, number in self._candidates(phash) if far <= NEAR]
        return min(found)[1] if found else None

    def _candidates(self, phash: int) -> Iterator[tuple[int, int]]:
        for band, mask in zip(self._bands, _BANDS, strict=True):
            for other, number in band.get(phash & mask, ()):
                yield (phash ^ other).bit_count(), number
