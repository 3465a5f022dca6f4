"""`social-audit photo-log` as a person or a script meets it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import pytest
import yaml
from openpyxl import Workbook, load_workbook
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


def test_a_row_that_cannot_be_used_is_told_and_ends_2_only_where_none_could(call):
    [told] = json.loads(call("--json")[1])
    book = load_workbook(told["file"])
    book.worksheets[0].cell(2, 2, "these pupils")
    book.worksheets[0].cell(3, 2, "nobody")
    book.save(told["file"])
    code, out, err = call("--read", told["file"], "--json")
    assert code == 0
    assert json.loads(out)["logged"] == 1
    assert err.rstrip().endswith('it says "these pupils" and not which: choose them in the columns "pupil 1" and on')
    assert call("--read", told["file"])[0] == 0, "the other row is known"
    book.worksheets[0].cell(3, 2).value = None
    book.save(told["file"])
    assert call("--read", told["file"])[0] == 2


def test_what_is_no_sheet_is_said_in_a_sentence(call, tmp_path):
    code, out, err = call("--read", tmp_path / "nothing.xlsx")
    assert (code, out) == (2, "")
    assert err == "nothing.xlsx: the file is not there: check the path as you typed it\n"


def test_a_sheet_is_read_for_the_school_that_was_named_or_not_at_all(call, school):
    [told] = json.loads(call("--json")[1])
    book = load_workbook(told["file"])
    book.worksheets[0].cell(2, 2, "nobody")
    book.save(told["file"])
    trust = yaml.safe_load((school.root / "trust.yaml").read_text())
    [own] = trust["schools"]
    account = {**own["accounts"][0], "handle": "@fernley"}
    trust["schools"].append({**own, "id": "fernley", "name": "Fernley School", "accounts": [account]})
    (school.root / "trust.yaml").write_text(json.dumps(trust))
    before = (school.root / "photo_log.csv").read_bytes()
    code, out, err = call("--read", told["file"], "--school", "fernley")
    assert (code, out) == (2, "")
    assert "the sheet is of Oakhill Primary School, and --school names Fernley School: hand over the sheet" in err
    assert (school.root / "photo_log.csv").read_bytes() == before
    assert call("--read", told["file"], "--school", "oakhill")[0] == 0


def test_another_sheet_is_no_photo_log_sheet(call, tmp_path):
    book = Workbook()
    book.worksheets[0].append(["key", "severity", "status"])
    book.worksheets[0].append(["0123456789ab", "Today", "done"])
    book.save(tmp_path / "worklist.xlsx")
    code, out, err = call("--read", tmp_path / "worklist.xlsx")
    assert (code, out) == (2, "")
    assert err == "worklist.xlsx: this is no photo-log sheet: hand over one that 'social-audit photo-log' wrote\n"


def test_a_sheet_that_lost_a_column_is_refused(call):
    [told] = json.loads(call("--json")[1])
    book = load_workbook(told["file"])
    next(cell for cell in book.worksheets[0][1] if cell.value == "pupil 2").value = "Nr"
    book.save(told["file"])
    code, _, err = call("--read", told["file"])
    assert code == 2
    assert 'the sheet has lost "pupil 2": put the headings back' in err


def test_an_export_that_is_not_there_is_no_matter_of_trust_yaml(call, monkeypatch, capfd, tmp_path):
    monkeypatch.setattr(sys, "argv", ["social-audit", "registers", "preview", str(tmp_path / "nothing.csv")])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2
    assert capfd.readouterr().err == "nothing.csv: the file is not there: check the path as you typed it\n"


def test_a_school_without_a_photo_log_is_told_what_to_write(call, school):
    school.registers = ("pupils",)
    school.write()
    code, out, err = call()
    assert (code, out) == (2, "")
    assert err.startswith("Oakhill Primary School names no photo log: write 'photo_log: photo-log-oakhill.csv'")
