"""Long work shows a bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Ended
from workspaces import Small, photo, post

pty = pytest.importorskip("pty", reason="this system has no terminals of this kind")


@pytest.fixture
def root(tmp_path: Path, ran: Callable[[Small], Path]) -> Path:
    """An audited workspace with one picture."""
    return ran(Small(tmp_path, posts=[post(1, "2026-11-10", "Autumn walk")], media=[photo(1)]))


LONG = {
    "photo-log": "drawing the sheet of oakhill",
    "pictures --takedown sheets": "writing takedown sheets",
    "report": "writing reports",
}
"""A command -> what its bar says it is doing."""


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> str:
    """Return what is shown on a terminal while this is done."""
    mine, theirs = pty.openpty()
    with (
        os.fdopen(mine, "rb", buffering=0) as reader,
        os.fdopen(theirs, "w", encoding="utf-8") as terminal,
        monkeypatch.context() as patch,
    ):
        patch.setattr(sys, "stderr", terminal)
        patch.setenv("TERM", "xterm")
        patch.setenv("COLUMNS", "120")
        work()
        terminal.flush()
        os.set_blocking(mine, False)
        return (reader.read() or b"").decode()


@pytest.mark.parametrize("command", LONG)
def test_a_bar_is_shown_on_a_terminal_and_nowhere_else(
    call: Callable[..., Ended], root: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(root)
    assert call(*command.split()).err == ""
    assert LONG[command] in on_a_terminal(monkeypatch, lambda: call(*command.split()))
