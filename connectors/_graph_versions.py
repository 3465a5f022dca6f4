"""The versions of the Graph API, in one place: which one is asked for, and when Meta ends each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from connectors.base import NeedsPerson

DEFAULT_VERSION: Final = "v25.0"
"""What is asked for where `source.version` says nothing."""
VERSION_ENDS: Final[Mapping[str, date | None]] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": None,
    "v26.0": None,  # released on 29 July 2026
}
"""When Meta stops answering a version as such, by its published table; None = no end is published yet.

From its end on, a version is answered with the next that still lives. Every version before the first here has ended.
"""
_WARN_AHEAD: Final = timedelta(days=60)


def checked_version(version: str) -> str:
    """Return `source.version` as it goes into an address; NeedsPerson for what is no version ("25.0" is "v25.0")."""
    written = version.strip().lower()
    named = written if written.startswith("v") else f"v{written}"
    if not re.fullmatch(r"v\d{1,3}\.\d", named, re.ASCII):
        raise NeedsPerson(
            f'source.version is "{version[:20]}": write a version of the Graph API such as "{DEFAULT_VERSION}"'
        )
    return named


def version_note(version: str, today: date) -> str:
    """Return what is to be said of a version that ends within 60 days or has ended; blank otherwise."""
    advice = f"set source.version to {DEFAULT_VERSION} or later"
    if version not in VERSION_ENDS:
        return f"Graph API {version} ended long ago: {advice}" if _number(version) < _number(min(VERSION_ENDS)) else ""
    ends = VERSION_ENDS[version]
    if ends is None or today < ends - _WARN_AHEAD:
        return ""
    verb = "ended" if ends <= today else "ends"
    return f"Graph API {version} {verb} on {ends.day} {ends:%B %Y}: {advice}"


def _number(version: str) -> float:
    return float(version.removeprefix("v"))
