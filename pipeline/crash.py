"""What is kept of an unexpected error: where it happened, never the values that were being worked on."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_log_path

FILE = "social-audit-crash.log"


def keep_crash(error: BaseException) -> str:
    """Append the places an error passed through to a log of the user, and say where they are, to end a sentence with.

    Where no log can be written they are said themselves. Raises nothing. The error's own text is left out: it may hold
    a child's name or an address with a token.
    """
    told = "\n".join(_places(error))
    try:
        file = user_log_path("school-social-audit", ensure_exists=True) / FILE
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8") as log:
            log.write(f"{told}\n\n")
    except OSError:
        return f"no log of it could be written, it was at\n{told}"
    return f"the details are in {file}"


def where_it_broke(error: BaseException) -> str:
    """Return what an error is and the line it came from, for a log: never what it says."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else ""
    return f"{type(error).__name__}{place}"


def _places(error: BaseException) -> Iterator[str]:
    one: BaseException | None = error
    while one is not None:
        yield f"{type(one).__module__}.{type(one).__name__}"
        yield from (f"  {f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(one.__traceback__))
        one = one.__cause__ or one.__context__
