"""Cells of a spreadsheet that people fill in: a text stays a text, whatever somebody wrote in a comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

from reports.wording import printable

LONGEST_CELL: Final = 32_000
"""Excel takes 32,767 characters in a cell and drops a longer text without a word."""
LONGEST_LINK: Final = 2_000
MOST_LINKS: Final = 60_000
"""Excel takes 65,530 links on a sheet; past this, addresses stand as plain text."""
_LONGEST_LIST: Final = 255
"""Characters that Excel takes of a drop-down's choices, with the commas between them."""
_PICTURE_HEIGHT: Final = 126
"""Points: a thumbnail of 160 pixels and a little air."""
_LINE_HEIGHT: Final = 15
_TALLEST_ROW: Final = 400
_COLOURS: Final = {"today": "#FBE4E1", "this_week": "#FFF1D6", "soon": "#EAF1F8", "note": "#F2F3F5"}

Marked = tuple[str, str, str]
"""A text before, in and after the words that are meant."""
_NOTHING_MARKED: Final = ("", "", "")
Value = str | int | date | datetime | bytes | Marked | None
"""What a cell can hold; bytes are a JPEG; None and "" are blank."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in characters, and the style of its cells."""

    heading: str
    width: float
    style: str = "text"
    choices: tuple[str, ...] = ()
    """What its drop-down offers."""
    free: bool = False
    """Something else than a choice may be typed."""
    hint: str = ""
    """What a person sees who fills it in."""


def new_book(out: BytesIO, title: str = "", author: str = "", created: datetime | None = None) -> Any:
    """Open a workbook that turns no text into a formula, a link or a number, and leaves nothing on the disk.

    `created`: the same rows give the same bytes; None = now.
    """
    # Imported here: no other command should wait for it.
    from xlsxwriter import Workbook

    # in_memory: the texts of children must not lie about in a temporary folder
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    said = {"title": printable(title), "author": printable(author)}
    made = {"created": created.replace(tzinfo=None)} if created else {}
    book.set_properties({**{name: text for name, text in said.items() if text}, **made})
    return book


def styles_of(book: Any) -> dict[str, Any]:
    """Return the looks of cells by name."""
    # quote_prefix keeps "=1+1" a text even when somebody edits the cell and presses Enter
    cell = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#D5D9E0", "quote_prefix": True}
    plain = cell | {"quote_prefix": False}
    late = plain | {"bold": True, "font_color": "#9A1B1B", "align": "left"}
    styles = {
        "text": cell,
        "strong": cell | {"bold": True},
        "small": cell | {"font_size": 8, "font_color": "#4A5565"},
        "link": plain | {"font_color": "#1F4E79", "underline": 1},
        "moment": plain | {"num_format": "d mmm yyyy hh:mm", "align": "left"},
        "day": plain | {"num_format": "d mmmm yyyy", "align": "left"},
        "overdue": late | {"num_format": 'd mmmm yyyy", overdue"'},
        "number": plain | {"num_format": "0", "align": "right"},
        "answer": plain | {"bg_color": "#FFFDF2"},
        "answered": cell | {"bg_color": "#FFFDF2"},
        "answer_day": plain | {"bg_color": "#FFFDF2", "num_format": "d mmmm yyyy", "align": "left"},
        "head": {"bold": True, "bg_color": "#1B2A3D", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True},
        "title": {"bold": True, "font_size": 16},
        "prose": {"text_wrap": True, "valign": "top", "quote_prefix": True},
        # only a font: it stands inside a cell
        "words": {"bold": True, "font_color": "#9A1B1B", "underline": 1},
    }
    styles |= {name: cell | {"bold": True, "bg_color": colour} for name, colour in _COLOURS.items()}
    return {name: book.add_format(look) for name, look in styles.items()}


