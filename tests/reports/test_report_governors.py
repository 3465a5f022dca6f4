"""The governors' page: nobody can be told from it, and it says how the schools stand all the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import AS_OF, FULL_NAME, comment, finding, photo
from outline import outline
from views import busy_school, clear_school, rich_view

from reports.base import Finding
from reports.governing import strengths, to_improve, trend
from reports.governors import report

STATUSES = st.sampled_from(["new", "open", "returned", "fixed", "waived", "superseded"])
FINDINGS = st.lists(st.tuples(st.sampled_from([finding, comment, photo]), STATUSES), max_size=30)


def text(*findings: Finding) -> str:
    view = rich_view(replace(busy_school(), findings=findings)) if findings else rich_view()
    return outline(report(view)["governors.html"]).text


def many(number: int, **given: object) -> tuple[Finding, ...]:
    return tuple(comment(subject_id=f"comment:{at}", **given) for at in range(number))


def test_no_child_post_or_writer_is_in_it() -> None:
    page = report(rich_view())["governors.html"].decode()
    for told in (FULL_NAME, "(TD", "comment:", "post:", "https://", "@thistledown", "A. Marchetti"):
        assert told not in page


def cells(page: str) -> list[str]:
    """Every cell of the tables of faults."""
    tables = page.split("What stands to be put right")[-1].split("For the link governor")[0]
    return re.split(r" \| |\n", tables)


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(FINDINGS)
def test_no_count_from_one_to_four_is_told(kinds: list[tuple[object, str]]) -> None:
    made = tuple(make(subject_id=f"comment:{at}", status=status) for at, (make, status) in enumerate(kinds))  # type: ignore[operator]
    page = outline(report(rich_view(replace(busy_school(), findings=made)))["governors.html"]).text
    assert not {"1", "2", "3", "4"} & set(cells(page))


def test_five_and_more_are_told() -> None:
    assert "7" in cells(text(*many(7)))
    assert "fewer than 5" in cells(text(*many(4)))


def test_strengths_and_what_to_improve_name_no_small_number_of_faults() -> None:
    view = rich_view(replace(busy_school(), findings=many(3)))
    assert not [line for line in (*strengths(view), *to_improve(view)) if re.search(r"\b3 (?!of|school)", line)]


def test_one_swift_repair_does_not_hide_what_has_stood_for_weeks() -> None:
    old = AS_OF - timedelta(days=30)
    swift = comment(status="fixed", first_seen=old, ended_at=old + timedelta(days=1))
    assert _praised(swift)
    assert not _praised(swift, *many(9, status="open", first_seen=old))


def _praised(*findings: Finding) -> bool:
    told = strengths(rich_view(replace(busy_school(), findings=findings)))
    return "In the school at least half of what was found a week ago or earlier was mended within a week." in told


def test_a_school_of_which_nothing_was_read_is_named_as_such_and_not_as_clear() -> None:
    unread = replace(clear_school(), posts_judged=0, accounts=(), coverage=())
    view = rich_view(unread)
    page = outline(report(view)["governors.html"]).text
    assert "nothing was read, so nothing is known" in page
    assert not [line for line in strengths(view) if "come down" in line]
    assert any(unread.name in line for line in to_improve(view))


def test_the_trend_counts_by_month_and_not_what_changed_rules_ended() -> None:
    view = rich_view(replace(busy_school(), findings=(*many(6), *many(9, status="superseded"))))
    assert [month.found.words for month in trend(view)][-1] == "6"
    assert [month.begin.month for month in trend(view)] == [6, 7, 8, 9, 10, 11]


def test_a_month_in_which_nobody_looked_is_not_a_month_without_faults() -> None:
    audits = (AS_OF - timedelta(days=60), AS_OF)
    school = replace(busy_school(), findings=many(7))
    page = outline(report(replace(rich_view(school), audits=audits))["governors.html"]).lines
    told = [line for line in page if re.fullmatch(r"\w+ 2026 \| .*", line)]
    assert told == [
        "June 2026 | not audited | not audited",
        "July 2026 | not audited | not audited",
        "August 2026 | not audited | not audited",
        "September 2026 | 0 | 0",
        "October 2026 | not audited | not audited",
        "November 2026 | 7 | 0",
    ]


def test_what_was_mended_is_not_told_by_the_months_that_are_known_to_hold_none() -> None:
    mended = many(2, status="fixed", first_seen=AS_OF, ended_at=AS_OF)
    school = replace(busy_school(), findings=(*many(7), *mended))
    last = trend(replace(rich_view(school), audits=(AS_OF,)))[-1]
    assert last.mended.count is None
    assert [month.found.words for month in trend(replace(rich_view(school), audits=()))][:5] == ["not audited"] * 5


def test_a_fault_of_the_first_hour_of_a_month_belongs_to_that_month() -> None:
    early = datetime(2026, 9, 30, 23, 30, tzinfo=UTC)  # in London it is October already
    school = replace(busy_school(), findings=many(6, first_seen=early, status="open"))
    assert {month.begin.month: month.found.words for month in trend(rich_view(school))}[10] == "6"
