"""One run at a time: held against another process, free beside another account, free again after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.refusal import RefusalError
from pipeline.locks import account_lock, is_held, schedule_lock, store_lock

REPOSITORY = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from pipeline.locks import account_lock, schedule_lock, store_lock
root, name = Path(sys.argv[1]), sys.argv[2]
others = {"store": lambda: store_lock(root), "schedule": lambda: schedule_lock(root)}
with others.get(name, lambda: account_lock(root, name))():
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held_elsewhere(root: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until the block ends, or is killed in it."""
    command = [sys.executable, "-c", HOLD, str(root), name]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_second_pull_of_the_same_account_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with (
        held_elsewhere(tmp_path, "x:stannes"),
        pytest.raises(RefusalError) as refusal,
        account_lock(tmp_path, "x:stannes"),
    ):
        pytest.fail("two runs hold one account")
    assert str(refusal.value) == (
        "another run of this workspace is under way (it pulls x:stannes): wait until it ends and run the command again"
    )


def test_another_account_and_the_store_stay_free_while_one_account_is_pulled(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path, "x:stannes"), account_lock(tmp_path, "x:stbedes"), store_lock(tmp_path):
        assert is_held(tmp_path, "x:stannes")


@pytest.mark.parametrize("name", ["x:stannes", "store", "schedule"])
def test_a_killed_run_leaves_its_lock_free(tmp_path: Path, name: str) -> None:
    locks = {"store": lambda: store_lock(tmp_path), "schedule": lambda: schedule_lock(tmp_path)}
    take = locks.get(name, lambda: account_lock(tmp_path, name))
    with held_elsewhere(tmp_path, name) as process:
        with pytest.raises(RefusalError), take():
            pytest.fail("held twice")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with take():
            pass


def test_a_run_that_ends_frees_the_store_and_one_that_fails_does_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), store_lock(tmp_path):
        raise ZeroDivisionError
    assert not is_held(tmp_path)
    with store_lock(tmp_path):
        assert is_held(tmp_path)


def test_with_a_timeout_a_run_waits_for_the_other_to_end(tmp_path: Path) -> None:
    taken, done = threading.Event(), threading.Event()

    def other() -> None:
        with store_lock(tmp_path):
            taken.set()
            done.wait(30)

    thread = threading.Thread(target=other)
    thread.start()
    assert taken.wait(5)
    with pytest.raises(RefusalError, match="it audits or reports"), store_lock(tmp_path, timeout=0.05):
        pytest.fail("two threads hold the store")
    threading.Timer(0.3, done.set).start()
    with store_lock(tmp_path, timeout=20):
        assert done.is_set()
    thread.join()


def test_looking_whether_a_lock_is_held_never_gets_a_run_refused(tmp_path: Path) -> None:
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            is_held(tmp_path)
            stop.wait(0.01)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        for _ in range(10):
            with store_lock(tmp_path):
                pass
    finally:
        stop.set()
        thread.join()


def test_odd_handles_make_plain_files_that_only_the_owner_reads(tmp_path: Path) -> None:
    with account_lock(tmp_path, "blog:../../St Anne's news ☃"), store_lock(tmp_path):
        files = sorted((tmp_path / ".locks").iterdir())
    assert len(files) == 2
    assert all(file.stem.isalnum() and file.suffix == ".lock" for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / ".locks").stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in tmp_path.iterdir()] == [".locks"]


def test_a_workspace_that_cannot_be_written_is_refused_with_its_folder(tmp_path: Path) -> None:
    (tmp_path / ".locks").write_text("a file where the folder should be")
    with pytest.raises(RefusalError, match=r"cannot be locked \(.+\): check who owns the folder"), store_lock(tmp_path):
        pytest.fail("held without a file")
