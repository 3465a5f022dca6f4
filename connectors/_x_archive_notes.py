"""Long texts: note-tweet.js holds them apart from their posts, in most archives without a post's id.

Such a text is joined to the post that was made in the same second and begins with the same words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from connectors._payload import address, identity, mapping, objects, text
from connectors._x_archive_manifest import to_time
from connectors._x_archive_mapping import Version
from connectors._x_text import as_shown, shown_for

_SAID_TO: Final = re.compile(r"(?:@\w+ )+")
_LINK: Final = re.compile(r"https?://")
_COMPARED: Final = 600
"""Characters of a long text that are compared; X cuts its post at 280."""
_THREAD: Final = 100
"""Posts of one second that are compared; a thread has 25 at the most."""
_SURE: Final = 100
"""First characters that tell a post's long text where the second does not."""


@dataclass(frozen=True, slots=True)
class Note:
    """The whole of a long text."""

    written: str
    """As X wrote it."""
    shown: Mapping[str, str]
    """Short link -> what a reader sees in its place."""
    plain: str
    """Its begin without links replaced, to be held against the text of a post."""
    made: datetime | None
    """To the second."""
    post_id: str = ""
    """Where it names its post."""
    may_be: tuple[str, ...] = ()
    """Ids that in some archives are the post's."""


def notes_of(rows: Iterable[Any]) -> Iterator[Note]:
    """Read the rows of note-tweet.js in all the shapes that were seen; a row without a text is left out."""
    for row in rows:
        told = mapping(mapping(row).get("noteTweet")) or mapping(row)
        results = mapping(told.get("noteTweetResults"))
        places = (told.get("core"), results, results.get("result"), told.get("noteTweetContents"), told)
        core = next((place for place in map(mapping, places) if text(place.get("text"))), {})
        if not core:
            continue
        made, first = to_time(told.get("createdAt")), mapping(told.get("lifecycle")).get("initialTweetId")
        yield Note(
            written=core["text"],
            shown=dict(_shown(core)),
            plain=_plain(core["text"])[:_COMPARED],
            made=made.replace(microsecond=0) if made else None,
            post_id=identity(told.get("tweetId")) or identity(told.get("tweet_id")),
            may_be=tuple(filter(None, map(identity, (first, told.get("noteTweetId"))))),
        )


def join(notes: Sequence[Note], versions: Sequence[Version]) -> Mapping[str, Note]:
    """Return post id -> its long text; a text that belongs to no post is in none of them.

    What names its post goes there. Else second and first words decide, and of several posts of one second (a thread)
    the one that has most words in common with the text; at last many first words, of about one minute.
    """
    known = {version.post.post_id: version for version in versions}
    joined = {note.post_id: note for note in notes if note.post_id in known}
    waiting = [note for note in notes if note.post_id not in known]
    seconds: dict[datetime | None, list[Version]] = defaultdict(list)
    made = Counter(note.made for note in waiting)
    del made[None]
    for version in versions:
        second = version.post.created_at.replace(microsecond=0)
        if second in made and version.post.post_id not in joined and len(seconds[second]) < _THREAD:
            seconds[second].append(version)
    pairs = [(one, note) for note in waiting for one in seconds.get(note.made, ()) if _fit(one, note)]
    pairs.sort(key=lambda pair: len(_begin(pair[0])), reverse=True)
    given: set[int] = set()
    for version, note in pairs:
        alone = len(seconds[note.made]) == 1 == made[note.made]  # then a post that begins with a link is known too
        if id(note) not in given and version.post.post_id not in joined and (_begin(version) or alone):
            joined[version.post.post_id] = note
            given.add(id(note))
    for note in waiting:
        found = next((one for one in note.may_be if one in known and one not in joined), None)
        if id(note) not in given and found:
            joined[found] = note
            given.add(id(note))
    return joined | _beside([one for one in waiting if id(one) not in given], versions, joined)


def _beside(notes: Sequence[Note], versions: Sequence[Version], joined: Collection[str]) -> dict[str, Note]:
    """Return post id -> its long text where that was made seconds before or after: then many first words must agree."""
    opened: dict[tuple[str, int], list[Version]] = defaultdict(list)
    for version in versions if notes else ():
        begin = _begin(version)
        if len(begin) < _SURE or version.post.post_id in joined:
            continue
        same = opened[begin[:_SURE], _minute(version.post.created_at)]
        if len(same) < _THREAD:
            same.append(version)
    found: dict[str, Note] = {}
    for note in filter(lambda one: one.made, notes):
        near = [one for at in (0, -1, 1) for one in opened.get((note.plain[:_SURE], _minute(note.made) + at), ())]
        fitting = (one.post.post_id for one in near if one.post.post_id not in found and _fit(one, note))
        if post_id := next(fitting, ""):
            found[post_id] = note
    return found


def _minute(at: datetime | None) -> int:
    return int(at.timestamp()) // 60 if at else 0


def _fit(version: Version, note: Note) -> bool:
    return note.plain.startswith(_begin(version)[:_COMPARED])


def _begin(version: Version) -> str:
    """Return the first words of a post up to its first link, without the ellipsis that X puts at the cut."""
    return _LINK.split(_plain(version.written), maxsplit=1)[0].rstrip().removesuffix("…").rstrip()


def _plain(written: str) -> str:
    """Return a text unescaped, with single spaces, and without the mentions that a reply begins with."""
    plain = " ".join(as_shown(written, ()).split())
    said_to = _SAID_TO.match(plain)
    return plain[said_to.end() :] if said_to else plain


def _shown(core: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for link in objects(core.get("urls")):
        short = text(link.get("shortUrl") or link.get("url"))
        displayed = text(link.get("displayUrl") or link.get("display_url"))
        yield short, shown_for(short, displayed or address(link.get("expandedUrl")))
