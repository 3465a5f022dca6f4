"""Records of Facebook's export (posts, albums, loose photos, videos) into drafts of posts; pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Final

from connectors._meta_drafts import Draft, Shot, joined, shot_of
from connectors._meta_json import items_told, moment, time_told, told_by
from connectors._payload import identity, mapping, objects, text

_TAG: Final = re.compile(r"@\[[^\[\]:]*:[^\[\]:]*:([^\[\]]*)\]")
"""@[100200:2048:Oakmere PTA]: how an export writes a name that a reader sees as a link."""
_WORDS: Final = frozenset({"text", "message", "post", "caption", "nachricht", "texte", "texto", "testo", "tekst"})
"""What the newer layout calls a post's words, in the languages that were met."""
_OWN_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("name", "description"),
    "note": ("title", "text"),
    "poll": ("question",),
    "life_event": ("title",),
    "for_sale_item": ("title", "description"),
}
"""What a post may attach beside photos -> where its words stand."""


def to_draft(record: Any) -> Draft | str:
    """Map one record of a file of posts, or return the rule by which it is set aside: not-a-record or no-time."""
    if not isinstance(record, dict) or not record:
        return "not-a-record"
    parts = objects(record.get("data"))
    times = (record.get("timestamp"), *(one.get("update_timestamp") for one in parts))
    at = next((read for one in times if (read := moment(one)) is not None), None) or time_told(record)
    if at is None:
        return "no-time"
    items = _items(record)
    words = [_said(one, "post") for one in parts]
    if not any(words):
        words = [value for label, value in told_by(record) if label in _WORDS][:1]
    return Draft(
        at=at,
        text=joined([*words, *_told(record), *_captions(items)]),
        shots=_shots(items),
        own_id=identity(record.get("fbid")),
        permalink=next((said for _, said in told_by(record) if said.startswith("https://www.facebook.com/")), ""),
    )


def _attached(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for part in objects(record.get("attachments")) for one in objects(part.get("data"))]


def _told(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of events, notes and the like that the page attached; what a linked site says is not its own."""
    for one in _attached(record):
        for kind, keys in _OWN_WORDS.items():
            yield from (_said(mapping(one.get(kind)), key) for key in keys)


def _items(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the photos and videos of a post: of its attachments, one by one, or its own in the newer layout."""
    own = [mapping(one.get("media")) for one in _attached(record)]
    return [*filter(None, own), *objects(record.get("media")), *items_told(record)]


def _captions(items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the words of photos and videos; the title of a photo is only its album's name, that of a video is read."""
    for item in items:
        shot = shot_of(item)
        if shot is not None and shot.video:
            yield _said(item, "title")
        yield _said(item, "description")


def _shots(items: Iterable[Mapping[str, Any]]) -> tuple[Shot, ...]:
    """Return the photos and videos, each once: an export may name one in several attachments."""
    found = (shot_of(item) for item in items)
    return tuple({shot.uri: shot for shot in found if shot is not None}.values())


def _said(holder: Mapping[str, Any], key: str) -> str:
    return _TAG.sub(r"\1", text(holder.get(key)))


def album_drafts(album: Any, shown: Collection[str]) -> Iterator[Draft | str]:
    """Yield the photos of an album that no post shows (`shown`: uris that one does), those of one day as one post.

    A photo that cannot be dated is yielded as the rule by which it is set aside.
    """
    about = [_said(mapping(album), "name"), _said(mapping(album), "description")]
    items = [*objects(mapping(album).get("photos")), *objects(mapping(album).get("videos"))]
    yield from _by_day([one for one in items if text(one.get("uri")) not in shown], about)


def loose_drafts(items: Iterable[Any], shown: Collection[str]) -> Iterator[Draft | str]:
    """Yield photos of no album, and videos, that no post shows, as `album_drafts`."""
    left = [one for one in items if text(mapping(one).get("uri")) not in shown]
    yield from _by_day([one for one in left if isinstance(one, dict)], [])
    yield from ("not-a-record" for one in left if not isinstance(one, dict))


def _by_day(items: Sequence[Mapping[str, Any]], about: Sequence[str]) -> Iterator[Draft | str]:
    """Yield a post for each film, and one for each day's photos.

    Its id is made of the day and the album's name, never of a photo: the others keep theirs when one is taken down.
    """
    days: dict[date, list[tuple[datetime, Mapping[str, Any], Shot]]] = defaultdict(list)
    for item in items:
        at, shot = moment(item.get("creation_timestamp")) or moment(item.get("timestamp")), shot_of(item)
        if at is None or shot is None:
            yield "no-time" if at is None else "not-a-record"
        elif shot.video:
            yield Draft(at=at, text=joined([*about, *_captions([item])]), shots=(shot,))
        else:
            days[at.date()].append((at, item, shot))
    mark = blake2b("".join(about[:1]).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    for day, dated in days.items():
        dated.sort(key=lambda one: one[0])
        photos = [item for _, item, _ in dated]
        said, own_id = joined([*about, *_captions(photos)]), f"{day:%Y%m%d}-{mark}"
        yield Draft(at=dated[0][0], text=said, shots=_shots(photos), own_id=own_id)
