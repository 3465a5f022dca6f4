"""Standard output and standard error as every command has them: any letter can be printed, and the reader may leave."""

from __future__ import annotations

import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO


class _Unheard(FileIO):
    """What is written after its reader has left goes nowhere, and no command ends otherwise for it."""

    def write(self, written: Any, /) -> int:
        try:
            return super().write(written)
        except BrokenPipeError:
            return len(written)


def open_streams() -> None:
    """Let both streams outlive their readers, and write a letter they do not have by its number."""
    sys.stdout, sys.stderr = _outliving(sys.stdout), _outliving(sys.stderr)


def _outliving(stream: TextIO) -> TextIO:
    if not isinstance(stream, TextIOWrapper):  # of a program that reads what is printed, or closed before it began
        return stream
    if stream.isatty():  # whose reader cannot leave
        stream.reconfigure(errors="backslashreplace")
        return stream
    stream.flush()
    raw = _Unheard(stream.fileno(), "w", closefd=False)
    return TextIOWrapper(BufferedWriter(raw), stream.encoding, "backslashreplace", line_buffering=True)
