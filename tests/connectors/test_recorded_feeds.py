"""Recorded feeds and answers of YouTube, every file; skipped where they are not beside the repository."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
import requests
from loopback.fixtures import walk
from loopback.platform_server import Answer
from scenes import Scene, account, posts_of, secret

from connectors import _feed_mapping as feeds
from connectors import _youtube_mapping as youtube
from connectors._feed_entries import NotAFeedError
from connectors._feed_json import looks_like_json, read_json
from connectors._feed_xml import read_xml
from connectors._youtube_answers import reasons_of
from connectors.base import Comment, Post
from connectors.feed import FeedConnector
from connectors.youtube import YoutubeConnector

URL = "https://school.example/feed/"
FOLDER = "05_feeds_other_platforms"
CHANNEL = "UC_x5XG1OV2P6uZZ5FSM9Ttw"


@pytest.fixture
def recorded(shared_data):
    """The folder of recorded feeds; the test is skipped where there is none."""
    if not (shared_data / FOLDER).is_dir():
        pytest.skip("the recorded feeds are not beside this repository")
    return shared_data / FOLDER


def documents(folder):
    return sorted(
        [
            *(folder / "feedparser").rglob("*.xml"),
            *(one for one in (folder / "reader").glob("*.*") if "LICENSE" not in one.name),
        ]
    )


def read(file):
    body = file.read_bytes()
    return read_json(body, URL) if looks_like_json(body) else read_xml(body, "", URL)


def test_every_recorded_feed_is_read_or_refused_in_a_sentence(recorded):
    found, refused = Counter(), []
    for file in documents(recorded):
        try:
            feed = read(file)
        except NotAFeedError:
            refused.append(file.name)
            continue
        mapped = feeds.to_posts(feed, "blog")
        found["read"] += 1
        found["entries"] += len(feed.entries)
        found["posts"] += len(mapped.posts)
        assert len(feed.entries) == len(mapped.posts) + len(mapped.set_aside)
        assert {one.rule for one in mapped.set_aside} <= {"no-time", "duplicate-id"}
        assert all(post.post_id and post.created_at.tzinfo for post in mapped.posts)
        assert all(post.permalink == "" or post.permalink.startswith("http") for post in mapped.posts)
        assert "\x00" not in "".join(post.text for post in mapped.posts)
    assert refused == ["rss_empty_document.xml"]
    assert found["read"] >= 350
    assert found["entries"] >= 180


@pytest.mark.parametrize("name", ["full.rss", "full.atom", "full.json"])
def test_the_full_feeds(recorded, name):
    feed = read(recorded / "reader" / name)
    posts = feeds.to_posts(feed, "blog").posts
    assert len(posts) == 2
    assert len({post.post_id for post in posts}) == 2
    assert all(post.text for post in posts)
    assert feed.title


@pytest.mark.parametrize("name", ["relative.rss", "relative.atom"])
def test_relative_addresses_are_joined_to_where_the_feed_stands(recorded, name):
    feed = read(recorded / "reader" / name)
    assert feed.link == "https://school.example/feed/file.html"
    assert feed.entries[0].link.startswith("https://school.example/feed/")
    assert feed.entries[0].body == "content"  # the HTML, without its script, and not the plain text beside it


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("euc-kr", "년"),
        ("euc-kr-item", "년"),
        ("http_i18n", "Iñtërnâtiônàlizætiøn"),
        ("demoronize-1", "don’t"),
        ("http_text_xml_charset_2", "This is a £“test.”"),
    ],
)
def test_recorded_encodings(recorded, name, said):
    feed = read(recorded / "feedparser/encoding" / f"{name}.xml")
    assert said in [feed.title, *(entry.body for entry in feed.entries)]


def served(file, kind, platform, tmp_path):
    body = file.read_bytes()
    server = platform(
        lambda call: Answer(body=body, content_type=kind) if call.path == "/feed/" and not call.query else None
    )
    own = account("blog", "oakmere", "feed", url=URL)
    http = replace(server.http(), loopback={"school.example": server.url})
    return Scene(connector=FeedConnector, account=own, root=tmp_path, http=http, server=server)


@pytest.mark.parametrize(
    "name", ["full.rss", "full.atom", "full.json", "empty.rss", "empty.atom", "10.json", "invalid.json"]
)
def test_a_recorded_feed_is_read_whole_through_the_connector(recorded, platform, tmp_path, name):
    scene = served(recorded / "reader" / name, "text/plain", platform, tmp_path)
    pages = scene.read()
    assert pages[-1].last
    expected = feeds.to_posts(read(recorded / "reader" / name), "blog")
    assert posts_of(pages) == [post.post_id for post in expected.posts]
    assert scene.read(pages[-1].cursor)[-1].unchanged


# YouTube


def answers(recorded):
    for file in sorted((recorded / "youtube-data-api-v3").rglob("*.json")):
        yield file, json.loads(file.read_text(encoding="utf-8"))


def test_every_recorded_video_channel_and_comment_becomes_a_row(recorded):
    made = Counter()
    for _, answer in answers(recorded):
        for one in walk(answer):
            kind = str(one.get("kind", "")).removeprefix("youtube#")
            if kind == "video" and "snippet" in one:
                post = youtube.to_post(one)
                assert isinstance(post, Post)
                assert post.text
                [film] = youtube.to_media(one)
                assert (film.type, film.cover.startswith("https://i.ytimg.com/vi/")) == ("video", True)
            elif kind == "comment":
                comment = youtube.to_comment(one, "v")
                assert isinstance(comment, Comment)
                assert comment.text
                assert comment.author_name
            elif kind == "channel" and "snippet" in one:
                assert youtube.to_profile(one).platform_id.startswith("UC")
            elif kind == "playlistItem":
                assert youtube.listed(one)
            else:
                continue
            made[kind] += 1
    assert made["comment"] >= 20
    assert made["playlistItem"] >= 10
    assert made["channel"] >= 3
    assert made["video"] >= 3


def test_recorded_refusals_are_known(recorded):
    named = {}
    for file, answer in answers(recorded):
        if isinstance(answer, dict) and "error" in answer:
            response = requests.Response()
            response._content = file.read_bytes()
            named[file.name] = reasons_of(response)
    assert named == {
        "error_response.json": {"keyInvalid"},
        "error_response_simple.json": frozenset(),
        "error_permission_resp.json": {"SERVICE_UNAVAILABLE"},
    }


def test_a_recorded_channel_is_read_whole(recorded, platform, tmp_path):
    folder = recorded / "youtube-data-api-v3/apidata"
    video = json.loads((folder / "videos/videos_info_single.json").read_text(encoding="utf-8"))
    video["items"][0]["statistics"] = {"commentCount": "10"}

    def speak(call):
        resource = call.path.rpartition("/")[2]
        if resource == "videos":
            return Answer.json(video if "pageToken" not in call.query else {"items": []})
        page = "2" if call.query.get("pageToken") else "1"
        return Answer.recorded({
            "channels": folder / "channel_info_single.json",
            "playlistItems": folder / f"playlist_items/playlist_items_paged_{page}.json",
            "comments": folder / f"comments/comments_by_parent_paged_{page}.json",
            "commentThreads": folder / f"comment_threads/comment_threads_by_video_paged_{page}.json",
        }[resource])  # fmt: skip

    server = platform(speak)
    scene = Scene(
        connector=YoutubeConnector,
        account=account("youtube", "googledevelopers", "youtube", key=secret("KEY")),
        root=tmp_path,
        http=replace(server.http(), loopback={"www.googleapis.com": server.url}),
        secrets={"KEY": "AIza-secret"},
    )
    pages = scene.read()
    assert pages[0].profile.platform_id == CHANNEL
    assert set(posts_of(pages)) == {"D-lhorsDlUQ"}
    found = {comment.comment_id for page in pages for comment in page.comments}
    assert len(found) >= 5
    assert pages[-1].last
