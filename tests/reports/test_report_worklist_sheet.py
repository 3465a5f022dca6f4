"""The worklist as Excel opens it: read back with openpyxl."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hostile import HOSTILE, hostile_school
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import FULL_NAME, comment, finding
from openpyxl.worksheet.worksheet import Worksheet
from views import bare_view, busy_school, rich_view

from reports.base import RunView
from reports.cells import LONGEST_CELL, cell_text
from reports.worklist import report
from reports.worklist_columns import COLUMNS, STATUSES

HEADINGS = [column.heading for column in COLUMNS]


def sheets(view: RunView) -> openpyxl.Workbook:
    name = f"worklist-{view.schools[0].id}.xlsx"
    return openpyxl.load_workbook(BytesIO(report(view)[name]))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    head, *body = sheet.iter_rows(values_only=True)
    assert list(head) == HEADINGS
    return [dict(zip(HEADINGS, row, strict=True)) for row in body]


def test_one_row_a_finding_worst_first() -> None:
    found = rows(sheets(rich_view())["To do"])
    assert [row["severity"] for row in found] == ["Take down today"] * 4 + ["This week"] * 2 + ["Soon", "Worth knowing"]
    assert [row["how sure"] for row in found[:4]] == ["Certain"] * 3 + ["Likely"]
    back = found[3]
    assert back["since last time"] == "Came back"
    assert back["days open"] == 21
    assert str(back["first seen"]) == "2026-10-26 23:59:59"
    assert str(back["posted"]) == "2023-06-01 09:00:00"
    assert back["the child(ren)"] == "Z.Q. (TD0012)"
    assert {row["the words"] for row in found if row["what is wrong"] == "A child is named in a comment"} == {FULL_NAME}


def test_the_last_moment_of_a_day_is_no_later_day() -> None:
    view = rich_view()
    school = view.schools[0]
    late = [
        replace(f, first_seen=f.first_seen.replace(hour=23, minute=59, second=59, microsecond=999_999))
        for f in school.findings
    ]
    found = rows(sheets(replace(view, schools=(replace(school, findings=tuple(late)), *view.schools[1:])))["To do"])
    shown = {str(row["first seen"]) for row in found}
    assert all(moment.endswith("23:59:59") for moment in shown), shown


def test_what_is_fixed_waived_past_or_superseded_is_no_work() -> None:
    book = sheets(rich_view())
    listed = {row["key"] for name in ("To do", "To look at") for row in rows(book[name])}
    assert listed == {
        f.key
        for f in busy_school().findings
        if f.status in {"new", "open", "returned"} and f.subject_type not in {"week", "event"}
    }


def test_possible_ones_stand_apart() -> None:
    found = rows(sheets(rich_view())["To look at"])
    assert [row["how sure"] for row in found] == ["Possible"]


def test_no_cell_is_a_formula_and_every_text_stays_a_text() -> None:
    book = sheets(rich_view(hostile_school()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    texts = {row["the whole text"] for name in ("To do", "To look at") for row in rows(book[name])}
    assert {"+1+1", "-2+3", '=HYPERLINK("http://evil.example","click")', "<script>alert(1)</script>"} <= texts
    assert "\t=1+1" in texts


def test_a_text_that_looks_like_a_formula_stays_one_when_the_cell_is_edited() -> None:
    sheet = sheets(rich_view(hostile_school()))["To do"]
    place = HEADINGS.index("the whole text")
    assert all(row[place].quotePrefix for row in sheet.iter_rows(min_row=2) if row[place].value)


def test_links_are_http_alone() -> None:
    sheet = sheets(rich_view(hostile_school()))["To do"]
    targets = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert targets == {"HTTPS://ok.example/p"}


def test_the_header_stays_in_sight_and_can_be_filtered() -> None:
    sheet = sheets(rich_view())["To do"]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(HEADINGS)).column_letter}9"
    assert sheet.print_title_rows == "$1:$1"


def rules(sheet: Worksheet) -> dict[str, tuple[str, str | None]]:
    """Heading -> (rows, formula) of each drop-down."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (place,) = rule.sqref.ranges
        found[HEADINGS[place.min_col - 1]] = (f"{place.min_row}-{place.max_row}", rule.formula1)
    return found


def test_the_columns_to_fill_in_offer_their_answers() -> None:
    asked = rules(sheets(rich_view())["To do"])
    assert asked["status"] == ("2-9", f'"{",".join(STATUSES)}"')
    assert asked["accepted until"][0] == "2-9"
    assert {"owner", "reason to accept", "accepted by"} <= set(asked)


def test_an_empty_list_still_opens_and_says_what_it_is() -> None:
    book = sheets(bare_view())
    assert rows(book["To do"]) == []
    assert "0 rows to do" in str(book["About"]["A2"].value)


def test_a_text_longer_than_a_cell_is_cut_with_a_word_about_it() -> None:
    school = replace(busy_school(), findings=(comment(text="long " * 9_000, status="open"),))
    (row,) = rows(sheets(rich_view(school))["To do"])
    assert str(row["the whole text"]).startswith("long long")
    assert str(row["the whole text"]).endswith("read the rest at the link)")
    assert len(str(row["the whole text"])) < 32_767


def test_an_address_longer_than_excel_takes_is_kept_as_text() -> None:
    address = "https://x.example/" + "a" * 3_000
    school = replace(busy_school(), findings=(finding(permalink=address),))
    (row,) = rows(sheets(rich_view(school))["To do"])
    assert row["link"] == address


@settings(max_examples=settings.default.max_examples * 2)
@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_fits_a_cell(text: str) -> None:
    fit = cell_text(text)
    assert len(fit) <= LONGEST_CELL + 60
    assert fit.encode("utf-8").decode("utf-8") == fit
    assert not [c for c in fit if ord(c) < 32 and c not in "\n\t"]


@pytest.mark.parametrize("severity", ["today", "note"])
def test_severity_is_a_word_not_only_a_colour(severity: str) -> None:
    school = replace(busy_school(), findings=(finding(severity=severity),))
    (row,) = rows(sheets(rich_view(school))["To do"])
    assert row["severity"] == {"today": "Take down today", "note": "Worth knowing"}[severity]
