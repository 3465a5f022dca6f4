"""A report must not become the second breach."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import FULL_NAME, MASKED_NAME, finding
from views import busy_school, rich_view

from reports import render
from reports.shown import Shown, shown

FILES = render(rich_view())


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_childs_name_stands_in_the_worklist_alone(name: str) -> None:
    parts = [part.encode() for part in (FULL_NAME, *FULL_NAME.split())]
    if name == "worklist-thistledown.html":
        assert all(part in FILES[name] for part in parts)
    else:  # a spreadsheet is zipped: test_report_worklist_sheet.py reads it back
        assert not [part for part in parts if part in FILES[name]]


def test_the_page_of_the_head_shows_the_masked_text_and_the_child_as_initials() -> None:
    page = FILES["slt-thistledown.html"].decode()
    assert MASKED_NAME in page
    assert "Z.Q. (TD0012)" in page


def test_no_field_of_what_is_shown_holds_the_full_text() -> None:
    school = busy_school()
    for one in school.findings:
        seen = shown(one, school, rich_view().as_of)
        assert FULL_NAME not in repr([getattr(seen, name) for name in Shown.__slots__])


def test_a_finding_for_the_safeguarding_lead_is_refused_whole() -> None:
    school = replace(busy_school(), findings=(finding(route="dsl"),))
    with pytest.raises(ValueError, match="safeguarding lead"):
        render(rich_view(school))
