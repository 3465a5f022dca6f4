"""The worklist as a spreadsheet: no cell is ever a formula, whatever somebody wrote in a comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from reports.base import RunView, School
from reports.entries import Entry
from reports.wording import CONFIDENCE_TITLES, SEVERITY_TITLES, STATUS_TITLES, day, plural, printable

LONGEST_CELL: Final = 32_000
"""Excel takes 32,767 characters in a cell and drops a longer text without a word."""
LONGEST_LINK: Final = 2_000
MOST_LINKS: Final = 60_000
"""Excel takes 65,530 links on a sheet; past this, addresses stand as plain text."""
DONE: Final = ("yes", "in hand", "looks wrong")
"""What the column "done?" offers."""
Value = str | int | datetime | None
"""What a cell can hold; None and "" are blank."""
_COLOURS: Final = {"today": "#FBE4E1", "this_week": "#FFF1D6", "soon": "#EAF1F8", "note": "#F2F3F5"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in characters, and the style of its cells."""

    heading: str
    width: float
    style: str = "text"


COLUMNS: Final = (
    Column("key", 14, "small"),
    Column("severity", 15),
    Column("status", 11),
    Column("what is wrong", 30),
    Column("school", 24),
    Column("platform", 12),
    Column("account", 18),
    Column("link", 30, "link"),
    Column("posted", 18, "moment"),
    Column("the words", 24),
    Column("the whole text", 50),
    Column("the child(ren)", 20),
    Column("how sure", 10),
    Column("why", 40),
    Column("what to do", 36),
    Column("first seen", 17, "day"),
    Column("days open", 10, "number"),
    Column("done?", 12, "answer"),
    Column("note", 30, "answer"),
)


def workbook(view: RunView, school: School, due: Sequence[Entry], unsure: Sequence[Entry]) -> bytes:
    """Write the sheets To do, To look at and About; the same view gives the same bytes."""
    # Imported here: no other command should wait for it.
    from xlsxwriter import Workbook

    out = BytesIO()
    # in_memory: the texts of children must not lie about in a temporary folder.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    made = {"author": printable(view.trust), "created": view.as_of.replace(tzinfo=None)}
    book.set_properties({"title": f"Worklist, {printable(school.name)}", **made})
    styles = _styles(book)
    _list_sheet(book.add_worksheet("To do"), due, styles)
    _list_sheet(book.add_worksheet("To look at"), unsure, styles)
    _about_sheet(book.add_worksheet("About"), about(view, school, due, unsure), styles)
    book.close()
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    # quote_prefix keeps "=1+1" a text even when somebody edits the cell and presses Enter.
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D5D9E0", "quote_prefix": True}
    plain = cell | {"quote_prefix": False}
    styles = {
        "text": cell,
        "small": cell | {"font_size": 8, "font_color": "#4A5565"},
        "link": plain | {"font_color": "#1F4E79", "underline": 1},
        "moment": plain | {"num_format": "d mmm yyyy hh:mm", "align": "left"},
        "day": plain | {"num_format": "d mmmm yyyy", "align": "left"},
        "number": plain | {"num_format": "0", "align": "right"},
        "answer": plain | {"bg_color": "#FFFDF2"},
        "head": {"bold": True, "bg_color": "#1B2A3D", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True},
        "title": {"bold": True, "font_size": 16},
        "prose": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    }
    styles |= {name: cell | {"bold": True, "bg_color": colour} for name, colour in _COLOURS.items()}
    return {name: book.add_format(look) for name, look in styles.items()}


def _list_sheet(sheet: Any, rows: Sequence[Entry], styles: dict[str, Any]) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, styles["head"])
    for at, entry in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(COLUMNS, cells(entry), strict=True)):
            _write(sheet, at, place, value, column.style if column.heading != "severity" else entry.severity, styles)
    last = max(1, len(rows))
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    done = next(place for place, column in enumerate(COLUMNS) if column.heading == "done?")
    hint = {"input_title": "Done?", "input_message": "The next audit looks for itself."}
    sheet.data_validation(1, done, last, done, {"validate": "list", "source": list(DONE), **hint})
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def cells(entry: Entry) -> tuple[Value, ...]:
    """Return the values of a row, in the order of COLUMNS."""
    return (
        entry.key,
        SEVERITY_TITLES.get(entry.severity, entry.severity),
        STATUS_TITLES.get(entry.status, entry.status),
        entry.title,
        entry.school,
        entry.platform,
        entry.account,
        entry.link,
        entry.posted_at,
        entry.words,
        entry.text,
        "; ".join(entry.children),
        CONFIDENCE_TITLES.get(entry.confidence, entry.confidence),
        entry.why,
        entry.remedy,
        entry.first_seen,
        entry.days_open,
        "",
        "",
    )


def _write(sheet: Any, row: int, place: int, value: Value, style: str, styles: dict[str, Any]) -> None:
    look = styles.get(style, styles["text"])
    if not value and value != 0:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str) and style != "link":  # first what most cells are
        sheet.write_string(row, place, cell_text(value), look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.replace(tzinfo=None), look)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, look)
    elif len(value) <= LONGEST_LINK and row <= MOST_LINKS:
        sheet.write_url(row, place, value, look, string=value[:250])
    else:
        sheet.write_string(row, place, cell_text(value), look)


def cell_text(text: str) -> str:
    """Make a text fit for a cell: no control characters, and cut with a word about it before Excel would drop it."""
    text = printable(text)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " … (cut here; read the rest at the link)"


def about(view: RunView, school: School, due: Sequence[Entry], unsure: Sequence[Entry]) -> Iterable[str]:
    """Return the lines of the sheet About: what this is, how to use it, how to treat it."""
    return (
        f"Worklist, {school.name}",
        f"As audited on {day(view.as_of)}: {plural(len(due), 'row')} to do, {plural(len(unsure), 'row')} to look at.",
        "This file holds children's names as they were published. "
        "Keep it with the people who need it, and delete it when it is worked off.",
        "Work from the top: the worst stands first. "
        "Open the link, do what the column “what to do” says, and go on to the next row.",
        "You need not report back: the next audit looks for itself, and what is mended is gone from the next list.",
        "The columns “done?” and “note” are yours. Choose “looks wrong” where you think the audit is mistaken.",
        "What could not be read is not in this list. The school's report says what was not seen, and why.",
    )


def _about_sheet(sheet: Any, lines: Iterable[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, cell_text(line), styles["title" if row == 0 else "prose"])
