"""What the file of a picture says beside it: places no more exactly than the town, and texts that may name somebody."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictured import HOME, exif, listed, plain, saved, with_iptc, xmp
from PIL import TiffImagePlugin

from checks.pictures.engine import Tools, examine
from checks.pictures.position import exif_position, xmp_position

NONE = Tools()
PLAIN = saved(plain())


def told(content: bytes) -> tuple[str, str]:
    found = examine(content, NONE)
    assert found.state == "examined", found.reason
    assert found.place == bool(found.place_how)
    return found.place_how, found.details


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_gps_position_is_told_to_the_town_in_every_kind_of_file(kind):
    assert told(saved(plain(), kind, exif=exif(HOME))) == ("GPS position near 53.5 N, 3.0 W", "")


PLACES = {
    "gps in xmp": (xmp("<exif:GPSLatitude>53,29.44N</exif:GPSLatitude><exif:GPSLongitude>3,2.08W</exif:GPSLongitude>"),
        "GPS position near 53.5 N, 3.0 W"),
    "town": (xmp("<photoshop:City>Saltmere</photoshop:City>"), "XMP field 'City': Saltmere"),
    "address for a town": (xmp("<photoshop:City>14 Mill Lane, Saltmere</photoshop:City>"),
        "an address in the XMP field 'City'"),
    "postcode for a town": (xmp("<photoshop:City>Saltmere ZE9 4QX</photoshop:City>"),
        "a postcode in the XMP field 'City'"),
    "place in a town": (xmp("<Iptc4xmpCore:Location>Harbour Steps</Iptc4xmpCore:Location>"),
        "a location in the XMP field 'Location'"),
    "place shown": (xmp("<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<Iptc4xmpExt:Sublocation>Harbour Steps</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag>"
        "</Iptc4xmpExt:LocationShown>"), "a location in the XMP field 'Sublocation'"),
    "address of who took it": (xmp("<Iptc4xmpCore:CreatorContactInfo rdf:parseType='Resource'>"
        "<Iptc4xmpCore:CiAdrExtadr>4 Mill Lane</Iptc4xmpCore:CiAdrExtadr></Iptc4xmpCore:CreatorContactInfo>"),
        "an address in the XMP field 'CiAdrExtadr'"),
}  # fmt: skip


@pytest.mark.parametrize(("packet", "how"), PLACES.values(), ids=PLACES)
def test_places_in_xmp(packet, how):
    assert told(saved(plain(), "JPEG", xmp=packet)) == (how, "")


def test_places_and_texts_in_iptc():
    content = with_iptc(PLAIN, (90, "Saltmere"), (92, "Harbour Steps"), (120, "Zofia Nowak and friends"), (25, "Y4"))
    how, details = told(content)
    assert how == "IPTC field 'city': Saltmere; a location in the IPTC field 'location'"
    assert details.splitlines() == ["Zofia Nowak and friends", "Y4"]


def test_an_address_or_postcode_in_a_caption_is_told_and_not_kept():
    how, details = told(saved(plain(), "JPEG", exif=exif(description="Party at 12 Mill Lane, ZE9 4QX with Zofia")))
    assert how == "a postcode in the EXIF field 'image description'; an address in the EXIF field 'image description'"
    assert details == "Party at …, … with Zofia"


def test_nothing_that_is_kept_is_more_exact_than_the_town():
    found = examine(saved(plain(), "JPEG", exif=exif(HOME)), NONE)
    assert "29" not in repr(found)
    assert "53.49" not in repr(found)


NO_PLACES = {
    "nothing": PLAIN,
    "county and country alone": saved(
        plain(), xmp=xmp("<photoshop:State>Westshire</photoshop:State><photoshop:Country>England</photoshop:Country>")
    ),
    "zero, zero": saved(plain(), exif=exif({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)})),
    "latitude alone": saved(plain(), exif=exif({1: "N", 2: (53.0, 29.0, 26.0)})),
    "off the globe": saved(plain(), exif=exif({1: "N", 2: (153.0, 29.0, 26.0), 3: "W", 4: (3.0, 2.0, 5.0)})),
    "a clock alone": saved(plain(), exif=exif({7: (9.0, 30.0, 0.0), 29: "2026:11:09"})),
    "broken xml": saved(plain(), xmp=b"<x:xmpmeta><photoshop:City>Saltmere"),
    "entities": saved(plain(), xmp=b'<!DOCTYPE a [<!ENTITY b "Saltmere">]><a City="&b;"/>'),
    "a camera's words": saved(plain(), exif=exif(description="OLYMPUS DIGITAL CAMERA")),
}


@pytest.mark.parametrize("content", NO_PLACES.values(), ids=NO_PLACES)
def test_no_place(content):
    assert told(content)[0] == ""


def test_people_titles_and_keywords_are_texts():
    packet = xmp(
        listed("dc:subject", ["Star of the Week", "Zofia Nowak"])
        + listed("Iptc4xmpExt:PersonInImage", ["Maya Rao"])
        + "<mwg-rs:Regions rdf:parseType='Resource'><mwg-rs:RegionList><rdf:Bag><rdf:li>"
        + "<rdf:Description mwg-rs:Name='Ifan Prosser'/></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
    )
    details = told(saved(plain(), "JPEG", xmp=packet, exif=exif(title="Sports day"), comment=b"For the window"))[1]
    assert details.splitlines() == [
        "Sports day", "Star of the Week", "Zofia Nowak", "Maya Rao", "Ifan Prosser", "For the window",
    ]  # fmt: skip


def test_nonsense_in_exif_says_nothing_and_stops_nothing():
    nonsense = [
        {1: "Q", 2: (53.0, 29.0, 26.0), 3: "W", 4: (3.0, 2.0, 5.0)},
        {1: "N", 2: (TiffImagePlugin.IFDRational(53, 0),) * 3, 3: "W", 4: (3.0, 2.0, 5.0)},
    ]
    for gps in nonsense:
        assert told(saved(plain(), "JPEG", exif=exif(gps))) == ("", "")
    for raw in (b"", b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0" + bytes(range(256))):
        assert told(saved(plain(), "JPEG", exif=raw))[0] == ""


def test_long_texts_are_cut():
    words = "word " * 8_000
    assert len(told(saved(plain(), "PNG", exif=exif(description=words)))[1]) <= 10_000


NUMBERS = st.one_of(st.floats(), st.integers(), st.text(max_size=3), st.none())


@settings(max_examples=settings.default.max_examples * 3)
@given(
    st.dictionaries(st.integers(0, 6), st.one_of(NUMBERS, st.tuples(NUMBERS, NUMBERS, NUMBERS), st.binary(max_size=3)))
)
def test_no_gps_tags_raise_or_tell_more_than_the_town(tags):
    told_near(exif_position(tags))


@settings(max_examples=settings.default.max_examples * 2)
@given(st.text(alphabet="0123456789.,NSEW-", max_size=12), st.text(alphabet="0123456789.,NSEW-", max_size=12))
def test_no_xmp_position_raises_or_tells_more_than_the_town(latitude, longitude):
    told_near(xmp_position(latitude, longitude))


def told_near(told: str) -> None:
    if told:
        word, north, _, east, _ = told.replace(",", "").split()
        assert word == "near"
        assert all(math.isclose(float(part) * 10, round(float(part) * 10)) for part in (north, east))
        assert float(north) <= 90
        assert float(east) <= 180
