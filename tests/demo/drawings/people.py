"""Cartoon children of nobody in particular: a head, a jumper, two legs and a pose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from canvas import INK, WHITE, Canvas, Colour, Point


@dataclass(frozen=True)
class Look:
    """Skin, hair and how the hair is worn (short, bob, long, bunches, curls, scarf, patka, bun)."""

    skin: Colour
    hair: Colour
    style: str


LOOKS = (
    Look("#f3cda8", "#6b4426", "short"),
    Look("#8a5a3a", "#2b211d", "curls"),
    Look("#e8b98f", "#2e2622", "long"),
    Look("#f6d7bb", "#d99a3d", "bunches"),
    Look("#c98f62", "#2b211d", "short"),
    Look("#d9a577", "#3f6f8f", "scarf"),
    Look("#f5d3b3", "#b0522b", "bob"),
    Look("#70452c", "#231b18", "bun"),
    Look("#c48a5e", "#b5482f", "patka"),
    Look("#f1d2a9", "#26211f", "bob"),
)


@dataclass(frozen=True)
class Clothes:
    """Top, bottom, and what makes a uniform: a skirt, a tie."""

    top: Colour
    bottom: Colour = "#5d6672"
    skirt: bool = False
    tie: Colour = ""


_POSES: dict[str, tuple[Point, Point]] = {
    "down": ((-0.24, -0.34), (0.24, -0.34)),
    "up": ((-0.28, -0.94), (0.28, -0.94)),
    "hold": ((-0.12, -0.46), (0.12, -0.46)),
    "out": ((-0.36, -0.56), (0.36, -0.56)),
    "left": ((-0.38, -0.52), (0.22, -0.36)),
    "right": ((-0.22, -0.36), (0.38, -0.52)),
    "wave": ((-0.24, -0.34), (0.30, -0.90)),
}


def child(
    c: Canvas, x: float, y: float, h: float, look: int, wears: Clothes, arms: str = "down", **more: Any
) -> tuple[Point, Point]:
    """Draw a child standing at (x, y), h high; return where the hands are.

    more: `face=False` draws it from behind, `stride=True` in a run, `hands` gives the two hands' places.
    """
    who = LOOKS[look % len(LOOKS)]
    hands: tuple[Point, Point] = more.get("hands") or _hands(x, y, h, arms)
    _hair_behind(c, x, y - 0.80 * h, 0.165 * h, who)
    _legs(c, x, y, h, who, wears, stride=more.get("stride", False))
    _torso(c, x, y, h, wears)
    for side, hand in zip((-1, 1), hands, strict=True):
        shoulder = (x + side * 0.13 * h, y - 0.59 * h)
        c.line([shoulder, hand], wears.top, 0.085 * h)
        c.oval(*hand, 0.05 * h, fill=who.skin)
    _head(c, x, y - 0.80 * h, 0.165 * h, who, face=more.get("face", True))
    return hands


def _hands(x: float, y: float, h: float, arms: str) -> tuple[Point, Point]:
    (ax, ay), (bx, by) = _POSES[arms]
    return (x + ax * h, y + ay * h), (x + bx * h, y + by * h)


def _legs(c: Canvas, x: float, y: float, h: float, who: Look, wears: Clothes, *, stride: bool) -> None:
    feet = ((-0.20, -0.04), (0.17, 0.0)) if stride else ((-0.075, 0.0), (0.075, 0.0))
    for side, (dx, dy) in zip((-1, 1), feet, strict=True):
        foot = (x + dx * h, y + dy * h - 0.03 * h)
        c.line([(x + side * 0.065 * h, y - 0.30 * h), foot], who.skin if wears.skirt else wears.bottom, 0.10 * h)
        c.oval(foot[0] + side * 0.015 * h, foot[1] + 0.01 * h, 0.075 * h, 0.04 * h, fill=INK)


def _torso(c: Canvas, x: float, y: float, h: float, wears: Clothes) -> None:
    if wears.skirt:
        c.shape(
            [
                (x - 0.13 * h, y - 0.36 * h),
                (x + 0.13 * h, y - 0.36 * h),
                (x + 0.2 * h, y - 0.2 * h),
                (x - 0.2 * h, y - 0.2 * h),
            ],
            wears.bottom,
        )
    c.box(x - 0.155 * h, y - 0.65 * h, 0.31 * h, 0.37 * h, wears.top, 0.08 * h)
    c.shape([(x - 0.06 * h, y - 0.65 * h), (x + 0.06 * h, y - 0.65 * h), (x, y - 0.55 * h)], WHITE)
    if wears.tie:
        c.shape(
            [(x, y - 0.63 * h), (x - 0.025 * h, y - 0.47 * h), (x, y - 0.43 * h), (x + 0.025 * h, y - 0.47 * h)],
            wears.tie,
        )


def _head(c: Canvas, x: float, y: float, r: float, who: Look, *, face: bool) -> None:
    if who.style == "scarf":
        _hair_behind(c, x, y, r, who)
    c.oval(x, y, r, fill=who.skin)
    if not face:
        c.oval(x, y - 0.04 * r, r * 1.03, fill=who.hair)
        return
    _hair_front(c, x, y, r, who)
    for side in (-1, 1):
        c.oval(x + side * 0.36 * r, y + 0.08 * r, 0.09 * r, 0.12 * r, fill=INK)
    c.arc(x, y + 0.22 * r, 0.36 * r, 20, 160, INK, max(1.4, 0.08 * r))


def _hair_behind(c: Canvas, x: float, y: float, r: float, who: Look) -> None:
    if who.style == "long":
        c.box(x - 1.08 * r, y - 0.6 * r, 2.16 * r, 2.0 * r, who.hair, 0.6 * r)
    elif who.style == "bob":
        c.box(x - 1.1 * r, y - 0.7 * r, 2.2 * r, 1.6 * r, who.hair, 0.6 * r)
    elif who.style == "bunches":
        for side in (-1, 1):
            c.oval(x + side * 1.2 * r, y + 0.1 * r, 0.38 * r, 0.5 * r, fill=who.hair)
    elif who.style == "curls":
        for dx, dy in ((-0.8, -0.5), (0.8, -0.5), (-0.4, -0.95), (0.4, -0.95), (0, -1.05), (-1.0, 0), (1.0, 0)):
            c.oval(x + dx * r, y + dy * r, 0.42 * r, fill=who.hair)
    elif who.style == "bun":
        c.oval(x, y - 1.15 * r, 0.42 * r, fill=who.hair)
    elif who.style == "scarf":
        c.oval(x, y + 0.1 * r, 1.18 * r, 1.25 * r, fill=who.hair)
    elif who.style == "patka":
        c.oval(x, y - 1.08 * r, 0.3 * r, fill=who.hair)


def _hair_front(c: Canvas, x: float, y: float, r: float, who: Look) -> None:
    """The fringe: a cap over the upper part of the head, and the face drawn back in below it."""
    if who.style == "scarf":
        c.oval(x, y + 0.1 * r, 0.8 * r, 0.85 * r, fill=who.skin)
        return
    box = [(x - 1.04 * r), (y - 1.06 * r), (x + 1.04 * r), (y + 0.94 * r)]
    c.pen.pieslice([value * 2 for value in box], 186, 354, fill=who.hair)
    if who.style in ("long", "bob", "bunches"):
        c.oval(x + 0.25 * r, y - 0.02 * r, 0.62 * r, 0.32 * r, fill=who.skin)
        c.oval(x - 0.35 * r, y - 0.02 * r, 0.5 * r, 0.28 * r, fill=who.skin)
    else:
        c.oval(x, y + 0.02 * r, 0.82 * r, 0.42 * r, fill=who.skin)
