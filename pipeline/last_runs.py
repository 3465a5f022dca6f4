"""What a schedule remembers between two starts: when each job last ended, and how often an account was tried again."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pipeline.private_files import write_private

FILE: Final = ".schedule.json"


class LastRuns:
    """A small file of the workspace; one that is missing or damaged remembers nothing and is written anew."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE
        self._guard = threading.Lock()
        self._ended: dict[str, datetime] = {}
        self._retries: dict[str, int] = {}
        self._read()

    def ended(self, job: str) -> datetime | None:
        """Return when a job last began a run that it ended; None = never."""
        return self._ended.get(job)

    def note_ended(self, job: str, began: datetime) -> None:
        """Remember that a job ended the run it began at `began` (aware)."""
        with self._guard:
            self._ended[job] = began
            self._write()

    def retries(self, account: str) -> int:
        """Return how often an account was tried again in a row."""
        return self._retries.get(account, 0)

    def note_retry(self, account: str) -> None:
        """Count one more try of an account."""
        with self._guard:
            self._retries[account] = self.retries(account) + 1
            self._write()

    def forget_retries(self, account: str) -> None:
        """Begin a new row of tries: the account was read, or its turn has come by the schedule."""
        with self._guard:
            if self._retries.pop(account, None) is not None:
                self._write()

    def _read(self) -> None:
        try:
            kept: Any = json.loads(self._file.read_text(encoding="utf-8"))
            ended = {str(job): datetime.fromisoformat(moment) for job, moment in kept["ended"].items()}
            retries = {str(account): int(count) for account, count in kept["retries"].items()}
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return
        self._ended = {job: moment for job, moment in ended.items() if moment.tzinfo is not None}
        self._retries = retries

    def _write(self) -> None:
        """Replace the file in one step, so that a kill leaves the old one or the new one."""
        ended = {job: moment.isoformat() for job, moment in sorted(self._ended.items())}
        text = json.dumps({"ended": ended, "retries": dict(sorted(self._retries.items()))}, indent=1)
        write_private(self._file, text.encode())
