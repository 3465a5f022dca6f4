"""A page is saved whole with its cursor; edits are kept, disappearances dated, returns noticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from made_stores import new_store
from sqlalchemy import select

from connectors.base import Comment, Media, Page, Post, Read
from pipeline.moments import to_micros
from pipeline.store.frames import load_comments
from pipeline.store.pages import PullMoment, load_cursor, read_until, save_page
from pipeline.store.schema import comments, media, posts, reads, versions

DAY = datetime(2026, 11, 2, 6, tzinfo=UTC)
POSTED = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    opened = new_store(tmp_path)
    yield opened
    opened.close()


def a_post(number: int, text: str = "Hello", **other: object) -> Post:
    return Post(post_id=str(number), created_at=POSTED + timedelta(days=number), text=text, **other)


def everything(
    *found: Post, comments: tuple[Comment, ...] = (), media: tuple[Media, ...] = (), first: bool = True, **read: object
) -> Page:
    """Return the only page of a pull that read the posts in full and may prove what is gone."""
    known = {"begin": POSTED, "proves_gone": True, **read}
    told = [Read(what=what, complete=True, **known) for what in ("posts", "comments", "media")]
    return Page(posts=found, comments=comments, media=media, reads=told, cursor={"done": True}, first=first, last=True)


def save(store, page: Page, week: int = 0) -> None:
    with store.write() as connection:
        save_page(connection, PullMoment("x:oak", "spreadsheet", DAY + timedelta(weeks=week)), page)


def states(store, table=posts) -> dict[str, tuple[str, int | None]]:
    key = {posts: "post_id", comments: "comment_id", media: "media_id"}[table]
    with store.read() as connection:
        return {
            row[0]: (row[1], row[2]) for row in connection.execute(select(table.c[key], table.c.state, table.c.gone_at))
        }


def test_a_second_pull_of_the_same_changes_no_row_but_last_seen(store):
    save(store, everything(a_post(1), a_post(2)))
    save(store, everything(a_post(1), a_post(2)), week=1)
    with store.read() as connection:
        rows = connection.execute(select(posts.c.change, posts.c.first_seen, posts.c.last_seen)).fetchall()
    assert rows == [(1, to_micros(DAY), to_micros(DAY + timedelta(weeks=1)))] * 2


def test_an_edit_keeps_what_readers_saw_before(store):
    save(store, everything(a_post(1, "Well done Zainab")))
    save(store, everything(a_post(1, "Well done all")), week=1)
    with store.read() as connection:
        assert connection.execute(select(posts.c.text, posts.c.change)).fetchall() == [("Well done all", 2)]
        old = connection.execute(select(versions.c.subject_id, versions.c.text, versions.c.replaced_at)).fetchall()
    assert old == [("1", "Well done Zainab", to_micros(DAY + timedelta(weeks=1)))]


def test_a_count_that_drifts_is_no_edit(store):
    save(store, everything(a_post(1, comments_total=3)))
    save(store, everything(a_post(1, comments_total=9)), week=1)
    with store.read() as connection:
        assert connection.execute(select(posts.c.comments_total, posts.c.change)).fetchall() == [(9, 1)]
        assert connection.execute(select(versions.c.text)).fetchall() == []


def test_what_a_complete_read_no_longer_shows_is_gone_and_may_come_back(store):
    under = Comment(comment_id="c", post_id="1", created_at=POSTED + timedelta(days=3), text="hi")
    save(store, everything(a_post(1), a_post(2), comments=(under,)))
    save(store, everything(a_post(1)), week=1)
    at = to_micros(DAY + timedelta(weeks=1))
    assert states(store) == {"1": ("public", None), "2": ("gone", at)}
    assert states(store, comments) == {"c": ("gone", at)}
    save(store, everything(a_post(1), a_post(2), comments=(under,)), week=2)
    assert set(states(store).values()) == {("public", None)}
    assert set(states(store, comments).values()) == {("public", None)}


def test_what_lies_outside_a_read_is_not_gone(store):
    save(store, everything(a_post(1), a_post(20)))
    save(store, everything(begin=POSTED + timedelta(days=10)), week=1)
    assert {key: state for key, (state, _) in states(store).items()} == {"1": "public", "20": "gone"}


def test_a_read_of_everything_dates_also_what_is_older_than_its_first_row(store):
    save(store, everything(a_post(1), a_post(20)))
    save(store, everything(a_post(20), begin=POSTED + timedelta(days=20), whole=True), week=1)
    assert {key: state for key, (state, _) in states(store).items()} == {"1": "gone", "20": "public"}


def test_a_pull_cut_short_loses_nothing_it_saw(store):
    """Rows saved by the first half of a pull are not gone because its second half, days later, does not name them."""
    save(store, everything(a_post(1), a_post(2)))
    save(store, Page(posts=[a_post(1)], cursor={"next": 2}, first=True), week=1)
    with store.read() as connection:
        assert load_cursor(connection, "x:oak") == {"next": 2}
    save(store, everything(a_post(3), first=False), week=2)
    assert {key: state for key, (state, _) in states(store).items()} == {"1": "public", "2": "gone", "3": "public"}


def test_a_pull_that_begins_anew_owes_nothing_to_the_one_cut_short(store):
    save(store, everything(a_post(1), a_post(2)))
    save(store, Page(posts=[a_post(1)], cursor={"next": 2}, first=True), week=1)
    save(store, everything(a_post(2)), week=1)
    assert {key: state for key, (state, _) in states(store).items()} == {"1": "gone", "2": "public"}


def test_two_pulls_of_one_moment_notice_what_went_between_them(store):
    save(store, everything(a_post(1), a_post(2)))
    save(store, everything(a_post(1)))
    assert {key: state for key, (state, _) in states(store).items()} == {"1": "public", "2": "gone"}


def test_reads_that_touch_are_covered_together_and_a_gap_starts_anew(store):
    def read(begin: int, week: int, *, complete: bool = True) -> tuple[int, int, bool]:
        told = Read(
            what="posts", complete=complete, begin=POSTED + timedelta(days=begin), reason="" if complete else "down"
        )
        save(store, Page(reads=[told], last=True), week)
        with store.read() as connection:
            row = connection.execute(select(reads.c.covered_begin, reads.c.covered_end, reads.c.complete)).one()
        return row[0], row[1], row[2]

    def moment(days: int) -> int:
        return to_micros(POSTED + timedelta(days=days))

    assert read(0, 0)[0] == moment(0)
    assert read(25, 1) == (moment(0), to_micros(DAY + timedelta(weeks=1)), True)
    assert read(30, 2, complete=False) == (moment(0), to_micros(DAY + timedelta(weeks=1)), False)
    assert read(60, 9) == (moment(60), to_micros(DAY + timedelta(weeks=9)), True)
    ninth = to_micros(DAY + timedelta(weeks=9))
    assert read(0, 0) == (moment(60), ninth, True), "an earlier cover that does not touch takes nothing back"
    assert read(50, 8) == (moment(50), ninth, True), "nor does one that touches"


def test_until_when_an_account_was_read_is_remembered_of_the_connector_that_read_it(store):
    def until(source: str = "spreadsheet") -> datetime | None:
        with store.read() as connection:
            return read_until(connection, "x:oak", source)

    assert until() is None
    save(store, everything(a_post(1)))
    assert (until(), until("x")) == (DAY, None)


def test_an_edited_comment_is_first_seen_when_its_present_words_are(store):
    kept, edited = (Comment(comment_id=one, post_id="1", created_at=POSTED, text="Lovely") for one in ("c1", "c2"))
    save(store, everything(a_post(1), comments=(kept, edited)))
    save(store, everything(a_post(1), comments=(kept, replace(edited, text="Awful lot"))), week=1)
    with store.read() as connection:
        seen = load_comments(connection, ["x:oak"]).set_index("comment_id")["first_seen"]
    assert seen.to_dict() == {"c1": DAY, "c2": DAY + timedelta(weeks=1)}
