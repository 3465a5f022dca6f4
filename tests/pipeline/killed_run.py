"""A program for test_killed: runs workspaces, each in a child process that may kill itself between two statements.

Reads lines "WORKSPACE N" and answers each with the child's exit status and how many statements it sent. A child is
killed by SIGKILL before its N-th statement; with N = 0 it lives. Everything heavy is imported once, before the first.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

warnings.simplefilter("ignore")
import great_expectations  # noqa: E402, F401 - imported once for all children
from sqlalchemy import event  # noqa: E402
from sqlalchemy.engine import Engine  # noqa: E402

import pipeline.demo  # noqa: E402, F401
from pipeline.run import run  # noqa: E402

sent = 0


def child(workspace: str, last: int) -> None:
    """Run a workspace to its end, or die before a statement."""

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_: object) -> None:
        global sent
        sent += 1
        if sent == last:
            os.kill(os.getpid(), signal.SIGKILL)

    run(Path(workspace), as_of=datetime(2026, 11, 16, 6, tzinfo=UTC))
    Path(workspace, "statements").write_text(str(sent))


for line in sys.stdin:
    workspace, last = line.rsplit(maxsplit=1)
    pid = os.fork()
    if pid == 0:
        child(workspace, int(last))
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    statements = Path(workspace, "statements")
    print(os.waitstatus_to_exitcode(status), statements.read_text() if statements.exists() else 0, flush=True)
