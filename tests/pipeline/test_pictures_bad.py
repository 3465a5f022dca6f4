"""Bad pictures: each is told with its reason and counted as not looked at, and the others go on; ten thousand too."""

from __future__ import annotations

import json
import struct
import time
import zlib
from pathlib import Path

import pytest
from drawn import drawn, encoded
from pictured import HOME, exif, plain, saved
from sqlalchemy import select
from workspaces import AS_OF, Small, post

import pipeline.capture
import pipeline.derive_pictures
from checks.pictures.engine import MOVES, READ, Tools, tools_here
from pipeline.export import export_coverage, export_findings
from pipeline.inventory_last import inventories
from pipeline.outcome import Outcome
from pipeline.run import audit, pull
from pipeline.store.schema import examined
from pipeline.takedown import write_takedowns
from pipeline.workspace import open_workspace


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that says it is enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def nonsense() -> bytes:
    """A JPEG whose EXIF begins well and goes on as noise."""
    good = saved(plain((300, 200)), exif=exif(HOME, orientation=6, title="Sports day"))
    at = good.index(b"Exif\0\0") + 14
    return good[:at] + b"\xff" * 60 + good[at + 60 :]


PHOTO = encoded(drawn(1))
REFUSED = {
    "bomb.png": (bomb(20_000, 10_000), "it has more than 64 million pixels, which is more than is opened"),
    "cut.jpg": (PHOTO[: len(PHOTO) // 2], "it begins as a JPEG and cannot be read to its end"),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing, which is not opened"),
    "lies.jpg": (b"<!DOCTYPE html><html>Sorry</html>", "it is not a picture but a web page"),
    "film.jpg": (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "it is not a picture but a video"),
}
"""Of these no copy is kept, since nothing could be done with it."""
KEPT = {"phone.jpg": (struct.pack(">I4s4sI4s", 20, b"ftyp", b"heic", 0, b"mif1") + bytes(99), "type HEIC")}
"""Of these there is a copy, which is not opened."""
OPENED = {
    "good.jpg": encoded(drawn(2)),
    "odd.png": encoded(drawn(3)),  # a JPEG by its bytes
    "nonsense.jpg": nonsense(),
    "moving.webp": encoded(drawn(4), "WEBP", save_all=True, append_images=[drawn(5), drawn(6)]),
}


@pytest.fixture(autouse=True)
def without_extras(monkeypatch):
    """Neither read text nor count faces, but where a test is about that."""
    monkeypatch.setattr(pipeline.derive_pictures, "tools_here", Tools)


def school(root: Path, files: dict[str, bytes]) -> Path:
    """Write a school with a post and a photo for each file."""
    for name, content in files.items():
        (root / name).write_bytes(content)
    posts = [post(n, f"2026-11-{n % 9 + 1:02}", f"Autumn, day {n}") for n in range(len(files))]
    media = [(f"p{n}", "m1", "photo", "", name, "A picture of our autumn") for n, name in enumerate(files)]
    return Small(root, posts=posts, media=media).write()


def judged(root: Path) -> Outcome:
    """Pull and audit a workspace."""
    pull(root, as_of=AS_OF)
    return audit(root, as_of=AS_OF)


def test_every_bad_picture_is_told_and_the_good_ones_are_judged(tmp_path):
    bad = {name: content for name, (content, _) in (REFUSED | KEPT).items()}
    assert judged(school(tmp_path, bad | OPENED)).faults == ()
    rows = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").splitlines()]
    mine = [row for row in rows if row["check"] == "place-in-picture"]
    assert {row["outcome"]: row["judged"] for row in mine}["pass"] == len(OPENED)
    told = " ".join(row["reason"] for row in mine)
    for _, reason in (REFUSED | KEPT).values():
        assert reason in told
    (counted,) = inventories(tmp_path)
    assert counted.inventory.shown == len(bad) + len(OPENED), "what cannot be looked at is still public"
    assert dict(counted.inventory.unseen) == {"not_fetched": len(REFUSED), "not_opened": len(KEPT)}


def test_every_bad_picture_is_still_to_be_logged(tmp_path):
    bad = {name: content for name, (content, _) in (REFUSED | KEPT).items()}
    judged(school(tmp_path, bad))
    rows = [json.loads(line) for line in export_findings(tmp_path, "jsonl").splitlines()]
    assert sum(row["check"] == "photo-not-logged" for row in rows) == len(bad)


@pytest.mark.slow
def test_of_an_animation_only_the_first_picture_is_looked_at_and_no_text_passes(tmp_path, monkeypatch):
    here = tools_here()
    if not here.reader:
        pytest.skip("needs the package tesseract-ocr and the extra [ocr] (pytesseract)")
    monkeypatch.setattr(pipeline.derive_pictures, "tools_here", lambda: Tools(reader=here.reader))
    judged(school(tmp_path, {name: OPENED[name] for name in ("moving.webp", "good.jpg")}))
    with open_workspace(tmp_path) as space, space.store.read() as connection:
        states = set(connection.execute(select(examined.c.text_state)).scalars())
    assert states == {MOVES, READ}


MANY = 10_000


@pytest.mark.slow
def test_ten_thousand_photos_are_counted_some_fetched_and_the_rest_left_to_later_pulls(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline.capture, "MOST_PHOTOS", 50)
    (tmp_path / "one.jpg").write_bytes(PHOTO)
    posts = [post(n, f"20{16 + n % 10}-03-{n % 28 + 1:02}", "Autumn") for n in range(MANY)]
    media = [(f"p{n}", "m1", "photo", "", "one.jpg", "A picture") for n in range(MANY)]
    begin = time.monotonic()
    judged(Small(tmp_path, posts=posts, media=media).write())
    (counted,) = inventories(tmp_path)
    assert (counted.inventory.unknown, dict(counted.inventory.due)["old"]) == (MANY, MANY)
    assert dict(counted.inventory.unseen) == {"not_fetched": MANY - 50}
    rows = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").splitlines()]
    assert any(f"50 of {MANY} images fetched" in row["reason"] for row in rows)
    write_takedowns(tmp_path, tmp_path / "out")
    assert time.monotonic() - begin < 300
