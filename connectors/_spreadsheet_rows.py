"""The pure half of the spreadsheet connector: rows of a table in, records and what was set aside out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final, Generic, TypeVar

from config.models import fold_handle
from config.tables import Table
from connectors.base import KINDS, MEDIA_TYPES, Comment, Media, Post, SetAside

POST_COLUMNS: Final = (("post_id", "account", "created_at", "text"), ("platform", "kind", "permalink", "author"))
COMMENT_COLUMNS: Final = (
    ("comment_id", "account", "created_at", "post_id", "text"),
    ("platform", "author_handle", "author_name", "parent_id"),
)
MEDIA_COLUMNS: Final = (("post_id", "media_id", "type", "alt_text"), ("url", "file", "cover"))
"""Required and optional columns of each table; the functions below take rows in this order."""

LATEST: Final = timedelta(days=1)
"""How far after the moment of the run a time may lie: clocks differ, and a file may be read with an earlier --as-of."""
_STILL: Final = re.compile(r"\.(jpe?g|png|gif|webp|avif|heic|bmp|tiff?)$", re.IGNORECASE)
"""How the name of a picture ends, and not that of a film."""
_EXAMPLE: Final = "write it like 2026-09-07T08:30:00+01:00"
REASONS: Final[Mapping[str, str]] = {
    "no-id": "an id is blank: every row needs the platform's own ids",
    "no-time": f"created_at is blank: {_EXAMPLE}",
    "naive-time": f"created_at has no offset: {_EXAMPLE}",
    "bad-time": f"created_at is not an ISO 8601 time: {_EXAMPLE}",
    "impossible-time": "created_at lies before 2004 or beyond the calendar: correct the time",
    "after-the-run": "created_at lies after this run: correct the time, or leave it to a later run",
    "duplicate-id": "an earlier row has the same id and says the same, and was kept",
    "conflicting-id": "an earlier row has the same id, says otherwise, and was kept: leave the right one alone in",
    "no-account": "the account is blank: every row needs the handle it belongs to",
    "no-platform": "the platform is blank, and two platforms share this handle: fill the column in",
    "unknown-account": "these rows name an account that trust.yaml does not have: add it there, or leave them out",
    "ragged-row": "the row has more cells than the header: put texts that hold a comma in quotes",
    "no-post": "the media rows name a post that no posts file has, or one that was set aside",
}
"""One sentence for each rule by which a row is set aside."""

Row = tuple[str, ...]
Times = Sequence[datetime | str]
"""For each row its time in UTC, or the rule that it breaks."""
Record = TypeVar("Record", Post, Comment, Media)


@dataclass(slots=True)
class Mapped(Generic[Record]):
    """Records of some rows, and the rows that could not become one."""

    records: list[Record] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    later: datetime | None = None
    """The earliest time that was impossible only because it lies after this run."""


def set_aside(table: Table, index: int, rule: str) -> SetAside:
    """Name one row that could not become a record; never a value of it."""
    return SetAside(place=f"{table.file.name} row {table.lines[index]}", rule=rule, reason=REASONS[rule])


def set_aside_once(table: Table, count: int, rule: str) -> SetAside:
    """Name many rows of one file at once."""
    return SetAside(place=table.file.name, rule=rule, reason=REASONS[rule], count=count)


def posts_of(table: Table, times: Times, indexes: Sequence[int], until: datetime) -> Mapped[Post]:
    """Map the rows of one account's posts; `times` are `Layout.time` of all rows, `until` is the moment of the run."""
    return _timed(table, times, indexes, until, _post)


def comments_of(table: Table, times: Times, indexes: Sequence[int], until: datetime) -> Mapped[Comment]:
    """Map the rows of one account's comments, as `posts_of`; a comment whose post nobody has is kept."""
    return _timed(table, times, indexes, until, _comment)


def _timed(
    table: Table, times: Times, indexes: Sequence[int], until: datetime, record: Callable[[Row, datetime], Record]
) -> Mapped[Record]:
    """Map rows that begin with an id, an account and a time; the first row of an id is kept."""
    mapped: Mapped[Record] = Mapped()
    seen: dict[str, Record] = {}
    limit, under_post, rows = until + LATEST, table.columns[3] == "post_id", table.rows
    for index in indexes:
        row, moment = rows[index], times[index]
        own_id = row[0].strip()
        if not own_id or (under_post and not row[3].strip()):
            rule = moment if own_id and isinstance(moment, str) else "no-id"
        elif isinstance(moment, str):
            rule = moment
        elif moment > limit:
            rule = "after-the-run"
            mapped.later = min(moment, mapped.later or moment)
        elif own_id in seen:
            rule = "duplicate-id" if seen[own_id] == record(row, moment) else "conflicting-id"
        else:
            seen[own_id] = made = record(row, moment)
            mapped.records.append(made)
            continue
        mapped.set_aside.append(set_aside(table, index, rule))
    return mapped


