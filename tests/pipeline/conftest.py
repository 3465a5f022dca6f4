"""The program as somebody at a terminal meets it, for every test of a command."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from command_line import Ended

from pipeline import cli


@pytest.fixture
def call(monkeypatch, capfd) -> Callable[..., Ended]:
    """Return call(argument, ...): runs the program in this process, from its front door."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["social-audit", *map(str, arguments)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capfd.readouterr()
        return Ended(int(end.value.code or 0), said.out, said.err)

    return run
