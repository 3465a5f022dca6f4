"""Rows of Meta Business Suite's CSV into posts, and whose rows they are; pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from config.models import Account, fold_handle
from config.tables import Table
from connectors._payload import address
from connectors._spreadsheet_layout import Layout
from connectors.base import Media, Post

US_TIME: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b.*", re.ASCII)
_PICTURED: Final = (("story", ""), ("reel", "video"), ("video", "video"), ("live", "video"), ("photo", "photo"),
                    ("image", "photo"), ("carousel", "photo"), ("album", "photo"))  # fmt: skip
"""Word of a post type -> what its pictures are; the first that fits. A story may be either, and counts as a photo."""
_YES: Final = frozenset({"1", "true", "yes"})
_SHORTEST_NAME: Final = 5
"""Letters that a name must have before it is told apart by being part of another."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an export."""

    post_id: str
    publish_time: str
    page_id: str
    page_name: str
    username: str
    title: str
    description: str
    permalink: str
    post_type: str
    is_share: str
    comments_total: str

    @property
    def page(self) -> str:
        """What tells the page or account of the row from others."""
        return self.page_id.strip() or fold_handle(self.username) or self.page_name.strip()


@dataclass(slots=True)
class PageSeen:
    """A page or account that an export has rows of."""

    page_id: str
    name: str
    username: str
    """Folded; Facebook's exports have none."""
    in_links: Counter[str] = field(default_factory=Counter)
    """What stands in the place of a username in the addresses of its posts, folded, and how often."""
    platforms: Counter[str] = field(default_factory=Counter)
    """Platform that a post says it is on, and how often; a school may have one name on both."""

    def may_be_on(self, platform: str) -> bool:
        """Say whether its posts are on a platform, as far as they say; most of them decide."""
        most = self.platforms.most_common(1)
        return not most or most[0][0] == platform


def rows_of(table: Table) -> list[Row]:
    """Return the rows of a file."""
    return [Row(*row) for row in table.rows]


def pages_seen(rows: Iterable[Row]) -> dict[str, PageSeen]:
    """Return the pages and accounts whose rows these are, by Row.page."""
    seen: dict[str, PageSeen] = {}
    for row in rows:
        if row.page not in seen:
            seen[row.page] = PageSeen(row.page_id.strip(), row.page_name.strip(), fold_handle(row.username))
        first = urlsplit(address(row.permalink)).path.strip("/").partition("/")
        seen[row.page].platforms.update(filter(None, [platform_of(row)]))
        if first[2].startswith(("posts", "videos", "photos")) and not first[0].isdecimal():
            seen[row.page].in_links[first[0].casefold()] += 1
    return seen


def platform_of(row: Row) -> str:
    """Return the platform that a row's address or type says it is on; blank where neither says."""
    host = f".{urlsplit(address(row.permalink)).hostname or ''}"
    is_instagram = host.endswith(".instagram.com") or row.post_type.strip().upper().startswith("IG ")
    return "instagram" if is_instagram else "facebook" if host.endswith((".facebook.com", ".fb.watch")) else ""


def together(files: Iterable[Mapping[str, PageSeen]]) -> dict[str, PageSeen]:
    """Return the pages of several files as those of one."""
    seen: dict[str, PageSeen] = {}
    for file in files:
        for key, page in file.items():
            known = seen.setdefault(key, PageSeen(page.page_id, page.name, page.username))
            known.in_links += page.in_links
            known.platforms += page.platforms
    return seen


def own_pages(account: Account, seen: Mapping[str, PageSeen]) -> set[str]:
    """Return which of the pages are the account's: by id, by username, by the addresses of posts, at last by name.

    Those of another platform never are, whatever they are called. A name is taken for the account's only where one
    page alone resembles its handle.
    """
    seen = {key: page for key, page in seen.items() if page.may_be_on(account.platform)}
    certain = {key for key, page in seen.items() if _is_own(account, page)}
    if certain or account.platform_id:
        return certain
    handle = _letters(account.handle)
    nameless = {key: _letters(page.name) for key, page in seen.items() if not page.username and page.name}
    same = {key for key, name in nameless.items() if name == handle}
    alike = same or {key for key, name in nameless.items() if _one_in_other(name, handle)}
    return alike if len(alike) == 1 else set()


def _is_own(account: Account, page: PageSeen) -> bool:
    handle = fold_handle(account.handle)
    if account.platform_id and page.page_id:
        return page.page_id == account.platform_id
    # of most posts: one that was crossposted may bear the address of another page
    linked = [name for name, _ in page.in_links.most_common(1)]
    return bool(handle) and handle in {page.username, page.page_id, *linked}


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _one_in_other(name: str, handle: str) -> bool:
    return min(len(name), len(handle)) >= _SHORTEST_NAME and (name in handle or handle in name)


def to_post(row: Row, created_at: datetime) -> Post:
    """Map one row."""
    said = text_of(row)
    return Post(
        post_id=row.post_id.strip(),
        created_at=created_at,
        kind=kind_of(row, said),
        text=said,
        permalink=address(row.permalink),
        comments_total=_count(row.comments_total),
    )


def text_of(row: Row) -> str:
    """Return the longer of title and description, letter for letter; the other below it where that says something else.

    Meta puts a caption in either, or cut short in one of them; a video has both.
    """
    short, long = sorted((row.title, row.description), key=lambda text: len(text.strip()))
    beginning = " ".join(short.split()).removesuffix("...").removesuffix("…").strip()
    return long if beginning in " ".join(long.split()) else f"{long}\n\n{short}"


def kind_of(row: Row, said: str) -> str:
    """Return story, original, repost for another post shared without a word, or quote for one shared with words."""
    if re.search(r"\bstor(y|ies)\b", row.post_type, re.IGNORECASE):
        return "story"
    if row.is_share.strip().casefold() not in _YES:
        return "original"
    return "quote" if said.strip() else "repost"


def to_media(row: Row) -> list[Media]:
    """Return the one row that stands for all pictures of a post, as its type says; empty for a post without any."""
    named = row.post_type.casefold().replace("stories", "story")
    types = (kind or "photo" for word, kind in _PICTURED if word in named)
    return [Media(post_id=row.post_id.strip(), media_id="m1", type=kind, alt_known=False) for kind in list(types)[:1]]


def first_not_us(rows: Sequence[Row]) -> int | None:
    """Return the index of the first time that cannot have its month first; such a file was saved by another program."""
    for index, row in enumerate(rows):
        match = US_TIME.fullmatch(row.publish_time.strip())
        if match and int(match[1]) > 12 >= int(match[2]):
            return index
    return None


def last_day(rows: Sequence[Row]) -> str:
    """Return the day of the latest of some rows (2026-11-30) as it is written, whatever its zone; blank without any."""
    found = (US_TIME.fullmatch(row.publish_time.strip()) for row in rows)
    return max((f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}" for match in found if match), default="")


def to_time(row: Row, layout: Layout) -> datetime | str:
    """Return when a row was published, UTC, or the rule that its time breaks."""
    return layout.time(row.publish_time)


def _count(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None
