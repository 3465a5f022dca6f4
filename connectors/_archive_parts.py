"""Where the members of an export lie: a .zip or a folder, opened only within bounds, each member read as a stream."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import weakref
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, Protocol

from config.refusal import Place, RefusalError

MEMBER_LIMIT: Final = 250_000
"""Files of one export."""
EXPANDED_LIMIT: Final = 200_000_000_000
"""Bytes of one export once unpacked. Nothing is ever unpacked whole; beyond this it is no school's export."""
RATIO_LIMIT: Final = 200
"""How many times larger than its packed form a member may be; posts as text come to about 40 at the most."""
RATIO_FROM: Final = 10_000_000
"""Bytes of a member below which its ratio does not matter."""
DIRECTORY_LIMIT: Final = 40_000_000
"""Bytes of a .zip's table of contents, which is read before anything in it can be counted."""
DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
"""What reading a damaged member may raise; they have no common class."""
_JUNK: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_TEXTS: Final = frozenset({".js", ".json", ".html", ".csv", ".txt", ".xml"})
_NOTHING: Final = frozenset({"", "."})
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_AGAIN: Final = "use the .zip just as the platform gave it, or download it again"


class Part(Protocol):
    """One .zip or folder of an export."""

    path: Path
    sizes: dict[str, int]
    """Member path (posix) -> bytes once unpacked."""

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open one member; reading it raises one of DAMAGED."""
        ...

    def fingerprint(self, name: str) -> str:
        """Return what changes whenever the member changes."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def is_junk(name: str) -> bool:
    """Say whether a member is what an operating system leaves behind, not part of the export."""
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._") or parts[-1].casefold() in _JUNK


