"""Locks of a workspace: one pull an account, one audit or report a store; the system frees them when a run dies."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

from filelock import FileLock, SoftFileLock, Timeout

from config.refusal import RefusalError

FOLDER: Final = ".locks"
_LEAST_WAIT: Final = 0.5
"""Seconds; a moment longer than `is_held` takes to look, so that looking never gets a run refused."""


@contextmanager
def account_lock(root: Path, account_key: str, timeout: float = 0) -> Iterator[None]:
    """Hold one account (`x:stannes`) of a workspace while it is pulled; other accounts stay free.

    Waits `timeout` seconds at most. Raises RefusalError when another run holds it or the workspace cannot be written.
    """
    with _held(root, f"account {account_key}", f"it pulls {account_key}", timeout):
        yield


@contextmanager
def store_lock(root: Path, timeout: float = 0) -> Iterator[None]:
    """Hold the store of a workspace while it is audited or reported; pulls of accounts go on.

    Waits `timeout` seconds at most. Raises RefusalError when another run holds it or the workspace cannot be written.
    """
    with _held(root, "store", "it audits or reports", timeout):
        yield


@contextmanager
def schedule_lock(root: Path) -> Iterator[None]:
    """Hold the schedule of a workspace: two services would do everything twice.

    Raises RefusalError when another holds it or the workspace cannot be written.
    """
    with _held(root, "schedule", "its schedule is served already", 0):
        yield


def is_held(root: Path, account_key: str | None = None) -> bool:
    """Tell whether a run holds this account, or without a key the store, at this moment."""
    return _is_held(_file(root, f"account {account_key}" if account_key else "store"))


def is_served(root: Path) -> bool:
    """Tell whether a service runs the schedule of the workspace at this moment."""
    return _is_held(_file(root, "schedule"))


def _is_held(file: Path) -> bool:
    if not file.exists():
        return False
    try:
        with FileLock(file, timeout=0, mode=0o600):
            return False
    except Timeout:
        return True
    except OSError:  # nobody who cannot open the file holds it; taking the lock says what is wrong with it
        return False


@contextmanager
def _held(root: Path, name: str, doing: str, timeout: float) -> Iterator[None]:
    lock = _acquired(_folder(root) / _file(root, name).name, doing, max(timeout, _LEAST_WAIT))
    try:
        yield
    finally:
        lock.release()


def _acquired(file: Path, doing: str, timeout: float) -> FileLock:
    """Take the lock, or raise RefusalError that says who has it or why it cannot be had."""
    lock = FileLock(file, timeout=timeout, mode=0o600)
    try:
        with warnings.catch_warnings(action="ignore"):  # the fall-back below is refused, so its warning would repeat us
            lock.acquire()
    except Timeout:
        raise RefusalError(
            f"another run of this workspace is under way ({doing}): wait until it ends and run the command again"
        ) from None
    except (OSError, NotImplementedError) as error:
        raise _no_lock(file, error) from None
    if isinstance(lock, SoftFileLock):  # a mere file, which would outlive a run that was killed
        lock.release()
        raise _no_lock(file, OSError("this disk has no locks"))
    return lock


def _folder(root: Path) -> Path:
    """Return the folder of the locks, made readable by its owner alone."""
    folder = root / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise _no_lock(folder, error) from None
    return folder


def _file(root: Path, name: str) -> Path:
    """Return the file of a lock; a hash of its name, since a handle may hold any character."""
    return root / FOLDER / f"{blake2b(name.encode(), digest_size=16).hexdigest()}.lock"


def _no_lock(place: Path, error: Exception) -> RefusalError:
    why = getattr(error, "strerror", None) or str(error)
    return RefusalError(
        f"the workspace cannot be locked ({why}, {FOLDER}): check who owns the folder {place.parent}, "
        "or move the workspace to a disk of this machine"
    )
