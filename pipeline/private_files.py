"""Writing files that hold children's data: whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from config.refusal import RefusalError

HALF_WRITTEN: Final = ".writing-"
"""How the names of what a killed run has left begin: whoever owns the folder erases it."""


def write_private(file: Path, content: bytes) -> None:
    """Write a file (0600) in one step; RefusalError when it cannot be written, and then the old one is untouched.

    A link is replaced, never followed: who writes into a file of the school's own resolves it first.
    """
    beside: Path | None = None
    try:
        with NamedTemporaryFile(dir=file.parent, prefix=HALF_WRITTEN, delete=False) as stream:  # made 0600
            beside = Path(stream.name)
            stream.write(content)
        os.replace(beside, file)  # noqa: PTH105 - a path-like target keeps the name as given
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise RefusalError(
            f"{file} cannot be written ({error.strerror}): check the folder, or name another file"
        ) from None
