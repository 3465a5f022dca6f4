"""An export as a platform hands it over: a .zip, the folder it was unpacked to, or a folder of several .zip parts.

Members are read where they lie and never unpacked to the disk; every read is bounded.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Final, Self

from config.refusal import Place, RefusalError
from connectors._archive_parts import DAMAGED, FolderPart, Part, ZipPart, is_junk

READ_LIMIT: Final = 100_000_000
"""Bytes of a member that is read whole."""
DEPTH_LIMIT: Final = 100
"""How deep lists and objects of a JSON member may be nested."""
_CHUNK: Final = 1_000_000
_LOOSE: Final = frozenset({".js", ".json", ".html", ".csv"})
_RESAVED: Final = "was it opened and saved in another program? use the export just as the platform gave it"


class Archive:
    """One export, open for reading. Every refusal names the archive, and the member by its file name, never content."""

    names: tuple[str, ...]
    """The members' paths, in natural order (posts, posts_2, posts_10), without what operating systems leave behind."""

    def __init__(self, path: Path, parts: Sequence[Part]) -> None:
        self.path = path
        self._parts = parts
        self._home: dict[str, tuple[Part, str]] = {}
        for part in parts:
            for inner in part.sizes:
                self._settle(part, inner)
        self.names = tuple(sorted(self._home, key=_in_order))

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a .zip, a folder, or a folder that holds .zip parts of one export.

        RefusalError when it is missing, no .zip, damaged, encrypted, of more files or bytes than an export has, packed
        as a bomb, or holds links or names that lead out of it.
        """
        try:
            return cls(path, _parts(path))
        except OSError as error:
            raise RefusalError(
                f"it cannot be read ({error.strerror}): check who may read it", place=Place(path)
            ) from None

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the files."""
        self.close()

    def close(self) -> None:
        """Close the files; reading is over."""
        for part in self._parts:
            part.close()

    def find(self, pattern: str) -> tuple[str, ...]:
        """Return the members whose file name, whatever folder it is in, fully matches a pattern; case is ignored."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return tuple(name for name in self.names if wanted.fullmatch(_file_of(name)))

    def at(self, path: str) -> str | None:
        """Return the member that another member calls `path`; None = absent.

        Exports are wrapped in folders of any name, so that the end of a member's path decides. Where several end alike,
        it is the one with the shortest path.
        """
        asked = [part for part in unicodedata.normalize("NFC", path).split("/") if part not in {"", "."}]
        named = self._by_file_name.get(asked[-1], ()) if asked else ()
        ending = [name for name, parts in named if parts[-len(asked) :] == asked]
        return min(ending, key=len, default=None)

    def size(self, name: str) -> int:
        """Return the bytes of a member."""
        part, inner = self._home[name]
        return part.sizes[inner]

    def chunks(self, name: str, limit: int = READ_LIMIT) -> Iterator[bytes]:
        """Yield a member piece by piece; RefusalError when it is longer than `limit` bytes, or damaged."""
        part, inner = self._home[name]
        if part.sizes[inner] > limit:
            raise self.refusal(name, f"is longer than {limit // 10**6} MB: export a shorter span of time")
        total = 0
        try:
            with part.stream(inner) as stream:
                while chunk := stream.read(_CHUNK):
                    total += len(chunk)
                    if total > limit:
                        break
                    yield chunk
        except DAMAGED:
            raise self.refusal(name, "is damaged: download the export again") from None
        if total > limit:
            raise self.refusal(name, f"is longer than {limit // 10**6} MB: export a shorter span of time")

    def read(self, name: str, limit: int = READ_LIMIT) -> bytes:
        """Return a whole member; RefusalError as `chunks`."""
        return b"".join(self.chunks(name, limit))

    def texts(self, name: str, limit: int = READ_LIMIT) -> Iterator[str]:
        """Yield a member as text, piece by piece: UTF-8, or UTF-16 as a re-save leaves it; RefusalError if neither."""
        decoder: codecs.IncrementalDecoder | None = None
        try:
            for chunk in self.chunks(name, limit):
                decoder = decoder or codecs.getincrementaldecoder(json.detect_encoding(chunk[:4]))()
                yield decoder.decode(chunk)
            yield decoder.decode(b"", final=True) if decoder else ""
        except UnicodeError:
            raise self.refusal(name, f"is not in UTF-8: {_RESAVED}") from None

    def json(self, name: str, limit: int = READ_LIMIT) -> Any:
        """Return a member's JSON; RefusalError when it is none, is nested too deep, or as `chunks`."""
        content = "".join(self.texts(name, limit))
        try:
            value = json.loads(content, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            raise self.refusal(name, f"is no JSON, or cut short: {_RESAVED}") from None
        if _deeper(value, DEPTH_LIMIT):
            raise self.refusal(name, "is nested deeper than any platform's export: download the export again")
        return value

    @cached_property
    def digest(self) -> str:
        """A hash that changes whenever a member does. Raises RefusalError where a file of a folder cannot be read."""
        told = hashlib.sha256()
        try:
            for name in self.names:
                part, inner = self._home[name]
                told.update(f"{name}\0{part.fingerprint(inner)}\n".encode("utf-8", "surrogateescape"))
        except OSError as error:
            sentence = f"it cannot be read ({error.strerror}): check who may read it"
            raise RefusalError(sentence, place=Place(self.path)) from None
        return told.hexdigest()

    def refusal(self, name: str, sentence: str) -> RefusalError:
        """Return the refusal of one member; `sentence` goes on from its file name."""
        shown = "".join(sign if sign.isprintable() else "?" for sign in _file_of(name)[:80])
        return RefusalError(f"{shown} {sentence}", place=Place(self.path))

    def _settle(self, part: Part, inner: str) -> None:
        """Give a member its name; parts repeat some members, and a different one of the same name gets its part's."""
        there = self._home.setdefault(inner, (part, inner))
        if there[0] is part or there[0].fingerprint(inner) == part.fingerprint(inner):
            return
        name = f"{part.path.stem}/{inner}"
        while name in self._home:
            name = f"+{name}"
        self._home[name] = (part, inner)

    @cached_property
    def _by_file_name(self) -> dict[str, list[tuple[str, list[str]]]]:
        found = defaultdict(list)
        for name in self.names:
            parts = unicodedata.normalize("NFC", name).split("/")
            found[parts[-1]].append((name, parts))
        return found


def _parts(path: Path) -> Sequence[Part]:
    """Open what `path` is; whatever was opened is closed when one of several parts is refused."""
    if not path.exists():
        raise RefusalError(
            f"the export is not there: check the path in trust.yaml, or put the .zip into {path.parent}",
            place=Place(path),
        )
    if path.is_file():
        return [_with_files(ZipPart(path))]
    if not path.is_dir():
        raise RefusalError("it is neither a .zip file nor a folder: correct the path in trust.yaml", place=Place(path))
    entries = sorted((one for one in path.iterdir() if not is_junk(one.name)), key=lambda one: _natural(one.name))
    zips = [one for one in entries if one.suffix.casefold() == ".zip" and one.is_file()]
    if not zips:
        return [_with_files(FolderPart(path))]
    if any(one.is_dir() or one.suffix.casefold() in _LOOSE for one in entries):
        raise RefusalError(
            "the folder holds .zip files and unpacked files side by side: keep one or the other in it",
            place=Place(path),
        )
    opened: list[Part] = []
    try:
        for one in zips:
            opened.append(_with_files(ZipPart(one)))  # noqa: PERF401 - those opened so far must be known to be closed
    except BaseException:
        for part in opened:
            part.close()
        raise
    return opened


def _with_files(part: Part) -> Part:
    """Refuse a part without files, and a .zip around other .zip files."""
    inner = {PurePosixPath(name).suffix.casefold() for name in part.sizes}
    fault = "it is empty" if not inner else "it holds nothing but other .zip files" if inner == {".zip"} else ""
    if fault:
        part.close()
        raise RefusalError(
            f"{fault}: name the .zip that the platform gave, or a folder with all of its .zip files",
            place=Place(part.path),
        )
    return part


def _file_of(name: str) -> str:
    return name.rpartition("/")[2]


def _in_order(name: str) -> tuple[Any, ...]:
    """Return a key by folder, then by file: posts.json, posts-2.json, posts-10.json."""
    folder, _, file = name.rpartition("/")
    stem, _, suffix = file.rpartition(".")
    return _natural(folder), _natural(stem), suffix


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which posts_2 comes before posts_10; digits are never made a number, however many they are."""
    pieces = re.split(r"([0-9]+)", name)
    return [(len(piece.lstrip("0")), piece.lstrip("0")) if at % 2 else (0, piece) for at, piece in enumerate(pieces)]


def _deeper(value: Any, limit: int) -> bool:
    """Say whether JSON is nested deeper than `limit`, without recursion."""
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
