"""Instagram's export: captions, carousels, stories, reels, Threads, whose it is, and what it never shows."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exports.meta_exports import ACTIVITY, DAY, NOON, PIXEL, export, instagram, instagram_owner, picture
from scenes import account

from config.models import Account
from config.refusal import RefusalError
from connectors.base import BadPayload, NeedsPerson, Page, Read, Window
from connectors.instagram_export import LEFT_OUT, STORIES, InstagramExportConnector

UNTIL = datetime(2026, 12, 1, 6, tzinfo=UTC)
ZIP = "instagram-oakmereprimary-2026-11-16-AbCdEfGh.zip"
OWNER = "personal_information/personal_information/personal_information.json"
RECORDED = (
    Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "04_meta_instagram_threads_exports"
) / "context-use-instagram-export-synthetic"


def school(platform: str = "instagram", handle: str = "oakmereprimary", archive: str = ZIP, **more: Any) -> Account:
    return account(platform, handle, "instagram_export", archive=archive, **more)


def pull(root: Path, of: Account | None = None, *, until: datetime = UNTIL, cursor: Any = None) -> list[Page]:
    of = of or school()
    return list(InstagramExportConnector(root, 1000).pages(of, cursor, Window(since=None, until=until)))


def read_of(pages: list[Page], what: str = "posts") -> Read:
    return next(read for read in pages[-1].reads if read.what == what)


def test_a_caption_stands_on_the_post_or_on_its_only_picture(tmp_path: Path) -> None:
    alone = {"media": [picture(1, "On the picture – Zoë 😀")]}
    carousel = {"media": [picture(2), picture(3, ending="mp4")], "title": "On the post", "creation_timestamp": NOON}
    named = {"media": [picture(4, "Year 3"), picture(5, "Year 4")], "title": "", "creation_timestamp": NOON + 7}
    export(tmp_path / ZIP, instagram([alone, carousel, named]))
    [only] = pull(tmp_path)
    assert [(post.post_id, post.text) for post in only.posts] == [
        (str(NOON), "On the post"),
        (str(NOON + 7), "Year 3\n\nYear 4"),
        (str(NOON + DAY), "On the picture – Zoë 😀"),
    ]
    assert [(media.post_id, media.media_id, media.type) for media in only.media] == [
        (str(NOON), "2", "photo"),
        (str(NOON), "3", "video"),
        (str(NOON + 7), "4", "photo"),
        (str(NOON + 7), "5", "photo"),
        (str(NOON + DAY), "1", "photo"),
    ]


def test_stories_and_reels_are_read_archived_and_deleted_posts_are_not(tmp_path: Path) -> None:
    members = instagram(
        [{"media": [picture(1, "Post")]}, {"media": [picture(3, "Reel", ending="mp4")]}],
        stories={"ig_stories": [picture(2, "Story")]},
        reels={"ig_reels_media": [{"media": [picture(3, "Reel", ending="mp4")]}]},
        igtv_videos={"ig_igtv_media": [{"media": [picture(4, "Long", ending="mp4")]}]},
        archived_posts={"ig_archived_post_media": [{"media": [picture(5, "Archived")]}]},
        recently_deleted_content={"ig_recently_deleted_media": [{"media": [picture(6, "Deleted")]}]},
        profile_photos={"ig_profile_picture": [picture(7)]},
    )
    export(tmp_path / ZIP, members)
    pages = pull(tmp_path)
    assert [(post.text, post.kind) for post in pages[0].posts] == [
        ("Post", "original"),
        ("Story", "story"),
        ("Reel", "original"),
        ("Long", "original"),
    ]
    assert STORIES in read_of(pages).assumed


def test_posts_split_over_files_and_parts_are_read_in_full(tmp_path: Path) -> None:
    first = instagram([{"media": [picture(1)]}])
    export(tmp_path / "parts" / "instagram-oakmereprimary-2026-11-16-AbC-1.zip", first)
    second = {f"{ACTIVITY}/media/posts_{number}.json": [{"media": [picture(number)]}] for number in (2, 10)}
    export(tmp_path / "parts" / "instagram-oakmereprimary-2026-11-16-AbC-2.zip", second)
    pages = pull(tmp_path, school(archive="parts"))
    assert [media.media_id for media in pages[0].media] == ["1", "2", "10"]
    assert read_of(pages).end == datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    "other", ["instagram-oakmereprimary-2026-10-16-XyZ.zip", "instagram-elmfield-2026-11-16-XyZ.zip"]
)
def test_exports_of_several_days_or_accounts_are_never_mixed(other: str, tmp_path: Path) -> None:
    for name in (ZIP, other):
        export(tmp_path / "exports" / name, instagram([{"media": [picture(1)]}]))
    with pytest.raises(RefusalError, match="holds exports of several days or accounts: keep in it the parts"):
        pull(tmp_path, school(archive="exports"))


def test_an_older_tree_and_an_unpacked_folder_are_read_alike(tmp_path: Path) -> None:
    for name, content in {"content/posts_1.json": [{"media": [picture(1)]}], OWNER: instagram_owner()}.items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_text(json.dumps(content))
    (tmp_path / "unpacked" / "__MACOSX").mkdir()
    (tmp_path / "unpacked" / "__MACOSX" / "posts_1.json").write_bytes(b"\0")
    assert [media.media_id for media in pull(tmp_path, school(archive="unpacked"))[0].media] == ["1"]


def test_threads_are_an_account_of_their_own(tmp_path: Path) -> None:
    thread = {"uri": "", "creation_timestamp": NOON, "title": "A thread", "text_app_post": {"is_reply": False}}
    reply = {"uri": "", "creation_timestamp": NOON + 60, "title": "A reply", "text_app_post": {"is_reply": True}}
    pictured = {"title": "Seen", "creation_timestamp": NOON + 120, "media": [picture(1, at=NOON + 120)]}
    members = instagram([{"media": [picture(9, "A post")]}])
    told = {"text_post_app_text_posts": [{"media": [thread]}, {"media": [reply]}, pictured]}
    export(tmp_path / ZIP, members | {f"{ACTIVITY}/threads/threads_and_replies.json": told})
    [threads] = pull(tmp_path, school("threads"))
    assert [(post.text, post.kind) for post in threads.posts] == [
        ("A thread", "original"),
        ("A reply", "reply"),
        ("Seen", "original"),
    ]
    assert [media.media_id for media in threads.media] == ["1"]
    assert [post.text for post in pull(tmp_path)[0].posts] == ["A post"]


def test_a_post_keeps_its_id_when_its_words_are_edited_and_others_come(tmp_path: Path) -> None:
    export(tmp_path / ZIP, instagram([{"media": [picture(1, "Well done, Zainab")]}]))
    before = pull(tmp_path)[0]
    export(tmp_path / ZIP, instagram([{"media": [picture(2, "New")]}, {"media": [picture(1, "Well done")]}]))
    after = pull(tmp_path)[0]
    assert after.posts[0].post_id == before.posts[0].post_id
    assert after.posts[0].text == "Well done"
    assert after.media[0].media_id == before.media[0].media_id


def test_posts_of_one_second_are_told_apart_by_their_pictures_in_any_order(tmp_path: Path) -> None:
    rows = [{"media": [picture(number, f"Caption {number}", NOON)]} for number in (1, 2)]
    export(tmp_path / ZIP, instagram(rows))
    once = {post.text: post.post_id for post in pull(tmp_path)[0].posts}
    export(tmp_path / ZIP, instagram(rows[::-1]))
    assert {post.text: post.post_id for post in pull(tmp_path)[0].posts} == once
    assert len(set(once.values())) == 2
    assert all(one.startswith(f"{NOON}-") for one in once.values())


def test_the_newer_layout_of_labels_is_read(tmp_path: Path) -> None:
    row = {
        "timestamp": NOON,
        "media": [picture(1)],
        "fbid": "17900000000000001",
        "label_values": [
            {"label": "Caption", "value": "Cake sale"},
            {"label": "URL", "value": "https://www.instagram.com/p/C1/", "href": "https://www.instagram.com/p/C1/"},
        ],
    }
    other = {"timestamp": NOON + 1, "label_values": [{"label": "Medien", "media": [picture(2)]}]}
    export(tmp_path / ZIP, instagram([row, other]))
    post, _ = pull(tmp_path)[0].posts
    assert [media.media_id for media in pull(tmp_path)[0].media] == ["1", "2"]
    assert (post.post_id, post.text) == ("17900000000000001", "Cake sale")
    assert post.permalink == "https://www.instagram.com/p/C1/"


@pytest.mark.parametrize(
    "labels",
    [
        {"Username": "OakmerePrimary"},
        {"Benutzername": "oakmereprimary"},
        {"Имя пользователя": "oakmereprimary"},
        {"A label nobody met": "oakmereprimary"},
    ],
)
def test_the_owner_is_known_in_any_language(labels: dict[str, str], tmp_path: Path) -> None:
    owner = {"profile_user": [{"string_map_data": {label: {"value": said} for label, said in labels.items()}}]}
    export(tmp_path / "a.zip", instagram([{"media": [picture(1)]}]) | {OWNER: owner})
    assert len(pull(tmp_path, school(archive="a.zip"))[0].posts) == 1


@pytest.mark.parametrize(
    ("archive", "members", "whose"),
    [
        ("a.zip", {OWNER: instagram_owner("elmfield")}, "@elmfield"),
        (ZIP, {OWNER: instagram_owner("elmfield")}, "@elmfield"),
        ("a.zip", {OWNER: {"profile_user": [{"string_map_data": {"?": {"value": "elmfield"}}}]}}, "another account"),
        ("instagram-elmfield-2026-11-16-AbCdEfGh.zip", {OWNER: b"{}"}, "elmfield"),
    ],
)
def test_the_export_of_another_account_is_refused(
    archive: str, members: dict[str, Any], whose: str, tmp_path: Path
) -> None:
    export(tmp_path / archive, instagram([{"media": [picture(1)]}]) | members)
    with pytest.raises(NeedsPerson) as refused:
        pull(tmp_path, school(archive=archive))
    assert str(refused.value) == (
        f"{archive} is the export of {whose}, not of @oakmereprimary: name that of @oakmereprimary in trust.yaml, or "
        "correct the handle if the account was renamed"
    )


def test_an_export_that_names_nobody_is_believed_and_that_is_said(tmp_path: Path) -> None:
    members = instagram([{"media": [picture(1)]}])
    del members[OWNER]
    export(tmp_path / "a.zip", members)
    pages = pull(tmp_path, school(archive="a.zip"))
    assert "does not say whose it is" in read_of(pages).assumed
    assert "does not say when it was made" in read_of(pages).assumed
    assert not read_of(pages, "profile").complete
    assert read_of(pages).end == datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_the_profile_is_what_the_account_says_of_itself_and_nothing_private(tmp_path: Path) -> None:
    said = {
        "Name": "Oakmere Primary",
        "Bio": "A village school – ysgol y pentref",
        "Website": "https://oakmere.example",
    }
    members = instagram([{"media": [picture(1)]}]) | {OWNER: instagram_owner(**said, **{"Date of birth": "2001-02-03"})}
    export(tmp_path / ZIP, members)
    profile = InstagramExportConnector(tmp_path, 1000).profile(school())
    assert (profile.handle, profile.name) == ("oakmereprimary", "Oakmere Primary")
    assert profile.about == "A village school – ysgol y pentref"
    assert (profile.website, profile.visibility) == ("https://oakmere.example", "public")
    assert read_of(pull(tmp_path), "profile").complete
    assert "2001" not in repr(profile)
    assert "office@" not in repr(profile)


def test_reads_say_how_far_the_export_goes_and_what_it_never_shows(tmp_path: Path) -> None:
    export(tmp_path / ZIP, instagram([{"media": [picture(1)]}, {"media": [picture(9)]}]))
    pages = pull(tmp_path)
    posts = read_of(pages)
    assert (posts.begin, posts.end) == (datetime(2026, 11, 3, 12, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))
    assert (posts.complete, posts.proves_gone) == (True, False)
    assert read_of(pages, "comments").reason == "comments: the export has none of what others wrote"
    assert read_of(pull(tmp_path, school(complete=True))).proves_gone


def test_records_without_a_time_are_set_aside_and_what_is_later_is_left(tmp_path: Path) -> None:
    rows = [{"media": [picture(1)]}, {"media": [{"uri": "a.jpg"}]}, "text", None, {"media": [picture(300)]}]
    export(tmp_path / ZIP, instagram(rows))
    pages = pull(tmp_path, school(complete=True))
    assert [media.media_id for media in pages[0].media] == ["1"]
    assert [(one.place, one.rule) for one in pages[0].set_aside] == [
        ("posts_1.json record 2", "no-time"),
        ("posts_1.json record 3", "not-a-record"),
        ("posts_1.json record 4", "not-a-record"),
        ("the export", "after-the-run"),
    ]
    assert read_of(pages).reason == "3 records of posts could not be used (see data quality)"
    assert not read_of(pages).proves_gone
    later = datetime(2027, 12, 1, tzinfo=UTC)
    assert len(pull(tmp_path, until=later, cursor=pages[-1].cursor)[0].posts) == 2


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({f"{ACTIVITY}/media/posts_1.html": b"<html>"}, "as web pages (HTML), which no program reads safely: ask Meta"),
        ({"personal_information.html": b"<html>"}, "ask Meta for it again and choose the format JSON"),
        ({"data/tweets.js": b"window.YTD"}, "this is not an export of Instagram: name the .zip that Meta gave"),
        ({f"{ACTIVITY}/media/posts_1.json": b'[{"media"'}, "posts_1.json is no JSON, or cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(members: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    export(tmp_path / ZIP, members)
    with pytest.raises(RefusalError) as refused:
        pull(tmp_path)
    assert str(refused.value).startswith(f"{ZIP}: ")
    assert sentence in str(refused.value)


def test_posts_that_were_not_asked_for_are_missed_not_taken_for_none(tmp_path: Path) -> None:
    export(tmp_path / ZIP, {OWNER: instagram_owner()})
    pages = pull(tmp_path)
    assert not read_of(pages).complete
    assert read_of(pages).reason == (
        "posts: the export has no file of them: ask for it again with Posts and Stories ticked"
    )


def test_a_photo_is_read_from_the_export(tmp_path: Path) -> None:
    members = instagram([{"media": [picture(1), picture(2), picture(3)], "creation_timestamp": NOON, "title": ""}])
    members |= {"media/posts/202611/1.jpg": PIXEL, "media/posts/202611/2.jpg": PIXEL * 999}
    export(tmp_path / ZIP, members)
    connector = InstagramExportConnector(tmp_path, 1000)
    photos = [
        media for page in connector.pages(school(), None, Window(since=None, until=UNTIL)) for media in page.media
    ]
    assert connector.picture(school(), photos[0]) == PIXEL
    assert InstagramExportConnector(tmp_path, 1000).picture(school(), photos[0]) == PIXEL
    with pytest.raises(BadPayload, match="longer than"):
        connector.picture(school(), photos[1])
    with pytest.raises(NeedsPerson, match="the export does not hold its file"):
        connector.picture(school(), photos[2])


def test_an_unchanged_export_is_not_read_again(tmp_path: Path) -> None:
    export(tmp_path / ZIP, instagram([{"media": [picture(1)]}]))
    first = pull(tmp_path)
    [again] = pull(tmp_path, cursor=first[-1].cursor)
    assert again.unchanged
    assert list(again.reads) == list(first[-1].reads)
    export(tmp_path / ZIP, instagram([{"media": [picture(1, "Edited")]}]))
    assert [post.text for post in pull(tmp_path, cursor=first[-1].cursor)[0].posts] == ["Edited"]


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the example exports are not beside the repository")
def test_the_example_of_a_whole_export_is_read() -> None:
    of = account("instagram", "alice_synthetic", "instagram_export", archive="v1")
    pages = pull(RECORDED, of)
    assert [(post.kind, post.text) for post in pages[0].posts] == [
        ("story", "Synthetic Story"),
        ("original", "Homemade pasta for dinner"),
        ("original", "Synthetic reel about playing guitar at an open mic"),
        ("story", ""),
        ("story", "Another Synthetic Story"),
    ]
    assert [media.type for media in pages[0].media] == ["photo", "photo", "video", "video", "photo"]
    connector = InstagramExportConnector(RECORDED, 20_000_000)
    assert connector.profile(of).about == "Just a synthetic test account ✨"
    assert connector.picture(of, pages[0].media[1])
    older = pull(RECORDED, account("instagram", "alice_synthetic", "instagram_export", archive="v0"))
    assert not read_of(older).complete


def test_a_time_that_stands_beside_a_label_is_read(tmp_path: Path) -> None:
    times = [{"label": "Edited", "timestamp_value": NOON + DAY}, {"label": "Created", "timestamp_value": NOON}]
    row = {"media": [], "label_values": [*times, {"label": "Caption", "value": "Choir"}], "fbid": "17"}
    export(tmp_path / ZIP, instagram([row]))
    [post] = pull(tmp_path)[0].posts
    assert (post.post_id, post.created_at.timestamp(), post.text) == ("17", NOON, "Choir")


def test_an_export_of_stories_alone_says_nothing_of_posts(tmp_path: Path) -> None:
    members = instagram([], stories={"ig_stories": [picture(1)]})
    del members[f"{ACTIVITY}/media/posts_1.json"]
    export(tmp_path / ZIP, members)
    pages = pull(tmp_path, school(complete=True))
    assert [post.kind for post in pages[0].posts] == ["story"]
    assert (read_of(pages).complete, read_of(pages).proves_gone) == (False, False)
    assert read_of(pages).reason.startswith(
        "the export has no file of posts: put all of its .zip parts into one folder"
    )


def test_what_is_not_known_to_be_public_is_left_out_and_said(tmp_path: Path) -> None:
    members = instagram([{"media": [picture(1)]}], other_content={"ig_other_media": [{"media": [picture(2)]}]})
    export(tmp_path / ZIP, members)
    pages = pull(tmp_path)
    assert [post.post_id for post in pages[0].posts] == [str(NOON + DAY)]
    assert read_of(pages).assumed == LEFT_OUT
