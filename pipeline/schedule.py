"""The schedule of a trust: what runs when, the service that does it, and one round of it for cron or systemd."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from config.load import TRUST_FILE, load_trust_marked
from config.models import Trust
from config.refusal import Place, RefusalError
from pipeline.cron import Cron, read_cron, refuse_clock_change
from pipeline.last_runs import LastRuns
from pipeline.locks import schedule_lock
from pipeline.logs import start_log
from pipeline.rounds import Ended, Rounds, Work

Kind = Literal["pull", "audit", "report"]
LATE: Final = timedelta(hours=6)
"""How late a job may still begin; later, its next turn is waited for."""
_SPREAD: Final = 5
"""Seconds between the pulls of two accounts that stand beside each other in trust.yaml."""
_PULL_SECONDS: Final = 55
_SECOND: Final = {"audit": 56, "report": 58}
"""In one minute the pulls begin before the audit, and the audit before the report."""

log = logging.getLogger(__name__)


def now() -> datetime:
    """Return this moment, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs again and again."""

    kind: Kind
    account: str
    """The account a pull reads (`x:stannes`); blank for the others."""
    cron: Cron
    second: int
    """At which second of the minute it begins."""
    timezone: str

    @property
    def name(self) -> str:
        """`pull x:stannes`, `audit` or `report`."""
        return f"{self.kind} {self.account}".strip()

    def trigger(self) -> Any:
        """Return APScheduler's form of it: plain numbers and named weekdays, since its own weekday 1 is a Tuesday."""
        from apscheduler.triggers.cron import CronTrigger

        return CronTrigger(
            month=_listed(self.cron.months),
            day=_listed(self.cron.days),
            day_of_week=",".join(self.cron.weekday_names),
            hour=_listed(self.cron.hours),
            minute=_listed(self.cron.minutes),
            second=self.second,
            timezone=ZoneInfo(self.timezone),
        )

    def next_after(self, moment: datetime) -> datetime:
        """Return the first time (UTC) it is due later than `moment` (aware)."""
        later = moment.astimezone(ZoneInfo(self.timezone)) + timedelta(microseconds=1)
        fire: datetime = self.trigger().get_next_fire_time(None, later)
        return fire.astimezone(UTC)


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def jobs(trust: Trust, *, place: Callable[..., Place] | None = None) -> tuple[Job, ...]:
    """Return everything the trust's schedule runs: a pull for each account, the audit, the report.

    `place` tells where a key of trust.yaml stands, for the refusal. Raises RefusalError for a cron that cannot be read
    and for one that meets the hour in which the clocks change.
    """
    where = place or (lambda *_: Place(trust.root / TRUST_FILE))
    crons = {kind: _cron(trust, kind, where("schedule", kind)) for kind in get_args(Kind)}
    pulls = [
        Job("pull", account.key, crons["pull"], position * _SPREAD % _PULL_SECONDS, trust.timezone)
        for position, account in enumerate(trust.accounts)
    ]
    return (*pulls, *(Job(kind, "", crons[kind], _SECOND[kind], trust.timezone) for kind in ("audit", "report")))


def _cron(trust: Trust, kind: str, place: Place) -> Cron:
    given = getattr(trust.schedule, kind)
    try:
        cron = read_cron(given)
        refuse_clock_change(cron, trust.timezone)
    except ValueError as error:
        raise RefusalError(f'schedule.{kind} is "{given}": {error}', place=place) from None
    return cron


def command(root: Path, *, once: bool, list_only: bool, say: Callable[[str], object]) -> int:
    """Do what `social-audit schedule` is asked for, and return its exit code: 0, or 2 when a job of `once` failed.

    `list_only` says what runs when; `once` runs one round; else the service runs until it is stopped.
    """
    if list_only:
        loaded, moment = load_trust_marked(root), now()
        turns = [(job.next_after(moment), job) for job in jobs(loaded.trust, place=loaded.place)]
        for at, job in sorted(turns, key=lambda turn: turn[0]):
            say(f'{at.astimezone(ZoneInfo(job.timezone)):%a %d %b %Y %H:%M:%S %Z}  {job.name}  ("{job.cron.text}")')
        return 0
    load_trust_marked(root)  # a wrong folder is refused before a log is begun in it
    start_log(root, echo=not once)
    if not once:
        serve(root)
        return 0
    ended = serve_once(root)
    for one in ended:
        say(one.sentence)
    if not ended:
        say("nothing is due")
    return 0 if all(one.ok for one in ended) else 2


