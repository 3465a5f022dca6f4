"""The copies of photos in a workspace: named by their content, so that one photo on three channels is one file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Final

from config.refusal import RefusalError
from pipeline.private_files import HALF_WRITTEN, write_private

FOLDER: Final = "media"
"""In the workspace: media/ab/<sha256>.<ext>, readable by the owner alone."""
_OURS: Final = re.compile(rf"([0-9a-f]{{64}}\.[a-z]{{3,4}}|{re.escape(HALF_WRITTEN)}.+)")
"""Files that only this module makes; whatever else lies in the folder is left alone."""


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of bytes, as 64 hex digits."""
    return sha256(content).hexdigest()


def keep_copy(root: Path, content: bytes, extension: str) -> str:
    """Write the bytes under their own hash, unless they are there, and return the path relative to the workspace.

    The file is there whole (0600, in folders of 0700) or not at all; RefusalError when it cannot be written.
    """
    name = content_hash(content)
    file = root / FOLDER / name[:2] / f"{name}.{extension}"
    if not (file.is_file() and file.stat().st_size == len(content)):
        try:
            for folder in (root / FOLDER, file.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as fault:
            raise RefusalError(
                f"the folder {FOLDER} cannot be written ({fault.strerror}): check who owns it and its disk's space"
            ) from None
        write_private(file, content)
    return file.relative_to(root).as_posix()


def is_kept(root: Path, file: str) -> bool:
    """Say whether a copy is still where it was written."""
    return bool(file) and (root / file).is_file()


def erase_copies(root: Path, files: Iterable[str]) -> list[str]:
    """Delete copies; returns those that are no longer there. What cannot be deleted now is left to the next run."""
    erased = []
    for file in files:
        try:
            (root / file).unlink(missing_ok=True)
        except OSError:
            continue
        erased.append(file)
    return erased


def erase_strays(root: Path, known: Collection[str]) -> None:
    """Delete what a run that was killed left half-written or unclaimed; `known` are the copies that the store names."""
    names = (file for file in (root / FOLDER).glob("??/*") if _OURS.fullmatch(file.name))
    erase_copies(root, [name for name in (file.relative_to(root).as_posix() for file in names) if name not in known])
