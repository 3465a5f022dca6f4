"""How sentences name platforms and accounts."""

from __future__ import annotations

from typing import Final

_TITLES: Final = {"x": "X", "youtube": "YouTube", "tiktok": "TikTok", "linkedin": "LinkedIn", "whatsapp": "WhatsApp"}
WITHOUT_HANDLE: Final = frozenset({"blog", "podcast", "forum", "newspaper", "gaming", "whatsapp"})
"""Platforms whose accounts have a title, not a handle."""


def platform_title(platform: str) -> str:
    """Return a platform's name as people write it: "x" -> "X", "facebook" -> "Facebook"."""
    return _TITLES.get(platform, platform.capitalize())


def handle_shown(platform: str, handle: str) -> str:
    """Return a handle as people write it: "@oakhill"; the title as it is where accounts have no handles, as blogs."""
    return handle if platform in WITHOUT_HANDLE else f"@{handle.removeprefix('@')}"


def account_shown(platform: str, handle: str) -> str:
    """Return an account as a sentence names it: "@oakhill on X", "News from Oak Hill (Blog)"."""
    shown, title = handle_shown(platform, handle), platform_title(platform)
    return f"{shown} ({title})" if platform in WITHOUT_HANDLE else f"{shown} on {title}"