def serve(
    root: Path, *, clock: Callable[[], datetime] = now, stop: threading.Event | None = None, work: Work | None = None
) -> None:
    """Run the schedule of a workspace until `stop` is set or SIGTERM or SIGINT comes; a running job ends first.

    trust.yaml is read once, at the start. What a job fails with is logged and ends nothing. Raises RefusalError when
    the schedule cannot begin: by trust.yaml, the store, or another service of the same workspace.
    """
    loaded = load_trust_marked(root)
    plan = jobs(loaded.trust, place=loaded.place)
    stopping = stop or threading.Event()
    with schedule_lock(root), _stopped_by_signals(stopping):
        service = Service(Rounds(root, loaded.trust, clock, stopping, LastRuns(root), work), plan)
        service.start()
        stopping.wait()
        log.info("stopping: a job that is under way ends first")
        service.end()
        log.info("stopped")


def serve_once(root: Path, *, clock: Callable[[], datetime] = now, work: Work | None = None) -> tuple[Ended, ...]:
    """Run what is due and has not run since, pulls first; return how each ended: one round for cron or systemd.

    A job that never ran is due. Raises RefusalError as `serve` does.
    """
    loaded = load_trust_marked(root)
    plan = jobs(loaded.trust, place=loaded.place)
    with schedule_lock(root):
        rounds = Rounds(root, loaded.trust, clock, threading.Event(), LastRuns(root), work)
        waits = rounds.waits()
        ended = [_in_turn(job, rounds, waits.get(job.account)) for job in plan]
    return tuple(one for one in ended if one is not None)


def _in_turn(job: Job, rounds: Rounds, asked: datetime | None) -> Ended | None:
    """Run a job if it is due by the schedule, or by the moment its platform asked for."""
    moment = rounds.clock()
    again = rounds.again_at(job.account, asked)
    if again is not None:
        return rounds.run(job.kind, job.account, retry=True) if again <= moment else None
    last = rounds.memory.ended(job.name)
    return rounds.run(job.kind, job.account) if last is None or job.next_after(last) <= moment else None


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Let SIGTERM and SIGINT set `stop`, where this is the main thread; only there may signals be taken."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class Service:
    """The scheduler of one workspace, all in one lane: a job waits for those due before it, so that an audit never
    overtakes the pulls it is to judge, and no two of them ask for one lock.
    """

    def __init__(self, rounds: Rounds, plan: tuple[Job, ...]) -> None:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        self.rounds = rounds
        self.plan = plan
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": int(LATE.total_seconds())},
        )

    def start(self, *, paused: bool = False) -> None:
        """Book every job, what was missed while the service was down, and the accounts that wait; begin."""
        moment = self.rounds.clock()
        for position, job in enumerate(self.plan):
            # what was missed runs at once, in the order of the plan
            missed = (
                {"next_run_time": now() + position * timedelta(microseconds=1)} if self._missed(job, moment) else {}
            )
            args = [job.kind, job.account]
            self.scheduler.add_job(self._run, job.trigger(), args=args, id=job.name, name=job.name, **missed)
        for account, asked in self.rounds.waits().items():
            self._book_again(account, self.rounds.again_at(account, asked))
        self.scheduler.start(paused=paused)
        for job in {job.kind: job for job in reversed(self.plan)}.values():
            log.info('%s runs next at %s ("%s")', job.name, job.next_after(moment).isoformat(), job.cron.text)

    def end(self) -> None:
        """Stop booking, and wait for the job that is under way."""
        self.scheduler.shutdown(wait=True)

    def _missed(self, job: Job, moment: datetime) -> bool:
        last = self.rounds.memory.ended(job.name)
        return last is not None and job.next_after(max(last, moment - LATE)) <= moment

    def _run(self, kind: Kind, account: str, retry: bool = False) -> None:
        ended = self.rounds.run(kind, account, retry=retry)
        if ended is not None:
            self._book_again(account, ended.again_at)

    def _book_again(self, account: str, at: datetime | None) -> None:
        """Book a single pull of an account at the moment its platform asked for; at once where that has passed."""
        if at is None:
            return
        begin = now() + max(at - self.rounds.clock(), timedelta())
        args, name = ["pull", account, True], f"pull {account} again"
        self.scheduler.add_job(self._run, "date", run_date=begin, args=args, id=name, name=name, replace_existing=True)
