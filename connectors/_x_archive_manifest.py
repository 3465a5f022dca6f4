"""What an X archive says of itself: whose it is, when it was made, and how many rows each of its files should hold."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, Final

from connectors._archive import Archive
from connectors._payload import address, identity, mapping, moment, objects, text
from connectors._x_archive_files import members, rows, value

_CLASSIC: Final = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d\d:\d\d:\d\d) ?([+-]\d{4}) (\d{4})")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ACCOUNT: Final = ("accountId", "username", "accountDisplayName", "createdAt")
_DETAILS: Final = ("id", "screen_name", "full_name", "created_at")
_OFFSET: Final = re.compile(r" (?=[+-]\d{2}:?\d{2}$)")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it is; blank where it does not say."""

    account_id: str = ""
    handle: str = ""
    name: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.js says; an archive from before 2019 has its counts in other files, or none."""

    made: datetime | None = None
    """generationDate: the archive holds what was public up to here."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """File name -> rows."""
    owner: Owner = field(default_factory=Owner)
    partial: bool = False
    """X itself says that the archive is only a part of what there is."""


def to_time(written: Any) -> datetime | None:
    """Return a time in UTC; knows "Fri Feb 24 06:58:32 +0000 2023", "2012-01-31 23:59:59 +0000" and ISO 8601."""
    said = text(written).strip()
    classic = _CLASSIC.fullmatch(said)
    if classic and classic[1] in _MONTHS:
        month = _MONTHS.index(classic[1]) + 1
        said = f"{classic[5]}-{month:02d}-{int(classic[2]):02d}T{classic[3]}{classic[4]}"
    return moment(_OFFSET.sub("", said))


def read_manifest(archive: Archive) -> Manifest:
    """Read manifest.js, or what stood in its place before 2019; blank where there is neither."""
    made, counts, owner, partial = [], defaultdict[str, set[int]](set), Owner(), False
    for name in members(archive, r"manifest\.js"):
        config = mapping(value(archive, name))
        told = mapping(config.get("archiveInfo"))
        made.append(to_time(told.get("generationDate")))
        partial = partial or told.get("isPartialArchive") in (True, "true")
        for kind in mapping(config.get("dataTypes")).values():
            _count(counts, objects(mapping(kind).get("files")), "fileName", "count")
        owner = _owner(mapping(config.get("userInfo")), "accountId", "userName", "displayName", "")
    payloads = members(archive, r"payload_details\.js")
    made += [to_time(mapping(value(archive, name)).get("created_at")) for name in payloads]
    for name in members(archive, r"tweet_index\.js"):
        _count(counts, objects(value(archive, name)), "file_name", "tweet_count")
    # several .zip files may each have a manifest: of the whole archive, or of what that one of them holds
    total = {file: sum(numbers) for file, numbers in counts.items()}
    return Manifest(max((moment for moment in made if moment), default=None), total, owner, partial)


def _count(counts: Mapping[str, set[int]], files: Sequence[Mapping[str, Any]], name: str, count: str) -> None:
    """Add the rows that a manifest counts, by file name."""
    for file in files:
        named, number = PurePosixPath(text(file.get(name))).name.casefold(), identity(file.get(count))
        if named and re.fullmatch("[0-9]{1,9}", number):
            counts[named].add(int(number))


def read_owners(archive: Archive, manifest: Manifest) -> Sequence[Owner]:
    """Return whose archive it is by account.js, else by the manifest, else by user_details.js (before 2018).

    Nobody, where it does not say; several, where a folder holds archives of several accounts.
    """
    told = [mapping(row) for name in members(archive, r"account\.js") for row in rows(archive, name)]
    owners = [_owner(mapping(one.get("account")) or one, *_ACCOUNT) for one in told] or [manifest.owner]
    if not any(_named(owner) for owner in owners):
        details = members(archive, r"user_details\.js")
        owners = [_owner(mapping(value(archive, name)), *_DETAILS) for name in details]
    return list(dict.fromkeys(filter(_named, owners)))


def _owner(told: Mapping[str, Any], account_id: str, handle: str, name: str, created: str) -> Owner:
    return Owner(
        identity(told.get(account_id)),
        text(told.get(handle)),
        html.unescape(text(told.get(name))),
        to_time(told.get(created)),
    )


def _named(owner: Owner) -> bool:
    return bool(owner.account_id or owner.handle)


@dataclass(frozen=True, slots=True)
class Bio:
    """What the account says of itself."""

    about: str = ""
    website: str = ""


def read_bio(archive: Archive) -> Bio | None:
    """Read profile.js, or user_details.js before 2018; None where the archive has neither."""
    for name in members(archive, r"profile\.js"):
        for row in rows(archive, name):
            told = mapping((mapping(mapping(row).get("profile")) or mapping(row)).get("description"))
            return Bio(html.unescape(text(told.get("bio"))), address(told.get("website")))
    for name in members(archive, r"user_details\.js"):
        told = mapping(value(archive, name))
        return Bio(html.unescape(text(told.get("bio"))), address(told.get("expanded_url") or told.get("url")))
    return None


def is_protected(archive: Archive) -> bool:
    """Say whether the account was last set to show its posts to followers alone (protected-history.js)."""
    changes = [
        mapping(mapping(row).get("protectedHistory"))
        for name in members(archive, r"protected-history\.js")
        for row in rows(archive, name)
    ]
    dated = [(to_time(change.get("protectedAt")), text(change.get("action"))) for change in changes]
    known = sorted((at, action) for at, action in dated if at)
    return bool(known) and known[-1][1].casefold() == "protect"
