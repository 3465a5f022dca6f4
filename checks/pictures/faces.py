"""Possible faces, counted by a cascade of OpenCV where it is installed (extra `faces`). Nobody is ever recognised."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from checks.pictures.opening import Image

NO_COUNTER: Final = "faces are not counted: install the extra [faces]"
FAILED: Final = "its faces could not be counted"
_CASCADE: Final = "haarcascade_frontalface_alt2.xml"
_LARGEST: Final = 1_200
"""Pixels of the longer side; more makes more shadows into faces."""
_SMALLEST_FACE: Final = 24
"""Pixels, in a picture of that size: a face that is smaller can hardly be told from a leaf, nor be recognised."""
_NEIGHBOURS: Final = 5
"""How many windows must agree on a face."""


def counter_version() -> str:
    """Return "opencv 4.14.0" where faces can be counted here; blank where the extra is absent or brings no cascade."""
    cascade = _cascade()
    if cascade is None:
        return ""
    import cv2

    return f"opencv {cv2.__version__}"


def count_faces(image: Image) -> int | None:
    """Return how many faces seen from the front a decoded, upright image may hold; None when that cannot be said.

    It finds some of them and takes other things for faces: what is made of it is never more than possible.
    """
    import cv2
    import numpy as np

    cascade = _cascade()
    if cascade is None:
        return None
    try:
        grey = _small(image)
        found = cascade.detectMultiScale(
            cv2.equalizeHist(np.asarray(grey)), 1.1, _NEIGHBOURS, minSize=(_SMALLEST_FACE, _SMALLEST_FACE)
        )
    except (cv2.error, ValueError, OSError):
        return None
    return len(found)


@cache
def _cascade() -> Any:
    """Return the cascade; None without OpenCV 4: its fifth version ships none."""
    try:
        import cv2
        from cv2.data import haarcascades

        cascade = cv2.CascadeClassifier(str(Path(haarcascades) / _CASCADE))
    except (ImportError, AttributeError):
        return None
    return None if cascade.empty() else cascade


def _small(image: Image) -> Image:
    grey = image.convert("I").point(lambda value: value / 256) if image.mode.startswith("I") else image
    grey = grey.convert("L")
    grey.thumbnail((_LARGEST, _LARGEST))
    return grey
