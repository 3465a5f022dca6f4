"""Table files as text: what is kept byte for byte, what is dropped, and that CSV and .xlsx say the same."""

from __future__ import annotations

import csv
import hashlib
import itertools
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from config.refusal import RefusalError
from config.sheet import every_row
from config.tables import Table, file_hash, read_table

POSTS = ("post_id", "account", "created_at")


def table(
    folder: Path,
    text: str | bytes,
    *,
    required: tuple[str, ...] = POSTS,
    optional: tuple[str, ...] = ("text", "platform"),
) -> Table:
    file = folder / "posts.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(file, required=required, optional=optional)


def workbook(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("notes").append(["post_id", "something else"])
    book.save(folder / "posts.xlsx")
    return folder / "posts.xlsx"


def test_columns_are_found_by_name_in_any_order_and_others_ignored(tmp_path: Path) -> None:
    read = table(tmp_path, "views,TEXT , Account,created_at,\ufeffpost_id,,\n7,Hello,a,b,001,x,\n")
    assert read.columns == ("post_id", "account", "created_at", "text", "platform")
    assert read.present == {"post_id", "account", "created_at", "text"}
    assert read.rows == [("001", "a", "b", "Hello", "")]


def test_a_byte_order_mark_and_either_line_end_are_accepted(tmp_path: Path) -> None:
    for end in ("\n", "\r\n", "\r"):
        read = table(tmp_path, end.join(["\ufeffpost_id,account,created_at", "1,a,b", "2,a,b", ""]))
        assert [row[0] for row in read.rows] == ["1", "2"]
        assert list(read.lines) == [2, 3]


def test_no_word_is_taken_for_missing_and_no_number_for_a_number(tmp_path: Path) -> None:
    read = table(tmp_path, "post_id,account,created_at,text\n0007,NA,None,Null\n1.50,nan,-,1.23457E+17\n")
    assert read.rows == [("0007", "NA", "None", "Null", ""), ("1.50", "nan", "-", "1.23457E+17", "")]


def test_line_ends_within_a_cell_are_kept_and_lines_still_counted(tmp_path: Path) -> None:
    read = table(tmp_path, 'post_id,account,created_at,text\r\n1,a,b,"one\r\ntwo\nthree"\r\n2,a,b," spaced "\r\n')
    assert [row[3] for row in read.rows] == ["one\r\ntwo\nthree", " spaced "]
    assert list(read.lines) == [2, 5]
    assert str(read.place(1)) == "posts.csv line 5"


def test_blank_rows_are_dropped_short_rows_filled_and_long_rows_reported(tmp_path: Path) -> None:
    read = table(tmp_path, "\npost_id,account,created_at,text\n\n1,a,b\n,, ,\n2,a,b,c\n3,a,b,c,d\n4,a,b,c\n")
    assert [row[0] for row in read.rows] == ["1", "2", "4"]
    assert list(read.lines) == [4, 6, 8]
    assert read.ragged == (7,)


def test_a_comma_without_quotes_moves_no_text_out_of_sight(tmp_path: Path) -> None:
    text = "post_id,account,text,author\n1,a,Hello,\n2,a,Well done, Zainab Malik,\n3,a,b,c,d\n4,a,Bye,\n"
    read = table(tmp_path, text, required=("post_id", "account"), optional=("text", "author"))
    assert [row[0] for row in read.rows] == ["1", "4"]
    assert list(read.lines) == [2, 5]
    assert read.ragged == (3, 4)
    alone = table(
        tmp_path, "post_id,account,text,author\n2,a,Well done, Zainab,\n", required=("post_id", "text"), optional=()
    )
    assert (alone.rows, alone.ragged) == ([], (2,))


def test_a_register_keeps_rows_with_blank_cells_behind_them(tmp_path: Path) -> None:
    text = "pupil_id,first_name,last_name\nP1,Zainab,Malik\nP2,Dylan,Prosser,,\nP3,Mary, Jane,\n"
    read = table(tmp_path, text, required=("pupil_id", "first_name", "last_name"), optional=())
    assert [row[0] for row in read.rows] == ["P1", "P2"]
    assert read.ragged == (4,)


def test_commas_behind_every_row_are_a_spreadsheets_own(tmp_path: Path) -> None:
    read = table(tmp_path, "post_id,account,created_at,text\n1,a,b,c,,\n2,a,b,c,,\n")
    assert [row[3] for row in read.rows] == ["c", "c"]
    assert read.ragged == ()


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    assert table(tmp_path, "post_id,account,created_at\n").rows == []


def test_one_column_still_gives_rows(tmp_path: Path) -> None:
    (tmp_path / "ids.csv").write_text("post_id\n1\n2\n")
    assert read_table(tmp_path / "ids.csv", required=("post_id",)).rows == [("1",), ("2",)]


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfpost_id,account,created_at\r\n1,a,b\r\n"
    read = table(tmp_path, content)
    assert read.sha256 == hashlib.sha256(content).hexdigest() == file_hash(read.file)
    book = workbook(tmp_path, POSTS, ("1", "a", "b"))
    assert read_table(book, required=POSTS).sha256 == file_hash(book)


def test_a_first_row_of_values_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        table(tmp_path, "Zainab Malik,Year 4,yes\n")
    assert "Zainab" not in str(refusal.value)


def test_a_cell_like_a_column_among_others_unknown_is_named_by_its_position(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("Mrs,Dale,Rolf,Head\n")
    with pytest.raises(RefusalError) as refusal:
        read_table(tmp_path / "staff.csv", required=("role",))
    assert str(refusal.value) == "staff.csv line 1: column 'role' is missing: rename cell 3 of this row to it"


def test_a_workbook_says_what_the_csv_says(tmp_path: Path) -> None:
    book = workbook(
        tmp_path,
        ("Post_ID ", "account", "created_at", "text"),
        ("007", "a", datetime(2026, 9, 7, 8, 30), True),  # noqa: DTZ001 - a sheet knows no zones
        (12.0, None, date(2026, 9, 7), 1.5),
        (None, None, None, None),
        (3, "a", "2026-09-07T08:30:00+01:00", "line\none"),
    )
    read = read_table(book, required=POSTS, optional=("text", "platform"))
    assert read.rows == [
        ("007", "a", "2026-09-07T08:30:00", "TRUE", ""),
        ("12", "", "2026-09-07", "1.5", ""),
        ("3", "a", "2026-09-07T08:30:00+01:00", "line\none", ""),
    ]
    assert list(read.lines) == [2, 3, 5]


def test_a_number_is_read_with_the_zeros_it_is_shown_with(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("post_id", "account", "created_at", "text"), (7, 7, "b", 7), (1234, "a", "b", 0.5)):
        book.active.append(row)
    for cell in ("A2", "A3", "D3"):
        book.active[cell].number_format = "000"
    book.save(tmp_path / "posts.xlsx")
    read = read_table(tmp_path / "posts.xlsx", required=POSTS, optional=("text",))
    assert read.rows == [("007", "7", "b", "7"), ("1234", "a", "b", "0.5")]
    assert [
        row[:4] for _, row in every_row(tmp_path / "posts.xlsx", (tmp_path / "posts.xlsx").read_bytes())["Sheet"]
    ] == [
        ["post_id", "account", "created_at", "text"],
        ["007", "7", "b", "7"],
        ["1234", "a", "b", "0.5"],
    ]


def with_formulas(folder: Path, *, cell: str) -> Path:
    """A workbook whose row 3 holds a formula in columns D and E; `cell` is what D3 says in place of its value."""
    file = workbook(folder, (*POSTS, "text", "own"), ("1", "a", "b", "t", "u"), ("2", "a", "b", "=D2", "=D2"))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="D3"><f>D2</f><v></v></c>', cell.encode())
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def test_a_formula_is_read_as_the_value_it_has(tmp_path: Path) -> None:
    told = with_formulas(tmp_path, cell='<c r="D3" t="str"><f>D2</f><v>told</v></c>')
    assert read_table(told, required=POSTS, optional=("text",)).rows[1][3] == "told"
    blank = with_formulas(tmp_path, cell='<c r="D3" t="str"><f>D2</f><v></v></c>')
    assert read_table(blank, required=POSTS, optional=("text",)).rows[1][3] == ""


def test_a_formula_whose_value_nobody_computed_is_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    file = with_formulas(tmp_path, cell='<c r="D3"><f>D2</f><v></v></c>')
    assert len(read_table(file, required=POSTS).rows) == 2
    for name, sentence in (("text", "column D holds a formula"), ("own", "column E holds a formula")):
        with pytest.raises(RefusalError, match=rf"^posts.xlsx line 3: {sentence} whose value was never computed: open"):
            read_table(file, required=POSTS, optional=(name,))
    with pytest.raises(RefusalError, match=r"^posts.xlsx line 3: column D holds a formula"):
        every_row(file, file.read_bytes())


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    book = workbook(tmp_path, POSTS, ("1", "a", "b")).rename(tmp_path / "posts.csv")
    assert read_table(book, required=POSTS).rows == [("1", "a", "b")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [POSTS, (1234567890123456, "a", "b")],
            " line 2: column 'post_id' holds an id as a number of more than 15 digits, the last of which spreadsheets "
            "lose: format the column as text and export it again from the source",
        ),
        (
            [POSTS, ("1.2E+17", "a", "b")],
            " line 2: column 'post_id' holds an id in scientific notation, as spreadsheet programs make of long "
            "numbers: format the column as text and export it again from the source",
        ),
        ([], ": the first sheet is empty: put the table on the first sheet"),
        (
            [("post_id", "account", "created")],
            " line 1: column 'created_at' is missing (found: post_id, account, created): rename 'created' to "
            "'created_at'",
        ),
    ],
)
def test_a_bad_workbook_is_refused(rows: list[tuple[object, ...]], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        read_table(workbook(tmp_path, *rows), required=POSTS)
    assert str(refusal.value) == f"posts.xlsx{sentence}"


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=20))
def test_what_is_written_is_read(rows: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("any") / "any.csv"
    starts = []
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(("a", "b", "c"))
        for row in rows:
            stream.flush()
            starts.append(len(re.findall(rb"\r\n|\r|\n", file.read_bytes())) + 1)
            writer.writerow(row)
    kept = [any(cell.strip() for cell in row) for row in rows]
    read = read_table(file, required=("a", "b", "c"))
    assert read.rows == list(itertools.compress(rows, kept))
    assert list(read.lines) == list(itertools.compress(starts, kept))


@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_sentence(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "any.csv"
    file.write_bytes(b"post_id,account,created_at\n" + content)
    said = "any.csv is fine"
    try:
        read_table(file, required=POSTS)
    except RefusalError as refusal:
        said = str(refusal)
    assert said.startswith("any.csv")
    assert "\n" not in said


def test_a_hidden_sheet_is_not_read_in_the_place_of_one_that_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(POSTS)
    book.active.append(("old", "a", "b"))
    shown = book.create_sheet("Posts 2026")
    shown.append(POSTS)
    shown.append(("new", "a", "b"))
    book.active.sheet_state = "hidden"
    book.save(tmp_path / "posts.xlsx")
    assert read_table(tmp_path / "posts.xlsx", required=POSTS).rows == [("new", "a", "b")]
