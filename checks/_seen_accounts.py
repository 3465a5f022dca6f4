"""Accounts that a text speaks of: handles after an @, and addresses of pages on the platforms. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote

from checks._screen import folded

_HOSTS: Final[Mapping[str, str]] = {
    "x.com": "x", "twitter.com": "x", "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook",
    "instagram.com": "instagram", "instagr.am": "instagram", "tiktok.com": "tiktok", "threads.net": "threads",
    "threads.com": "threads", "youtube.com": "youtube", "linkedin.com": "linkedin", "snapchat.com": "snapchat",
    "bsky.app": "bluesky",
}  # fmt: skip
"""Host -> platform."""
PLATFORM_WORDS: Final[Mapping[str, str]] = {
    "twitter": "x", "instagram": "instagram", "insta": "instagram", "ig": "instagram", "facebook": "facebook",
    "fb": "facebook", "tiktok": "tiktok", "tik tok": "tiktok", "threads": "threads", "youtube": "youtube",
    "you tube": "youtube", "snapchat": "snapchat", "linkedin": "linkedin", "whatsapp": "whatsapp", "bluesky": "bluesky",
}  # fmt: skip
"""What people call a platform -> the platform; X is known by its capital alone."""
PLATFORM: Final = rf"(?:\bX\b|\b(?i:{'|'.join(PLATFORM_WORDS)})\b)"
"""A pattern for the name of a platform."""
_UNDER: Final[Mapping[str, frozenset[str]]] = {
    "facebook": frozenset({"groups", "pages", "people", "p"}),
    "instagram": frozenset({"stories"}),
    "youtube": frozenset({"c", "user", "channel"}),
    "linkedin": frozenset({"company", "school", "in", "showcase"}),
    "snapchat": frozenset({"add"}),
    "bluesky": frozenset({"profile"}),
}
"""Platform -> first parts of an address behind which the name of an account stands."""
_NO_ACCOUNTS: Final = frozenset(
    {"i", "intent", "share", "sharer", "sharer.php", "hashtag", "search", "home", "explore", "settings", "messages"}
    | {"login", "status", "events", "watch", "photo", "photo.php", "photos", "story.php", "permalink.php", "media"}
    | {"help", "marketplace", "gaming", "reel", "reels", "policies", "plugins", "dialog", "l.php", "tr", "tv", "p"}
    | {"accounts", "direct", "shorts", "playlist", "embed", "live", "results", "feed", "legal", "about", "hashtags"}
)
"""First parts of an address that are no account."""
_WITH_AT: Final = frozenset({"tiktok", "threads", "youtube"})
"""Platforms that write an @ before a handle in their addresses."""
_ADDRESS: Final = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:(?:www|m|mobile|web|en-gb|uk)\.)?"
    rf"(?P<host>{'|'.join(re.escape(host) for host in _HOSTS)})/(?P<path>[^\s<>\"“”’)\]]+)",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w@＠./])[@＠](?P<handle>\w(?:[\w.-]{0,48}\w))")
_TIME: Final = re.compile(r"[\d.]+(?:am|pm|st|nd|rd|th)?", re.IGNORECASE)
_NAMED_BEFORE: Final = re.compile(rf"(?P<name>{PLATFORM})\W+(?:(?i:page|account|handle|at|as|is|on)\W+){{0,2}}$")

_PLAIN: Final = re.compile(
    rf"(?P<name>{PLATFORM})(?:\s+(?i:page|account|handle|name))?\s*[:–-]\s*(?P<handle>\w(?:[\w.]{{3,48}}\w))(?![\w@/])"
)


class Seen(NamedTuple):
    """One account that a text speaks of."""

    start: int
    end: int
    platform: str
    """Where it is, by its address or by the word before it; blank = not said."""
    handle: str
    """As written, without "@"."""
    linked: bool
    """Written as an address."""
    personal: bool = False
    """An address that platforms give to people alone."""


def may_speak_of_accounts(text: str) -> bool:
    """Say whether a text holds what `seen_accounts` goes by."""
    return "@" in text or "/" in text or "＠" in text


def may_name_platforms(text: str) -> bool:
    """Say whether a text holds what may be the name of a platform: most hold none, and no pattern need look for it."""
    plain = folded(text)
    return "X" in text or any(word in plain for word in PLATFORM_WORDS)


def seen_accounts(text: str) -> list[Seen]:
    """Return the accounts of a text in order; addresses of e-mail, times and pages that are no account are none."""
    found = [seen for match in _ADDRESS.finditer(text) if (seen := _linked(match))] if "/" in text else []
    taken = [(one.start, one.end) for one in found]
    if "@" in text or "＠" in text:
        for match in _HANDLE.finditer(text):
            inside = any(start <= match.start() < end for start, end in taken)
            if not inside and not _TIME.fullmatch(match["handle"]):
                found.append(_tagged(text, match))
    return sorted(found)


def named_plainly(text: str) -> Iterator[Seen]:
    """Yield what stands as a name behind a platform's, without an "@": "IG: hollinbank.pe". Most are mere words."""
    if ":" in text or "-" in text or "–" in text:
        for match in _PLAIN.finditer(text):
            yield Seen(match.start("handle"), match.end(), platform_of(match["name"]), match["handle"], linked=False)


def platform_of(word: str) -> str:
    """Return the platform that people call by a word: "Insta" -> "instagram"; blank where it is none."""
    return "x" if word == "X" else PLATFORM_WORDS.get(re.sub(r"\s+", " ", word.casefold()), "")


def _tagged(text: str, match: re.Match[str]) -> Seen:
    named = _NAMED_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return Seen(match.start(), match.end(), platform_of(named["name"]) if named else "", match["handle"], linked=False)


def _linked(match: re.Match[str]) -> Seen | None:
    """Return the account that an address leads to, or None for one that leads to none."""
    address = match["path"].rstrip(".,;:!?…'")
    platform, end = _HOSTS[match["host"].casefold()], match.start("path") + len(address)
    if number := re.match(r"profile\.php\?id=(\d+)", address):
        return Seen(match.start(), end, platform, number[1], linked=True)
    parts = [unquote(part) for part in re.split(r"[?#]", address)[0].split("/") if part]
    first = parts[0].casefold() if parts else ""
    under = first in _UNDER.get(platform, ())
    name = parts[1] if under and len(parts) > 1 else "" if under or first in _NO_ACCOUNTS else parts[0] if parts else ""
    if not name or (platform in _WITH_AT and not under and not name.startswith("@")):
        return None
    return Seen(match.start(), end, platform, name.removeprefix("@"), linked=True, personal=first == "in")


def masked(text: str, seen: Sequence[Seen]) -> str:
    """Return a text of the same length in which each account is dots: what is said around it is looked at alone."""
    for one in seen:
        text = f"{text[: one.start]}{'·' * (one.end - one.start)}{text[one.end :]}"
    return text
