"""Meta Business Suite's CSV: which columns and files, whose rows, which zone, and what it never shows."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from exports.business_files import FACEBOOK, INSTAGRAM, PAGE, facebook, instagram, write
from scenes import account

from config.models import Account
from config.refusal import RefusalError
from connectors.base import NeedsPerson, Page, Window
from connectors.business_suite import BusinessSuiteConnector

UNTIL = datetime(2026, 12, 1, 6, tzinfo=UTC)


def page(handle: str = "oakmereprimary", platform: str = "facebook", **options: Any) -> Account:
    return account(platform, handle, "business_suite", **({"files": "exports"} | options))


def pull(root: Path, of: Account | None = None, *others: Account, cursor: Any = None) -> list[Page]:
    of = of or page()
    connector = BusinessSuiteConnector(root, (of, *others))
    return list(connector.pages(of, cursor, Window(since=None, until=UNTIL)))


def rules(pages: list[Page]) -> list[tuple[str, str, int]]:
    return [(one.place, one.rule, one.count) for each in pages for one in each.set_aside]


def assumed(pages: list[Page]) -> str:
    return next(read.assumed for read in pages[-1].reads if read.what == "posts")


@pytest.mark.parametrize("left_out", [(), ("Ad impressions",), ("Ad impressions", "Languages"), tuple(FACEBOOK[9:16])])
def test_columns_are_known_by_name_however_many_there_are(left_out: tuple[str, ...], tmp_path: Path) -> None:
    columns = tuple(name for name in FACEBOOK if name not in left_out)
    write(tmp_path / "exports" / "a.csv", [facebook(1)], columns)
    [only] = pull(tmp_path)
    [post] = only.posts
    assert post.post_id == "122158000000000001"
    assert post.created_at == datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    assert post.permalink == f"https://www.facebook.com/{PAGE}/posts/1"
    assert (post.kind, post.comments_total) == ("original", 3)


def test_an_instagram_file_is_read_by_its_username(tmp_path: Path) -> None:
    rows = [instagram(1), instagram(2, **{"Post type": "IG story"}), instagram(3, **{"Post type": "IG reel"})]
    write(tmp_path / "exports" / "ig.csv", [*rows, instagram(4, **{"Post type": "IG carousel"})], INSTAGRAM)
    [only] = pull(tmp_path, page(platform="instagram"))
    assert [post.kind for post in only.posts] == ["original", "story", "original", "original"]
    assert [media.type for media in only.media] == ["photo", "photo", "video", "photo"]
    assert only.posts[0].text == "Picture 1 of the week"
    assert only.posts[0].permalink == "https://www.instagram.com/p/C1/"


@pytest.mark.parametrize(
    ("title", "description", "text"),
    [
        ("Cake sale", "", "Cake sale"),
        ("", "Cake sale", "Cake sale"),
        ("Cake sale on Fri...", "Cake sale on Friday", "Cake sale on Friday"),
        ("Cake sale on Fri…", "Cake sale\non Friday", "Cake sale\non Friday"),
        ("Cake sale on Friday", "Cake", "Cake sale on Friday"),
        ("𝐂𝐚𝐤𝐞 𝓼𝓪𝓵𝓮 ﬁne", " ", "𝐂𝐚𝐤𝐞 𝓼𝓪𝓵𝓮 ﬁne"),
        ("Zainab's goal", "The match of the year", "The match of the year\n\nZainab's goal"),
    ],
)
def test_the_words_are_the_longer_of_title_and_description_letter_for_letter(
    title: str, description: str, text: str, tmp_path: Path
) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1, Title=title, Description=description)])
    assert [post.text for post in pull(tmp_path)[0].posts] == [text]


@pytest.mark.parametrize(
    ("post_type", "is_share", "title", "kind", "media"),
    [
        ("Photos", "0", "A", "original", ["photo"]),
        ("Links", "0", "A", "original", []),
        ("Text", "", "A", "original", []),
        ("Reels", "0", "A", "original", ["video"]),
        ("Videos", "0", "A", "original", ["video"]),
        ("Live", "0", "A", "original", ["video"]),
        ("Story", "0", "", "story", ["photo"]),
        ("Stories", "0", "", "story", ["photo"]),
        ("Photos", "1", "Look", "quote", ["photo"]),
        ("Links", "1", "", "repost", []),
    ],
)
def test_the_post_type_says_kind_and_pictures(
    post_type: str, is_share: str, title: str, kind: str, media: list[str], tmp_path: Path
) -> None:
    row = facebook(1, **{"Post type": post_type, "Is share": is_share, "Title": title})
    write(tmp_path / "exports" / "a.csv", [row])
    [only] = pull(tmp_path)
    assert [post.kind for post in only.posts] == [kind]
    assert [(one.media_id, one.type) for one in only.media] == [("m1", one) for one in media]


def test_times_are_month_first_in_the_zone_that_is_said(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1, **{"Publish time": "07/04/2026 08:30"})])
    london, pacific = pull(tmp_path), pull(tmp_path, page(timezone="America/Los_Angeles"))
    assert london[0].posts[0].created_at == datetime(2026, 7, 4, 7, 30, tzinfo=UTC)
    assert pacific[0].posts[0].created_at == datetime(2026, 7, 4, 15, 30, tzinfo=UTC)
    assert assumed(london) == "the times of the file name no zone and are taken for Europe/London"
    assert assumed(pacific) == "the times of the file name no zone and are taken for America/Los_Angeles"


def test_posts_in_the_night_raise_a_doubt_about_the_zone(tmp_path: Path) -> None:
    rows = [facebook(day, **{"Publish time": f"11/{day:02d}/2026 01:{day}"}) for day in range(10, 16)]
    write(tmp_path / "exports" / "a.csv", rows)
    assert "puts 6 of 6 posts between midnight and 6" in assumed(pull(tmp_path))
    assert "midnight" not in assumed(pull(tmp_path, page(timezone="America/Los_Angeles")))


def test_a_file_that_another_program_turned_round_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1), facebook(2, **{"Publish time": "25/11/2026 08:30"})])
    with pytest.raises(RefusalError, match=r"^a\.csv line 3: Publish time has its day first here"):
        pull(tmp_path)


def test_the_latest_export_of_a_post_wins(tmp_path: Path) -> None:
    november = write(tmp_path / "exports" / "Nov-01-2026_Nov-30-2026_1.csv", [facebook(1, Title="Mended")])
    older = write(tmp_path / "exports" / "Oct-01-2026_Nov-10-2026_9.csv", [facebook(1, Title="First"), facebook(2)])
    os.utime(november, (1, 1))
    assert [post.text for post in pull(tmp_path)[0].posts] == ["Mended", "Post 2, of the week"]
    again = write(tmp_path / "exports" / "Nov-01-2026_Nov-30-2026_0.csv", [facebook(1, Title="Mended again")])
    os.utime(again, (2, 2))
    os.utime(older, (3, 3))
    assert [post.text for post in pull(tmp_path)[0].posts] == ["Mended again", "Post 2, of the week"]


def test_an_export_whose_name_says_no_days_is_as_late_as_its_last_post(tmp_path: Path) -> None:
    later = {"Publish time": "11/30/2026 08:30"}
    renamed = write(tmp_path / "exports" / "latest.csv", [facebook(1, Title="Mended"), facebook(2, **later)])
    write(tmp_path / "exports" / "Oct-01-2026_Nov-20-2026_9.csv", [facebook(1, Title="First")])
    os.utime(renamed, (1, 1))
    assert pull(tmp_path)[0].posts[0].text == "Mended"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ("exports", ["1", "2"]),
        ("exports/a*.csv", ["1"]),
        ("exports/b.csv", ["2"]),
        ("exports/*", ["1", "2"]),
    ],
)
def test_files_are_named_by_path_folder_or_pattern(files: str, names: list[str], tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1)])
    write(tmp_path / "exports" / "b.csv", [facebook(2)])
    (tmp_path / "exports" / "._a.csv").write_bytes(b"\0")
    (tmp_path / "exports" / "notes.txt").write_text("hello")
    assert [post.post_id[-1] for post in pull(tmp_path, page(files=files))[0].posts] == names


def test_the_days_of_the_file_names_are_covered_silent_or_not(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "Sep-01-2026_Sep-30-2026_1.csv", [])
    write(tmp_path / "exports" / "Oct-01-2026_Oct-31-2026_2.csv", [])
    write(tmp_path / "exports" / "Nov-01-2026_Nov-15-2026_3.csv", [facebook(1)])
    posts = pull(tmp_path)[-1].reads[0]
    assert (posts.begin, posts.end) == (
        datetime(2026, 8, 31, 23, tzinfo=UTC),
        datetime(2026, 11, 16, tzinfo=UTC),
    )
    assert posts.complete


def test_a_month_that_no_file_covers_is_said_and_not_covered(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "Sep-01-2026_Sep-30-2026_1.csv", [])
    write(tmp_path / "exports" / "Nov-01-2026_Nov-15-2026_3.csv", [facebook(1)])
    pages = pull(tmp_path)
    assert pages[-1].reads[0].begin == datetime(2026, 11, 1, tzinfo=UTC)
    assert assumed(pages).endswith("no file covers the days from 01/10/2026 to 31/10/2026")


def test_what_a_csv_never_shows_is_never_taken_for_read(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1)])
    reads = {read.what: read for read in pull(tmp_path)[-1].reads}
    assert not reads["media"].complete
    assert not reads["comments"].complete
    assert not reads["profile"].complete
    with pytest.raises(NeedsPerson, match="has no pictures"):
        BusinessSuiteConnector(tmp_path, (page(),)).picture(page(), pull(tmp_path)[0].media[0])


def test_the_page_is_known_by_its_id_its_addresses_or_its_name(tmp_path: Path) -> None:
    other = {"Page ID": "999", "Page name": "Oakmere PTA", "Permalink": "https://www.facebook.com/999/posts/9"}
    write(tmp_path / "exports" / "a.csv", [facebook(1), facebook(2, **other)])
    by_name = pull(tmp_path)
    assert [post.post_id[-1] for post in by_name[0].posts] == ["1"]
    assert rules(by_name) == [("a.csv", "unknown-account", 1)]
    by_id = pull(tmp_path, page("oakmere").model_copy(update={"platform_id": "999"}))
    assert [post.post_id[-1] for post in by_id[0].posts] == ["2"]
    named = facebook(3, **{"Page ID": "777", "Page name": "Ours", "Permalink": "https://www.facebook.com/tOak/posts/3"})
    write(tmp_path / "exports" / "a.csv", [facebook(1), named])
    assert [post.post_id[-1] for post in pull(tmp_path, page("toak"))[0].posts] == ["3"]


def test_a_crossposted_video_does_not_make_another_page_ours(tmp_path: Path) -> None:
    ours, theirs = "https://www.facebook.com/tOak/videos/", "https://www.facebook.com/elmfield/posts/"
    other = {"Page ID": "999", "Page name": "Elmfield"}
    rows = [
        facebook(1, Permalink=f"{ours}1"),
        facebook(2, **other, Permalink=f"{theirs}2"),
        facebook(3, **other, Permalink=f"{theirs}3"),
        facebook(4, **other, Permalink=f"{ours}4"),
    ]
    write(tmp_path / "exports" / "a.csv", rows)
    pages = pull(tmp_path, page("toak"))
    assert [post.post_id[-1] for post in pages[0].posts] == ["1"]
    assert rules(pages) == [("a.csv", "unknown-account", 3)]


def test_rows_of_another_account_of_the_trust_are_no_error(tmp_path: Path) -> None:
    other = {"Page ID": "999", "Page name": "Elmfield Academy", "Permalink": ""}
    write(tmp_path / "exports" / "a.csv", [facebook(1), facebook(2, **other)])
    assert rules(pull(tmp_path, page(), page("elmfieldacademy"))) == []


@pytest.mark.parametrize(
    ("of", "rows", "columns", "sentence"),
    [
        (
            page("elmfield"),
            [facebook(1)],
            FACEBOOK,
            "a.csv is of Oakmere Primary (100200300400500), and nothing in it says that this is @elmfield: if it is, "
            'write platform_id: "100200300400500" beside its handle in trust.yaml; if not, name the files of this '
            "account",
        ),
        (
            page("elmfield", "instagram"),
            [instagram(1)],
            INSTAGRAM,
            "a.csv is of @oakmereprimary, and nothing in it says that this is @elmfield: if it is, write platform_id: "
            '"17841400000000001" beside its handle in trust.yaml; if not, name the files of this account',
        ),
    ],
)
def test_the_file_of_another_page_is_refused(
    of: Account, rows: list[Any], columns: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    write(tmp_path / "exports" / "a.csv", rows, columns)
    with pytest.raises(NeedsPerson) as refused:
        pull(tmp_path, of)
    assert str(refused.value) == sentence


AGAIN = (
    "in Meta Business Suite set to English, under Insights > Content, choose Export and hand over the CSV as downloaded"
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("sep=,\nFacebook visits\nDate,Primary\n".encode("utf-16"), "holds figures of the page by day, and no posts"),
        (b'sep=,\n"Reach"\n"Date","Primary"\n', "holds figures of the page by day, and no posts"),
        (b"Date,Primary\n2026-11-01,4\n", "the header has no Post ID and no Publish time"),
        (b"Beitrags-ID,Seiten-ID\n1,2\n", "the header has no Post ID and no Publish time"),
        (b"Post ID;Publish time\n1;2\n", "another program saved this file and changed its form"),
        (b"sep=,\nPost ID,Publish time\n1,2\n", "another program saved this file and changed its form"),
        ("Post ID\tPublish time\n1\t2\n".encode("utf-16"), "another program saved this file and changed its form"),
        (b"Video asset ID,Page ID,Publish time\n1,2,3\n", "the export of videos alone"),
        (b"<!DOCTYPE html><html></html>", "this is a web page, not a CSV file"),
        (b"PK\x03\x04whatever", "this is no CSV file"),
    ],
)
def test_what_is_no_list_of_posts_is_refused_with_the_way_to_get_one(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "a.csv").write_bytes(content)
    with pytest.raises(RefusalError) as refused:
        pull(tmp_path)
    assert sentence in str(refused.value)
    assert AGAIN in str(refused.value)


def test_ids_that_a_spreadsheet_cut_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1, **{"Post ID": "1.22158E+17"})])
    with pytest.raises(RefusalError, match=r"a\.csv line 2: .*scientific notation"):
        pull(tmp_path)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"files": "gone"}, "'files' of @oakmereprimary: there is no CSV at gone"),
        ({"files": "../a.csv"}, "'files' of @oakmereprimary should lie in the workspace"),
        ({"files": ""}, "'files' of @oakmereprimary is missing"),
        ({"timezone": "Europe/Lundon"}, "should be a name such as Europe/London"),
    ],
)
def test_a_source_that_cannot_be_is_refused(options: dict[str, str], sentence: str, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    write(tmp_path / "exports" / "a.csv", [facebook(1)])
    with pytest.raises(RefusalError) as refused:
        pull(tmp_path, page(**options))
    assert sentence in str(refused.value)


def test_rows_that_cannot_be_posts_are_set_aside_and_said(tmp_path: Path) -> None:
    rows = [
        facebook(1),
        facebook(2, **{"Post ID": " "}),
        facebook(3, **{"Publish time": ""}),
        facebook(4, **{"Publish time": "soon"}),
        facebook(5, **{"Publish time": "12/24/2026 08:30"}),
    ]
    write(tmp_path / "exports" / "a.csv", rows)
    pages = pull(tmp_path, page(complete=True))
    assert [post.post_id[-1] for post in pages[0].posts] == ["1"]
    assert rules(pages) == [
        ("a.csv line 3", "no-id", 1),
        ("a.csv line 4", "no-time", 1),
        ("a.csv line 5", "bad-time", 1),
        ("a.csv line 6", "after-the-run", 1),
    ]
    read = pages[-1].reads[0]
    assert read.reason == "3 rows of posts could not be used (see data quality)"
    assert not read.proves_gone


def test_only_files_said_to_be_complete_prove_what_is_gone(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1)])
    assert pull(tmp_path, page(complete=True))[-1].reads[0].proves_gone
    assert not pull(tmp_path)[-1].reads[0].proves_gone


def test_unchanged_files_are_not_read_again_and_a_new_one_is(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "a.csv", [facebook(1)])
    first = pull(tmp_path)
    [again] = pull(tmp_path, cursor=first[-1].cursor)
    assert again.unchanged
    assert again.reads == first[-1].reads
    write(tmp_path / "exports" / "b.csv", [facebook(2)])
    assert len(pull(tmp_path, cursor=first[-1].cursor)[0].posts) == 2


def test_a_page_and_an_account_of_one_name_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path / "exports" / "Nov-01-2026_Nov-15-2026_1.csv", [facebook(1)])
    write(tmp_path / "exports" / "Sep-01-2026_Nov-15-2026_2.csv", [instagram(2)], INSTAGRAM)
    ours, theirs = page(), page(platform="instagram")
    on_facebook, on_instagram = pull(tmp_path, ours, theirs), pull(tmp_path, theirs, ours)
    assert [post.permalink for post in on_facebook[0].posts] == [f"https://www.facebook.com/{PAGE}/posts/1"]
    assert [post.permalink for post in on_instagram[0].posts] == ["https://www.instagram.com/p/C2/"]
    assert (rules(on_facebook), rules(on_instagram)) == ([], [])
    assert on_facebook[-1].reads[0].begin == datetime(2026, 11, 1, tzinfo=UTC)
    assert on_instagram[-1].reads[0].begin == datetime(2026, 8, 31, 23, tzinfo=UTC)


def test_a_file_of_another_page_covers_nothing_of_this_one(tmp_path: Path) -> None:
    other = {"Page ID": "999", "Page name": "Elmfield", "Permalink": "https://www.facebook.com/999/posts/9"}
    write(tmp_path / "exports" / "Sep-01-2026_Oct-31-2026_1.csv", [facebook(2, **other)])
    november = tmp_path / "exports" / "Nov-01-2026_Nov-15-2026_2.csv"
    write(november, [facebook(1)])
    assert pull(tmp_path)[-1].reads[0].begin == datetime(2026, 11, 1, tzinfo=UTC)
    write(november, [facebook(1), facebook(3, **other)])
    assert pull(tmp_path)[-1].reads[0].begin == datetime(2026, 8, 31, 23, tzinfo=UTC)


def test_a_row_with_a_cell_too_many_proves_nothing_gone_of_any_page_of_its_file(tmp_path):
    elm = {"Page ID": "555", "Page name": "Elm Primary", "Permalink": "https://www.facebook.com/elmprimary/posts/{n}"}
    path = tmp_path / "exports" / "Nov-01-2026_Nov-30-2026_1.csv"
    write(path, [facebook(1), facebook(2, **elm), facebook(3, **elm)])
    *kept, last = path.read_text("utf-8-sig").splitlines()
    path.write_text("\ufeff" + "\n".join([*kept, f"{last},one cell more"]) + "\n", "utf-8")
    accounts = [page(one, complete=True) for one in ("oakmereprimary", "elmprimary")]
    connector = BusinessSuiteConnector(tmp_path, tuple(accounts))
    for one in accounts:
        *_, ended = connector.pages(one, None, Window(since=None, until=UNTIL))
        [read] = [read for read in ended.reads if read.what == "posts"]
        assert (read.proves_gone, read.reason) == (False, "1 row of posts could not be used (see data quality)")
