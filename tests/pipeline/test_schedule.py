"""What runs when: a pull for each account, the audit, the report, right through both clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.load import load_trust, load_trust_marked
from config.refusal import RefusalError
from pipeline.schedule import Job, command, jobs

LONDON = ZoneInfo("Europe/London")
ACCOUNT = '      - {{platform: {}, handle: "{}", source: {{connector: spreadsheet, posts: posts.csv}}}}\n'


def write_trust(folder: Path, schedule: str = "", *, zone: str = "Europe/London", accounts: int = 3) -> Path:
    """Write a trust.yaml of one school; `schedule` is the text of that key's mapping."""
    lines = "".join(ACCOUNT.format("x", f"brookside{n}") for n in range(accounts))
    (folder / "trust.yaml").write_text(
        f"trust: {{name: Brookside Trust, timezone: {zone}}}\n"
        + (f"schedule: {{{schedule}}}\n" if schedule else "")
        + "schools:\n  - id: brookside\n    name: Brookside Primary School\n    phase: primary\n"
        + (f"    accounts:\n{lines}" if accounts else ""),
        encoding="utf-8",
    )
    return folder


def plan(folder: Path, schedule: str = "", **options: object) -> dict[str, Job]:
    return {job.name: job for job in jobs(load_trust(write_trust(folder, schedule, **options)))}  # type: ignore[arg-type]


def test_every_account_has_its_pull_and_the_trust_one_audit_and_one_report(tmp_path: Path) -> None:
    found = plan(tmp_path)
    assert list(found) == ["pull x:brookside0", "pull x:brookside1", "pull x:brookside2", "audit", "report"]
    sunday = datetime(2026, 11, 15, 12, tzinfo=UTC)
    assert {name: job.next_after(sunday).isoformat() for name, job in found.items()} == {
        "pull x:brookside0": "2026-11-16T05:00:00+00:00",
        "pull x:brookside1": "2026-11-16T05:00:05+00:00",
        "pull x:brookside2": "2026-11-16T05:00:10+00:00",
        "audit": "2026-11-16T05:30:56+00:00",
        "report": "2026-11-16T06:00:58+00:00",
    }


def test_a_trust_without_accounts_has_an_audit_and_a_report(tmp_path: Path) -> None:
    assert list(plan(tmp_path, accounts=0)) == ["audit", "report"]


def test_in_one_minute_all_pulls_begin_before_the_audit_and_the_audit_before_the_report(tmp_path: Path) -> None:
    found = plan(tmp_path, 'pull: "0 6 * * *", audit: "0 6 * * *", report: "0 6 * * *"', accounts=90)
    moment = datetime(2026, 11, 16, tzinfo=UTC)
    due = [job.next_after(moment) for job in found.values()]
    assert max(due[:-2]) < due[-2] < due[-1]
    assert max(due) - min(due) < timedelta(minutes=1)


@pytest.mark.parametrize(("weekday", "day"), [("0", 22), ("1", 16), ("MON", 16), ("mon", 16), ("5", 20), ("7", 22)])
def test_a_weekday_is_the_one_that_crontab_means(tmp_path: Path, weekday: str, day: int) -> None:
    report = plan(tmp_path, f'report: "0 6 * * {weekday}"')["report"]
    assert report.next_after(datetime(2026, 11, 16, tzinfo=UTC)).date() == date(2026, 11, day)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)])
