"""`social-audit worklist` and `social-audit sample` as a person or a script meets them."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from workspaces import AS_OF, Small, comment, post

from pipeline.run import run
from pipeline.worklist.importing import import_worklists
from pipeline.worklist.listing import sample_rows, worklist_rows


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    """A workspace with a worklist of one caption and one comment, and a sample."""
    small = Small(
        tmp_path_factory.mktemp("sent"),
        posts=[post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11", "Autumn walk")],
        comments=[comment(1, 2, "Lovely to see Dylan Prosser there")],
    )
    run(small.write(), as_of=AS_OF)
    return small.root


@pytest.fixture
def workspace(sent, tmp_path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(sent, tmp_path / "copy")


def filled(workspace: Path, title: str, heading: str, typed: str) -> Path:
    """Fill one cell of the first row in."""
    file = workspace / "reports" / "2026-11-16" / "worklist-oakhill.xlsx"
    book = openpyxl.load_workbook(file)
    page = book[title]
    column = next(cell.column for cell in page[1] if cell.value == heading)
    page.cell(2, column).value = typed
    book.save(workspace / "back.xlsx")
    return workspace / "back.xlsx"


def test_a_worklist_is_listed_without_the_words_of_any_post(call, workspace) -> None:
    said = call("worklist", "list", "-w", workspace)
    assert said.code == 0
    assert said.out.splitlines()[0].split()[:4] == ["key", "school", "severity", "confidence"]
    assert "Zainab" not in said.out
    rows = json.loads(call("worklist", "list", "-w", workspace, "--json").out)
    assert {row["status"] for row in rows} == {"to do"}
    assert {(row["check"], row["due"]) for row in rows} >= {("child-named-in-caption", "2026-11-23")}


def test_a_list_of_a_school_that_was_never_audited_says_so(call, tmp_path) -> None:
    said = call("worklist", "list", "-w", Small(tmp_path).write())
    assert (said.code, said.err) == (0, "")
    assert [line.split()[1:2] for line in said.out.splitlines()] == [["school"], ["oakhill"]]
    assert "never audited" in said.out.splitlines()[1]


def test_what_came_back_is_taken_and_told(call, workspace) -> None:
    back = filled(workspace, "To do", "status", "doing")
    said = call("worklist", "import", back, "-w", workspace)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("1 finding updated, 0 findings accepted, 0 posts of samples answered for, ")
    assert json.loads(call("worklist", "list", "-w", workspace, "--json").out)[0]["status"] == "doing"
    again = json.loads(call("worklist", "import", back, "-w", workspace, "--json").out)
    assert (again["marks"], again["rejected"]) == (0, [])


def test_a_day_is_the_schools_day_also_when_the_clocks_are_forward(workspace) -> None:
    after_midnight = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    import_worklists(workspace, [filled(workspace, "To do", "status", "done")], as_of=after_midnight)
    assert "2027-07-01" in {row["said_done"] for row in worklist_rows(workspace)}
    import_worklists(workspace, [filled(workspace, "To read", "verdict", "fine")], as_of=after_midnight)
    assert "2027-07-01" in {row["read_on"] for row in sample_rows(workspace)[0]}


def test_a_sample_is_shown_and_read_back(call, workspace) -> None:
    drawn = json.loads(call("sample", "-w", workspace, "--json").out)
    assert {row["verdict"] for row in drawn["drawn"]} == {"not read yet"}
    assert drawn["schools"] == [{"school": "oakhill", "read": 0, "missed": 0, "low": None, "high": None}]
    said = call("sample", "-w", workspace, "--read", filled(workspace, "To read", "verdict", "fine"))
    assert (said.code, said.err) == (0, "")
    assert "1 post of samples answered for" in said.out
    told = call("sample", "-w", workspace).out.splitlines()
    assert told[-1] == (
        "Oakhill Primary School: 1 post read, something missed in 0; "
        "95 per cent sure that it is between 0 and 79 of 100 passed posts"
    )


def test_nothing_that_can_be_read_ends_2(call, workspace) -> None:
    (workspace / "letter.xlsx").write_text("Dear all")
    said = call("worklist", "import", workspace / "letter.xlsx", "-w", workspace)
    assert said.code == 2
    assert said.err == "letter.xlsx: it is no workbook: hand over the worklist itself, the .xlsx file\n"
    said = call("worklist", "import", workspace / "none.xlsx", "-w", workspace)
    assert (said.code, said.err) == (2, "none.xlsx: the file is not there: check the path as you typed it\n")


def test_what_could_not_be_taken_is_told_as_an_error_and_ends_2_where_nothing_could(call, workspace) -> None:
    back = filled(workspace, "To do", "status", "finished")
    said = call("worklist", "import", back, "-w", workspace)
    assert (said.code, said.out.startswith("0 findings updated")) == (2, True)
    assert "row 2 of To do" in said.err
    book = openpyxl.load_workbook(back)
    column = next(cell.column for cell in book["To read"][1] if cell.value == "verdict")
    book["To read"].cell(2, column).value = "fine"
    book.save(back)
    said = call("worklist", "import", back, "-w", workspace, "--json")
    assert (said.code, json.loads(said.out)["read"]) == (0, 1)
    assert "row 2 of To do" in said.err


def test_a_workbook_is_not_poured_onto_a_terminal(call, workspace, monkeypatch) -> None:
    assert call("findings", "--format", "xlsx", "--out", workspace / "f.xlsx", "-w", workspace).code == 0
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = call("findings", "--format", "xlsx", "-w", workspace)
    assert (said.code, said.out) == (2, "")
    assert said.err == "a workbook cannot be shown on a terminal: use --out FILE\n"
    assert call("findings", "--format", "csv", "-w", workspace).code == 0
