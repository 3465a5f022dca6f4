"""Opening: the bytes of a picture become an upright image, or the reason why they do not."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final, TypeAlias

Image: TypeAlias = Any
"""A Pillow image; Pillow is imported where it is needed, for it is slow to import."""
MOST_PIXELS: Final = 64_000_000
"""More than any platform serves; a picture of more is not opened, for it may be made to fill the memory."""
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")
"""The decoders that are asked, whatever the file calls itself."""
_ORIENTATION: Final = 0x0112
_TURNED: Final = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that lay a picture on its side."""
_KNOWN: Final = (
    (rb"\s*$", "it is empty"),
    (rb".{4}ftyp(hei|hev|mif1|msf1)", "pictures of type HEIC cannot be opened here"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "pictures of type JXL cannot be opened here"),
    (rb"(?i)[\s\xef\xbb\xbf]*(<\?xml.{0,400}?>\s*)?(<!.{0,400}?>\s*){0,3}<svg[\s>]", "SVG drawings are not opened"),
    (rb"(?i)[\s\xef\xbb\xbf]*<", "it is not a picture but a web page"),
    (rb"%PDF", "it is not a picture but a PDF document"),
    (rb".{4}ftyp(?!avi[fs])|\x1aE\xdf\xa3", "it is not a picture but a video"),
)
"""What bytes that no decoder reads may begin with, and how a report says it."""


class UnopenedError(Exception):
    """Bytes that cannot, or must not, be opened; its words are part of a sentence."""


@contextmanager
def opened(content: bytes) -> Iterator[Image]:
    """Yield the image that the bytes hold, its first frame not yet decoded; UnopenedError says why there is none."""
    from PIL import Image as Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of nonsense in the details of a file, which is looked for here
        warnings.simplefilter("error", Pillow.DecompressionBombWarning)
        try:
            image = Pillow.open(BytesIO(content), formats=_FORMATS)
        except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
            raise _too_large() from None
        except Exception:  # a decoder may stumble over broken bytes in any way
            raise UnopenedError(_why_not(content)) from None
        with image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large()
            yield image


def decoded(image: Image, longest: int | None = None) -> Image:
    """Return the first frame, whole and as viewers turn it; UnopenedError where the bytes end or break before it does.

    `longest`: the side, in pixels, that is enough; a JPEG is then decoded no larger than that needs.
    """
    from PIL import ImageOps

    try:
        if longest is not None:
            image.draft(image.mode, (longest, longest))
        image.load()
        return ImageOps.exif_transpose(image)
    except Exception:  # a decoder may stumble over broken bytes in any way
        raise UnopenedError(f"it begins as a {image.format} and cannot be read to its end") from None


def shown_size(image: Image) -> tuple[int, int]:
    """Return width and height as viewers show a picture, in pixels."""
    try:
        turned = image.getexif().get(_ORIENTATION) in _TURNED
    except Exception:  # nonsense in EXIF keeps nobody from seeing the picture
        turned = False
    return (image.height, image.width) if turned else (image.width, image.height)


def frames_of(image: Image) -> int:
    """Return how many pictures a file holds: more than one moves."""
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:  # counting the frames of a broken animation reads on in the file
        return 1


def _too_large() -> UnopenedError:
    most = MOST_PIXELS // 1_000_000
    return UnopenedError(f"it has more than {most} million pixels, which is more than is opened")


def _why_not(content: bytes) -> str:
    told = (reason for pattern, reason in _KNOWN if re.match(pattern, content[:2000], re.DOTALL))
    return next(told, "it is of no type that can be opened, or broken where it begins")
