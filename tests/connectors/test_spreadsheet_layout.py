"""Tables as other platforms export them: their own headings, times without a zone, and files of one account."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checks
import connectors
from config.load import load_trust_marked
from config.models import Account, Source
from config.refusal import RefusalError
from connectors._spreadsheet_layout import Layout
from connectors.base import Page, Window
from connectors.spreadsheet import SpreadsheetConnector
from pipeline.plan import make_plan

UNTIL = datetime(2026, 11, 16, 6, tzinfo=UTC)
LINKEDIN = (
    "Post title,Post link,Post type,Created date,Impressions\n"
    '"Our choir, at last!",https://www.linkedin.example/feed/update/71,Image,09/07/2026,120\n'
    "Open evening tonight,https://www.linkedin.example/feed/update/72,Article,11/12/2026,88\n"
)
COLUMNS = {
    "posts": {"post_id": "Post link", "permalink": "post LINK", "text": "Post title", "created_at": "Created date"}
}


def account(handle: str = "oakhill", **options: Any) -> Account:
    given = {"posts": "posts.csv", "columns": COLUMNS, "one_account": True, **options}
    return Account(
        school="oakhill", platform="linkedin", handle=handle, source=Source(connector="spreadsheet", options=given)
    )


def pull(folder: Path, text: str, of: Account, *others: Account) -> Page:
    (folder / "posts.csv").write_text(text, encoding="utf-8")
    [page] = SpreadsheetConnector(folder, [of, *others]).pages(of, None, Window(since=None, until=UNTIL))
    return page


def test_a_file_with_its_own_headings_is_read_by_their_names(tmp_path: Path) -> None:
    page = pull(tmp_path, LINKEDIN, account(timezone="Europe/London", dates="month_first"))
    assert [(post.text, post.created_at.isoformat()) for post in page.posts] == [
        ("Our choir, at last!", "2026-09-06T23:00:00+00:00"),
        ("Open evening tonight", "2026-11-12T00:00:00+00:00"),
    ]
    assert {post.permalink for post in page.posts} == {post.post_id for post in page.posts}
    [read] = [read for read in page.reads if read.what == "posts"]
    assert (read.complete, read.reason) == (True, "")
    assert read.assumed == "times without a zone are taken for Europe/London, written month first"


def test_what_is_assumed_is_still_said_when_the_file_is_unchanged(tmp_path: Path) -> None:
    of = account(timezone="Europe/London", dates="month_first")
    first = pull(tmp_path, LINKEDIN, of)
    [again] = SpreadsheetConnector(tmp_path, [of]).pages(of, first.cursor, Window(since=None, until=UNTIL))
    assert again.unchanged
    assert [read.assumed for read in again.reads] == [read.assumed for read in first.reads]
    other = account(timezone="Europe/London", dates="day_first")
    [anew] = SpreadsheetConnector(tmp_path, [other]).pages(other, first.cursor, Window(since=None, until=UNTIL))
    assert not anew.unchanged


def test_times_that_nobody_explained_are_set_aside(tmp_path: Path) -> None:
    page = pull(tmp_path, LINKEDIN, account())
    assert page.posts == []
    assert {one.rule for one in page.set_aside} == {"bad-time"}


@pytest.mark.parametrize(
    ("text", "dates", "said"),
    [
        ("07/09/2026 08:30", "day_first", "2026-09-07T07:30"),
        ("07/09/2026 08:30", "month_first", "2026-07-09T07:30"),
        ("7.9.26", "day_first", "2026-09-06T23:00"),
        ("09/07/2026, 8:30 PM", "month_first", "2026-09-07T19:30"),
        ("09/07/2026 12:05 am", "month_first", "2026-09-06T23:05"),
        ("2026-09-07 08:30:15", "", "2026-09-07T07:30"),
        ("2026-09-07T08:30:00Z", "day_first", "2026-09-07T08:30"),
        ("2026-09-07 08:30:15 UTC", "", "2026-09-07T08:30"),
        ("2026-09-07 08:30 gmt", "month_first", "2026-09-07T08:30"),
        ("7 September 2026 08:30", "", "2026-09-07T07:30"),
        ("Sep 7, 2026, 8:30 PM", "day_first", "2026-09-07T19:30"),
        ("Sept. 7, 2026", "month_first", "2026-09-06T23:00"),
        ("31 February 2026", "", "bad-time"),
        ("September 7", "", "bad-time"),
        ("13/13/2026", "day_first", "bad-time"),
        ("31/02/2026", "day_first", "bad-time"),
        ("07/09/2026 13:30 pm", "day_first", "bad-time"),
        ("07/09/2026 25:30", "day_first", "bad-time"),
        ("last Tuesday", "day_first", "bad-time"),
        ("07/09/2026", "", "bad-time"),
        ("01/01/1999", "day_first", "impossible-time"),
        ("", "day_first", "no-time"),
    ],
)
def test_times_as_platforms_write_them(text: str, dates: Any, said: str) -> None:
    read = Layout(timezone="Europe/London", dates=dates).time(text)
    assert (read if isinstance(read, str) else read.strftime("%Y-%m-%dT%H:%M")) == said


@given(st.datetimes(datetime(2005, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - local times are what is written
def test_both_orders_come_back_as_they_were_written(moment: datetime) -> None:
    for dates, written in (("day_first", "%d/%m/%Y %H:%M:%S"), ("month_first", "%m-%d-%Y %H:%M:%S")):
        read = Layout(timezone="UTC", dates=dates).time(moment.strftime(written))  # type: ignore[arg-type]
        assert read == moment.replace(microsecond=0, tzinfo=UTC)


def test_a_file_said_to_be_of_one_account_serves_one(tmp_path: Path) -> None:
    of, other = account(dates="month_first", timezone="Europe/London"), account("oakhillnursery")
    with pytest.raises(RefusalError, match=r"one account.s rows .* @oakhill and @oakhillnursery are read from it"):
        pull(tmp_path, LINKEDIN, of, other)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({**COLUMNS["posts"], "text": "Post tittle"}, "no heading 'Post tittle' for text: did you mean 'Post title'"),
        ({**COLUMNS["posts"], "text": "Zz"}, "no heading 'Zz' for text: correct it under 'columns'"),
        ({"post_id": "Post link"}, "column 'created_at' is missing"),
    ],
)
def test_headings_that_are_not_there(tmp_path: Path, columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(RefusalError, match=sentence):
        pull(tmp_path, LINKEDIN, account(columns={"posts": columns}))


def test_a_zone_or_an_order_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="'timezone' is \"Europe/Lodon\""):
        pull(tmp_path, LINKEDIN, account(timezone="Europe/Lodon"))
    with pytest.raises(RefusalError, match=r"should be day_first or month_first"):
        pull(tmp_path, LINKEDIN, account(dates="american"))


TRUST = """
trust: {{name: Oak Trust, packs: [own.yaml]}}
schools:
  - id: oakhill
    name: Oakhill Primary School
    phase: primary
    accounts:
      - platform: linkedin
        handle: oakhill
        source:
          connector: spreadsheet
          posts: posts.csv
          {columns}
