"""What is held on one pupil, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.pupil_held import Held
from reports.wording import day, plural


def lines(held: Held) -> Iterator[str]:
    """Say what is held in lines for a person."""
    yield f"{held.pupil_id} of {held.school}: what is held at {held.as_of}"
    yield from _part("the register", [", ".join(f"{name} {value}" for name, value in held.register.items() if value)])
    yield from _part("consents", [f"{row['purpose']}: {_said(row)}" for row in held.consents])
    yield from _part(
        "named in public texts",
        [f"{row['account']} {row['subject_id']}: {row['matched_text']} ({row['confidence']})" for row in held.named],
    )
    yield from _part("named in what is public no more", [f"{row['account']} {row['text']}" for row in held.old_words])
    yield from _part("the photo log", [" ".join(filter(None, row.values())) for row in held.photo_log])
    yield from _part("copies of pictures", list(dict.fromkeys(row["file"] for row in held.pictures)))
    yield from _part(
        "findings",
        [
            f"{row['key']} {row['check']}, {row['status']}: {row['permalink'] or row['subject_id']}"
            for row in held.findings
        ],
    )
    yield from _part("said of them", [f"{row['key']} {row['status']} {row['note']}".strip() for row in held.notes])
    terms = ", ".join(f"{name} {plural(days, 'day')}" for name, days in held.retention.items())
    yield f"Each run erases what has been gone or over for longer than its term: {terms}."
    yield held.not_here


def _part(title: str, rows: list[str]) -> Iterator[str]:
    kept = [row for row in rows if row]
    if kept:
        yield f"{title} ({len(kept)})"
        yield from (f"  {' '.join(row.split())}" for row in kept)


def _said(row: dict[str, Any]) -> str:
    words = "; ".join(_stated(said) for said in row["said"]) or "nothing"
    until = f" to {day(row['until'])}" if row["until"] else ""
    return f"{words} (read from {day(row['since'])}{until})"


def _stated(said: dict[str, str]) -> str:
    days = [f"{name} {value}" for name, value in said.items() if name != "consent"]
    return ", ".join([said["consent"], *days])