class ZipPart:
    """A .zip file. RefusalError when it is none, is damaged or encrypted, or is built to do harm."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = _opened(path)
        # whoever forgets to close it leaves no open file behind
        self._closing = weakref.finalize(self, self._zip.close)
        try:
            self._members = dict(self._checked(self._zip.infolist()))
        except BaseException:
            self.close()
            raise
        self.sizes = {name: member.file_size for name, member in self._members.items()}

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open one member; ZipFile compares its checksum when the end is reached."""
        return self._zip.open(self._members[name])

    def fingerprint(self, name: str) -> str:
        """Return size and checksum as the .zip itself notes them: an export of many gigabytes is not read for it."""
        member = self._members[name]
        return f"{member.file_size} {member.CRC:08x}"

    def close(self) -> None:
        """Close the file."""
        self._closing()

    def _checked(self, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
        """Yield the files of the export by their names; RefusalError as the class."""
        refuse_size(self.path, len(members), sum(member.file_size for member in members))
        if sum(member.compress_size for member in members) > self.path.stat().st_size:
            raise RefusalError(f"its members overlap, as in a .zip built to do harm: {_AGAIN}", place=Place(self.path))
        seen: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            written = member.filename.replace("\\", "/")
            parts = [part for part in written.split("/") if part not in _NOTHING]
            self._refuse(member, ".." in parts or written.startswith("/") or _DRIVE.match(written) is not None)
            name = "/".join(parts)
            if written.endswith("/") or not name or is_junk(name):
                continue
            first = seen.setdefault(name, member)
            if (first.CRC, first.file_size) != (member.CRC, member.file_size):
                raise RefusalError(f"it holds two different files under one name: {_AGAIN}", place=Place(self.path))
        yield from seen.items()

    def _refuse(self, member: zipfile.ZipInfo, lies_outside: bool) -> None:
        """Refuse a member that is encrypted, packed in a rare way, a bomb, a link, or named to lie elsewhere."""
        fault = ""
        if member.flag_bits & 0x1:
            fault = "it is protected by a password: unpack it with the password, and name the folder instead"
        elif lies_outside:
            fault = f"a file in it is named to lie outside of it, as in a .zip built to do harm: {_AGAIN}"
        elif stat.S_ISLNK(member.external_attr >> 16):
            fault = f"it holds a link in place of a file, which no platform's export does: {_AGAIN}"
        elif member.file_size > max(RATIO_FROM, RATIO_LIMIT * member.compress_size):
            fault = f"a file in it unpacks to more than {RATIO_LIMIT} times its size, as in a zip bomb: {_AGAIN}"
        elif member.compress_type not in _PACKED and not member.is_dir():
            fault = "it is packed in a way that is not read here: unpack it, and name the folder instead"
        if fault:
            raise RefusalError(fault, place=Place(self.path))


def refuse_size(path: Path, members: int, size: int) -> None:
    """Refuse more files, or more bytes once unpacked, than any export has."""
    if members > MEMBER_LIMIT:
        raise RefusalError(
            f"it holds more than {MEMBER_LIMIT:,} files: export a shorter span of time", place=Place(path)
        )
    if size > EXPANDED_LIMIT:
        raise RefusalError(
            f"it unpacks to more than {EXPANDED_LIMIT // 10**9} GB: export a shorter span of time", place=Place(path)
        )


def _opened(path: Path) -> zipfile.ZipFile:
    """Open a .zip whose table of contents is of a sane size."""
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(max(0, path.stat().st_size - 2**16 - 100))
        tail = stream.read()
    if not start:
        raise RefusalError(f"the file is empty: {_AGAIN}", place=Place(path))
    if max(_directory_sizes(tail), default=0) > DIRECTORY_LIMIT:
        raise RefusalError(
            f"it holds more than {MEMBER_LIMIT:,} files: export a shorter span of time", place=Place(path)
        )
    try:
        return zipfile.ZipFile(path)
    except DAMAGED:
        if start[:2] == b"PK":
            raise RefusalError(f"the .zip is damaged or cut short: {_AGAIN}", place=Place(path)) from None
        raise RefusalError(
            "it is not a .zip file: name the .zip that the platform gave, or the folder it was unpacked to",
            place=Place(path),
        ) from None


def _directory_sizes(tail: bytes) -> Iterator[int]:
    """Yield every size that the end of a .zip claims for its table of contents (APPNOTE 4.3.14 and 4.3.16)."""
    for mark, at, form in ((b"PK\x05\x06", 12, "<L"), (b"PK\x06\x06", 40, "<Q")):
        found = tail.find(mark)
        while found >= 0:
            field = tail[found + at : found + at + struct.calcsize(form)]
            if len(field) == struct.calcsize(form):
                size = int(struct.unpack(form, field)[0])
                yield 0 if size == 0xFFFFFFFF and form == "<L" else size  # then the 64-bit record says it
            found = tail.find(mark, found + 1)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    changed: int


class FolderPart:
    """A folder that an export was unpacked to. RefusalError when it holds links, or more than an export does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._members = {name: file for name, file in self._found() if not is_junk(name)}
        self.sizes = {name: file.size for name, file in self._members.items()}

    def stream(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open one member."""
        return self._members[name].path.open("rb")

    def fingerprint(self, name: str) -> str:
        """Return the hash of a text; of a photo or video, size and time of change: those may be many gigabytes."""
        file = self._members[name]
        if file.path.suffix.casefold() not in _TEXTS:
            return f"{file.size} {file.changed}"
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def close(self) -> None:
        """Nothing is held open."""

    def _found(self) -> Iterator[tuple[str, _File]]:
        """Yield every file below the folder; a folder is opened only when it is none but a folder."""
        members, size, waiting = 0, 0, [self.path]
        while waiting:
            for entry in _listed(waiting.pop()):
                if entry.is_symlink():
                    raise RefusalError(
                        "it holds a link in place of a file, which no export does: unpack the .zip again",
                        place=Place(self.path),
                    )
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    told = entry.stat(follow_symlinks=False)
                    members, size = members + 1, size + told.st_size
                    refuse_size(self.path, members, size)
                    file = _File(Path(entry.path), told.st_size, told.st_mtime_ns)
                    yield file.path.relative_to(self.path).as_posix(), file


def _listed(folder: Path) -> Iterable[os.DirEntry[Any]]:
    with os.scandir(folder) as entries:
        return list(entries)
