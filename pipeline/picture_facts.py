"""What the bytes of a picture say of themselves: their type, size and a hash that survives resizing. Pure."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

MOST_PIXELS: Final = 64_000_000
"""More than any platform serves; a picture of more is not opened, for it may be made to fill the memory."""
NEAR: Final = 4
"""Bits: a photo resized, recompressed or in another format differed by 3 at most, other photos by 12 and more."""
_LEAST_CONTRAST: Final = 8
"""Of 255 greys: a picture with less is a plain surface, and every other one would look like it."""
_FORMATS: Final[Mapping[str, str]] = {
    "jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "bmp": "BMP", "tif": "TIFF",
}  # fmt: skip
"""Extension -> Pillow's name of the one decoder that is asked."""
_BEGINS: Final = (
    (rb"\xff\xd8\xff", "jpg"),
    (rb"\x89PNG\r\n\x1a\n", "png"),
    (rb"GIF8[79]a", "gif"),
    (rb"RIFF.{4}WEBP", "webp"),
    (rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x6c\x7c]\0\0\0", "bmp"),
    (rb"II\*\0|MM\0\*", "tif"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "jxl"),
)
_BRANDS: Final = ((b"avif", "avif"), (b"avis", "avif"), (b"hei", "heic"), (b"hev", "heic"), (b"mif1", "heic"))
_NO_PICTURES: Final = (
    (rb"\s*$", "nothing"),
    (
        rb"(?i)[\s\xef\xbb\xbf]*(<\?xml.{0,400}?\?>\s*)?(<!.{0,400}?>\s*){0,3}<svg[\s>]",
        "an SVG drawing, which is not opened",
    ),
    (rb"(?i)[\s\xef\xbb\xbf]*<", "a web page"),
    (rb"%PDF", "a PDF document"),
    (rb".{4}ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF.{4}AVI ", "a video"),
    (rb"PK\x03\x04", "an archive"),
)
_UPRIGHT: Final = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
"""EXIF orientation -> what turns the picture as viewers show it."""


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
    extension = sniff(content)
    if not extension:
        raise NoPictureError(f"it is not a picture but {_seems(content)}")
    if not _opens(extension):
        return PictureFacts(extension, reason=f"pictures of type {extension.upper()} cannot be opened here")
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _opened(content, extension)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            most = MOST_PIXELS // 1_000_000
            raise NoPictureError(f"it has more than {most} million pixels, which is more than is opened") from None
        except Exception:  # a decoder may stumble over broken bytes in any way
            raise NoPictureError(f"it begins as a {extension.upper()} and cannot be read to its end") from None


def sniff(content: bytes) -> str:
    """Return the usual extension of the picture that these bytes begin; blank when they begin none."""
    for pattern, extension in _BEGINS:
        if re.match(pattern, content, re.DOTALL):
            return extension
    if content[4:8] != b"ftyp":
        return ""
    brands = content[8:12] + content[16 : min(64, int.from_bytes(content[:4], "big"))]
    return next((extension for brand, extension in _BRANDS if brand in brands), "")


def distance(one: str, other: str) -> int:
    """Return in how many of their 64 bits two hashes differ; up to NEAR it is one photo, resized or recompressed."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _seems(content: bytes) -> str:
    found = (name for pattern, name in _NO_PICTURES if re.match(pattern, content[:2000], re.DOTALL))
    return next(found, "of no type that is known")


def _opens(extension: str) -> bool:
    from PIL import features

    return extension in _FORMATS and (extension not in {"webp", "avif"} or bool(features.check(extension)))


def _opened(content: bytes, extension: str) -> PictureFacts:
    """Decode the first frame whole, so that one cut short is noticed; a JPEG only as large as its hash needs."""
    from PIL import Image

    with Image.open(BytesIO(content), formats=[_FORMATS[extension]]) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Image.DecompressionBombError
        image.draft("L", (256, 256))
        image.load()
        turn = _UPRIGHT.get(_orientation(image), "")
        if turn.startswith("TRANS") or turn in {"ROTATE_90", "ROTATE_270"}:
            width, height = height, width
        return PictureFacts(extension, width, height, difference_hash(image, turn))


def _orientation(image: Any) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:  # nonsense in EXIF keeps nobody from seeing the picture
        return 1


def difference_hash(image: Any, turn: str = "") -> str:
    """Return 64 bits of a decoded image (Pillow's) as 16 hex digits.

    Of 8 rows of 9 greys, each bit says whether one is lighter than the next. Near pictures have near hashes
    (`distance`). Blank where the picture is a plain surface. `turn` names the transposition that puts it upright.
    """
    from PIL.Image import Resampling, Transpose

    grey = _grey(image)
    upright = grey.transpose(Transpose[turn]) if turn else grey
    cells = upright.resize((9, 8), Resampling.BOX).tobytes()
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
    image = image.reduce(max(1, min(image.size) // 256))
    if image.mode == "RGBA":
        white = new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("L")
