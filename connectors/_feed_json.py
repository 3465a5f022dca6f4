"""JSON Feed (versions 1 and 1.1), read by hand: whatever is missing or of the wrong kind is blank."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from connectors._feed_entries import Entry, Feed, NotAFeedError, made_id, merged, picture_of
from connectors._html_text import Picture, Shown, absolute, read, tidy
from connectors._payload import identity, mapping, objects, text

_VERSION: Final = "https://jsonfeed.org/version/"
_MOST_ENTRIES: Final = 5_000


def looks_like_json(body: bytes) -> bool:
    """Say whether a document is JSON rather than XML."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_json(body: bytes, url: str) -> Feed:
    """Read a JSON Feed; NotAFeedError when it is none."""
    try:
        payload = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise NotAFeedError("it is broken JSON") from None
    said = mapping(payload)
    if not text(said.get("version")).startswith(_VERSION) or not isinstance(said.get("items"), list):
        raise NotAFeedError("it is JSON, but no JSON Feed")
    base = absolute(url, text(said.get("home_page_url"))) or url
    items = objects(said["items"])[:_MOST_ENTRIES]
    return Feed(
        title=tidy(text(said.get("title"))),
        about=tidy(text(said.get("description"))),
        link=absolute(url, text(said.get("home_page_url"))),
        next_url=absolute(url, text(said.get("next_url"))),
        entries=[_entry(one, base) for one in items],
    )


def _entry(item: Mapping[str, Any], base: str) -> Entry:
    link = absolute(base, text(item.get("url"))) or absolute(base, text(item.get("external_url")))
    shown = _body(item, link or base)
    title, written = tidy(text(item.get("title"))), text(item.get("date_published")) or text(item.get("date_modified"))
    return Entry(
        entry_id=_id(item.get("id")) or made_id(link, title, written, shown.text),
        link=link,
        title=title,
        body=shown.text,
        pictures=merged([*shown.pictures, *_attached(item, link or base)]),
        published=_moment(written),
        author=_author(item),
        is_cut=shown.cut,
    )


def _id(value: Any) -> str:
    return str(value) if isinstance(value, float) else identity(value)


def _body(item: Mapping[str, Any], base: str) -> Shown:
    """Return what a reader sees: the HTML, for it alone has pictures; else the plain text, else the summary, cut."""
    if source := text(item.get("content_html")):
        return read(source, base)
    if whole := tidy(text(item.get("content_text"))):
        return Shown(text=whole)
    summary = tidy(text(item.get("summary")))
    return Shown(text=summary, cut=bool(summary))


def _attached(item: Mapping[str, Any], base: str) -> list[Picture]:
    found = [
        picture_of(base, text(one.get("url")), text(one.get("mime_type")), text(one.get("title")))
        for one in objects(item.get("attachments"))
    ]
    shown = picture_of(base, text(item.get("image")), "image")
    return [one for one in (*found, shown) if one is not None]


def _author(item: Mapping[str, Any]) -> str:
    authors = objects(item.get("authors")) or objects([item.get("author")])
    return next((name for one in authors if (name := text(one.get("name")).strip())), "")


def _moment(value: str) -> datetime | None:
    """Return a time in UTC; one without an offset is taken for UTC, as other readers of feeds take it."""
    try:
        read_time = datetime.fromisoformat(value.strip())
        return (read_time if read_time.tzinfo else read_time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