def write_heads(sheet: Any, columns: Sequence[Column], rows: int, styles: dict[str, Any], frozen: int) -> None:
    """Write the headings, and beneath them the drop-downs of `rows` rows; the first `frozen` columns stay in sight."""
    last = max(1, rows)
    for place, column in enumerate(columns):
        hidden = {"hidden": True} if column.style == "hidden" else {}
        sheet.set_column(place, place, column.width, None, hidden)
        sheet.write_string(0, place, column.heading, styles["head"])
        if rule := _rule(column):
            sheet.data_validation(1, place, last, place, rule)
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _rule(column: Column) -> dict[str, Any]:
    """Return what Excel lets a person fill into a column."""
    hint = {"input_title": column.heading[:32].capitalize(), "input_message": column.hint[:255]} if column.hint else {}
    if column.style == "answer_day":
        return {"validate": "date", "criteria": ">=", "value": date(2020, 1, 1), "error_type": "warning", **hint}
    if choices := offered(column.choices):
        stop = {"show_error": False} if column.free else {"error_title": column.heading[:32].capitalize()}
        return {"validate": "list", "source": choices, **stop, **hint}
    return {"validate": "any", **hint} if hint else {}


def offered(choices: Iterable[str]) -> list[str]:
    """Return the choices that fit a drop-down: what would break its list, or is too much for it, is left out."""
    fit: list[str] = []
    for choice in map(printable, choices):
        plain = choice.strip() and not set(choice) & set(',"\n\t')
        if plain and len(",".join([*fit, choice])) <= _LONGEST_LIST:
            fit.append(choice)
    return fit


def write_row(sheet: Any, at: int, columns: Sequence[Column], values: Sequence[Value], styles: dict[str, Any]) -> None:
    """Write one row; one with a picture is made as tall as that needs, for Excel does not do it by itself."""
    for place, (column, value) in enumerate(zip(columns, values, strict=True)):
        write_cell(sheet, at, place, value, column.style, styles)
    if bytes in map(type, values):
        sheet.set_row(at, max(_PICTURE_HEIGHT, *(_text_height(c, v) for c, v in zip(columns, values, strict=True))))


def _text_height(column: Column, value: Value) -> float:
    """Estimate how tall a wrapped text stands, in points."""
    text = "".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else ""
    lines = sum(1 + int(len(line) / column.width) for line in text.split("\n")[:60]) if column.style != "link" else 1
    return min(_TALLEST_ROW, lines * _LINE_HEIGHT)


def write_cell(sheet: Any, row: int, place: int, value: Value, style: str, styles: dict[str, Any]) -> None:
    """Write a cell as what it is; never a formula."""
    look = styles.get("answered" if style == "answer" and value else style, styles["text"])
    if not value and value != 0:  # first what most cells are
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, str) and style != "link":
        sheet.write_string(row, place, cell_text(value), look)
    elif value == _NOTHING_MARKED:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, tuple):
        _write_marked(sheet, row, place, value, styles)
    elif isinstance(value, bytes):
        sheet.write_blank(row, place, None, look)
        shown = {"image_data": BytesIO(value), "x_offset": 3, "y_offset": 3, "object_position": 1}
        sheet.insert_image(row, place, "picture.jpg", {**shown, "description": "The picture that is meant"})
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.replace(microsecond=0, tzinfo=None), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, look)
    elif len(value) <= LONGEST_LINK and row <= MOST_LINKS:
        sheet.write_url(row, place, value, look, string=value[:250])
    else:
        sheet.write_string(row, place, cell_text(value), look)


def _write_marked(sheet: Any, row: int, place: int, value: Marked, styles: dict[str, Any]) -> None:
    """Write a text with the words that are meant set off; one that is cut, or meant as a whole, in one look."""
    before, words, after = map(printable, value)
    whole = before + words + after
    if not words.strip() or len(whole) > LONGEST_CELL:
        sheet.write_string(row, place, cell_text(whole), styles["text"])
    elif not before and not after:
        sheet.write_string(row, place, words, styles["strong"])
    else:
        parts = [*([before] if before else []), styles["words"], words, *([after] if after else [])]
        sheet.write_rich_string(row, place, *parts, styles["text"])


def cell_text(text: str, rest: str = "; read the rest at the link") -> str:
    """Make a text fit for a cell: no control characters, and cut with a word about it before Excel would drop it.

    `rest`: where what is cut can be read; blank = nowhere.
    """
    text = printable(text)
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]} … (cut here{rest})"
