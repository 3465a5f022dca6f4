"""The service: late and missed jobs, waits that survive a restart, a job that fails, and a clean end on SIGTERM."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from made_stores import put_store

from config.load import load_trust
from config.refusal import RefusalError
from pipeline.last_runs import LastRuns
from pipeline.locks import schedule_lock, store_lock
from pipeline.moments import to_micros
from pipeline.rounds import MOST_RETRIES, Rounds, Work
from pipeline.schedule import Service, jobs, serve, serve_once
from pipeline.store.opening import open_store
from pipeline.store.pages import save_account

REPOSITORY = Path(__file__).resolve().parents[2]
TRUST = """
trust: {name: Brookside Trust}
schools:
  - id: brookside
    name: Brookside Primary School
    phase: primary
    accounts:
      - {platform: x, handle: "@brookside", source: {connector: spreadsheet, posts: posts.csv}}
      - {platform: blog, handle: "Brookside news", source: {connector: spreadsheet, posts: posts.csv}}
"""
X, BLOG = "x:brookside", "blog:brookside news"
MONDAY = datetime(2026, 11, 16, 7, tzinfo=UTC)
"""A Monday after the pulls at 05:00, the audit at 05:30 and the report at 06:00."""
ALL = [f"pull {X}", f"pull {BLOG}", "audit", "report"]


@dataclass
class Ending:
    exit_code: int = 0
    faults: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass
class Done:
    """A stand-in for the three jobs, which notes what was called and, of a platform, may set an account waiting."""

    root: Path
    calls: list[str] = field(default_factory=list)
    waits: dict[str, datetime | None] = field(default_factory=dict)
    """What a pull of an account leaves in the store as retry_at."""
    ending: Ending = field(default_factory=Ending)
    fault: Exception | None = None

    def work(self) -> Work:
        return Work(self._pull, lambda root, as_of: self._call("audit"), lambda root: self._call("report"))

    def _pull(self, root: Path, as_of: datetime, account: str) -> Ending:
        if account in self.waits:
            ask_to_wait(self.root, account, self.waits[account])
        return self._call(f"pull {account}")

    def _call(self, name: str) -> Ending:
        self.calls.append(name)
        if self.fault:
            raise self.fault
        return self.ending


def ask_to_wait(root: Path, account: str, at: datetime | None) -> None:
    """Leave in the store what a pull leaves whose platform asked to wait until `at`."""
    store = open_store(load_trust(root).store, root)
    with store.write() as connection:
        save_account(connection, account, {"retry_at": to_micros(at) if at else None})
    store.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "trust.yaml").write_text(TRUST, encoding="utf-8")
    put_store(tmp_path / "social-audit.db")
    return tmp_path


@pytest.fixture
def done(root: Path) -> Done:
    return Done(root)


@pytest.fixture
def start(root: Path, done: Done) -> Iterator[Callable[..., Service]]:
    """Start services at a moment of the test's choice; they end with the test."""
    begun: list[Service] = []

    def begin(clock: Callable[[], datetime] = lambda: MONDAY, *, paused: bool = False) -> Service:
        trust = load_trust(root)
        service = Service(Rounds(root, trust, clock, threading.Event(), LastRuns(root), done.work()), jobs(trust))
        service.start(paused=paused)
        begun.append(service)
        return service

    yield begin
    for service in begun:
        if service.scheduler.running:
            service.rounds.stop.set()
            service.end()


def wait_for(condition: Callable[[], object]) -> None:
    """Wait for what another thread or program does; a minute, for a busy machine may be slow to start a program."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def note_all_ended(root: Path, moment: datetime) -> None:
    memory = LastRuns(root)
    for name in ALL:
        memory.note_ended(name, moment)


def booked(service: Service) -> dict[str, datetime]:
    """Return the single pulls that are booked, and in how long, as moments of the service's own clock."""
    now = datetime.now(UTC)
    again = [job for job in service.scheduler.get_jobs() if job.id.endswith(" again")]
    return {job.id: service.rounds.clock() + (job.next_run_time - now) for job in again}


# late and missed


