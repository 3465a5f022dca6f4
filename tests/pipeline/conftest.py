"""What tests of the pipeline share: the program as somebody at a terminal meets it, and first runs made once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Ended
from workspaces import AS_OF, Small

from pipeline import cli
from pipeline.run import run as run_workspace


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


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Small], Path]:
    """Return ran(small): writes the workspace and runs it at AS_OF.

    A run takes most of a second; of a workspace that was written in the same words before, what it left is copied.
    """
    kept: dict[tuple[tuple[str, bytes], ...], Path] = {}

    def once(small: Small) -> Path:
        root = small.write()
        files = [path for path in sorted(root.rglob("*")) if path.is_file()]
        words = tuple((str(path.relative_to(root)), path.read_bytes()) for path in files)
        if words in kept:
            return shutil.copytree(kept[words], root, dirs_exist_ok=True)
        run_workspace(root, as_of=AS_OF)
        kept[words] = shutil.copytree(root, tmp_path_factory.mktemp("ran") / "workspace")
        return root

    return once
