"""RSS, Atom and JSON Feed as they are found: their oddities, their faults, and documents built to do harm."""

from __future__ import annotations

import json
import socket
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._feed_entries import NotAFeedError, made_id, merged, picture_key
from connectors._feed_json import looks_like_json, read_json
from connectors._feed_xml import read_xml
from connectors._html_text import Picture

URL = "https://school.example/feed/"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
WHEN = "<pubDate>Fri, 20 Nov 2026 08:00:00 +0000</pubDate>"


def rss(items, head=""):
    return f'{head}<rss version="2.0" {SPACES}><channel><title>Oakmere</title>{items}</channel></rss>'


def item(inside):
    return rss(f"<item>{inside}{WHEN}</item>")


def atom(inside):
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}><id>tag:school.example,2026:blog</id>{inside}</feed>'
    return '<?xml version="1.0"?>' + feed


def first(document, **more):
    body = document if isinstance(document, bytes) else document.encode()
    return read_xml(body, more.pop("content_type", ""), URL, **more).entries[0]


@pytest.mark.parametrize("before", ["\n  \n", "\ufeff", "<!-- made <rss> by hand -->\n", "<?xml-stylesheet href='x'?>"])
def test_what_stands_before_the_first_element_does_not_matter(before):
    document = before + '<?xml version="1.0"?>' + item("<title>Sports day</title>")
    assert first(document).title == "Sports day"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le", "utf-8-sig", "iso-8859-1", "windows-1252"])
def test_encodings(encoding):
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    body = (head + item("<title>Café für Eltern</title>")).encode(encoding)
    assert first(body).title == "Café für Eltern"


def test_the_header_says_the_encoding_where_the_document_does_not():
    body = item("<title>Café</title>").encode("iso-8859-1")
    assert first(body, content_type="text/xml; charset=iso-8859-1").title == "Café"


def test_a_prefix_that_nobody_declared():
    assert first(item("<title>Trip</title><podcast:person>Mr Ash</podcast:person>")).title == "Trip"


