"""The CSV files of Meta Business Suite: which there are, what makes one its list of posts, and what span it covers."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from config.models import Account
from config.paths import resolve
from config.refusal import Place, RefusalError
from config.tables import Table, first_bytes, read_table

REQUIRED: Final = ("post_id", "publish_time")
OPTIONAL: Final = (
    "page_id", "page_name", "username", "title", "description", "permalink", "post_type", "is_share", "comments_total",
)  # fmt: skip
"""Our names of the columns; `Table.rows` has them in this order."""
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "post_id": ("post id",),
    "publish_time": ("publish time",),
    "page_id": ("page id", "account id"),
    "page_name": ("page name", "account name"),
    "username": ("account username", "page username"),
    "post_type": ("post type",),
    "is_share": ("is share",),
    "comments_total": ("comments",),
}
"""What Meta calls them, of Facebook pages and of Instagram accounts; the others have our names."""
_AGAIN: Final = (
    "in Meta Business Suite set to English, under Insights > Content, choose Export and hand over the CSV as downloaded"
)
_DAY: Final = r"([A-Z][a-z]{2})-(\d{1,2})-(\d{4})"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPAN: Final = re.compile(rf"{_DAY}_{_DAY}")


def files_of(root: Path, account: Account) -> tuple[Path, ...]:
    """Return the files of an account's source: one, those of a folder, or those that fit a pattern; in order of names.

    RefusalError when there are none, or the path leads out of the workspace.
    """
    place, text = Place(root / "trust.yaml"), account.source.options.get("files")
    if not isinstance(text, str) or not text:
        raise RefusalError(
            f"'files' of @{account.handle} is missing: give the path of a CSV, of a folder of them, or a pattern such "
            "as exports/facebook/*.csv",
            place=place,
        )
    try:
        path = resolve(root, text)
    except ValueError as error:
        raise RefusalError(f"'files' of @{account.handle} {error}", place=place) from None
    found = _found(path)
    if not found:
        raise RefusalError(
            f"'files' of @{account.handle}: there is no CSV at {text}: correct the path, or put the export there; "
            f"{_AGAIN}",
            place=place,
        )
    return found


def _found(path: Path) -> tuple[Path, ...]:
    if path.is_dir():
        return _csv_files(path, "*")
    if path.exists():
        return (path,)
    return _csv_files(path.parent, path.name) if path.parent.is_dir() else ()


def _csv_files(folder: Path, pattern: str) -> tuple[Path, ...]:
    """Return the CSV files of a folder; what an operating system leaves beside them is none."""
    try:
        fitting = [one for one in folder.glob(pattern) if one.suffix.casefold() == ".csv" and one.is_file()]
    except ValueError:  # no pattern: "**.csv"
        return ()
    return tuple(sorted(one for one in fitting if not one.name.startswith(".")))


def read_posts_file(path: Path) -> Table:
    """Read one file; RefusalError, with what to do, for everything that is not a list of posts in English."""
    cells = _header(path)
    called = {
        column: heading
        for column, headings in _HEADINGS.items()
        for heading in headings
        if cells.count(heading) == 1 or (heading in cells and column in REQUIRED)
    }
    if not set(REQUIRED) <= called.keys():
        raise RefusalError(_not_posts(cells), place=Place(path, 1))
    return read_table(path, required=REQUIRED, optional=OPTIONAL, called=called)


def _header(path: Path) -> Sequence[str]:
    """Return the folded cells of the first row; RefusalError for what is no CSV of posts at first sight."""
    start = first_bytes(path)
    if start.startswith(b"PK") or path.suffix.casefold() not in {".csv", ".txt"}:
        raise RefusalError(f"this is no CSV file: {_AGAIN}", place=Place(path))
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start[:200]
    lines = start.decode("utf-16" if wide else "utf-8-sig", "replace").lstrip().splitlines() or [""]
    if wide or lines[0].casefold().startswith("sep="):
        is_list = any("post id" in line.casefold() for line in lines[:4])
        raise RefusalError(_RESAVED if is_list else _PAGE_LEVEL, place=Place(path))
    if lines[0].lstrip().startswith("<"):
        raise RefusalError(f"this is a web page, not a CSV file: {_AGAIN}", place=Place(path))
    return [cell.strip().casefold() for cell in next(csv.reader([lines[0]]))]


_RESAVED: Final = f"another program saved this file and changed its form: {_AGAIN}"
_PAGE_LEVEL: Final = f"this file holds figures of the page by day, and no posts: {_AGAIN}"


def _not_posts(cells: Sequence[str]) -> str:
    if len(cells) == 1 and re.search(r"post id.*[;\t]|[;\t].*post id", cells[0]):
        return _RESAVED
    if "video asset id" in cells:
        return f"this is the export of videos alone, which have ids of their own: {_AGAIN}, for posts"
    missing = [heading for heading in ("Post ID", "Publish time") if heading.casefold() not in cells]
    return f"the header has no {' and no '.join(missing)}: {_AGAIN}"


def named_span(path: Path) -> tuple[date, date] | None:
    """Return the first and last day that a file's name says (Jun-01-2026_Jun-30-2026_123.csv); None = it says none."""
    match = _SPAN.search(path.name)
    if match is None:
        return None
    try:
        first, last = (_day(*match.groups()[at : at + 3]) for at in (0, 3))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _day(month: str, day: str, year: str) -> date:
    return date(int(year), _MONTHS.index(month) + 1, int(day))
