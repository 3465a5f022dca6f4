"""What the connectors of Facebook's and Instagram's exports share: one open archive, its pages and its pictures."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Final, Self

from config.models import Account
from config.refusal import Place, RefusalError
from connectors._archive import Archive
from connectors._export_pages import NO_CASE, OPTIONS, SWITCHES, Pull, archive_path, pages, says_complete
from connectors._meta_drafts import Shot
from connectors._meta_found import Found, Label, label_of, shots_of, to_pull
from connectors._pictures import named, too_large
from connectors.base import Connector, Media, NeedsPerson, Page, Profile, Surroundings, Window

VERSION: Final = 2
"""To be raised when records are mapped differently: then an export that did not change is read again."""


@dataclass(slots=True)
class _Open:
    """The archive that is open, and what was found in it."""

    archive: Archive
    label: Label
    found: dict[str, Found]
    """Account key -> what is the account's."""
    shots: dict[str, Mapping[tuple[str, str], Shot]]


class MetaExport(Connector):
    """Reads accounts from an export of Meta's, opened where it lies and never unpacked."""

    secrets: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[Mapping[str, str]] = OPTIONS
    switches: ClassVar[frozenset[str]] = SWITCHES
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media"})
    live: ClassVar[bool] = False
    no_case: ClassVar[Mapping[str, str]] = NO_CASE

    def __init__(self, root: Path, largest: int) -> None:
        """Read archives whose paths are relative to `root`; `largest` is the longest photo, in bytes."""
        self._root = root
        self._largest = largest
        self._last: _Open | None = None

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector for a run; opens nothing yet."""
        return cls(surroundings.root, surroundings.largest_picture)

    @abstractmethod
    def find(self, archive: Archive, label: Label, account: Account) -> Found:
        """Map everything an archive holds of an account.

        RefusalError for what is no such export, NeedsPerson for that of another account.
        """

    def profile(self, account: Account) -> Profile:
        """Return how the account showed itself when the export was made, or what trust.yaml says where it is silent."""
        return self._found(account).profile or Profile(platform_id=account.platform_id, handle=account.handle)

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield all that the export holds, or one unchanged page when it is that of the last finished pull.

        `window.since` is not used: an export is read whole. RefusalError for what is no such export or a damaged one;
        NeedsPerson for that of another account.
        """
        opened, complete = self._opened(account), says_complete(account)
        who = [account.platform, account.handle, account.platform_id]
        state = {"version": VERSION, "archive": opened.archive.digest, "complete": complete, "who": who}

        def read() -> Pull:
            return to_pull(self._found(account), opened.label, window.until, complete=complete)

        yield from pages(state, read, cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return a photo, or a video's thumbnail, as the export holds it.

        It is found by the ids that `pages` gave it. NeedsPerson when there is none or a broken one, BadPayload if it is
        too large.
        """
        opened, where = self._opened(account), named(media, f"@{account.handle}")
        if account.key not in opened.shots:
            opened.shots[account.key] = shots_of(self._found(account).drafts)
        shot = opened.shots[account.key].get((media.post_id, media.media_id))
        uri = (shot.cover if shot.video else shot.uri) if shot else ""
        name = member_of(opened.archive, uri) if uri else None
        if name is None:
            raise NeedsPerson(f"{where}: the export does not hold its file: use all of its parts, or ask for media too")
        if opened.archive.size(name) > self._largest:
            raise too_large(where, self._largest)
        try:
            return opened.archive.read(name, self._largest)
        except RefusalError:
            raise NeedsPerson(f"{where}: its file in the export is damaged: download the export again") from None

    def _found(self, account: Account) -> Found:
        opened = self._opened(account)
        if account.key not in opened.found:
            opened.found[account.key] = self.find(opened.archive, opened.label, account)
        found = opened.found[account.key]
        return replace(found, set_aside=[*found.set_aside], drafts=[*found.drafts])

    def _opened(self, account: Account) -> _Open:
        """Return an account's export; only the last one stays open, for a trust has many."""
        path = archive_path(self._root, account)
        if self._last is None or self._last.archive.path != path:
            if self._last is not None:
                self._last.archive.close()
                self._last = None
            archive = Archive.open(path)
            try:
                self._last = _Open(archive, label_of(archive), {}, {})
            except RefusalError:
                archive.close()
                raise
        return self._last


def member_of(archive: Archive, uri: str) -> str | None:
    """Return the member that a record calls `uri`; folders above its own may have been moved since."""
    return archive.at(uri) or archive.at("/".join(PurePosixPath(uri).parts[-2:]))


def refuse_other_formats(archive: Archive, known: str, what: str) -> None:
    """Refuse an export as web pages, and what is no export of this kind at all.

    known: a pattern of the files of which any such export has one, without their ending; what: its name in a sentence.
    """
    place = Place(archive.path)
    if archive.find(rf"(?:{known})\.json"):
        return
    if archive.find(rf"(?:{known})\.html?"):
        raise RefusalError(
            f"this is {what} as web pages (HTML), which no program reads safely: ask Meta for it again and choose the "
            "format JSON",
            place=place,
        )
    raise RefusalError(
        f"this is not {what}: name the .zip that Meta gave, or the folder with all of its parts", place=place
    )