def _post(row: Row, moment: datetime) -> Post:
    post_id, _, _, text, _, kind, permalink, author = row
    kind = kind.strip().casefold()
    return Post(
        post_id=post_id.strip(),
        created_at=moment,
        kind=kind if kind in KINDS else "original",
        text=text,
        permalink=_link(permalink),
        author=author.strip().removeprefix("@"),
    )


def _comment(row: Row, moment: datetime) -> Comment:
    comment_id, _, _, post_id, text, _, author_handle, author_name, parent_id = row
    comment_id, post_id, parent_id = comment_id.strip(), post_id.strip(), parent_id.strip()
    return Comment(
        comment_id=comment_id,
        post_id=post_id,
        parent_id="" if parent_id in (post_id, comment_id) else parent_id,
        created_at=moment,
        author_handle=author_handle.strip().removeprefix("@"),
        author_name=author_name,
        text=text,
    )


def media_of(table: Table, indexes: Sequence[int]) -> Mapped[Media]:
    """Map the media rows of one account's posts; a blank media_id becomes m1, m2 ... by its order in the post."""
    mapped: Mapped[Media] = Mapped()
    taken = {(table.rows[index][0].strip(), table.rows[index][1].strip()) for index in indexes}
    seen: dict[tuple[str, str], Media] = {}
    counted: dict[str, int] = {}
    for index in indexes:
        post_id, media_id, kind, alt_text, url, file, cover = table.rows[index]
        post_id, media_id = post_id.strip(), media_id.strip()
        counted[post_id] = counted.get(post_id, 0) + 1
        media_id = media_id or _free_id(post_id, counted[post_id], taken)
        # what is no known type counts as a photo: a picture too many is looked at, never one too few
        kind = kind.strip().casefold()
        if kind not in MEDIA_TYPES:  # a reel, or whatever else has a cover, is a video
            kind = "video" if _link(cover) or _inside(cover) else "photo"
        media = Media(
            post_id=post_id,
            media_id=media_id,
            type=kind,
            url=_link(url),
            file=_inside(file),
            alt_text=alt_text,
            cover=_cover(cover, file, url) if kind == "video" else "",
        )
        known = seen.setdefault((post_id, media_id), media)
        if known is media:
            mapped.records.append(media)
        else:
            rule = "duplicate-id" if known == media else "conflicting-id"
            mapped.set_aside.append(set_aside(table, index, rule))
    return mapped


def _cover(cover: str, file: str, url: str) -> str:
    """Return the cover of a video: the column's own, else the file or address where that is a picture; or blank.

    Files come before addresses, which are not fetched.
    """
    still_file, still_url = (one if _STILL.search(one.partition("?")[0]) else "" for one in (_inside(file), _link(url)))
    return _inside(cover) or still_file or _link(cover) or still_url


def _free_id(post_id: str, number: int, taken: set[tuple[str, str]]) -> str:
    """Return m1 for the first picture of a post, m2 for the second ..., stepping over ids that stand in the file."""
    while (post_id, f"m{number}") in taken:
        number += 1
    taken.add((post_id, f"m{number}"))
    return f"m{number}"


def _link(text: str) -> str:
    """Return an http(s) address, or blank: nothing else is ever made a link."""
    text = text.strip()
    return text if text.casefold().startswith(("https://", "http://")) and not any(map(str.isspace, text)) else ""


def _inside(text: str) -> str:
    """Return a path inside the workspace with forward slashes, or blank."""
    if not text:
        return ""
    path = PurePosixPath(text.strip().replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or not path.parts or ":" in path.parts[0]
    return "" if outside else str(path)


def grouped(table: Table, owner: Callable[[str, str], str]) -> dict[str, list[int]]:
    """Return owner -> its rows; `owner` names whose row it is from (platform, account), both folded."""
    at = table.columns.index("platform")
    said: dict[tuple[str, str], list[int]] = {}
    for index, row in enumerate(table.rows):
        said.setdefault((row[at], row[1]), []).append(index)
    found: dict[str, list[int]] = {}
    for (platform, handle), indexes in said.items():
        found.setdefault(owner(platform.strip().casefold(), fold_handle(handle)), []).extend(indexes)
    return {name: sorted(indexes) for name, indexes in found.items()}
