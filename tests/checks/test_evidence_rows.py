"""The frames of evidence read as rows: whatever a frame lacks or leaves blank, checks get what they count on."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checks._frames import local, to_micros, tuples
from checks.base import Evidence, School

SCHOOL = School(id="a", name="A", phase="primary")
TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=3)), max_size=5)


def evidence(posts: pd.DataFrame) -> Evidence:
    return Evidence(school=SCHOOL, as_of=datetime(2026, 11, 16, tzinfo=UTC), posts=posts)


@given(TEXTS)
@pytest.mark.parametrize("dtype", ["str", "object"])
def test_texts_are_texts_and_what_is_missing_is_blank(dtype, texts):
    frame = pd.DataFrame({"text": pd.Series(texts, dtype=dtype)})
    expected = [(text or "", "", None, None) for text in texts]
    assert list(evidence(frame).rows("posts", ["text", "kind"], ["created_at"], ["n"])) == expected
    assert list(tuples(frame, ["text", "kind"], ["created_at"], ["n"])) == expected


@given(st.lists(st.one_of(st.none(), st.integers(0, 2**41)), max_size=5))
def test_moments_are_microseconds_of_utc_or_none(moments):
    times = [pd.NaT if moment is None else pd.Timestamp(moment, unit="us", tz="UTC") for moment in moments]
    frame = pd.DataFrame({"created_at": pd.Series(times, dtype="datetime64[us, UTC]")})
    assert list(evidence(frame).rows("posts", [], ["created_at"])) == [(moment,) for moment in moments]


def test_a_frame_without_rows_or_columns_has_no_rows():
    assert list(evidence(pd.DataFrame()).rows("posts", ["text"], ["created_at"], ["n"])) == []
    assert list(evidence(pd.DataFrame(columns=["text"])).rows("posts", ["text"])) == []


def test_each_column_is_read_out_once():
    given_ = evidence(pd.DataFrame({"text": ["a", "b"]}))
    assert given_.columns("posts").text("text") is given_.columns("posts").text("text")


@given(st.integers(min_value=0, max_value=4_000_000_000_000_000))
@example(1_086_078_600_123_458)
def test_a_moment_keeps_its_last_microsecond(micros):
    assert to_micros(local(micros, "Europe/London")) == micros
