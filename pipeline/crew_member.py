"""What stands in a worker process of a crew: it reads the store, works on one school at a time, ends with the run."""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
from collections.abc import Collection
from logging.handlers import QueueHandler
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import Any, Final

from pipeline.desk import Desk, Job
from pipeline.logs import OURS
from pipeline.school_pages import make_pages as make_pages  # loaded here once, for all workers
from pipeline.secrets import forget
from pipeline.store.opening import reopen
from pipeline.verdicts import judge_school as judge_school

SELDOM: Final = (50_000, 20, 20)
"""After how many new objects the garbage collector of a run looks: what it makes by the thousand hardly ever stands in
a circle, and to look for circles as often as a small program does would take up to a tenth of it."""
_desk: Desk
"""Of this process."""
_said: SimpleQueue[logging.LogRecord] = SimpleQueue()
"""What was logged since the last result."""


def begin(stop: Connection, store_url: str, known: bytes, secrets: Collection[str]) -> None:
    """Set a new process up for jobs; `stop` closes when it is to end at once, `known` is a pickled plan and files."""
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells everybody: the run itself says who stops
    Thread(target=_end_with, args=(stop,), daemon=True).start()
    forget(secrets)
    gc.freeze()
    gc.set_threshold(*SELDOM)
    _send_home()
    _desk = Desk(reopen(store_url), *pickle.loads(known))  # noqa: S301 - from the run itself, through a pipe


def perform(job: Job[Any], call: tuple[Any, ...]) -> tuple[Any, list[logging.LogRecord]]:
    """Do a job for one school; return what came of it, and what was logged meanwhile."""
    made = job(_desk, *call)
    return made, [_said.get() for _ in range(_said.qsize())]


def nothing() -> None:
    """Do nothing: a process begins when it has something to do."""


def _end_with(stop: Connection) -> None:
    """End this process when the run is stopped, or is no more: killed itself, it could tell nobody."""
    parent = parent_process()
    wait([stop, *([parent.sentinel] if parent else [])])
    os._exit(1)


def _send_home() -> None:
    """Keep what our own modules log for the run, which knows where it is written."""
    for name in OURS:
        log = logging.getLogger(name)
        log.handlers[:] = [QueueHandler(_said)]
        log.setLevel(logging.INFO)
        log.propagate = False
