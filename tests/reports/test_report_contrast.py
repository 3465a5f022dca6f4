"""Colours that everybody can read: WCAG AA, computed from the style sheet itself."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("reports").joinpath("templates", "style.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", CSS))
TONES = ("act", "right", "clear", "unsure", "hand")
TEXT = [
    *((ink, ground) for ink in ("ink", "muted", "link") for ground in ("paper", "ground")),
    *((f"{tone}-ink", ground) for tone in TONES for ground in (f"{tone}-wash", "paper")),
    *(("ink", f"{tone}-wash") for tone in TONES),
    *(("ink", f"shade-{shade}") for shade in range(1, 5)),
    ("ink", "mark"),
    ("link", "act-wash"),
]


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_known_ratio() -> None:
    assert luminance("#ffffff") == pytest.approx(1.0)
    assert (luminance("#ffffff") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21.0)


@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_reaches_aa(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("shape", ["bar", "act-ink", "unsure-ink", "muted"])
def test_shapes_of_charts_reach_three_to_one(shape: str) -> None:
    assert contrast(shape, "paper") >= 3


def test_no_colour_stands_outside_the_variables() -> None:
    rules = re.sub(r":root \{.*?\}", "", CSS, count=1, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []
