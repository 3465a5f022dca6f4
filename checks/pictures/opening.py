"""Opening: the bytes of a picture become an upright image, or the reason why they do not."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from typing import Any, Final, TypeAlias

from checks.pictures.kinds import DECODERS, kind_of, why_unopened

Image: TypeAlias = Any
"""A Pillow image; Pillow is imported where it is needed, for it is slow to import."""
MOST_PIXELS: Final = 64_000_000
"""More than any platform serves; a picture of more is not opened, for it may be made to fill the memory."""
_ORIENTATION: Final = 0x0112
_TURNED: Final = frozenset({5, 6, 7, 8})
"""Values of EXIF's orientation that lay a picture on its side."""


class UnopenedError(Exception):
    """Bytes that cannot, or must not, be opened; its words are part of a sentence."""


@contextmanager
def opened(content: bytes) -> Iterator[Image]:
    """Yield the image that the bytes hold, its first frame not yet decoded; UnopenedError says why there is none."""
    from PIL import Image as Pillow
    from PIL import ImageFile

    # what makes the PDFs sets this for the whole process: a picture that was cut short would pass as a whole one
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    if reason := why_unopened(content):
        raise UnopenedError(reason)
    decoder = DECODERS[kind_of(content)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of nonsense in the details of a file, which is looked for here
        warnings.simplefilter("error", Pillow.DecompressionBombWarning)
        try:
            image = Pillow.open(BytesIO(content), formats=[decoder])
        except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
            raise _too_large() from None
        except Exception:  # a decoder may stumble over broken bytes in any way
            raise _broken(decoder) from None
        with image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large()
            yield image


def decoded(image: Image, longest: int | None = None, mode: str | None = None) -> Image:
    """Return the first frame, whole and as viewers turn it; UnopenedError where the bytes end or break before it does.

    `longest`: the side, in pixels, that is enough; a JPEG is then decoded no larger than that needs, and to `mode`
    where that is given (L for greys).
    """
    try:
        if longest is not None:
            image.draft(mode or image.mode, (longest, longest))
        image.load()
    except Exception:  # a decoder may stumble over broken bytes in any way
        raise _broken(image.format) from None
    return _turned(image)


def _turned(image: Image) -> Image:
    """Return an image as viewers turn it; one that lies as it is shown is not copied for that."""
    from PIL import ImageOps

    with suppress(Exception):  # nonsense in EXIF keeps nobody from seeing the picture
        if image.getexif().get(_ORIENTATION, 1) != 1:
            return ImageOps.exif_transpose(image)
    return image


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


def _broken(decoder: str) -> UnopenedError:
    return UnopenedError(f"it begins as a {decoder} and cannot be read to its end")
