"""Term dates into school weeks: files as schools hand them in, weeks across clock changes, and bad rows."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import AS_OF, Small, photo, post

from config.models import Calendars, School, Trust
from config.refusal import RefusalError
from pipeline.calendars import TERM_COLUMNS, CalendarFiles, bank_holidays, school_weeks
from pipeline.days import parse_day
from pipeline.export import export_coverage
from pipeline.run import run
from pipeline.term_dates import read_term_dates

SHARED = Path(__file__).resolve().parents[3] / "shared/data/06_schools_names_calendars/ics"
AUTUMN = [
    ("term", date(2026, 9, 2), date(2026, 12, 18)),
    ("inset", date(2026, 9, 2), date(2026, 9, 2)),
    ("half_term", date(2026, 10, 26), date(2026, 10, 30)),
    ("closure", date(2026, 11, 18), date(2026, 11, 20)),
]


def weeks(spans=AUTUMN, as_of="2026-12-31T12:00", timezone="Europe/London", nation="england"):
    terms = pd.DataFrame(spans, columns=list(TERM_COLUMNS))
    moment = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    return school_weeks(terms, as_of=moment, timezone=timezone, nation=nation)


def days(frame):
    return dict(zip(frame["week"], frame["school_days"], strict=True))


def test_school_days_are_weekdays_in_term_without_half_term_inset_and_closure():
    assert days(weeks()) == {
        "2026-W36": 2,  # the term begins on a Wednesday, which is INSET
        **{f"2026-W{week}": 5 for week in range(37, 44)},
        "2026-W44": 0,
        "2026-W45": 5,
        "2026-W46": 5,
        "2026-W47": 2,
        **{f"2026-W{week}": 5 for week in range(48, 52)},
        "2026-W52": 0,
    }


def test_weeks_begin_on_local_midnight_across_the_clock_change():
    found = weeks().set_index("week")
    assert found.loc["2026-W43", "begin"] == pd.Timestamp("2026-10-18T23:00", tz="UTC")
    assert found.loc["2026-W43", "end"] == pd.Timestamp("2026-10-26T00:00", tz="UTC")
    assert found.loc["2026-W44", "begin"] == pd.Timestamp("2026-10-26T00:00", tz="UTC")


@pytest.mark.parametrize(
    ("as_of", "last"),
    [("2026-11-08T23:59:59", "2026-W44"), ("2026-11-09T00:00", "2026-W45"), ("2026-11-13T12:00", "2026-W45")],
)
def test_the_week_under_way_is_not_among_them(as_of, last):
    assert weeks(as_of=as_of)["week"].iloc[-1] == last


@pytest.mark.parametrize(
    ("as_of", "first"),
    [("2026-09-14T06:00", "2026-W36"), ("2026-08-31T12:00", "2025-W36"), ("2027-03-01T12:00", "2026-W36")],
)
def test_the_school_year_begins_in_september(as_of, first):
    spans = [("term", date(2025, 9, 1), date(2026, 4, 1)), ("term", date(2026, 9, 1), date(2027, 4, 1))]
    assert weeks(spans, as_of)["week"].iloc[0] == first


def test_bank_holidays_are_those_of_the_nation():
    spans = [("term", date(2026, 9, 1), date(2027, 7, 20))]
    of = {nation: days(weeks(spans, "2027-07-31T00:00", nation=nation)) for nation in ("england", "scotland")}
    assert of["england"]["2027-W12"] == 4  # Good Friday
    assert of["england"]["2027-W18"] == 4  # the early May bank holiday
    assert (of["england"]["2027-W13"], of["scotland"]["2027-W13"]) == (4, 5)  # Easter Monday is none in Scotland


def test_without_terms_there_is_no_week():
    assert weeks([]).empty
    assert weeks([("half_term", date(2026, 10, 26), date(2026, 10, 30))]).empty
    assert list(weeks([]).columns) == ["week", "begin", "end", "school_days"]


def test_a_calendar_of_holidays_alone_has_terms_between_them():
    spans = [
        ("holiday", date(2026, 8, 1), date(2026, 9, 1)),
        ("half_term", date(2026, 10, 24), date(2026, 11, 1)),
        ("holiday", date(2026, 12, 19), date(2027, 1, 3)),
    ]
    assert days(weeks(spans)) == {
        "2026-W36": 3,
        **{f"2026-W{week}": 5 for week in range(37, 44)},
        "2026-W44": 0,
        **{f"2026-W{week}": 5 for week in range(45, 52)},
        "2026-W52": 0,
    }


def test_a_gap_too_long_for_a_term_is_no_term():
    spans = [("holiday", date(2026, 8, 1), date(2026, 9, 1)), ("holiday", date(2027, 2, 13), date(2027, 2, 21))]
    assert set(days(weeks(spans, "2027-03-01T00:00")).values()) <= {0}


ZONES = st.sampled_from(["Europe/London", "Europe/Lisbon", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(hours=st.integers(0, 3 * 366 * 24), zone=ZONES)
def test_weeks_are_whole_local_weeks_without_a_gap(hours, zone):
    as_of = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    spans = [("term", date(2023, 9, 1), date(2029, 7, 1))]
    found = weeks(spans, as_of.replace(tzinfo=None).isoformat(), timezone=zone)
    if found.empty:  # in the first days of September no week has ended
        assert as_of.astimezone(ZoneInfo(zone)).date() < date(as_of.astimezone(ZoneInfo(zone)).year, 9, 8)
        return
    local = found["begin"].dt.tz_convert(zone)
    assert (local.dt.day_of_week == 0).all()
    assert (local.dt.hour == 0).all()
    assert (found["begin"].iloc[1:].to_numpy() == found["end"].iloc[:-1].to_numpy()).all()
    assert found["end"].iloc[-1] <= as_of < found["end"].iloc[-1] + pd.Timedelta(days=7, hours=1)
    iso = local.dt.isocalendar()
    assert (found["week"] == iso["year"].astype(str) + "-W" + iso["week"].astype(str).str.zfill(2)).all()
    first = local.iloc[0].date()
    assert first <= date(first.year + (first.month < 8), 9, 1) < first + timedelta(days=7)


# Files


def spans_of(path):
    return [(span.kind, span.start, span.end) for span in read_term_dates(path)]


def write(folder, content, name="terms.csv"):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_table_of_term_dates(tmp_path):
    path = write(tmp_path, "school,start,end,kind\na,2026-09-02,2026-12-18,term\na,26/10/2026,30/10/2026,Half term\n")
    assert spans_of(path) == [AUTUMN[0], AUTUMN[2]]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-12-18,2026-09-02,term", "end is before start: swap them, or mend the year"),
        ("2026-09-02,2028-12-18,term", "start and end are more than 200 days apart: mend the year of one of them"),
        (
            "2026-09-02,2026-12-18,trem",
            "kind should be one of term, half_term, inset, closure, holiday",
        ),
        ("2026-09-31,2026-12-18,term", "start is no date: write one such as 2026-09-01 or 01/09/2026"),
        ("2026-09-01,soon,term", "end is no date: write one such as 2026-09-01 or 01/09/2026"),
        (",2026-12-18,term", "start is blank: write one such as 2026-09-01 or 01/09/2026"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path, row, sentence):
    path = write(tmp_path, f"start,end,kind\n2026-09-02,2026-09-02,inset\n{row}\n")
    with pytest.raises(RefusalError) as refusal:
        read_term_dates(path)
    assert str(refusal.value) == f"terms.csv line 3: {sentence}"


def event(summary, start, end=None, uid="1"):
    last = f"DTEND{end}\r\n" if end else ""
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART{start}\r\n{last}SUMMARY:{summary}\r\nEND:VEVENT\r\n"


def calendar(folder, *events):
    body = "".join(events)
    return write(
        folder, f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{body}END:VCALENDAR\r\n", "terms.ics"
    )


DAY = ";VALUE=DATE:"


def test_an_icalendar_file_says_what_its_summaries_say(tmp_path):
    path = calendar(
        tmp_path,
        event("Autumn Term", f"{DAY}20260902", f"{DAY}20261219"),
        event("October half-term", f"{DAY}20261026", f"{DAY}20261031"),
        event("INSET day", f"{DAY}20260902", f"{DAY}20260903"),
        event("Staff training", f"{DAY}20260903"),
        event("Christmas holidays", f"{DAY}20261219", f"{DAY}20270104"),
        event("School closed (polling station)", f"{DAY}20261112", f"{DAY}20261113"),
        event("Parents' evening, Autumn Term", ":20261014T160000", ":20261014T190000"),
        event("Harvest festival", f"{DAY}20261009", f"{DAY}20261010"),
        event("Spring term", ":20270104T000000", ":20270213T000000"),
    )
    assert spans_of(path) == [
        ("term", date(2026, 9, 2), date(2026, 12, 18)),  # DTEND is the day after
        ("half_term", date(2026, 10, 26), date(2026, 10, 30)),
        ("inset", date(2026, 9, 2), date(2026, 9, 2)),
        ("inset", date(2026, 9, 3), date(2026, 9, 3)),
        ("holiday", date(2026, 12, 19), date(2027, 1, 3)),
        ("closure", date(2026, 11, 12), date(2026, 11, 12)),
        ("term", date(2027, 1, 4), date(2027, 2, 12)),
    ]


def test_first_and_last_days_of_term_make_a_term(tmp_path):
    path = calendar(
        tmp_path,
        event("Term ends", f"{DAY}20261218", f"{DAY}20261219"),
        event("Autumn term starts", f"{DAY}20260902", f"{DAY}20260903"),
        event("Spring term begins", f"{DAY}20270104"),
        event("Last day of spring term", f"{DAY}20270325"),
        event("Summer term starts", f"{DAY}20270412"),
    )
    assert spans_of(path) == [
        ("term", date(2026, 9, 2), date(2026, 12, 18)),
        ("term", date(2027, 1, 4), date(2027, 3, 25)),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "the file is empty: export the calendar again"),
        (
            "school,start,end,kind\n",
            "this is not a calendar that can be read (iCalendar): export it again, or give a CSV",
        ),
        (
            "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            "the calendar holds no whole-day event that is called a term, half-term",
        ),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(tmp_path, content, sentence):
    with pytest.raises(RefusalError) as refusal:
        read_term_dates(write(tmp_path, content, "terms.ics"))
    assert str(refusal.value).startswith(f"terms.ics: {sentence}")


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (event("Autumn term", f"{DAY}20261219", f"{DAY}20260902"), "the event ends before it starts: mend or"),
        (event("Autumn term", f"{DAY}20261345", f"{DAY}20261219"), "the event has no date that can be read: mend or"),
        (event("Autumn term", f"{DAY}20260902", f"{DAY}20281219"), "start and end are more than 200 days apart: mend"),
        (
            event("Autumn term starts", f"{DAY}20260902") + event("Term ends", f"{DAY}20281219"),
            "start and end are more than 200 days apart: mend",
        ),
    ],
)
def test_an_event_with_bad_dates_is_refused_with_its_line(tmp_path, bad, sentence):
    with pytest.raises(RefusalError) as refusal:
        read_term_dates(calendar(tmp_path, event("INSET day", f"{DAY}20260902"), bad))
    assert str(refusal.value).startswith(f"terms.ics line 9: {sentence}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("terms.csv", "start,end,kind\n2026-09-02,2026-12-18,Zainab Malik birthday\n"),
        ("terms.csv", "start,end,kind\nZainab Malik leaves,2026-12-18,term\n"),
        ("terms.csv", "start,end,kind\n2026-09-02,Zainab Malik leaves,term\n"),
        ("terms.csv", "Zainab Malik,2026-09-02,term\n"),
        ("terms.csv", "Stuart,Malik,Year 4\n"),  # near enough to "start" to be taken for it
        ("terms.ics", event("Zainab Malik's first day of term", f"{DAY}20261345", uid="Zainab Malik")),
        ("terms.ics", event("Zainab Malik's holiday", f"{DAY}20261219", f"{DAY}20260902", "Zainab Malik")),
    ],
)
def test_what_a_cell_or_an_event_says_is_never_repeated(tmp_path, name, content):
    path = write(tmp_path, content, name) if name.endswith(".csv") else calendar(tmp_path, content)
    with pytest.raises(RefusalError) as refusal:
        read_term_dates(path)
    assert not {"Zainab", "Malik", "Stuart"} & set(re.findall(r"\w+", str(refusal.value)))


def test_a_missing_calendar_is_refused(tmp_path):
    with pytest.raises(RefusalError, match=r"^terms\.ics: the file is not there: check the path in trust\.yaml$"):
        read_term_dates(tmp_path / "terms.ics")


def school(number, path):
    return School(id=f"s{number}", name=f"School {number}", phase="primary", calendars=Calendars(terms=path))


def test_one_file_serves_every_school_and_each_gets_its_rows(tmp_path):
    path = write(
        tmp_path,
        "school,start,end,kind\n,2026-09-02,2026-12-18,term\ns1,2026-11-09,2026-11-13,closure\n"
        "School 2,2026-11-16,2026-11-20,closure\nelsewhere,2026-09-02,2026-12-18,closure\n",
    )
    schools = (school(1, path), school(2, path), school(3, None))
    files = CalendarFiles(Trust(root=tmp_path, name="T", schools=schools))
    as_of = datetime(2026, 11, 30, 6, tzinfo=UTC)
    first, second, third = (files.calendar(one, as_of) for one in schools)
    assert [days(one.weeks)["2026-W46"] for one in (first, second)] == [0, 5]
    assert [days(one.weeks)["2026-W47"] for one in (first, second)] == [5, 0]
    assert first.source == {"source": "terms", "state": "read", "rows": 2, "reason": ""}
    assert third.weeks.empty
    assert third.source["state"] == "absent"


def test_a_childs_name_in_a_calendar_that_is_refused_is_in_no_report(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")], media=[photo(1)])
    small.terms = [("oakhill", "2026-09-01", "2026-12-18", "Zainab Malik birthday")]
    outcome = run(small.write(), as_of=AS_OF)
    [fault] = outcome.faults
    assert fault.startswith("terms.csv line 2: kind should be one of term, ")
    written = [file.read_bytes() for file in outcome.files if file.suffix in {".html", ".json"}]
    assert sum(b"terms.csv line 2" in content for content in written) >= 3
    said = [*written, export_coverage(tmp_path, "jsonl"), fault.encode()]
    assert not [content for content in said if b"birthday" in content or b"Zainab" in content]


@pytest.mark.parametrize(
    ("as_of", "over"),
    [
        (datetime(2027, 7, 1, tzinfo=UTC), True),
        (datetime(2027, 2, 12, 0, 30, tzinfo=UTC), True),
        (datetime(2027, 2, 11, 23, 30, tzinfo=UTC), False),
    ],
)
def test_what_the_term_dates_do_not_reach_is_said(tmp_path, as_of, over):
    path = write(tmp_path, "start,end,kind\n2027-01-04,2027-02-11,term\n")
    files = CalendarFiles(Trust(root=tmp_path, name="T", schools=(school(1, path),)))
    said = "the term dates end on 11 February 2027: weeks after that are not judged" if over else ""
    assert files.calendar(school(1, path), as_of).source["reason"] == said


@pytest.mark.parametrize(
    ("as_of", "over"),
    [
        (datetime(2026, 7, 21, tzinfo=UTC), False),
        (datetime(2026, 8, 31, 22, 30, tzinfo=UTC), False),
        (datetime(2026, 8, 31, 23, 30, tzinfo=UTC), True),  # half past midnight on the 1st of September, in London
    ],
)
def test_after_the_summer_term_comes_holiday_and_then_the_dates_of_a_new_year_are_asked_for(tmp_path, as_of, over):
    path = write(tmp_path, "start,end,kind\n2026-04-13,2026-07-20,term\n")
    files = CalendarFiles(Trust(root=tmp_path, name="T", schools=(school(1, path),)))
    said = "the term dates end on 20 July 2026: weeks after that are not judged" if over else ""
    assert files.calendar(school(1, path), as_of).source["reason"] == said


@pytest.mark.slow
def test_weeks_after_the_term_dates_are_not_assessed_and_no_tick_hides_it(tmp_path):
    small = Small(tmp_path, posts=[post(number, f"2026-09-{number:02}") for number in range(1, 31)])
    small.terms = [("oakhill", "2026-09-01", "2026-09-30", "term")]
    run(small.write(), as_of=AS_OF)
    told = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").decode().splitlines()]
    weeks = [(row["outcome"], row["judged"], row["reason"]) for row in told if row["check"] == "too-few-posts"]
    said = "term dates: the term dates end on 30 September 2026: weeks after that are not judged"
    assert sorted(weeks) == [("not_assessed", 0, said), ("pass", 5, "")]


def test_a_bad_file_leaves_no_week_and_says_why(tmp_path):
    path = write(tmp_path, "start,end,kind\n2026-09-02,2026-09-01,term\n")
    files = CalendarFiles(Trust(root=tmp_path, name="T", schools=(school(1, path),)))
    known = files.calendar(school(1, path), datetime(2027, 2, 1, tzinfo=UTC))
    assert known.weeks.empty
    assert known.source["state"] == "unreadable"
    assert known.source["reason"].startswith("terms.csv line 2: end is before start")


@pytest.mark.skipif(not SHARED.exists(), reason="the real calendars are not here")
def test_a_real_calendar_of_holidays_gives_a_year_of_39_weeks():
    files = list(SHARED.glob("**/school_holidays.ics"))
    assert files
    for path in files:
        found = weeks(spans_of(path), "2026-07-31T12:00")
        assert 38 <= (found["school_days"] >= 3).sum() <= 40
        assert 185 <= found["school_days"].sum() <= 195


@pytest.mark.skipif(not SHARED.exists(), reason="the real calendars are not here")
def test_bank_holidays_agree_with_the_government():
    published = json.loads((SHARED / "govuk-bank-holidays/bank-holidays.json").read_text(encoding="utf-8"))["divisions"]
    nations = {"england": "england-and-wales", "wales": "england-and-wales"}
    nations |= {nation: nation for nation in ("scotland", "northern-ireland")}
    compared = 0
    for nation, division in nations.items():
        for year, rows in published[division].items():
            if not year.isdecimal():
                continue
            days = {parse_day(row["date"]) for row in rows}
            assert {day for day in bank_holidays(nation, (int(year),)) if day.weekday() < 5} == days, (nation, year)
            compared += len(days)
    assert compared > 100
