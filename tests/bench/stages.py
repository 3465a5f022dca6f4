"""Where the time and the memory of a run go: the pipeline's own functions are wrapped from outside, stage by stage."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import psutil

import pipeline.audit
import pipeline.run
from pipeline.school_registers import TrustFiles

WRAPPED: tuple[tuple[str, object, str], ...] = (
    ("pull", pipeline.run, "_pull_all"),
    ("gate", pipeline.run, "gate_records"),
    ("gate", pipeline.run, "gate_registers"),
    ("gate", pipeline.run, "gate_results"),
    ("registers", TrustFiles, "of"),
    ("evidence", pipeline.run, "audit_one"),
    ("derive", pipeline.audit, "derive_mentions"),
    ("derive", pipeline.audit, "save_derived"),
    ("checks", pipeline.audit, "judge_all"),
    ("ledger", pipeline.audit, "_keep"),
    ("report", pipeline.run, "publish"),
)
"""(stage, where the name is looked up, name). A stage inside another is taken off the outer one."""
REST = "rest"
"""What no stage claims: trust.yaml, opening the store, naming the run, counting what stands."""
STAGES = (*dict.fromkeys(stage for stage, _, _ in WRAPPED), REST)
AUDIT = ("evidence", "derive", "checks", "ledger")
"""The audit proper."""


@dataclass
class Spent:
    """What one stage took."""

    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds of all threads, so that what else the machine does counts less."""
    peak: int = 0
    """Highest resident memory, bytes."""


class StageClock:
    """Sorts time and memory by the stage that is under way."""

    def __init__(self) -> None:
        self.spent = {stage: Spent() for stage in STAGES}
        self._open = [REST]
        self._own = psutil.Process()
        self._wall, self._cpu, self._highest = time.perf_counter(), time.process_time(), highest_memory()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for one stage."""
        self.turn()
        self._open.append(name)
        try:
            yield
        finally:
            self.turn()
            self._open.pop()

    def turn(self) -> None:
        """Book everything since the last turn to the stage under way."""
        wall, cpu, highest = time.perf_counter(), time.process_time(), highest_memory()
        spent = self.spent[self._open[-1]]
        spent.wall += wall - self._wall
        spent.cpu += cpu - self._cpu
        # the mark of the process is exact, but speaks of this stage only where it has gone higher than ever before
        spent.peak = max(spent.peak, highest if highest > self._highest else self._own.memory_info().rss)
        self._wall, self._cpu, self._highest = wall, cpu, highest


def highest_memory() -> int:
    """Return the most bytes that this process ever had in memory."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


@contextmanager
def watched() -> Iterator[StageClock]:
    """Wrap the stages' functions while the body runs, and hand out the clock that they report to."""
    clock = StageClock()
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in WRAPPED]
    for stage, owner, name in WRAPPED:
        setattr(owner, name, _timed(clock, stage, getattr(owner, name)))
    try:
        yield clock
        clock.turn()
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)


def _timed(clock: StageClock, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        with clock.stage(stage):
            return function(*args, **kwargs)

    return timed
