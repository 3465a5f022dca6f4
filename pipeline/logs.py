"""Where a service writes what it does: one file of the workspace and the terminal, one line an event."""

from __future__ import annotations

import logging
import os
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from config.refusal import RefusalError

FILE: Final = "social-audit.log"
_SIZE, _KEPT = 1_000_000, 5
OURS: Final = ("checks", "config", "connectors", "pipeline", "reports")
"""The folders, by which their modules log."""


class _OwnersFile(RotatingFileHandler):
    """A log file that only its owner may read, also after it was begun anew."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")


def start_log(root: Path, *, echo: bool = True) -> Path:
    """Write what the project logs to `root`/social-audit.log, and with `echo` to stderr; return the file.

    Called once, by the command line. What our own modules log holds no secret, no child's name and no text of a post;
    what libraries log may (an address with a token in it), so of them only the scheduler's warnings are kept.
    Raises RefusalError when the file cannot be written.
    """
    file = root / FILE
    try:
        places: list[logging.Handler] = [_OwnersFile(file, maxBytes=_SIZE, backupCount=_KEPT)]
    except OSError as error:
        raise RefusalError(
            f"the log {file} cannot be written ({error.strerror}): check who owns it and its folder"
        ) from None
    if echo:
        places.append(logging.StreamHandler(sys.stderr))
    for place in places:
        place.setFormatter(logging.Formatter("{asctime} {levelname} {message}", "%Y-%m-%d %H:%M:%S%z", style="{"))
    for name in OURS:
        _send(name, logging.INFO, places)
    _send("apscheduler", logging.WARNING, places)
    _send("", logging.WARNING, [logging.NullHandler()])  # without one, Python prints the warnings of every library
    return file


def _send(name: str, level: int, places: list[logging.Handler]) -> None:
    """Have one logger write to these places and to no other."""
    log = logging.getLogger(name)
    log.handlers[:] = places
    log.setLevel(level)
    log.propagate = False
