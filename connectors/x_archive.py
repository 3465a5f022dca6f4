"""X (Twitter), from the archive that X gives the owner of an account: posts with photos, profile; no key needed.

Ask for it on X under "Download an archive of your data"; it comes in a day or two as one .zip, a large one as several
(put those into one folder). It holds every post up to the moment it was made, also those that X's API no longer gives,
with the alternative texts and the photos themselves. Edits count as one post, long posts are whole, deleted ones are
left out, and X's own counts are held against what was read. Archives of every age since 2010 are read. Of a video it
holds the film, which is not watched, and no cover.

An archive does not show what others wrote, so that comments are not assessed, nor anything after it was made. Reposts
are cut at 140 characters. An archive of another account than the one in trust.yaml is refused; an account that was
renamed needs its `platform_id` there. Private messages, likes and the rest of the archive are never opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Final, Self
from urllib.parse import urlsplit

from config.models import Account, fold_handle
from config.refusal import RefusalError
from connectors._archive import Archive
from connectors._export_pages import NO_CASE, OPTIONS, SWITCHES, Pull, archive_path, pages, says_complete
from connectors._pictures import too_large
from connectors._x_archive_files import tweet_files
from connectors._x_archive_manifest import Bio, Owner, is_protected, read_bio, read_manifest, read_owners
from connectors._x_archive_pull import read_archive
from connectors.base import Connector, Media, NeedsPerson, Page, Profile, Read, Surroundings, Window

VERSION: Final = 2
"""To be raised when rows are mapped differently: then an archive that did not change is read again."""
_PICTURES: Final = frozenset({"tweets_media", "tweet_media", "posts_media", "community_tweet_media"})
"""Folders of photos; deleted_tweets_media is none of them."""
_ALL_PARTS: Final = "where X gave several .zip files, put all of them into one folder and name that folder"
_NO_COMMENTS: Final = "comments: the archive has none of what others wrote"
_NO_PROFILE: Final = "the archive has no profile.js that can be read, so what the account says of itself is not known"


class XArchiveConnector(Connector):
    """Reads accounts on X from their archives, each opened where it lies and never unpacked."""

    name: ClassVar[str] = "x_archive"
    platforms: ClassVar[frozenset[str]] = frozenset({"x"})
    secrets: ClassVar[tuple[str, ...]] = ()
    options: ClassVar[Mapping[str, str]] = OPTIONS
    switches: ClassVar[frozenset[str]] = SWITCHES
    provides: ClassVar[frozenset[str]] = frozenset({"posts", "media", "profile"})
    live: ClassVar[bool] = False
    no_case: ClassVar[Mapping[str, str]] = NO_CASE

    def __init__(self, root: Path, largest_picture: int) -> None:
        """Read archives whose paths are relative to `root`, and photos of at most so many bytes."""
        self._root, self._largest = root, largest_picture
        self._open: _OpenArchive | None = None

    @classmethod
    def build(cls, surroundings: Surroundings) -> Self:
        """Return a connector for a run; opens nothing yet."""
        return cls(surroundings.root, surroundings.largest_picture)

    def profile(self, account: Account) -> Profile:
        """Return how the account showed itself when the archive was made; NeedsPerson when it is somebody else's."""
        opened = self._opened(account)
        owner, bio = opened.owner_as(account), opened.bio
        return Profile(
            platform_id=owner.account_id or account.platform_id,
            handle=owner.handle or account.handle,
            name=owner.name,
            about=bio.about if bio else "",
            website=bio.website if bio else "",
            visibility="private" if opened.protected else "public",
        )

    def pages(self, account: Account, cursor: Mapping[str, Any] | None, window: Window) -> Iterator[Page]:
        """Yield all that the archive holds, or one unchanged page when it is that of the last finished pull.

        `window.since` is not used: an archive is read whole. RefusalError for what is no archive of X, or a damaged
        one; NeedsPerson for that of another account.
        """
        opened = self._opened(account)
        owner = opened.owner_as(account)
        complete = says_complete(account)
        state = {"version": VERSION, "archive": opened.archive.digest, "complete": complete}

        def read() -> Pull:
            pull = read_archive(opened.archive, opened.manifest, owner, window.until, complete=complete)
            pull.reads = [*pull.reads, Read(what="comments", complete=False, reason=_NO_COMMENTS)]
            if opened.bio is None:
                pull.reads = [*pull.reads, Read(what="profile", complete=False, reason=_NO_PROFILE)]
            return pull

        yield from pages(state, read, cursor, window)

    def picture(self, account: Account, media: Media) -> bytes:
        """Return the bytes of a photo, which the archive keeps as <post id>-<name>.

        NeedsPerson when the archive has none, or a damaged one; BadPayload when it is too large.
        """
        where = f"a photo of @{account.handle}"
        try:
            opened = self._opened(account)
            name = opened.picture(media)
            if name is None:
                raise NeedsPerson(f"{where}: {opened.archive.path.name} holds no copy of it: {_ALL_PARTS}")
            if opened.archive.size(name) > self._largest:
                raise too_large(where, self._largest)
            return opened.archive.read(name, self._largest)
        except RefusalError as refusal:
            raise NeedsPerson(f"{where}: {refusal}") from None

    def _opened(self, account: Account) -> _OpenArchive:
        """Return an account's archive; only the last one stays open, for a trust has many."""
        path = archive_path(self._root, account)
        if self._open is None or self._open.archive.path != path:
            if self._open is not None:
                self._open.archive.close()
                self._open = None
            archive = Archive.open(path)
            try:
                self._open = _OpenArchive(archive)
            except BaseException:
                archive.close()
                raise
        return self._open


