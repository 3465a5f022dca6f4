"""Saving what was pulled: one page and its cursor in one transaction, edits kept, disappearances dated."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update

from config.models import fold_handle
from connectors.base import Comment, Media, Page, Post, Profile, Read
from pipeline.moments import from_micros, to_micros
from pipeline.store.billed import add_billed
from pipeline.store.bulk import insert_rows, update_rows
from pipeline.store.changes import Change
from pipeline.store.gate_rows import forget_set_aside, save_set_aside
from pipeline.store.schema import accounts, comments, media, posts, profiles, reads, renames, versions
from pipeline.store.unseen import date_gone, date_unavailable

_SEEN = (
    "content_hash", "state", "first_seen", "last_seen", "seen_in", "gone_at", "set_aside", "source", "first_stored_at",
    "change",
)  # fmt: skip
_IDS_A_QUERY = 500
_COVERED = select(reads.c.covered_begin, reads.c.covered_end, reads.c.made_at).where(
    reads.c.account == bindparam("whose"), reads.c.what == bindparam("kind")
)
_PULL = select(accounts.c.pull).where(accounts.c.account == bindparam("whose"))
_READ_UNTIL = (
    select(reads.c.covered_end)
    .join(accounts, accounts.c.account == reads.c.account)
    .where(reads.c.account == bindparam("whose"), reads.c.what == "posts", accounts.c.read_by == bindparam("by"))
)
_CURSOR = select(accounts.c.cursor).where(accounts.c.account == bindparam("whose"))


_Cover: TypeAlias = tuple[int | None, int | None]
"""Begin and end of what is covered, in microseconds since 1970; None = not known."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its table, its key, its other columns, and how a record becomes a row."""

    table: Table
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    """record -> the keys, then the columns"""
    subject_type: str
    text: str
    """The column that readers see, kept as a version when it is edited."""


def _post(p: Post) -> tuple[Any, ...]:
    return (
        p.post_id, to_micros(p.created_at), p.kind, p.text, p.permalink, p.author, p.chain_id or p.post_id,
        p.comments_total, p.reply_to,
    )  # fmt: skip


def _media(m: Media) -> tuple[Any, ...]:
    return (m.post_id, m.media_id, m.type, m.url, m.file, m.alt_text, m.alt_known, m.cover)


def _comment(c: Comment) -> tuple[Any, ...]:
    return (c.comment_id, c.post_id, c.parent_id, to_micros(c.created_at), c.author_handle, c.author_name, c.text)


POSTS = Kind(
    posts,
    ("post_id",),
    ("created_at", "kind", "text", "permalink", "author", "chain_id", "comments_total", "reply_to"),
    _post,
    "post",
    "text",
)
MEDIA = Kind(
    media,
    ("post_id", "media_id"),
    ("type", "url", "file", "alt_text", "alt_known", "cover"),
    _media,
    "alt",
    "alt_text",
)
COMMENTS = Kind(
    comments,
    ("comment_id",),
    ("post_id", "parent_id", "created_at", "author_handle", "author_name", "text"),
    _comment,
    "comment",
    "text",
)
_VOLATILE = {"comments_total", "url", "cover", "parent_id", "reply_to"}
"""Columns that change by themselves (counts, signed addresses) or are told by some reads only (what is answered):
updated, but not an edit."""


@dataclass(frozen=True, slots=True)
class PullMoment:
    """Whose page is saved, read by which connector, in a run of what moment."""

    account: str
    source: str
    as_of: datetime
    clock: datetime | None = None
    """What the clock says, which an outlook is ahead of; None = nobody asked it."""


def save_page(connection: Connection, at: PullMoment, page: Page) -> None:
    """Save one page together with its cursor; the caller's transaction makes it one step."""
    change = Change(connection)
    pull = _pull_number(connection, at, page)
    for kind, records in ((POSTS, page.posts), (MEDIA, page.media), (COMMENTS, page.comments)):
        _save_records(connection, at, kind, records, change, pull)
    date_unavailable(connection, at.account, page.unavailable, to_micros(at.as_of), pull, change)
    if page.profile is not None:
        save_profile(connection, at, page.profile)
    if page.billed:
        add_billed(connection, at.account.partition(":")[0], at.as_of, page.billed)
    if page.first:
        forget_set_aside(connection, at.account)
    save_set_aside(connection, at.account, page.set_aside, at.as_of)
    for read in page.reads:
        if page.last and read.proves_gone and not page.unchanged:
            date_gone(connection, at.account, read, to_micros(at.as_of), pull, change)
        save_read(connection, at, read, theirs=page.platform_counts.get(read.what))
    _save_cursor(connection, at, page, pull)