"""
PACK = 'id: own\ntitle: Own\nclauses:\n  - {id: "1", says: x, by_hand: y}\n'


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("columns: {posts: {text: Caption}}", ""),
        ('complete: "true"', 'line 13: .*"complete" is "true": it should be true or false, without quotes'),
        ("complete: 1", 'line 13: .*"complete" is "1": it should be true or false'),
        ("one_account: maybe", 'line 13: .*"one_account" is "maybe": it should be true or false'),
        ("media: true", 'line 13: .*"media" is true: it should be one text'),
        ("columns: true", 'line 13: .*"columns" should be a mapping with posts'),
        ("columns: {post: {text: Caption}}", 'line 13: .*there is no key "post"; did you mean "posts"'),
        ("columns: {posts: {texts: Caption}}", 'line 13: .*there is no column "texts"; did you mean "text"'),
        ("columns: Caption", '"columns" should be a mapping with posts, comments, media'),
        ("columns: {posts: [Caption]}", "line 13: 'columns' should hold groups of texts"),
        ("timezone: {a: {b: c}}", '"timezone" should be one text, not a mapping'),
    ],
)
def test_columns_are_looked_at_when_the_settings_are_loaded(tmp_path: Path, columns: str, sentence: str) -> None:
    (tmp_path / "trust.yaml").write_text(TRUST.format(columns=columns), encoding="utf-8")
    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    if not sentence:
        assert make_plan(load_trust_marked(tmp_path), checks.find(), connectors.find())
        return
    with pytest.raises(RefusalError, match=sentence):
        make_plan(load_trust_marked(tmp_path), checks.find(), connectors.find())
