"""All that an X archive holds of its account: edits collapsed, long texts joined, deleted posts left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from config.refusal import Place, RefusalError
from connectors._archive import Archive
from connectors._export_pages import LATEST, Pull
from connectors._x_archive_files import DELETED, NOTES, members, rows, tweet_files
from connectors._x_archive_found import Found
from connectors._x_archive_manifest import Manifest, Owner
from connectors._x_archive_mapping import Version, id_of, is_foreign, to_version, tweet_of
from connectors._x_archive_notes import Note, join, notes_of
from connectors._x_archive_reads import reads_of

ROW_LIMIT: Final = 1_000_000
"""Posts of one archive."""


def read_archive(archive: Archive, manifest: Manifest, owner: Owner, until: datetime, *, complete: bool) -> Pull:
    """Map everything an archive holds; `complete` is what trust.yaml promises. RefusalError for a bad file."""
    found, own = Found(), archive.path.name
    for name in tweet_files(archive):
        _read_posts(archive, name, owner, found)
    _join_long_texts(archive, found)
    latest = list(_latest(found, _deleted(archive, found), own))
    kept = [version for version in latest if version.post.created_at <= until + LATEST]
    later = [version.post.created_at for version in latest if version.post.created_at > until + LATEST]
    if later:
        found.leave(own, "after-the-run", count=len(later))
    found.cut.update(version.post.kind for version in kept if version.cut)
    posts = [version.post for version in kept]
    return Pull(
        posts=posts,
        media=[one for version in kept for one in version.media],
        set_aside=list(found.set_aside()),
        reads=reads_of(found, posts, manifest, owner, complete=complete),
        later=min(later, default=None),
    )


def _read_posts(archive: Archive, name: str, owner: Owner, found: Found) -> None:
    """Add the rows of one file; RefusalError when the archive holds more than anybody writes."""
    file = PurePosixPath(name).name
    for number, row in enumerate(found.counted(file, rows(archive, name)), 1):
        tweet = tweet_of(row)
        version = "foreign-author" if is_foreign(tweet, owner) else to_version(tweet)
        if isinstance(version, str):
            found.leave(file, version, f"{file} row {number}")
        elif version.post.post_id in found.versions:
            found.leave(file, "duplicate-id")
        else:
            found.versions[version.post.post_id] = version
        if number > ROW_LIMIT:
            sentence = (
                f"{file} holds more than {ROW_LIMIT:,} posts, more than anybody writes: download the archive again"
            )
            raise RefusalError(sentence, place=Place(archive.path))


def _join_long_texts(archive: Archive, found: Found) -> None:
    """Give the posts their long texts; a file of these that cannot be read is a gap, and keeps no post back."""
    notes: list[Note] = []
    for name in members(archive, NOTES):
        with found.or_gap():
            notes += notes_of(found.counted(PurePosixPath(name).name, rows(archive, name)))
    joined = join(notes, list(found.versions.values()))
    for post_id, note in joined.items():
        found.versions[post_id] = found.versions[post_id].with_text(note.written, note.shown)
    if len(joined) < len(notes):
        found.leave("note-tweet.js", "note-without-post", count=len(notes) - len(joined))


def _deleted(archive: Archive, found: Found) -> set[str]:
    """Return the ids of deleted posts: nobody sees them any more."""
    ids: set[str] = set()
    for name in members(archive, DELETED):
        with found.or_gap():
            ids |= {id_of(tweet_of(row)) for row in rows(archive, name)} - {""}
    return ids


def _latest(found: Found, deleted: set[str], archive: str) -> Iterator[Version]:
    """Yield each post in its latest version, under the first id of its edits; deleting a version deletes them all."""
    chains: dict[str, list[Version]] = defaultdict(list)
    for version in found.versions.values():
        chains[version.chain[0]].append(version)
    for first, versions in chains.items():
        newest = max(versions, key=lambda one: _order(one.post.post_id))
        known = {one for version in versions for one in (*version.chain, version.post.post_id)}
        if known & deleted:
            continue
        if any(_order(one) > _order(newest.post.post_id) for one in known):
            found.leave(archive, "edited", f"post {newest.post.post_id}")
        yield replace(newest, post=replace(newest.post, chain_id=first))


def _order(post_id: str) -> tuple[int, str]:
    """Return a key by which later posts come later: X's ids are numbers that only grow."""
    return len(post_id), post_id
