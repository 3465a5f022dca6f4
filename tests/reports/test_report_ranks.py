"""Ranks: nobody is set before another whose interval overlaps, and nobody below six judged weeks is ranked at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from invented import weeks
from views import busy_school, clear_school, rich_view

from reports.base import School
from reports.comparing import ranked
from reports.figures import Share, ranks

SHARES = st.integers(1, 60).flatmap(lambda whole: st.integers(0, whole).map(lambda part: Share(part, whole)))
TRUSTS = st.lists(SHARES, max_size=12).map(lambda shares: {str(at): one for at, one in enumerate(shares)})


@given(TRUSTS)
def test_overlapping_intervals_share_a_rank(shares: dict[str, Share]) -> None:
    found = ranks(shares)
    assert found.keys() == shares.keys()
    for name, one in shares.items():
        for other, its in shares.items():
            assert found[name] == found[other] or not one.overlaps(its)


@given(TRUSTS)
def test_who_is_ranked_before_another_lies_wholly_above(shares: dict[str, Share]) -> None:
    found = ranks(shares)
    for name, one in shares.items():
        assert found[name] == 1 + sum(found[other] < found[name] for other in shares)
        assert all(one.interval[0] > its.interval[1] for other, its in shares.items() if found[other] > found[name])


def test_two_far_apart_schools_have_two_ranks() -> None:
    assert ranks({"a": Share(2, 60), "b": Share(59, 60), "c": Share(58, 60)}) == {"b": 1, "c": 1, "a": 3}


def named(school: School, id_: str, counts: list[int]) -> School:
    return replace(school, id=id_, weeks=weeks(*counts))


def test_a_school_with_five_judged_weeks_is_not_ranked() -> None:
    few, enough = named(busy_school(), "few", [3] * 5), named(clear_school(), "enough", [3] * 6)
    assert ranked(rich_view(few, enough)) == {"enough": 1}
