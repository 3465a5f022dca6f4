"""Drawn pictures for the tests of what is done with photos: no file of anybody's, and each different by its seed."""

from __future__ import annotations

import random
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter


def drawn(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Return a picture of forty coloured shapes, softened as a photo is; it is the caller's to change."""
    return _softened(seed, size).copy()


@lru_cache(maxsize=32)
def _softened(seed: int, size: tuple[int, int]) -> Image.Image:
    dice = random.Random(seed)  # noqa: S311
    width, height = size

    def colour() -> tuple[int, ...]:
        return tuple(dice.randrange(256) for _ in range(3))

    picture = Image.new("RGB", size, colour())
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y = dice.randrange(width), dice.randrange(height)
        corner = (x + dice.randrange(width // 40, width // 2), y + dice.randrange(height // 40, height // 2))
        (pen.ellipse if dice.random() < 0.5 else pen.rectangle)((x, y, *corner), fill=colour())
    return picture.filter(ImageFilter.GaussianBlur(2))


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file of a kind."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
