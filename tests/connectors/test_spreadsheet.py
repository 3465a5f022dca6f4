"""Accounts read from table files: whose row is whose, what is blanked or set aside, pages, and no second reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

import connectors.spreadsheet
from config.models import Account, Source
from config.refusal import RefusalError
from connectors.base import Connector, Page, Surroundings, Window
from connectors.spreadsheet import SpreadsheetConnector

UNTIL = datetime(2026, 11, 16, 6, tzinfo=UTC)
POSTS = "post_id,account,created_at,kind,text,permalink,author\n"
COMMENTS = "comment_id,post_id,account,created_at,author_handle,author_name,text\n"
MEDIA = "post_id,media_id,type,url,file,alt_text\n"
TIME = "2026-09-07T08:30:00+01:00"


def account(handle: str = "stannes", platform: str = "x", school: str = "st-annes", **options: str | bool) -> Account:
    source = Source(connector="spreadsheet", options=options or {"posts": "posts.csv"})
    return Account(school=school, platform=platform, handle=handle, source=source)


ALL = account(posts="posts.csv", comments="comments.csv", media="media.csv")


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


def pull(
    folder: Path,
    of: Account = ALL,
    *others: Account,
    cursor: Mapping[str, Any] | None = None,
    until: datetime = UNTIL,
) -> list[Page]:
    connector = SpreadsheetConnector(folder, [of, *others])
    return list(connector.pages(of, cursor, Window(since=None, until=until)))


def rules(pages: list[Page]) -> list[tuple[str, str, int]]:
    return [(one.place, one.rule, one.count) for page in pages for one in page.set_aside]


def test_it_keeps_the_promise_of_a_connector(tmp_path: Path) -> None:
    def secret(_: object) -> str:
        raise AssertionError("a file has no secrets")

    around = Surroundings(root=tmp_path, accounts=[ALL], secret=secret, now=UNTIL)
    connector = SpreadsheetConnector.build(around)
    assert isinstance(connector, Connector)
    assert connector.profile(ALL).handle == "stannes"


def test_records_are_what_the_rows_say_byte_for_byte(tmp_path: Path) -> None:
    write(
        tmp_path,
        posts=POSTS + f' 007 ,@StAnnes,{TIME},Quote," Hello,\r\nall ",https://x.example/1,@stannes\n',
        comments=COMMENTS + "c1,007,stannes,2026-09-07T09:00:00Z,@mum_of_2,Jo,NA\n",
        media=MEDIA + "007,,Video,,pictures\\a.png,A tree\n007,m1,photo,https://x.example/a.png,,\n",
    )
    [page] = pull(tmp_path)
    [post], [comment], [video, photo] = page.posts, page.comments, page.media
    assert (post.post_id, post.kind, post.text) == ("007", "quote", " Hello,\r\nall ")
    assert (post.created_at, post.permalink) == (datetime(2026, 9, 7, 7, 30, tzinfo=UTC), "https://x.example/1")
    assert (comment.post_id, comment.author_handle, comment.text) == ("007", "mum_of_2", "NA")
    assert (video.media_id, video.type, video.file, video.alt_text) == ("m2", "video", "pictures/a.png", "A tree")
    assert (video.cover, photo.cover) == ("pictures/a.png", ""), (
        "a video whose file is a picture has that for its cover"
    )
    assert (photo.media_id, photo.type, photo.url) == ("m1", "photo", "https://x.example/a.png")
    assert rules([page]) == []


@pytest.mark.parametrize(
    ("cells", "cover"),
    [
        ("video,,,covers\\a.jpg", "covers/a.jpg"),
        ("video,,films/a.mp4,covers/a.jpg", "covers/a.jpg"),
        ("Video,,films/a.mp4,https://x.example/a.jpg?s=1", "https://x.example/a.jpg?s=1"),
        ("video,https://x.example/a.JPG?s=1,,", "https://x.example/a.JPG?s=1"),
        ("video,https://x.example/a.mp4,films/a.mp4,", ""),
        ("video,,,", ""),
        ("video,,,../../etc/a.jpg", ""),
        ("video,,,javascript:a.jpg", ""),
        ("video,https://x.example/u.jpg,a.jpg,https://x.example/c.jpg", "a.jpg"),
        ("video,https://x.example/u.jpg,a.jpg,c.jpg", "c.jpg"),
        ("video,https://x.example/u.jpg,a.mp4,https://x.example/c.jpg", "https://x.example/c.jpg"),
        ("reel,,,covers/a.jpg", "covers/a.jpg"),
        ("photo,https://x.example/a.jpg,a.jpg,b.jpg", ""),
    ],
)
def test_the_cover_of_a_video_is_what_the_table_says_or_its_file_where_that_is_a_picture(
    tmp_path: Path, cells: str, cover: str
) -> None:
    write(
        tmp_path,
        posts=POSTS + f"p1,stannes,{TIME},,,,\n",
        comments=COMMENTS,
        media=f"post_id,media_id,alt_text,type,url,file,cover\np1,m1,,{cells}\n",
    )
    [page] = pull(tmp_path)
    assert [one.cover for one in page.media] == [cover]


def test_a_row_of_unknown_type_is_a_video_where_it_has_a_cover_and_else_a_photo(tmp_path: Path) -> None:
    rows = "p1,m1,,reel,,,a.jpg\np1,m2,,reel,,b.jpg,\np1,m3,,photo,,c.jpg,d.jpg\n"
    write(
        tmp_path,
        posts=POSTS + f"p1,stannes,{TIME},,,,\n",
        comments=COMMENTS,
        media=f"post_id,media_id,alt_text,type,url,file,cover\n{rows}",
    )
    [page] = pull(tmp_path)
    assert [one.type for one in page.media] == ["video", "photo", "photo"]


def test_what_is_not_sane_is_blanked_and_the_row_kept(tmp_path: Path) -> None:
    write(
        tmp_path,
        posts=POSTS + f"p1,stannes,{TIME},tweet,,javascript:alert(1),\n",
        comments=COMMENTS + f"c1,nobody-has-this-post,stannes,{TIME},,,Lovely\n",
        media=MEDIA + "p1,a,hologram,ftp://x.example/a,../../secret.png,\np1,b,,,/etc/b.png,\np1,c,,,C:\\b.png,\n",
    )
    [page] = pull(tmp_path)
    assert (page.posts[0].kind, page.posts[0].permalink) == ("original", "")
    assert [comment.post_id for comment in page.comments] == ["nobody-has-this-post"]
    assert [(media.type, media.url, media.file) for media in page.media] == [("photo", "", "")] * 3


def test_every_account_takes_its_own_rows_and_strays_are_counted_once(tmp_path: Path) -> None:
    other = account("oakfield", school="oakfield", posts="posts.csv")
    live = Account(school="oakfield", platform="facebook", handle="OakPage", source=Source(connector="facebook"))
    write(
        tmp_path,
        posts=POSTS
        + f"p1,stannes,{TIME},,A,,\np2,OAKFIELD,{TIME},,B,,\np3,oakpage,{TIME},,C,,\n"
        + f"p4,who,{TIME},,D,,\np5,whoelse,{TIME},,E,,\np6,,{TIME},,F,,\n",
    )
    mine = account(posts="posts.csv")
    connector = SpreadsheetConnector(tmp_path, [mine, other, live])
    window = Window(since=None, until=UNTIL)
    first, second = list(connector.pages(mine, None, window)), list(connector.pages(other, None, window))
    assert [post.post_id for page in first for post in page.posts] == ["p1"]
    assert [post.post_id for page in second for post in page.posts] == ["p2"]
    assert rules(first) == [("posts.csv", "unknown-account", 2), ("posts.csv", "no-account", 1)]
    assert rules(second) == []


def test_one_handle_on_two_platforms_needs_the_platform_column(tmp_path: Path) -> None:
    facebook, instagram = account(platform="facebook"), account(platform="instagram")
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,A,,\n")
    with pytest.raises(RefusalError) as refusal:
        pull(tmp_path, facebook, instagram)
    assert str(refusal.value) == (
        "posts.csv: the handle @stannes is configured on facebook and instagram with this file: "
        "add a column 'platform' that says which of them each row belongs to"
    )
    rows = f"p1,stannes,Facebook,{TIME},A\np2,stannes,instagram,{TIME},B\np3,stannes,,{TIME},C\np4,stannes,x,{TIME},D\n"
    write(tmp_path, posts="post_id,account,platform,created_at,text\n" + rows)
    pages = pull(tmp_path, facebook, instagram)
    assert [post.post_id for post in pages[0].posts] == ["p1"]
    assert rules(pages) == [("posts.csv", "unknown-account", 1), ("posts.csv", "no-platform", 1)]


def test_the_first_row_of_an_id_is_kept(tmp_path: Path) -> None:
    row = f"p1,stannes,{TIME},,First,,\n"
    write(
        tmp_path,
        posts=POSTS + row + row + row.replace("First", "Other"),
        comments=COMMENTS,
        media=MEDIA + "p1,a,,,,\np1,a,,,,\n",
    )
    [page] = pull(tmp_path)
    assert [post.text for post in page.posts] == ["First"]
    assert rules([page]) == [
        ("posts.csv row 3", "duplicate-id", 1),
        ("posts.csv row 4", "conflicting-id", 1),
        ("media.csv row 3", "duplicate-id", 1),
    ]


def test_a_row_that_says_otherwise_under_an_id_of_another_is_one_that_nobody_read(tmp_path: Path) -> None:
    post, comment = f"p1,stannes,{TIME},,First,,\n", f"c1,p1,stannes,{TIME},jo,Jo,Hi\n"
    write(
        tmp_path,
        posts=POSTS + post + post.replace("First", "Other"),
        comments=COMMENTS + comment + comment.replace("Hi", "Go Zainab"),
        media=MEDIA + "p1,m1,photo,,,Hall\np1,m1,photo,,,Zainab on stage\n",
    )
    [page] = pull(tmp_path)
    assert {one.rule for one in page.set_aside} == {"conflicting-id"}
    assert {read.what: read.reason for read in page.reads} == {
        what: f"1 row of {what} could not be used (see data quality)" for what in ("posts", "comments", "media")
    }


def test_media_without_a_post_are_counted_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        posts=POSTS + f"p1,stannes,{TIME},,A,,\np2,stannes,,,No time,,\n",
        comments=COMMENTS,
        media=MEDIA + "p1,,,,,\np2,,,,,\np8,,,,,\np9,,,,,\n,a,,,,\n",
    )
    pages = pull(tmp_path)
    assert [media.post_id for media in pages[0].media] == ["p1"]
    assert rules(pages) == [
        ("posts.csv row 3", "no-time", 1),
        ("media.csv", "no-id", 1),
        ("media.csv", "no-post", 2),
        ("media.csv", "no-post", 1),
    ]


def test_reads_say_how_far_the_files_go(tmp_path: Path) -> None:
    write(
        tmp_path,
        posts=POSTS + f"p0,oakfield,2026-09-01T08:00:00Z,,Theirs,,\np1,stannes,{TIME},,Ours,,\n",
        comments=COMMENTS,
        media=MEDIA + "p1,,,,,\n",
    )
    [page] = pull(tmp_path, ALL, account("oakfield"))
    posts, media, comments = page.reads
    begin = datetime(2026, 9, 1, 8, tzinfo=UTC)
    assert (posts.what, posts.complete, posts.begin, posts.end, posts.proves_gone) == (
        "posts",
        True,
        begin,
        None,
        False,
    )
    assert (media.what, media.complete, media.begin) == ("media", True, begin)
    assert (comments.what, comments.complete, comments.reason) == ("comments", False, "the file has no rows")


def test_what_is_not_given_is_not_read(tmp_path: Path) -> None:
    nothing = Account(school="st-annes", platform="x", handle="stannes", source=Source(connector="spreadsheet"))
    [page] = pull(tmp_path, nothing)
    assert page.last
    assert [(read.what, read.complete, read.reason) for read in page.reads] == [
        ("posts", False, "no posts file is given for this account"),
        ("media", False, "no media file is given for this account"),
        ("comments", False, "no comments file is given for this account"),
    ]


@pytest.mark.parametrize(
    ("row", "proves"),
    [
        ("", True),
        (f"p2,oakfield,{TIME},,Theirs,,\n", True),
        (f"p1,stannes,{TIME},,A,,\n", True),
        (f"p1,stannes,{TIME},,Again,,\n", False),
        ("p2,stannes,yesterday,,No time,,\n", False),
        (f"p2,,{TIME},,Nobody's,,\n", False),
        (f"p2,stannes,{TIME},,Hello, all, of, you\n", False),
    ],
)
def test_only_a_complete_file_without_lost_rows_proves_what_is_gone(row: str, proves: bool, tmp_path: Path) -> None:
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,A,,\n" + row)
    complete, partial = account(posts="posts.csv", complete=True), account(posts="posts.csv", complete=False)
    assert pull(tmp_path, complete, account("oakfield"))[-1].reads[0].proves_gone is proves
    assert pull(tmp_path, partial, account("oakfield"))[-1].reads[0].proves_gone is False


def test_a_second_pull_of_unchanged_files_opens_no_table(tmp_path: Path) -> None:
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,A,,\n")
    mine = account(posts="posts.csv", complete=True)
    first = pull(tmp_path, mine)
    saved = json.loads(json.dumps(first[-1].cursor))
    # had the second pull parsed this file, which has the hash of the cursor, it would refuse it
    (tmp_path / "posts.csv").write_bytes(b"no table at all")
    saved["posts"] = hashlib.sha256(b"no table at all").hexdigest()
    [page] = pull(tmp_path, mine, cursor=saved, until=UNTIL + timedelta(days=1))
    assert (page.unchanged, page.last, page.posts, page.cursor) == (True, True, (), saved)
    assert [replace(read, proves_gone=False) for read in first[-1].reads] == page.reads


def test_a_changed_file_a_new_file_and_a_new_promise_are_read_again(tmp_path: Path) -> None:
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,A,,\n", comments=COMMENTS + f"c1,p1,stannes,{TIME},,,B\n")
    without = account(posts="posts.csv")
    saved = pull(tmp_path, without)[-1].cursor
    assert pull(tmp_path, without, cursor=saved)[0].unchanged
    assert not pull(tmp_path, account(posts="posts.csv", comments="comments.csv"), cursor=saved)[0].unchanged
    assert not pull(tmp_path, account(posts="posts.csv", complete=True), cursor=saved)[0].unchanged
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,Edited,,\n")
    assert [post.text for post in pull(tmp_path, without, cursor=saved)[0].posts] == ["Edited"]


def test_a_row_from_after_the_run_is_looked_at_again_when_its_day_has_come(tmp_path: Path) -> None:
    write(tmp_path, posts=POSTS + f"p1,stannes,{TIME},,A,,\np2,stannes,2026-11-09T08:00:00Z,,Later,,\n")
    mine = account(posts="posts.csv")
    early = datetime(2026, 10, 12, 6, tzinfo=UTC)
    saved = pull(tmp_path, mine, until=early)[-1].cursor
    assert pull(tmp_path, mine, cursor=saved, until=early + timedelta(days=7))[0].unchanged
    again = pull(tmp_path, mine, cursor=saved, until=UNTIL)
    assert [post.post_id for post in again[0].posts] == ["p1", "p2"]


def many(count: int) -> str:
    return POSTS + "".join(f"p{number},stannes,{TIME},,Post {number},,\n" for number in range(count))


def test_a_pull_is_cut_into_pages_and_resumed_at_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connectors.spreadsheet, "PAGE_ROWS", 10)
    write(tmp_path, posts=many(25), comments=COMMENTS + f"c1,p1,stannes,{TIME},,,A\n", media=MEDIA + "p1,,,,,\n")
    whole = pull(tmp_path)
    assert [(len(page.posts), len(page.media), len(page.comments)) for page in whole] == [
        (10, 0, 0),
        (10, 0, 0),
        (5, 1, 1),
    ]
    assert [page.last for page in whole] == [False, False, True]
    for killed_after in (0, 1):
        rest = pull(tmp_path, cursor=json.loads(json.dumps(whole[killed_after].cursor)), until=UNTIL)
        assert rest == whole[killed_after + 1 :]


def test_a_cut_short_pull_of_a_changed_file_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connectors.spreadsheet, "PAGE_ROWS", 10)
    write(tmp_path, posts=many(25), comments=COMMENTS, media=MEDIA)
    cursor = pull(tmp_path)[1].cursor
    write(tmp_path, posts=many(26))
    assert sum(len(page.posts) for page in pull(tmp_path, cursor=cursor)) == 26


def test_a_file_is_read_once_for_all_its_accounts(tmp_path: Path) -> None:
    accounts = [account(f"school{number}", school=f"s{number}") for number in range(30)]
    rows = "".join(f"p{number},school{number},{TIME},,A,,\n" for number in range(30))
    connector = SpreadsheetConnector(write(tmp_path, posts=POSTS + rows), accounts)
    window = Window(since=None, until=UNTIL)
    first = list(connector.pages(accounts[0], None, window))
    (tmp_path / "posts.csv").unlink()
    assert len(first[0].posts) == 1
    for number, one in enumerate(accounts):
        assert [post.post_id for page in connector.pages(one, None, window) for post in page.posts] == [f"p{number}"]


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["post_id", "account", "created_at", "text"])
    book.active.append(["007", "@StAnnes", TIME, "Hello"])
    book.save(tmp_path / "posts.xlsx")
    [page] = pull(tmp_path, account(posts="posts.xlsx"))
    assert [(post.post_id, post.text) for post in page.posts] == [("007", "Hello")]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"posts": "gone.csv"},
            "gone.csv: the file is not there: check the path in trust.yaml, or export it again to DIR",
        ),
        (
            {"posts": "../posts.csv"},
            "trust.yaml: 'posts' of @stannes should lie in the workspace: give a path without '..', or the whole path "
            "from '/'",
        ),
        ({"posts": True}, "trust.yaml: 'posts' of @stannes should be the path of a .csv or .xlsx file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(options: dict[str, str | bool], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        pull(tmp_path, account(**options))
    assert str(refusal.value).replace(str(tmp_path), "DIR") == sentence


def test_nothing_set_aside_repeats_a_value(tmp_path: Path) -> None:
    write(tmp_path, posts=POSTS + "Zainab,stannes,Zainab,,Zainab,,\nZainab,Zainab,,,Zainab,,\n")
    for page in pull(tmp_path, account(posts="posts.csv")):
        assert "Zainab" not in repr(page.set_aside)


@pytest.mark.parametrize("what", ["posts", "comments", "media"])
def test_a_row_with_a_cell_too_many_may_be_anybodys_and_is_told_with_every_account(tmp_path, what):
    rows = {
        "posts": f"{POSTS}1,stannes,{TIME},original,Hello,,\n",
        "comments": f"{COMMENTS}c1,1,stannes,{TIME},a_mum,,Lovely\n",
        "media": f"{MEDIA}1,a,photo,,a.jpg,A tree\n",
    }
    rows[what] += rows[what].splitlines()[-1] + ",one cell more\n"
    [*_, ended] = pull(write(tmp_path, **rows))
    reasons = {read.what: read.reason for read in ended.reads}
    assert reasons[what] == f"1 row of {what} could not be used (see data quality)"
    assert not any(reason for other, reason in reasons.items() if other != what)
