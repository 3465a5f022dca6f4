"""Facebook's export of a page: posts, albums, loose photos, broken letters, ids of our own, and whose it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exports.meta_exports import NOON, PIXEL, POSTS, export, page, page_photo, page_post
from scenes import account

from config.models import Account
from config.refusal import RefusalError
from connectors._meta_drafts import Draft, Shot, once
from connectors.base import NeedsPerson, Page, Read, Window
from connectors.facebook_export import FacebookExportConnector

UNTIL = datetime(2026, 12, 1, 6, tzinfo=UTC)
ZIP = "facebook-OakmerePrimary-2026-11-16-AbCdEfGh.zip"
OWNER = "profile_information/profile_information.json"


def school(handle: str = "oakmereprimary", archive: str = ZIP, **more: Any) -> Account:
    return account("facebook", handle, "facebook_export", archive=archive, **more)


def pull(root: Path, of: Account | None = None, cursor: Any = None) -> list[Page]:
    of = of or school()
    return list(FacebookExportConnector(root, 1000).pages(of, cursor, Window(since=None, until=UNTIL)))


def read_of(pages: list[Page], what: str = "posts") -> Read:
    return next(read for read in pages[-1].reads if read.what == what)


def test_posts_are_read_with_every_photo_and_their_letters_whole(tmp_path: Path) -> None:
    photos = [page_photo(f"{number}.jpg", "Zoë’s café 😀") for number in range(3)]
    export(tmp_path / ZIP, page([page_post(1, "Zoë’s café 😀", *photos), page_post(2, "Words alone")]))
    [only] = pull(tmp_path)
    assert [(post.post_id, post.text, post.kind) for post in only.posts] == [
        (str(NOON + 86_400), "Zoë’s café 😀", "original"),
        (str(NOON + 2 * 86_400), "Words alone", "original"),
    ]
    assert only.posts[0].created_at == datetime(2026, 11, 3, 12, tzinfo=UTC)
    assert [(media.media_id, media.type) for media in only.media] == [("0", "photo"), ("1", "photo"), ("2", "photo")]


def test_the_words_of_single_photos_and_the_titles_of_videos_are_read_too(tmp_path: Path) -> None:
    photo, video = page_photo("1.jpg", "Zainab scores"), page_photo("2.mp4", "The match") | {"title": "Sports day"}
    export(tmp_path / ZIP, page([page_post(1, "Our match", photo, video)]))
    [only] = pull(tmp_path)
    assert only.posts[0].text == "Our match\n\nZainab scores\n\nSports day\n\nThe match"
    assert [media.type for media in only.media] == ["photo", "video"]


def test_the_words_of_what_a_post_attaches_are_read_and_those_of_a_link_are_not(tmp_path: Path) -> None:
    told = [
        {"event": {"name": "Winter fair", "start_timestamp": NOON, "description": "Bring Zoë’s cakes"}},
        {"note": {"title": "A note", "text": "All about it"}},
        {"poll": {"question": "Cake or pie?", "options": []}},
        {"external_context": {"name": "A site", "url": "https://a.example"}},
    ]
    posts = [page_post(n, "See this") | {"attachments": [{"data": [one]}]} for n, one in enumerate(told, 1)]
    export(tmp_path / ZIP, page(posts))
    assert [post.text for post in pull(tmp_path)[0].posts] == [
        "See this\n\nWinter fair\n\nBring Zoë’s cakes",
        "See this\n\nA note\n\nAll about it",
        "See this\n\nCake or pie?",
        "See this",
    ]


def test_a_tagged_name_is_what_a_reader_sees(tmp_path: Path) -> None:
    export(tmp_path / ZIP, page([page_post(1, "Thanks @[100200:2048:Oakmere PTA] and @[7:9:Zoë]!")]))
    assert pull(tmp_path)[0].posts[0].text == "Thanks Oakmere PTA and Zoë!"


def test_records_of_every_shape_that_was_met_are_read(tmp_path: Path) -> None:
    link = {
        "data": [{"external_context": {"url": "https://oakmere.example", "name": "Ours"}}, {"place": {"name": "X"}}]
    }
    rows = [
        {"timestamp": NOON, "data": [{}], "attachments": [link], "title": "Oakmere Primary shared a link."},
        {"timestamp": NOON + 1, "data": [{"post": "No attachments"}], "tags": []},
        {"timestamp": NOON + 2, "data": None, "attachments": None, "title": None},
        {"data": [{"post": "Dated by its edit"}, {"update_timestamp": NOON + 3}]},
        {
            "timestamp": NOON + 4,
            "fbid": "900800",
            "media": [page_photo("9.jpg")],
            "label_values": [{"label": "Text", "value": "The newer layout"}],
        },
        {"data": [{"post": "No time"}]},
        "text",
        None,
    ]
    export(tmp_path / ZIP, page(rows))
    [only] = pull(tmp_path)
    assert [(post.post_id, post.text) for post in only.posts] == [
        (str(NOON), ""),
        (str(NOON + 1), "No attachments"),
        (str(NOON + 2), ""),
        (str(NOON + 3), "Dated by its edit"),
        ("900800", "The newer layout"),
    ]
    assert [(one.place, one.rule) for one in only.set_aside] == [
        ("profile_posts_1.json record 6", "no-time"),
        ("profile_posts_1.json record 7", "not-a-record"),
        ("profile_posts_1.json record 8", "not-a-record"),
    ]


def test_photos_of_albums_that_no_post_shows_are_posts_of_their_own(tmp_path: Path) -> None:
    shown, fair = page_photo("1.jpg"), [page_photo(f"{n}.jpg", f"Stall {n}", NOON + 900 * n) for n in (2, 3)]
    much_later = page_photo("4.jpg", "", NOON + 90_000)
    album = {"name": "Summer fair – Zoë", "description": "At @[1:2:Oakmere]", "photos": [shown, *fair, much_later]}
    members = page([page_post(1, "Shown", shown)], **{"album/0": album, "album/1": {"name": "Empty", "photos": []}})
    export(tmp_path / ZIP, members)
    [only] = pull(tmp_path)
    assert [(post.post_id, post.text) for post in only.posts] == [
        ("20261102-84d045c9", "Summer fair – Zoë\n\nAt Oakmere\n\nStall 2\n\nStall 3"),
        (str(NOON + 86_400), "Shown"),
        ("20261103-84d045c9", "Summer fair – Zoë\n\nAt Oakmere"),
    ]
    assert [media.media_id for media in only.media] == ["2", "3", "1", "4"]


def test_taking_down_the_first_photo_of_an_album_leaves_the_others_their_ids(tmp_path: Path) -> None:
    photos = [page_photo(f"{n}.jpg", f"Stall {n}", NOON + 60 * n) for n in (1, 2, 3)]
    ids = []
    for day, left in enumerate((photos, photos[1:])):
        folder = tmp_path / str(day)
        folder.mkdir()
        export(folder / ZIP, page([], **{"album/0": {"name": "Summer fair", "photos": left}}))
        [only] = pull(folder)
        ids.append({(media.post_id, media.media_id) for media in only.media})
    assert ids[1] == {(post, media) for post, media in ids[0] if media != "1"}


def test_loose_photos_and_videos_that_no_post_shows_are_read_once(tmp_path: Path) -> None:
    shown = page_photo("1.mp4", "Shown") | {"title": ""}
    loose, alone = page_photo("2.jpg", "Loose", NOON), page_photo("3.mp4", "Alone", NOON + 9000) | {"title": "A film"}
    members = page(
        [page_post(1, "Shown", shown)],
        uncategorized_photos={"other_photos_v2": [loose, None, {"uri": "x.jpg"}]},
        videos={"videos_v2": [shown, alone]},
        archive={"archive_v2": [page_post(5, "Not public")]},
        edits_you_made_to_posts=[{"timestamp": NOON, "label_values": [{"label": "Text", "value": "Older words"}]}],
    )
    export(tmp_path / ZIP, members)
    [only] = pull(tmp_path)
    assert [post.text for post in only.posts] == ["Loose", "A film\n\nAlone", "Shown"]
    assert [one.rule for one in only.set_aside] == ["no-time", "not-a-record"]


@pytest.mark.parametrize(
    "name",
    [
        "posts/your_posts_1.json",
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
        "your_activity_across_facebook/posts/your_posts__check_ins__photos_and_videos_1.json",
        "facebook-OakmerePrimary-2026-11-16/this_profile's_activity_across_facebook/posts/profile_posts_12.json",
    ],
)
def test_the_file_of_posts_is_found_by_its_name_in_trees_of_every_age(name: str, tmp_path: Path) -> None:
    export(tmp_path / ZIP, {name: [page_post(1, "Found")]})
    assert [post.text for post in pull(tmp_path)[0].posts] == ["Found"]


def test_what_others_wrote_on_the_page_is_never_a_post_of_it(tmp_path: Path) -> None:
    others = {f"{POSTS}/other_people's_posts_to_your_timeline.json": [page_post(2, "By a stranger")]}
    export(tmp_path / ZIP, page([page_post(1, "Ours")]) | others)
    assert [post.text for post in pull(tmp_path)[0].posts] == ["Ours"]


def test_a_post_keeps_its_id_when_its_words_are_edited(tmp_path: Path) -> None:
    export(tmp_path / ZIP, page([page_post(1, "Well done, Zainab", page_photo("1.jpg"))]))
    before = pull(tmp_path)[0]
    export(tmp_path / ZIP, page([page_post(1, "Well done", page_photo("1.jpg")), page_post(2, "New")]))
    after = pull(tmp_path)[0]
    assert (after.posts[0].post_id, after.posts[0].text) == (before.posts[0].post_id, "Well done")
    assert after.media == before.media


def test_posts_of_one_second_are_two_and_a_repeated_one_is_one(tmp_path: Path) -> None:
    rows = [page_post(1, "First"), page_post(1, "Second"), page_post(1, "First")]
    export(tmp_path / ZIP, page(rows))
    posts = pull(tmp_path)[0].posts
    assert [post.text for post in posts] == ["First", "Second"]
    assert len({post.post_id for post in posts}) == 2


def test_two_records_of_one_post_are_one_with_the_words_of_both(tmp_path: Path) -> None:
    first, second = page_photo("1.jpg"), page_photo("2.jpg")
    rows = [page_post(1, "", first), page_post(1, "Well done, Zainab", first, second)]
    export(tmp_path / ZIP, page(rows))
    [only] = pull(tmp_path)
    assert [post.text for post in only.posts] == ["Well done, Zainab"]
    assert [media.media_id for media in only.media] == ["1", "2"]


@pytest.mark.parametrize(
    ("handle", "platform_id", "owner"),
    [
        ("oakmereprimary", "", {"profile_v2": {"username": "OakmerePrimary"}}),
        ("oakmereprimary", "", {"profile_v2": {"profile_uri": "https://www.facebook.com/OakmerePrimary"}}),
        ("oakmereprimary", "77", {"profile_v2": {"profile_uri": "https://www.facebook.com/profile.php?id=77"}}),
        ("oakmereprimary", "", {"profile_v2": {"profile_uri": "https://www.facebook.com/profile.php?id=77"}}),
        ("oakmere.primary", "", {"profile_v2": {"name": {"full_name": "Oakmere"}, "websites": [{"url": "x"}]}}),
    ],
)
def test_the_owner_is_known_by_username_address_id_or_the_name_of_the_export(
    handle: str, platform_id: str, owner: Any, tmp_path: Path
) -> None:
    export(tmp_path / ZIP, page([page_post(1, "Ours")]) | {OWNER: owner})
    pages = pull(tmp_path, school(handle).model_copy(update={"platform_id": platform_id}))
    assert [post.text for post in pages[0].posts] == ["Ours"]
    assert read_of(pages).assumed == ""


@pytest.mark.parametrize(
    ("archive", "owner", "whose"),
    [
        (ZIP, {"profile_v2": {"username": "elmfield"}}, "@elmfield"),
        ("a.zip", {"profile_v2": {"profile_uri": "https://www.facebook.com/elmfield/"}}, "@elmfield"),
        ("facebook-elmfield-16.11.2026-AbCd.zip", {}, "elmfield"),
    ],
)
def test_the_export_of_another_page_is_refused(archive: str, owner: Any, whose: str, tmp_path: Path) -> None:
    export(tmp_path / archive, page([page_post(1, "Theirs")]) | {OWNER: owner})
    with pytest.raises(NeedsPerson, match=rf"is the export of {whose}, not of @oakmereprimary"):
        pull(tmp_path, school(archive=archive))


def test_reads_say_how_far_the_export_goes(tmp_path: Path) -> None:
    export(tmp_path / ZIP, page([page_post(1, "A"), page_post(5, "B")]))
    posts = read_of(pull(tmp_path))
    assert (posts.begin, posts.end) == (datetime(2026, 11, 3, 12, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC))
    assert (posts.complete, posts.proves_gone) == (True, False)
    complete = read_of(pull(tmp_path, school(complete=True)))
    assert complete.proves_gone
    assert complete.begin is not None
    assert complete.begin.year == 2004


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({f"{POSTS}/profile_posts_1.html": b"<html>"}, "ask Meta for it again and choose the format JSON"),
        ({"data/tweets.js": b"window.YTD"}, "this is not an export of Facebook"),
        ({f"{POSTS}/profile_posts_1.json": b"[{"}, "profile_posts_1.json is no JSON, or cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(members: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    export(tmp_path / ZIP, members)
    with pytest.raises(RefusalError) as refused:
        pull(tmp_path)
    assert sentence in str(refused.value)


def test_posts_that_were_not_asked_for_are_missed(tmp_path: Path) -> None:
    export(tmp_path / ZIP, {OWNER: {"profile_v2": {"username": "oakmereprimary"}}})
    assert read_of(pull(tmp_path)).reason == (
        "posts: the export has no file of them: ask for it again with Posts ticked"
    )


def test_a_photo_is_read_from_the_export_wherever_its_folder_was_moved(tmp_path: Path) -> None:
    rows = [page_post(1, "A", page_photo("é1.jpg"), page_photo("gone.jpg"), {"uri": "https://cdn.example/3.jpg"})]
    export(tmp_path / ZIP, page(rows) | {"moved/MobileUploads_1/é1.jpg": PIXEL})
    connector = FacebookExportConnector(tmp_path, 1000)
    photos = [one for each in connector.pages(school(), None, Window(since=None, until=UNTIL)) for one in each.media]
    assert connector.picture(school(), photos[0]) == PIXEL
    assert photos[2].url == "https://cdn.example/3.jpg"
    for photo in photos[1:]:
        with pytest.raises(NeedsPerson, match="the export does not hold its file"):
            connector.picture(school(), photo)


def test_of_a_video_the_export_gives_its_thumbnail_and_never_the_film(tmp_path: Path) -> None:
    shown = page_photo("1.mp4") | {"thumbnail": {"uri": "posts/thumbnails/1.jpg"}}
    export(
        tmp_path / ZIP,
        page([page_post(1, "A", shown, page_photo("2.mp4"))])
        | {"posts/thumbnails/1.jpg": PIXEL, page_photo("2.mp4")["uri"]: b"the film"},
    )
    connector = FacebookExportConnector(tmp_path, 1000)
    films = [one for each in connector.pages(school(), None, Window(since=None, until=UNTIL)) for one in each.media]
    assert [(one.type, one.cover) for one in films] == [("video", "posts/thumbnails/1.jpg"), ("video", "")]
    assert connector.picture(school(), films[0]) == PIXEL
    with pytest.raises(NeedsPerson, match=r"the cover of a video of @.*: the export does not hold its file"):
        connector.picture(school(), films[1])


@pytest.mark.parametrize("first", [0, 1])
def test_a_video_told_twice_has_the_thumbnail_and_the_words_of_whichever_record_has_them(first: int) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    bare, full = Shot(uri="a/1.mp4", video=True), Shot(uri="b/1.mp4", video=True, cover="t/1.jpg", alt_text="Our play")
    drafts = [Draft(at=at, shots=(one,)) for one in (bare, full)]
    [merged] = once([drafts[first], drafts[1 - first]])
    assert [(one.cover, one.alt_text) for one in merged.shots] == [("t/1.jpg", "Our play")]


def test_nothing_set_aside_or_refused_repeats_a_value(tmp_path: Path) -> None:
    export(tmp_path / ZIP, page([{"data": [{"post": "Zainab"}]}, {"timestamp": "Zainab"}, ["Zainab"]]))
    pages = pull(tmp_path)
    assert len(pages[0].set_aside) == 3
    assert "Zainab" not in repr(pages[0].set_aside) + repr(pages[-1].reads)


def test_albums_without_the_file_of_posts_prove_nothing_gone(tmp_path: Path) -> None:
    members = page([], **{"album/0": {"name": "Trip", "photos": [page_photo("1.jpg")]}})
    del members[f"{POSTS}/profile_posts_1.json"]
    export(tmp_path / ZIP, members)
    pages = pull(tmp_path, school(complete=True))
    assert len(pages[0].posts) == 1
    assert (read_of(pages).complete, read_of(pages).proves_gone) == (False, False)
    assert read_of(pages).reason.startswith("the export has photos and no file of posts")
