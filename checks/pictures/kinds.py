"""Kinds: what bytes are, by how they begin; never by what a file is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

DECODERS: Final[Mapping[str, str]] = {
    "jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "bmp": "BMP", "tif": "TIFF",
}  # fmt: skip
"""Usual extension -> Pillow's name of the one decoder that is asked; other kinds are known and not opened."""
_BEGINS: Final = (
    (rb"\xff\xd8\xff", "jpg"),
    (rb"\x89PNG\r\n\x1a\n", "png"),
    (rb"GIF8[79]a", "gif"),
    (rb"RIFF.{4}WEBP", "webp"),
    (rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x6c\x7c]\0\0\0", "bmp"),
    (rb"II[*+]\0|MM\0[*+]", "tif"),
    (rb"\xff\x0a|\0\0\0\x0cJXL ", "jxl"),
)
_BRANDS: Final = ((b"avif", "avif"), (b"avis", "avif"), (b"hei", "heic"), (b"hev", "heic"), (b"mif1", "heic"))
_NO_PICTURES: Final = (
    (rb"\s*$", "nothing"),
    (
        rb"(?i)[\s\xef\xbb\xbf]*(<\?xml.{0,400}?\?>\s*)?(<!.{0,400}?>\s*){0,3}<svg[\s>]",
        "an SVG drawing, which is not opened",
    ),
    (rb"(?i)[\s\xef\xbb\xbf]*<", "a web page"),
    (rb"%PDF", "a PDF document"),
    (rb".{4}ftyp|\x1aE\xdf\xa3|FLV\x01|RIFF.{4}AVI ", "a video"),
    (rb"PK\x03\x04", "an archive"),
)
_LOOKED_AT: Final = 2_000
"""Bytes from the beginning: no kind takes more to tell."""


def kind_of(content: bytes) -> str:
    """Return the usual extension of the picture that these bytes begin (a key of DECODERS, heic, jxl); blank = none."""
    for pattern, extension in _BEGINS:
        if re.match(pattern, content, re.DOTALL):
            return extension
    if content[4:8] != b"ftyp":
        return ""
    brands = content[8:12] + content[16 : min(64, int.from_bytes(content[:4], "big"))]
    return next((extension for brand, extension in _BRANDS if brand in brands), "")


def why_unopened(content: bytes) -> str:
    """Return why bytes are not opened, as part of a sentence; blank where there is a decoder for them here."""
    kind = kind_of(content)
    if not kind:
        found = (name for pattern, name in _NO_PICTURES if re.match(pattern, content[:_LOOKED_AT], re.DOTALL))
        return f"it is not a picture but {next(found, 'of no type that is known')}"
    return "" if _decodes(kind) else f"pictures of type {kind.upper()} cannot be opened here"


def _decodes(kind: str) -> bool:
    from PIL import features

    return kind in DECODERS and (kind not in {"webp", "avif"} or bool(features.check(kind)))
