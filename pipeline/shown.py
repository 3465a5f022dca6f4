"""How reports speak of accounts and children: a handle as configured, a child as initials and id."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final
from urllib.parse import unquote

import pandas as pd

WITHOUT_HANDLE: Final = frozenset({"blog", "podcast", "forum", "newspaper", "gaming", "whatsapp"})
"""Platforms whose accounts have a title, not a handle."""


def handle_shown(platform: str, handle: str) -> str:
    """Return "@stannes", or a blog's title as it is."""
    return handle if platform in WITHOUT_HANDLE else f"@{handle.removeprefix('@')}"


def day_shown(day: date) -> str:
    """Return "9 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def link_names_child(address: str, handle: str, mask: Callable[[str], str]) -> bool:
    """Say whether the way of an address behind its host holds a name of the register, as a blog's "/zainab-wins" does.

    `handle` (shown or bare) is the account's own and no child's name, whatever it sounds like.
    """
    words = words_of_link(address, handle)
    return mask(words) != words


def words_of_link(address: str, handle: str) -> str:
    """Return the words in which `link_names_child` looks for a name."""
    way = unquote(address).partition("://")[2].partition("/")[2]
    own = handle.removeprefix("@")
    return re.sub(r"[\W_]+", " ", re.sub(re.escape(own), " ", way, flags=re.IGNORECASE) if own else way)


def pupils_shown(pupils: pd.DataFrame) -> dict[str, str]:
    """Return pupil id -> initials and id: "Z.M. (SW0012)"."""
    names = zip(*(pupils[name].tolist() for name in ("pupil_id", "first_name", "last_name")), strict=True)
    return {pupil: f"{_initials(first, last)} ({pupil})".strip() for pupil, first, last in names}


def _initials(*names: str) -> str:
    return "".join(f"{name.strip()[:1].upper()}." for name in names if name.strip())
