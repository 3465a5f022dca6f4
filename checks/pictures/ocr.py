"""Text read inside an image, by tesseract where it is installed (extra `ocr`): lines, and the box of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from checks.pictures.opening import Image

NO_READER: Final = "text in pictures is not read: install tesseract-ocr and the extra [ocr]"
MOST_SECONDS: Final = 20
"""How long each of two readings of a picture may take: grass and gravel look like letters without end."""
SURE: Final = 55
"""Of 100: words that tesseract is less sure of are grain and foliage, not letters."""
_SMALLEST, _LARGEST = 1_200, 2_200
"""Pixels of the longer side: tesseract wants letters of some 20 to 30 pixels, and no more pixels than that takes."""
_LAYOUTS: Final = ("--psm 3", "--psm 11 -c thresholding_method=2")
"""A page with its blocks, as a certificate; then whatever stands anywhere, as on a badge or a peg, light and dark told
apart region by region. Each reads what the other passes over: of 24 labels in drawn scenes 8 and 14, together 16."""
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_WORD: Final = re.compile(r"[^\W\d_]{4}")
_SHORT_SURE: Final = 85
"""Of 100: how sure a line without a word of four letters must be: "Leo" on a peg, but also "lee" in the grass."""
_FAILED: Final = "tesseract could not read its text"


class Line(NamedTuple):
    """One line of text, and its box in pixels of the picture as shown."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one picture."""

    lines: tuple[Line, ...] = ()
    reason: str = ""
    """Why not all was read; blank when it was looked for everywhere, whether or not there was any."""


class _Word(NamedTuple):
    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float


def reader_version() -> str:
    """Return "tesseract 5.3.0" where text can be read here; blank where the program or the extra is absent."""
    try:
        import pytesseract
    except ImportError:
        return ""
    try:
        return f"tesseract {pytesseract.get_tesseract_version()}"
    except (OSError, SystemExit, pytesseract.TesseractNotFoundError):
        return ""


def read_text(image: Image) -> Reading:
    """Read the text of a decoded, upright image. Starts a program; the picture is handed to it by a temporary file."""
    lines: list[Line] = []
    try:
        prepared, scale = _prepared(image)
        for layout in _LAYOUTS:
            fresh = _asked(prepared, scale, layout)
            lines += [line for line in fresh if not any(_overlap(line, known) for known in lines)]
    except RuntimeError as fault:  # pytesseract's own errors are of this kind too
        late = "timeout" in str(fault).casefold()
        return Reading(tuple(lines), f"reading its text took longer than {MOST_SECONDS} seconds" if late else _FAILED)
    except (OSError, ValueError, SystemExit):
        return Reading(tuple(lines), _FAILED)
    return Reading(tuple(lines))


def _asked(prepared: Image, scale: float, layout: str) -> list[Line]:
    import pytesseract

    found = pytesseract.image_to_data(
        prepared, config=layout, timeout=MOST_SECONDS, output_type=pytesseract.Output.DICT
    )
    return [_line(words, scale) for words in _lines(found) if _is_text(words)]


def _is_text(words: Sequence[_Word]) -> bool:
    """Say whether a line is one, not an edge or a pattern that looks like letters."""
    text = " ".join(word.text for word in words)
    if _WORD.search(text):
        return True
    return bool(_LETTERS.search(text)) and text[0].isupper() and min(word.sure for word in words) >= _SHORT_SURE


def use_one_thread() -> None:
    """Let each tesseract that this process starts use one thread: two that share two cores take twice the time."""
    try:
        import pytesseract
    except ImportError:  # only faces are counted here
        return
    pytesseract.pytesseract.environ.setdefault("OMP_THREAD_LIMIT", "1")


def _overlap(one: Line, other: Line) -> bool:
    """Say whether two boxes cover each other by a quarter of the smaller: then they hold the same words."""
    wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return wide > 0 and high > 0 and wide * high * 4 >= smaller


def _prepared(image: Image) -> tuple[Image, float]:
    """Return the image in greys, of a size that suits, and by how much it was enlarged."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    grey = ImageOps.autocontrast(_on_white(image).convert("L"), cutoff=1)
    longest = max(grey.size)
    scale = min(max(1.0, _SMALLEST / longest), 3.0) if longest < _SMALLEST else min(1.0, _LARGEST / longest)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    return (grey.resize(size, Resampling.LANCZOS) if size != grey.size else grey), scale


def _on_white(image: Image) -> Image:
    """Return the picture as a page shows it: what is transparent is white."""
    if image.mode.startswith("I"):  # 16 bits
        return image.convert("I").point(lambda value: value / 256)
    if image.mode in {"L", "RGB", "CMYK", "YCbCr"}:
        return image
    from PIL.Image import new

    shown = image.convert("RGBA")
    white = new("RGBA", shown.size, "white")
    white.alpha_composite(shown)
    return white.convert("RGB")


def _lines(found: Mapping[str, Sequence[Any]]) -> Iterator[list[_Word]]:
    """Gather the words that tesseract is sure of into its lines, in reading order."""
    lines: dict[tuple[int, ...], list[_Word]] = {}
    names = ("text", "conf", "left", "top", "width", "height", "block_num", "par_num", "line_num")
    for text, sure, left, top, width, height, *place in zip(*(found[name] for name in names), strict=True):
        if text.strip() and float(sure) >= SURE and any(letter.isalnum() for letter in text):
            word = _Word(text.strip(), left, top, left + width, top + height, float(sure))
            lines.setdefault(tuple(place), []).append(word)
    yield from lines.values()


def _line(words: Sequence[_Word], scale: float) -> Line:
    left, top = min(word.left for word in words), min(word.top for word in words)
    right, bottom = max(word.right for word in words), max(word.bottom for word in words)
    box = (left, top, right - left, bottom - top)
    return Line(" ".join(word.text for word in words), *(round(edge / scale) for edge in box))
