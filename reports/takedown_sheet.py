"""The takedown sheet as a spreadsheet: thumbnails, and no cell that is ever a formula, whatever a caption says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

from reports.cells import Column, Value, cell_text, new_book, styles_of, write_heads, write_row
from reports.inventory import REASONS
from reports.links import web_link
from reports.takedown import Takedown, TakedownRow
from reports.wording import CONFIDENCE_TITLES, day, number, plural, sentence

SHEETS: Final = ("To take down", "To look at", "About")
"""The sheets, in their order."""
COLUMNS: Final = (
    Column("order", 7, "number"),
    Column("picture", 24),
    Column("why", 26, "strong"),
    Column("link", 28, "link"),
    Column("where", 24),
    Column("posted", 18, "moment"),
    Column("days public", 10, "number"),
    Column("what was found", 46),
    Column("how sure", 10),
    Column("the child(ren)", 20),
    Column("consent today", 28),
    Column("what to do", 34),
    Column("the same picture also stands", 44),
    Column("caption", 44),
    Column("id", 24, "small"),
    Column("findings", 14, "small"),
    Column("done?", 12, "answer", ("taken down", "in hand", "looks wrong"), hint="The next audit looks for itself."),
    Column("note", 30, "answer"),
)
_FROZEN: Final = 3
_LOOK: Final = "Look at it: take it down, or write into the photo log who is in it."


def takedown_workbook(found: Takedown) -> bytes:
    """Write the workbook of one school; the same rows give the same bytes."""
    out = BytesIO()
    book = new_book(out, f"Pictures to take down, {found.school}", found.trust, found.as_of)
    styles = styles_of(book)
    _rows_sheet(book.add_worksheet(SHEETS[0]), found.due, styles)
    _rows_sheet(book.add_worksheet(SHEETS[1]), found.unsure, styles)
    _about_sheet(book.add_worksheet(SHEETS[2]), about(found), styles)
    book.close()
    return out.getvalue()


def about(found: Takedown) -> Iterable[str]:
    """Return the lines of the sheet About: what this is, how to use it, how to treat it."""
    yield f"Pictures to take down, {found.school}"
    left = f" {number(found.more)} more that are old and unlogged are left out." if found.more else ""
    yield (
        f"As audited on {day(found.as_of)}: {plural(len(found.due), 'picture')} to take down, "
        f"{plural(len(found.unsure), 'picture')} to look at.{left}"
    )
    yield (
        "This file shows children. Keep it with the people who take pictures down, and delete it when it is worked off."
    )
    yield (
        "Work from the top: where somebody said no stands first, then withdrawn consent, no consent, pupils who have "
        "left, names, places; of each the surest first, then the newest."
    )
    yield "Take the copies down as well: each row says where the same picture, or nearly the same, stands too."
    yield (
        "Of what stands under “To look at” nobody knows enough: write into the photo log who is in it, or take it down."
    )
    yield "You need not report back: what the next reading no longer finds is gone from the next sheet."
    yield "What could not be read is not in this file. The school's report says what was not seen, and why."


def row_cells(order: int, row: TakedownRow) -> tuple[Value, ...]:
    """Return the values of a row, in the order of COLUMNS; `order` counts from 1."""
    reason = REASONS.get(row.reason)
    return (
        order,
        row.thumbnail or "no copy that can be opened is kept",
        reason.title if reason else "Look first: it is only possible",
        web_link(row.link),
        row.place,
        row.posted_at,
        row.days,
        "\n".join(map(sentence, row.why)),
        CONFIDENCE_TITLES.get(row.sure, row.sure),
        "\n".join(row.children),
        "\n".join(row.consent),
        reason.remedy if reason else _LOOK,
        "\n".join(row.copies),
        row.caption,
        row.subject,
        "\n".join(row.keys),
        "",
        "",
    )


def _rows_sheet(sheet: Any, rows: Sequence[TakedownRow], styles: dict[str, Any]) -> None:
    write_heads(sheet, COLUMNS, len(rows), styles, _FROZEN)
    for at, row in enumerate(rows, start=1):
        write_row(sheet, at, COLUMNS, row_cells(at, row), styles)


def _about_sheet(sheet: Any, lines: Iterable[str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, cell_text(line), styles["title" if row == 0 else "prose"])
