"""What a run knows of the schools' own files: registers and calendars, each file read once for the whole trust."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from checks._frames import plain_rows
from checks.names.engine import NameEngine
from checks.names.mask import FullNames, Masker
from checks.names.pupils import Pupil, read_pupils
from config.check_lists import check_lists_hash, load_check_lists
from config.models import School, Trust
from config.word_lists import load_word_lists, word_lists_hash
from connectors.base import SetAside
from pipeline.calendars import CalendarFiles
from pipeline.days import INSTANT
from pipeline.registers import RegisterFiles, Registers, RowNames, read_registers

_NOBODY: Final = FullNames(())


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolFiles:
    """One school's registers and weeks, as its evidence gets them."""

    registers: Registers
    weeks: pd.DataFrame
    events: pd.DataFrame
    sources: pd.DataFrame
    """As Evidence.sources: registers, term dates and events."""

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the frames of Evidence that come from registers."""
        r = self.registers
        return {
            "pupils": r.pupils,
            "consents": r.consents,
            "photo_log": r.photo_log,
            "staff": r.staff,
            "events": self.events,
            "sources": self.sources,
        }

    def state(self, source: str) -> str:
        """Return read, absent or unreadable."""
        states = zip(self.sources["source"].tolist(), self.sources["state"].tolist(), strict=True)
        return str(dict(states).get(source, "absent"))

    @property
    def faults(self) -> tuple[str, ...]:
        """Why files could not be read, one sentence each."""
        return tuple(self.sources.loc[self.sources["state"] == "unreadable", "reason"])


def _pupils_called(names: Iterable[Sequence[str]]) -> tuple[Pupil, ...]:
    rows = pd.DataFrame([tuple(row) for row in names], columns=list(RowNames._fields))
    return read_pupils(rows.assign(pupil_id="", year_group="", form=""))


def _changed(school: School, sources: Iterable[str]) -> pd.Series:
    """Return when the file of each source was last written; NaT where there is none."""
    moments = []
    for source in sources:
        path = getattr(school.registers, source, None) or getattr(school.calendars, source, None)
        there = path is not None and path.is_file()
        moments.append(datetime.fromtimestamp(path.stat().st_mtime, UTC) if path is not None and there else None)
    return pd.Series(pd.to_datetime(moments, utc=True)).astype(INSTANT)


class TrustFiles:
    """The registers, calendars and name engines of a trust during one run; holds nothing between runs."""

    def __init__(self, trust: Trust) -> None:
        self._files = RegisterFiles(trust)
        self._calendars = CalendarFiles(trust)
        self._schools: dict[str, SchoolFiles] = {}
        self._engines: dict[str, NameEngine] = {}
        self._maskers: dict[str, Masker] = {}
        self._everybody = _NOBODY
        self.words, self.words_hash = load_word_lists(trust.words), word_lists_hash(trust.words)
        self.lists, self.lists_hash = load_check_lists(), check_lists_hash()

    def of(self, school: School, as_of: datetime) -> SchoolFiles:
        """Return one school's files; a file that cannot be read is empty, and its source says why."""
        if school.id not in self._schools:
            registers = read_registers(school, self._files, as_of)
            calendar, diary = self._calendars.calendar(school, as_of), self._calendars.events(school, as_of)
            told = pd.DataFrame([calendar.source, diary.source])
            sources = pd.concat([registers.sources, told], ignore_index=True)
            sources["changed"] = _changed(school, sources["source"])
            self._schools[school.id] = SchoolFiles(
                registers=registers, weeks=calendar.weeks, events=diary.events, sources=sources
            )
        return self._schools[school.id]

    def take(self, school_id: str, own: SchoolFiles) -> None:
        """Take what was read of a school's files elsewhere as read here."""
        self._schools[school_id] = own

    def engine(self, school: School, pupils: pd.DataFrame, as_of: datetime) -> NameEngine:
        """Return the name engine of a school, built once; the audit reads with it, and then lets it go.

        `pupils` are all that its registers ever named, which stay the same during a run.
        """
        if school.id not in self._engines:
            staff = self.of(school, as_of).registers.staff
            self._engines[school.id] = NameEngine(pupils, staff, self.words, school.houses)
        return self._engines[school.id]

    def let_engine_go(self, school_id: str) -> None:
        """Keep of a school's engine, where it was built, what masks its names: all engines of a trust are too much."""
        if engine := self._engines.pop(school_id, None):
            self._maskers[school_id] = engine.masker

    def masker(self, school: School, pupils: pd.DataFrame, as_of: datetime) -> Masker:
        """Return what masks the names of a school in its reports; `pupils` as in `engine`."""
        if school.id not in self._maskers:
            self.engine(school, pupils, as_of)
            self.let_engine_go(school.id)
        aside = self.of(school, as_of).registers.names_aside
        return self._maskers[school.id].knowing(_pupils_called(aside), self._everybody)

    def mask_everybody(self, names: Callable[[], Iterable[Sequence[str]]]) -> None:
        """Let every masker know the full names of all pupils of the trust: first, preferred and last name of each."""
        if self._everybody is _NOBODY:
            self._everybody = FullNames(_pupils_called(names()))

    def drop(self, register: str, rows: Collection[tuple[str, int]]) -> None:
        """Drop rows (school id, position) of a register that the gate set aside; what is left is counted anew."""
        for school in {school for school, _ in rows}:
            known = self._schools[school]
            frame = getattr(known.registers, register)
            gone = [place for owner, place in rows if owner == school]
            kept = frame.drop(index=frame.index[gone]).reset_index(drop=True)
            aside = known.registers.names_aside
            if register == "pupils":
                aside = (*aside, *(RowNames(*names) for names in plain_rows(frame.iloc[gone], *RowNames._fields)))
            registers = replace(known.registers, names_aside=aside, **{register: kept})
            self._schools[school] = replace(known, registers=registers)

    def names_nobody(self, school_id: str, source: str) -> None:
        """Say of a register of a school that none of its rows names anybody there, as of one without a row."""
        known = self._schools[school_id]
        rows = known.sources["rows"].mask(known.sources["source"] == source, 0)
        self._schools[school_id] = replace(known, sources=known.sources.assign(rows=rows))

    def set_aside(self, schools: Collection[School], as_of: datetime) -> dict[str, tuple[SetAside, ...]]:
        """Return rows that were not used, by what they are called in the data-quality report."""
        found = {f"registers of {school.name}": self.of(school, as_of).registers.set_aside for school in schools}
        return found | {"register files": self._files.set_aside}
