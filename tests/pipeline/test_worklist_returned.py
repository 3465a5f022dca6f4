"""Workbooks that come back: what was written is read as it was written, whatever it is; what is too much is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from config.refusal import RefusalError
from config.sheet import every_sheet
from pipeline.store.opening import open_store
from pipeline.store.samples import Drawn, forget_samples, load_all_drawn, save_drawn
from pipeline.store.schema import findings, worklist_marks
from pipeline.store.worklist_marks import StoredMark, add_marks, forget_marks
from pipeline.worklist.returned import read_returned
from reports.cells import Column, new_book, styles_of, write_heads, write_row
from reports.wording import printable

AT = datetime(2026, 11, 16, 6, tzinfo=UTC)
HEADS = [Column("key", 14), Column("owner", 10, "answer"), Column("status", 10, "answer"), Column("note", 30, "answer")]


def written(*rows: tuple[str, str, str, str]) -> bytes:
    out = BytesIO()
    book = new_book(out, "A list", "Copse Trust", AT)
    page, styles = book.add_worksheet("To do"), styles_of(book)
    write_heads(page, HEADS, len(rows), styles, 1)
    for at, row in enumerate(rows, 1):
        write_row(page, at, HEADS, row, styles)
    book.close()
    return out.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("back") / "back.xlsx"


@settings(max_examples=settings.default.max_examples // 4)
@given(st.text(max_size=60))
@example("=1+1")
@example("'quoted")
@example("_x000D_ and _x005F_")
@example("two\nlines\tand a tab")
@example("مرحبا \u202etxt 👩\u200d🏫")
@example("007")
@example("TRUE")
def test_a_note_that_nobody_touched_comes_back_as_it_was_kept(file: Path, text: str) -> None:
    file.write_bytes(written(("0123456789ab", text[:30], "doing", text)))
    (kept,) = read_returned(file).rows
    assert kept.note == printable(text).strip() or "_x" in text  # which spreadsheets take for a code of theirs
    file.write_bytes(written(("0123456789ab", str(kept.owner), "doing", str(kept.note))))
    (again,) = read_returned(file).rows
    assert again == kept


def test_rows_without_anything_are_passed_over_and_the_others_keep_their_number(file: Path) -> None:
    file.write_bytes(written(("a", "", "", ""), ("", "", "", ""), ("c", "", "", "")))
    assert [(row.line, row.key) for row in read_returned(file).rows] == [(2, "a"), (4, "c")]


def test_a_sheet_with_too_many_rows_is_refused(file: Path) -> None:
    with pytest.raises(RefusalError, match=r'back\.xlsx: the sheet "To do" has more than 2 rows'):
        every_sheet(file, written(("a", "", "", ""), ("b", "", "", "")), 2)


@pytest.mark.slow
def test_a_row_further_down_than_a_sheet_goes_is_not_counted_up_to(tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(BytesIO(written(("a", "", "", "")))) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<row r="2"', b'<row r="99999999999999"'))
    (tmp_path / "back.xlsx").write_bytes(out.getvalue())
    with pytest.raises(RefusalError, match="the workbook is damaged"):
        read_returned(tmp_path / "back.xlsx")


def test_a_formula_that_somebody_typed_is_not_taken_for_words(file: Path) -> None:
    book = openpyxl.load_workbook(BytesIO(written(("a", "", "doing", ""))))
    book["To do"]["D2"] = "=HYPERLINK(A1)"
    book.save(file)
    assert [row.formulas for row in read_returned(file).rows] == [("note",)]


def test_what_was_said_is_kept_as_long_as_its_finding_and_samples_as_long_as_findings(tmp_path: Path) -> None:
    store = open_store("sqlite:///store.db", tmp_path)
    blank = {column.name: "" for column in findings.columns if str(column.type) == "TEXT"}
    said = {"number": 1, "owner": "", "status": "done", "note": "", "at": AT, "source": "s"}
    drawn = {"run": "r", "school": "s", "account": "x:s", "place": 0}
    with store.write() as connection:
        row = blank | {"key": "kept", "first_seen": 0, "last_seen": 0, "first_stored_at": 0}
        connection.execute(findings.insert().values(row))
        add_marks(connection, [StoredMark(key=key, **said) for key in ("kept", "erased")])  # type: ignore[arg-type]
        old = Drawn(key="old", post_id="1", drawn_at=AT - timedelta(days=400), **drawn)  # type: ignore[arg-type]
        new = Drawn(key="new", post_id="2", drawn_at=AT, **drawn)  # type: ignore[arg-type]
        save_drawn(connection, [old, new])
        forget_marks(connection)
        forget_samples(connection, AT - timedelta(days=365))
    with store.read() as connection:
        assert connection.execute(worklist_marks.select()).scalars().all() == ["kept"]
        assert set(load_all_drawn(connection, ["s"])) == {"new"}
    store.close()
