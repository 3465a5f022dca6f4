"""The events of an iCalendar file, each with the line it begins on, within bounds of size."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from config.refusal import Place, RefusalError

_SIZE_LIMIT: Final = 20_000_000
_BEGIN: Final = b"BEGIN:VEVENT"


def ical_events(path: Path, *, smaller: str, columns: str) -> Iterable[tuple[Any, Place]]:
    """Return the events of a calendar and where each begins; RefusalError in one sentence where it cannot be read.

    `smaller` is what to export when it is too large, `columns` those of the CSV that may stand in for it.
    """
    from icalendar import Calendar  # heavy, and many schools give a table

    try:
        if path.stat().st_size > _SIZE_LIMIT:
            raise RefusalError(f"the calendar is larger than 20 MB: export {smaller}", place=Place(path))
        content = path.read_bytes()
        if not content.strip():
            raise RefusalError("the file is empty: export the calendar again", place=Place(path))
        events = list(Calendar.from_ical(content).walk("VEVENT"))
    except OSError as fault:
        reason = "is not there" if isinstance(fault, FileNotFoundError) else "cannot be opened"
        raise RefusalError(f"the file {reason}: check the path in trust.yaml", place=Place(path)) from None
    except (ValueError, KeyError, IndexError, TypeError):
        raise RefusalError(
            f"this is not a calendar that can be read (iCalendar): export it again, or give a CSV with {columns}",
            place=Place(path),
        ) from None
    lines = [number for number, line in enumerate(content.splitlines(), 1) if line.rstrip().upper() == _BEGIN]
    return [(event, Place(path, line)) for event, line in zip_longest(events, lines[: len(events)])]
