"""X's text as a reader sees it: links as displayed, none to the post's own media, unescaped."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass

from connectors._payload import text

_MEDIA_LINK = re.compile(r"pic\.(twitter|x)\.com/")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A shortened link of a text: where it stands, in code points of the text as X wrote it, and what is shown."""

    start: int
    end: int
    shown: str


def shown_for(short: str, displayed: str) -> str:
    """Return what a reader sees in place of a short link; nothing where it leads to the post's own media."""
    return "" if _MEDIA_LINK.match(displayed) else displayed or short


def as_shown(written: str, links: Collection[Link]) -> str:
    """Return a text with its links replaced, then unescaped: offsets count the text as X wrote it."""
    for link in sorted(links, reverse=True):
        written = written[: link.start] + link.shown + written[link.end :]
    return text(html.unescape(written)).strip()
