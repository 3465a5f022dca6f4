"""A school's calendar of events: tables and iCalendar, recurrences, clock changes, and files that cannot be right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from workspaces import AS_OF, Small, post

from config.models import Calendars, School, Trust
from config.refusal import RefusalError
from pipeline.calendars import EVENT_COLUMNS, CalendarFiles
from pipeline.event_calendar import Occurrence, read_events
from pipeline.export import export_coverage, export_findings
from pipeline.run import run

LONDON = ZoneInfo("Europe/London")


def read(folder: Path, text: str, name: str = "events.ics") -> tuple[Occurrence, ...]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_events(folder / name, LONDON, date(2026, 9, 1), date(2027, 8, 31))


def calendar(*events: str) -> str:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{body}END:VCALENDAR\n".replace("\n", "\r\n")


def starts(found: tuple[Occurrence, ...]) -> list[str]:
    return [f"{one.begin:%Y-%m-%d %H:%M %Z}" for one in found]


def test_one_event_with_its_place_and_link(tmp_path: Path) -> None:
    event = (
        "UID:e1\nSUMMARY:Open evening\nDTSTART;TZID=Europe/London:20261112T180000\n"
        "DTEND;TZID=Europe/London:20261112T200000\nURL:https://oakhill.example/open\nLOCATION:Main hall"
    )
    [one] = read(tmp_path, calendar(event))
    assert (one.uid, one.summary, one.link, one.location) == (
        "e1", "Open evening", "https://oakhill.example/open", "Main hall",
    )  # fmt: skip
    assert (one.begin.isoformat(), one.end.isoformat(), one.whole_day) == (
        "2026-11-12T18:00:00+00:00", "2026-11-12T20:00:00+00:00", False,
    )  # fmt: skip


def test_an_event_that_comes_back_keeps_its_hour_across_the_clock_change(tmp_path: Path) -> None:
    event = (
        "UID:m\nSUMMARY:Parish Mass\nDTSTART;TZID=Europe/London:20261015T160000\n"
        "DTEND;TZID=Europe/London:20261015T170000\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20261112T160000Z\nEXDATE;TZID=Europe/London:20261029T160000"
    )
    found = read(tmp_path, calendar(event))
    assert starts(found) == [
        "2026-10-15 16:00 BST", "2026-10-22 16:00 BST", "2026-11-05 16:00 GMT", "2026-11-12 16:00 GMT",
    ]  # fmt: skip
    assert [one.uid for one in found][:2] == ["m/2026-10-15", "m/2026-10-22"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3", ["2026-10-02", "2026-11-06", "2026-12-04"]),
        ("RRULE:FREQ=YEARLY;COUNT=2", ["2026-10-02"]),
        ("RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3", ["2026-10-02", "2026-10-04", "2026-10-06"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261016", ["2026-10-02", "2026-10-09", "2026-10-16"]),
        ("RDATE;VALUE=DATE:20261120,20270115", ["2026-10-02", "2026-11-20", "2027-01-15"]),
    ],
)
def test_rules_of_recurrence(tmp_path: Path, rule: str, expected: list[str]) -> None:
    found = read(tmp_path, calendar(f"UID:r\nSUMMARY:Coffee morning\nDTSTART;VALUE=DATE:20261002\n{rule}"))
    assert [f"{one.begin:%Y-%m-%d}" for one in found] == expected
    assert all(one.whole_day and (one.end - one.begin).days == 1 for one in found)


def test_a_single_time_that_was_moved_stands_on_its_new_day_alone(tmp_path: Path) -> None:
    series = "UID:s\nSUMMARY:Stay and play\nDTSTART;VALUE=DATE:20261102\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:s\nSUMMARY:Stay and play\nRECURRENCE-ID;VALUE=DATE:20261109\nDTSTART;VALUE=DATE:20261111"
    found = read(tmp_path, calendar(series, moved))
    assert [f"{one.begin:%m-%d}" for one in found] == ["11-02", "11-11", "11-16"]
    assert len({one.uid for one in found}) == 3


def test_a_cancelled_event_and_one_of_another_year_are_none(tmp_path: Path) -> None:
    cancelled = "UID:c\nSUMMARY:Open evening\nDTSTART:20261112T180000Z\nSTATUS:CANCELLED"
    old = "UID:o\nSUMMARY:Open evening\nDTSTART:20251112T180000Z"
    assert read(tmp_path, calendar(cancelled, old)) == ()


def test_a_rule_without_end_gives_the_days_of_the_window(tmp_path: Path) -> None:
    event = "UID:d\nSUMMARY:Breakfast club\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY"
    found = read(tmp_path, calendar(event))
    assert (len(found), f"{found[0].begin:%Y-%m-%d}", f"{found[-1].begin:%Y-%m-%d}") == (
        365,
        "2026-09-01",
        "2027-08-31",
    )


def test_a_table_with_and_without_times(tmp_path: Path) -> None:
    table = (
        "summary,begin,end,link,school,notes\n"
        "Parents' evening,12/11/2026 16:00,12/11/2026 19:30,,oakhill,x\n"
        "Harvest Mass,2026-10-02,,https://oakhill.example/harvest,,\n"
    )
    mass, parents = read(tmp_path, table, "events.csv")
    assert (mass.uid, mass.whole_day, mass.school, (mass.end - mass.begin).days) == (
        "2026-10-02-harvest-mass",
        True,
        "",
        1,
    )
    assert (parents.begin.isoformat(), parents.whole_day) == ("2026-11-12T16:00:00+00:00", False)
    assert parents.school == "oakhill"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("e.csv", "summary,begin\nOpen evening,soon\n", "begin is no date: write one such as 2026-11-12 18:00"),
        ("e.csv", "summary,begin\n,2026-11-12\n", "summary is blank"),
        ("e.csv", "summary,begin,end\nFair,2026-11-12,2026-11-11\n", "end is before begin"),
        ("e.ics", "hello", "this is not a calendar"),
        ("e.ics", "", "the file is empty"),
        ("e.ics", calendar("UID:1\nSUMMARY:X"), "no date that can be read"),
        (
            "e.ics",
            calendar("UID:1\nDTSTART:20261112T180000Z\nRRULE:FREQ=SECONDLY"),
            "rule by which the event comes back",
        ),
        (
            "e.ics",
            calendar("UID:1\nDTSTART:20261112T180000Z\nRRULE:FREQ=DAILY;INTERVAL=0"),
            "rule by which the event comes back",
        ),
        ("e.ics", calendar("UID:1\nDTSTART:00010101T000000Z"), "no date that can be read"),
        ("e.ics", calendar("UID:1\nDTSTART:00010101T000000Z\nRRULE:FREQ=DAILY"), "no date that can be read"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        read(tmp_path, text, name)
    assert all(word in str(refusal.value) for word in said.split(" such as 2026-11-12 ")), str(refusal.value)
    assert name in str(refusal.value)


def test_a_school_gets_its_own_rows_and_evidence_knows_the_state(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("summary,begin,school\nFair,2026-11-12,oakhill\nFair,2026-11-13,other\nMass,2026-11-14,\n", "utf-8")
    schools = [
        School(id=name, name=name, phase="primary", calendars=Calendars(events=events))
        for name, events in (("oakhill", path), ("none", None), ("lost", tmp_path / "lost.csv"))
    ]
    files = CalendarFiles(Trust(root=tmp_path, name="Copse", schools=tuple(schools)))
    mine, none, lost = (files.events(school, AS_OF) for school in schools)
    assert mine.events["summary"].tolist() == ["Fair", "Mass"]
    assert [one.source["state"] for one in (mine, none, lost)] == ["read", "absent", "unreadable"]
    assert all(list(one.events.columns) == list(EVENT_COLUMNS) for one in (mine, none, lost))
    assert all(str(one.events["begin"].dtype) == "datetime64[us, UTC]" for one in (mine, none, lost))


def with_events(
    folder: Path, *posts: tuple[str, ...], events: str | None = "summary,begin\nOpen day,2026-11-12\n"
) -> Path:
    """Return a workspace whose school has a calendar of events, after a run."""
    small = Small(folder, posts=list(posts))
    root = small.write()
    if events is not None:
        (root / "events.csv").write_text(events, encoding="utf-8")
        text = (root / "trust.yaml").read_text(encoding="utf-8")
        (root / "trust.yaml").write_text(text.replace("terms: terms.csv", "terms: terms.csv\n    events: events.csv"))
    run(root, as_of=AS_OF)
    return root


def exported(form) -> list[dict[str, str]]:
    return [json.loads(line) for line in form.splitlines()]


def test_from_the_calendar_to_the_finding(tmp_path: Path) -> None:
    root = with_events(tmp_path, post(1, "2026-10-20"), post(2, "2026-11-10", "See you!"))
    [row] = exported(export_findings(root, "jsonl", checks=["event-not-promoted"]))
    assert (row["subject_id"], row["account"], row["clause"]) == ("event:2026-11-12-open-day", "", "com01:4.4")
    assert row["detail"].startswith("Open day on Thursday 12 November: no post")


@pytest.mark.slow
def test_an_event_that_was_announced_is_a_pass(tmp_path: Path) -> None:
    root = with_events(tmp_path, post(1, "2026-10-20"), post(2, "2026-11-10", "Open day this Thursday"))
    assert exported(export_findings(root, "jsonl", checks=["event-not-promoted"])) == []
    [row] = exported(export_coverage(root, "jsonl", checks=["event-not-promoted"]))
    assert (row["outcome"], row["judged"], row["account"]) == ("pass", 1, "")


@pytest.mark.parametrize(("events", "said"), [
    ("summary,begin\nOpen day,soon\n", "begin is no date"),
    pytest.param(None, "events calendar: the school has handed in none", marks=pytest.mark.slow),
])  # fmt: skip
def test_without_a_calendar_nothing_is_green(tmp_path: Path, events: str | None, said: str) -> None:
    root = with_events(tmp_path, post(1, "2026-10-20"), events=events)
    for check in ("event-not-promoted", "event-not-reported"):
        [row] = exported(export_coverage(root, "jsonl", checks=[check]))
        assert (row["outcome"], said in row["reason"]) == ("not_assessed", True)
