"""Instagram's JSON into records: own fixtures in the shapes Instagram sends, and what was recorded."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import _instagram_mapping as mapped
from connectors.base import Comment, Media, Post, SetAside, Unavailable

OURS = mapped.Ours(handle="oakmere", ids=frozenset({"17"}), handles=frozenset({"oakmere"}))


def post(**more):
    return {
        "id": "9",
        "media_type": "IMAGE",
        "media_product_type": "FEED",
        "media_url": "https://scontent.cdninstagram.com/9.jpg",
        "caption": "Sports day 🏃",
        "permalink": "https://www.instagram.com/p/C9/",
        "timestamp": "2026-07-09T19:09:52+0000",
        "comments_count": 13,
        **more,
    }


def comment(**more):
    return {"id": "1", "timestamp": "2026-07-10T08:00:00+0000", "text": "Well done", "username": "a.parent", **more}


def test_a_plain_post():
    assert mapped.to_post(post()) == Post(
        post_id="9",
        created_at=datetime(2026, 7, 9, 19, 9, 52, tzinfo=UTC),
        text="Sports day 🏃",
        permalink="https://www.instagram.com/p/C9/",
        comments_total=13,
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"id": None}, "no-id"), ({"timestamp": "yesterday"}, "no-time"), ({"timestamp": None}, "no-time")],
)
def test_a_post_without_id_or_time_is_set_aside(change, rule):
    made = mapped.to_post(post(**change))
    assert isinstance(made, SetAside)
    assert made.rule == rule


@pytest.mark.parametrize(
    ("product", "story", "kind"),
    [
        *((product, False, "original") for product in ("FEED", "REELS", "AD", None)),
        ("STORY", False, "story"),
        (None, True, "story"),
    ],
)
def test_a_story_is_one_and_a_reel_is_a_post(product, story, kind):
    made = mapped.to_post(post(media_product_type=product), story=story)
    assert isinstance(made, Post)
    assert made.kind == kind


def test_the_time_may_say_its_offset_with_a_colon():
    made = mapped.to_post(post(timestamp="2026-07-09T19:09:52+00:00"))
    assert isinstance(made, Post)
    assert made.created_at == datetime(2026, 7, 9, 19, 9, 52, tzinfo=UTC)


def test_a_post_without_an_address_has_one_by_its_short_code():
    made = mapped.to_post(post(permalink=None, shortcode="CSwAtwOBwh-"))
    assert isinstance(made, Post)
    assert made.permalink == "https://www.instagram.com/p/CSwAtwOBwh-/"
    strange = mapped.to_post(post(permalink=None, shortcode="../x"))
    assert isinstance(strange, Post)
    assert strange.permalink == ""


def test_a_carousel_is_its_children_and_anything_else_itself():
    children = [
        {"id": "91", "media_type": "IMAGE", "media_url": "https://c.example/91.jpg", "alt_text": "A field"},
        None,
    ]
    children += [{"id": "92", "media_type": "VIDEO", "thumbnail_url": "https://c.example/92.jpg"}, {"id": "93"}]
    rows = mapped.to_media(post(media_type="CAROUSEL_ALBUM", children={"data": children}))
    assert rows == [
        Media(post_id="9", media_id="91", url="https://c.example/91.jpg", alt_text="A field"),
        Media(post_id="9", media_id="92", type="video", cover="https://c.example/92.jpg"),
        Media(post_id="9", media_id="93"),
    ]
    assert [(one.media_id, one.type) for one in mapped.to_media(post(media_type="VIDEO"))] == [("9", "video")]


def test_a_reel_has_its_film_and_its_cover():
    shown = {"media_url": "https://c.example/9.mp4", "thumbnail_url": "https://c.example/9.jpg"}
    [reel] = mapped.to_media(post(media_type="VIDEO", **shown))
    assert (reel.type, reel.url, reel.cover) == ("video", "https://c.example/9.mp4", "https://c.example/9.jpg")
    [photo] = mapped.to_media(post(media_type="IMAGE", media_url="https://c.example/9.jpg"))
    assert (photo.type, photo.url, photo.cover) == ("photo", "https://c.example/9.jpg", "")


@pytest.mark.parametrize(
    ("children", "is_cut"),
    [
        ({"data": [{"id": "1"}]}, False),
        ({"data": []}, True),
        (None, True),
        ([], True),
        ({"data": [{"id": "1"}], "paging": {"next": "https://graph…"}}, True),
    ],
)
def test_a_carousel_without_its_photos_is_noticed(children, is_cut):
    assert mapped.is_cut(post(media_type="CAROUSEL_ALBUM", children=children)) is is_cut
    assert not mapped.is_cut(post(children=children))


@pytest.mark.parametrize(
    ("said", "alt"),
    [
        ("The relay team with its medals", "The relay team with its medals"),
        ("May be an image of 2 people", ""),
        ("Photo by Oakmere Primary on July 09, 2026. May be an image of text.", ""),
        ("Photo shared by Oakmere on July 9, 2026 tagging @pta. No photo description available.", ""),
        ("Photo by our Year 6 of the lake", "Photo by our Year 6 of the lake"),
        (None, ""),
    ],
)
def test_only_what_somebody_wrote_is_a_text_alternative(said, alt):
    assert [one.alt_text for one in mapped.to_media(post(alt_text=said))] == [alt]


def test_replies_stand_beside_the_comments_they_answer():
    replies = {"data": [comment(id="2", username="oakmere", text="Thank you"), None], "paging": {"next": _next("x")}}
    talk = mapped.to_talk({"data": [comment(replies=replies)]}, "9", OURS)
    assert [(one.comment_id, one.author_handle, one.text) for one in talk.comments] == [
        ("1", "a.parent", "Well done"),
        ("2", "oakmere", "Thank you"),
    ]
    assert [(dict(one.under), one.token) for one in talk.tasks] == [({"1": "9"}, "after=x")]


def _next(after):
    return f"https://graph.facebook.com/v25.0/1/replies?access_token=secret&limit=50&after={after}"


def test_a_reply_to_a_hidden_comment_is_hidden_with_it():
    talk = mapped.to_talk({"data": [comment(hidden=True, replies={"data": [comment(id="2")]})]}, "9", OURS)
    assert talk.comments == []
    assert [one.comment_id for one in talk.hidden] == ["1", "2"]


def test_replies_nested_without_end_are_read_to_a_bounded_depth():
    talk = comment(id="0")
    for number in range(1, 3000):
        talk = comment(id=str(number), replies={"data": [talk]})
    assert len(mapped.to_talk({"data": [talk]}, "9", OURS).comments) == 4


@pytest.mark.parametrize(
    ("change", "author"),
    [
        ({}, "a.parent"),
        ({"username": None}, ""),
        ({"username": None, "from": {"id": "5", "username": "b.parent"}}, "b.parent"),
        ({"username": "OakMere"}, "oakmere"),
        ({"username": None, "from": {"id": "17"}}, "oakmere"),
    ],
)
def test_who_wrote_a_comment(change, author):
    made = mapped.to_comment(comment(**change), "9", OURS)
    assert isinstance(made, Comment)
    assert (made.author_handle, made.author_name) == (author, "")


def test_a_login_with_instagram_names_the_account_by_another_key():
    made = mapped.to_profile({"user_id": 17, "id": "app-scoped", "username": "oakmere", "website": "oakmere.example"})
    assert (made.platform_id, made.handle, made.website, made.visibility) == ("17", "oakmere", "", "public")


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


def test_the_recorded_posts_and_children(shared_data):
    folder = shared_data / "04_meta_instagram_threads_exports/pyfacebook/instagram/apidata"
    posts = load(folder / "users/medias_p1.json")["data"]
    made = [mapped.to_post(one) for one in posts]
    assert [(one.post_id, one.comments_total) for one in made] == [("17895731045244887", 0), ("17896622936197745", 6)]
    assert made[0].created_at == datetime(2021, 8, 13, 8, 25, 28, tzinfo=UTC)
    assert all(one.url.startswith("https://scontent") for post in posts for one in mapped.to_media(post))
    album = {**posts[0], "media_type": "CAROUSEL_ALBUM", "children": load(folder / "medias/children.json")}
    assert [one.media_id for one in mapped.to_media(album)] == ["17924318443748703", "18248754847048313"]
    assert not mapped.is_cut(album)
    found = load(folder / "discovery/medias_p1.json")["business_discovery"]["media"]["data"]
    assert [mapped.to_post(one).text for one in found] == [one["caption"] for one in found]


names = st.sampled_from([
    "id", "timestamp", "caption", "children", "comments", "replies", "data", "media_type", "owner", "username",
    "paging", "comments_count", "alt_text", "hidden", "from",
])  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(names, values))
def test_no_answer_whatever_breaks_the_mapping(noise):
    for payload in (noise, post(**noise), comment(**noise)):
        assert isinstance(mapped.to_post(payload), Post | SetAside)
        assert isinstance(mapped.to_comment(payload, "9", OURS), Comment | Unavailable | SetAside)
        mapped.to_media(payload)
        mapped.is_cut(payload)
        mapped.to_talk({"data": [payload]}, "9", OURS)
        mapped.to_profile(payload)
        mapped.author_of(payload)
