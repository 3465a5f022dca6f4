"""X's JSON into records: own fixtures in the shapes X sends, in both of its vocabularies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import _x_mapping as mapped
from connectors._x_film import film_of
from connectors._x_mapping import Includes
from connectors.base import Comment, SetAside


def post(**more):
    return {"id": "20", "author_id": "7", "created_at": "2026-11-20T08:30:00.000Z", "text": "Hello", **more}


def link(text, short, shown, **more):
    start = text.index(short)
    return {"start": start, "end": start + len(short), "url": short, "display_url": shown, **more}


def only(payload, **includes):
    page = mapped.to_posts({"data": [payload], "includes": includes}, "oakmere")
    assert len(page.posts) == 1
    return page.posts[0]


def test_a_plain_post():
    made = only(post(public_metrics={"reply_count": 4}))
    assert (made.post_id, made.kind, made.text, made.comments_total) == ("20", "original", "Hello", 4)
    assert made.created_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert made.permalink == "https://x.com/oakmere/status/20"
    assert made.chain_id == "20"


def test_links_are_replaced_by_code_point_and_only_then_is_the_text_unescaped():
    text = "🎉🎉 Fish &amp; chips &lt;3 https://t.co/aaaaaaaaaa today https://t.co/bbbbbbbbbb"
    urls = [
        link(text, "https://t.co/aaaaaaaaaa", "oakmere.example/menu"),
        link(text, "https://t.co/bbbbbbbbbb", "pic.x.com/zzz"),
        link(text, "https://t.co/bbbbbbbbbb", "pic.x.com/zzz"),
    ]
    assert only(post(text=text, entities={"urls": urls})).text == "🎉🎉 Fish & chips <3 oakmere.example/menu today"


def test_a_link_that_does_not_stand_where_it_is_said_to_is_left_alone():
    wrong = {"start": 0, "end": 5, "url": "https://t.co/aaaaaaaaaa", "display_url": "elsewhere.example"}
    assert only(post(text="Hello &amp; bye", entities={"urls": [wrong]})).text == "Hello & bye"


@pytest.mark.parametrize("note", ["note_tweet", "note_post"])
def test_the_whole_of_a_long_post_is_kept_with_its_own_links(note):
    text = "Long " * 100 + "https://t.co/aaaaaaaaaa"
    long = {"text": text, "entities": {"urls": [link(text, "https://t.co/aaaaaaaaaa", "oakmere.example")]}}
    assert only(post(text="Long… https://t.co/cut", **{note: long})).text == "Long " * 100 + "oakmere.example"


@pytest.mark.parametrize("named", ["referenced_tweets", "referenced_posts"])
@pytest.mark.parametrize(
    ("types", "kind"),
    [
        ([], "original"),
        (["replied_to"], "reply"),
        (["quoted"], "quote"),
        (["quoted", "replied_to"], "reply"),
        (["quoted", "retweeted"], "repost"),
    ],
)
def test_what_a_post_refers_to_decides_its_kind(named, types, kind):
    assert only(post(**{named: [{"type": one, "id": "5"} for one in types]})).kind == kind


@pytest.mark.parametrize("named", ["tweets", "posts"])
def test_a_repost_has_the_whole_text_and_the_media_of_what_it_repeats(named):
    original = {"id": "5", "text": "All of it &amp; more", "attachments": {"media_keys": ["3_1"]}}
    repost = post(text="RT @b: All of…", referenced_tweets=[{"type": "retweeted", "id": "5"}])
    photo = {"media_key": "3_1", "type": "photo", "url": "https://pbs.example/1.jpg", "alt_text": "A field"}
    page = mapped.to_posts({"data": [repost], "includes": {named: [original], "media": [photo]}}, "oakmere")
    assert page.posts[0].text == "All of it & more"
    assert [(one.post_id, one.media_id, one.alt_text) for one in page.media] == [("20", "3_1", "A field")]


def test_a_repost_that_stays_cut_is_kept_and_said():
    repost = post(text="RT @b: All of…", referenced_tweets=[{"type": "retweeted", "id": "5"}])
    page = mapped.to_posts({"data": [repost]}, "oakmere")
    assert page.posts[0].text == "RT @b: All of…"
    assert [one.rule for one in page.set_aside] == ["text-cut"]


FILMS = [
    {"content_type": "application/x-mpegURL", "url": "https://v.example/list.m3u8"},
    {"bit_rate": 632_000, "content_type": "video/mp4", "url": "https://v.example/low.mp4"},
    {"bit_rate": 2_176_000, "content_type": "video/mp4", "url": "https://v.example/high.mp4"},
    {"bit_rate": 9_000_000, "url": "javascript:alert(1)"},
    None,
]


@pytest.mark.parametrize(
    ("variants", "film"),
    [
        (FILMS, "https://v.example/high.mp4"),
        (FILMS[:1], "https://v.example/list.m3u8"),
        ([{"bitrate": "832000", "url": "https://v.example/a.mp4"}, *FILMS[:1]], "https://v.example/a.mp4"),
        ([{"bitrate": "0", "url": "https://v.example/gif.mp4"}], "https://v.example/gif.mp4"),
        ([{"bit_rate": {}, "url": "https://v.example/a.mp4"}], "https://v.example/a.mp4"),
        ([], ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_the_film_of_a_video_is_that_of_the_best_quality(variants, film):
    assert film_of(variants) == film


def test_media_that_x_names_but_does_not_return_are_rows_and_a_reason():
    keys = {"attachments": {"media_keys": ["3_1", "13_2", "16_3", "3_9"]}}
    media = [
        {"media_key": "3_1", "type": "photo", "url": "https://pbs.example/1.jpg"},
        {
            "media_key": "13_2",
            "type": "video",
            "preview_image_url": "https://pbs.example/2.jpg",
            "alt_text": "A race",
            "variants": FILMS,
        },
        {"media_key": "16_3", "type": "animated_gif", "preview_image_url": "https://pbs.example/3.jpg"},
    ]
    page = mapped.to_posts({"data": [post(**keys)], "includes": {"media": media}}, "oakmere")
    assert [(one.media_id, one.type, one.url, one.cover, one.alt_text) for one in page.media] == [
        ("3_1", "photo", "https://pbs.example/1.jpg", "", ""),
        ("13_2", "video", "https://v.example/high.mp4", "https://pbs.example/2.jpg", "A race"),
        ("16_3", "video", "", "https://pbs.example/3.jpg", ""),
        ("3_9", "photo", "", "", ""),
    ]
    assert page.faults == {"media": {mapped.MEDIA_MISSING: 1}}


@pytest.mark.parametrize(
    "sign",
    [
        {"withheld": {"copyright": False, "country_codes": ["GB"]}},
        {"text": "@oakmere's post has been withheld in India in response to a legal demand. Learn more."},
    ],
)
def test_a_withheld_post_is_never_content(sign):
    page = mapped.to_posts({"data": [post(**sign)]}, "oakmere")
    assert page.posts == []
    assert [one.rule for one in page.set_aside] == ["withheld"]
    assert page.faults == {}
    assert [(one.post_id, one.state) for one in page.unavailable] == [(post()["id"], "withheld")]


@pytest.mark.parametrize("chain", ["edit_history_tweet_ids", "edit_history_post_ids"])
def test_an_edited_post_is_its_newest_version_under_its_first_id(chain):
    versions = ["18", "19", "20"]
    answer = {"data": [post(**{chain: versions}), post(id="18", **{chain: ["18"]}), post(id="17", **{chain: ["17"]})]}
    assert [(one.post_id, one.chain_id) for one in mapped.to_posts(answer, "oakmere").posts] == [
        ("20", "18"),
        ("17", "17"),
    ]


@pytest.mark.parametrize(("missing", "rule"), [("id", "no-id"), ("created_at", "no-time"), ("author_id", "no-author")])
def test_a_post_without_id_time_or_author_is_set_aside(missing, rule):
    payload = post()
    del payload[missing]
    page = mapped.to_posts({"data": [payload]}, "oakmere")
    assert page.posts == []
    assert [one.rule for one in page.set_aside] == [rule]
    assert page.faults["posts"] == {mapped.UNUSABLE: 1}


def test_a_foreign_author_is_noticed():
    answer = {"data": [post(), post(id="21", author_id="9")]}
    assert mapped.foreign_author(answer, "7") == "9"
    assert mapped.foreign_author({"data": [post()]}, "7") == ""


def test_replies_are_comments_of_other_people_in_our_conversations():
    users = [{"id": "9", "username": "a_parent", "name": "A &amp; B"}]
    rows = [
        post(id="30", author_id="9", conversation_id="18", text="@oakmere lovely &amp; kind"),
        post(id="31", author_id="7", conversation_id="18"),
        post(id="32", author_id="9", conversation_id="99"),
        post(id="18", author_id="8", conversation_id="18"),
        post(id="33", author_id="11", conversation_id="18", text="Who?"),
        {"id": "34", "author_id": "9", "conversation_id": "18", "text": "no time"},
    ]
    comments, set_aside = mapped.to_comments({"data": rows, "includes": {"users": users}}, {"18": "20"}, "7")
    assert comments == [
        Comment(
            comment_id="30",
            post_id="20",
            created_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            author_handle="a_parent",
            author_name="A & B",
            text="@oakmere lovely & kind",
        ),
        Comment(comment_id="33", post_id="20", created_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC), text="Who?"),
    ]
    assert [(one.place, one.rule) for one in set_aside] == [("reply 34", "no-time")]


def test_a_post_withheld_in_another_country_is_public_here():
    page = mapped.to_posts({"data": [post(withheld={"copyright": False, "country_codes": ["DE"]})]}, "oakmere")
    assert [one.post_id for one in page.posts] == [post()["id"]]
    assert list(page.unavailable) == []


def test_a_withheld_reply_is_set_aside():
    row = post(id="30", conversation_id="20", withheld={"copyright": True, "country_codes": ["XX"]})
    assert isinstance(mapped.to_comment(row, Includes(), "20"), SetAside)


def test_a_profile():
    made = mapped.to_profile(
        {
            "id": "7",
            "username": "OakMere",
            "name": "Oak &amp; Mere",
            "description": "News &lt;here&gt;",
            "protected": True,
            "url": "https://t.co/x",
            "entities": {"url": {"urls": [{"expanded_url": "https://oakmere.example"}]}},
            "public_metrics": {"post_count": 12},
        }
    )
    assert (made.platform_id, made.handle, made.name, made.about) == ("7", "OakMere", "Oak & Mere", "News <here>")
    assert (made.website, made.visibility, made.posts_total) == ("https://oakmere.example", "private", 12)


def test_broken_surrogates_and_nul_can_be_stored():
    made = only(post(text="a\ud83d b\x00 c"))
    made.text.encode("utf-8")
    assert "\x00" not in made.text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    ["id", "author_id", "created_at", "text", "entities", "attachments", "referenced_tweets", "public_metrics",
     "edit_history_tweet_ids", "note_tweet", "withheld", "conversation_id"]
)  # fmt: skip


@given(st.dictionaries(names, json_values), st.dictionaries(st.sampled_from(["tweets", "users", "media"]), json_values))
def test_no_answer_whatever_breaks_the_mapping(noise, includes):
    answer = {"data": [post(**noise), noise], "includes": includes}
    page = mapped.to_posts(answer, "oakmere")
    mapped.to_comments(answer, {"20": "20"}, "7")
    mapped.to_profile(noise)
    assert all(one.post_id and one.created_at.tzinfo for one in page.posts)
    "".join(one.text for one in page.posts).encode("utf-8")