def test_entities_of_html_without_a_declaration():
    assert first(item("<title>Fish &nbsp;&amp; chips</title>")).title.split() == ["Fish", "&", "chips"]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("Fri, 20 Nov 2026 08:00:00 +0000", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 08:00:00 -0500", datetime(2026, 11, 20, 13, tzinfo=UTC)),
        ("Sat, 20 Jun 2026 08:00:00 BST", datetime(2026, 6, 20, 7, tzinfo=UTC)),
        ("2026-11-20T08:00:00Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("20 Nov 2026 08:00 +0000", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-06-20 10:30:00 BST", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("2026-11-20 08:30:00 GMT", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("2026-06-20 00:30:00 +0100", datetime(2026, 6, 19, 23, 30, tzinfo=UTC)),
        ("2026-11-20T08:00:00.123Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026/11/20 08:00", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("20261120T080000Z", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("20 Nov 26", datetime(2026, 11, 20, tzinfo=UTC)),
        ("Sat, 20 Jun 2026 10:30:00 BST+0100", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("Sat Jun 20 10:30:00 BST 2026", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("Sat Jun 20 10:30:00 +0100 2026", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("Sat, 20 Jun 2026 10:30:00 +0100 (BST)", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("Sat Jun 20 2026 10:30:00 GMT+0100 (British Summer Time)", datetime(2026, 6, 20, 9, 30, tzinfo=UTC)),
        ("20-11-2026 08:30", None),
        ("31-10-2026 08:00", None),
        ("07-06-2026 09:00:00", None),
        ("01-12-2026", None),
        ("20112026", None),
        ("2026-02-30 08:00", None),
        ("last Friday", None),
        ("Fri, 99 Nov 2026 08:00:00 +0000", None),
        ("", None),
    ],
)
def test_dates(written, at):
    document = rss(f"<item><title>x</title><pubDate>{written}</pubDate></item>")
    assert first(document).published == at


def test_published_counts_and_not_updated():
    times = "<published>2026-11-01T00:00:00Z</published><updated>2026-11-09T00:00:00Z</updated>"
    assert first(atom(f"<entry><id>a</id>{times}</entry>")).published == datetime(2026, 11, 1, tzinfo=UTC)


def test_an_entry_without_an_id_has_a_stable_one():
    assert (
        first(item("<link>https://school.example/a?utm_source=rss#top</link>")).entry_id == "https://school.example/a"
    )
    made = first(item("<title>x</title>")).entry_id
    assert made == first(item("<title>x</title>")).entry_id
    assert made != first(item("<title>y</title>")).entry_id
    assert made_id("", "a", "bc") != made_id("", "ab", "c")


def test_feedburner_is_seen_through():
    links = "<link>https://feeds.example/~r/x</link><feedburner:origLink>https://school.example/a</feedburner:origLink>"
    assert first(item(links)).link == "https://school.example/a"


def test_the_whole_text_and_not_the_excerpt_with_its_pictures():
    entry = first(
        item(
            "<description>The beginning [&amp;#8230;]</description><content:encoded><![CDATA[<p>The beginning and the "
            'end</p><img src="/1-300x200.jpg" alt="Oak"><img src="/1.jpg">]]></content:encoded>'
        )
    )
    assert entry.body == "The beginning and the end"
    assert [(one.url, one.alt) for one in entry.pictures] == [("https://school.example/1-300x200.jpg", "Oak")]
    assert not entry.is_cut


@pytest.mark.parametrize("end", ["[…]", "[...]", "Continue reading", "… Find out more »", "... Read on"])
def test_an_excerpt_is_known_as_one(end):
    assert first(item(f"<description>The beginning {end}</description>")).is_cut


@pytest.mark.parametrize(
    ("inside", "cut"),
    [
        ("<summary>The relay was won by</summary>", True),
        ("<summary>The relay was won by</summary><content>The relay was won by Oak.</content>", False),
        ("<content>The relay was won by Oak.</content>", False),
        ("<title>Relay</title>", False),
    ],
)
def test_a_summary_of_atom_is_a_beginning(inside, cut):
    assert first(atom(f"<entry><id>a</id>{inside}</entry>")).is_cut == cut


def test_a_plain_text_of_a_platform_and_a_description_of_rss_may_be_whole():
    described = "<media:group><media:description>The relay was won by Oak.</media:description></media:group>"
    assert not first(atom(f"<entry><id>a</id>{described}</entry>"), is_plain=True).is_cut
    assert not first(item("<description>The relay was won by Oak. See more…</description>")).is_cut


def test_xhtml_and_relative_addresses():
    entry = first(
        atom(
            '<entry xml:base="https://school.example/b/"><id>a</id><content type="xhtml"><div xmlns="http://www.w3.org/'
            '1999/xhtml"><p>One</p><p>Two <img src="p.jpg" alt="Tree"/></p></div></content></entry>'
        )
    )
    assert entry.body == "One\n\nTwo"
    assert [(one.url, one.alt) for one in entry.pictures] == [("https://school.example/b/p.jpg", "Tree")]


def test_plain_text_is_not_read_as_html():
    entry = first(atom('<entry><id>a</id><title type="text">2 &lt;b&gt; 3</title></entry>'))
    assert entry.title == "2 <b> 3"


def test_the_description_of_a_picture_is_its_alternative_and_no_text():
    entry = first(
        item(
            "<description>&lt;p&gt;Hello&lt;/p&gt;</description>"
            '<media:content url="https://files.example/1.jpg" type="image/jpeg"><media:description>An oak'
            '</media:description></media:content><media:content url="https://files.example/2.png" medium="image"/>'
            '<media:content url="https://files.example/3.mp4" type="video/mp4"/>'
        )
    )
    assert entry.body == "Hello"
    assert [(one.url[-5:], one.alt, one.type) for one in entry.pictures] == [
        ("1.jpg", "An oak", "photo"), ("2.png", "", "photo"), ("3.mp4", "", "video"),
    ]  # fmt: skip


FILM = '<media:content url="https://files.example/3.mp4" type="video/mp4"/>'
STILL = '<media:thumbnail url="https://files.example/3.jpg"/>'
SHOWN = "<description>&lt;img src='https://files.example/4.jpg'&gt;</description>"
INSIDE = "<description>&lt;video src='https://files.example/5.mp4' poster='5.jpg'&gt;</description>"


@pytest.mark.parametrize(
    ("inner", "pictures"),
    [
        (FILM + STILL, [("video", "3.jpg")]),
        (FILM + STILL + SHOWN, [("video", "3.jpg"), ("photo", "")]),
        (f"<media:group>{FILM}{STILL}</media:group>", [("video", "3.jpg")]),
        (FILM, [("video", "")]),
        (FILM + FILM.replace("3.mp4", "6.mp4") + STILL, [("video", ""), ("video", "")]),
        (STILL, [("photo", "")]),
        (STILL + INSIDE, [("video", "5.jpg")]),
        (INSIDE.replace("poster='5.jpg'", "") + STILL, [("video", "")]),
    ],
)
def test_the_only_video_of_an_entry_has_the_entrys_thumbnail_for_its_cover(inner, pictures):
    assert [(one.type, one.cover[-5:]) for one in first(item(inner)).pictures] == pictures


def test_a_text_that_says_what_its_picture_shows_is_kept():
    described = (
        '<media:content url="https://files.example/1.jpg" type="image/jpeg"><media:description type="plain">An oak'
    )
    entry = first(
        item(f"<description>&lt;p&gt;An oak&lt;/p&gt;</description>{described}</media:description></media:content>")
    )
    assert (entry.body, entry.pictures[0].alt) == ("An oak", "An oak")


def test_of_several_texts_the_whole_one():
    entry = first(
        item(
            "<itunes:summary>Short</itunes:summary><description>&lt;p&gt;Longer than that&lt;/p&gt;</description>"
            "<content:encoded>&lt;p&gt;Longer than that, and whole&lt;/p&gt;</content:encoded>"
        )
    )
    assert entry.body == "Longer than that, and whole"


def test_sound_is_no_picture_and_a_cover_stands_where_there_is_nothing_else():
    sound = '<enclosure url="https://school.example/1.mp3" type="audio/mpeg" length="1"/>'
    cover = '<itunes:image href="https://school.example/cover.jpg"/>'
    assert [one.url for one in first(item(sound + cover)).pictures] == ["https://school.example/cover.jpg"]
    photo = '<enclosure url="https://school.example/a.jpg" type="image/jpeg" length="1"/>'
    assert [one.url for one in first(item(photo + cover)).pictures] == ["https://school.example/a.jpg"]


def test_where_comments_stand_and_how_many():
    wordpress = first(
        item("<wfw:commentRss>https://school.example/a/feed/</wfw:commentRss><slash:comments>3</slash:comments>")
    )
    assert (wordpress.comments_url, wordpress.comments_total) == ("https://school.example/a/feed/", 3)
    replies = (
        '<link rel="replies" type="application/atom+xml" href="https://school.example/c"/><thr:total>4</thr:total>'
    )
    blogger = first(atom(f"<entry><id>a</id>{replies}</entry>"))
    assert (blogger.comments_url, blogger.comments_total) == ("https://school.example/c", 4)


def test_an_entry_taken_over_from_another_feed():
    source = "<source><id>tag:elsewhere.example,2026:blog</id></source>"
    assert first(atom(f"<entry><id>a</id>{source}</entry>")).is_copy
    assert not first(atom("<entry><id>a</id></entry>")).is_copy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://school.example/a-300x200.jpg", "https://www.school.example/a.jpg?w=5"),
        ("https://live.staticflickr.com/65535/123_abc_m.jpg", "https://live.staticflickr.com/65535/123_def_o.jpg"),
        ("https://i0.wp.com/school.example/a.jpg", "https://school.example/a.jpg"),
    ],
)
def test_one_picture_in_two_sizes_is_one(one, other):
    assert picture_key(one) == picture_key(other)
    assert merged([Picture(url=one), Picture(url=other, alt="Oak")]) == [Picture(url=one, alt="Oak")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://school.example/show?id=1", "https://school.example/show?id=2"),
        ("https://school.example/Image.ashx?id=11", "https://school.example/Image.ashx?id=12"),
        ("https://school.example/image.php?p=oak", "https://school.example/image.php?p=elm"),
        ("https://school.example/files/year3_b.jpg", "https://school.example/files/year3_h.jpg"),
    ],
)
def test_two_pictures_told_apart_by_their_query_or_last_letter_are_two(one, other):
    assert merged([Picture(url=one), Picture(url=other)]) == [Picture(url=one), Picture(url=other)]


# Documents that are no feed, or were built to do harm

LAUGHS = '<!DOCTYPE rss [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY % b SYSTEM "http://127.0.0.1:9/"> %b;]>'
LONG = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 10_000}">]>'


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE, LONG], ids=["laughs", "outside", "long"])
@pytest.mark.parametrize("prefix", ["", "<!-- a comment -->", '<?xml version="1.0"?>'])
def test_entities_are_not_expanded_and_nothing_is_fetched(head, prefix, monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    names = "&i;" if head is LAUGHS else "&a;"
    began = time.monotonic()
    entry = first(prefix + head + rss(f"<item><title>Trip {names * 2_000}</title></item>"))
    assert time.monotonic() - began < 10
    assert len(entry.title) < 20_000
    assert "lollol" not in entry.title
    assert "xxx" not in entry.title


def test_a_harmless_entity_is_kept():
    head = '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY school "Oakmere">]>'
    assert first(head + item("<title>a&nbsp;b &school;</title>")).title.replace("\xa0", " ") == "a b Oakmere"


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("<rss><channel>" + "<a>" * 5_000, "nested too deep"),
        ("<rss><channel>" + "<a>" * 200 + "</a>" * 200 + "</channel></rss>", "nested too deep"),
        (rss("<item/>" * 120_000), "too many elements"),
        ("<rss><channel>" + "<a " * 200_000, "too large"),
        ("<rss>" + "x" * 3_000_000, "too large"),
        ("", "empty"),
        ("   ", "empty"),
        ("no feed at all", "no XML"),
        ("<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 10, "no XML"),
        ("<opml><body/></opml>", "neither RSS nor Atom"),
        ("<!doctype html><html><body/></html>", "web page, not a feed"),
        ('<html><link rel="alternate" type="application/rss+xml" href="/feed/"></html>', "names https://school.example/feed/"),
    ],
)  # fmt: skip
def test_what_is_refused(document, why):
    began = time.monotonic()
    with pytest.raises(NotAFeedError, match=why):
        read_xml(document.encode(), "", URL)
    assert time.monotonic() - began < 10


def test_a_document_that_breaks_off_says_so():
    whole = rss(f"<item><title>One</title>{WHEN}</item>" * 2)
    assert not read_xml(whole.encode(), "", URL).breaks_off
    cut = read_xml(whole[:-60].encode(), "", URL)
    assert cut.breaks_off
    assert cut.entries


@given(
    st.binary(max_size=400),
    st.sampled_from([b"<rss version='2.0'><channel><item><title>", b"<feed><entry>", b"{", b""]),
)
def test_no_bytes_break_the_readers(tail, head):
    body = head + tail
    try:
        read = read_json(body, URL) if looks_like_json(body) else read_xml(body, "", URL)
    except NotAFeedError:
        return
    assert all(one.entry_id for one in read.entries)


# JSON Feed


def json_feed(**item_keys):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Oakmere", "items": [item_keys]}
    return read_json(json.dumps(feed).encode(), URL).entries[0]


def test_a_json_feed():
    entry = json_feed(
        id=7, url="/a", title="Trip", content_html='<p>Hello <img src="/1.jpg" alt="Oak"></p>', content_text="other",
        date_published="2026-11-20T08:00:00+01:00",
        attachments=[{"url": "/2.jpg", "mime_type": "image/jpeg"}, {"url": ""}],
        authors=[{"name": "Mrs Fairweather"}],
    )  # fmt: skip
    assert (entry.entry_id, entry.link, entry.body) == ("7", "https://school.example/a", "Hello")
    assert [one.url[-5:] for one in entry.pictures] == ["1.jpg", "2.jpg"]
    assert entry.published == datetime(2026, 11, 20, 7, tzinfo=UTC)
    assert entry.author == "Mrs Fairweather"


def test_a_summary_of_a_json_feed_is_a_beginning():
    assert json_feed(id=7, summary="The relay was won by").is_cut
    assert not json_feed(id=7, summary="The relay", content_text="The relay was won by Oak.").is_cut
    assert not json_feed(id=7, title="Relay").is_cut


def test_a_json_feed_of_wrong_kinds_is_blank_and_not_broken():
    entry = json_feed(
        id={}, url=1.5, title=["x"], content_html=True, date_published={}, attachments="x", authors="x", image=3
    )
    assert (entry.link, entry.title, entry.body, entry.published, entry.pictures) == ("", "", "", None, [])
    assert entry.entry_id


@pytest.mark.parametrize(
    "body", [b"{", b'{"items": []}', b'{"version": "https://jsonfeed.org/version/1", "items": 3}', b'{"a":' * 100_000]
)
def test_json_that_is_no_feed(body):
    with pytest.raises(NotAFeedError, match="JSON"):
        read_json(body, URL)