class _OpenArchive:
    """An archive and what it says of itself; RefusalError when it is none of X."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        tweet_files(archive)
        self.manifest = read_manifest(archive)
        self._owners = read_owners(archive, self.manifest)
        self.bio, self.protected = _told_of_itself(archive)
        self._pictures: Mapping[str, str] | None = None

    def owner_as(self, account: Account) -> Owner:
        """Return whose archive it is; NeedsPerson when that is another account. One that does not say is believed."""
        for owner in self._owners:
            if _is(owner, account):
                continue
            renamed = f', or give the account platform_id: "{owner.account_id}" if it was renamed'
            raise NeedsPerson(
                f"{self.archive.path.name} is the archive of {_named(owner.handle, owner.account_id)}, not of "
                f"{_named(account.handle, account.platform_id)}: name the right archive in trust.yaml"
                f"{renamed if owner.account_id and not account.platform_id else ''}"
            )
        return self._owners[0] if self._owners else Owner(account.platform_id, account.handle)

    def picture(self, media: Media) -> str | None:
        """Return the member that holds a photo: under its post's id, else under that of an earlier version of it."""
        file = PurePosixPath(urlsplit(media.url).path).name
        if self._pictures is None:
            self._pictures = dict(self._photos())
        return self._pictures.get(f"{media.post_id}-{file}") or self._pictures.get(file) if file else None

    def _photos(self) -> Iterator[tuple[str, str]]:
        for name in reversed(self.archive.names):
            *folders, file = name.split("/")
            if not _PICTURES.isdisjoint(map(str.casefold, folders)):
                yield file.partition("-")[2], name
                yield file, name


def _told_of_itself(archive: Archive) -> tuple[Bio | None, bool]:
    """Return the bio, and whether the account was locked; a damaged file about these keeps no post from being read."""
    try:
        return read_bio(archive), is_protected(archive)
    except RefusalError:
        return None, False


def _is(owner: Owner, account: Account) -> bool:
    """Say whether an owner is the account: by its id where both are known, for handles change and pass on."""
    if owner.account_id and account.platform_id:
        return owner.account_id == account.platform_id
    return not owner.handle or fold_handle(owner.handle) == fold_handle(account.handle)


def _named(handle: str, account_id: str) -> str:
    """Name an account by what is known of it: @oakmere (id 12)."""
    known = (f"@{handle.removeprefix('@')}" if handle else "", f"(id {account_id})" if account_id else "")
    return " ".join(filter(None, known))
