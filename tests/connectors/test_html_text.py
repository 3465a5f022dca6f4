"""HTML as a reader sees it, and in a time that does not grow with its faults."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors._html_text import LONGEST, read

BASE = "https://school.example/news/1/"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two <b>words</b></p>", "One\n\nTwo words"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<p>Fish &amp; chips &#8230; caf&eacute;</p>", "Fish & chips … café"),
        ("Fish &amp; chips\nat noon", "Fish & chips\nat noon"),
        ("I <3 this, and 2 < 3", "I <3 this, and 2 < 3"),
        ("<p>a\n   b\t c</p>", "a b c"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("Hello<script>alert('<b>no</b>')</script> all", "Hello all"),
        ("Hello<style>p { }</style><template><p>no</p></template> all", "Hello all"),
        ("Hello<!-- <b>no</b> --> all", "Hello all"),
        ('<a href="x > y">link</a> after', "link after"),
        ('<p>Well done <img class="emoji" alt="🎉" src="https://s.w.org/e.png"></p>', "Well done 🎉"),
        ("Hello<!--> all<!---> of<!-- no --!> you<!----> here", "Hello all of you here"),
        ('<p class="x""><b>One</b> won.</p><p class="x"">See you.</p>', "One won.\n\nSee you."),
        ("<img src=/a.jpg alt=Year3's-tree> Ash planted it. We're proud.<p>End", "Ash planted it. We're proud.\n\nEnd"),
        (
            "<a href=/n title=Mum's>Ash</a> planted it. We're <b data-x = 'a > b'>proud</b>.",
            "Ash planted it. We're proud.",
        ),
        ('<p title="Ash>One</p> two', "One\n\ntwo"),
        ("<object><p>no</p></object>yes", "yes"),
        ("<p>Said <b", "Said"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(source, text):
    assert read(source, BASE).text == text


@pytest.mark.parametrize(
    ("tag", "url", "alt"),
    [
        ('<img src="/a.jpg" alt="A tree">', "https://school.example/a.jpg", "A tree"),
        ("<IMG SRC='b.jpg'>", "https://school.example/news/1/b.jpg", ""),
        ("<img src=//cdn.example/c.jpg alt=Tree />", "https://cdn.example/c.jpg", "Tree"),
        ('<img src="data:image/gif,R0" data-src="/c.jpg" alt="a &amp; b">', "https://school.example/c.jpg", "a & b"),
        ('<img srcset="/e.jpg 1x, /f.jpg 2x" alt="">', "https://school.example/e.jpg", ""),
        ('<img alt="a > b" src="/d.jpg">', "https://school.example/d.jpg", "a > b"),
        ("<img src=/a.jpg alt=Year3's-tree>", "https://school.example/a.jpg", "Year3's-tree"),
        ('<img src="/b.jpg" alt="A tree 5" tall">', "https://school.example/b.jpg", "A tree 5"),
    ],
)  # fmt: skip
def test_pictures_and_their_alternatives(tag, url, alt):
    (picture,) = read(f"<p>x {tag} y</p>", BASE).pictures
    assert (picture.url, picture.alt, picture.type) == (url, alt, "photo")


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="https://stats.wordpress.com/b.gif?x">',
        '<img src="https://feeds.feedburner.com/~r/x">',
        '<img src="https://1.gravatar.com/avatar/1">',
        '<img src="/dot.gif" width="1" height="1">',
        '<img src="javascript:alert(1)">',
        '<img src="http://[broken/a.jpg">',
        '<img alt="nothing">',
        '<iframe src="https://maps.example/"></iframe>',
        '<video><source src="a.ogg" type="audio/ogg"></video>',
        '<audio controls><source src="a.mp3"></audio>',
    ],
)
def test_what_is_no_picture_of_the_post(tag):
    assert not read(f"<p>{tag}</p>", BASE).pictures


def test_videos_are_known_as_such():
    shown = read('<video src="/a.mp4"></video><iframe src="//www.youtube.com/embed/abc"></iframe>', BASE)
    assert [(one.type, one.url) for one in shown.pictures] == [
        ("video", "https://school.example/a.mp4"),
        ("video", "https://www.youtube.com/embed/abc"),
    ]


def test_one_film_in_several_qualities_is_one_video():
    sources = '<source src="a.ogg" type="audio/ogg"><source src="a.mp4"><source src="a.webm" type="video/webm">'
    shown = read(f'<video poster="a.jpg">{sources}</video><video src="b.mp4"><source src="b.webm"></video>', BASE)
    assert [(one.url[-5:], one.cover[-5:]) for one in shown.pictures] == [("a.mp4", "a.jpg"), ("b.mp4", "")]
    shown = read('<audio><source src="a.mp3"></audio><video><source src="b.mp4"></video>', BASE)
    assert [one.url[-5:] for one in shown.pictures] == ["b.mp4"]


@pytest.mark.parametrize(
    ("tag", "cover"),
    [
        ('<video src="a.mp4" poster="/a.jpg"></video>', "https://school.example/a.jpg"),
        ('<video poster="a.jpg"><source src="a.mp4"></video>', "https://school.example/news/1/a.jpg"),
        ('<video poster="a.jpg"></video><video src="b.mp4"></video>', ""),
        ('<video src="a.mp4" poster="javascript:alert(1)"></video>', ""),
        ('<video src="a.mp4" poster="https://s.w.org/a.svg"></video>', ""),
        ('<video src="a" poster="/news/1/a"></video>', ""),
        ('<video poster="b.MP4?x=1"><source src="a.mp4"></video>', ""),
        (
            '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghi_-?rel=0"></iframe>',
            "https://i.ytimg.com/vi/abcdefghi_-/hqdefault.jpg",
        ),
        ('<iframe src="https://player.vimeo.com/video/1"></iframe>', ""),
        ('<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>', ""),
    ],
)
def test_the_cover_of_a_video_is_its_poster_or_youtubes(tag, cover):
    [film] = read(tag, BASE).pictures
    assert (film.type, film.cover) == ("video", cover)


def test_a_stray_quote_hides_no_picture():
    source = '<img src="/a.jpg" alt="A tree 5" tall"> One.</p><p><img src="/b.jpg" alt="A tree 6" tall"> End.'
    shown = read(source, BASE)
    assert [one.alt for one in shown.pictures] == ["A tree 5", "A tree 6"]
    assert shown.text == "One.\n\nEnd."


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<img " + "a" * 99_000 + ">",
        "<a b='\">",
        "<a href='",
        '<a b="',
        "<!--",
        "<p><b",
        "</",
        "<script>",
        "<object>",
        "&#",
        "<svg><a></svg",
    ],
)
def test_no_fault_takes_long(piece):
    began = time.monotonic()
    read(piece * (LONGEST // len(piece)), BASE)
    assert time.monotonic() - began < 5


def test_more_than_is_read_is_said():
    assert read("<p>" + "x" * LONGEST).cut
    assert not read("<p>short</p>").cut


@pytest.mark.parametrize(
    ("source", "cut"),
    [
        ("One <!-- two <p>three</p>", True),
        ("One <script>two <p>three</p>", True),
        ("One <b two three", True),
        ('<p>One</p><svg viewBox="0 0 1 1"><path d=""/> <p>two</p>', True),
        ("<p>One</p><object data='x.pdf'><p>two</p>", True),
        ("One <select><option>two</select> three <!-- four -->", False),
        ("<p>One</p><svg><title>two</title></svg><object data='x.pdf'>", False),
        ("One <br", True),
    ],
)
def test_what_never_ends_and_hides_what_follows_is_said(source, cut):
    assert read(source).cut == cut


@given(st.text(alphabet=st.sampled_from(list("<>/!-=\"'& \nabimgscriptp#;x1")), max_size=300))
def test_nothing_breaks_it(source):
    shown = read(source, BASE)
    assert "\n\n\n" not in shown.text
    assert all(one.url.startswith("http") for one in shown.pictures)
