"""What of an account was not read, in the words of coverage."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks.base import Evidence, School
from pipeline.shortfalls import shortfalls_of

KEY = "x:a"
JUNE, JULY = pd.Timestamp("2026-06-01", tz="UTC"), pd.Timestamp("2026-07-01T23:30", tz="UTC")
NEVER = pd.NaT


def evidence(
    reads: list[tuple[str, object, bool, str, str]], posted: tuple[object, ...] = (), **more: object
) -> Evidence:
    columns = ["account", "what", "begin", "complete", "reason", "assumed"]
    rows = pd.DataFrame([(KEY, *read) for read in reads], columns=columns)
    rows["begin"] = pd.to_datetime(rows["begin"], utc=True).astype("datetime64[us, UTC]")
    posts = pd.DataFrame({"account": [KEY] * len(posted), "created_at": pd.to_datetime(list(posted), utc=True)})
    accounts = pd.DataFrame({"account": [KEY, "x:other"]})
    frames = {"accounts": accounts, "reads": rows, "posts": posts, **more}
    return Evidence(
        school=School(id="a", name="A", phase="primary"), as_of=datetime(2026, 11, 16, tzinfo=UTC), **frames
    )


@pytest.mark.parametrize(
    ("reads", "posted", "what", "said"),
    [
        ([], (), "posts", "posts: not read yet"),
        ([("posts", JUNE, True, "", "")], (), "posts", ""),
        ([("posts", JUNE, True, "", ""), ("posts", NEVER, False, "the key is refused", "")], (), "posts",
         "posts: the key is refused"),
        ([("posts", NEVER, False, "first", ""), ("posts", NEVER, False, "posts are withheld", "")], (), "posts",
         "posts are withheld"),
        ([("comments", JULY, True, "", "")], (JUNE,), "comments", "comments: read only under posts since 2 July 2026"),
        ([("comments", JULY, True, "", ""), ("comments", JUNE, True, "", "")], (JUNE,), "comments", ""),
        ([("comments", JUNE, True, "", "")], (JULY, JUNE), "comments", ""),
        ([("comments", JULY, True, "", "")], (), "comments", ""),
        ([("comments", NEVER, True, "", "")], (JUNE,), "comments", ""),
        ([("profile", JULY, True, "", "")], (JUNE,), "profile", ""),
    ],
)  # fmt: skip
def test_what_is_said_of_an_account(reads, posted, what, said):
    shortfalls = shortfalls_of(evidence(reads, posted))
    assert shortfalls.of(KEY, what) == said
    assert shortfalls.of("x:other", what) == f"{what}: not read yet"
    assert shortfalls.accounts == [KEY, "x:other"]


def test_an_account_was_read_before_when_a_read_was_whole_or_something_of_it_is_there():
    whole = shortfalls_of(evidence([("posts", JUNE, True, "", ""), ("comments", NEVER, False, "cut off", "")], (JUNE,)))
    assert whole.was_ever_read(KEY, "posts")
    assert not whole.was_ever_read(KEY, "comments")
    held = shortfalls_of(
        evidence([("comments", NEVER, False, "cut off", "")], comments=pd.DataFrame({"account": [KEY]}))
    )
    assert held.was_ever_read(KEY, "comments")
    assert not held.was_ever_read("x:other", "comments")


@pytest.mark.parametrize(("copy", "expected"), [("", False), ("pictures/1.jpg", True)])
def test_of_pictures_only_a_copy_counts(copy, expected):
    media = pd.DataFrame({"account": [KEY], "copy": [copy]})
    assert shortfalls_of(evidence([], media=media)).was_ever_read(KEY, "pictures") is expected


def test_what_a_read_took_for_granted_is_told():
    reads = [("posts", JUNE, True, "", "a day is taken for granted"), ("media", JUNE, True, "", "")]
    assert shortfalls_of(evidence(reads)).assumed == [(KEY, "posts", "a day is taken for granted")]
