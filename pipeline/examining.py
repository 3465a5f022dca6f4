"""Examining many pictures, over processes where text is read or faces are counted; none of them stops the others."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from multiprocessing import current_process, get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final, NamedTuple

from checks.pictures.engine import Examined, Tools, examine, not_examined
from checks.pictures.ocr import use_one_thread

MOST_SECONDS: Final = 1_800
"""How long the pictures of one school are examined in one audit; the next goes on where it ended."""
_FEW: Final = 3
"""So few pictures are examined before another process has started."""
ENDED: Final = "examining it ended the program that did"
LOST: Final = "its copy is no longer in the workspace; the next pull fetches it again"


class Stored(NamedTuple):
    """One picture by the hash of its bytes, and its file."""

    sha256: str
    file: Path


Examine = Callable[[Path, Tools], Examined]


def examine_file(file: Path, tools: Tools) -> Examined:
    """Examine one picture by its file."""
    try:
        content = file.read_bytes()
    except OSError:
        return not_examined(LOST, tools)
    return examine(content, tools)


def examine_all(
    pictures: Sequence[Stored], tools: Tools, *, seconds: float = MOST_SECONDS, look: Examine = examine_file
) -> Iterator[tuple[str, Examined]]:
    """Yield hash and outcome of each picture, in any order, those that no time was left for left out.

    Reading text and counting faces runs over processes, one a core; a picture that ends its process (a decoder that
    crashes) is not examined, and the others are.
    """
    until = time.monotonic() + seconds
    if len(pictures) <= _FEW or current_process().daemon or not (tools.reader or tools.counter):
        for one in pictures:
            if time.monotonic() >= until:
                return
            yield one.sha256, look(one.file, tools)
        return
    waiting = deque(pictures)
    while waiting and time.monotonic() < until:
        suspects = yield from _side_by_side(waiting, tools, until, look)
        for one in suspects:
            yield one.sha256, _alone(one, tools, look)


def _side_by_side(
    waiting: deque[Stored], tools: Tools, until: float, look: Examine
) -> Generator[tuple[str, Examined], None, list[Stored]]:
    """Take pictures from `waiting` and yield outcomes; returns those under way when a process was lost."""
    workers = os.cpu_count() or 1
    running: dict[Future[Examined], Stored] = {}
    lost: list[Stored] = []
    with _pool(workers, tools) as pool:
        while not lost and (running or (waiting and time.monotonic() < until)):
            while waiting and len(running) < 2 * workers and time.monotonic() < until:
                try:
                    future = pool.submit(look, waiting[0].file, tools)
                except BrokenProcessPool:
                    break
                running[future] = waiting.popleft()
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                one = running.pop(done)
                if isinstance(done.exception(), BrokenProcessPool):
                    lost.append(one)
                else:
                    yield one.sha256, done.result()
    return [*lost, *running.values()]


def _alone(one: Stored, tools: Tools, look: Examine) -> Examined:
    """Examine one picture in a process of its own, which it may end."""
    with _pool(1, tools) as pool:
        try:
            return pool.submit(look, one.file, tools).result()
        except BrokenProcessPool:
            return not_examined(ENDED, tools)


def _pool(workers: int, tools: Tools) -> ProcessPoolExecutor:
    """Return fresh processes, which share nothing with this one: it may hold threads and open databases."""
    begin = use_one_thread if tools.reader else partial(int)
    return ProcessPoolExecutor(workers, mp_context=_context(), initializer=begin)


@cache
def _context() -> BaseContext:
    """Return how processes begin: as copies of one that has this module loaded, so that a school's cost little more."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context
