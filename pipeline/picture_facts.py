"""What the bytes of a picture say of themselves: their type, size and a hash that survives resizing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from checks.pictures.kinds import kind_of, why_unopened
from checks.pictures.opening import UnopenedError, decoded, opened, shown_size

NEAR: Final = 4
"""Bits: a photo resized, recompressed or in another format differed by 3 at most, other photos by 12 and more."""
_ENOUGH: Final = 256
"""Pixels of a side: more than a hash looks at."""
_LEAST_CONTRAST: Final = 8
"""Of 255 greys: a picture with less is a plain surface, and every other one would look like it."""


class NoPictureError(Exception):
    """Bytes that are no picture, or one that may not or cannot be opened; says which, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the bytes of one picture are."""

    extension: str
    """jpg, png, gif, webp, avif, heic, bmp, tif or jxl: from the bytes, never from a name."""
    width: int | None = None
    """Pixels, as a viewer shows it; None = it cannot be opened here."""
    height: int | None = None
    phash: str = ""
    """16 hex digits, see `difference_hash`; blank = not opened, or too plain to be told from others."""
    reason: str = ""
    """Why it could not be opened; blank when it was."""


def look_at(content: bytes) -> PictureFacts:
    """Return the facts of a picture; NoPictureError where the bytes are none, are cut short, or hold too many pixels.

    Types that are known and have no decoder here (HEIC, JPEG XL) are kept unopened, with the reason.
    """
    kind = kind_of(content)
    if kind and (reason := why_unopened(content)):
        return PictureFacts(kind, reason=reason)
    try:
        with opened(content) as image:
            width, height = shown_size(image)
            # decoded to its end, so that one cut short is noticed; a JPEG only as large as its hash needs
            return PictureFacts(kind, width, height, difference_hash(decoded(image, _ENOUGH, "L")))
    except UnopenedError as fault:
        raise NoPictureError(str(fault)) from None
    except Exception:  # pixels of a kind that no hash can be made of
        raise NoPictureError(f"it begins as a {kind.upper()} and its colours cannot be read") from None


def distance(one: str, other: str) -> int:
    """Return in how many of their 64 bits two hashes differ; up to NEAR it is one photo, resized or recompressed."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def difference_hash(image: Any) -> str:
    """Return 64 bits of a decoded image (Pillow's), upright, as 16 hex digits.

    Of 8 rows of 9 greys, each bit says whether one is lighter than the next. Near pictures have near hashes
    (`distance`). Blank where the picture is a plain surface.
    """
    from PIL.Image import Resampling

    cells = _grey(image).resize((9, 8), Resampling.BOX).tobytes()
    if max(cells) - min(cells) < _LEAST_CONTRAST:
        return ""
    pairs = ((cells[at], cells[at + 1]) for row in range(0, 72, 9) for at in range(row, row + 8))
    return f"{sum((left > right) << bit for bit, (left, right) in enumerate(pairs)):016x}"


def _grey(image: Any) -> Any:
    """Return the picture small and in 256 greys; what is transparent is white, as a page shows it."""
    from PIL.Image import new

    if image.mode.startswith("I"):  # 16 bits
        image = image.convert("I").point(lambda value: value / 256)
    elif image.mode not in {"L", "RGB", "RGBA", "CMYK", "YCbCr"}:
        image = image.convert("RGBA")
    image = image.reduce(max(1, min(image.size) // _ENOUGH))
    if image.mode == "RGBA":
        white = new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("L")
