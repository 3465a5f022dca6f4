"""RSS and Atom, read through feedparser: no entity, no network, bounded in depth and number.

This is the only module that knows feedparser. That the library calls a document "bozo" is no failure: more than half of
real feeds are.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from connectors._feed_dates import moment
from connectors._feed_entries import Entry, Feed, NotAFeedError, made_id, merged, picture_of, plain_link, with_cover
from connectors._feed_outline import Outline, outlined
from connectors._html_text import Picture, Shown, absolute, read, tidy
from connectors._payload import text

_MOST_ENTRIES: Final = 5_000
_FEEDS: Final = ("application/atom+xml", "application/rss+xml")
_EXCERPT: Final = re.compile(
    r"(\[(…|\.\.\.)\]|\bContinue reading\b.{0,200}|\bRead more\b\W*|(…|\.\.\.)\s*(Find out more|More|Read on)\b\W*)$",
    re.DOTALL,
)


def read_xml(body: bytes, content_type: str, url: str, *, is_plain: bool = False) -> Feed:
    """Read RSS or Atom; NotAFeedError when it is neither, or is built to do harm.

    `is_plain` says that the platform writes texts where others write HTML (YouTube, Bluesky).
    """
    if not body.strip():
        raise NotAFeedError("it is empty")
    outline = outlined(_as_utf8(body, content_type), url)
    parsed = _parsed(outline.document)
    entries = list(parsed.get("entries") or ())[:_MOST_ENTRIES]
    if not entries and not parsed.get("version"):
        raise NotAFeedError("it is XML, but neither RSS nor Atom")
    if outline.is_last_half:
        entries = entries[:-1]
    said = _Said(parsed.get("feed") or {}, url)
    links = said.links()
    is_atom = text(parsed.get("version")).startswith("atom")
    items = [_Said(one, url, is_plain=is_plain, is_atom=is_atom) for one in entries]
    return Feed(
        feed_id=said.text("id"),
        title=said.shown("title").text,
        about=said.shown("subtitle").text,
        link=absolute(url, said.text("link")),
        generator=said.text("generator"),
        next_url=next((one["href"] for one in links if one["rel"] == "next"), ""),
        entries=[_entry(one, outline, said.text("id")) for one in items],
        breaks_off=outline.breaks_off,
    )


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """Return the document in UTF-8, from whatever its bytes, its first line or the answer's header say it is in."""
    import feedparser.encodings

    found: dict[str, Any] = {}
    headers = {"content-type": content_type or "application/xml"}
    try:
        converted = bytes(feedparser.encodings.convert_to_utf8(headers, body.lstrip(b" \t\r\n"), found))
    except (LookupError, UnicodeError, ValueError):
        converted = body
    return converted if found.get("encoding") else converted.decode("utf-8", "replace").encode()