@pytest.mark.parametrize("hour", [0, 2, 5, 23])
def test_a_daily_job_runs_once_on_each_day_around_a_clock_change_at_the_hour_on_the_wall(
    tmp_path: Path, sunday: date, hour: int
) -> None:
    audit = plan(tmp_path, f'audit: "30 {hour} * * *"')["audit"]
    moment = datetime(sunday.year, sunday.month, sunday.day, tzinfo=LONDON) - timedelta(days=1)
    fired = []
    for _ in range(3):
        moment = audit.next_after(moment)
        fired.append(moment.astimezone(LONDON).replace(tzinfo=None))
    begin = datetime(sunday.year, sunday.month, sunday.day, hour, 30, 56)  # noqa: DTZ001 - what the clock on the wall shows
    assert fired == [begin + timedelta(days=n) for n in (-1, 0, 1)]


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_job_of_all_other_hours_runs_in_each_once_on_the_day_of_a_clock_change(tmp_path: Path, sunday: date) -> None:
    pull = plan(tmp_path, 'pull: "*/30 0,2-23 * * *"')["pull x:brookside0"]
    moment = datetime(sunday.year, sunday.month, sunday.day, tzinfo=LONDON) - timedelta(seconds=1)
    fired = []
    while (moment := pull.next_after(moment)).astimezone(LONDON).date() == sunday:
        fired.append(moment.astimezone(LONDON).strftime("%H:%M"))
    assert fired == [f"{hour:02}:{minute:02}" for hour in range(24) if hour != 1 for minute in (0, 30)]


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        (
            'pull: "30 1 * * *"',
            'trust.yaml line 2: schedule.pull is "30 1 * * *": the clocks of Europe/London change between 01:00 and '
            '02:00, so that it would run twice or never: pick another hour, for example "30 5 * * *"',
        ),
        (
            'pull: "*/15 * * * *"',
            'trust.yaml line 2: schedule.pull is "*/15 * * * *": the clocks of Europe/London change between 01:00 and '
            '02:00, so that it would run twice or never: pick another hour, for example "*/15 0,2-23 * * *"',
        ),
        (
            'audit: "0 0-2 * * MON"',
            'trust.yaml line 2: schedule.audit is "0 0-2 * * MON": the clocks of Europe/London change between 01:00 '
            'and 02:00, so that it would run twice or never: pick another hour, for example "0 0,2 * * MON"',
        ),
        (
            'report: "0 6 * * MOON"',
            'trust.yaml line 2: schedule.report is "0 6 * * MOON": "MOON" is no weekday: write 0 to 7 or sun to sat, '
            "a range or a list of them",
        ),
    ],
)
def test_a_cron_that_cannot_be_kept_is_refused_with_its_line_and_what_would_be_right(
    tmp_path: Path, schedule: str, sentence: str
) -> None:
    loaded = load_trust_marked(write_trust(tmp_path, schedule))
    with pytest.raises(RefusalError) as refusal:
        jobs(loaded.trust, place=loaded.place)
    assert str(refusal.value) == sentence


def test_the_example_that_a_refusal_gives_is_accepted(tmp_path: Path) -> None:
    with pytest.raises(RefusalError) as refusal:
        plan(tmp_path, 'pull: "*/15 * * * *"')
    example = str(refusal.value).rsplit('"', 2)[1]
    assert "pull x:brookside0" in plan(tmp_path, f'pull: "{example}"')


def test_the_hour_that_is_refused_is_that_of_the_trusts_own_zone(tmp_path: Path) -> None:
    assert plan(tmp_path, 'pull: "30 1 * * *"', zone="Europe/Paris")
    with pytest.raises(RefusalError, match="the clocks of Europe/Paris change between 02:00 and 03:00"):
        plan(tmp_path, 'pull: "30 2 * * *"', zone="Europe/Paris")
    assert plan(tmp_path, 'pull: "30 1 * * *"', zone="UTC")


def test_the_list_shows_what_runs_next_first_and_runs_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    assert command(write_trust(tmp_path), once=False, list_only=True, say=said.append) == 0
    assert sorted(line.split("  ")[1] for line in said) == [
        "audit", "pull x:brookside0", "pull x:brookside1", "pull x:brookside2", "report",
    ]  # fmt: skip
    moments = [datetime.strptime(line.split("  ")[0][:24], "%a %d %b %Y %H:%M:%S") for line in said]  # noqa: DTZ007
    assert moments == sorted(moments)
    assert [entry.name for entry in tmp_path.iterdir()] == ["trust.yaml"]


def test_a_folder_without_a_trust_is_refused_and_gets_no_log(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match=r"trust\.yaml is not in"):
        command(tmp_path, once=True, list_only=False, say=pytest.fail)
    assert list(tmp_path.iterdir()) == []