def _pull_number(connection: Connection, at: PullMoment, page: Page) -> int:
    """Return the number of the account's pull under way; one that reads from the beginning is the next."""
    known = connection.execute(_PULL, {"whose": at.account}).scalar() or 0
    return known + 1 if page.first or not known else known


def _hasher(places: Sequence[int]) -> Callable[[tuple[Any, ...]], str]:
    """Return what hashes the values of a row that stand in these places."""
    pick, told = itemgetter(*places), "\x1f".join(["%s"] * len(places))  # one format: a call a value would cost more
    return lambda row: blake2b((told % pick(row)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _save_records(
    connection: Connection, at: PullMoment, kind: Kind, records: Sequence[Any], change: Change, pull: int
) -> None:
    if not records:
        return
    # one page may name a record twice: the last wins
    rows = {row[: len(kind.keys)]: row for row in map(kind.values, records)}
    content_hash = _hasher([i for i, name in enumerate((*kind.keys, *kind.columns)) if name not in _VOLATILE])
    hashes = {key: content_hash(row) for key, row in rows.items()}
    known = _known(connection, at.account, kind, list(rows))
    now = to_micros(at.as_of)
    fresh = [key for key in rows if key not in known]
    if fresh:
        number = change.number()
        insert_rows(
            connection,
            kind.table,
            ("account", *kind.keys, *kind.columns, *_SEEN),
            [
                (at.account, *rows[key], hashes[key], "public", now, now, pull, None, None, at.source, now, number)
                for key in fresh
            ],
        )
    edited = [key for key in rows if key in known and known[key] != (hashes[key], "public")]
    if edited:
        _save_edits(connection, at, kind, {key: rows[key] for key in edited}, hashes, change.number(), pull)
    same = [key for key in rows if key in known and known[key] == (hashes[key], "public")]
    volatile = tuple(name for name in kind.columns if name in _VOLATILE)
    places = [len(kind.keys) + kind.columns.index(name) for name in volatile]
    update_rows(
        connection,
        kind.table,
        ("last_seen", "seen_in", *volatile),
        ("account", *kind.keys),
        [(now, pull, *(rows[key][i] for i in places), at.account, *key) for key in same],
    )


def _known(
    connection: Connection, account: str, kind: Kind, keys: list[tuple[Any, ...]]
) -> dict[tuple[Any, ...], tuple[str, str]]:
    """Return key -> (content hash, state) of those that the store already holds."""
    table = kind.table
    columns = [table.c[name] for name in kind.keys]
    if connection.execute(select(columns[0]).where(table.c.account == account).limit(1)).first() is None:
        return {}
    found: dict[tuple[Any, ...], tuple[str, str]] = {}
    for begin in range(0, len(keys), _IDS_A_QUERY):
        firsts = {key[0] for key in keys[begin : begin + _IDS_A_QUERY]}
        query = select(*columns, table.c.content_hash, table.c.state).where(
            table.c.account == account, columns[0].in_(firsts)
        )
        found |= {tuple(row[:-2]): (row[-2], row[-1]) for row in connection.execute(query)}
    return found


def _save_edits(
    connection: Connection,
    at: PullMoment,
    kind: Kind,
    rows: Mapping[tuple[Any, ...], tuple[Any, ...]],
    hashes: Mapping[tuple[Any, ...], str],
    number: int,
    pull: int,
) -> None:
    """Overwrite edited or reappeared records; the text that readers saw before is kept as a version."""
    now = to_micros(at.as_of)
    table, at_text = kind.table, (*kind.keys, *kind.columns).index(kind.text)
    for key, row in rows.items():
        where = and_(
            table.c.account == at.account, *(table.c[name] == value for name, value in zip(kind.keys, key, strict=True))
        )
        old = connection.execute(select(table.c[kind.text], table.c.first_seen, table.c.source).where(where)).one()
        if old[0] not in {row[at_text], ""}:  # blank: nothing was written, or retention erased it
            subject = "/".join(key)
            values = (at.account, kind.subject_type, subject, number, old[0], old[1], now, old[2], now)
            insert_rows(connection, versions, [c.name for c in versions.columns], [values])
    fresh = {"state": "public", "last_seen": now, "seen_in": pull, "gone_at": None, "set_aside": None, "change": number}
    if "purged_at" in table.c:
        fresh["purged_at"] = None
    update_rows(
        connection,
        table,
        (*kind.columns, "content_hash", *fresh),
        ("account", *kind.keys),
        [(*row[len(kind.keys) :], hashes[key], *fresh.values(), at.account, *key) for key, row in rows.items()],
    )


def save_read(
    connection: Connection, at: PullMoment, read: Read, *, theirs: int | None = None, ours: int | None = None
) -> None:
    """Keep how far a kind of thing is covered: complete reads that touch extend the cover; of two that do not, the
    later one is kept, for between them nothing was read.
    """
    now = to_micros(at.as_of)
    row = connection.execute(_COVERED, {"whose": at.account, "kind": read.what}).first()
    begin, end, made_at = row if row else (None, None, None)
    if end is not None and made_at is not None:
        end = min(end, made_at)  # an outlook said that it read further than the clock had come
    if read.complete:
        new_begin = to_micros(read.begin) if read.begin else begin
        new_end = min(to_micros(read.end), now) if read.end else now
        begin, end = _joined((begin, end), (new_begin, new_end))
    values = {
        "covered_begin": begin, "covered_end": end, "complete": read.complete, "reason": read.reason,
        "assumed": read.assumed, "ours": ours, "theirs": theirs, "at": now,
        "made_at": to_micros(at.clock) if at.clock is not None and at.clock < at.as_of else None,
    }  # fmt: skip
    names, keys = tuple(values), ("account", "what")
    if row:
        update_rows(connection, reads, names, keys, [(*values.values(), at.account, read.what)])
    else:
        insert_rows(connection, reads, (*names, *keys), [(*values.values(), at.account, read.what)])


def _joined(known: _Cover, new: _Cover) -> _Cover:
    """Return what a known cover and a new one cover together; a look at an earlier day takes nothing back."""
    (begin, end), (new_begin, new_end) = known, new
    if begin is None or new_begin is None or end is None or new_end is None:
        return new
    if new_begin > end or new_end < begin:
        return max(known, new, key=itemgetter(1))
    return min(begin, new_begin), max(end, new_end)


def save_profile(connection: Connection, at: PullMoment, profile: Profile) -> None:
    """Keep how the account shows itself now."""
    now = to_micros(at.as_of)
    values = {name: getattr(profile, name) for name in Profile.__dataclass_fields__} | {"at": now, "source": at.source}
    known = connection.execute(select(profiles.c.handle).where(profiles.c.account == at.account)).first()
    if known and known[0] and fold_handle(known[0]) != fold_handle(profile.handle):
        connection.execute(delete(renames).where(renames.c.account == at.account, renames.c.at == now))
        connection.execute(renames.insert().values(account=at.account, at=now, was=known[0], now=profile.handle))
    if known:
        connection.execute(update(profiles).where(profiles.c.account == at.account).values(**values))
    else:
        connection.execute(profiles.insert().values(account=at.account, first_stored_at=now, **values))


def _save_cursor(connection: Connection, at: PullMoment, page: Page, pull: int) -> None:
    values: dict[str, Any] = {
        "cursor": json.dumps(page.cursor, sort_keys=True) if page.cursor is not None else None,
        "pull": pull,
    }
    if page.last:
        values |= {"retry_at": None, "fault": "", "read_by": at.source}
    save_account(connection, at.account, values)


def load_cursor(connection: Connection, account: str) -> Mapping[str, Any] | None:
    """Return where the last pull of an account ended or was cut short; None before the first."""
    text = connection.execute(_CURSOR, {"whose": account}).scalar()
    return json.loads(text) if text else None


def read_until(connection: Connection, account: str, source: str) -> datetime | None:
    """Return until when a connector has read the posts of an account; None where its pull never came to an end.

    What another connector read is no help to it: a file may hold three posts of an account that has three thousand.
    """
    row = connection.execute(_READ_UNTIL, {"whose": account, "by": source}).first()
    return from_micros(row[0]) if row is not None and row[0] is not None else None


def save_account(connection: Connection, account: str, values: Mapping[str, Any]) -> None:
    """Set columns of an account's row, which is made when it is new."""
    if connection.execute(update(accounts).where(accounts.c.account == account).values(**values)).rowcount == 0:
        connection.execute(
            accounts.insert().values(**({"account": account, "platform_id": "", "fault": "", "pull": 0} | dict(values)))
        )
