"""X archives of every age: what becomes a post, what its own counts say is missing, and what is refused."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenes import account
from x_archives import (
    ACCOUNT_ID,
    HANDLE,
    account_js,
    edited,
    link,
    manifest_js,
    members,
    pack,
    photo,
    profile_js,
    tweet,
    tweets_js,
    unpack,
    wrapped,
)

import connectors._archive
from config.models import Account
from config.refusal import RefusalError
from connectors.base import Media, NeedsPerson, Page, Post, Read, Window
from connectors.x_archive import XArchiveConnector

UNTIL = datetime(2026, 11, 21, 12, tzinfo=UTC)
MADE = datetime(2026, 11, 20, 18, tzinfo=UTC)


def mine(path: Path, **more: Any) -> Account:
    return account("x", HANDLE, "x_archive", archive=path.name, **more)


def pull(path: Path, of: Account | None = None, cursor: Any = None, until: datetime = UNTIL) -> Sequence[Page]:
    connector = XArchiveConnector(path.parent, 20_000_000)
    return list(connector.pages(of or mine(path), cursor, Window(since=None, until=until)))


def posts_of(pages: Sequence[Page]) -> dict[str, Post]:
    return {post.post_id: post for page in pages for post in page.posts}


def read_of(pages: Sequence[Page], what: str = "posts") -> Read:
    return next(read for read in pages[-1].reads if read.what == what)


def rules(pages: Sequence[Page]) -> list[tuple[str, str, int]]:
    return [(one.place, one.rule, one.count) for page in pages for one in page.set_aside]


@pytest.fixture
def read(tmp_path):
    """Return the pages of a pull of an archive of these rows."""

    def made(*rows: Mapping[str, Any], **more: Any) -> Sequence[Page]:
        return pull(pack(tmp_path / "twitter.zip", members(rows, **more)))

    return made


@pytest.fixture
def post(read):
    """Return the one post of an archive of one row."""

    def made(**row: Any) -> Post:
        [only] = posts_of(read({**tweet(1000), **row})).values()
        return only

    return made


# what becomes of one row


def test_a_post_is_as_a_reader_sees_it(read):
    [page] = read(
        tweet(
            1000,
            "Sports day &amp; picnic &lt;3 🎉 https://t.co/abc1 https://t.co/pic7",
            "Fri Jun 05 06:58:32 +0000 2026",
            entities={
                "urls": [link("https://t.co/abc1", "oakmere.example/sports-d…")],
                "media": [photo(7, "Fa-b_c.jpg", "Children race")],
            },
            extended_entities={"media": [photo(7, "Fa-b_c.jpg", "Children race"), photo(8, "d.jpg")]},
        )
    )
    [post], [first, second] = page.posts, page.media
    assert post == Post(
        post_id="1000",
        created_at=datetime(2026, 6, 5, 6, 58, 32, tzinfo=UTC),
        text="Sports day & picnic <3 🎉 oakmere.example/sports-d…",
        permalink="https://x.com/i/status/1000",
        chain_id="1000",
    )
    assert first == Media(
        post_id="1000", media_id="3_7", url="https://pbs.twimg.com/media/Fa-b_c.jpg", alt_text="Children race"
    )
    assert (second.media_id, second.alt_text) == ("3_8", "")
    assert page.comments == []
    assert rules([page]) == []


@pytest.mark.parametrize(
    "written",
    [
        "Fri Jun 05 06:58:32 +0000 2026",
        "Fri Jun 5 07:58:32 +0100 2026",
        "2026-06-05 06:58:32 +0000",
        "2026-06-05T06:58:32.000Z",
        "2026-06-05T07:58:32+01:00",
    ],
)
def test_times_of_every_age_are_read(written, post):
    assert post(created_at=written).created_at == datetime(2026, 6, 5, 6, 58, 32, tzinfo=UTC)


def linked(written: str, leads_to: str) -> dict[str, Any]:
    return {"full_text": written, "entities": {"urls": [link("https://t.co/q", "x.com/a/st…", leads_to)]}}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({}, "original"),
        ({"in_reply_to_status_id_str": "900"}, "reply"),
        ({"in_reply_to_status_id": 900}, "reply"),
        ({"in_reply_to_status_id_str": None, "in_reply_to_screen_name": "x"}, "original"),
        ({"full_text": "RT @oak_trust: Well done"}, "repost"),
        ({"full_text": "RT this if you agree"}, "original"),
        ({"retweeted_status": {"full_text": "Well done"}}, "repost"),
        ({"quoted_status_id_str": "900"}, "quote"),
        (linked("See https://t.co/q", "https://twitter.com/a/status/9"), "quote"),
        (linked("https://t.co/q is a link", "https://x.com/a/status/9?s=20"), "original"),
        (linked("See https://t.co/q", "https://x.com/a/status/9/photo/1"), "original"),
        (linked("See https://t.co/q", "https://x.com/a"), "original"),
    ],
)
def test_kinds(row, kind, post):
    assert post(**row).kind == kind


def test_a_video_a_gif_and_an_unknown_medium(read):
    thumbs = "https://pbs.twimg.com/{}/1/pu/img/a.jpg"
    films = {"variants": [{"bitrate": "832000", "content_type": "video/mp4", "url": "https://video.twimg.com/a.mp4"}]}
    media = [
        photo(1, "a.jpg", type="video", media_url_https=thumbs.format("ext_tw_video_thumb"), video_info=films),
        photo(2, "a.jpg", type="video", media_url_https=thumbs.format("amplify_video_thumb")),
        photo(3, "a.jpg", type="animated_gif", media_url_https=thumbs.format("tweet_video_thumb")),
        photo(4, "b.jpg", type="hologram"),
        {"media_url_https": "https://pbs.twimg.com/media/c.jpg"},
        {},
        photo(4, "b.jpg"),
        None,
    ]
    [page] = read(tweet(1000, extended_entities={"media": media}))
    assert [(one.media_id, one.type) for one in page.media] == [
        ("7_1", "video"),
        ("13_2", "video"),
        ("16_3", "video"),
        ("3_4", "photo"),
        ("c", "photo"),
        ("m6", "photo"),
    ]
    assert [one.url for one in page.media if one.type == "video"] == ["https://video.twimg.com/a.mp4", "", ""]


def test_a_video_that_entities_call_a_photo_is_a_video(read):
    wrong = photo(1, "a.jpg", media_url_https="https://pbs.twimg.com/ext_tw_video_thumb/1/pu/img/a.jpg")
    [page] = read(tweet(1000, entities={"media": [wrong]}))
    assert [(one.media_id, one.type) for one in page.media] == [("7_1", "video")]


def test_a_repost_is_cut_and_coverage_says_so(read):
    cut = "RT @oak_trust: " + "word " * 24 + "…"
    pages = read(tweet(1000, cut), tweet(1001, "RT @oak_trust: Short"), tweet(1002, "See you soon…"))
    assert posts_of(pages)["1000"].text == cut
    assert read_of(pages).complete
    assert read_of(pages).reason == ""
    assert read_of(pages).assumed == "X cuts reposts in an archive: the end of 1 was not judged"


@pytest.mark.parametrize(
    "row",
    [
        {"entities": None, "extended_entities": [], "edit_info": 7, "lang": None},
        {"entities": {"urls": [None, {"url": 3}, {"display_url": "a"}], "media": {"id": 1}}},
        {"extended_entities": {"media": "none"}, "user": [], "retweeted_status": "yes"},
        {"edit_info": {"initial": {"editTweetIds": "1"}}, "edit_history_tweet_ids": [None]},
    ],
)
def test_a_row_of_odd_values_is_still_a_post(row, post):
    assert post(**row).text == "Post 1000, of the week"


def test_rows_that_cannot_be_posts_are_set_aside_and_named(read):
    nameless = {key: value for key, value in tweet(1).items() if not key.startswith("id")}
    pages = read(
        tweet(1000),
        {**tweet(1001), "created_at": "last Tuesday"},
        {**tweet(1002), "created_at": None},
        {**tweet(1003), "created_at": "Thu Jan 01 00:00:00 +0000 1970"},
        nameless,
        tweet(1000, "The same again"),
        {**tweet(1004), "user": {"id_str": "666", "screen_name": "somebody"}},
        {**tweet(1005), "user": {"id_str": ACCOUNT_ID, "screen_name": "an_old_name"}},
    )
    assert sorted(posts_of(pages)) == ["1000", "1005"]
    assert posts_of(pages)["1000"].text == "Post 1000, of the week"
    assert rules(pages) == [
        ("tweets.js row 2", "no-time", 1),
        ("tweets.js row 3", "no-time", 1),
        ("tweets.js row 4", "impossible-time", 1),
        ("tweets.js row 5", "no-id", 1),
        ("tweets.js", "duplicate-id", 1),
        ("tweets.js", "foreign-author", 1),
    ]
    assert read_of(pages).reason == "4 rows of posts could not be used (see data quality)"
    assert read_of(pages).complete


def test_many_bad_rows_of_one_kind_are_counted(read):
    pages = read(tweet(999), *({**tweet(1000 + number), "created_at": ""} for number in range(30)))
    assert rules(pages) == [("tweets.js", "no-time", 30)]


# edits, long texts, deleted posts


def test_edits_are_one_post_under_their_first_id(read):
    pages = read(
        tweet(1000, "Sports day is on Munday", edit_info={"initial": {"editTweetIds": ["1000", "1002"]}}),
        tweet(1002, "Sports day is on Monday", **edited(1002, 1000, 1000, 1002)),
        tweet(999, "Before"),
    )
    assert {one.post_id: (one.chain_id, one.text) for one in posts_of(pages).values()} == {
        "1002": ("1000", "Sports day is on Monday"),
        "999": ("999", "Before"),
    }
    assert rules(pages) == []


def test_a_version_without_the_list_of_its_edits_is_known_by_its_first_id(read):
    later = tweet(10_002, "Third", edit_info={"edit": {"initialTweetId": "1000"}})
    assert list(posts_of(read(later, tweet(1000, "First")))) == ["10002"]


def test_an_edit_whose_latest_version_is_not_there_is_said(read):
    pages = read(tweet(1000, "First", edit_info={"initial": {"editTweetIds": ["1000", "1002"]}}))
    assert list(posts_of(pages)) == ["1000"]
    assert rules(pages) == [("post 1000", "edited", 1)]
    assert read_of(pages).reason


def test_deleted_posts_are_not_public(read):
    rows = [
        tweet(1000),
        tweet(1001),
        tweet(1003, **edited(1003, 1002, 1002, 1003)),
        tweet(1002, "Deleted in its first version"),
    ]
    gone = {**tweet(1001), "deleted_at": "2026-11-19T00:00:00.000Z"}
    headers = wrapped("deleted_tweet_headers", [{"tweet": {"tweet_id": "1002", "user_id": ACCOUNT_ID}}])
    pages = read(*rows, deleted=[gone, tweet(5)], deleted_tweet_headers_js=headers)
    assert list(posts_of(pages)) == ["1000"]
    assert read_of(pages).complete


LONG = "Our harvest festival was a joy. " * 20
CUT = LONG[:250].rstrip() + "… https://t.co/more"
AT = "Wed Jun 04 10:00:00 +0000 2025"


def note(text: str, at: str = "2025-06-04T10:00:00.000Z", **more: Any) -> dict[str, Any]:
    core = {"text": text, "mentions": [], "urls": [], "hashtags": [], "cashtags": [], "styletags": []}
    told = {"noteTweetId": "nt-1", "createdAt": at, "updatedAt": at, "core": core, "lifecycle": {"value": "1"}}
    return {"noteTweet": {**told, **more}}


@pytest.mark.parametrize(
    "one",
    [
        note(LONG),
        note(LONG, at="2025-06-04T10:00:00.731Z"),
        note(LONG, at="2020-01-01T00:00:00.000Z", lifecycle={"initialTweetId": "1000"}),
        note(LONG, at="2020-01-01T00:00:00.000Z", noteTweetId="1000"),
        {"noteTweet": {"tweetId": "1000", "noteTweetResults": {"text": LONG}}},
        {"noteTweet": {"tweetId": "1000", "noteTweetResults": {"result": {"text": LONG}}}},
        {"tweetId": 1000, "core": {"text": LONG}},
    ],
)
def test_a_long_text_is_found_in_every_shape(one, read):
    pages = read(tweet(1000, CUT, AT), notes=[one])
    assert posts_of(pages)["1000"].text == LONG.strip()
    assert rules(pages) == []
    assert read_of(pages).reason == ""


def test_a_long_text_has_its_own_links_and_signs(read):
    url = {"shortUrl": "https://t.co/a", "displayUrl": "oakmere.example/fair", "fromIndex": "0", "toIndex": "1"}
    told = note("")
    told["noteTweet"]["core"] |= {"text": f"Fish &amp; chips\nhttps://t.co/a {LONG}https://t.co/pic1", "urls": [url]}
    media = {"media": [photo(1, "a.jpg")]}
    cut = tweet(1000, "Fish &amp; chips\nhttps://t.co/a Our harvest… https://t.co/pic1", AT, entities=media)
    pages = read(cut, notes=[told])
    assert posts_of(pages)["1000"].text == f"Fish & chips\noakmere.example/fair {LONG}".strip()


@pytest.mark.parametrize("written", ["@parent @oak_trust Our harvest festival was…", "@parent Our harvest festival"])
def test_the_mentions_before_a_reply_keep_no_long_text_from_it(written, read):
    pages = read(tweet(1000, written, AT), notes=[note(f"@parent {LONG}")])
    assert posts_of(pages)["1000"].text == f"@parent {LONG}".strip()


def test_in_a_thread_of_one_second_the_words_decide(read):
    rows = [
        tweet(1000, "Our", AT),
        tweet(1001, CUT, AT),
        tweet(1002, "Second: " + CUT, AT),
        tweet(1003, "https://t.co/a", AT),
    ]
    pages = read(*rows, notes=[note("Second: " + LONG), note(LONG), note("Nothing like it " + LONG)])
    assert {key: one.text for key, one in posts_of(pages).items()} == {
        "1000": "Our",
        "1001": LONG.strip(),
        "1002": f"Second: {LONG}".strip(),
        "1003": "https://t.co/a",
    }
    assert rules(pages) == [("note-tweet.js", "note-without-post", 1)]


def test_a_long_text_made_a_second_before_its_post_is_joined_by_its_many_words(read):
    early, short = note(LONG, at="2025-06-04T09:59:59.000Z"), note("Our " * 20, at="2025-06-04T09:59:59.000Z")
    pages = read(tweet(1000, CUT, AT), tweet(1001, "Our", AT), notes=[short, early])
    assert {key: one.text for key, one in posts_of(pages).items()} == {"1000": LONG.strip(), "1001": "Our"}
    assert rules(pages) == [("note-tweet.js", "note-without-post", 1)]


def test_a_long_text_of_another_time_or_of_other_words_is_not_joined(read):
    for other in (note(LONG, at="2025-06-04T10:02:00.000Z"), note("Quite " + LONG)):
        pages = read(tweet(1000, CUT, AT), notes=[other])
        assert posts_of(pages)["1000"].text == CUT
        assert rules(pages) == [("note-tweet.js", "note-without-post", 1)]
        assert read_of(pages).reason == "the end of 1 long post is not in the archive"


def test_a_post_that_begins_with_a_link_is_found_where_the_second_is_its_own(read):
    pages = read(tweet(1000, "https://t.co/a and more…", AT), notes=[note(f"https://t.co/a and more {LONG}")])
    assert posts_of(pages)["1000"].text.endswith(LONG.strip())


# wrappers and files of every age


def replaced(name: str, text: str | bytes, *rows: Mapping[str, Any]) -> dict[str, str | bytes]:
    return {**members(rows), f"data/{name}": text}


ROWS = [tweet(1000), tweet(1001)]
BARE = json.dumps(ROWS)


@pytest.mark.parametrize(
    "text",
    [
        tweets_js(ROWS),
        tweets_js(ROWS) + ";\n",
        "\ufeff " + tweets_js(ROWS),
        tweets_js(ROWS).encode("utf-16"),
        tweets_js(ROWS).encode("utf-16-le"),
        BARE,
        f"  {BARE} ;",
        f"window.YTD.tweet.part0={BARE}",
        f"window.YTD.posts.part0 = {json.dumps([{'post': row} for row in ROWS])}",
        "window.YTD.tweets.part0 = [" + ",\n,".join(json.dumps({"tweet": row}) for row in ROWS) + ",\n]",
    ],
)
def test_every_wrapper_is_known(text, tmp_path, monkeypatch):
    monkeypatch.setattr(connectors._archive, "_CHUNK", 101)
    pages = pull(pack(tmp_path / "twitter.zip", replaced("tweets.js", text, *ROWS)))
    assert list(posts_of(pages)) == ["1000", "1001"]
    assert read_of(pages).complete


@pytest.mark.parametrize("name", ["tweet", "tweets", "posts", "community-tweet"])
def test_parts_are_read_in_whatever_folder_they_lie(name, tmp_path):
    files = {
        f"twitter-2026/data/{name}.js": tweets_js([tweet(1000)]),
        f"twitter-2026/data/{name}-part1.js": tweets_js([tweet(1001)], 1),
        f"twitter-2026/data/{name}-part10.js": tweets_js([tweet(1010)], 10),
        f"twitter-2026/data/{name}-part2.js": tweets_js([tweet(1002)], 2),
        "twitter-2026/data/account.js": account_js(),
    }
    for path in (pack(tmp_path / "twitter.zip", files), unpack(tmp_path / "twitter", files)):
        assert list(posts_of(pull(path))) == ["1000", "1001", "1002", "1010"]


def test_what_was_never_public_is_not_read(tmp_path):
    private = tweets_js([tweet(666)])
    names = ("deleted-tweets.js", "twitter-circle-tweet.js", "tweet-headers.js", "tweetdeck.js", "like.js")
    files = {**members([tweet(1000)]), **{f"data/{name}": private for name in names}}
    files["assets/js/tweets.js"] = private
    assert list(posts_of(pull(pack(tmp_path / "twitter.zip", files)))) == ["1000"]


def test_an_archive_from_before_2018_is_read(tmp_path):
    row = {
        "id": 163_000_000_000_000_001,
        "id_str": "163000000000000001",
        "created_at": "2012-01-31 23:59:59 +0000",
        "text": "Snow &amp; ice: http://t.co/snow",
        "user": {"id": 7100, "id_str": ACCOUNT_ID, "screen_name": HANDLE, "name": "Oakmere"},
        "entities": {"urls": [{"url": "http://t.co/snow", "display_url": "oakmere.example/snow", "indices": [12, 30]}]},
    }
    shared = {**row, "id": 2, "id_str": "2", "text": "RT @oak_trust: Cut…", "retweeted_status": {"text": "All of it"}}
    theirs = {**row, "id": 3, "id_str": "3", "user": {"id_str": "666"}}
    index = [{"file_name": "data/js/tweets/2012_01.js", "tweet_count": 3, "var_name": "tweets_2012_01"}]
    details = {"screen_name": HANDLE, "id": ACCOUNT_ID, "full_name": "Oakmere", "bio": "News"}
    details["created_at"] = "2011-09-01 08:00:00 +0000"
    files = {
        "data/js/tweets/2012_01.js": f"Grailbird.data.tweets_2012_01 = \n {json.dumps([row, shared, theirs])}",
        "data/js/tweet_index.js": f"var tweet_index =  {json.dumps(index)}",
        "data/js/payload_details.js": 'var payload_details =  {"tweets": 3, "created_at": "2013-03-01 10:00:00 +0000"}',
        "data/js/user_details.js": f"var user_details =  {json.dumps(details)}",
        "index.html": "<html>",
    }
    path = pack(tmp_path / "old.zip", files)
    pages = pull(path)
    assert {key: (one.kind, one.text) for key, one in posts_of(pages).items()} == {
        "163000000000000001": ("original", "Snow & ice: oakmere.example/snow"),
        "2": ("repost", "All of it"),
    }
    assert rules(pages) == [("2012_01.js", "foreign-author", 1)]
    posts = read_of(pages)
    assert (posts.complete, posts.begin, posts.end, posts.assumed) == (
        True,
        datetime(2011, 9, 1, 8, tzinfo=UTC),
        datetime(2013, 3, 1, 10, tzinfo=UTC),
        "",
    )
    profile = XArchiveConnector(tmp_path, 1).profile(mine(path))
    assert (profile.platform_id, profile.name, profile.about) == (ACCOUNT_ID, "Oakmere", "News")


# how far it was read


def test_a_whole_archive_covers_the_account_up_to_the_moment_it_was_made(read):
    pages = read(tweet(1000))
    for what in ("posts", "media"):
        assert read_of(pages, what) == Read(
            what=what, complete=True, begin=datetime(2015, 9, 1, 8, tzinfo=UTC), end=MADE
        )


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({"tweets": 2}, "tweets.js holds 1 of the 2 rows that the archive's manifest counts"),
        (
            {"tweets": 1, "tweets_part1": 5},
            "the archive lacks tweets-part1.js, which its manifest names: put all of its .zip files into one folder",
        ),
        ({"tweets": 1, "note_tweet": 3}, "note-tweet.js holds 0 of the 3 rows that the archive's manifest counts"),
        ({"tweets": 1, "like": 900, "deleted_tweets": 4, "direct_messages": 9}, ""),
        ({"tweets": 1, "tweets_part1": 0}, ""),
    ],
)
def test_the_counts_of_the_manifest_are_held_against_the_files(counts, reason, tmp_path):
    files = replaced("manifest.js", manifest_js(**counts), tweet(1000))
    pages = pull(pack(tmp_path / "twitter.zip", files), mine(tmp_path / "twitter.zip", complete=True))
    for what in ("posts", "media"):
        assert (read_of(pages, what).reason, read_of(pages, what).complete) == (reason, not reason)
        assert read_of(pages, what).proves_gone is not bool(reason)
    assert list(posts_of(pages)) == ["1000"]


def test_that_an_archive_has_no_comments_is_said(read):
    comments = read_of(read(tweet(1000)), "comments")
    assert (comments.complete, comments.reason) == (False, "comments: the archive has none of what others wrote")


def test_what_x_calls_a_part_proves_nothing_gone(tmp_path):
    part = manifest_js(tweets=1).replace('"isPartialArchive": false', '"isPartialArchive": true')
    files = replaced("manifest.js", part, tweet(1000))
    read = read_of(pull(pack(tmp_path / "twitter.zip", files), mine(tmp_path / "twitter.zip", complete=True)))
    assert (read.complete, read.proves_gone) == (True, False)
    assert read.reason.startswith("X says that the archive is only a part of what there is")


def test_several_zips_in_one_folder_are_one_archive(tmp_path):
    files = members([tweet(1000)])
    files["data/manifest.js"] = manifest_js(tweets=1, tweets_part1=1)
    folder = tmp_path / "parts"
    folder.mkdir()
    pack(folder / "twitter-1.zip", files)
    assert "lacks tweets-part1.js" in read_of(pull(folder)).reason
    second = {"data/tweets-part1.js": tweets_js([tweet(1001)], 1), "data/manifest.js": files["data/manifest.js"]}
    pack(folder / "twitter-2.zip", second)
    pages = pull(folder)
    assert list(posts_of(pages)) == ["1000", "1001"]
    assert read_of(pages).complete


@pytest.mark.parametrize("name", ["note-tweet.js", "deleted-tweets.js"])
def test_a_damaged_file_beside_the_posts_keeps_none_of_them_from_being_read(name, tmp_path):
    path = pack(tmp_path / "twitter.zip", replaced(name, "window.YTD.x.part0 = [{", tweet(1000)))
    pages = pull(path, mine(path, complete=True))
    assert list(posts_of(pages)) == ["1000"]
    assert (read_of(pages).complete, read_of(pages).proves_gone) == (False, False)
    assert read_of(pages).reason == (
        f"twitter.zip: {name} is cut short or not in X's format: use the archive just as X gave it"
    )


def test_a_damaged_profile_is_not_read_and_the_posts_are(tmp_path):
    pages = pull(pack(tmp_path / "twitter.zip", replaced("profile.js", "", tweet(1000))))
    assert read_of(pages).complete
    assert not read_of(pages, "profile").complete


def test_parts_that_each_have_a_manifest_of_their_own_are_counted_together(tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    for number, counted in ((1, 1), (2, 3)):
        rows = [tweet(1000 * number + at) for at in range(number)]
        pack(folder / f"{number}.zip", {**members(rows), "data/manifest.js": manifest_js(tweets=counted)})
    pages = pull(folder)
    assert sorted(posts_of(pages)) == ["1000", "2000", "2001"]
    assert read_of(pages).reason == "tweets.js holds 3 of the 4 rows that the archive's manifest counts"


def test_an_archive_without_manifest_says_what_is_taken_for_granted(tmp_path):
    files = {"tweet.js": tweets_js([tweet(1000)]), "account.js": account_js()}
    pages = pull(pack(tmp_path / "twitter.zip", files))
    posts = read_of(pages)
    assert (posts.complete, posts.reason) == (True, "")
    assert posts.end == posts_of(pages)["1000"].created_at
    assert posts.assumed == (
        "the archive has no manifest to count its posts by, so it is taken to be whole; "
        "the archive does not say when it was made, so it is taken to end with its newest post"
    )
    assert read_of(pages, "profile").reason == (
        "the archive has no profile.js that can be read, so what the account says of itself is not known"
    )


def test_an_empty_archive_without_a_date_was_not_read(tmp_path):
    pages = pull(pack(tmp_path / "twitter.zip", {"tweet.js": "window.YTD.tweet.part0 = [ ]"}))
    assert (read_of(pages).complete, read_of(pages).end) == (False, None)
    assert read_of(pages).reason == "the archive holds no posts and does not say when it was made"


def test_an_account_that_never_posted_is_read(read):
    pages = read()
    assert posts_of(pages) == {}
    assert (read_of(pages).complete, read_of(pages).end) == (True, MADE)


def test_only_a_complete_source_proves_what_is_gone_and_never_beyond_its_own_day(tmp_path):
    path = pack(tmp_path / "twitter.zip", members([tweet(1000)]))
    assert not read_of(pull(path)).proves_gone
    promised = read_of(pull(path, mine(path, complete=True)))
    assert (promised.proves_gone, promised.whole, promised.end) == (True, False, MADE)
    pack(path, members([tweet(1000), {**tweet(1001), "created_at": ""}]))
    assert not read_of(pull(path, mine(path, complete=True))).proves_gone


# second pulls


def test_an_archive_that_did_not_change_is_not_read_again(tmp_path):
    path = pack(tmp_path / "twitter.zip", members([tweet(1000)]))
    first = pull(path)
    cursor = json.loads(json.dumps(first[-1].cursor))
    [again] = pull(path, cursor=cursor)
    assert (again.unchanged, again.last, again.posts, again.cursor) == (True, True, (), cursor)
    assert list(again.reads) == [replace(one, proves_gone=False) for one in first[-1].reads]
    assert not pull(path, mine(path, complete=True), cursor)[0].unchanged
    pack(path, members([tweet(1000), tweet(1001)]))
    assert list(posts_of(pull(path, cursor=cursor))) == ["1000", "1001"]


def test_posts_after_the_run_wait_for_their_day(tmp_path):
    rows = [tweet(1000, at="Mon Nov 02 08:00:00 +0000 2026"), tweet(1001, at="Mon Nov 09 08:00:00 +0000 2026")]
    path = pack(tmp_path / "twitter.zip", members(rows))
    early = pull(path, until=datetime(2026, 11, 5, tzinfo=UTC))
    assert list(posts_of(early)) == ["1000"]
    assert rules(early) == [("twitter.zip", "after-the-run", 1)]
    assert pull(path, cursor=early[-1].cursor, until=datetime(2026, 11, 6, tzinfo=UTC))[0].unchanged
    assert len(posts_of(pull(path, cursor=early[-1].cursor))) == 2


# whose it is


@pytest.mark.parametrize(
    ("platform_id", "handle", "account_id", "said"),
    [
        ("", HANDLE.upper(), "1", ""),
        ("7100", "a_new_name", "7100", ""),
        (
            "",
            "elsewhere",
            "9",
            "the archive of @elsewhere (id 9), not of @oakmereprimary: name the right archive in trust.yaml, "
            'or give the account platform_id: "9" if it was renamed',
        ),
        (
            "7100",
            HANDLE,
            "9",
            "the archive of @oakmereprimary (id 9), not of @oakmereprimary (id 7100): name the right archive in "
            "trust.yaml",
        ),
        ("", "", "9", ""),
    ],
)
def test_the_archive_of_another_account_is_refused(platform_id, handle, account_id, said, tmp_path):
    path = pack(tmp_path / "twitter.zip", replaced("account.js", account_js(handle, account_id), tweet(1000)))
    of = mine(path).model_copy(update={"platform_id": platform_id})
    connector = XArchiveConnector(tmp_path, 1)
    if not said:
        assert connector.profile(of).platform_id == account_id
        assert list(posts_of(pull(path, of))) == ["1000"]
        return
    for ask in (connector.profile, lambda one: pull(path, one)):
        with pytest.raises(NeedsPerson) as refused:
            ask(of)
        assert str(refused.value) == f"twitter.zip is {said}"


def test_a_folder_with_archives_of_two_accounts_is_refused(tmp_path):
    folder = tmp_path / "both"
    folder.mkdir()
    pack(folder / "a.zip", members([tweet(1000)]))
    pack(folder / "b.zip", replaced("account.js", account_js("elsewhere", "9"), tweet(1001)))
    with pytest.raises(NeedsPerson, match="both is the archive of @elsewhere"):
        pull(folder)


def test_the_owner_is_told_by_the_manifest_where_account_js_is_not_there(tmp_path):
    files = members([tweet(1000)])
    del files["data/account.js"]
    assert len(posts_of(pull(pack(tmp_path / "twitter.zip", files)))) == 1
    files["data/manifest.js"] = manifest_js(handle="elsewhere", tweets=1)
    with pytest.raises(NeedsPerson, match="the archive of @elsewhere"):
        pull(pack(tmp_path / "other.zip", files))


def test_posts_that_name_another_author_are_never_kept_even_where_the_archive_names_none(tmp_path):
    theirs = [tweet(1000, user={"screen_name": "elsewhere"}), tweet(1001, user={"id_str": "9"})]
    path = pack(tmp_path / "twitter.zip", {"tweet.js": json.dumps(theirs)})
    pages = pull(path, mine(path).model_copy(update={"platform_id": ACCOUNT_ID}))
    assert posts_of(pages) == {}
    assert rules(pages) == [("tweet.js", "foreign-author", 2)]
    assert not read_of(pages).complete
    assert "all posts in the archive name another author than the account" in read_of(pages).reason


def test_the_profile_is_the_one_of_the_archive(tmp_path):
    path = pack(tmp_path / "twitter.zip", members([tweet(1000)]))
    profile = XArchiveConnector(tmp_path, 1).profile(mine(path))
    assert (profile.platform_id, profile.handle, profile.name) == (ACCOUNT_ID, HANDLE, "Oakmere Primary")
    assert profile.about == "News from Oakmere. Not monitored out of hours."
    assert (profile.website, profile.visibility) == ("https://t.co/oakmere", "public")


def test_an_account_that_was_locked_last_is_private(tmp_path):
    changes = [
        {"protectedHistory": {"protectedAt": "2020-01-02T00:00:00.000Z", "action": "Protect"}},
        {"protectedHistory": {"protectedAt": "2019-01-02T00:00:00.000Z", "action": "Unprotect"}},
    ]
    path = pack(tmp_path / "twitter.zip", replaced("protected-history.js", wrapped("protected_history", changes)))
    assert XArchiveConnector(tmp_path, 1).profile(mine(path)).visibility == "private"


# photos


def test_photos_are_those_of_the_archive(tmp_path):
    rows = [
        tweet(1000, extended_entities={"media": [photo(1, "Fa-b_c.jpg"), photo(2, "gone.jpg")]}),
        tweet(1002, extended_entities={"media": [photo(3, "Ed.jpg")]}, **edited(1002, 1001, 1001, 1002)),
    ]
    files = {
        **members(rows),
        "data/tweets_media/1000-Fa-b_c.jpg": b"\xff\xd8the photo",
        "data/tweets_media/1001-Ed.jpg": b"\xff\xd8of the first version",
        "data/deleted_tweets_media/1000-gone.jpg": b"\xff\xd8deleted",
    }
    for path in (pack(tmp_path / "twitter.zip", files), unpack(tmp_path / "twitter", files)):
        media = {one.media_id: one for page in pull(path) for one in page.media}
        connector = XArchiveConnector(tmp_path, 100)
        assert connector.picture(mine(path), media["3_1"]) == b"\xff\xd8the photo"
        assert connector.picture(mine(path), media["3_3"]) == b"\xff\xd8of the first version"
        with pytest.raises(NeedsPerson) as missing:
            connector.picture(mine(path), media["3_2"])
        assert str(missing.value) == (
            f"a photo of @oakmereprimary: {path.name} holds no copy of it: where X gave several .zip "
            "files, put all of them into one folder and name that folder"
        )


def test_a_photo_that_is_too_large_or_damaged_says_so(tmp_path):
    rows = [tweet(1000, extended_entities={"media": [photo(1, "a.jpg")]})]
    content = os.urandom(5000)
    path = tmp_path / "twitter.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**members(rows), "data/tweets_media/1000-a.jpg": content}.items():
            archive.writestr(name, text)
    [media] = [one for page in pull(path) for one in page.media]
    with pytest.raises(connectors.base.BadPayload, match="it is longer than"):
        XArchiveConnector(tmp_path, 4999).picture(mine(path), media)
    path.write_bytes(path.read_bytes().replace(content, content[::-1]))
    with pytest.raises(NeedsPerson, match=r"1000-a\.jpg is damaged"):
        XArchiveConnector(tmp_path, 5000).picture(mine(path), media)


# what is refused


NONE = "it holds no tweets.js, so it is no archive of X"
META = " (it looks like an export of Facebook or Instagram, which facebook_export and instagram_export read)"
SPOILT = "{} is cut short or not in X's format: use the archive just as X gave it"
BAD = {
    "html alone": ({"Your archive.html": "<html>"}, f"{NONE} (only web pages made of one): name the .zip that X"),
    "instagram": ({"your_instagram_activity/media/posts_1.json": "[]"}, f"{NONE}{META}: name the .zip that X gave"),
    "facebook as html": ({"your_facebook_activity/posts/your_posts_1.html": "<html>"}, f"{NONE}{META}: name"),
    "another part": (
        {"data/manifest.js": manifest_js(tweets=1), "data/tweets_media/1-a.jpg": "x"},
        f"{NONE} (one of several .zip files, perhaps: put all of them into one folder, and name that folder): name",
    ),
    "something else": ({"letter.docx": "x"}, f"{NONE}: name the .zip that X gave under 'Download an archive of"),
    "cut short": (replaced("tweets.js", tweets_js(ROWS)[:-200]), SPOILT.format("tweets.js")),
    "a page for data": (replaced("tweets.js", "<html>[]</html>"), SPOILT.format("tweets.js")),
    "an object for a list": (replaced("tweets.js", 'x = {"tweet": []}'), SPOILT.format("tweets.js")),
    "nothing": (replaced("tweets.js", ""), SPOILT.format("tweets.js")),
    "more behind the end": (replaced("tweets.js", f"{BARE} alert(1)"), SPOILT.format("tweets.js")),
    "no JSON": (replaced("tweets.js", "[{'id': 1}]"), SPOILT.format("tweets.js")),
    "nested without end": (replaced("tweets.js", "[" * 100_000), SPOILT.format("tweets.js")),
    "another encoding": (replaced("tweets.js", '[{"text": "Café"}]'.encode("cp1252")), "tweets.js is not in UTF-8"),
    "a broken manifest": (replaced("manifest.js", "window.__THAR_CONFIG = {"), SPOILT.format("manifest.js")),
    "a broken account.js": (replaced("account.js", "x = [{"), SPOILT.format("account.js")),
}


@pytest.mark.parametrize(("files", "said"), BAD.values(), ids=BAD)
def test_what_is_no_archive_of_x_is_refused_in_one_sentence(files, said, tmp_path):
    path = pack(tmp_path / "twitter.zip", files)
    with pytest.raises(RefusalError) as refusal:
        pull(path)
    assert str(refusal.value).startswith(f"twitter.zip: {said}")
    assert "\n" not in str(refusal.value)


def test_trust_yaml_must_name_the_archive(tmp_path):
    for options, said in (
        ({}, "the source of @oakmereprimary names no export: give it archive: and the path of the .zip"),
        ({"archive": True}, "the source of @oakmereprimary names no export"),
        ({"archive": "../twitter.zip"}, "'archive' of @oakmereprimary should lie in the workspace"),
    ):
        with pytest.raises(RefusalError) as refusal:
            XArchiveConnector(tmp_path, 1).profile(account("x", HANDLE, "x_archive", **options))
        assert str(refusal.value).startswith(f"trust.yaml: {said}")


def test_a_row_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("connectors._x_archive_files._ROW_LIMIT", 10_000)
    monkeypatch.setattr(connectors._archive, "_CHUNK", 1000)
    row = tweet(1000, os.urandom(40_000).hex())
    with pytest.raises(RefusalError, match="cut short or not in X's format"):
        pull(pack(tmp_path / "twitter.zip", members([row])))


def test_an_archive_of_more_posts_than_anybody_writes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("connectors._x_archive_pull.ROW_LIMIT", 3)
    with pytest.raises(RefusalError, match="holds more than 3 posts"):
        pull(pack(tmp_path / "twitter.zip", members([tweet(number) for number in range(5)])))


def test_nothing_set_aside_or_refused_repeats_a_word_of_a_post(read):
    row = {**tweet(1000, "Zainab won"), "created_at": "Zainab"}
    pages = read(row, {"full_text": "Zainab"}, tweet(1001, "Zainab", user={"id_str": "Zainab"}), notes=[note("Zainab")])
    assert "Zainab" not in repr([page.set_aside for page in pages]) + repr(pages[-1].reads)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    [*tweet(1), "extended_entities", "user", "retweeted_status", "in_reply_to_status_id_str", "text"]
)


@given(rows=st.lists(st.dictionaries(_KEYS, _VALUES, max_size=6) | _VALUES, max_size=6), data=st.data())
def test_any_row_becomes_a_post_or_is_set_aside(rows, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    kinds = [{**tweet(1000 + at), **row} if isinstance(row, dict) and row else row for at, row in enumerate(rows)]
    notes = data.draw(st.lists(st.builds(lambda value: {"noteTweet": value}, _VALUES), max_size=3))
    files = {
        **members([]),
        "data/manifest.js": manifest_js(tweets=len(rows)),
        "data/tweets.js": wrapped("tweets", [{"tweet": one} for one in kinds]),
        "data/note-tweet.js": wrapped("note_tweet", notes),
    }
    pages = pull(pack(folder / "twitter.zip", files))
    kept = {"note-without-post", "edited"}
    aside = sum(one.count for page in pages for one in page.set_aside if one.rule not in kept)
    assert len(posts_of(pages)) + aside == len(rows)
    json.dumps(pages[-1].cursor)


def test_profile_texts_of_odd_kinds_are_blank(tmp_path):
    for text in (
        profile_js(7),
        wrapped("profile", [None, {"profile": []}]),
        wrapped("profile", [{"profile": {"description": None}}]),
    ):  # type: ignore[arg-type]
        path = pack(tmp_path / "twitter.zip", replaced("profile.js", text))
        assert XArchiveConnector(tmp_path, 1).profile(mine(path)).about == ""


@pytest.fixture
def recorded(shared_data) -> Path:
    folder = shared_data / "02_x_archive" / "dogsheep-zip_contents"
    if not folder.is_dir():
        pytest.skip("the recorded archive is not here")
    return folder


def test_the_recorded_account_js_is_understood(recorded, tmp_path):
    files = {"data/account.js": (recorded / "account.js").read_bytes(), "data/tweet.js": tweets_js([tweet(1000)])}
    path = pack(tmp_path / "twitter.zip", files)
    simon = account("x", "@SimonW", "x_archive", archive=path.name)
    profile = XArchiveConnector(tmp_path, 1).profile(simon)
    assert (profile.handle, profile.platform_id) == ("simonw", "12497")
    begin = read_of(pull(path, simon)).begin
    assert begin == datetime(2006, 11, 15, 13, 18, 50, tzinfo=UTC)


def test_the_recorded_files_without_posts_are_refused(recorded, tmp_path):
    path = unpack(tmp_path / "twitter", {f"data/{one.name}": one.read_bytes() for one in recorded.glob("*.js")})
    with pytest.raises(RefusalError, match=r"it holds no tweets\.js"):
        pull(path, account("x", "simonw", "x_archive", archive=path.name))
