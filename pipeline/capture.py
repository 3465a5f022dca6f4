"""Capturing photos: what an account published is asked for once, hashed, and kept before its links die.

Of a video it is the cover, the picture that stands for it; a video whose source gives none is not asked for.

Of one run: the newest first, at most `MOST_PHOTOS`, `MOST_BYTES` and `MOST_SECONDS` an account; what is left waits for
the next pull. A photo that could not be had is asked for again at later pulls, `MOST_TRIES` times in all. What only a
person can mend (a file that is not in the workspace) is looked at again at every pull. So is a cover, or a file that
was handed over, as long as a finding stands that goes by its bytes: it may have been exchanged where it is.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from config.models import Account, Pictures
from config.refusal import RefusalError
from connectors.base import Connector, ConnectorError, NeedsPerson, Read, RetryLater
from pipeline.media_files import content_hash, is_kept, keep_copy
from pipeline.moments import to_micros
from pipeline.picture_facts import NoPictureError, look_at
from pipeline.store.copies import Copy, Photo, load_photos, media_covered, save_copies
from pipeline.store.opening import Store, StoreRefusalError
from pipeline.store.other_covers import forget_copies, load_other_covers
from pipeline.store.pages import PullMoment, save_read

MOST_PHOTOS: Final = 500
"""How many photos of one account are asked for in one run."""
MOST_BYTES: Final = 1_000_000_000
"""How many bytes of photos of one account are fetched in one run."""
MOST_SECONDS: Final = 1_800
"""How long the photos of one account are fetched in one run."""
MOST_TRIES: Final = 7
"""At how many pulls a photo is asked for in vain before it is given up."""
_DOWN: Final = 3
"""Photos in a row whose host was down or asked to wait, after which the rest is left to the next pull."""
_WRITTEN_TOGETHER: Final = 200
_OFF: Final = "pictures are not fetched (pictures.fetch is false in trust.yaml)"
_LEFT: Final = "the rest is fetched by later pulls"
_WAITS: Final = "their host is down or asks to wait, so the rest is left to the next pull"


def capture_account(
    store: Store, connector: Connector, at: PullMoment, account: Account, root: Path, pictures: Pictures
) -> None:
    """Fetch the photos of an account that have no copy, and keep as its read of `pictures` how many there are.

    `at` names the account and the moment of its pull. A photo that cannot be had stops nothing else; only a store that
    cannot be written does (StoreRefusalError).
    """
    if "media" not in connector.provides:
        return
    with store.read() as connection:
        others = load_other_covers(connection, account.key)
    if others:
        with store.write() as connection:
            forget_copies(connection, account.key, others)
    with store.read() as connection:
        photos = load_photos(connection, account.school, account.key)
    stopped = _OFF
    if pictures.fetch:
        run = _Capture(store, at, root, connector, account, pictures.largest * 1_000_000)
        stopped = run.of(photos)
        photos = run.after(photos)
    with store.write() as connection:
        ever, begin = media_covered(connection, account.key)
        if ever or photos:
            held = sum(_is_had(photo, root) for photo in photos)
            reason = _shortfall(photos, held, stopped) if held < len(photos) or stopped == _OFF else ""
            save_read(connection, at, Read(what="pictures", complete=not reason, begin=begin, reason=reason), ours=held)


@dataclass(slots=True)
class _Capture:
    """The photos of one account in one run."""

    store: Store
    at: PullMoment
    root: Path
    connector: Connector
    account: Account
    largest: int
    began: float = field(default_factory=time.monotonic)
    asked: int = 0
    """Photos asked for in this run, those before a break included."""
    size: int = 0
    down: int = 0
    refused: list[Copy] = field(default_factory=list)
    """What could not be had and is not written yet."""
    known: set[tuple[str, str]] = field(default_factory=set)
    written: dict[tuple[str, str], Copy] = field(default_factory=dict)
    """(post_id, media_id) -> the row that this run wrote."""

    def of(self, photos: Sequence[Photo]) -> str:
        """Ask for those that are missing; returns why it stopped before the end, or nothing."""
        now = to_micros(self.at.as_of)
        earlier = [photo.copy for photo in photos if photo.copy and photo.copy.at == now]
        self.asked = sum(bool(copy.file or copy.tries) for copy in earlier)
        self.size = sum(copy.size or 0 for copy in earlier)
        self.known = {(one.copy.post_id, one.copy.media_id) for one in photos if one.copy}
        stopped = ""
        for photo in photos:
            if not _is_due(photo, self.root, now):
                continue
            stopped = self._limit() or self._one(photo)
            if stopped:
                break
        self._write()
        return stopped

    def after(self, photos: list[Photo]) -> list[Photo]:
        """Return the photos with their copies as they are now."""
        ids = [(photo.media.post_id, photo.media.media_id) for photo in photos]
        return [
            replace(photo, copy=self.written[one]) if one in self.written else photo
            for one, photo in zip(ids, photos, strict=True)
        ]

    def _limit(self) -> str:
        if self.down >= _DOWN:
            return _WAITS
        spent = self.asked >= MOST_PHOTOS or self.size >= MOST_BYTES or time.monotonic() - self.began >= MOST_SECONDS
        return _LEFT if spent else ""

    def _one(self, photo: Photo) -> str:
        """Fetch one photo; returns why nothing more can be kept, or nothing."""
        try:
            content = self.connector.picture(self.account, photo.media)
            if len(content) > self.largest:
                raise NoPictureError(f"it is longer than {self.largest // 1_000_000} MB")
            facts = look_at(content)
        except StoreRefusalError:
            raise
        except (NeedsPerson, RefusalError) as fault:
            self._note(photo, str(fault), tries=0)
        except RetryLater as fault:
            self.down += 1
            self._note(photo, str(fault), tries=1)
        except ConnectorError as fault:
            self.down = 0
            self._note(photo, str(fault), tries=1)
        except NoPictureError as fault:
            self.down = 0
            self._note(photo, f"{photo.title} of @{self.account.handle}: {fault}", tries=1)
        else:
            self.down = 0
            copy = _asked(
                photo, self.at, sha256=content_hash(content), phash=facts.phash, width=facts.width,
                height=facts.height, size=len(content), reason=facts.reason, tries=0, erased_at=None,
            )  # fmt: skip
            return self._keep(copy, content, facts.extension)
        return ""

    def _keep(self, copy: Copy, content: bytes, extension: str) -> str:
        """Write the file, then its row: a run killed between the two finds the file there and writes the row."""
        self.asked, self.size = self.asked + 1, self.size + len(content)
        try:
            # within the transaction, so that retention, which erases what no row names, cannot come between
            with self.store.write() as connection:
                kept = replace(copy, file=keep_copy(self.root, content, extension))
                save_copies(connection, self.at.account, self.at.source, [kept], self.known)
        except StoreRefusalError:
            raise
        except RefusalError as refusal:
            return str(refusal)
        self._is_written([kept])
        return ""

    def _note(self, photo: Photo, reason: str, *, tries: int) -> None:
        """Keep why a photo could not be had, to be written with others; what is known already is not written again.

        Of one that was fetched to be looked at anew the copy stays that there is.
        """
        self.asked += tries
        if photo.doubted and _is_had(photo, self.root):
            return
        said, copy = (photo.origin, "", reason, 0), photo.copy
        if copy is not None and (copy.origin, copy.file, copy.reason, tries) == said:
            return
        before = copy.tries if copy is not None and copy.origin == photo.origin else 0
        self.refused.append(_asked(photo, self.at, file="", reason=reason, tries=before + tries))
        if len(self.refused) >= _WRITTEN_TOGETHER:
            self._write()

    def _write(self) -> None:
        if self.refused:
            with self.store.write() as connection:
                save_copies(connection, self.at.account, self.at.source, self.refused, self.known)
            self._is_written(self.refused)
            self.refused = []

    def _is_written(self, rows: Sequence[Copy]) -> None:
        by_id = {(row.post_id, row.media_id): row for row in rows}
        self.written |= by_id
        self.known |= by_id.keys()


def _asked(photo: Photo, at: PullMoment, **found: Any) -> Copy:
    """Return the row of a photo that is asked for now, with what was found.

    What was known of it stays where it is the same photo still.
    """
    now, media = to_micros(at.as_of), photo.media
    if photo.copy is not None and photo.copy.origin == photo.origin:
        return replace(photo.copy, at=now, **found)
    return Copy(post_id=media.post_id, media_id=media.media_id, origin=photo.origin, at=now, **found)


def _is_had(photo: Photo, root: Path) -> bool:
    """Say whether there is a copy, and of what the row names now: a file in a table may have been exchanged."""
    copy = photo.copy
    exchanged = copy is not None and bool(photo.media.file) and copy.origin != photo.media.file
    return copy is not None and not exchanged and is_kept(root, copy.file)


def _is_due(photo: Photo, root: Path, now: int) -> bool:
    """Say whether a photo is to be asked for in this run."""
    copy = photo.copy
    if _is_had(photo, root):
        return photo.doubted and copy is not None and copy.at != now
    if copy is None or copy.origin != photo.origin or copy.file:
        return True
    return copy.at != now and copy.tries < MOST_TRIES


def _shortfall(photos: Sequence[Photo], held: int, stopped: str) -> str:
    """Say how many photos were had, and of the others why not, the commonest reason first."""
    copies = [photo.copy for photo in photos if photo.copy and not photo.copy.file]
    reasons = Counter(copy.reason for copy in copies if copy.reason)
    told = [f"{reason}, {number} times" if number > 1 else reason for reason, number in reasons.most_common(3)]
    given_up = sum(copy.tries >= MOST_TRIES for copy in copies)
    told += [f"{given_up} given up after {MOST_TRIES} tries"] if given_up else []
    counted = f"{held} of {len(photos)} {'image' if len(photos) == 1 else 'images'} fetched"
    return "; ".join([counted, *told, *([stopped] if stopped else [])])
