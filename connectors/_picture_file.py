"""One photo from the disk: a file that a table names, inside the workspace and never through a link."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from connectors._pictures import named, too_large
from connectors.base import Media, NeedsPerson


def read_picture(root: Path, media: Media, largest: int, whose: str) -> bytes:
    """Return the bytes of the file of a photo or cover, below `root`; `whose` names the account in a sentence.

    NeedsPerson when there is none, or none that may be read; BadPayload when it is longer than `largest` bytes. The
    sentences hold no file name, since files of photos are often named after children.
    """
    where, column = named(media, whose), "cover' or 'file" if media.type == "video" else "file"
    at = _inside(root, media.file, where, column)
    try:
        if not at.is_file():
            raise NeedsPerson(f"{where}: its file is not in the workspace: put it where the column '{column}' says")
        with at.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as fault:
        raise NeedsPerson(f"{where}: its file cannot be read ({fault.strerror}): check who may read it") from None
    if len(content) > largest:
        raise too_large(where, largest)
    return content


def _inside(root: Path, file: str, where: str, column: str) -> Path:
    """Return where a relative path leads, or NeedsPerson: not upwards, not to the root, and through no link."""
    parts = PurePosixPath(file).parts
    if not parts or ".." in parts or PurePosixPath(file).is_absolute() or "\0" in file:
        raise NeedsPerson(f"{where}: its file should lie in the workspace: correct the column '{column}'")
    at = root
    for part in parts:
        at = at / part
        if _is_link(at, where, column):
            raise NeedsPerson(
                f"{where}: its file is reached through a link, which is never followed: put the file there"
            )
    return at


def _is_link(at: Path, where: str, column: str) -> bool:
    try:
        return at.is_symlink()
    except (OSError, ValueError):  # a name longer than any, or what no file can be called
        raise NeedsPerson(f"{where}: no file can be called so: correct the column '{column}'") from None
