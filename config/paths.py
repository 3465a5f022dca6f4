"""Where a path written in trust.yaml leads: below the workspace, or to an absolute place, never upwards."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

_SQLITE = "sqlite:///"


def resolve(root: Path, text: str) -> Path:
    """Return the path a file is at; ValueError says what would be right when it climbs out with '..'."""
    if ".." in PurePosixPath(text).parts or ".." in PureWindowsPath(text).parts:
        raise ValueError("should lie in the workspace: give a path without '..', or the whole path from '/'")
    return root / text


def resolve_store(root: Path, url: str) -> str:
    """Return a store's URL with the file of a relative SQLite URL placed in the workspace; ValueError as `resolve`."""
    if not url.startswith(_SQLITE) or url.startswith((_SQLITE + ":memory:", _SQLITE + "file:")) or url == _SQLITE:
        return url
    file, mark, query = url.removeprefix(_SQLITE).partition("?")
    return f"{_SQLITE}{resolve(root, file)}{mark}{query}"
