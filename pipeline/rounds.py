"""Running one job of the schedule: whatever it fails with becomes a sentence, and the next one can begin."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from config.models import Trust
from config.refusal import RefusalError
from pipeline.last_runs import LastRuns
from pipeline.locks import is_held
from pipeline.secrets import expand

FARTHEST: Final = timedelta(hours=24)
"""A platform that asks to wait longer is asked again by the ordinary schedule."""
MOST_RETRIES: Final = 6
"""Single tries of an account between two pulls of the ordinary schedule."""
LONGEST_WAIT: Final = timedelta(minutes=30)
"""For a run of the same workspace that a person started; after it the job is refused as a person would be."""
_LOOK: Final = timedelta(seconds=2)
_ENDS: Final = {0: "ended", 1: "ended with findings to act on", 3: "ended, but not all could be read or assessed"}

log = logging.getLogger(__name__)


class Ending(Protocol):
    """What a job's function returns, as far as the schedule looks at it."""

    @property
    def exit_code(self) -> int:
        """0 clear, 1 findings, 2 could not finish, 3 something not assessed."""
        ...

    @property
    def faults(self) -> tuple[str, ...]:
        """What a person must mend, as sentences without a secret or a child's name."""
        ...

    @property
    def lines(self) -> tuple[str, ...]:
        """What to tell a person, as safe as the faults."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """The three functions a schedule calls."""

    pull: Callable[[Path, datetime, str], Ending]
    """workspace, as_of, account key"""
    audit: Callable[[Path, datetime], Ending]
    report: Callable[[Path], Ending]


def real_work(clock: Callable[[], datetime]) -> Work:
    """Return the project's own pull, audit and report, which is mailed where trust.yaml names a server."""
    from pipeline import run

    return Work(
        pull=lambda root, as_of, account: run.pull(root, as_of=as_of, now=as_of, accounts={account}),
        audit=lambda root, as_of: run.audit(root, as_of=as_of),
        report=lambda root: run.report(root, send=clock()),
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """How one job ended."""

    job: str
    ok: bool
    """It did its work; findings and what was not assessed are work done."""
    sentence: str
    again_at: datetime | None = None
    """When the account is to be pulled once more, because its platform asked to wait."""


class Rounds:
    """Runs the jobs of one workspace, one at a time, and remembers what ended."""

    def __init__(
        self,
        root: Path,
        trust: Trust,
        clock: Callable[[], datetime],
        stop: threading.Event,
        memory: LastRuns,
        work: Work | None = None,
    ) -> None:
        self.root = root
        self.trust = trust
        self.clock = clock
        self.stop = stop
        self.memory = memory
        self._work = work or real_work(clock)

    def waits(self) -> Mapping[str, datetime]:
        """Return account -> when (UTC) its platform wants to be asked again, soonest first, from the store.

        Raises RefusalError when the store cannot be read.
        """
        from pipeline.store.opening import open_store
        from pipeline.store.retries import load_retries

        store = open_store(expand(self.trust.store), self.root)
        try:
            with store.read() as connection:
                return load_retries(connection, [account.key for account in self.trust.accounts])
        finally:
            store.close()

    def again_at(self, account: str, asked: datetime | None) -> datetime | None:
        """Return when to try an account again that was to wait until `asked`; None = at its turn by the schedule."""
        if asked is None or asked > self.clock() + FARTHEST or self.memory.retries(account) >= MOST_RETRIES:
            return None
        return asked

    def run(self, kind: str, account: str = "", *, retry: bool = False) -> Ended | None:
        """Run one job now; None when the service is stopping, or when an account waits no more.

        Raises nothing: a failure is logged and returned as a sentence without a secret or a child's name.
        """
        if self.stop.is_set():
            return None
        name = f"{kind} {account}".strip()
        try:
            if retry and account not in self.waits():
                return None
            ended = self._held_back(name, account, retry=retry) if account else None
            ended = ended or self._worked(name, kind, account, retry=retry)
        except RefusalError as refusal:
            ended = Ended(name, False, f"{name} was refused: {refusal}")
        except Exception as error:
            ended = Ended(name, False, f"{name} failed: {_unnamed(error)}")
        if ended is not None:
            log.log(logging.INFO if ended.ok else logging.ERROR, "%s", ended.sentence)
        return ended

    def _held_back(self, name: str, account: str, *, retry: bool) -> Ended | None:
        """Return the end of a pull that may not begin yet, because the platform asked to wait; None = it may."""
        if not retry:
            self.memory.forget_retries(account)  # its turn by the schedule begins a new row
        asked = self.again_at(account, self.waits().get(account))
        if asked is None or asked <= self.clock():
            return None
        return Ended(name, True, f"{name} is left until {_shown(asked)}: the platform asked to wait", asked)

    def _worked(self, name: str, kind: str, account: str, *, retry: bool) -> Ended:
        began = self.clock()
        if retry:
            self.memory.note_retry(account)
        log.info("%s begins", name)
        self._wait_for_others(account)
        ending = self._call(kind, account, began)
        self.memory.note_ended(name, began)
        again = self.again_at(account, self.waits().get(account)) if account else None
        later = f"; it is tried again at {_shown(again)}" if again else ""
        if ending.exit_code == 2:
            return Ended(name, False, f"{name} could not finish: {' | '.join(ending.faults)}{later}", again)
        lines = (*ending.faults, *(ending.lines if kind != "report" else ()))  # the lines of a report name its files
        told = f": {' | '.join(lines)}" if lines else ""
        return Ended(name, True, f"{name} {_ENDS.get(ending.exit_code, 'ended')}{later}{told}", again)

    def _wait_for_others(self, account: str) -> None:
        """Wait a while for a run that a person started: a weekly report is not to be lost to an audit by hand."""
        left = LONGEST_WAIT // _LOOK
        while left and is_held(self.root, account or None) and not self.stop.wait(_LOOK.total_seconds()):
            left -= 1

    def _call(self, kind: str, account: str, as_of: datetime) -> Ending:
        if kind == "pull":
            return self._work.pull(self.root, as_of, account)
        return self._work.audit(self.root, as_of) if kind == "audit" else self._work.report(self.root)


def _shown(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _unnamed(error: Exception) -> str:
    """Say what went wrong and where, never the error's own text: that may hold a token or a name."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    reason = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
    return f"an unexpected {type(error).__name__}{reason}{where}; it is tried again at its next turn"
