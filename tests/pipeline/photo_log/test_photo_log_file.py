"""Rows added to a school's own file: all else stays, the old file is kept, and a failure changes nothing."""

from __future__ import annotations

import io
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from config.refusal import RefusalError
from config.tables import read_table
from pipeline.photo_log.register_file import COLUMNS, add_rows

AS_OF = datetime(2026, 11, 16, 6, 30, tzinfo=UTC)


def entry(post_id: str = "p1", pupil_id: str = "P1", shows: str = "pupil", form: str = "") -> dict[str, str]:
    made = {"school": "oakhill", "post_id": post_id, "media_id": "m1", "pupil_id": pupil_id}
    return {**made, "shows": shows, "form": form}


CLASS = entry("p2", "", "form", "4M")
CSV = {  # file before, rows -> file after
    "at the end": (
        b"school,post_id,media_id,pupil_id,shows,form\noakhill,p0,m1,P9,pupil,\n", [entry()],
        b"school,post_id,media_id,pupil_id,shows,form\noakhill,p0,m1,P9,pupil,\noakhill,p1,m1,P1,pupil,\n",
    ),
    "without a last line's end": (
        b"post_id,media_id,pupil_id,shows\np0,m1,P9,pupil", [entry()],
        b"post_id,media_id,pupil_id,shows\np0,m1,P9,pupil\np1,m1,P1,pupil\n",
    ),
    "a mark, other line ends, a column of the school's own, another order": (
        b'\xef\xbb\xbfPupil_ID , note,post_id,media_id,shows\r\nP9,"a\r\nb",p0,m1,\r\n', [entry()],
        b'\xef\xbb\xbfPupil_ID , note,post_id,media_id,shows\r\nP9,"a\r\nb",p0,m1,\r\nP1,,p1,m1,pupil\r\n',
    ),
    "columns it lacks": (
        b"post_id,media_id,pupil_id\np0,m1,P9\np0\n", [entry(), CLASS],
        b"post_id,media_id,pupil_id,shows,form\np0,m1,P9,,\np0,,,,\np1,m1,P1,pupil,\np2,m1,,form,4M\n",
    ),
    "a headline below blank lines": (
        b"\n,,\npost_id,media_id,pupil_id,shows\n", [entry()],
        b"\n,,\npost_id,media_id,pupil_id,shows\np1,m1,P1,pupil\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "rows", "after"), CSV.values(), ids=CSV)
def test_csv(before, rows, after, tmp_path):
    file = tmp_path / "photo_log.csv"
    file.write_bytes(before)
    file.chmod(0o640)
    copy = add_rows(file, rows, AS_OF)
    assert file.read_bytes() == after
    assert copy is not None
    assert (copy.name, copy.read_bytes()) == ("photo_log.before-2026-11-16T06-30.csv", before)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (file, copy)] == [0o640, 0o600]
    add_rows(file, rows, AS_OF)
    assert copy.read_bytes() == before, "a second copy of the same minute stands beside it"
    assert read_table(file, required=("post_id", "media_id", "pupil_id")).rows


@pytest.mark.parametrize("name", ["new.csv", "new.xlsx"])
def test_a_file_that_is_not_there_is_made(name, tmp_path):
    assert add_rows(tmp_path / name, [entry(), CLASS], AS_OF) is None
    table = read_table(tmp_path / name, required=COLUMNS)
    assert table.rows == [tuple(row[column] for column in COLUMNS) for row in (entry(), CLASS)]
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def book(*rows: tuple[object, ...]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.create_sheet("Notes")["A1"] = "Ask the office"
    made.save(out)
    return out.getvalue()


def test_a_workbook_keeps_its_other_sheets_and_columns(tmp_path):
    file = tmp_path / "photo_log.xlsx"
    file.write_bytes(book(("post_id", "who looked", "media_id", "pupil_id"), ("p0", "AD", "m1", "P9"), (None, " ")))
    add_rows(file, [entry("=1+1"), CLASS], AS_OF)
    made = load_workbook(file)
    assert made["Notes"]["A1"].value == "Ask the office"
    assert [[cell.value for cell in row] for row in made.worksheets[0].iter_rows()] == [
        ["post_id", "who looked", "media_id", "pupil_id", "shows", "form"], ["p0", "AD", "m1", "P9", None, None],
        [None, " ", None, None, None, None], ["=1+1", None, "m1", "P1", "pupil", None],
        ["p2", None, "m1", None, "form", "4M"],
    ]  # fmt: skip
    assert made.worksheets[0]["A4"].data_type == "s", "no formula, whatever a platform calls its posts"


def test_a_row_that_is_too_wide_is_not_read_as_something_else(tmp_path):
    file = tmp_path / "photo_log.csv"
    file.write_bytes(b"post_id,media_id,pupil_id\np0,m1,P9,no_pupils\n")
    with pytest.raises(RefusalError, match=r"photo_log\.csv: a row has more cells than the header names"):
        add_rows(file, [entry()], AS_OF)
    assert [one.name for one in tmp_path.iterdir()] == ["photo_log.csv"]


def test_a_link_to_the_schools_own_file_stays_one(tmp_path):
    (tmp_path / "drive").mkdir()
    theirs, link = tmp_path / "drive" / "log.csv", tmp_path / "photo_log.csv"
    theirs.write_text("post_id,media_id,pupil_id,shows,form\np0,m0,P1,pupil,\n")
    link.symlink_to(theirs)
    add_rows(link, [entry()], AS_OF)
    assert link.is_symlink()
    assert len(theirs.read_text().splitlines()) == 3


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    wanted = tmp_path / "away" / "photo_log.csv"
    with pytest.raises(RefusalError, match="cannot be written"):
        add_rows(wanted, [entry()], AS_OF)
    assert not wanted.parent.exists()


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"school": st.just("oakhill"), "post_id": TEXTS.filter(str.strip), **dict.fromkeys(COLUMNS[2:], TEXTS)}
    ),
    min_size=1,
    max_size=4,
)
QUIET = settings(
    max_examples=settings.default.max_examples * 2 // 5, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUIET
@given(earlier=ENTRIES, later=ENTRIES)
def test_whatever_ids_there_are_they_are_read_as_they_were_written(earlier, later, tmp_path):
    file = Path(tmp_path) / "log.csv"
    file.unlink(missing_ok=True)
    add_rows(file, earlier, AS_OF)
    add_rows(file, later, AS_OF)
    rows = read_table(file, required=COLUMNS).rows
    assert rows == [tuple(row[column] for column in COLUMNS) for row in (*earlier, *later)]
