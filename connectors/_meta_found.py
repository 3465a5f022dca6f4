"""What one of Meta's exports holds of an account, and how far that reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from config.refusal import Place, RefusalError
from connectors._archive import Archive
from connectors._export_pages import LATEST, Pull
from connectors._meta_drafts import Draft, Shot, numbered, once, to_media, to_post
from connectors._meta_json import EARLIEST
from connectors.base import Profile, Read, SetAside

NO_COMMENTS: Final = "comments: the export has none of what others wrote"
NO_DATE: Final = "the export does not say when it was made, so it is taken to end with its newest post"
_NAMED: Final = re.compile(
    r"(?:facebook|instagram|threads)-(.+?)-(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})\.(\d{2})\.(\d{4}))(?:[-._ (].*)?",
    re.IGNORECASE | re.ASCII,
)
"""instagram-oakmere-2026-11-16-AbCdEfGh.zip"""
_REASONS: Final = {
    "no-time": "the export gives no usable time for this record",
    "not-a-record": "the record is not written as the export's others are",
    "after-the-run": "the post lies after this run: it is left to a later run",
}


@dataclass(slots=True)
class Found:
    """What was mapped of an export, before it is numbered."""

    drafts: list[Draft] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    missing: str = ""
    """Why the posts are not in the export at all, as a sentence; blank when their files are there."""
    gap: str = ""
    """Why only some of the posts are there, as a sentence: the file of the others is not in the export."""
    assumed: list[str] = field(default_factory=list)
    profile: Profile | None = None

    def leave(self, rule: str, place: str) -> None:
        """Set one record aside."""
        self.set_aside.append(SetAside(place=place, rule=rule, reason=_REASONS[rule]))


@dataclass(frozen=True, slots=True)
class Label:
    """What the name of an export says: Meta writes platform, account and day into it."""

    handle: str = ""
    made: datetime | None = None
    """The beginning of the day on which it was made."""


def label_of(archive: Archive) -> Label:
    """Return what the name of the .zip (or of its parts, or of the folder it was unpacked to) says.

    RefusalError where the parts are not of one export: the older would speak for posts that were edited since.
    """
    path = archive.path
    parts = sorted(one.name for one in path.iterdir() if one.suffix.casefold() == ".zip") if path.is_dir() else []
    told = dict.fromkeys(label for name in parts if (label := _label(name)) is not None)
    if len(told) > 1:
        raise RefusalError(
            "the folder holds exports of several days or accounts: keep in it the parts of this account's newest one",
            place=Place(path),
        )
    inner = [PurePosixPath(name).parts[0] for name in archive.names[:1]]
    return next((label for name in (*parts, path.name, *inner) if (label := _label(name)) is not None), Label())


def _label(name: str) -> Label | None:
    """Read the name of one file or folder; None when it is not as Meta names them."""
    match = _NAMED.fullmatch(name)
    if match is None:
        return None
    handle, year, month, day, other_day, other_month, other_year = match.groups()
    try:
        made = datetime(int(year or other_year), int(month or other_month), int(day or other_day), tzinfo=UTC)
    except ValueError:
        return None
    return Label(handle, made)


def to_pull(found: Found, label: Label, until: datetime, *, complete: bool) -> Pull:
    """Number what was found; `complete` is what trust.yaml promises, `until` is the moment of the run."""
    rows = list(placed(found.drafts))
    later = [draft.at for _, draft in rows if draft.at > until + LATEST]
    kept = [(post_id, draft) for post_id, draft in rows if draft.at <= until + LATEST]
    if later:
        reason = _REASONS["after-the-run"]
        found.set_aside.append(SetAside(place="the export", rule="after-the-run", reason=reason, count=len(later)))
    return Pull(
        posts=[to_post(post_id, draft) for post_id, draft in kept],
        media=[media for post_id, draft in kept for media, _ in to_media(post_id, draft)],
        set_aside=found.set_aside,
        reads=list(_reads(found, [draft for _, draft in kept], label, complete=complete)),
        later=min(later, default=None),
    )


def placed(drafts: Sequence[Draft]) -> Iterator[tuple[str, Draft]]:
    """Yield posts with their ids, each once, the oldest first."""
    yield from numbered(sorted(once(drafts), key=lambda draft: draft.at))


def shots_of(drafts: Sequence[Draft]) -> dict[tuple[str, str], Shot]:
    """Return (post id, media id) -> where the photo or video lies."""
    return {
        (media.post_id, media.media_id): shot
        for post_id, draft in placed(drafts)
        for media, shot in to_media(post_id, draft)
    }


def _reads(found: Found, drafts: Sequence[Draft], label: Label, *, complete: bool) -> Iterator[Read]:
    """Say how far posts and media were read, and what an export never shows."""
    lost = sum(one.count for one in found.set_aside if one.rule != "after-the-run")
    unused = f"{lost} {'record' if lost == 1 else 'records'} of posts could not be used (see data quality)"
    reason = "; ".join(filter(None, [found.gap, unused if lost else ""]))
    times = [draft.at for draft in drafts]
    # the day it was made is covered up to its newest post: at what hour it was made, nothing says
    end = max([*([label.made] if label.made else []), *times], default=None)
    empty = found.missing or ("" if times else "the export holds no posts")
    if empty or end is None:
        yield from (Read(what=what, complete=False, reason=f"{what}: {empty}") for what in ("posts", "media"))
    else:
        assumed = [*found.assumed, *([] if label.made else [NO_DATE])]
        for what in ("posts", "media"):
            yield Read(
                what=what,
                complete=not found.gap and (bool(drafts) or not lost),
                begin=EARLIEST if complete else min(times),
                end=end,
                reason=reason,
                assumed="; ".join(assumed),
                proves_gone=complete and not reason,
            )
    yield Read(what="comments", complete=False, reason=NO_COMMENTS)
    if found.profile is None:
        yield Read(
            what="profile", complete=False, reason="profile: the export does not hold what the account says of itself"
        )
    else:
        yield Read(what="profile", complete=True)
