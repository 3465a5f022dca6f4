"""The comparison: figures of what was read alone, the same in page and files, and a page a school may see of itself."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from invented import account, comment, weeks
from outline import outline
from views import busy_school, clear_school, rich_view, unread_school

from reports.base import School
from reports.comparing import FIGURES, medians, values
from reports.comparison import report
from reports.comparison_files import NAMES
from reports.figures import by_size, cross_posted


def rows(content: bytes) -> dict[str, dict[str, str]]:
    return {row["school"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8")))}


def test_page_and_files_hold_the_same_figures() -> None:
    files = report(rich_view())
    table = rows(files["comparison.csv"])
    book = openpyxl.load_workbook(io.BytesIO(files["comparison.xlsx"]))
    sheet = [tuple("" if cell is None else cell for cell in row) for row in book["schools"].values]
    assert sheet[0] == NAMES
    for line in sheet[1:]:
        assert {name: str(value) for name, value in zip(NAMES, line, strict=True)} == table[line[0]]
    assert [row[0] for row in book["meanings"].values][1:] == [figure.name for figure in FIGURES]
    assert table["thistledown"]["weeks_kept"] == "0.7"
    assert "7 of 10" in outline(files["comparison.html"]).text


def test_a_school_that_was_never_read_has_no_figure_and_no_rank() -> None:
    gone = replace(clear_school(), id="gone", posts_judged=0, accounts=())
    files = report(rich_view(busy_school(), gone))
    assert rows(files["comparison.csv"])["gone"]["read"] == "no"
    assert {rows(files["comparison.csv"])["gone"][name] for name in (*(f.name for f in FIGURES), "rank")} == {""}
    assert "Not read" in outline(files["comparison.html"]).text


def test_a_school_that_was_read_and_never_judged_is_none_to_compare() -> None:
    assert set(values(replace(busy_school(), coverage=())).values()) == {None}


def test_a_school_sees_itself_beside_the_median_and_no_other_school() -> None:
    page = outline(report(rich_view())["comparison-thistledown.html"]).text
    assert "Thistledown Primary School" in page
    assert "Larkmoor" not in page
    assert "St Odo" not in page


def test_with_two_schools_no_median_is_told() -> None:
    files = report(rich_view(busy_school(), clear_school()))
    assert "Too few schools were read for a median" in outline(files["comparison-thistledown.html"]).text


def test_the_median_leaves_out_what_was_not_read() -> None:
    view = rich_view(busy_school(), clear_school(), replace(unread_school(), coverage=()))
    assert medians(view)["posts_judged"] == (178 + 90) / 2


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [
        ([(3, 2), (1, 0)], 1 / 6),
        ([(3, 2)], 0.0),
        ([], None),
        ([(0, 0), (0, 0)], None),
        ([(3,)], None),
    ],
    ids=["one item on two accounts", "one account", "no account", "no post", "weeks of another time"],
)
def test_cross_posting(weekly: list[tuple[int, ...]], expected: float | None) -> None:
    accounts = tuple(account("x", f"@{at}", weekly=counts) for at, counts in enumerate(weekly))
    found = cross_posted(replace(clear_school(), accounts=accounts, weeks=weeks(3, 2)))
    assert (found.rate if found else None) == expected


def sized(*pupils: int | None) -> tuple[School, ...]:
    return tuple(replace(clear_school(), pupils=number) for number in pupils)


def test_schools_are_gathered_by_size_the_smallest_first() -> None:
    found = by_size(sized(None, 1_000, 99, 100, 249))
    assert [(group.title, len(group.schools)) for group in found] == [
        ("Fewer than 100 pupils", 1), ("100 to 249", 2), ("1,000 and more", 1), ("No register", 1),
    ]  # fmt: skip


def test_a_formula_in_a_schools_name_is_a_text_in_both_files() -> None:
    files = report(rich_view(replace(busy_school(), name='=HYPERLINK("http://evil.example")')))
    assert rows(files["comparison.csv"])["thistledown"]["name"].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(files["comparison.xlsx"]))
    assert book["schools"]["B2"].data_type == "s"


def test_what_is_only_possible_is_no_finding_per_post() -> None:
    school = replace(busy_school(), findings=(comment(), comment(subject_id="comment:2", confidence="possible")))
    assert values(school)["findings_per_100_posts"] == pytest.approx(100 / 178)
