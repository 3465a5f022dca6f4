"""Whatever bytes come in, one row comes out: examined, or with the reason why not."""

from __future__ import annotations

import struct
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictured import HOME, certificate, crowd, exif, plain, saved
from PIL import Image, ImageFile, features

from checks.pictures.engine import COUNTED, MOVES, READ, Tools, examine, tools_here
from checks.pictures.faces import NO_COUNTER
from checks.pictures.ocr import NO_READER

NONE = Tools()
HERE = tools_here()
needs_tesseract = pytest.mark.skipif(
    not HERE.reader, reason="needs the package tesseract-ocr and the extra [ocr] (pytesseract)"
)
needs_opencv = pytest.mark.skipif(not HERE.counter, reason="needs the extra [faces] (opencv-python-headless<5)")
PLAIN = saved(plain())
PNG_BEGIN = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is enormous: a few hundred bytes would fill the memory."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG_BEGIN + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


REFUSED = {
    "200 megapixels": (bomb(20_000, 10_000), "it has more than 64 million pixels, which is more than is opened"),
    "a bomb that Pillow refuses": (bomb(60_000, 60_000), "it has more than 64 million pixels"),
    "a truncated JPEG": (PLAIN[: len(PLAIN) // 2], "it begins as a JPEG and cannot be read to its end"),
    "a truncated PNG": (saved(plain(), "PNG")[:200], "it begins as a PNG and cannot be read to its end"),
    "a JPEG of its first bytes": (PLAIN[:20], "it begins as a JPEG and cannot be read to its end"),
    "an SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "not a picture but an SVG drawing"),
    "a HEIC": (struct.pack(">I4s4sI4s", 20, b"ftyp", b"heic", 0, b"mif1") + bytes(99), "HEIC cannot be opened here"),
    "a JPEG XL": (b"\xff\x0a" + bytes(50), "JXL cannot be opened here"),
    "a web page that calls itself a photo": (b"<!DOCTYPE html><html>Sorry</html>", "not a picture but a web page"),
    "a PDF that calls itself a photo": (b"%PDF-1.7 ...", "not a picture but a PDF document"),
    "a video": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "not a picture but a video"),
    "a PNG that calls itself a JPEG and is neither": (PNG_BEGIN + PLAIN[20:], "it begins as a PNG and cannot be read"),
    "nothing": (b"", "it is not a picture but nothing"),
    "words": (b"Dear diary, today we went to the farm.", "not a picture but of no type that is known"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("tools", [NONE, HERE], ids=["without extras", "with what is here"])
def test_what_cannot_be_opened_is_a_row_with_a_reason(content, reason, tools):
    found = examine(content, tools)
    assert found.state == "not examined"
    assert reason in found.reason
    assert found.text_state == found.faces_state == found.reason
    assert (found.place, found.text, found.faces, found.width) == (False, "", None, None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_every_kind_that_platforms_serve_is_examined(kind):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this build of Pillow opens no AVIF")
    found = examine(saved(plain(), kind), NONE)
    assert (found.state, found.reason, found.width, found.height) == ("examined", "", 320, 240)
    assert (found.text_state, found.faces_state) == (NO_READER, NO_COUNTER)


def test_a_photo_on_its_side_is_measured_as_it_is_shown():
    found = examine(saved(plain((900, 300)), exif=exif(HOME, orientation=6)), NONE)
    assert (found.width, found.height, found.place) == (300, 900, True)


@pytest.mark.parametrize(
    "mode", ["CMYK", "I;16", *(pytest.param(mode, marks=pytest.mark.slow) for mode in ("L", "1", "P", "RGBA"))]
)
def test_every_mode_is_examined_with_what_is_here(mode):
    # without dither: the dots that it leaves take the reader seconds
    flat = plain().convert(mode, dither=Image.Dither.NONE) if mode != "I;16" else plain().convert("L").convert(mode)
    found = examine(saved(flat, "TIFF" if mode == "CMYK" else "PNG"), HERE)
    assert found.state == "examined"
    assert found.text_state in {READ, NO_READER}
    assert found.faces_state in {COUNTED, NO_COUNTER}


def test_of_an_animation_the_first_picture_is_looked_at_and_it_is_said():
    moving = saved(
        plain(),
        "WEBP",
        save_all=True,
        append_images=[certificate("Zofia", size=(320, 240)), plain((320, 240)).rotate(180)],
    )
    found = examine(moving, HERE)
    assert found.state == "examined"
    assert found.text_state == (MOVES if HERE.reader else NO_READER)
    assert found.faces_state == (MOVES if HERE.counter else NO_COUNTER)


@needs_tesseract
def test_a_certificate_is_read_line_by_line_with_its_boxes():
    found = examine(saved(certificate("Certificate", "Zofia Nowak", "Star of the Week")), HERE)
    assert found.text.splitlines() == ["Certificate", "Zofia Nowak", "Star of the Week"]
    assert found.text_state == READ
    assert found.text_by.startswith("tesseract ")
    name = found.lines[1]
    assert 0 <= name.left < name.left + name.width <= 900
    assert 170 < name.top < 300
    assert 25 < name.height < 80


@needs_tesseract
@pytest.mark.parametrize("size", [(300, 200), pytest.param((2600, 1800), marks=pytest.mark.slow)])
def test_small_and_large_letters_are_read(size):
    drawn = certificate("Well done", "Maya Rao", size=size, letters=size[0] // 18)
    assert "Maya Rao" in examine(saved(drawn), HERE).text


@pytest.mark.slow
@needs_tesseract
def test_a_picture_without_letters_has_no_text():
    found = examine(saved(plain((640, 480))), HERE)
    assert (found.text, found.text_state) == ("", READ)


@needs_opencv
@pytest.mark.parametrize("number", [0, 1, 8, 12])
def test_drawn_faces_are_counted(number):
    content = saved(crowd(number) if number else plain((640, 480)), quality=92)
    found = examine(content, Tools(counter=HERE.counter))
    assert (found.faces, found.faces_state) == (number, COUNTED)


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    assert examine(content, NONE).state in {"examined", "not examined"}


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "TIFF"]), st.integers(0, 3000), st.binary(min_size=1, max_size=8))
def test_no_damage_raises(kind, at, bytes_):
    content = bytearray(saved(plain((64, 48)), kind, **({} if kind == "GIF" else {"exif": exif(HOME, title="Hello")})))
    at %= len(content)
    content[at : at + len(bytes_)] = bytes_
    assert examine(bytes(content), NONE).state in {"examined", "not examined"}


@pytest.mark.slow
@needs_tesseract
def test_a_short_name_on_a_label_is_read():
    assert examine(saved(certificate("Leo", letters=90)), HERE).text == "Leo"


@pytest.fixture
def forgotten_cascade():
    """What a test finds of OpenCV is forgotten before and after it."""
    from checks.pictures import faces

    faces._cascade.cache_clear()
    yield
    faces._cascade.cache_clear()


@pytest.mark.usefixtures("forgotten_cascade")
def test_without_the_extras_nothing_is_read_or_counted_and_nothing_fails(monkeypatch):
    from checks.pictures import ocr

    for extra in ("pytesseract", "cv2", "cv2.data"):
        monkeypatch.setitem(sys.modules, extra, None)  # as if it were not installed
    assert tools_here() == Tools()
    ocr.use_one_thread()
    found = examine(PLAIN, tools_here())
    assert (found.text_state, found.faces_state) == (NO_READER, NO_COUNTER)


def test_a_cut_picture_is_broken_whatever_another_library_has_set(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert examine(PLAIN[: len(PLAIN) // 2], Tools()).state == "not examined"
