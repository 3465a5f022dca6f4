"""The photo-log sheet as a spreadsheet: a thumbnail and drop-downs a row; only the answers can be typed into."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from reports.cells import Column, Value, cell_text, new_book, styles_of, write_heads, write_row
from reports.links import web_link
from reports.photo_log import ANSWERS, FORM, HINTS, KEY, MORE, PUPIL, SUGGESTED, WHO, PhotoLogRow, PhotoLogSheet
from reports.wording import day, number, plural

SHEETS: Final = ("Pictures", "About", "lists")
"""The sheets, in their order; the last is hidden, and holds what the drop-downs offer."""
COLUMNS: Final = (
    Column("picture", 24),
    Column(WHO, 24, "answer", ANSWERS, hint="Choose one. For a class or for pupils, fill the columns beside it too."),
    Column(FORM, 10, "answer"),
    *(Column(heading, 26, "answer") for heading in PUPIL),
    Column(MORE, 26, "answer", hint="Where six are too few: more ids, with a semicolon between them."),
    Column(HINTS, 32),
    Column("caption", 44),
    Column("where", 22),
    Column("posted", 18, "moment"),
    Column("days public", 10, "number"),
    Column("link", 28, "link"),
    Column("it also stands here", 40),
    Column(KEY, 12, "hidden"),
)
_FROZEN: Final = 2
_LISTS: Final = SHEETS[2]
_MAY: Final = {"autofilter": True, "format_columns": True, "format_rows": True}
_FILM: Final = " (a video: the picture is its cover, so open the link and watch it)"
_NO_PICTURE: Final = {"video": "a video: open the link", "photo": "no copy that can be opened is kept: open the link"}


def photo_log_workbook(found: PhotoLogSheet) -> bytes:
    """Write the workbook of one school; the same rows give the same bytes."""
    out = BytesIO()
    book = new_book(out, f"Photo log, {found.school}", found.trust, found.as_of)
    styles = styles_of(book)
    fill = {"bg_color": "#FFFDF2", "border": 1, "border_color": "#D5D9E0", "valign": "top", "text_wrap": True}
    styles["answer"] = book.add_format({**fill, "locked": False, "num_format": "@"})
    _pictures_sheet(book.add_worksheet(SHEETS[0]), found, styles)
    _about_sheet(book.add_worksheet(SHEETS[1]), about(found), styles)
    _lists_sheet(book.add_worksheet(SHEETS[2]), found)
    book.close()
    return out.getvalue()


def offered(label: str) -> str:
    """Return what a drop-down offers for a pupil or form: nothing that Excel would take for a formula when chosen."""
    text = cell_text(label)
    return f" {text}" if text[:1] in {"=", "+", "-", "@"} else text


def about(found: PhotoLogSheet) -> Iterable[str]:
    """Return the lines of the sheet About: what this is, how to use it, how to treat it."""
    yield f"Photo log, {found.school}"
    order = "the newest" if found.newest_first else "the oldest"
    left = f" {number(found.left)} more wait for the next sheet." if found.left else ""
    rows = plural(len(found.rows), "picture")
    yield f"As of {day(found.as_of)}: {rows} of which nobody has said who is in it, {order} first.{left}"
    yield (
        "One row is one picture, wherever it was posted: it is logged once for all its copies. "
        f"Choose in the column “{WHO}”; for a class choose it in the next column, for pupils in the columns after that."
    )
    yield (
        f"“{SUGGESTED.capitalize()}” takes those of the column “{HINTS}”: pupils whose names stand beside the picture, "
        "or who are logged in a copy of it. Look whether they are really in it."
        + ("" if found.names_sought else " No audit has looked for names yet, so it is emptier than it will be.")
    )
    yield "A row without an answer waits: answer some today, and the others are on the next sheet."
    yield "Then save the file and have it read with: social-audit photo-log --read FILE"
    yield "No face was recognised to make this sheet, by anybody or anything: only a person says who is in a picture."
    yield (
        "This file shows children and holds their names. Keep it with those who fill it in, and delete it when it has "
        "been read."
    )


def row_cells(row: PhotoLogRow) -> tuple[Value, ...]:
    """Return the values of a row, in the order of COLUMNS."""
    return (
        row.thumbnail or _NO_PICTURE.get(row.kind, _NO_PICTURE["photo"]),
        *("" for _ in (WHO, FORM, *PUPIL, MORE)),
        "\n".join(row.suggested),
        row.caption,
        row.place + (_FILM if row.kind == "video" and row.thumbnail else ""),
        row.posted_at,
        row.days,
        web_link(row.link),
        "\n".join(row.copies),
        row.key,
    )


def _pictures_sheet(sheet: Any, found: PhotoLogSheet, styles: dict[str, Any]) -> None:
    write_heads(sheet, COLUMNS, len(found.rows), styles, _FROZEN)
    for at, row in enumerate(found.rows, start=1):
        write_row(sheet, at, COLUMNS, row_cells(row), styles)
    last, places = max(1, len(found.rows)), {column.heading: place for place, column in enumerate(COLUMNS)}
    _offer(sheet, places[FORM], places[FORM], last, "B", len(found.forms))
    # an id may be typed instead
    _offer(sheet, places[PUPIL[0]], places[PUPIL[-1]], last, "A", len(found.pupils), show_error=False)
    sheet.protect("", _MAY)


def _offer(sheet: Any, first: int, final: int, last: int, column: str, length: int, **more: bool) -> None:
    """Let some columns choose from a column of the hidden sheet: a list of its own holds 255 characters at most."""
    if length:
        source = f"='{_LISTS}'!${column}$1:${column}${length}"
        sheet.data_validation(1, first, last, final, {"validate": "list", "source": source, **more})


def _lists_sheet(sheet: Any, found: PhotoLogSheet) -> None:
    for place, labels in enumerate((found.pupils, found.forms)):
        for row, label in enumerate(labels):
            sheet.write_string(row, place, offered(label))
    sheet.protect("")
    sheet.hide()


def _about_sheet(sheet: Any, lines: Iterable[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, cell_text(line), styles["title" if row == 0 else "prose"])
