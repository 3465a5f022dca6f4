"""What stands when a sheet comes back that was written some time ago, while others said something too. Pure."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from pipeline.store.worklist_marks import StoredMark
from reports.worklist_columns import ACCEPT, DONE, TO_DO


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of its finding."""

    owner: str = ""
    status: str = TO_DO
    note: str = ""


FIELDS: Final = tuple(field.name for field in fields(Said))


def merge_said(given: Said, sheet: Said, now: Said) -> tuple[Said, tuple[str, ...]]:
    """Return what stands after a sheet, and the fields in which it contradicts what was said after it was written.

    given: what the sheet was written with. What was not touched in the sheet changes nothing; what was touched by one
    side alone is taken; where both touched a field and differ, the word that was read first stands.
    """
    stands, contradicted = now, []
    for name in FIELDS:
        before, here, there = (getattr(one, name) for one in (given, sheet, now))
        if here in {before, there}:
            continue
        if there == before:
            stands = replace(stands, **{name: here})
        else:
            contradicted.append(name)
    return stands, tuple(contradicted)


def said_in(mark: StoredMark | None) -> Said:
    """Return what a mark says; of a finding of which nothing was said, that it is to do."""
    return Said(mark.owner, as_given(mark.status), mark.note) if mark else Said()


def as_given(status: str) -> str:
    """Return the status that a sheet is written with: what was accepted and stands again is to do again."""
    return TO_DO if status == ACCEPT else status


def next_mark(key: str, said: Said, last: StoredMark | None, *, at: datetime, source: str) -> StoredMark:
    """Return the mark that a sheet adds to what was said of a finding before."""
    done_on, still_up = (last.done_on, last.still_up) if last else (None, None)
    if said.status == DONE and (last is None or last.status != DONE):
        done_on, still_up = at, None  # said now, and looked at by the next reading
    elif last is not None and last.status == DONE and said.status != DONE:
        done_on, still_up = None, None  # taken back before anybody looked
    return StoredMark(
        key=key, number=last.number + 1 if last else 1, owner=said.owner, status=said.status, note=said.note,
        done_on=done_on, still_up=still_up, at=at, source=source,
    )  # fmt: skip