def _parsed(document: bytes) -> Mapping[str, Any]:
    """Hand a document over as bytes: a text would be taken for an address or a path, and opened."""
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}  # no address: ids stay as they are written
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            parsed = feedparser.parse(
                io.BytesIO(document), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
        except Exception as fault:  # whatever breaks the library is the document's doing
            raise NotAFeedError(f"it cannot be read ({type(fault).__name__})") from None
    return dict(parsed)


def _in(found: Mapping[str, Any], key: str) -> str:
    """Return a text of an inner mapping, which the library would else look for under other keys too."""
    return text({**found}.get(key)).strip()


class _Said:
    """What feedparser found of a feed or an entry, without the library's guesses at other keys."""

    def __init__(self, found: Mapping[str, Any], url: str, *, is_plain: bool = False, is_atom: bool = False) -> None:
        self._found: dict[str, Any] = dict(dict.items(found)) if isinstance(found, dict) else {}
        self.url, self._is_plain, self._is_atom = url, is_plain, is_atom

    def text(self, key: str) -> str:
        return text(self._found.get(key)).strip()

    def shown(self, key: str) -> Shown:
        return self._read(self._found.get(f"{key}_detail")) or Shown(text=tidy(self.text(key)))

    def items(self, key: str) -> Sequence[Mapping[str, Any]]:
        value = self._found.get(key)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def inner(self, key: str) -> Mapping[str, Any]:
        value = self._found.get(key)
        return value if isinstance(value, dict) else {}

    def links(self) -> Sequence[Mapping[str, str]]:
        return [
            {name: _in(one, name) for name in ("rel", "type", "count", "length", "title")}
            | {"href": absolute(self.url, _in(one, "href"))}
            for one in self.items("links")
        ]

    def body(self, descriptions: Collection[str]) -> Shown:
        """Return the whole text: the longest content in HTML, else in plain text, else the summary.

        Atom knows a summary as a beginning, so one that stands alone is cut; a description of RSS may be whole, as are
        the plain texts of platforms. `descriptions` are those of pictures, which the library takes for contents.
        """
        contents = [
            (not _in(one, "type").endswith("html"), -len(shown.text), shown)
            for one in self.items("content")
            if (shown := self._read(one)) is not None and (shown.text or shown.pictures)
            if shown.text not in descriptions or not shown.text
        ]
        best = min(contents, key=lambda one: one[:2], default=None)
        if best:
            return best[2]
        summary = self._read(self._found.get("summary_detail")) or Shown()
        is_beginning = self._is_atom and not self._is_plain and summary.text and summary.text not in descriptions
        return replace(summary, cut=True) if is_beginning else summary

    def _read(self, detail: Any) -> Shown | None:
        kind = _in(detail, "type") if isinstance(detail, dict) else ""
        if not isinstance(detail, dict) or not (kind.startswith("text/") or kind.endswith(("xml", "html"))):
            return None
        value, base = _in(detail, "value"), absolute(self.url, _in(detail, "base")) or self.url
        return Shown(text=tidy(value)) if kind == "text/plain" or self._is_plain else read(value, base)

    def moment(self, *keys: str) -> datetime | None:
        found = (moment(self.text(key), self._found.get(f"{key}_parsed")) for key in keys)
        return next(filter(None, found), None)


def _entry(said: _Said, outline: Outline, feed_id: str) -> Entry:
    body, link, title = said.body({*outline.alts.values()}), _link(said), said.shown("title").text
    written = said.text("published") or said.text("updated")
    source = said.inner("source")
    origin = _in(source, "id")
    return Entry(
        entry_id=said.text("id") or made_id(link, title, written, body.text),
        link=link,
        title=title,
        body=body.text,
        pictures=_pictures(said, body, outline),
        published=said.moment("published", "created", "updated"),
        author=said.text("author"),
        comments_url=_comments_url(said),
        comments_total=_comments_total(said),
        answers=_in(said.inner("thr_in-reply-to"), "ref"),
        is_copy=bool(origin and feed_id and origin != feed_id),
        is_cut=body.cut or _EXCERPT.search(body.text) is not None,
    )


def _link(said: _Said) -> str:
    """Return where the entry stands, its own address rather than one that FeedBurner made of it."""
    link = absolute(said.url, said.text("feedburner_origlink")) or absolute(said.url, said.text("link"))
    return plain_link(link) if link else ""


def _pictures(said: _Said, body: Shown, outline: Outline) -> Sequence[Picture]:
    """Return what is shown in the text and beside it; a thumbnail where there is nothing else, or for its one video."""
    beside = [
        picture_of(said.url, href, _in(one, "type") or _in(one, "medium"), outline.alts.get(href, ""))
        for one in said.items("media_content")
        if (href := _in(one, "url"))
    ]
    enclosed = [
        picture_of(said.url, one["href"], one["type"], outline.alts.get(one["href"], ""))
        for one in said.links()
        if one["rel"] == "enclosure"
    ]
    named = [_in(one, "url") for one in said.items("media_thumbnail")]
    named.append(_in(said.inner("image"), "href"))
    covers = merged(one for cover in named if cover and (one := picture_of(said.url, cover, "image")) is not None)
    own = with_cover(merged(one for one in (*beside, *enclosed) if one is not None), [one.url for one in covers])
    return merged([*own, *body.pictures]) or covers


def _comments_url(said: _Said) -> str:
    own = absolute(said.url, said.text("wfw_commentrss"))
    named = (one["href"] for one in said.links() if one["rel"] == "replies" and one["type"] in _FEEDS)
    return own or next(filter(None, named), "")


def _comments_total(said: _Said) -> int | None:
    counted = [said.text("slash_comments"), said.text("thr_total"), *(one["count"] for one in said.links())]
    return next((int(one) for one in counted if one.isdecimal() and len(one) < 9), None)
