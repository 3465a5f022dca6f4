"""How reports speak of accounts and children: a handle as configured, a child as initials and id."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

WITHOUT_HANDLE: Final = frozenset({"blog", "podcast", "forum", "newspaper", "gaming", "whatsapp"})
"""Platforms whose accounts have a title, not a handle."""


def handle_shown(platform: str, handle: str) -> str:
    """Return "@stannes", or a blog's title as it is."""
    return handle if platform in WITHOUT_HANDLE else f"@{handle.removeprefix('@')}"


def day_shown(day: date) -> str:
    """Return "9 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def pupils_shown(pupils: pd.DataFrame) -> dict[str, str]:
    """Return pupil id -> initials and id: "Z.M. (SW0012)"."""
    names = pupils[["pupil_id", "first_name", "last_name"]].itertuples(index=False, name=None)
    return {pupil: f"{_initials(first, last)} ({pupil})".strip() for pupil, first, last in names}


def _initials(*names: str) -> str:
    return "".join(f"{name.strip()[:1].upper()}." for name in names if name.strip())
