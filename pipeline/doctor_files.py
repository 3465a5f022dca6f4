"""Looking over the files a trust hands over beside its accounts: registers and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.calendars import CalendarFiles
from pipeline.doctor_lines import Line, count
from pipeline.doctor_purposes import examine_purposes
from pipeline.mis.consent_types import SAYS_NO
from pipeline.register_rows import LAYOUTS
from pipeline.registers import RegisterFiles

OLD_REGISTER: Final = timedelta(days=60)
"""A register older than this misses the pupils and the withdrawals of half a term."""
_CALLED: Final = {
    "pupils": "pupil register",
    "consents": "consent register",
    "photo_log": "photo log",
    "staff": "staff list",
}


def examine_registers(trust: Trust, as_of: datetime) -> Iterator[Line]:
    """Yield a line for each register file, and one for each school that lacks registers."""
    files = RegisterFiles(trust)
    for name in LAYOUTS:
        users: dict[Path, list[School]] = {}
        for school in trust.schools:
            path: Path | None = getattr(school.registers, name)
            if path is not None:
                users.setdefault(path, []).append(school)
        for path, schools in users.items():
            yield _register(name, path, schools, files, as_of)
            if name == "consents":
                yield from _purposes(trust, path, schools, files)
    for school in trust.schools:
        if absent := [_CALLED[name] for name in LAYOUTS if getattr(school.registers, name) is None]:
            told = f"{school.name} names no {', no '.join(absent)}"
            yield Line("warning", "registers", f"{told}: what needs it is not assessed; add it to its registers")


def _register(name: str, path: Path, schools: list[School], files: RegisterFiles, as_of: datetime) -> Line:
    subject = f"{_CALLED[name]} {path.parent.name}/{path.name}"
    try:
        read = {school.name: getattr(files, name)(school) for school in schools}
    except RefusalError as refusal:
        return Line("broken", subject, str(refusal))
    rows = sum(len(one.frame) for one in read.values())
    set_aside = sum(row.count for one in read.values() for row in one.set_aside)
    age = as_of - datetime.fromtimestamp(path.stat().st_mtime, UTC)
    told = f"{count(rows, 'row')}, saved {_ago(age)}"
    if not rows:
        empty = "none of its rows can be used, the data-quality page says why" if set_aside else "it is empty yet"
        return Line("warning", subject, f"{empty}: export it from your MIS")
    if without := [school for school, one in read.items() if one.frame.empty]:
        return Line("warning", subject, f"{told}, none of {', '.join(without)}: look at its column 'school'")
    if age > OLD_REGISTER:
        return Line("warning", subject, f"{told}: export it again, children have come, left and withdrawn since")
    if set_aside:
        return Line(
            "warning", subject, f"{told}; {count(set_aside, 'row')} cannot be used, the data-quality page says why"
        )
    if unread := {(school, one.line) for school, register in read.items() for one in register.unread}:
        held = f"{count(len(unread), 'row')} with a day or a word that cannot be read"
        return Line("warning", subject, f"{told}; {held}, the data-quality page names the lines")
    return Line("ok", subject, told)


def _purposes(trust: Trust, path: Path, schools: list[School], files: RegisterFiles) -> Iterator[Line]:
    """Yield a line for each purpose in a file of consents that is probably a slip, and one for types that say no."""
    try:
        read = [files.consents(school) for school in schools]
    except RefusalError:  # said by the line of the file
        return
    subject = f"{_CALLED['consents']} {path.parent.name}/{path.name}"
    yield from examine_purposes(trust, subject, [one for register in read for one in register.frame["purpose"]])
    if denials := {kind for register in read for kind in register.denials}:
        # named by the preview alone: a type may be free text, with a child's name in it
        told = f"{len(denials):,} (`social-audit registers preview` names them; {SAYS_NO})"
        yield Line("warning", subject, f"types of consent that say no: {told}")


def _ago(age: timedelta) -> str:
    return "today" if age.days <= 0 else f"{count(age.days, 'day')} ago"


def examine_calendars(trust: Trust, as_of: datetime) -> Iterator[Line]:
    """Yield a line for each school, whether its term dates reach to today, and one for its events where it has any."""
    files = CalendarFiles(trust)
    for school in trust.schools:
        source = files.calendar(school, as_of).source
        subject, reason = f"term dates of {school.name}", str(source["reason"])
        if source["state"] == "unreadable":
            yield Line("broken", subject, reason)
        elif source["state"] == "absent":
            yield Line("warning", subject, f"{reason}, so no week is judged: add terms: to its calendars")
        elif reason:
            yield Line("warning", subject, f"{reason}; add the dates that are missing")
        else:
            yield Line("ok", subject, "they reach to this day and beyond")
        if school.calendars.events is not None:
            yield _events(files, school, as_of)


def _events(files: CalendarFiles, school: School, as_of: datetime) -> Line:
    """Return the line of a school's calendar of events."""
    source = files.events(school, as_of).source
    subject, rows = f"events of {school.name}", int(str(source["rows"]))
    if source["state"] != "read":
        return Line("broken", subject, str(source["reason"]))
    if not rows:
        return Line("warning", subject, "the calendar holds no event of this school year: export it again")
    return Line("ok", subject, f"{count(rows, 'event')} of this school year and the next twelve months")
