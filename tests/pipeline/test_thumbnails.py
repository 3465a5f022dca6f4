"""A thumbnail is small, upright, without details, and never stops a report."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pipeline.thumbnails import LONGEST_SIDE, shrunk, thumbnail


def picture(mode: str = "RGB", size: tuple[int, int] = (900, 300), form: str = "PNG", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 0).save(out, form, **more)
    return out.getvalue()


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_kind_of_picture_becomes_a_small_jpeg(mode: str) -> None:
    small = opened(shrunk(picture(mode)))
    assert (small.format, small.mode) == ("JPEG", "RGB")
    assert small.size == (LONGEST_SIDE, 53)


def test_a_picture_on_its_side_is_turned_and_its_details_are_left_behind() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "Taken by somebody"
    small = opened(shrunk(picture(form="JPEG", exif=exif)))
    assert small.size == (53, LONGEST_SIDE)
    assert not small.getexif()


def test_what_is_transparent_stands_on_white() -> None:
    assert opened(shrunk(picture("RGBA"))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"<svg/>", picture()[:200], picture(form="JPEG")[:500], b"\xff\xd8\xff"])
def test_what_cannot_be_opened_has_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(content)
    assert thumbnail(tmp_path / "x.jpg") is None


def test_a_copy_that_is_gone_has_none(tmp_path: Path) -> None:
    assert thumbnail(tmp_path / "x.jpg") is None
    assert thumbnail(tmp_path) is None


def test_one_that_was_replaced_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(picture())
    wide = opened(thumbnail(file)).size
    file.write_bytes(picture(size=(300, 900)))
    assert opened(thumbnail(file)).size == wide[::-1]
