"""Thumbnails of the kept copies of photos, for sheets that a person works through."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from checks.pictures.opening import UnopenedError, decoded, opened

LONGEST_SIDE: Final = 160
"""Pixels: enough to tell which picture is meant, too few to make use of it."""
MOST_BYTES: Final = 100_000_000
"""A longer file is not opened: more than trust.yaml lets a pull fetch."""
_KEPT: Final = 2_000
"""How many thumbnails a process remembers, about 5 kB each."""
_QUALITY: Final = 78
_PAPER: Final = (255, 255, 255)
"""What stands behind a picture that is partly transparent."""


def thumbnail(path: Path, longest: int = LONGEST_SIDE) -> bytes | None:
    """Return a small JPEG of a picture, upright and without any of its details; None where it cannot be opened.

    A copy is named by the hash of its content, so a thumbnail once made in a process is not made again.
    """
    try:
        size = path.stat().st_size
    except OSError:
        return None
    return _made(path, size, longest) if 0 < size <= MOST_BYTES else None


@lru_cache(maxsize=_KEPT)
def _made(path: Path, _size: int, longest: int) -> bytes | None:
    try:
        return shrunk(path.read_bytes(), longest)
    except OSError:
        return None


def shrunk(content: bytes, longest: int = LONGEST_SIDE) -> bytes | None:
    """Return a small JPEG of the bytes of a picture, its longest side `longest` pixels at most; None as `thumbnail`."""
    from PIL.Image import Resampling

    out = BytesIO()
    try:
        with opened(content) as image:
            # twice the size is decoded, so that what is left to shrink is shrunk well
            whole = _on_paper(decoded(image, longest * 2))
            whole.thumbnail((longest, longest), Resampling.LANCZOS)
            whole.save(out, "JPEG", quality=_QUALITY, optimize=True)
    except (UnopenedError, OSError, ValueError):
        return None
    return out.getvalue()


def _on_paper(image: Any) -> Any:
    """Return the picture without transparency, in colours that a JPEG can hold, and without its details."""
    from PIL.Image import new

    clear = image.convert("RGBA") if image.mode in {"LA", "PA", "P", "RGBA", "La", "RGBa"} else None
    paper = new("RGB", image.size, _PAPER)
    if clear is None:
        paper.paste(image.convert("RGB"))
    else:
        paper.paste(clear, mask=clear.getchannel("A"))
    return paper
