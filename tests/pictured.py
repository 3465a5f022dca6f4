"""Pictures drawn for tests: a certificate, a crowd of faces, a file with details; nobody is in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from drawn_face import draw_face
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HOME = {1: "N", 2: (53.0, 29.0, 26.4), 3: "W", 4: (3.0, 2.0, 5.1)}
"""The GPS part of EXIF for a street in a town by the sea."""
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
    ' xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/">{}</rdf:Description></rdf:RDF></x:xmpmeta>'
)


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file of a kind."""
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def plain(size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Return a picture of a slope of greys, in which there is nothing to see."""
    return Image.linear_gradient("L").resize(size).convert("RGB")


def certificate(*lines: str, size: tuple[int, int] = (900, 600), letters: int = 48) -> Image.Image:
    """Return a picture of a framed certificate with these lines."""
    picture = Image.new("RGB", size, "ivory")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(letters)
    pen.rectangle((12, 12, size[0] - 12, size[1] - 12), outline="goldenrod", width=5)
    for number, line in enumerate(lines):
        left = (size[0] - pen.textlength(line, font=font)) / 2
        pen.text((left, size[1] / 5 + number * letters * 1.7), line, font=font, fill="navy")
    return picture


def crowd(number: int, across: int = 4, head: float = 110) -> Image.Image:
    """Return a picture of drawn faces, `head` pixels wide, in rows."""
    gap = head * 1.55
    rows = -(-number // across)
    picture = Image.new("RGB", (int(across * gap + 60), int(rows * gap * 1.25 + 60)), (120, 140, 160))
    for one in range(number):
        draw_face(
            ImageDraw.Draw(picture), gap / 2 + 30 + one % across * gap, gap / 2 + 50 + one // across * gap * 1.25, head
        )
    return picture.filter(ImageFilter.GaussianBlur(head / 45))


def exif(gps: dict[int, Any] | None = None, **tags: Any) -> Image.Exif:
    """Return EXIF with a GPS part and an image description."""
    made = Image.Exif()
    if gps is not None:
        made[0x8825] = gps
    if "description" in tags:
        made[0x010E] = tags["description"]
    if "title" in tags:
        made[0x9C9B] = tags["title"].encode("utf-16-le")
    if "orientation" in tags:
        made[0x0112] = tags["orientation"]
    written = Image.Exif()
    written.load(made.tobytes())  # as a camera leaves it: what was only set is written into no TIFF
    return written


def xmp(inner: str) -> bytes:
    """Return an XMP packet around some properties."""
    return _XMP.format(inner).encode("utf-8")


def with_iptc(jpeg: bytes, *fields: tuple[int, str]) -> bytes:
    """Return a JPEG with IPTC fields (number of record 2, text), as photo programs put them into it."""
    rows = b"".join(_iptc(number, text.encode("utf-8")) for number, text in fields)
    block = b"8BIM\x04\x04\0\0" + len(rows).to_bytes(4, "big") + rows + b"\0" * (len(rows) % 2)
    body = b"Photoshop 3.0\0" + block
    return jpeg[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def _iptc(number: int, text: bytes) -> bytes:
    return bytes((0x1C, 2, number)) + len(text).to_bytes(2, "big") + text


def listed(name: str, words: Sequence[str]) -> str:
    """Return an XMP property that is a list."""
    return f"<{name}><rdf:Bag>{''.join(f'<rdf:li>{word}</rdf:li>' for word in words)}</rdf:Bag></{name}>"
