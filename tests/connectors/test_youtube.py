"""A school's channel on YouTube, without a key and with one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import cases_youtube as cases
import pytest
from loopback.platform_server import Answer, Fault
from loopback.youtube_speaker import CHANNEL, KEY, error
from scenes import NOW, Ground, posts_of

from connectors import _youtube_mapping as mapped
from connectors._youtube_answers import next_day
from connectors.base import BadPayload, NeedsPerson, RetryLater, SetAside, Window
from connectors.youtube import YoutubeConnector

IDS = [video.video_id for video in cases.VIDEOS]
MONTH = Window(since=NOW - timedelta(days=28), until=NOW)


@pytest.fixture
def ground(tmp_path, platform) -> Ground:
    return Ground(root=tmp_path, platform=platform)


def channel(ground, **more):
    usual = {"page_size": 50, "comments_page": 100, "replies_shown": 5}
    return cases.scene_with(cases.speaker(**usual | more), ground)


def without_key(ground, **more):
    return cases.scene_with(cases.speaker(**more), ground, key=False, platform_id=CHANNEL)


def reads(pages):
    return {read.what: read for read in pages[-1].reads}


def comments(pages):
    return [comment for page in pages for comment in page.comments]


# Without a key


def test_without_a_key_the_latest_videos_are_read(ground):
    scene = without_key(ground)
    pages = scene.read()
    assert posts_of(pages) == IDS
    post = pages[1].posts[0]
    assert post.text == "Assembly v90\n\nWell done & thank you <3\nSee you on Monday"
    assert post.permalink == "https://www.youtube.com/watch?v=v90"
    assert post.created_at == cases.VIDEOS[0].at
    assert pages[0].profile.platform_id == CHANNEL


def test_without_a_key_comments_are_not_read_and_older_videos_not_covered(ground):
    many = [cases.video(f"v{number}", 99 - number) for number in range(98, 70, -1)]
    whole = reads(without_key(ground, videos=many).read())
    assert whole["posts"].complete
    assert whole["posts"].begin == many[14].at
    assert not whole["posts"].whole
    assert whole["comments"].reason == "YouTube shows comments to who asks with a key only, so they were not read"


def test_both_ways_give_the_same_videos_and_pictures(ground):
    with_key = channel(ground).read()
    by_feed = without_key(ground).read()
    assert {(p.post_id, p.text, p.created_at, p.permalink) for page in with_key for p in page.posts} == {
        (p.post_id, p.text, p.created_at, p.permalink) for page in by_feed for p in page.posts
    }
    assert {one for page in with_key for one in page.media} == {one for page in by_feed for one in page.media}


def test_a_video_is_one_picture_whose_cover_is_its_thumbnail(ground):
    media = without_key(ground, videos=cases.VIDEOS[:1]).read()[1].media
    assert [(one.media_id, one.type, one.url, one.cover) for one in media] == [
        ("v90", "video", "https://www.youtube.com/watch?v=v90", "https://i.ytimg.com/vi/v90/hqdefault.jpg"),
    ]


def test_without_a_key_a_handle_does_not_find_a_channel(ground):
    scene = cases.scene_with(cases.speaker(), ground, key=False)
    with pytest.raises(NeedsPerson, match=r"platform_id: UC\.\.\."):
        scene.read()
    assert scene.server.calls == []


def test_a_channel_id_may_stand_as_the_handle(ground):
    assert posts_of(cases.scene_with(cases.speaker(), ground, key=False, handle=CHANNEL).read()) == IDS


def test_the_feed_of_another_channel_is_refused(ground):
    scene = cases.scene_with(cases.speaker(), ground, key=False, platform_id="UC" + "x" * 22)
    body = cases.speaker()._feed().body
    scene.server.fail(Fault(path="/feeds/", answer=Answer(body=body, content_type="text/xml")))
    with pytest.raises(NeedsPerson, match="another account"):
        scene.read()


def test_a_feed_that_is_what_it_was_is_not_read_again(ground):
    scene = without_key(ground)
    assert scene.read(scene.read()[-1].cursor, MONTH)[-1].unchanged


def test_the_difference_a_key_makes_is_told(ground):
    bare, keyed = without_key(ground), channel(ground)
    assert "15 latest videos and no comments" in bare.build().notes(bare.account)[0]
    assert keyed.build().notes(keyed.account) == ()


# With a key


def test_with_a_key_all_is_read_and_the_key_stands_in_no_address(ground):
    scene = channel(ground)
    pages = scene.read()
    assert posts_of(pages) == IDS
    assert len(comments(pages)) == 11
    assert [(one.complete, one.whole) for one in pages[-1].reads[:3]] == [(True, True)] * 3
    assert pages[-1].platform_counts == {"posts": 5, "comments": 11}
    assert all(one.headers["X-Goog-Api-Key"] == KEY and KEY not in one.url for one in scene.server.calls)


def test_a_channel_is_found_by_its_handle_and_then_known_by_its_id(ground):
    scene = channel(ground)
    profile = scene.build().profile(scene.account)
    assert (profile.platform_id, profile.handle, profile.posts_total) == (CHANNEL, "oakmereprimary", 5)
    assert scene.server.calls[0].query["forHandle"] == "@OakmerePrimary"
    known = cases.scene_with(cases.speaker(), ground, platform_id=CHANNEL)
    known.read()
    assert known.server.calls[0].query["id"] == CHANNEL


def test_a_handle_nobody_has_is_said(ground):
    scene = cases.scene_with(cases.speaker(), ground, handle="nobody")
    with pytest.raises(NeedsPerson, match="shows no channel @nobody"):
        scene.read()


def test_replies_that_did_not_come_with_their_thread_are_asked_for(ground):
    said = [comment.text for comment in comments(channel(ground, replies_shown=2, comments_page=3).read())]
    assert sorted(said) == sorted(text for video in cases.VIDEOS for thread in video.threads or () for text in thread)


def test_a_comment_is_by_whoever_wrote_it(ground):
    one = comments(channel(ground).read())[0]
    assert (one.author_handle, one.author_name, one.text, one.post_id) == ("a_parent", "@a_parent", "Lovely", "v90")


def test_videos_whose_comments_are_off_have_none_and_that_is_no_fault(ground):
    scene = channel(ground, videos=[cases.video("v1", 1, [["Hello"]])])
    scene.server.fail(Fault(path="commentThreads", answer=error(403, "commentsDisabled")))
    pages = scene.read()
    assert comments(pages) == []
    assert reads(pages)["comments"].reason == "YouTube counts 1 comments and gave 0 of them"


def test_a_surplus_under_one_video_does_not_hide_a_lack_under_another(ground):
    fresh, old = cases.video("va", 1, [["a"], ["b"], ["c"]], counted=1), cases.video("vb", 50, [["d"]] * 4, counted=6)
    read = reads(channel(ground, videos=[fresh, old]).read())["comments"]
    assert read.reason == "YouTube counts 7 comments and gave 5 of them"
    assert not read.proves_gone


def test_comments_that_are_refused_are_said(ground):
    scene = channel(ground)
    scene.server.fail(Fault(path="commentThreads", answer=error(403, "forbidden"), calls=frozenset({1})))
    assert "YouTube did not give the comments of 1 video" in reads(scene.read())["comments"].reason


def test_a_window_ends_at_the_first_page_of_older_videos(ground):
    scene = channel(ground, page_size=1)
    pages = scene.read(window=Window(since=NOW - timedelta(days=5), until=NOW))
    assert posts_of(pages) == IDS[:3]
    assert reads(pages)["posts"].proves_gone
    assert not reads(pages)["posts"].whole
    since = NOW - timedelta(days=5)
    said = f"new comments were looked for under posts since {since.day} {since:%B %Y} alone"
    assert reads(pages)["comments"].assumed == said
    assert reads(scene.read())["comments"].assumed == ""


def test_a_private_video_is_told_as_such(ground):
    hidden = cases.video("v95", 2, privacy="private")
    pages = channel(ground, videos=[hidden, *cases.VIDEOS]).read()
    assert posts_of(pages) == IDS
    assert [(one.post_id, one.state) for page in pages for one in page.unavailable] == [("v95", "private")]


def test_a_channel_that_never_uploaded_is_empty(ground):
    scene = channel(ground, videos=[])
    scene.server.fail(Fault(path="playlistItems", answer=error(404, "playlistNotFound")))
    assert posts_of(scene.read()) == []


@pytest.mark.parametrize(
    ("answer", "kind", "why"),
    [
        (error(403, "quotaExceeded"), RetryLater, "daily allowance"),
        (error(403, "dailyLimitExceeded"), RetryLater, "daily allowance"),
        (error(403, "rateLimitExceeded"), RetryLater, "asks to wait"),
        (error(403, "userRateLimitExceeded"), RetryLater, "asks to wait"),
        (error(429, "anything"), RetryLater, "asks to wait"),
        (error(400, "keyInvalid"), NeedsPerson, "does not accept the key"),
        (error(400, "badRequest", "API key not valid. Please pass another."), NeedsPerson, "does not accept"),
        (error(403, "accessNotConfigured"), NeedsPerson, "switch on the YouTube Data API"),
        (error(403, "ipRefererBlocked"), NeedsPerson, "let this machine use the key"),
        (error(403, "forbidden"), NeedsPerson, "open the channel"),
        (error(503, "backendError"), RetryLater, "HTTP 503"),
        (error(400, "invalidFilters"), BadPayload, "HTTP 400"),
        (Answer.json({"error": "error message"}), BadPayload, "not in YouTube's format"),
        (Answer.json({"items": 3}), BadPayload, "not in YouTube's format"),
        (Answer.json([]), BadPayload, "not in YouTube's format"),
    ],
)  # fmt: skip
def test_what_a_refusal_means(ground, answer, kind, why):
    scene = channel(ground)
    scene.server.fail(Fault(path="playlistItems", answer=answer))
    with pytest.raises(kind, match=why) as failed:
        scene.read()
    assert KEY not in str(failed.value)


def test_what_is_used_up_is_asked_for_again_when_googles_day_begins():
    assert next_day(datetime(2026, 11, 21, 12, tzinfo=UTC)) == datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
    assert next_day(datetime(2026, 7, 1, 6, 30, tzinfo=UTC)) == datetime(2026, 7, 1, 7, 5, tzinfo=UTC)


def test_a_page_whose_token_is_no_longer_known_begins_the_pull_anew(ground):
    scene = channel(ground, page_size=2)
    begun = scene.start()
    saved = [next(begun), next(begun)]
    scene.server.fail(Fault(path="pageToken", answer=error(400, "invalidPageToken"), calls=frozenset({1})))
    again = scene.read(saved[-1].cursor)
    assert any(page.first for page in again)
    assert posts_of(again) == IDS


@pytest.mark.parametrize(
    "payload", [{}, {"id": "v1"}, {"id": None, "snippet": []}, {"id": "v1", "snippet": {"publishedAt": 3}}]
)
def test_what_has_no_id_or_time_is_set_aside(payload):
    assert isinstance(mapped.to_post(payload), SetAside)
    assert isinstance(mapped.to_comment(payload, "v0"), SetAside)


def test_a_thumbnail_comes_from_youtubes_own_host_alone(ground):
    scene = without_key(ground)
    connector = scene.build()
    media = scene.read()[1].media[1]
    assert isinstance(connector, YoutubeConnector)
    with pytest.raises(BadPayload, match="not on one of the platform's own media hosts"):
        connector.picture(scene.account, type(media)(post_id="1", media_id="m", url="https://elsewhere.example/a.jpg"))


def test_videos_that_youtube_names_and_does_not_give_are_said_and_not_taken_for_gone(ground):
    scene = channel(ground)
    scene.server.fail(Fault(path=r"/videos\?", answer=error(403, "forbidden")))
    pages = scene.read()
    assert posts_of(pages) == []
    read = reads(pages)["posts"]
    assert (read.complete, read.proves_gone) == (False, False)
    assert read.reason == "YouTube named 5 public videos and told nothing else of them"
