"""Jobs for a crew in the tests, and a program that has one: in a module that a worker process finds by its name.

The program takes a workspace, says on one line what its workers say of themselves, and waits to be killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import checks
import connectors
from config.load import load_trust_marked
from pipeline.crew import Hands, crew_of, side_by_side
from pipeline.desk import Desk
from pipeline.plan import make_plan
from pipeline.school_registers import TrustFiles
from pipeline.store.opening import open_store

TOKEN = "CREW_TEST_TOKEN"


def desk_of(root: Path) -> Desk:
    """Open a workspace as a run does."""
    plan = make_plan(load_trust_marked(root), checks.find(), connectors.find())
    return Desk(open_store(plan.trust.store, root), plan, TrustFiles(plan.trust))


def where(desk: Desk, school_id: str) -> tuple[str, int, str]:
    """Say which school, which process, and what it knows of a secret."""
    return school_id, os.getpid(), os.environ.get(TOKEN, "")


def dies_elsewhere(desk: Desk, school_id: str, home: int, victim: str) -> tuple[str, int]:
    """End any other process at one school, as a system without memory does."""
    if school_id == victim and os.getpid() != home:
        os.kill(os.getpid(), signal.SIGKILL)
    return school_id, os.getpid()


def raises_elsewhere(desk: Desk, school_id: str, home: int) -> int:
    """Fail in any other process."""
    if os.getpid() != home:
        raise OSError("no more files")
    return os.getpid()


def sleeps(desk: Desk, school_id: str) -> int:
    """Take far too long."""
    time.sleep(600)
    return os.getpid()


def ends_worker(*_: Any) -> None:
    """Stand in the place of what a worker does, and end it."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(root: Path) -> None:
    """Say where the workers are, give them something that never ends, and wait."""
    desk = desk_of(root)
    with crew_of(desk, desk.plan.trust.schools, Hands(2, 0)) as crew:
        schools = [(school.id,) for school in desk.plan.trust.schools]
        print(json.dumps(list(side_by_side(crew, desk, where, schools))), flush=True)
        list(side_by_side(crew, desk, sleeps, schools))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
