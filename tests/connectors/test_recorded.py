"""Recorded responses of X and Facebook, mapped and read whole; skipped where they are not beside the repository."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime, timedelta

import pytest
from loopback import recorded_trust
from loopback.fixtures import walk
from loopback.platform_server import Answer, Fault

import connectors
from config.load import load_trust
from connectors import _facebook_mapping as facebook
from connectors import _x_mapping as x
from connectors.base import NeedsPerson, RetryLater, Surroundings, Window


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def answers_of_x(shared_data):
    files = (file for file in (shared_data / "01_x_api").rglob("*.json") if "openapi" not in file.parts)
    return (one for file in files for one in walk(load(file)))


def test_every_recorded_post_of_x_becomes_a_row_or_is_set_aside(shared_data):
    made, usable = 0, 0
    for page in answers_of_x(shared_data):
        if not isinstance(page.get("data"), list) or not any("text" in post for post in page["data"]):
            continue
        mapped = x.to_posts(page, "oakmere")
        made += len(mapped.posts)
        usable += len([post for post in page["data"] if {"id", "author_id", "created_at"} <= set(post)])
        assert len(page["data"]) == len(mapped.posts) + len([one for one in mapped.set_aside if one.rule != "text-cut"])
        assert {one.rule for one in mapped.set_aside} <= {"no-time", "no-author", "withheld", "text-cut"}
        assert not [post.text for post in mapped.posts if "&amp;" in post.text or "&lt;" in post.text]
    assert made == usable >= 60


def test_every_recorded_link_is_found_by_code_point(shared_data):
    found = 0
    for post in answers_of_x(shared_data):
        entities = post.get("entities")
        if "text" not in post or not isinstance(entities, dict):
            continue
        for link in entities.get("urls", []):
            assert post["text"][link["start"] : link["end"]] == link["url"]
            assert link["url"] not in x.text_of(post)
            found += 1
    assert found >= 15


def test_the_recorded_search_for_media(shared_data):
    file = "search-tweets-recent-search__200__200-success-request-expanded-media-fields.json"
    answer = load(shared_data / "01_x_api/postman-official-examples" / file)["body_json"]
    for post in answer["data"]:
        post["author_id"] = "1"
    mapped = x.to_posts(answer, "oakmere")
    assert len(mapped.posts) == 10
    assert [one.type for one in mapped.media] == ["photo", "photo", "photo", "video", "photo", "video", "video"]
    assert all((one.cover or one.url).startswith("https://pbs.twimg.com/") for one in mapped.media)
    assert [bool(one.cover) for one in mapped.media] == [one.type == "video" for one in mapped.media]
    assert not any(one.alt_text for one in mapped.media)
    assert mapped.faults == {}


def test_the_recorded_feed_of_a_page(shared_data):
    feed = load(shared_data / "03_facebook_graph/pyfacebook/facebook/apidata/posts/feeds_default_fields_p1.json")
    posts = [facebook.to_post(one) for one in feed["data"]]
    assert [one.comments_total for one in posts] == [13, 17, 15, 23, 49]
    assert posts[0].created_at == datetime(2021, 7, 9, 19, 9, 52, tzinfo=UTC)
    titles = [one["attachments"]["data"][0]["title"] for one in feed["data"][4:]]
    assert [one.text for one in posts[:4]] == [one["message"] for one in feed["data"][:4]]
    assert posts[4].text == f"{feed['data'][4]['message']}\n\n{titles[0]}", "a video has a title of its own"
    media = [one for post in feed["data"] for one in facebook.to_media(post, {})]
    assert [one.type for one in media] == ["photo", "photo", "photo", "video"]
    assert [bool(one.cover) for one in media] == [False, False, False, True], "a video has a picture that stands for it"


def read(trust, server, key, until=recorded_trust.AS_OF):
    connector, account = connect(trust, server, key)
    return list(connector.pages(account, None, Window(since=None, until=until)))


def connect(trust, server, key):
    accounts = load_trust(trust.root).accounts
    account = next(one for one in accounts if one.key == key)
    around = Surroundings(
        root=trust.root,
        accounts=accounts,
        secret=lambda one: recorded_trust.ENVIRONMENT[one.name],
        now=trust.as_of,
        http=server.http(),
    )
    return connectors.find()[account.source.connector].build(around), account


@pytest.fixture
def trust(tmp_path, shared_data):
    return recorded_trust.build(tmp_path, shared_data)


@pytest.mark.parametrize(
    ("key", "posts", "media", "comments"),
    [
        ("x:twitterdev", 11, 0, 2),
        ("x:twitter", 3, 1, 0),
        ("x:snowman", 2, 0, 0),
        ("facebook:facebookfordevelopers", 6, 4, 10),
        ("facebook:page.four", 5, 0, 0),
    ],
)
def test_a_recorded_trust_is_read_through_the_real_libraries(trust, platform, key, posts, media, comments):
    server = platform(*trust.speakers)
    pages = read(trust, server, key)
    kinds = ("posts", "media", "comments")
    assert [sum(len(getattr(page, kind)) for page in pages) for kind in kinds] == [posts, media, comments]
    assert pages[-1].last
    assert next(one for one in pages[-1].reads if one.what == "posts").complete
    assert not [call.url for call in server.calls for value in recorded_trust.ENVIRONMENT.values() if value in call.url]


def test_recorded_comments_are_fewer_than_facebook_counts(trust, platform):
    pages = read(trust, platform(*trust.speakers), "facebook:facebookfordevelopers")
    comments = next(one for one in pages[-1].reads if one.what == "comments")
    assert comments.reason == "read 10 of 127 comments: Facebook did not give the others"


def test_recorded_texts_are_as_a_reader_sees_them(trust, platform):
    pages = read(trust, platform(*trust.speakers), "x:twitter")
    texts = {one.post_id: one.text for page in pages for one in page.posts}
    assert texts["1263145271946551300"].endswith("see it in action."), "the link to its own video is not shown"
    assert not [text for text in texts.values() if text != html.unescape(text)]


def test_the_recorded_refusals(trust, platform, shared_data):
    limit = "01_x_api/postman-official-examples/tweet-lookup-single-tweet__429__429-rate-limit-exceeded.json"
    server = platform(*trust.speakers, faults=[Fault(path="/tweets", answer=Answer.recorded(shared_data / limit))])
    with pytest.raises(RetryLater) as wait:
        read(trust, server, "x:twitter")
    assert wait.value.at == trust.as_of + timedelta(minutes=15), "the recorded reset is long past"
    errors = shared_data / "03_facebook_graph/errors"
    kinds = {
        "code_4_app_limit.json": RetryLater,
        "code_190_460_exampleErrorNew.json": NeedsPerson,
        "code_100_ppca_missing.json": NeedsPerson,
    }
    for name, kind in kinds.items():
        server.fail(Fault(path="published_posts", answer=Answer.recorded(errors / name)))
        with pytest.raises(kind):
            read(trust, server, "facebook:page.four")


def test_recorded_files_can_be_served_by_path(platform, shared_data, trust):
    file = shared_data / "01_x_api/tweepy-cassettes/decoded/test_client_get_user.json"
    server = platform(files={"/2/users/by/username/Twitter": file})
    connector, account = connect(trust, server, "x:twitter")
    profile = connector.profile(account)
    assert (profile.platform_id, profile.handle, profile.about) == ("783214", "Twitter", "")
