"""Links in texts: addresses with or without a scheme, and the words that a link is hidden behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from checks._screen import Screen

_TOP: Final = (
    "com|org|net|info|biz|edu|gov|uk|eu|me|io|co|ie|ly|gl|gd|cc|to|tv|app|link|site|online|xyz|top|club|live|school|academy|"
    "example|scot|wales|cymru|london|sc|us|ru|cn|de|fr|pl|ro|id|be|bio|at|gy|ee"
)
_END: Final = tuple(".,;:!?…'\"”’»*_]}")
_PATH: Final = r"[^\s<>\"“”]"
_HIDDEN: Final = (
    r"\[(?P<words>[^\]\n]{1,200})\]\((?P<behind>[^)\s]{1,500})\)"
    r"|<a\s[^>]{0,200}href=[\"'](?P<href>[^\"']{1,500})[\"'][^>]{0,200}>(?P<shown>[^<]{1,200})</a>"
    r"|(?<!\w)(?P<scheme>(?:(?:https?|ftp|file)://|javascript:|data:\w+/)[^\s<>\"“”]+)"
)
"""Links behind words, and addresses with a scheme."""
_BEFORE_PATH: Final = rf"(?:[a-z\d-]+\.)+[a-z]{{2,24}}(?::\d+)?/{_PATH}+"
"""Where a path follows, an address may have any ending: dlvr.it/abc."""
_NAMED: Final = re.compile(rf"(?<![\w@./-])(?:https?://)?((?:[\w-]+\.)+(?:{_TOP}))(?![\w-])", re.IGNORECASE)
_BEHIND_WORDS: Final = re.compile(rf"(?<![\w@./-])((?:[\w-]+\.)+(?:{_TOP}))\s*[(<]\s*$", re.IGNORECASE)
SCREEN: Final = Screen(["/", "javascript:", "data:", "](", "href=", *(f".{end}" for end in _TOP.split("|"))])
"""It lets every text through that holds a link."""
_SCHEME: Final = re.compile(r"([a-z]+):(?!\d)", re.IGNORECASE)


class Link(NamedTuple):
    """One link of a text."""

    start: int
    end: int
    scheme: str
    """http, https, ...; blank where none is written."""
    host: str
    """In lower case, without the port; blank = the address has none, or cannot be taken apart."""
    path: str
    """Decoded."""
    user: bool
    """Something stands before an @ in the place of the host."""
    named: str
    """The domain that the link's words name; blank = they name none."""


@cache
def _link(domains: frozenset[str]) -> re.Pattern[str]:
    """Return what a link looks like; also one of these domains without a path, whatever its ending."""
    these = "|".join(map(re.escape, sorted(domains))) or "(?!)"
    bare = rf"(?:(?:[\w-]+\.)+(?:{_TOP})|(?:[\w-]+\.)*(?:{these}))(?![\w-])(?!\.\w)(?::\d+)?(?:/{_PATH}*)?"
    return re.compile(rf"{_HIDDEN}|(?<![\w@./-])(?P<bare>{bare}|{_BEFORE_PATH})", re.IGNORECASE)


def links_of(text: str, domains: frozenset[str] = frozenset()) -> Iterator[Link]:
    """Yield the links of a text, in order; addresses of e-mail are none.

    `domains`: those that are links with nothing before or behind them, where the ending of others may be a word.
    """
    for found in _link(domains).finditer(text):
        address = found["behind"] or found["href"] or found["scheme"] or found["bare"]
        words = found["words"] or found["shown"] or ""
        end = found.end()
        if not words:
            trimmed = _trimmed(address)
            end -= len(address) - len(trimmed)
            address = trimmed
        named = _NAMED.search(words) or (
            None if words else _BEHIND_WORDS.search(text[max(0, found.start() - 100) : found.start()])
        )
        yield _taken_apart(address, found.start(), end, named[1].casefold() if named else "")


def _trimmed(address: str) -> str:
    """Drop the marks that end a sentence, and a bracket that was opened before the link."""
    while address.endswith(_END) or (address.endswith(")") and address.count("(") < address.count(")")):
        address = address[:-1]
    return address


def _taken_apart(address: str, start: int, end: int, named: str) -> Link:
    scheme = _SCHEME.match(address)
    try:
        parts = urlsplit(address if scheme else f"//{address}")
        host, path, user = (parts.hostname or "").rstrip("."), unquote(parts.path), parts.username is not None
    except ValueError:
        host, path, user = "", "", False
    return Link(start, end, scheme[1].casefold() if scheme else "", host, path, user, named)
