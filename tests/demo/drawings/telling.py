"""Pictures that tell more than they should: a name on a certificate, a crowd, a place in the file; and their likes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, Final

from canvas import BLUE, GREEN, GREY, INK, RED, SIZE, WHITE, WOOD, YELLOW, Canvas, indoors, outdoors, tree
from drawn_face import draw_face
from PIL import Image, ImageDraw, ImageFilter, ImageOps

BECK: Final = {1: "N", 2: (54.0, 11.0, 6.0), 3: "W", 4: (1.0, 31.0, 48.0)}
"""The GPS part of EXIF: a footbridge over a stream on a moor, where nobody lives."""
_SMALL: Final = 12_000


def certificate(*lines: str, star: str = YELLOW) -> Canvas:
    """A certificate with a gold star, pinned to a cork board."""
    c = Canvas("#d2a679")
    c.box(50, 40, 540, 400, WHITE, 6)
    c.box(64, 54, 512, 372, "#d9a93f", 4)
    c.box(70, 60, 500, 360, "#fffdf4", 4)
    c.oval(320, 44, 9, fill=RED)
    for number, line in enumerate(lines):
        c.words(320, 130 + number * 72, line, 40, "#1d2c55")
    c.oval(510, 380, 24, fill=star)
    return c


def star_of_the_week() -> Canvas:
    """A certificate that names the child who won it."""
    return certificate("Star of the Week", "Faith Mensah", "for kindness", "Year 4")


def house_cup() -> Canvas:
    """A certificate that names a house, and the head who signed it."""
    return certificate("House Points", "Fisher House", "first in November", "Mrs Lonergan", star=GREEN)


def stream(high: float) -> Canvas:
    """A stream between stones, with a measuring pole; `high` is how far the water stands up it."""
    c = outdoors(grass="#8fb573", horizon=170)
    tree(c, 90, 190, 0.7)
    tree(c, 560, 185, 0.8)
    c.shape([(210, 480), (280, 170), (380, 170), (520, 480)], "#7fb0c9")
    for x, y, r in ((210, 420, 34), (240, 330, 24), (520, 430, 40), (455, 300, 26)):
        c.oval(x, y, r, r * 0.6, fill=GREY)
    c.box(345, 150, 14, 250, WHITE)
    for y in range(150, 400, 40):
        c.box(345, y, 14, 20, RED)
    c.box(335, 400 - high, 34, high, "#6aa0bb", 8)
    return c


def faces(number: int) -> Image.Image:
    """Faces in rows on the hall's benches, seen from the front: as many as a program may count."""
    c = indoors("#b9cbd6", WOOD)
    c.box(0, 0, *SIZE, "#78909f")
    picture = c.image.resize(SIZE)
    pen = ImageDraw.Draw(picture)
    across = min(number, 4)
    for one in range(number):
        x, y = 640 / across * (one % across + 0.5), 130 + one // across * 200
        pen.rectangle((x - 62, y + 66, x + 62, y + 150), fill=(BLUE, GREEN, RED, INK)[one % 4])
        draw_face(pen, x, y, 104)
    return picture.filter(ImageFilter.GaussianBlur(2.2))


def photo(picture: Image.Image, gps: Mapping[int, Any] | None = None) -> bytes:
    """Return a picture as a phone's JPEG below 12 kB, with the place in its file where one is given."""
    details = Image.Exif()
    details[0x010F] = "Moorgate"
    details[0x0110] = "Moorgate 4"
    if gps:
        details[0x8825] = dict(gps)
    for quality in range(80, 20, -5):
        stream_ = BytesIO()
        picture.save(stream_, "JPEG", quality=quality, optimize=True, exif=details)
        if stream_.tell() < _SMALL:
            break
    return stream_.getvalue()


def _flat(canvas: Canvas) -> Image.Image:
    return canvas.image.resize(SIZE, Image.Resampling.BOX)


FILES: Final[Mapping[str, Callable[[], bytes]]] = {
    "st-wilfredas/pictures/star-of-the-week.png": lambda: star_of_the_week().png(),
    "st-wilfredas/pictures/house-points.png": lambda: house_cup().png(),
    "thornby-vale/pictures/beck-monday.jpg": lambda: photo(_flat(stream(90)), BECK),
    "thornby-vale/pictures/beck-thursday.jpg": lambda: photo(ImageOps.mirror(_flat(stream(150)))),
    "larkfield-meadow/pictures/hall-benches.jpg": lambda: photo(faces(8)),
    "larkfield-meadow/pictures/new-choir-leaders.jpg": lambda: photo(faces(3)),
}
"""Each file below the demo's folder, and what draws it."""
