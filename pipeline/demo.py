"""The demo: four Mondays in the life of an invented trust, run through the whole job in one folder."""

from __future__ import annotations

import csv
import importlib.resources
import io
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from config.refusal import RefusalError
from pipeline.outcome import Outcome
from pipeline.progress import Progress
from pipeline.run import run

ZONE: Final = ZoneInfo("Europe/London")
MONDAYS: Final = (date(2026, 10, 12), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16))
"""The days of the runs: before half-term, after it, and the two Mondays that follow."""
AT: Final = time(6)
MARK: Final = "READ-ME-FIRST.txt"
"""Stands in every demo folder; by it an earlier demo is known, and replaced."""
_SHOWN: Final = ("shown_from", "shown_to")
"""Columns of the shipped tables that no export has: the runs in which a row was to be seen, from and up to."""
_WRITTEN: Final = {"larkfield-meadow/staff.csv": date(2026, 7, 3), "st-wilfredas/staff.csv": date(2026, 9, 1)}
"""Registers that were exported once, and when; every other file is as new as the evening before its run."""
_MADE: Final = r'("generationDate": ")\d{4}-\d\d-\d\d'
"""Where an archive of X says when it was made: one is asked for before each run."""
_EVENING: Final = time(18)
_OWN: Final = ("reports", "dsl", ".locks", "social-audit.db", "social-audit.db-wal", "social-audit.db-shm")
"""What the runs write beside the files that are copied."""
_WELCOME: Final = """\
This folder is a demo workspace of social-audit. Everybody in it is invented.

Open reports/2026-11-16/index.html first. It is the last of four weekly runs; the earlier ones lie beside it.
trust.yaml says what is audited; the folders of the three schools hold the exports and registers it names.
Try more here: 'social-audit findings', 'social-audit checks list', or change a file and 'social-audit run'.

'social-audit demo' writes all this anew and removes what changed here. Keep your own workspace elsewhere:
'social-audit init DIR' begins one.
"""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DemoOutcome:
    """What the four runs came to."""

    last: Outcome
    """The run of the last Monday."""
    slt_pages: tuple[Path, ...]
    """The SLT page of every school and run, oldest first."""

    @property
    def files(self) -> tuple[Path, ...]:
        """What to open: the last run's front page, then its SLT pages."""
        wanted = [file for file in self.last.files if file.name == "index.html"]
        return (*wanted, *(file for file in self.slt_pages if file in self.last.files))

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell a person, line by line."""
        return (f"Four weekly runs of an invented trust; the last is of {self.last.run}.", *self.last.lines)


def make_demo(out: Path, *, progress: Progress | None = None) -> DemoOutcome:
    """Write the demo trust into `out` and run it as on each of the four Mondays.

    The exports of the last Monday stay in place. An earlier demo is replaced; RefusalError when `out` holds anything
    else, or cannot be written.
    """
    shipped = importlib.resources.files("config") / "demo"
    _clear(out, [entry.name for entry in shipped.iterdir()])
    outcomes = []
    try:
        _copy(shipped, out)
        for number, day in enumerate(MONDAYS):
            if progress:
                progress("demo runs", number, len(MONDAYS))
            for school in _schools(shipped):
                _export(school, out / school.name, day)
                _date(out / school.name, day - timedelta(days=1))
            # earlier reports are there to be compared with, and only the last to be printed
            outcomes.append(run(out, as_of=datetime.combine(day, AT, ZONE), pdf=day == MONDAYS[-1]))
    except OSError as error:
        raise RefusalError(f"{out} cannot be written ({error.strerror}): choose another folder with --out") from None
    pages = [file for outcome in outcomes for file in outcome.files if _is_slt(file)]
    return DemoOutcome(outcomes[-1], tuple(pages))


def _is_slt(file: Path) -> bool:
    return file.name.startswith("slt-") and file.suffix == ".html"


def _clear(out: Path, shipped: Sequence[str]) -> None:
    """Make `out` an empty place, or take an earlier demo out of it; RefusalError when it is anything else."""
    if out.exists() and not out.is_dir():
        raise RefusalError(f"{out} is a file: choose another folder with --out")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise RefusalError(f"{out} is not empty and not an earlier demo: choose another folder with --out")
    for name in (*shipped, *_OWN):
        old = out / name
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)


def _copy(source: Traversable, target: Path) -> None:
    """Write the mark, then every shipped file as it stands (the tables of posts are written again for each run)."""
    target.mkdir(parents=True, exist_ok=True)
    (target / MARK).write_text(_WELCOME, encoding="utf-8")
    _copy_tree(source, target)


def _copy_tree(source: Traversable, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy_tree(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())


def _schools(shipped: Traversable) -> list[Traversable]:
    return sorted((entry for entry in shipped.iterdir() if entry.is_dir()), key=lambda entry: entry.name)


def _export(school: Traversable, target: Path, day: date) -> None:
    """Write a school's exports as they looked on a day; what belongs to a post that is not shown goes with it."""
    posts = [row for row in _read(school / "posts.csv") if _shown(row, day)]
    public = {row["post_id"] for row in posts}
    _write(target / "posts.csv", posts)
    _write(
        target / "comments.csv",
        [row for row in _read(school / "comments.csv") if _shown(row, day) and row["post_id"] in public],
    )
    for name in ("media.csv", "photo_log.csv"):
        _write(target / name, [row for row in _read(school / name) if row["post_id"] in public])


def _date(school: Path, evening: date) -> None:
    """Make a school's files as old as they would be; its archives say of themselves when they were made."""
    for manifest in school.glob("x-*/data/manifest.js"):
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(re.sub(_MADE, rf"\g<1>{evening}", text), encoding="utf-8")
    for file in school.glob("*.*"):
        day = _WRITTEN.get(f"{school.name}/{file.name}", evening)
        moment = datetime.combine(day, _EVENING, UTC).timestamp()
        os.utime(file, (moment, moment))


def _shown(row: Row, day: date) -> bool:
    """Say whether a post or comment was there, in these words, at the run of a day."""
    if datetime.fromisoformat(row["created_at"]) > datetime.combine(day, AT, ZONE):
        return False
    begin, end = (row[column] for column in _SHOWN)
    return (not begin or begin <= day.isoformat()) and (not end or day.isoformat() < end)


def _read(table: Traversable) -> list[Row]:
    return list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))


def _write(file: Path, rows: Sequence[Row]) -> None:
    """Write a table without the columns that only the demo has; every table of the demo has rows on every day."""
    columns = [column for column in rows[0] if column not in _SHOWN]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
