"""The Graph API's JSON into records: own fixtures in the shapes Facebook sends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import _facebook_mapping as mapped
from connectors.base import Comment, Post, SetAside


def post(**more):
    return {
        "id": "50_9",
        "from": {"id": "50", "name": "Oakmere"},
        "created_time": "2026-07-09T19:09:52+0000",
        "message": "Sports day",
        "permalink_url": "https://www.facebook.com/50/posts/9/",
        **more,
    }


def attached(kind, number=1, **more):
    shown = {"image": {"src": f"https://scontent.example/{number}.jpg"}}
    return {"media_type": kind, "type": kind, "target": {"id": str(number)}, "media": shown, **more}


def attachments(*rows):
    return {"attachments": {"data": list(rows)}}


def test_a_plain_post():
    made = mapped.to_post(post(comments={"data": [], "summary": {"total_count": 13}}))
    assert made == Post(
        post_id="50_9",
        created_at=datetime(2026, 7, 9, 19, 9, 52, tzinfo=UTC),
        text="Sports day",
        permalink="https://www.facebook.com/50/posts/9/",
        comments_total=13,
    )


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"id": None}, "no-id"), ({"created_time": "yesterday"}, "no-time"), ({"id": "9", "from": None}, "no-author")],
)
def test_a_post_without_id_time_or_author_is_set_aside(change, rule):
    made = mapped.to_post(post(**change))
    assert isinstance(made, SetAside)
    assert made.rule == rule


@pytest.mark.parametrize(
    ("payload", "author"),
    [
        ({"id": "50_9", "from": {"id": "66"}}, "66"),
        ({"id": "50_9"}, "50"),
        ({"id": "50_9", "from": []}, "50"),
        ({"id": "9"}, ""),
    ],
)
def test_the_author_is_from_or_else_the_page_in_the_id(payload, author):
    assert mapped.author_of(payload) == author


@pytest.mark.parametrize(
    ("change", "kind"),
    [({}, "original"), ({"parent_id": "66_1"}, "quote"), ({"parent_id": "66_1", "message": " "}, "repost")],
)
def test_a_shared_post_is_a_quote_or_a_repost(change, kind):
    assert mapped.kind_of(post(**change)) == kind


def test_captions_of_single_photos_are_part_of_the_text_once():
    album = attached("album", subattachments={"data": [
        attached("photo", 1, description="Sports day"),
        attached("photo", 2, description="The relay team"),
    ]})  # fmt: skip
    assert mapped.text_of(post(**attachments(album))) == "Sports day\n\nThe relay team"


def test_words_of_a_linked_site_are_not_the_pages_own():
    shared = attached("link", description="What the other site says of itself")
    assert mapped.text_of(post(**attachments(shared))) == "Sports day"
    assert mapped.text_of(post(message=None, **attachments(shared))) == "What the other site says of itself"


@pytest.mark.parametrize("kind", ["new_album", "event", "note", "visual_poll", "file_upload", "life_event", "offer"])
def test_what_the_page_calls_its_own_albums_events_and_files_is_read(kind):
    named = {"type": kind, "title": "Leavers of Year 6", "description": "Sports day"}
    inside = {"subattachments": {"data": [attached("photo", 1)]}}
    payload = post(**attachments({"media_type": "album", **named, **inside} if kind == "new_album" else named))
    assert mapped.text_of(payload) == "Sports day\n\nLeavers of Year 6"


def test_every_photo_of_an_album_is_a_row_and_a_link_preview_is_none():
    album = attached("album", 99, subattachments={"data": [attached("photo", 1), attached("photo", 2), None]})
    video = attached("video", 3, type="video_autoplay")
    rows = mapped.to_media(post(**attachments(album, video, attached("link", 4))), {"1": "A field"})
    assert [(one.media_id, one.type, one.url[-5:], one.cover[-5:], one.alt_text) for one in rows] == [
        ("1", "photo", "1.jpg", "", "A field"),
        ("2", "photo", "2.jpg", "", ""),
        ("3", "video", "", "3.jpg", ""),
    ]


def test_a_video_has_its_film_and_its_cover():
    shown = {"image": {"src": "https://fb.example/3.jpg"}, "source": "https://fb.example/3.mp4"}
    film = {"media_type": "video", "type": "video_inline", "target": {"id": "3"}, "media": shown}
    moving = {"type": "animated_image_autoplay", "target": {"id": "4"}, "media": shown}
    rows = mapped.to_media(post(**attachments(film, moving)), {})
    assert [(one.type, one.url[-5:], one.cover[-5:]) for one in rows] == [
        ("video", "3.mp4", "3.jpg"),
        ("photo", "3.jpg", ""),
    ]


def test_a_photo_without_a_target_still_is_a_row():
    rows = mapped.to_media(post(**attachments({"type": "photo", "media": {}})), {})
    assert [(one.media_id, one.url) for one in rows] == [("m1", "")]


def test_a_video_has_a_title_of_its_own_and_a_link_lends_none():
    video = attached("video", 3, title="Our year in pictures", description="Sports day")
    shared = attached("link", 4, title="Another site")
    assert mapped.text_of(post(**attachments(video, shared))) == "Sports day\n\nOur year in pictures"


def test_the_line_that_facebook_writes_is_the_text_of_a_post_without_words():
    assert (
        mapped.text_of(post(message=None, story="Oakmere changed its cover photo."))
        == "Oakmere changed its cover photo."
    )
    assert mapped.text_of(post(story="Oakmere is at the seaside.")) == "Sports day"


def test_albums_inside_albums_are_read_to_a_bounded_depth():
    inner = attached("photo", 7)
    for _ in range(3):
        inner = attached("album", 99, subattachments={"data": [inner]})
    assert [one.media_id for one in mapped.to_media(post(**attachments(inner)), {})] == ["7"]
    for _ in range(3000):
        inner = attached("album", 99, subattachments={"data": [inner]})
    assert len(mapped.to_media(post(**attachments(inner)), {})) == 1


@pytest.mark.parametrize(
    ("change", "is_public"),
    [
        ({}, True),
        ({"is_published": True, "is_hidden": False, "privacy": {"value": "EVERYONE"}}, True),
        ({"privacy": {"value": ""}}, True),
        ({"privacy": {"value": "CUSTOM", "description": "United Kingdom"}}, True),
        ({"privacy": []}, True),
        ({"is_hidden": "yes"}, True),
        ({"is_hidden": True}, False),
        ({"is_published": False}, False),
        ({"is_expired": True}, False),
        ({"privacy": {"value": "all_friends"}}, False),
    ],
)
def test_who_may_see_a_post(change, is_public):
    assert mapped.is_public(post(**change)) is is_public


def test_an_album_with_further_photos_is_noticed():
    album = attached("album", subattachments={"data": [attached("photo")], "paging": {"next": "https://graph…"}})
    assert mapped.further(post(**attachments(album)))
    assert not mapped.further(post(**attachments(attached("photo"))))


@pytest.mark.parametrize(
    ("photo", "alt"),
    [
        ({"alt_text": "May be an image of 2 people"}, ""),
        ({"alt_text": "May be an image of text", "alt_text_custom": "Our menu"}, "Our menu"),
        ({"alt_text": "Our menu"}, "Our menu"),
        ({}, ""),
    ],
)
def test_only_what_somebody_wrote_is_a_text_alternative(photo, alt):
    assert mapped.to_alt_text(photo) == alt


def test_a_comment_without_a_name_has_a_blank_author_and_our_own_has_our_handle():
    row = {"id": "50_9_1", "created_time": "2026-07-10T08:00:00+0000", "message": "Well done"}
    made = mapped.to_comment(row, "50_9", "50", "oakmere")
    assert made == Comment(
        comment_id="50_9_1", post_id="50_9", created_at=datetime(2026, 7, 10, 8, tzinfo=UTC), text="Well done"
    )
    ours = mapped.to_comment({**row, "from": {"id": "50", "name": "Oakmere"}}, "50_9", "50", "oakmere")
    assert isinstance(ours, Comment)
    assert (ours.author_handle, ours.author_name) == ("oakmere", "Oakmere")
    theirs = mapped.to_comment({**row, "from": {"id": "66", "name": "A parent"}}, "50_9", "50", "oakmere")
    assert isinstance(theirs, Comment)
    assert (theirs.author_handle, theirs.author_name) == ("", "A parent")


def test_a_comment_without_an_id_is_set_aside():
    talk = mapped.to_talk({"data": [{"message": "?"}, None]}, "50_9", "50", "oakmere")
    assert (talk.comments, talk.hidden) == ([], [])
    assert [one.rule for one in talk.set_aside] == ["no-id"]


def test_a_page_without_a_username_is_known_by_its_id():
    made = mapped.to_profile(
        {"id": "50", "name": "Oakmere", "description": "News", "website": "oakmere.example", "is_published": False}
    )
    assert (made.handle, made.about, made.website, made.visibility) == ("50", "News", "", "private")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "id", "summary", "media"]), inner)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    ["id", "from", "created_time", "message", "attachments", "comments", "parent_id", "data", "type"]
)


@given(st.dictionaries(names, json_values))
def test_no_answer_whatever_breaks_the_mapping(noise):
    for payload in (noise, post(**noise), post(**attachments(noise))):
        made = mapped.to_post(payload)
        assert isinstance(made, Post | SetAside)
        mapped.to_media(payload, {})
        mapped.to_talk(payload, "50_9", "50", "oakmere")
        mapped.is_public(payload)
        mapped.unseen_albums(payload)
        mapped.to_profile(payload)
        mapped.further(payload)
        mapped.to_alt_text(payload)
