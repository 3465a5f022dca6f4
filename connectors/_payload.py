"""Values out of a platform's JSON: what is absent or of the wrong kind becomes blank, never an exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit


def text(value: Any) -> str:
    """Return a text as it can be stored: blank when it is none; broken surrogates and NUL become U+FFFD."""
    if not isinstance(value, str):
        return ""
    whole = value if value.isascii() else value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\x00", "\ufffd")


def identity(value: Any) -> str:
    """Return an id as text; platforms write them as text, some recordings as whole numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text(value).strip()


def moment(value: Any) -> datetime | None:
    """Return a time in UTC; None when it is absent, impossible or says no offset. Knows "Z", "+0000" and "+00:00"."""
    try:
        read = datetime.fromisoformat(text(value))
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def mapping(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; empty when it is something else (platforms send [] where they mean {})."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Sequence[Mapping[str, Any]]:
    """Return the objects of a JSON list; nulls and other values in it are left out."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def count(value: Any) -> int | None:
    """Return a count; None when the platform does not say one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def address(value: Any) -> str:
    """Return an http(s) address; blank for anything else."""
    url = text(value).strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""
