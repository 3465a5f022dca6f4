"""An unexpected error is one sentence and exit code 2, with the places it passed through and never its own words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Ended

SECRET = "Zainab Malik token=abc"
PLACE = " in examined"


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Return breaks(error): from then on the machine answers with that error when a trust.yaml is looked for."""
    exists = Path.exists

    def break_it(error: Exception) -> None:
        def examined(file: Path) -> bool:
            if file.name == "trust.yaml":
                raise error
            return exists(file)

        monkeypatch.setattr(Path, "exists", examined)

    return break_it


def homed(monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    for name in ("HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, home)
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("error", [ValueError(SECRET), OSError(22, SECRET), BrokenPipeError(32, SECRET)], ids=repr)
def test_an_unexpected_error_is_kept_in_a_log_without_its_words(
    call: Callable[..., Ended],
    breaks: Callable[[Exception], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
) -> None:
    homed(monkeypatch, str(tmp_path))
    breaks(error)
    ended = call("doctor", "-w", tmp_path)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert f"({type(error).__name__})" in ended.err
    log = Path(ended.err.rstrip("\n").rpartition(" in ")[2]).read_text(encoding="utf-8")
    assert PLACE in log
    assert SECRET not in ended.err + log


@pytest.mark.parametrize("error", [ValueError(SECRET), BrokenPipeError(32, SECRET)], ids=repr)
def test_where_no_log_can_be_written_the_places_are_said_and_nothing_else(
    call: Callable[..., Ended],
    breaks: Callable[[Exception], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    homed(monkeypatch, str(tmp_path / "file" / "home"))
    breaks(error)
    ended = call("doctor", "-w", tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"something unexpected went wrong ({type(error).__name__}); ")
    assert PLACE in ended.err
    assert SECRET not in ended.err
    assert "Traceback" not in ended.err
