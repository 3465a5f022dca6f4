"""What is kept of an unexpected error: where it happened, never the values that were being worked on."""

from __future__ import annotations

import traceback
from pathlib import Path

from platformdirs import user_log_path

FILE = "social-audit-crash.log"


def keep_crash(error: BaseException) -> Path:
    """Append the places an error passed through to a log of the user, and return that file.

    The error's own text is left out: it may hold a child's name or an address with a token.
    """
    folder = user_log_path("school-social-audit", ensure_exists=True)
    file = folder / FILE
    file.touch(mode=0o600)
    lines = []
    one: BaseException | None = error
    while one is not None:
        frames = traceback.extract_tb(one.__traceback__)
        lines += [
            f"{type(one).__module__}.{type(one).__name__}",
            *(f"  {f.filename}:{f.lineno} in {f.name}" for f in frames),
        ]
        one = one.__cause__ or one.__context__
    with file.open("a", encoding="utf-8") as log:
        log.write("\n".join(lines) + "\n\n")
    return file
