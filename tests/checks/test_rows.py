"""Rows: the same as the frame that they stand for, however they are made."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks._rows import Rows, as_rows, joined
from checks.base import FINDING_COLUMNS, UNIT_COLUMNS, Judgement, judge

VALUES = st.one_of(st.none(), st.text(max_size=3), st.integers(-5, 5), st.just(("P1", "P2")))
RECORDS = st.lists(st.dictionaries(st.sampled_from("abcd"), VALUES, min_size=1), max_size=5)
SUBJECTS = st.tuples(st.sampled_from(["post", "alt"]), st.sampled_from(["post:1", "post:2", "alt:1/m"]), st.just("x:a"))
UNITS = [("post", "post:1", "x:a"), ("alt", "alt:1/m", "x:a"), ("post", "post:1", "x:b")]


def plain(rows: Rows) -> list[dict[str, object]]:
    return [dict(zip(rows.names, row, strict=True)) for row in rows.tuples(*rows.names)]


@given(RECORDS)
def test_named_rows_are_the_records_and_what_is_missing_is_none(records):
    names = dict.fromkeys(name for record in records for name in record)
    rows = Rows.named(records)
    assert plain(rows) == [{name: record.get(name) for name in names} for record in records]
    assert list(rows.frame.columns) == list(pd.DataFrame(records).columns)
    assert len(rows.frame) == len(rows) == (len(records) if names else 0)


@given(RECORDS)
def test_a_frame_and_back_is_the_same_rows(records):
    frame = pd.DataFrame(records, columns=list("abcd"), dtype=object)
    assert as_rows(frame).frame is frame
    again = as_rows(Rows({name: frame[name].tolist() for name in frame}).frame)
    assert again.names == tuple("abcd")
    assert len(again) == len(frame)


@given(st.lists(st.tuples(st.integers(), st.text(max_size=2)), max_size=6), st.data())
def test_chosen_replaced_and_added_rows_leave_the_first_as_they_were(rows, data):
    first = Rows.of(("number", "word"), rows)
    places = data.draw(st.lists(st.integers(0, max(0, len(rows) - 1)), unique=True, max_size=len(rows)).map(sorted))
    assert list(first.at(places).tuples("number", "word")) == [rows[at] for at in places]
    assert list(first.replaced(word=["x"] * len(rows)).tuples("word")) == [("x",)] * len(rows)
    assert list(first.and_also([(0, "z")]).tuples("number", "word")) == [*rows, (0, "z")]
    assert list(joined([first, first]).tuples("word", "number")) == [(word, n) for n, word in rows] * 2
    assert first.only("word").names == ("word",)
    assert list(first.tuples("number", "word")) == rows


def test_no_rows_keep_their_columns():
    assert list(Rows.of(UNIT_COLUMNS, ()).frame.columns) == list(UNIT_COLUMNS)
    assert list(Rows.of(UNIT_COLUMNS, ()).and_also([]).tuples("account")) == []
    assert list(Judgement(units=Rows.of(UNIT_COLUMNS, ()), findings=Rows.named([])).findings) == list(FINDING_COLUMNS)


def test_rows_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        Rows.of(("a", "b"), [("1", "2"), ("3",)])


@given(st.lists(SUBJECTS, max_size=4))
def test_a_unit_with_a_finding_fails_whether_given_as_rows_or_as_frames(subjects):
    names = UNIT_COLUMNS[:3]
    by_rows = judge(Rows.of(names, UNITS), Rows.of(names, subjects))
    by_frames = judge(pd.DataFrame(UNITS, columns=list(names)), pd.DataFrame(subjects, columns=list(names)))
    assert plain(by_rows.judged) == plain(by_frames.judged) == by_rows.units.to_dict("records")
    expected = ["fail" if unit in subjects else "pass" for unit in UNITS]
    assert by_rows.units["outcome"].tolist() == expected
    assert list(by_rows.found.tuples(*names)) == list(by_frames.found.tuples(*names)) == subjects


def test_a_unit_keeps_its_outcome_and_reason_until_something_is_found():
    rows = [("image", "image:1/a", "x:a", "not_assessed", "why"), ("image", "image:1/b", "x:a", "not_assessed", "why")]
    units = Rows.of(UNIT_COLUMNS, rows)
    judged = judge(units, Rows.of(UNIT_COLUMNS[:3], [("image", "image:1/b", "x:a")])).judged
    assert list(judged.tuples("outcome", "reason")) == [("not_assessed", "why"), ("fail", "")]
    assert list(units.tuples("outcome")) == [("not_assessed",)] * 2
