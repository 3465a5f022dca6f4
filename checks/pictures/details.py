"""Details: what the file of a picture says beside the picture itself, in EXIF, IPTC, XMP and text chunks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from checks.pictures.opening import Image
from checks.pictures.position import exif_position, xmp_position
from checks.pictures.xmp import read_xmp

MOST_CHARACTERS: Final = 10_000
"""Of the texts of one file; a caption has a few hundred."""
_GPS, _EXIF, _USER_COMMENT = 0x8825, 0x8769, 0x9286
_EXIF_TEXTS: Final = {0x010E: "image description"}
_WINDOWS_TEXTS: Final = {0x9C9B: "title", 0x9C9C: "comment", 0x9C9E: "keywords", 0x9C9F: "subject"}
"""What Windows writes, in UTF-16."""
_IPTC_TEXTS: Final = {5: "title", 25: "keywords", 105: "headline", 120: "caption"}
_IPTC_PLACES: Final = {27: "location", 90: "city", 92: "location"}
_XMP_TEXTS: Final = frozenset({
    "title", "description", "subject", "headline", "personinimage", "personname", "persondisplayname", "tagslist",
    "hierarchicalsubject", "alttextaccessibility", "extdescraccessibility", "label",
})  # fmt: skip
_XMP_PLACES: Final = {
    "city": "city", "location": "location", "sublocation": "location", "locationname": "location",
    "ciadrextadr": "address", "ciadrpcode": "postcode",
}  # fmt: skip
_CHUNKS: Final = ("Title", "Description", "Comment", "Subject", "comment")
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b")
_ADDRESS: Final = re.compile(
    r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’.-]+ ){1,3}"
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Crescent|Way|Terrace|Grove|Place|Court|Gardens|Hill|Walk)\b"
)


@dataclass(frozen=True, slots=True)
class Details:
    """What the file of one picture gives away beside what is seen."""

    places: tuple[str, ...]
    """How the place is given, never more exactly than the town: "GPS position near 51.5 N, 0.1 W"."""
    text: str
    """Titles, captions, keywords and people, a line each; addresses and postcodes are taken out."""


class _Field(NamedTuple):
    """One field that says something: where it stands, what it is, and its words."""

    source: str
    name: str
    text: str
    place: str = ""
    """city, location, address or postcode where the field is about a place."""


def read_details(image: Image) -> Details:
    """Return the details of an opened image; what is nonsense in them says nothing, and stops nothing."""
    fields = [field for part in (_exif, _iptc, _xmp, _chunks) for field in _sane(part, image)]
    places = [*_positions(image), *(told for field in fields for told in _place_told(field))]
    texts = dict.fromkeys(field.text for field in fields if not field.place)
    text = "\n".join(_ADDRESS.sub("…", _POSTCODE.sub("…", one)) for one in texts)
    return Details(tuple(dict.fromkeys(places)), text[:MOST_CHARACTERS])


def _sane(part: Callable[[Image], Iterator[_Field]], image: Image) -> list[_Field]:
    found: list[_Field] = []
    with suppress(Exception):  # nonsense in one kind of details: what stood before it, and the other kinds, still count
        for field in part(image):
            text = " ".join(field.text.replace("\0", " ").split())[:MOST_CHARACTERS]
            if text:
                found.append(field._replace(text=text))
    return found


def _positions(image: Image) -> Iterator[str]:
    near = ""
    with suppress(Exception):  # nonsense in EXIF is no position
        near = exif_position(image.getexif().get_ifd(_GPS))
    if not near:
        found = dict(_positions_of_xmp(image))
        near = xmp_position(found.get("gpslatitude", ""), found.get("gpslongitude", ""))
    if near:
        yield f"GPS position {near}"


def _positions_of_xmp(image: Image) -> Iterator[tuple[str, str]]:
    for one in read_xmp(image):
        if one.name.startswith("gps"):
            yield one.name, one.text


def _place_told(field: _Field) -> Iterator[str]:
    """Say how a field gives the place away, without the words that do; a town may be told."""
    where = f"{field.source} field '{field.name}'"
    if field.place and field.place != "city":
        yield f"a {field.place} in the {where}" if field.place != "address" else f"an address in the {where}"
        return
    exact = _POSTCODE.search(field.text), _ADDRESS.search(field.text)
    if exact[0]:
        yield f"a postcode in the {where}"
    if exact[1]:
        yield f"an address in the {where}"
    if field.place and not any(exact):  # people write the whole address where only the town belongs
        yield f"{where}: {field.text[:60]}"


def _exif(image: Image) -> Iterator[_Field]:
    exif = image.getexif()
    for tag, name in _EXIF_TEXTS.items():
        yield _Field("EXIF", name, _text(exif.get(tag)))
    for tag, name in _WINDOWS_TEXTS.items():
        yield _Field("EXIF", name, _utf16(exif.get(tag)))
    comment = exif.get_ifd(_EXIF).get(_USER_COMMENT, b"")
    yield _Field("EXIF", "user comment", _user_comment(comment))


def _iptc(image: Image) -> Iterator[_Field]:
    from PIL import IptcImagePlugin

    for (record, number), value in (IptcImagePlugin.getiptcinfo(image) or {}).items():
        if record != 2:
            continue
        for one in value if isinstance(value, list) else [value]:
            if number in _IPTC_TEXTS:
                yield _Field("IPTC", _IPTC_TEXTS[number], _text(one))
            if number in _IPTC_PLACES:
                yield _Field("IPTC", _IPTC_PLACES[number], _text(one), _IPTC_PLACES[number])


def _xmp(image: Image) -> Iterator[_Field]:
    for one in read_xmp(image):
        place = _XMP_PLACES.get(one.name, "")
        if place or one.name in _XMP_TEXTS or one.names_region:
            yield _Field("XMP", one.shown, one.text, place)


def _chunks(image: Image) -> Iterator[_Field]:
    """Yield the texts of a PNG, and the comment of a JPEG or GIF."""
    for name in _CHUNKS:
        yield _Field(str(image.format), name.casefold(), _text(image.info.get(name)))


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.decode("latin-1")
    return value if isinstance(value, str) else ""


def _utf16(value: Any) -> str:
    raw = bytes(value) if isinstance(value, bytes | tuple) else b""
    return raw.decode("utf-16-le", "replace")


def _user_comment(value: Any) -> str:
    """Read EXIF's user comment: eight bytes say how the rest is written."""
    if not isinstance(value, bytes):
        return _text(value)
    code, rest = value[:8], value[8:]
    return _utf16(rest) if code.startswith(b"UNICODE") else _text(rest) if code.startswith(b"ASCII") else ""
