"""A school's blog and photo stream as its feed shows them: what is read, what is not, and what that proves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cases_feed as cases
import pytest
from loopback.feed_speaker import HOST, SITE, FeedSpeaker
from loopback.platform_server import Answer, Fault
from scenes import NOW, Ground, account, posts_of

from connectors._feed_entries import Entry
from connectors._feed_mapping import known_by, text_of
from connectors._feed_reads import reach, reads_of
from connectors._progress import Progress
from connectors.base import BadPayload, Media, NeedsPerson, Post, RetryLater, Surroundings, Window
from connectors.feed import FeedConnector

POSTS = cases.POSTS


@pytest.fixture
def ground(tmp_path, platform) -> Ground:
    return Ground(root=tmp_path, platform=platform)


def reads(pages):
    return {read.what: read for read in pages[-1].reads}


def since(days):
    return Window(since=NOW - timedelta(days=days), until=NOW)


def blog(ground, **more):
    return cases.scene_with(cases.speaker(**{"page_size": 10, **more}), ground)


def test_a_post_with_its_picture_comments_and_address(ground):
    pages = blog(ground).read()
    post = pages[1].posts[0]
    assert (post.post_id, post.text) == (f"{SITE}/?p=90", "News 90\n\nPost 90 of the week")
    assert (post.created_at, post.permalink, post.comments_total) == (POSTS[0].at, f"{SITE}/news/90/", 2)
    picture = pages[1].media[0]
    assert (picture.post_id, picture.url, picture.alt_text) == (post.post_id, f"{SITE}/files/90.jpg", "Picture 90")
    said = [comment for page in pages for comment in page.comments]
    assert [(one.post_id, one.author_name, one.text) for one in said] == [
        (f"{SITE}/?p=90", "A parent", "Well done 0"),
        (f"{SITE}/?p=90", "A parent", "Well done 1"),
        (f"{SITE}/?p=88", "A parent", "Well done 0"),
    ]
    assert said[0].comment_id == f"{SITE}/?p=90#comment-9000"


def test_comments_are_asked_for_only_where_there_are_any(ground):
    scene = blog(ground)
    scene.read()
    assert [call.path for call in scene.server.asked("/news/")] == ["/news/90/feed/", "/news/88/feed/"]


def test_the_profile_is_what_the_feed_says_of_itself(ground):
    scene = blog(ground)
    profile = scene.build().profile(scene.account)
    assert (profile.name, profile.about, profile.website, profile.handle) == (
        "Oakmere Primary",
        "News",
        SITE,
        "oakmere",
    )


def test_coverage_begins_with_the_oldest_entry_and_what_fell_off_is_not_gone(ground):
    whole = reads(blog(ground, pages=False, posts=POSTS[:3]).read())
    for what in ("posts", "media", "comments"):
        assert (whole[what].complete, whole[what].begin, whole[what].whole) == (True, POSTS[2].at, False)
        assert whole[what].proves_gone


def test_a_site_that_does_not_page_is_read_once_and_that_is_no_fault(ground):
    scene = blog(ground, pages=False)
    pages = scene.read()
    assert len(posts_of(pages)) == 5
    assert len(scene.server.asked("/feed/.*paged")) == 1
    assert reads(pages)["posts"].complete


def test_an_entry_out_of_order_proves_nothing_gone(ground):
    pinned = [POSTS[4], *POSTS[:3]]
    posts = reads(blog(ground, posts=pinned).read())["posts"]
    assert posts.complete
    assert not posts.proves_gone
    assert posts.begin == POSTS[2].at, "what stood between the pinned one and the last may have fallen off"


def test_a_feed_that_comes_oldest_first_reaches_back_to_its_first_entry(ground):
    posts = reads(blog(ground, posts=list(reversed(POSTS[:3])), pages=False).read())["posts"]
    assert (posts.begin, posts.proves_gone) == (POSTS[2].at, False)


def test_older_pages_are_followed_past_an_entry_that_is_pinned(ground):
    pinned = cases.post(70, 24 * 400)
    scene = cases.scene_with(cases.speaker(posts=[pinned, *POSTS]), ground)
    pages = scene.read(window=since(28))
    assert {f"{SITE}/?p={number}" for number in (70, 90, 89, 88, 87, 86)} == set(posts_of(pages))
    assert reads(pages)["posts"].begin == POSTS[-1].at


def test_entries_dated_ahead_are_told(ground):
    posts = reads(blog(ground, posts=[cases.post(91, -48), *POSTS[:3]]).read())["posts"]
    assert posts.complete
    assert posts.assumed == (
        f"1 entry is dated after the reading of {NOW.date().isoformat()}, and judged from that day on"
    )
    assert not reads(blog(ground).read())["posts"].assumed


def test_entries_of_one_moment_at_the_end_of_a_feed_prove_nothing_of_each_other(ground):
    twins = [POSTS[0], cases.post(80, 30), cases.post(79, 30)]
    posts = reads(blog(ground, posts=twins, pages=False).read())["posts"]
    assert posts.begin == twins[1].at + timedelta(microseconds=1)


def test_an_empty_feed_proves_nothing_gone(ground):
    assert not any(read.proves_gone for read in blog(ground, posts=[]).read()[-1].reads)


def test_older_pages_are_followed_as_far_as_the_window_goes(ground):
    scene = cases.scene_with(cases.speaker(), ground)
    pages = scene.read(window=since(5))
    assert len(scene.server.asked(r"/feed/\?paged|^/feed/$")) == 2
    assert reads(pages)["posts"].begin == POSTS[3].at


def test_what_is_not_wordpress_is_not_asked_for_older_pages(ground):
    scene = blog(ground, generator="Another tool")
    scene.read()
    assert not scene.server.asked("paged")


@pytest.mark.parametrize("validates", [True, False], ids=["the host says so", "the bytes are the same"])
def test_a_feed_that_is_what_it_was_is_not_read_again(ground, validates):
    scene = blog(ground, validates=validates, pages=False)
    before = scene.read()
    scene.server.calls.clear()
    again = scene.read(before[-1].cursor, since(28))
    assert [(page.unchanged, page.last) for page in again] == [(True, True)]
    assert [call.path for call in scene.server.calls] == ["/feed/"]
    assert ("If-None-Match" in scene.server.calls[0].headers) == validates
    assert [(one.what, one.begin, one.complete) for one in again[0].reads] == [
        (one.what, one.begin, one.complete) for one in before[-1].reads
    ]
    assert not any(read.proves_gone for read in again[0].reads)


def test_a_feed_with_a_new_entry_is_read_again(ground):
    site = cases.speaker(posts=POSTS[1:], validates=True)
    scene = cases.scene_with(site, ground)
    cursor = scene.read()[-1].cursor
    site.posts = list(POSTS)
    again = scene.read(cursor, since(28))
    assert not again[-1].unchanged
    assert POSTS[0].guid in posts_of(again)


def test_a_new_comment_is_found_although_no_entry_is_new(ground):
    site = cases.speaker(validates=True, page_size=10)
    scene = cases.scene_with(site, ground)
    cursor = scene.read()[-1].cursor
    said = {"id": "891", "at": NOW, "author": "A parent", "text": "New"}
    site.posts[1] = replace(site.posts[1], comments=[said])
    again = scene.read(cursor, since(28))
    assert "New" in [comment.text for page in again for comment in page.comments]


def test_comments_of_the_whole_site(ground):
    site = cases.speaker(page_size=10)
    scene = cases.scene_with(site, ground, comments=f"{SITE}/comments/feed/")
    pages = scene.read()
    assert {comment.post_id for page in pages for comment in page.comments} == {f"{SITE}/?p=90", f"{SITE}/?p=88"}
    assert not scene.server.asked("/news/")
    assert reads(pages)["comments"].complete
    assert not reads(pages)["comments"].proves_gone


def test_a_new_comment_in_the_feed_of_the_whole_site_is_found(ground):
    site = cases.speaker(page_size=10, pages=False)
    scene = cases.scene_with(site, ground, comments=f"{SITE}/comments/feed/")
    cursor = scene.read()[-1].cursor
    assert scene.read(cursor, since(28))[-1].unchanged
    said = {"id": "901", "at": NOW, "author": "A parent", "text": "New"}
    site.posts[0] = replace(site.posts[0], comments=[said], total=2)
    assert "New" in [comment.text for page in scene.read(cursor, since(28)) for comment in page.comments]


def test_a_comment_under_a_post_that_left_the_feed_finds_it(ground):
    site = cases.speaker(pages=False, page_size=10)
    scene = cases.scene_with(site, ground, comments=f"{SITE}/comments/feed/")
    cursor = scene.read()[-1].cursor
    site.page_size = 2
    again = scene.read(cursor, since(28))
    assert f"{SITE}/?p=88" in {comment.post_id for page in again for comment in page.comments}


def test_a_comment_under_a_post_nobody_read_is_counted(ground):
    site = cases.speaker(pages=False, page_size=2)
    comments = reads(cases.scene_with(site, ground, comments=f"{SITE}/comments/feed/").read())["comments"]
    assert comments.reason == "1 comment stands under posts that the feed no longer shows"
    assert not comments.complete


def test_comments_that_the_feed_counts_and_does_not_give_are_said(ground):
    short = [cases.post(90, 1, 2, total=5)]
    comments = reads(blog(ground, posts=short).read())["comments"]
    assert comments.reason == "the feed counts 5 comments and gave 2 of them"
    assert not comments.proves_gone


def test_a_feed_without_comments_says_that_they_were_not_read(ground):
    body = '<rss version="2.0"><channel><title>x</title><item><guid>1</guid>{}</item></channel></rss>'
    when = "<pubDate>Fri, 20 Nov 2026 08:00:00 +0000</pubDate>"
    scene = cases.scene_with(cases.speaker(), ground)
    scene.server.fail(Fault(path="/feed/", answer=Answer(body=body.format(when).encode(), content_type="text/xml")))
    comments = reads(scene.read())["comments"]
    assert not comments.complete
    assert comments.reason == "the feed names no feed of comments, so they were not read"


def test_a_post_whose_comments_are_not_there_stops_nothing(ground):
    scene = blog(ground)
    scene.server.fail(Fault(path="/news/90/feed/", answer=Answer.html(404)))
    pages = scene.read()
    assert len(posts_of(pages)) == 5
    assert reads(pages)["comments"].reason.startswith("the feed of comments of 1 entry is not there")


@pytest.mark.parametrize("answer", [Answer.html(403), Answer.html(200)], ids=["refused", "a web page"])
def test_a_post_whose_comments_are_refused_stops_nothing_and_is_asked_again(ground, answer):
    site = cases.speaker(page_size=2)
    scene = cases.scene_with(site, ground)
    scene.server.fail(Fault(path="/news/90/feed/", answer=answer))
    pages = scene.read()
    assert len(posts_of(pages)) == 5
    comments = reads(pages)["comments"]
    assert comments.reason.startswith("the feed of comments of 1 entry is refused to this program, or is no feed")
    assert not comments.proves_gone
    assert reads(pages)["posts"].complete
    scene.server.fail()
    again = scene.read(pages[-1].cursor, since(28))
    assert reads(again)["comments"].complete
    assert len([comment for page in again for comment in page.comments]) == 3


def test_a_host_that_refuses_everything_by_now_is_an_error(ground):
    scene = blog(ground)
    scene.server.fail(
        Fault(path="/news/90/feed/", answer=Answer.html(403)),
        Fault(path="/feed/", answer=Answer.html(403), calls=frozenset({2})),
    )
    with pytest.raises(NeedsPerson, match="let feed readers in"):
        scene.read()


def test_an_older_page_that_is_refused_ends_the_reading_and_is_said(ground):
    scene = blog(ground, page_size=2)
    scene.server.fail(Fault(path="paged=2", answer=Answer.html(403)))
    pages = scene.read()
    assert len(posts_of(pages)) == 2
    posts = reads(pages)["posts"]
    assert posts.reason == (
        "an older page of the feed is refused to this program, or is no feed, so reading stopped there"
    )
    assert not posts.proves_gone


def served(ground, document, platform_name="blog", **more):
    scene = cases.scene_with(cases.speaker(), ground, platform_name, **more)
    scene.server.fail(Fault(path="/feed/", answer=Answer(body=document.encode(), content_type="text/xml")))
    return scene


def rss(items, link=SITE):
    return f'<rss version="2.0"><channel><title>Oakmere</title><link>{link}</link>{items}</channel></rss>'


def entry(guid, when="Fri, 20 Nov 2026 08:00:00 +0000", more=""):
    return f"<item><guid>{guid}</guid><pubDate>{when}</pubDate>{more}</item>"


def test_what_cannot_become_a_row_is_set_aside(ground):
    pages = served(ground, rss(entry("1") + entry("1") + entry("2", "some day"))).read()
    assert posts_of(pages) == ["1"]
    assert [one.rule for page in pages for one in page.set_aside] == ["duplicate-id", "no-time"]
    posts = reads(pages)["posts"]
    assert posts.reason == "1 entry of the feed has no date that can be read"
    assert not posts.proves_gone


def test_one_id_for_every_entry_is_no_id(ground):
    links = [f"<link>{SITE}/{name}</link>" for name in "ab"]
    pages = served(ground, rss(entry("same", more=links[0]) + entry("same", more=links[1]))).read()
    assert posts_of(pages) == [f"{SITE}/a", f"{SITE}/b"]


@pytest.mark.parametrize("guid", ["", f"<guid>{SITE}/news</guid>"], ids=["no id", "one id"])
def test_entries_that_lead_to_one_page_are_told_apart_by_their_dates_and_titles(ground, guid):
    one = "<item>{}<title>{}</title><link>{}/news</link><pubDate>{} Nov 2026 08:00:00 +0000</pubDate></item>"
    three = [("Harvest", 20), ("Cup", 19), ("Sports day", 19), ("Cup", 19)]
    pages = served(ground, rss("".join(one.format(guid, title, SITE, day) for title, day in three))).read()
    assert [post.text for page in pages for post in page.posts] == ["Harvest", "Cup", "Sports day"]
    assert len(set(posts_of(pages))) == 3
    assert [aside.rule for page in pages for aside in page.set_aside] == ["duplicate-id"]
    assert reads(pages)["posts"].complete


def test_entries_that_differ_in_their_text_alone_are_said(ground):
    texts = [f"<description>{said} won.</description>" for said in ("Oak", "Ash")]
    pages = served(ground, rss(entry("1", more=texts[0]) + entry("1", more=texts[1]))).read()
    assert posts_of(pages) == ["1"]
    assert reads(pages)["posts"].reason == (
        "1 entry of the feed cannot be told from others of the same address, date and title"
    )
    assert not reads(pages)["posts"].proves_gone


def test_an_excerpt_is_no_whole_text(ground):
    pages = served(ground, rss(entry("1", more="<description>The beginning […]</description>"))).read()
    assert reads(pages)["posts"].reason == "the feed gives the beginning of 1 entry only"
    assert not reads(pages)["media"].complete


def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes(ground):
    pages = served(ground, rss(entry("1") + entry("2") + entry("3", more="<title>A title</title>"))[:-40]).read()
    assert posts_of(pages) == ["1", "2"]
    assert reads(pages)["posts"].reason == "the feed breaks off before its end"
    assert not reads(pages)["posts"].proves_gone


def test_blogger_names_older_pages_on_its_own_host_and_they_are_asked_for_here(ground):
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-1</id>'
    older = '<link rel="next" href="https://www.blogger.com/feeds/1/posts/default?start-index=26&amp;max-results=25"/>'
    one = "<entry><id>{}</id><published>2026-11-2{}T00:00:00Z</published></entry></feed>"
    scene = cases.scene_with(cases.speaker(), ground)
    scene.server.fail(
        Fault(path="start-index=26", answer=Answer(body=(head + one.format("b", 0)).encode(), content_type="text/xml")),
        Fault(path="/feed/", answer=Answer(body=(head + older + one.format("a", 1)).encode(), content_type="text/xml")),
    )
    assert posts_of(scene.read()) == ["a", "b"]
    assert scene.server.calls[-1].url == "/feed/?start-index=26&max-results=25"


# Whose feed it is


@pytest.mark.parametrize(
    ("platform_name", "handle", "link"),
    [
        ("mastodon", "@oakmere@mastodon.example", "https://mastodon.example/@oakmere"),
        ("mastodon", "Oakmere", "https://mastodon.example/@oakmere"),
        ("bluesky", "oakmere.example", "https://bsky.app/profile/oakmere.example"),
        ("tumblr", "oakmere", "https://oakmere.tumblr.com/"),
        ("blog", "anything", "https://elsewhere.example/"),
    ],
)
def test_a_feed_of_the_configured_handle(ground, platform_name, handle, link):
    scene = served(ground, rss(entry("1"), link), platform_name)
    scene.account = account(platform_name, handle, "feed", url=f"{SITE}/feed/")
    assert posts_of(scene.read()) == ["1"]


@pytest.mark.parametrize(
    ("platform_name", "link"),
    [
        ("mastodon", "https://mastodon.example/@somebody"),
        ("bluesky", "https://bsky.app/profile/somebody.example"),
        ("tumblr", "https://somebody.tumblr.com/"),
    ],
)
def test_a_feed_of_another_handle_is_refused(ground, platform_name, link):
    with pytest.raises(NeedsPerson, match="none of it was kept"):
        served(ground, rss(entry("1"), link), platform_name).read()


def bluesky(name):
    return rss(entry(f"at://did:plc:{name}/app.bsky.feed.post/1"), "https://bsky.app/profile/oakmere")


def test_bluesky_is_known_by_its_id_and_not_by_its_name(ground):
    scene = served(ground, bluesky("abc"), "bluesky")
    pages = scene.read()
    assert pages[0].profile.platform_id == "did:plc:abc"
    assert reads(pages)["media"].reason == "Bluesky's feed holds no pictures, so they were not read"
    assert reads(pages)["posts"].assumed
    scene.server.fail(Fault(path="/feed/", answer=Answer(body=bluesky("other").encode(), content_type="text/xml")))
    with pytest.raises(NeedsPerson, match="is now another account"):
        scene.read(pages[-1].cursor)
    scene.account = scene.account.model_copy(update={"platform_id": "did:plc:abc"})
    with pytest.raises(NeedsPerson, match="is that of another account"):
        scene.read()


def test_an_emptied_feed_of_bluesky_is_not_taken_for_another_account(ground):
    scene = served(ground, bluesky("abc"), "bluesky")
    cursor = scene.read()[-1].cursor
    empty = rss("", "https://bsky.app/profile/oakmere").encode()
    scene.server.fail(Fault(path="/feed/", answer=Answer(body=empty, content_type="text/xml")))
    assert posts_of(scene.read(cursor)) == []


# Addresses


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({}, "has no address"),
        ({"url": "school.example/feed"}, r"source\.url of @oakmere is not an address"),
        ({"url": "file:///etc/passwd"}, "is not an address"),
        ({"url": "https://me:word@school.example/feed"}, "is not an address"),
        ({"url": f"{SITE}/feed/", "comments": "https://elsewhere.example/c"}, "another host than the feed"),
    ],
)
def test_an_address_that_cannot_be_used_is_said(ground, options, why):
    scene = blog(ground)
    scene.account = account("blog", "oakmere", "feed", **options)
    with pytest.raises(NeedsPerson, match=why):
        scene.read()
    assert scene.server.calls == []


@pytest.mark.parametrize("url", [f"http://{HOST}/feed/", f"https://www.{HOST}/feed/", f"HTTPS://{HOST.upper()}/feed/"])
def test_the_same_address_in_other_words(ground, url):
    scene = blog(ground)
    scene.account = account("blog", "oakmere", "feed", url=url)
    assert len(posts_of(scene.read())) == 5


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        (Answer.html(404), NeedsPerson, "there is no feed at its address"),
        (Answer.html(410), NeedsPerson, "there is no feed at its address"),
        (Answer.html(403), NeedsPerson, "let feed readers in"),
        (Answer(status=301, headers={"Location": "https://other.example/"}), NeedsPerson, "has moved to other.example"),
        (Answer(status=429, headers={"Retry-After": "3600"}), RetryLater, "asks to wait"),
        (Answer(body=b"", content_type="text/xml"), BadPayload, "it is empty"),
        (Answer(body=b'{"a": 1}'), BadPayload, "no JSON Feed"),
        (Answer(status=418, body=b""), BadPayload, "HTTP 418"),
    ],
)  # fmt: skip
def test_what_an_answer_means(ground, answer, error, why):
    scene = blog(ground)
    scene.server.fail(Fault(path="/feed/", answer=answer))
    with pytest.raises(error, match=why) as failed:
        scene.read()
    if error is RetryLater:
        assert failed.value.at == NOW + timedelta(hours=1)


def test_a_host_that_asks_to_wait_beyond_all_time_is_asked_again_soon(ground):
    scene = blog(ground)
    endless = Answer(status=429, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 -0100"})
    scene.server.fail(Fault(path="/feed/", answer=endless))
    with pytest.raises(RetryLater) as failed:
        scene.read()
    assert failed.value.at == NOW + timedelta(minutes=15)


def test_an_id_that_only_looks_like_an_address_is_an_id(ground):
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://[school name]/</id>'
    one = "<entry><id>a</id><published>2026-11-20T00:00:00Z</published></entry></feed>"
    pages = served(ground, head + one).read()
    assert pages[0].profile.platform_id == "http://[school name]/"
    assert posts_of(pages) == ["a"]


def test_a_web_page_is_told_where_its_feed_is(ground):
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>'
    scene = blog(ground)
    scene.server.fail(Fault(path="/feed/", answer=Answer(body=page, content_type="text/html")))
    with pytest.raises(BadPayload, match=f"a web page; it names {SITE}/rss.xml as its feed"):
        scene.read()


def test_a_redirect_on_the_same_site_is_followed(ground):
    site = FeedSpeaker(posts=list(POSTS))

    def moved(call):
        elsewhere = call.path == "/feed/" and not call.headers["Host"].startswith("www.")
        return Answer(status=301, headers={"Location": f"http://www.{HOST}/feed/"}) if elsewhere else site(call)

    scene = cases.scene_with(site, ground)
    scene.server.speakers = [moved]
    assert len(posts_of(scene.read())) == 5


def test_a_name_inside_the_network_is_never_asked(ground):
    scene = blog(ground)
    scene.account = account("blog", "oakmere", "feed", url="https://127.0.0.1/feed/")
    with pytest.raises(NeedsPerson, match=r"inside a private network, .* correct its address in trust\.yaml"):
        scene.read()


# Pictures


def test_a_picture_comes_from_the_site_or_a_usual_host_and_nowhere_else(ground):
    scene = blog(ground)
    jpeg = Answer(body=b"\xff\xd8\xff\xe0", content_type="image/jpeg")
    scene.server.speakers = [lambda call: jpeg]
    http = replace(scene.http, loopback={"*.example": scene.server.url, "i0.wp.com": scene.server.url})
    around = Surroundings(root=ground.root, accounts=[], secret=str, now=NOW, http=http)
    connector = FeedConnector.build(around)
    for url in (f"{SITE}/a.jpg", f"http://{HOST}/a.jpg", f"https://cdn.{HOST}/a.jpg", "https://i0.wp.com/a.jpg"):
        media = Media(post_id="1", media_id="m", url=url)
        assert connector.picture(scene.account, media) == jpeg.body
    with pytest.raises(BadPayload, match="not on one of the platform's own media hosts"):
        connector.picture(scene.account, Media(post_id="1", media_id="m", url="https://elsewhere.example/a.jpg"))


# Texts


@pytest.mark.parametrize(
    ("title", "body", "platform_name", "text"),
    [
        ("Trip", "We went.", "blog", "Trip\n\nWe went."),
        ("Trip", "", "blog", "Trip"),
        ("", "We went.", "mastodon", "We went."),
        ("We went to…", "We went to the sea.", "tumblr", "We went to the sea."),
        ("Photo", "At the sea", "tumblr", "At the sea"),
        ("Photo", "", "tumblr", ""),
        ("Sea", "Oakmere posted a photo:\n\nAt the sea", "flickr", "Sea\n\nAt the sea"),
    ],
)
def test_the_text_of_a_post(title, body, platform_name, text):
    assert text_of(Entry(entry_id="1", title=title, body=body), platform_name) == text


def test_the_address_of_a_comment_leads_to_its_post():
    post = known_by("https://school.example/2026/trip/")
    assert known_by("http://www.school.example/2026/trip/comment-page-2/#comment-7") == post
    assert known_by("https://school.example/?p=7#comment-1") == known_by("https://school.example/?p=7")


def test_a_cursor_is_plain_json(ground):
    for page in blog(ground).read():
        assert json.loads(json.dumps(page.cursor)) == page.cursor


@pytest.mark.parametrize(("year", "micros"), [(2004, 123458), (2026, 123457), (2040, 123459)])
@pytest.mark.parametrize("twins", [1, 2])
def test_a_feed_is_read_back_to_the_very_moment_of_its_oldest_entry(year, micros, twins):
    at = datetime(year, 6, 1, 8, 30, 0, micros, tzinfo=UTC)
    progress = Progress.begin("blog", Window(since=None, until=NOW))
    post = Post(post_id="a", created_at=at)
    reach(progress, [post] * twins)
    posts, *_ = reads_of(progress, "blog", has_site_comments=True)
    assert posts.begin == at + timedelta(microseconds=twins - 1)


def test_a_surplus_under_one_post_does_not_hide_a_lack_under_another(ground):
    posts = [cases.post(90, 1, 5, total=3), cases.post(89, 30, 10, total=12)]
    comments = reads(blog(ground, posts=posts).read())["comments"]
    assert comments.reason == "the feed counts 15 comments and gave 13 of them"
    assert not comments.proves_gone
