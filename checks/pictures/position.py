"""Positions: where on the globe a picture was taken, told no more exactly than the town."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_LATITUDE, _LONGITUDE = 2, 4
"""Tags of the GPS part of EXIF; the letter of the hemisphere has the number before."""
_DIRECTION: Final = {"N": 1, "E": 1, "S": -1, "W": -1}
_XMP: Final = re.compile(r"(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")


def exif_position(tags: Mapping[int, Any]) -> str:
    """Return "near 51.5 N, 0.1 W" for the GPS part of EXIF; blank where it holds no position, or nonsense.

    A tenth of a degree is 11 km north to south and about 7 km west to east in Britain: the town, never the street.
    """
    return _near(_of_exif(tags, _LATITUDE), _of_exif(tags, _LONGITUDE))


def xmp_position(latitude: str, longitude: str) -> str:
    """Return the same for XMP's "51,30.43N" and "0,7.66W"."""
    return _near(_of_xmp(latitude), _of_xmp(longitude))


def _of_exif(tags: Mapping[int, Any], tag: int) -> float | None:
    """Return degrees; None for what is absent, no number, or says not which hemisphere it is in."""
    letter = tags.get(tag - 1, "")
    letter = letter.decode("ascii", "replace") if isinstance(letter, bytes) else str(letter)
    sign = _DIRECTION.get(letter.strip("\0 ").upper()[:1])
    parts = tags.get(tag)
    return (
        _degrees(parts, sign) if sign and isinstance(parts, Sequence) and not isinstance(parts, str | bytes) else None
    )


def _of_xmp(text: str) -> float | None:
    match = _XMP.fullmatch(text.strip())
    return _degrees([part or 0 for part in match.groups()[:3]], _DIRECTION[match[4]]) if match else None


def _degrees(parts: Sequence[Any], sign: int) -> float | None:
    try:
        numbers = [float(part) for part in parts[:3]]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if not numbers or not all(math.isfinite(number) and number >= 0 for number in numbers):
        return None
    degrees: float = sum(number / 60.0**place for place, number in enumerate(numbers))
    return sign * degrees


def _near(latitude: float | None, longitude: float | None) -> str:
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return ""
    if abs(latitude) < 1e-4 and abs(longitude) < 1e-4:
        return ""  # what cameras write that do not know where they are
    north = f"{abs(latitude):.1f} {'N' if latitude >= 0 else 'S'}"
    return f"near {north}, {abs(longitude):.1f} {'E' if longitude >= 0 else 'W'}"