def test_what_was_missed_while_the_service_was_down_runs_at_its_start_in_order(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    start()
    wait_for(lambda: len(done.calls) == len(ALL))
    assert done.calls == ALL


def test_what_is_missed_by_more_than_six_hours_waits_for_its_next_turn(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    start(lambda: MONDAY + timedelta(hours=4, minutes=30))  # 11:30: the pulls at 05:00 are too late, the audit just so
    wait_for(lambda: "report" in done.calls)
    assert done.calls == ["audit", "report"]


def test_a_first_start_runs_nothing_before_its_time(done: Done, start: Callable[..., Service]) -> None:
    service = start()
    time.sleep(0.3)
    assert done.calls == []
    assert all(job.next_run_time > datetime.now(UTC) for job in service.scheduler.get_jobs())


def test_a_job_that_comes_due_hours_late_still_runs_but_once(done: Done, start: Callable[..., Service]) -> None:
    service = start(paused=True)
    pull = service.scheduler.get_job(f"pull {X}")
    pull.reschedule(trigger="interval", minutes=30)
    pull.modify(next_run_time=datetime.now(UTC) - timedelta(hours=5))  # as after a night asleep: ten turns have passed
    service.scheduler.resume()
    wait_for(lambda: done.calls)
    time.sleep(0.3)
    assert done.calls == [f"pull {X}"]


def test_a_job_that_comes_due_later_than_six_hours_is_left_to_its_next_turn(
    done: Done, start: Callable[..., Service]
) -> None:
    service = start(paused=True)
    audit = service.scheduler.get_job("audit")
    audit.reschedule(trigger="interval", hours=24)  # by its own clock time a second turn may have passed since
    audit.modify(next_run_time=datetime.now(UTC) - timedelta(hours=7))
    service.scheduler.get_job("report").modify(next_run_time=datetime.now(UTC) - timedelta(hours=5))
    service.scheduler.resume()
    wait_for(lambda: "report" in done.calls)
    assert done.calls == ["report"]


def test_an_audit_that_comes_due_waits_for_the_pulls_before_it(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    service = start(paused=True)
    for position, name in enumerate(ALL):
        due = datetime.now(UTC) - timedelta(hours=1) + timedelta(seconds=position)
        service.scheduler.get_job(name).modify(next_run_time=due)
    service.scheduler.resume()
    wait_for(lambda: len(done.calls) == len(ALL))
    assert done.calls == ALL


# waits


def test_an_account_that_waits_is_booked_again_after_a_restart(root: Path, start: Callable[..., Service]) -> None:
    ask_to_wait(root, X, MONDAY + timedelta(minutes=15))
    again = booked(start(paused=True))
    assert list(again) == [f"pull {X} again"]
    assert abs(again[f"pull {X} again"] - (MONDAY + timedelta(minutes=15))) < timedelta(seconds=5)


def test_a_wait_that_ended_while_the_service_was_down_is_made_good_at_once(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    ask_to_wait(root, X, MONDAY - timedelta(hours=3))
    done.waits[X] = None
    start()
    wait_for(lambda: done.calls)
    assert done.calls == [f"pull {X}"]


def test_a_pull_that_is_asked_to_wait_is_booked_again_and_one_that_succeeds_is_not(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    done.waits[BLOG] = MONDAY + timedelta(hours=1)
    service = start()
    wait_for(lambda: booked(service))
    assert list(booked(service)) == [f"pull {BLOG} again"]


def test_a_platform_that_asks_to_wait_longer_than_a_day_is_asked_at_its_next_turn(
    root: Path, start: Callable[..., Service]
) -> None:
    ask_to_wait(root, X, MONDAY + timedelta(hours=25))
    assert booked(start(paused=True)) == {}


def test_a_pull_at_its_turn_leaves_an_account_alone_that_waits(
    root: Path, done: Done, start: Callable[..., Service]
) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    ask_to_wait(root, X, MONDAY + timedelta(minutes=40))
    start()
    wait_for(lambda: "report" in done.calls)
    assert done.calls == ALL[1:]


def test_an_account_is_tried_again_six_times_in_a_row_and_no_more_even_over_restarts(root: Path, done: Done) -> None:
    moment = MONDAY
    note_all_ended(root, MONDAY)
    ask_to_wait(root, X, moment)
    for _ in range(MOST_RETRIES + 4):
        done.waits[X] = moment + timedelta(minutes=5)
        serve_once(root, clock=lambda: moment, work=done.work())  # noqa: B023 - called within the turn
        moment += timedelta(minutes=5)
    assert done.calls == [f"pull {X}"] * MOST_RETRIES

    moment = MONDAY + timedelta(days=1)  # its next turn begins a new row
    done.waits[X] = moment + timedelta(minutes=5)
    serve_once(root, clock=lambda: moment, work=done.work())
    assert done.calls[MOST_RETRIES:] == [f"pull {X}", f"pull {BLOG}", "audit"]
    assert LastRuns(root).retries(X) == 0


# one round


def test_once_runs_everything_the_first_time_and_then_only_what_has_come_due(root: Path, done: Done) -> None:
    def at(moment: datetime) -> list[str]:
        return [one.job for one in serve_once(root, clock=lambda: moment, work=done.work())]

    assert at(MONDAY) == ALL
    assert at(MONDAY + timedelta(hours=1)) == []
    assert at(MONDAY + timedelta(hours=22, minutes=10)) == ALL[:2]  # Tuesday, 05:10
    assert at(MONDAY + timedelta(hours=23)) == ["audit"]
    assert at(MONDAY + timedelta(days=9)) == ALL  # however late
    assert done.calls == [*ALL, *ALL[:2], "audit", *ALL]


def test_once_tells_what_failed_and_tries_it_at_the_next_call(root: Path, done: Done) -> None:
    done.fault = RefusalError("posts.csv is not there: check its name")
    first = serve_once(root, clock=lambda: MONDAY, work=done.work())
    assert [one.ok for one in first] == [False] * 4
    assert first[2].sentence == "audit was refused: posts.csv is not there: check its name"
    done.fault, done.calls = None, []
    assert [one.ok for one in serve_once(root, clock=lambda: MONDAY, work=done.work())] == [True] * 4


def test_once_tells_what_a_person_must_mend(root: Path, done: Done) -> None:
    done.ending = Ending(2, ("pupils.csv line 3: a quote is never closed",))
    ended = serve_once(root, clock=lambda: MONDAY, work=done.work())[2]
    assert (ended.ok, ended.sentence) == (False, "audit could not finish: pupils.csv line 3: a quote is never closed")


@pytest.mark.parametrize(("code", "end"), [(0, "ended"), (1, "ended with findings to act on")])
def test_work_that_was_done_is_done_whatever_a_person_must_mend_in_it(
    root: Path, done: Done, code: int, end: str
) -> None:
    done.ending = Ending(code, ("the PDFs were not written: install pango",), ("slt-brookside.html",))
    audit, report = serve_once(root, clock=lambda: MONDAY, work=done.work())[2:]
    told = f"{end}: the PDFs were not written: install pango"
    assert (audit.ok, audit.sentence) == (True, f"audit {told} | slt-brookside.html")
    assert (report.ok, report.sentence) == (True, f"report {told}")


def test_a_damaged_memory_of_last_runs_is_begun_anew(root: Path, done: Done) -> None:
    (root / ".schedule.json").write_text("{half a fi", encoding="utf-8")
    assert [one.job for one in serve_once(root, clock=lambda: MONDAY, work=done.work())] == ALL
    assert set(json.loads((root / ".schedule.json").read_text(encoding="utf-8"))["ended"]) == set(ALL)
    assert (root / ".schedule.json").stat().st_mode & 0o777 == 0o600


def test_a_job_waits_for_a_run_that_a_person_started(root: Path, done: Done) -> None:
    held, release = threading.Event(), threading.Event()

    def by_hand() -> None:
        with store_lock(root):
            held.set()
            release.wait(30)
            done.calls.append("by hand")

    person = threading.Thread(target=by_hand)
    person.start()
    assert held.wait(10)
    threading.Timer(0.5, release.set).start()
    serve_once(root, clock=lambda: MONDAY, work=done.work())
    person.join()
    assert done.calls == [*ALL[:2], "by hand", "audit", "report"]


# failures


def test_a_job_that_crashes_is_one_line_in_the_log_without_its_own_words_and_the_next_jobs_run(
    root: Path, done: Done, caplog: pytest.LogCaptureFixture
) -> None:
    done.fault = KeyError("Zainab Hussain token=abc123")
    with caplog.at_level(logging.INFO):
        ended = serve_once(root, clock=lambda: MONDAY, work=done.work())
    assert done.calls == ALL
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == [one.sentence for one in ended]
    assert ended[2].sentence.startswith("audit failed: an unexpected KeyError in test_schedule_service.py line ")
    assert not any("Zainab" in text or "abc123" in text for text in [caplog.text, *(one.sentence for one in ended)])
    assert all(record.exc_info is None for record in caplog.records)


def test_a_job_that_crashes_does_not_end_the_service(root: Path, done: Done, start: Callable[..., Service]) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    done.fault = ZeroDivisionError()
    service = start()
    wait_for(lambda: len(done.calls) == len(ALL))
    assert service.scheduler.running
    assert {job.id for job in service.scheduler.get_jobs()} == set(ALL)


def test_a_second_service_of_one_workspace_is_refused(root: Path, done: Done) -> None:
    with schedule_lock(root), pytest.raises(RefusalError, match="its schedule is served already"):
        serve(root, work=done.work())
    with schedule_lock(root), pytest.raises(RefusalError, match="its schedule is served already"):
        serve_once(root, work=done.work())


def test_a_schedule_that_cannot_be_kept_is_refused_before_anything_runs(root: Path, done: Done) -> None:
    (root / "trust.yaml").write_text('schedule: {audit: "0 1 * * *"}\n' + TRUST, encoding="utf-8")
    with pytest.raises(RefusalError, match=r"trust.yaml line 1: schedule.audit is"):
        serve(root, work=done.work())
    assert done.calls == []


# the end


def test_the_service_ends_when_it_is_asked_to_before_it_began(root: Path, done: Done) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    stop = threading.Event()
    stop.set()
    before = signal.getsignal(signal.SIGTERM)
    serve(root, clock=lambda: MONDAY, stop=stop, work=done.work())
    assert done.calls == []
    assert signal.getsignal(signal.SIGTERM) is before


SERVE = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pipeline.logs import start_log
from pipeline.rounds import Work
from pipeline.schedule import serve

class Ending:
    exit_code, faults, lines = 0, (), ()

def slow(root, as_of, account):
    (root / "begun").touch()
    time.sleep(1.5)
    with (root / "ended").open("a") as stream:
        stream.write(account + "\\n")
    return Ending()

root = Path(sys.argv[1])
start_log(root)
clock = lambda: datetime(2026, 11, 16, 5, 10, tzinfo=UTC)
serve(root, clock=clock, work=Work(slow, lambda root, as_of: Ending(), lambda root: Ending()))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_sigterm_lets_the_job_under_way_end_and_begins_no_other(root: Path, number: signal.Signals) -> None:
    note_all_ended(root, MONDAY - timedelta(days=1))
    command = [sys.executable, "-W", "error", "-c", SERVE, str(root)]
    service = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True)
    try:
        wait_for((root / "begun").exists)
        service.send_signal(number)
        _, told = service.communicate(timeout=30)
    finally:
        service.kill()
    assert service.returncode == 0, told
    assert (root / "ended").read_text() == f"{X}\n"
    assert "Traceback" not in told
    assert told.splitlines()[-1].endswith("INFO stopped")
    assert (root / "social-audit.log").read_text(encoding="utf-8") == told
    assert (root / "social-audit.log").stat().st_mode & 0o777 == 0o600
    assert LastRuns(root).ended(f"pull {X}") == datetime(2026, 11, 16, 5, 10, tzinfo=UTC)
    with schedule_lock(root):
        pass
