"""Standard output and standard error as every command has them: any letter can be printed, and the reader may leave."""

from __future__ import annotations

import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO


class OutputLostError(Exception):
    """What a command has to say cannot be written where it is sent to: the disk is full, or fails."""


class _Unheard(FileIO):
    """What is written after its reader has left goes nowhere, and no command ends otherwise for it.

    Where it cannot be written for another reason that is said once, with OutputLostError, or never.
    """

    def __init__(self, stream: TextIO, *, says_so: bool) -> None:
        super().__init__(stream.fileno(), "w", closefd=False)
        self._says_so = says_so

    def write(self, written: Any, /) -> int:
        try:
            return super().write(written)
        except BrokenPipeError:
            return len(written)
        except OSError as error:
            if not self._says_so:
                return len(written)
            self._says_so = False  # what is held back is written when the program ends, and would say it again
            raise OutputLostError(
                f"the output could not be written ({error.strerror}): make room or send it elsewhere, then run the "
                "command again"
            ) from None


def open_streams() -> None:
    """Let both streams outlive their readers, and write a letter they do not have by its number.

    Standard output that cannot be written raises OutputLostError; of standard error nobody could be told.
    """
    sys.stdout, sys.stderr = _outliving(sys.stdout, says_so=True), _outliving(sys.stderr, says_so=False)


def _outliving(stream: TextIO, *, says_so: bool) -> TextIO:
    if not isinstance(stream, TextIOWrapper):  # of a program that reads what is printed, or closed before it began
        return stream
    if stream.isatty():  # whose reader cannot leave
        stream.reconfigure(errors="backslashreplace")
        return stream
    stream.flush()
    raw = _Unheard(stream, says_so=says_so)
    return TextIOWrapper(BufferedWriter(raw), stream.encoding, "backslashreplace", line_buffering=True)
