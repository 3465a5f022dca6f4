"""What a feed says, whatever its format: entries with their text as a reader sees it, and the feed about itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from connectors._html_text import Picture, absolute, is_content

_SIZED: Final = re.compile(r"(-\d{2,5}x\d{2,5}|-scaled)(?=\.\w+$)")
"""What WordPress adds to the file name of one picture for each of its sizes."""
_VIDEO: Final = re.compile(r"\.(mp4|m4v|mov|webm|ogv)$", re.IGNORECASE)
_PHOTO: Final = re.compile(r"\.(jpe?g|png|gif|webp|avif|heic|bmp)$", re.IGNORECASE)


class NotAFeedError(Exception):
    """The bytes are no feed; the message says what they are, and holds nothing of them but an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed."""

    entry_id: str
    """Its own id, else its address, else made of its content."""
    link: str = ""
    title: str = ""
    body: str = ""
    """Its text as a reader sees it, without the title."""
    pictures: Sequence[Picture] = ()
    published: datetime | None = None
    """UTC; None = it has no date that can be read."""
    author: str = ""
    comments_url: str = ""
    """Where the feed of its comments stands; blank = it names none."""
    comments_total: int | None = None
    answers: str = ""
    """Of a comment: the id of the entry that it says it answers (RFC 4685), the post or a comment."""
    is_copy: bool = False
    """True when it was taken over from another feed."""
    is_cut: bool = False
    """True when the feed gives its beginning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One document of a feed."""

    feed_id: str = ""
    title: str = ""
    about: str = ""
    link: str = ""
    generator: str = ""
    next_url: str = ""
    """Where the feed says that older entries stand."""
    entries: Sequence[Entry] = field(default=())
    breaks_off: bool = False
    """True when the document ends before its end."""


def made_id(link: str, *content: str) -> str:
    """Return an id for an entry that has none: its address, else a digest of what it says."""
    if link:
        return plain_link(link)
    return "sha256:" + hashlib.sha256("\x00".join(content).encode("utf-8", "replace")).hexdigest()[:24]


def plain_link(link: str) -> str:
    """Return an address without its fragment and the marks of campaigns, by which one page has many addresses."""
    try:
        parts = urlsplit(link)
    except ValueError:  # an id that only looks like an address
        return link
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not name.startswith("utm_")]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, True)) else urlencode(kept)
    return parts._replace(fragment="", query=query).geturl()


def picture_of(base: str, address: str, kind: str, alt: str = "") -> Picture | None:
    """Return an enclosed file as a picture; None for sound, documents and what is no content."""
    url = absolute(base, address)
    path = urlsplit(url).path if url else ""
    if not url or not is_content(url):
        return None
    if kind.startswith("video") or (not kind and _VIDEO.search(path)):
        return Picture(url=url, alt=alt, type="video")
    if kind.startswith("image") or (not kind and _PHOTO.search(path)):
        return Picture(url=url, alt=alt)
    return None


def merged(pictures: Iterable[Picture]) -> list[Picture]:
    """Return each picture once, in whatever sizes it is shown, with the text alternative and cover that any has."""
    once: dict[str, Picture] = {}
    for one in pictures:
        key = picture_key(one.url)
        held = once.get(key)
        once[key] = one if held is None else replace(held, alt=held.alt or one.alt, cover=held.cover or one.cover)
    return list(once.values())


def with_cover(pictures: Sequence[Picture], covers: Sequence[str]) -> Sequence[Picture]:
    """Return the pictures of an entry, its only video with the first of the entry's own covers where it lacks one."""
    films = [one for one in pictures if one.type == "video"]
    if len(films) != 1 or films[0].cover or not covers:
        return pictures
    return [replace(one, cover=covers[0]) if one is films[0] else one for one in pictures]


def picture_key(url: str) -> str:
    """Return what is the same in the addresses of all sizes of one picture."""
    parts = urlsplit(url)
    if (parts.hostname or "").endswith("staticflickr.com"):
        return parts.path.rpartition("/")[2].partition("_")[0]
    host = (parts.hostname or "").removeprefix("www.")
    path = _SIZED.sub("", parts.path)
    # WordPress's own cache names the host of the picture in the path
    return path.lstrip("/") if re.fullmatch(r"i\d\.wp\.com", host) else f"{host}{path}" + _told_apart(parts.query, path)


def _told_apart(query: str, path: str) -> str:
    """Return the query where it names the picture, as it does for a path that is no file of a picture or film."""
    is_file = "." in path.rpartition("/")[2]
    return "" if _PHOTO.search(path) or _VIDEO.search(path) or (is_file and not query) else f"?{query}"
