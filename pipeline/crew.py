"""Worker processes for what is done school by school: they only read the store, and whatever they fail at is done here.

Each school has its worker for the whole run, which keeps what it made of the school's registers; schools are dealt out
by their size. Every write stays in the process of the run, school by school in the order of trust.yaml.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe, current_process, get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from typing import Any, Final, NamedTuple, TypeVar

import checks
from config.models import School
from pipeline.crew_member import begin, nothing, perform
from pipeline.desk import Desk, Job
from pipeline.secrets import names_of_secrets
from pipeline.store.row_counts import count_rows

ENOUGH: Final = 20_000
"""So many posts, comments and pictures are worth other processes. Measured on two cores: the first worker takes 1.8 s
to load the program and each further one 0.1 s, mostly while the gate is held; 20,000 rows take 4 s to be judged and
reported in one process, and half of that in two. A trust of a few thousand has its report before they are ready."""
MOST: Final = 8
"""Workers without being asked: each takes some 250 MB, and more would wait for the one that writes."""
Made = TypeVar("Made")
log = logging.getLogger(__name__)


class Hands(NamedTuple):
    """How many processes a run may use."""

    most: int | None = None
    """None = as many as there are cores; 1 = this one alone."""
    enough: int = ENOUGH
    """Rows of the store from which on others are worth their start."""

    def for_reports(self) -> Hands:
        """Return the same where reports alone are written: a quarter of the work, and nothing to begin beside."""
        return self._replace(enough=5 * self.enough)


@contextmanager
def crew_of(desk: Desk, schools: Sequence[School], hands: Hands) -> Iterator[Crew | None]:
    """Have workers for these schools while the body runs; None where it is not worth it. They begin at once, beside
    whatever the body does first. However the body ends, they end with it.
    """
    number = workers_for(len(schools), hands)
    sizes = _sizes(desk, schools) if number > 1 and _can_begin() else {}
    if not sizes or sum(sizes.values()) < hands.enough:
        yield None
        return
    crew = Crew(desk, sizes, number)
    try:
        yield crew
    except BaseException:
        crew.stop()
        raise
    crew.end()


def workers_for(schools: int, hands: Hands) -> int:
    """Return how many workers so many schools have, where it is worth it: no more than this process has cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(hands.most or min(cores, MOST), schools)


def _can_begin() -> bool:
    """Say whether this process may have others: they read the program that it was begun with, which may be no file."""
    program = getattr(sys.modules["__main__"], "__file__", None)
    return not current_process().daemon and (program is None or Path(program).is_file())


def _sizes(desk: Desk, schools: Sequence[School]) -> dict[str, int]:
    with desk.store.read() as connection:
        rows = count_rows(connection)
    return {school.id: sum(rows.get(account.key, 0) for account in school.accounts) for school in schools}


def deal(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """Return school -> its worker, the largest first to the one with the least."""
    load, owner = [0] * number, {}
    for name in sorted(sizes, key=lambda name: -sizes[name]):
        owner[name] = load.index(min(load))
        load[owner[name]] += sizes[name] + 1
    return owner


def side_by_side(crew: Crew | None, desk: Desk, job: Job[Made], calls: Iterable[tuple[Any, ...]]) -> Iterator[Made]:
    """Yield what a job makes of each call (the id of a school, then what else it is told), in the order of the calls.

    Without a crew one call is asked for, worked on and yielded after the other, here at `desk`; with one, all are asked
    for at first. Raises what the job raises here: whatever it fails with in a worker, it is tried again here.
    """
    if crew is None:
        yield from (job(desk, *call) for call in calls)
        return
    under_way = deque((call, crew.hand_over(job, call)) for call in calls)
    while under_way:
        call, future = under_way.popleft()
        made = crew.made(future)
        yield job(desk, *call) if made is None else made[0]


class Crew:
    """Workers that have begun, each a pool of one process: what ends one leaves the others at work."""

    def __init__(self, desk: Desk, sizes: Mapping[str, int], number: int) -> None:
        self.number = number
        self._owner = deal(sizes, number)
        self._stop, self._keeps = Pipe(duplex=False)
        # as they are now: what the run reads meanwhile is handed over school by school
        known = pickle.dumps((desk.plan, desk.files))
        context, told = _context(), (self._stop, desk.store.url, known, names_of_secrets(desk.plan.trust))
        self._pools: list[ProcessPoolExecutor | None] = [
            ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=told) for _ in range(number)
        ]
        # in a thread, because the first waits until the program is loaded
        self._beginning = Thread(target=self._begin, daemon=True)
        self._beginning.start()

    def _begin(self) -> None:
        for place, pool in enumerate(self._pools):
            try:
                if pool is not None:
                    pool.submit(nothing)
            except Exception as error:  # no memory, no more processes: the others and this one do its work
                self._pools[place] = None
                if not self._keeps.closed:  # else the run was stopped meanwhile
                    log.warning("a worker process could not begin (%s)", type(error).__name__)

    def hand_over(self, job: Job[Any], call: tuple[Any, ...]) -> Future[Any] | None:
        """Give a school's worker something to do; None where that worker is lost."""
        self._beginning.join()
        pool = self._pools[self._owner[call[0]]]
        try:
            return pool.submit(perform, job, call) if pool is not None else None
        except Exception:  # it has ended meanwhile
            return None

    def made(self, future: Future[Any] | None) -> tuple[Any] | None:
        """Wait for a worker and return what it made, None where it failed; what it logged is logged."""
        try:
            made, said = future.result() if future else (None, None)
        except Exception as error:
            log.warning("a worker process failed (%s): the school is worked on without it", type(error).__name__)
            return None
        if said is None:
            return None
        for record in said:
            log_of_it = logging.getLogger(record.name)
            if log_of_it.isEnabledFor(record.levelno):
                log_of_it.handle(record)
        return (made,)

    def end(self) -> None:
        """Let the workers go, which have nothing left to do."""
        for pool in filter(None, self._pools):
            pool.shutdown(wait=True)
        self._close()

    def stop(self) -> None:
        """End the workers at once, whatever they are doing."""
        self._close()
        for pool in filter(None, self._pools):  # waited for, lest a pool still tidies up when the program ends
            pool.shutdown(wait=True, cancel_futures=True)

    def _close(self) -> None:
        self._keeps.close()
        self._stop.close()


def _context() -> BaseContext:
    """Return how workers begin: as copies of a process that has the program loaded, where the system has such copies.

    Never as copies of this one: it may hold threads, and databases that are open.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    loaded = sorted({check.run.__module__ for check in checks.find().values()})
    context.set_forkserver_preload(["pipeline.crew_member", *loaded])
    return context
