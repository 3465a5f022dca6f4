"""How reports speak of accounts and children: a handle as configured, a child as initials and id."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from checks._account_names import handle_shown
from config.models import School
from config.platforms import PLATFORM_TITLES

if TYPE_CHECKING:
    import pandas as pd


_FIGURES_BEGIN_OR_END: Final = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Between the letters and the figures of one word: zainab|01."""


def platform_shown(platform: str) -> str:
    """Return a platform's name as people write it: "X"; one that is not known by its code."""
    return PLATFORM_TITLES.get(platform, platform)


def handles_of(school: School) -> dict[str, str]:
    """Return account key -> "@oakhill", in the order of trust.yaml."""
    return {account.key: handle_shown(account.platform, account.handle) for account in school.accounts}


def labels_of(school: School) -> dict[str, str]:
    """Return account key -> "X @oakhill", in the order of trust.yaml."""
    handles = handles_of(school)
    return {account.key: f"{platform_shown(account.platform)} {handles[account.key]}" for account in school.accounts}


def label_of(account: str) -> str:
    """Return "X @oakhill" of the key of an account that trust.yaml does not know, its handle as folded."""
    platform, _, handle = account.partition(":")
    return f"{platform_shown(platform)} {handle_shown(platform, handle)}"


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
    words = re.sub(r"[\W_]+", " ", re.sub(re.escape(own), " ", way, flags=re.IGNORECASE) if own else way)
    return _FIGURES_BEGIN_OR_END.sub(" ", words)


def pupils_shown(pupils: pd.DataFrame) -> dict[str, str]:
    """Return pupil id -> initials and id: "Z.M. (SW0012)"."""
    names = zip(*(pupils[name].tolist() for name in ("pupil_id", "first_name", "last_name")), strict=True)
    return {pupil: f"{_initials(first, last)} ({pupil})".strip() for pupil, first, last in names}


def _initials(*names: str) -> str:
    return "".join(f"{name.strip()[:1].upper()}." for name in names if name.strip())
