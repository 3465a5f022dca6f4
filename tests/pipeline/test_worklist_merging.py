"""Sheets that come back at different times: nothing said is lost, nothing untouched changes anything."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.worklist_marks import StoredMark
from pipeline.worklist.merging import FIELDS, Said, merge_said, next_mark
from pipeline.worklist.sampling import choose, share_out

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
SAID = st.builds(
    Said,
    st.sampled_from(["", "Ann", "Ben"]),
    st.sampled_from(["to do", "doing", "done"]),
    st.sampled_from(["", "x", "y"]),
)


@given(SAID, SAID)
def test_a_sheet_that_was_not_touched_changes_nothing(written: Said, now: Said) -> None:
    assert merge_said(written, written, now) == (now, ())


@given(SAID, SAID, SAID)
def test_whatever_was_typed_stands_or_is_said_to_contradict(written: Said, sheet: Said, now: Said) -> None:
    stands, contradicted = merge_said(written, sheet, now)
    for name in FIELDS:
        typed, before = getattr(sheet, name), getattr(written, name)
        assert typed == before or getattr(stands, name) == typed or name in contradicted
        # and what the other one said is overwritten only where that is what this sheet was written with
        assert getattr(stands, name) == getattr(now, name) or getattr(now, name) == before


@given(SAID, SAID, SAID)
def test_the_same_sheet_twice_says_nothing_more(written: Said, sheet: Said, now: Said) -> None:
    once, _ = merge_said(written, sheet, now)
    assert merge_said(written, sheet, once)[0] == once


@given(SAID, SAID, SAID)
def test_two_sheets_that_do_not_disagree_may_come_in_either_order(written: Said, one: Said, two: Said) -> None:
    there, first = merge_said(written, two, merge_said(written, one, written)[0])
    back, second = merge_said(written, one, merge_said(written, two, written)[0])
    assert set(first) == set(second)
    assert first or there == back


def mark(status: str, **given: object) -> StoredMark:
    values: dict[str, object] = {"key": "k", "number": 1, "owner": "", "note": "", "at": AT, "source": "s"}
    return StoredMark(**{**values, "status": status, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last", "status", "claims"),
    [
        (None, "done", (AT, None)),
        (None, "doing", (None, None)),
        (mark("doing"), "done", (AT, None)),
        (mark("done", done_on=AT - timedelta(3)), "done", (AT - timedelta(3), None)),
        (mark("done", done_on=AT - timedelta(3)), "to do", (None, None)),
        (mark("to do", done_on=AT - timedelta(9), still_up=AT), "doing", (AT - timedelta(9), AT)),
        (mark("to do", done_on=AT - timedelta(9), still_up=AT), "done", (AT, None)),
    ],
)
def test_when_something_was_said_to_be_done(last, status, claims) -> None:
    said = next_mark("k", Said(status=status), last, at=AT, source="t")
    assert (said.done_on, said.still_up) == claims
    assert said.number == (2 if last else 1)


POSTS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 60).map(str)), unique=True)


@given(POSTS, st.integers(0, 20), st.text(max_size=5))
def test_a_draw_takes_as_many_as_it_can_and_is_the_same_whatever_the_order(posts, number, seed) -> None:
    drawn = choose(posts, number, seed)
    assert drawn == choose(sorted(posts), number, seed)
    assert len(drawn) == len(set(drawn)) == min(number, len(posts))
    assert set(drawn) <= set(posts)


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50)), st.integers(1, 30))
def test_every_account_has_its_share(sizes, number) -> None:
    shares = share_out(sizes, number)
    assert all(shares[name] <= sizes[name] for name in sizes)
    if number >= len(sizes):
        assert all(shares.values())
    for name in sizes:
        for other in sizes:  # nobody with more posts gets fewer
            assert sizes[name] <= sizes[other] or shares[name] >= shares[other]


def test_posts_that_were_read_are_drawn_last() -> None:
    posts = [("a", str(n)) for n in range(12)]
    read = set(choose(posts, 10, "first week"))
    assert {post for post in choose(posts, 10, "second week", read) if post not in read} == set(posts) - read


def test_every_post_may_be_drawn() -> None:
    posts = [("a", str(n)) for n in range(20)]
    drawn = Counter(post for week in range(200) for post in choose(posts, 5, f"week {week}"))
    assert set(drawn) == set(posts)
    assert max(drawn.values()) < 3 * min(drawn.values())
