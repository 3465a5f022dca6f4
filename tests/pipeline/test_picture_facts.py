"""A picture is known by its bytes: its type, its size as shown, and a hash that survives what platforms do to it."""

from __future__ import annotations

import itertools
import struct
import zlib
from functools import cache
from pathlib import Path

import pytest
from drawn import drawn, encoded
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, features

from checks.pictures.kinds import kind_of
from pipeline.picture_facts import NEAR, NoPictureError, distance, look_at

PHOTO = drawn(1)
JPEG = encoded(PHOTO)
TYPES = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "bmp": "BMP", "tif": "TIFF"}
DEMO = Path(__file__).resolve().parents[2] / "config" / "demo"


@cache
def hash_of(number: int) -> str:
    """Return the hash of a drawn photo, in the form that loses nothing and takes the least time."""
    return look_at(encoded(drawn(number), "BMP")).phash


@pytest.mark.parametrize("extension", TYPES)
def test_a_type_is_read_from_the_bytes(extension):
    if extension == "avif" and not features.check("avif"):
        pytest.skip("this build of Pillow opens no AVIF")
    facts = look_at(encoded(PHOTO, TYPES[extension]))
    assert (facts.extension, facts.width, facts.height, facts.reason) == (extension, 640, 480, "")
    assert distance(facts.phash, look_at(encoded(PHOTO, "PNG")).phash) <= 3


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"hevc"])
def test_a_heic_is_known_and_said_to_be_unopened(brand):
    facts = look_at(struct.pack(">I4s4sI4s", 20, b"ftyp", brand, 0, b"heic") + bytes(100))
    assert (facts.extension, facts.phash, facts.width) == ("heic", "", None)
    assert facts.reason == "pictures of type HEIC cannot be opened here"


def test_an_avif_that_also_calls_itself_mif1_is_an_avif():
    assert kind_of(struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"mif1", 0, b"mif1", b"avif")) == "avif"


@pytest.mark.parametrize(
    "shown",
    [
        lambda photo: encoded(photo.resize((320, 240)), "JPEG", quality=50),
        lambda photo: encoded(photo.resize((1280, 960)), "JPEG", quality=85),
        lambda photo: encoded(photo.resize((300, 225)), "WEBP", quality=50),
        lambda photo: encoded(photo.convert("P"), "GIF"),
        lambda photo: encoded(photo.convert("L"), "PNG"),
        lambda photo: encoded(photo.convert("RGBA"), "PNG"),
        lambda photo: encoded(photo.convert("CMYK"), "JPEG", quality=80),
    ],
    ids=["smaller", "larger", "webp", "gif", "grey", "with alpha", "cmyk"],
)
def test_the_same_photo_on_another_channel_has_a_near_hash(shown):
    far = [distance(hash_of(n), look_at(shown(drawn(n))).phash) for n in range(12)]
    assert max(far) <= NEAR


def test_other_photos_have_far_hashes():
    hashes = [hash_of(n) for n in range(20)]
    assert min(distance(a, b) for a, b in itertools.combinations(hashes, 2)) > 12


def test_the_pictures_of_the_demo_are_told_apart():
    hashes = [look_at(file.read_bytes()).phash for file in sorted(DEMO.glob("*/pictures/*.png"))]
    assert len(hashes) >= 50
    assert all(hashes)


def test_a_photo_turned_by_exif_is_measured_and_hashed_as_it_is_shown():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = encoded(PHOTO.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif, quality=90)
    facts = look_at(lying)
    assert (facts.width, facts.height) == (640, 480)
    assert distance(facts.phash, look_at(encoded(PHOTO, "PNG")).phash) <= 3


def test_what_is_transparent_is_white():
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    clear.paste((200, 0, 0, 255), (0, 0, 20, 64))
    white = Image.new("RGB", (64, 64), "white")
    white.paste((200, 0, 0), (0, 0, 20, 64))
    assert look_at(encoded(clear, "PNG")).phash == look_at(encoded(white, "PNG")).phash != ""


def test_a_plain_surface_is_like_no_other_picture():
    assert look_at(encoded(Image.new("RGB", (200, 200), "navy"))).phash == ""


def test_a_sixteen_bit_picture_is_opened():
    grey = Image.new("I;16", (64, 64))
    grey.putdata([(n % 64) * 1000 for n in range(64 * 64)])
    assert look_at(encoded(grey, "PNG")).phash != ""


def test_only_the_first_picture_of_an_animation_is_looked_at():
    for kind in ("GIF", "WEBP"):
        moving = encoded(drawn(3), kind, save_all=True, append_images=[drawn(4), drawn(5)])
        assert distance(look_at(moving).phash, look_at(encoded(drawn(3), "PNG")).phash) <= NEAR


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is not a picture but nothing"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", "it is not a picture but a web page"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing, which is not opened"),
        (b'<!DOCTYPE svg>\n<!-- drawn -->\n<svg width="9">', "an SVG drawing, which is not opened"),
        (b"<html><body><svg></svg></body></html>", "a web page"),
        (b"%PDF-1.7", "it is not a picture but a PDF document"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "it is not a picture but a video"),
        (b"BM, said the letter, and went on for a while", "it is not a picture but of no type that is known"),
        (JPEG[:9000], "it begins as a JPEG and cannot be read to its end"),
        (encoded(PHOTO, "PNG")[:9000], "it begins as a PNG and cannot be read to its end"),
        (b"\x89PNG\r\n\x1a\n" + b"not at all", "it begins as a PNG and cannot be read to its end"),
    ],
)
def test_what_is_no_picture_is_said(content, sentence):
    with pytest.raises(NoPictureError, match=sentence):
        look_at(content)


def bomb(side: int) -> bytes:
    """Return a PNG of a few bytes that says it is `side` pixels wide and high."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_100, 9_600, 14_142, 60_000])
def test_a_bomb_is_not_opened(side):
    with pytest.raises(NoPictureError, match="more than 64 million pixels"):
        look_at(bomb(side))


@settings(max_examples=settings.default.max_examples * 3 // 2)
@example(JPEG[:2])
@given(st.one_of(st.binary(max_size=200), st.integers(2, 4000).map(lambda n: JPEG[:n] + bytes(50))))
def test_no_bytes_do_anything_but_be_looked_at_or_refused(content):
    try:
        facts = look_at(content)
    except NoPictureError:
        return
    assert facts.extension == kind_of(content)
