"""Values out of Meta's JSON exports: broken letters mended, and what is absent or of the wrong kind made blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from connectors._payload import mapping, objects, text

EARLIEST: Final = datetime(2004, 1, 1, tzinfo=UTC)
"""No platform a school uses is older."""
VIDEOS: Final = frozenset({".mp4", ".mov", ".m4v", ".webm", ".avi", ".3gp", ".mkv", ".mpg", ".mpeg", ".wmv"})
"""File name endings of videos; anything else that a post holds counts as a photo, so that one too many is looked at."""
_MILLISECONDS: Final = 100_000_000_000
"""A count from here on cannot be seconds (the year 5138): some exports count milliseconds."""

_SPELLED_OUT: Final = re.compile(
    "([\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]"
    "|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3})"
)
"""One character, its bytes written as a character each."""
_BEYOND_ASCII: Final = re.compile("[\x80-\xff]")
_OF_A_RECORD: Final = frozenset({"media", "uri", "timestamp", "creation_timestamp", "attachments"})


def repaired(value: Any) -> Any:
    """Return JSON with the letters that Meta breaks made whole, in values and in keys; what is whole stays as it is.

    Meta writes every byte of a text's UTF-8 as a character of its own, so that "é" becomes "Ã©". How deep `value` is
    nested is bounded by Archive.json.
    """
    if isinstance(value, str):
        return mended(value)
    if isinstance(value, list):
        return [repaired(one) for one in value]
    if isinstance(value, dict):
        return {mended(key): repaired(one) for key, one in value.items()}
    return value


def mended(broken: str) -> str:
    """Return a text whose characters are the bytes of its UTF-8 as that text; any other is returned untouched.

    Where some bytes are lost (an emoji cut in two), all else is mended and what is left of them stays.
    """
    if broken.isascii():
        return broken
    try:
        return broken.encode("latin-1").decode("utf-8")
    except UnicodeEncodeError:  # a character beyond U+00FF: nobody broke it
        return broken
    except UnicodeDecodeError:
        parts = _SPELLED_OUT.split(broken)
        lost = sum(bool(_BEYOND_ASCII.search(part)) for part in parts[::2])
        whole = parts[1::2]
        if len(whole) <= lost:  # letters of Latin-1 that nobody broke, two of which look like one that was
            return broken
        return "".join(part.encode("latin-1").decode("utf-8") if at % 2 else part for at, part in enumerate(parts))


def moment(value: Any) -> datetime | None:
    """Return a count of seconds (or milliseconds) since 1970 as UTC; None when it is none, or before any platform."""
    if isinstance(value, str) and len(value) < 20 and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        read = datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return read if read >= EARLIEST and read.year < 9000 else None


def rows_of(content: Any) -> Sequence[Any]:
    """Return the records of a member: it is their list, an object that holds it under some name, or a single record."""
    if isinstance(content, list):
        return content
    if _OF_A_RECORD & mapping(content).keys():
        return [content]
    return max((one for one in mapping(content).values() if isinstance(one, list)), key=len, default=[])


def labelled(value: Any) -> Iterator[tuple[str, str]]:
    """Yield (label, text) of all that an export's tables of labels say, at any depth; a label is in any language.

    Knows {"string_map_data": {label: {"value" or "href": text}}} and {"label_values": [{"label": ..., "value": ...}]}.
    """
    if isinstance(value, list):
        for one in value:
            yield from labelled(one)
        return
    for label, one in mapping(mapping(value).get("string_map_data")).items():
        yield label, text(mapping(one).get("value")) or text(mapping(one).get("href"))
    for key in ("label_values", "dict", "vec"):
        for row in objects(mapping(value).get(key)):
            yield text(row.get("label")), text(row.get("value")) or text(row.get("href"))
    for inner in mapping(value).values():
        if isinstance(inner, list | dict):
            yield from labelled(inner)


def told_by(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (label, text) of a record in the newer layout, where labels say what keys said before; labels folded."""
    rows = objects(record.get("label_values"))
    return [(label.strip().casefold(), said) for label, said in labelled({"label_values": rows})] if rows else []


def items_told(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the photos and videos of a record in the newer layout, which stand beside a label."""
    return [one for row in objects(record.get("label_values")) for one in objects(row.get("media"))]


def time_told(record: Mapping[str, Any]) -> datetime | None:
    """Return the earliest time that stands beside a label in the newer layout: what is edited is so afterwards."""
    times = (moment(row.get("timestamp_value")) for row in objects(record.get("label_values")))
    return min((at for at in times if at is not None), default=None)


def split_name(uri: str) -> tuple[str, str]:
    """Return the file name that a path or an address ends in: without its ending, and the ending (".jpg"), folded."""
    # pathlib does the same at ten times the price, and an export has tens of thousands of pictures
    name = uri.partition("?")[0].rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending.casefold()) if stem else (name, "")


def is_video(uri: str, record: Mapping[str, Any]) -> bool:
    """Say whether an item of an export is a video, by the ending of its file or by what is told of it."""
    ending = split_name(uri)[1]
    return ending in VIDEOS or (not ending and "video_metadata" in mapping(record.get("media_metadata")))
