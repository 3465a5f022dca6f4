"""`social-audit photo-log` as a person or a script meets it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from workspaces import Small, photo, post

from pipeline import cli
from pipeline.run import pull

LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)


@pytest.fixture
def school(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2020-11-02"), post(2, "2020-11-03")], media=[photo(1), photo(2)])
    pull(small.write(), as_of=LONG_AGO)
    return small


@pytest.fixture
def call(monkeypatch, capfd, school):
    """Return call(argument, ...) -> exit code, output, errors of `photo-log` in the workspace."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["social-audit", "photo-log", "-w", str(school.root), *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capfd.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_a_sheet_goes_out_and_comes_back(call, school, tmp_path):
    code, out, err = call("--most", 1, "--out", tmp_path / "sheets")
    assert (code, err) == (0, "")
    line, file = out.splitlines()
    assert line == "Oakhill Primary School: 1 picture on the sheet, 1 more for the next one"
    book = load_workbook(file)
    book.worksheets[0].cell(2, 2, "nobody")
    book.save(file)
    assert call("--read", file)[:2] == (0, f"1 picture logged\n{school.root}/photo_log.csv\n" + _copy(school))
    assert json.loads(call("--json")[1])[0]["rows"] == 1


def _copy(school) -> str:
    [copy] = school.root.glob("photo_log.before-*.csv")
    return f"{copy}\n"


def test_a_row_that_cannot_be_used_ends_with_2_and_says_which(call):
    [told] = json.loads(call("--json")[1])
    book = load_workbook(told["file"])
    book.worksheets[0].cell(2, 2, "these pupils")
    book.worksheets[0].cell(3, 2, "nobody")
    book.save(told["file"])
    code, out, err = call("--read", told["file"], "--json")
    assert code == 2
    assert json.loads(out)["logged"] == 1
    assert err.rstrip().endswith('it says "these pupils" and not which: choose them in the columns "pupil 1" and on')


def test_what_is_no_sheet_is_said_in_a_sentence(call, tmp_path):
    code, out, err = call("--read", tmp_path / "nothing.xlsx")
    assert (code, out) == (2, "")
    assert "nothing.xlsx: the file is not there" in err


def test_a_school_without_a_photo_log_is_told_what_to_write(call, school):
    school.registers = ("pupils",)
    school.write()
    code, out, err = call()
    assert (code, out) == (2, "")
    assert err.startswith("Oakhill Primary School names no photo log: write 'photo_log: photo-log-oakhill.csv'")
