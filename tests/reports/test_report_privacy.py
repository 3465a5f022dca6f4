"""A report must not become the second breach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from invented import FULL_NAME, MASKED_NAME, finding
from views import busy_school, rich_view

from reports import render
from reports.shown import Shown, shown


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """The reports, by name."""
    return render(rich_view())


def test_a_childs_name_stands_in_the_worklist_alone(files: Mapping[str, bytes]) -> None:
    parts = [part.encode() for part in (FULL_NAME, *FULL_NAME.split())]
    assert all(part in files["worklist-thistledown.html"] for part in parts)
    # a spreadsheet is zipped: test_report_worklist_sheet.py reads it back
    others = files.keys() - {"worklist-thistledown.html"}
    assert not [(name, part) for name in sorted(others) for part in parts if part in files[name]]


def test_the_page_of_the_head_shows_the_masked_text_and_the_child_as_initials(files: Mapping[str, bytes]) -> None:
    page = files["slt-thistledown.html"].decode()
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
