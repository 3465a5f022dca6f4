"""Reading what a school knows of its own people: pupils, consents, photo log and staff, each file once a run."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from config.models import School, Trust
from config.refusal import Place, RefusalError
from config.tables import Table
from connectors.base import SetAside
from pipeline.mis.reading import read_register
from pipeline.mis.years import limit_to_years
from pipeline.register_ids import also_called, meaning
from pipeline.register_rows import LAYOUTS, LOST, REASONS, Layout, Row


class RowNames(NamedTuple):
    """What a row of a register of pupils calls somebody."""

    first_name: str
    preferred_name: str
    last_name: str


class Unread(NamedTuple):
    """A row that stands, and of which something could not be read."""

    line: int
    """Of the file."""
    what: str
    """A key of pipeline.register_rows.UNREAD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register of one school."""

    frame: pd.DataFrame
    """The columns of Evidence; no row when the school has no such register."""
    set_aside: tuple[SetAside, ...] = ()
    """Rows of this school that were not used."""
    unread: tuple[Unread, ...] = ()
    sha256: str = ""
    """Of what the whole file says, without `never_publish`; blank when there is no file."""
    also_called: Mapping[str, str] = field(default_factory=dict)
    """Pupils: another id or the name of a pupil -> pupil_id, where it means one alone."""
    denials: tuple[str, ...] = ()
    """Consents: the types of the whole file that say no."""
    names_aside: tuple[RowNames, ...] = ()
    """Pupils: the names of rows that were not used and may be of this school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The four registers of one school."""

    pupils: pd.DataFrame
    consents: pd.DataFrame
    photo_log: pd.DataFrame
    staff: pd.DataFrame
    sources: pd.DataFrame
    """source, state (read, absent, unreadable), rows, reason: as in Evidence."""
    set_aside: tuple[SetAside, ...]
    unread: Mapping[str, Sequence[Unread]]
    """By name of the register."""
    names_aside: tuple[RowNames, ...]
    """Pupils whose rows were not used: nobody looks for them, and no report may name them."""
    sha256: Mapping[str, str]
    """By name of the register, for those that were read."""


class RegisterFiles:
    """The register files of a trust: parsed when first asked for, then kept, for one file may serve every school."""

    def __init__(self, trust: Trust) -> None:
        self._trust = trust
        self._zone = ZoneInfo(trust.timezone)
        self._files: dict[tuple[str, Path], _File | RefusalError] = {}

    def pupils(self, school: School) -> Register:
        """Return a school's pupils; RefusalError when its file cannot be read."""
        return self._register("pupils", school)

    def consents(self, school: School) -> Register:
        """Return a school's consents; RefusalError when its file cannot be read."""
        return self._register("consents", school)

    def photo_log(self, school: School) -> Register:
        """Return a school's photo log; RefusalError when its file cannot be read."""
        return self._register("photo_log", school)

    def staff(self, school: School) -> Register:
        """Return a school's staff; RefusalError when its file cannot be read."""
        return self._register("staff", school)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What no school can be blamed for, once a file: rows of unknown schools, rows with too many cells."""
        return tuple(row for file in self._files.values() if isinstance(file, _File) for row in file.set_aside)

    def torn(self, name: str, school: School) -> tuple[SetAside, ...]:
        """Return what was set aside of a school's file and might be anybody's."""
        file = self._files.get((name, getattr(school.registers, name)))
        return file.set_aside if isinstance(file, _File) else ()

    def limited(self, consents: pd.DataFrame, pupils: Register, as_of: datetime) -> pd.DataFrame:
        """Return consents with those for some year groups cut to the time that the pupil spends in them."""
        years = dict(zip(pupils.frame["pupil_id"], pupils.frame["year_group"], strict=True))
        return limit_to_years(consents, years, as_of, self._zone)

    def _register(self, name: str, school: School) -> Register:
        path: Path | None = getattr(school.registers, name)
        if path is None:
            return Register(frame=LAYOUTS[name].frame())
        if (name, path) not in self._files:
            self._files[name, path] = self._read(name, path)
        file = self._files[name, path]
        if isinstance(file, RefusalError):
            raise file
        return file.of(school)

    def _read(self, name: str, path: Path) -> _File | RefusalError:
        users = [school for school in self._trust.schools if getattr(school.registers, name) == path]
        try:
            reading = read_register(path, name, self._trust.mis)
            if len(users) > 1 and "school" not in reading.table.present:
                raise RefusalError(
                    f"{len(users)} schools share this file, but it has no column school: add one that holds the id of "
                    "each row's school, or give each school its own file",
                    place=Place(path),
                )
        except RefusalError as refusal:
            return refusal
        owner = users[0].id if len(users) == 1 else ""
        schools = school_ids(self._trust, reading.table, owner)
        unknown = frozenset(reading.unknown_lines)
        return _File(reading.table, LAYOUTS[name], schools, self._zone, tuple(reading.denials), unknown)


@dataclass
class _File:
    """One parsed register file: cleaned once, for all the schools in it."""

    table: Table
    layout: Layout
    schools: Sequence[str]
    """The id of each row's school; blank where nobody configured it."""
    zone: ZoneInfo
    denials: tuple[str, ...]
    unknown: frozenset[int]
    """Lines with a word for consent that was not known to whoever made the table."""
    _by_school: Mapping[str, Sequence[tuple[str, Row]]] = field(init=False)
    """School id -> its rows, each with the rule by which it is set aside, or blank."""

    def __post_init__(self) -> None:
        columns, rows = self.table.columns, zip(self.schools, self.table.lines, self.table.rows, strict=True)
        known = [
            {"school_id": school, "line": line, **dict(zip(columns, map(str.strip, row), strict=True))}
            for school, line, row in rows
            if school
        ]
        by_school: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for rule, row in self.layout.clean(known, self.zone):
            by_school[row["school_id"]].append((rule, row))
        self._by_school = by_school

    @cached_property
    def sha256(self) -> str:
        """Hash every cell but those of the columns that leave no trace."""
        keep = [at for at, column in enumerate(self.table.columns) if column not in self.layout.unhashed]
        cells = "\x1e".join("\x1f".join(row[at] for at in keep) for row in self.table.rows)
        return hashlib.sha256(cells.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        name, ragged = self.table.file.name, self.table.ragged
        unknown = self.schools.count("")
        rows = []
        if unknown:
            reason = "the rows name no school of trust.yaml"
            rows.append(SetAside(place=name, rule="unknown-school", reason=reason, count=unknown))
        if ragged:
            reason = "the rows have more cells than the header names"
            rows.append(SetAside(place=f"{name} line {ragged[0]}", rule="ragged", reason=reason, count=len(ragged)))
        return tuple(rows)

    def of(self, school: School) -> Register:
        """Return what the file holds of one school."""
        rows = self._by_school.get(school.id, ())
        set_aside = tuple(self._set_aside_row(row["line"], rule) for rule, row in rows if rule)
        kept = [row for rule, row in rows if not rule]
        names = also_called(kept) if self._names_pupils else {}
        return Register(
            frame=self.layout.frame(kept),
            set_aside=set_aside,
            sha256=self.sha256,
            also_called=names,
            unread=tuple(Unread(row["line"], what) for row in kept for what in self._unread(row)),
            denials=self.denials,
            names_aside=self._aside(rows),
        )

    @property
    def _names_pupils(self) -> bool:
        return set(RowNames._fields) <= set(self.table.columns)

    def _aside(self, rows: Sequence[tuple[str, Row]]) -> tuple[RowNames, ...]:
        """Return whom the rows of a school that are not used name, and those that may be any school's."""
        if not self._names_pupils:
            return ()
        return (*self._nobodys, *(RowNames(*(row[name] for name in RowNames._fields)) for rule, row in rows if rule))

    @cached_property
    def _nobodys(self) -> tuple[RowNames, ...]:
        """The names in rows of which nobody knows the school."""
        places = [self.table.columns.index(name) for name in RowNames._fields]
        rows = (row for school, row in zip(self.schools, self.table.rows, strict=True) if not school)
        return tuple(RowNames(*(row[at].strip() for at in places)) for row in rows)

    def _unread(self, row: Row) -> Iterable[str]:
        """Return what could not be read of a row, each once."""
        own = row.get("unread", ())
        return dict.fromkeys((*own, "unknown-consent")) if row["line"] in self.unknown else own

    def _set_aside_row(self, line: int, rule: str) -> SetAside:
        return SetAside(place=f"{self.table.file.name} line {line}", rule=rule, reason=REASONS[rule])


def school_ids(trust: Trust, table: Table, owner: str) -> list[str]:
    """Return the school id of each row of a file: by its column school (id or name), else `owner`; blank if unknown."""
    if "school" not in table.present:
        return [owner] * len(table.rows)
    names = [school.name.casefold() for school in trust.schools]
    ids = {school.name.casefold(): school.id for school in trust.schools if names.count(school.name.casefold()) == 1}
    ids |= {school.id: school.id for school in trust.schools} | {"": owner}
    at = table.columns.index("school")
    named = {row[at].strip().casefold() for row in table.rows}
    if owner and len(named) == 1 and "other_ids" in table.columns:
        return [owner] * len(table.rows)  # a system's export of one school names it in its own way
    return [ids.get(row[at].strip().casefold(), "") for row in table.rows]


def read_registers(school: School, files: RegisterFiles, as_of: datetime) -> Registers:
    """Read the four registers of a school; one that cannot be read is empty, and `sources` says why."""
    found: dict[str, Register] = {}
    sources: list[dict[str, object]] = []
    for name, layout in LAYOUTS.items():
        absent = getattr(school.registers, name) is None
        state, reason = ("absent", "trust.yaml names no file for it") if absent else ("read", "")
        try:
            found[name] = getattr(files, name)(school)
        except RefusalError as refusal:
            found[name] = Register(frame=layout.frame())
            state, reason = "unreadable", str(refusal)
        sources.append({"source": name, "state": state, "rows": len(found[name].frame), "reason": reason})
    for name in ("consents", "photo_log"):
        found[name] = _with_pupil_ids(name, found[name], found["pupils"])
    for source in sources:
        name = str(source["source"])
        source["reason"] = source["reason"] or _lost_said(name, (*found[name].set_aside, *files.torn(name, school)))
    found["consents"] = replace(found["consents"], frame=files.limited(found["consents"].frame, found["pupils"], as_of))
    return Registers(
        **{name: register.frame for name, register in found.items()},
        sources=pd.DataFrame(sources),
        set_aside=tuple(row for register in found.values() for row in register.set_aside),
        unread={name: register.unread for name, register in found.items()},
        names_aside=found["pupils"].names_aside,
        sha256={name: register.sha256 for name, register in found.items() if register.sha256},
    )


def _lost_said(name: str, set_aside: Iterable[SetAside]) -> str:
    """Say how many rows of a register are not used that may hide somebody; blank where none."""
    lost = sum(one.count for one in set_aside if one.rule in LOST[name])
    return f"{lost:,} of its rows could not be used, the data-quality page says why" if lost else ""


def _with_pupil_ids(name: str, register: Register, pupils: Register) -> Register:
    """Let rows that name a pupil by another id, or by name, name it by its pupil_id; a name that fits none is said."""
    if register.frame.empty:
        return register
    known = register.frame["pupil_id"].map(meaning(pupils.frame["pupil_id"], pupils.also_called))
    lost = known.str.startswith("name:")
    kept = register.frame.assign(pupil_id=known)[~lost].reset_index(drop=True)
    aside = SetAside(place=name, rule="no-pupil", reason=REASONS["no-pupil"], count=int(lost.sum()))
    return replace(register, frame=kept, set_aside=(*register.set_aside, *([aside] if aside.count else [])))
