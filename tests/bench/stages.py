"""Where the time and the memory of a run go: the pipeline's own functions are wrapped from outside, stage by stage.

What other processes do stands in no stage of WRAPPED: it is for a run in one process. SEEN is for a run as users have
it, and sorts wall time alone.
"""

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
import pipeline.auditing
import pipeline.run
import pipeline.verdicts
from pipeline.school_registers import TrustFiles

Stages = tuple[tuple[str, object, str], ...]
WRAPPED: Stages = (
    ("pull", pipeline.run, "_pull_all"),
    ("gate", pipeline.auditing, "gate_records"),
    ("gate", pipeline.auditing, "gate_registers"),
    ("gate", pipeline.auditing, "gate_results"),
    ("registers", TrustFiles, "of"),
    ("evidence", pipeline.auditing, "make_ready"),
    ("evidence", pipeline.auditing, "judge_school"),
    ("derive", pipeline.verdicts, "derive_mentions"),
    ("derive", pipeline.audit, "save_derived"),
    ("checks", pipeline.verdicts, "judge_all"),
    *(("ledger", pipeline.verdicts, name) for name in ("bases_of", "_ledger", "add_up", "take_inventory")),
    ("ledger", pipeline.auditing, "keep"),
    ("report", pipeline.run, "publish"),
)
"""(stage, where the name is looked up, name). A stage inside another is taken off the outer one."""
SEEN: Stages = (
    ("pull", pipeline.run, "_pull_all"),
    ("audit", pipeline.run, "audit_all"),
    *((stage, owner, name) for stage, owner, name in WRAPPED if stage in {"gate", "registers", "report"}),
)
"""The same, for a run of which a part is done in other processes: evidence, derive, checks and ledger are `audit`."""
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

    def __init__(self, stages: Stages) -> None:
        self.spent = {stage: Spent() for stage in (*(stage for stage, _, _ in stages), REST)}
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
def watched(stages: Stages = WRAPPED) -> Iterator[StageClock]:
    """Wrap the stages' functions while the body runs, and hand out the clock that they report to."""
    clock = StageClock(stages)
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in stages]
    for stage, owner, name in stages:
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
