"""Posts of Meta's exports, which have no ids: an id of our own for each, and each post once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from connectors._meta_json import is_video, split_name
from connectors._payload import address, mapping, text
from connectors.base import Media, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo or video of a post."""

    uri: str
    """Its path in the export; an address where the export only points at it."""
    alt_text: str = ""
    video: bool = False
    cover: str = ""
    """Of a video: the path of its thumbnail in the export; blank = it names none."""

    @property
    def stem(self) -> str:
        """Its file name without folders and ending, which stays the same in every export."""
        return split_name(self.uri)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One post as an export tells it."""

    at: datetime
    text: str = ""
    kind: str = "original"
    shots: tuple[Shot, ...] = ()
    own_id: str = ""
    """The platform's id, where the export has one."""
    permalink: str = ""

    @property
    def second(self) -> int:
        """The second of posting, counted from 1970."""
        return int(self.at.timestamp())


def shot_of(item: Mapping[str, Any]) -> Shot | None:
    """Return an export's photo or video; None for an entry without a file."""
    uri = text(item.get("uri")).strip()
    if not uri:
        return None
    alt = next((said for key in _ALT if (said := text(item.get(key)).strip())), "")
    video = is_video(uri, item)
    cover = text(mapping(item.get("thumbnail")).get("uri")).strip() if video else ""
    return Shot(uri=uri, alt_text=alt, video=video, cover=cover)


_ALT = ("alt_text", "accessibility_caption", "custom_accessibility_caption")
"""Where an alternative text would stand; no export that was seen has one."""


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """Return each post once: exports repeat reels among the posts, and tell a post in two records of one second."""
    kept: list[Draft] = []
    known: dict[Hashable, int] = {}
    for draft in drafts:
        marks = list(_marks(draft))
        place = next((known[mark] for mark in marks if mark in known), None)
        if place is None:
            place = len(kept)
            kept.append(draft)
        else:
            kept[place] = _merged(kept[place], draft)
        known |= {mark: place for mark in marks if mark not in known}
    return kept


def _marks(draft: Draft) -> Iterator[Hashable]:
    """Yield by what a post is known again: its id, a picture in its second, or the same words where it has none."""
    if draft.own_id:
        yield draft.own_id
    yield from ((draft.second, shot.stem) for shot in draft.shots)
    if not draft.shots:
        yield (draft.second, "", draft.text)


def _merged(one: Draft, other: Draft) -> Draft:
    """Return two records of a post as one, with the words and pictures of both; what one lacks, the other gives."""
    stems = {shot.stem for shot in one.shots}
    more = tuple(shot for shot in other.shots if shot.stem not in stems)
    same = {shot.stem: shot for shot in reversed(other.shots)}
    shots = tuple(_filled(shot, same.get(shot.stem, shot)) for shot in one.shots)
    return replace(one, text=joined([one.text, other.text]), shots=(*shots, *more))


def _filled(one: Shot, other: Shot) -> Shot:
    cover = one.cover or (other.cover if one.video else "")
    return replace(one, alt_text=one.alt_text or other.alt_text, cover=cover)


def numbered(drafts: Sequence[Draft]) -> Iterator[tuple[str, Draft]]:
    """Yield posts with their ids: the platform's, else the second of posting, which no later edit of the words changes.

    Where several posts bear one second, each has the mark of its own pictures, or words, behind it.
    """
    seconds = Counter(draft.second for draft in drafts)
    given: set[str] = set()
    for draft in drafts:
        content = "/".join(sorted(shot.stem for shot in draft.shots)) if draft.shots else f"\n{draft.text}"
        mark = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        marked = f"{draft.second}-{mark}"
        post_id = draft.own_id or (str(draft.second) if seconds[draft.second] == 1 else marked)
        post_id = marked if post_id in given else post_id
        given.add(post_id)
        yield post_id, draft


def to_post(post_id: str, draft: Draft) -> Post:
    """Map one post."""
    return Post(
        post_id=post_id, created_at=draft.at, kind=draft.kind, text=draft.text, permalink=address(draft.permalink)
    )


def to_media(post_id: str, draft: Draft) -> Iterator[tuple[Media, Shot]]:
    """Yield the photos and videos of a post, each with where it lies; its id is its file's name without the ending."""
    taken: set[str] = set()
    for number, shot in enumerate(draft.shots, 1):
        media_id = shot.stem if shot.stem and shot.stem not in taken else f"m{number}"
        taken.add(media_id)
        media = Media(
            post_id=post_id,
            media_id=media_id,
            type="video" if shot.video else "photo",
            url=address(shot.uri),
            alt_text=shot.alt_text,
            alt_known=bool(shot.alt_text),
            cover=shot.cover,
        )
        yield media, shot


def joined(texts: Iterable[str]) -> str:
    """Return texts one below the other, without those that stand in another before them."""
    kept: list[str] = []
    for one in texts:
        if one.strip() and not any(one.strip() in said for said in kept):
            kept.append(one)
    return "\n\n".join(kept)
