"""XMP: the one part of a picture's details that is XML, read without trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from checks.pictures.opening import Image

MOST_BYTES: Final = 1_000_000
_KEYS: Final = ("xmp", "XML:com.adobe.xmp")
_TIFF_TAG: Final = 700
_LISTS: Final = frozenset({"Bag", "Seq", "Alt", "li", "Description"})
"""What RDF wraps around words, without a meaning of its own."""
_REGIONS: Final = ("mwg-rs", "metadataworkinggroup.com", "microsoft.com/photo")
"""Namespaces of regions, whose Name is the name of a person."""


class Property(NamedTuple):
    """One word or phrase of an XMP packet."""

    name: str
    """Local name, folded: personinimage."""
    shown: str
    """Local name as written: PersonInImage."""
    text: str
    names_region: bool = False
    """It is the name written beside a face."""


def read_xmp(image: Image) -> Iterator[Property]:
    """Yield what an image's XMP says; nothing for a packet that is absent, too long, broken, or defines entities."""
    packet = next((image.info[key] for key in _KEYS if key in image.info), None)
    if packet is None and image.format == "TIFF":
        packet = image.tag_v2.get(_TIFF_TAG)
    raw = packet.encode("utf-8") if isinstance(packet, str) else packet
    if not isinstance(raw, bytes) or len(raw) > MOST_BYTES or b"<!" in raw.replace(b"<!--", b""):
        return
    try:
        root = fromstring(raw.strip(b"\0 \r\n\t"))  # noqa: S314 - it defines no entities, and is short
    except (ParseError, ValueError):
        return
    yield from _of(root, "")


def _of(element: Element, above: str) -> Iterator[Property]:
    """Yield the attributes and texts of an element and of what stands in it; lists speak for what holds them."""
    _, tag = _split(element.tag)
    name = above if tag in _LISTS and above else element.tag
    for key, text in element.attrib.items():
        if not key.endswith("}lang"):
            yield _property(key, text)
    if element.text and element.text.strip() and name:
        yield _property(name, element.text)
    for inner in element:
        yield from _of(inner, name if tag not in {"Description"} else "")


def _property(name: str, text: str) -> Property:
    space, local = _split(name)
    return Property(local.casefold(), local, text, local == "Name" and any(one in space for one in _REGIONS))


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition("}")
    return space, local
