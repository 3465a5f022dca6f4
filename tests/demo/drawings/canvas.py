"""A sheet of 640 by 480 on which flat shapes are drawn, and a few things that stand in many pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 480)
SCALE = 2  # drawn twice as large and made smaller: smooth edges
Point = tuple[float, float]
Colour = str

SKY, GRASS, FLOOR, WALL = "#cfe8f5", "#9ccb86", "#d9b98c", "#f6ead2"
WHITE, INK, WOOD, GREY = "#ffffff", "#39424e", "#b27d4b", "#aab4bd"
RED, YELLOW, BLUE, GREEN, ORANGE, PURPLE = "#c8443c", "#f2c53d", "#3f74b5", "#4e8d5a", "#e58a3b", "#7d5ba6"


@dataclass
class Canvas:
    """A sheet; all coordinates are of 640 by 480, from the top left."""

    background: Colour = WALL
    image: Any = field(init=False)
    pen: Any = field(init=False)

    def __post_init__(self) -> None:
        """Lay the sheet out."""
        self.image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), self.background)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0) -> None:
        """Draw a rectangle from its top left corner, with round corners if wished."""
        corners = [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE]
        self.pen.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def oval(self, x: float, y: float, rx: float, ry: float | None = None, fill: Colour = INK) -> None:
        """Draw an ellipse around a centre."""
        ry = rx if ry is None else ry
        self.pen.ellipse([(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE], fill=fill)

    def shape(self, points: list[Point], fill: Colour) -> None:
        """Draw a filled polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: list[Point], fill: Colour = INK, width: float = 3) -> None:
        """Draw a line with round ends."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2 - 0.2, fill=fill)

    def arc(self, x: float, y: float, r: float, begin: float, end: float, fill: Colour = INK, width: float = 3) -> None:
        """Draw a part of a circle, in degrees clockwise from the right."""
        box = [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE]
        self.pen.arc(box, begin, end, fill=fill, width=round(width * SCALE))

    def words(self, x: float, y: float, text: str, size: float, fill: Colour = INK) -> None:
        """Write one line, centred on a point, in the font that Pillow brings along."""
        font = ImageFont.load_default(size * SCALE)
        self.pen.text((x * SCALE, y * SCALE), text, fill=fill, font=font, anchor="mm")

    def png(self, colours: int = 48) -> bytes:
        """Return the picture as a PNG below 12 kB: with fewer colours where it is crowded."""
        small = self.image.resize(SIZE, Image.Resampling.BOX)
        flat = small.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        stream = BytesIO()
        flat.save(stream, "PNG", optimize=True)
        return stream.getvalue() if stream.tell() < 12_000 or colours < 16 else self.png(colours - 8)


def outdoors(sky: Colour = SKY, grass: Colour = GRASS, horizon: float = 290) -> Canvas:
    """Return a sheet with sky and ground."""
    c = Canvas(sky)
    c.box(0, horizon, 640, 480 - horizon, grass)
    return c


def indoors(wall: Colour = WALL, floor: Colour = FLOOR, edge: float = 370) -> Canvas:
    """Return a sheet with a wall and a floor."""
    c = Canvas(wall)
    c.box(0, edge, 640, 480 - edge, floor)
    c.box(0, edge - 8, 640, 8, "#e2cfa9")
    return c


def sun(c: Canvas, x: float = 560, y: float = 80) -> None:
    """Draw a sun."""
    for step in range(12):
        a = step * math.pi / 6
        c.line([(x + 50 * math.cos(a), y + 50 * math.sin(a)), (x + 66 * math.cos(a), y + 66 * math.sin(a))], YELLOW, 5)
    c.oval(x, y, 40, fill=YELLOW)


def cloud(c: Canvas, x: float, y: float, s: float = 1, fill: Colour = WHITE) -> None:
    """Draw a cloud."""
    for dx, dy, r in ((-42, 8, 24), (-14, -8, 32), (22, -2, 28), (46, 10, 20)):
        c.oval(x + dx * s, y + dy * s, r * s, fill=fill)
    c.box(x - 60 * s, y + 8 * s, 122 * s, 24 * s, fill, 12 * s)


def tree(c: Canvas, x: float, y: float, s: float = 1, leaves: Colour = GREEN) -> None:
    """Draw a tree that stands at a point."""
    c.box(x - 11 * s, y - 90 * s, 22 * s, 90 * s, WOOD, 4)
    for dx, dy, r in ((-38, -110, 42), (38, -110, 42), (0, -150, 52), (0, -105, 44)):
        c.oval(x + dx * s, y + dy * s, r * s, fill=leaves)


def table(c: Canvas, x: float, y: float, w: float, h: float = 90, top: Colour = WOOD) -> None:
    """Draw a table with its top at y."""
    c.box(x + 14, y + 10, 14, h, "#8d6239")
    c.box(x + w - 28, y + 10, 14, h, "#8d6239")
    c.box(x, y, w, 18, top, 5)


def poppy(c: Canvas, x: float, y: float, r: float = 16) -> None:
    """Draw a paper poppy."""
    for dx, dy in ((-0.5, -0.4), (0.5, -0.4), (-0.45, 0.45), (0.45, 0.45)):
        c.oval(x + dx * r, y + dy * r, r * 0.72, fill=RED)
    c.oval(x, y, r * 0.36, fill=INK)


def leaf(c: Canvas, x: float, y: float, s: float, fill: Colour) -> None:
    """Draw a fallen leaf."""
    c.shape([(x - 14 * s, y), (x, y - 8 * s), (x + 14 * s, y), (x, y + 8 * s)], fill)
    c.line([(x - 14 * s, y), (x + 20 * s, y)], WOOD, 1.6 * s)


def tin(c: Canvas, x: float, y: float, fill: Colour, h: float = 40) -> None:
    """Draw a tin that stands at a point."""
    c.box(x - 15, y - h, 30, h, GREY, 4)
    c.box(x - 15, y - h + 8, 30, h - 16, fill)
