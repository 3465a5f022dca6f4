"""Reading the store as frames: the records of some accounts, last seen public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, case, func, select, tuple_

from pipeline.moments import from_micros
from pipeline.store.schema import accounts, comments, copies, media, mentions, posts, profiles, reads, renames, versions

_NO_TIME = -(2**63)
"""NaT among numbers."""


def frame(
    connection: Connection,
    query: Select[Any],
    moments: Sequence[str] = (),
    given: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Run a query, with the values given for its parameters, into a frame.

    The columns named in `moments` become UTC timestamps.
    """
    result = connection.execute(query, given)
    names = list(result.keys())
    rows = result.fetchall()  # at once: row by row, the database is asked again for each
    if not rows:
        return pd.DataFrame({name: instants(()) if name in moments else pd.Series(dtype=object) for name in names})
    # column by column: a frame made of rows would take each apart again
    columns = zip(names, zip(*rows, strict=True), strict=True)
    made = {name: instants(values) if name in moments else _column(values) for name, values in columns}
    return pd.DataFrame(made, copy=False)


def _column(values: Sequence[Any]) -> Any:
    if isinstance(values[0], str):
        return pd.array(values, dtype="str")
    return np.array(values) if all(type(value) is int for value in values) else list(values)


def instants(values: Sequence[int | None]) -> pd.DatetimeIndex:
    """Turn microseconds since 1970 into UTC timestamps, None into NaT."""
    micros = np.array([_NO_TIME if value is None else value for value in values], dtype="int64")
    return pd.DatetimeIndex(micros.view("datetime64[us]")).tz_localize("UTC")


def load_posts(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the posts last seen public: Evidence.posts but platform, with content_hash, change."""
    return frame(connection, _posts_query(), ["created_at"], {"keys": list(keys)})


def load_media(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the media of those posts: columns of Evidence.media but platform, and content_hash, change."""
    table = frame(connection, _media_query(), ["created_at"], {"keys": list(keys)})
    return table.assign(alt_known=table["alt_known"].astype(bool))


def load_comments(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the comments last seen public under posts that are (or were never stored): columns of Evidence.comments
    but platform, and content_hash, change.
    """
    return frame(connection, _comments_query(), ["created_at", "first_seen"], {"keys": list(keys)})


def _keys() -> BindParameter[Any]:
    """Stand for the accounts that are asked for: a query of many columns takes longer to build than to answer."""
    return bindparam("keys", expanding=True)


@cache
def _posts_query() -> Select[Any]:
    t = posts
    query = select(
        t.c.account,
        t.c.post_id,
        t.c.created_at,
        t.c.kind,
        t.c.text,
        t.c.permalink,
        t.c.author,
        t.c.chain_id,
        t.c.reply_to,
        t.c.content_hash,
        t.c.change,
    )
    query = query.where(t.c.account.in_(_keys()), t.c.state == "public", t.c.set_aside.is_(None))
    return query.order_by(t.c.account, t.c.created_at, t.c.post_id)


def load_public_copies(connection: Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return sha256 and file (in the workspace) of every copy that is kept of those media; one may come twice."""
    rows = connection.execute(_public_copies_query(), {"keys": list(keys)})
    return [(sha256, file) for sha256, file in rows]


@cache
def _public_copies_query() -> Select[Any]:
    c = copies.c
    return _of_public_media(c.sha256, c.file).where(c.sha256 != "", c.file != "")


@cache
def _media_query() -> Select[Any]:
    t, p = media, posts
    return _of_public_media(
        t.c.account,
        t.c.post_id,
        t.c.media_id,
        t.c.type,
        t.c.url,
        t.c.file,
        t.c.alt_text,
        t.c.alt_known,
        t.c.cover,
        p.c.created_at,
        *_copy_columns(),
        t.c.content_hash,
        t.c.change,
    )


def _of_public_media(*columns: ColumnElement[Any]) -> Select[Any]:
    """Return the query for these columns of media, the posts they stand under, and the copies that are kept."""
    t, p = media, posts
    query = select(*columns).select_from(t).join(p, and_(p.c.account == t.c.account, p.c.post_id == t.c.post_id))
    query = query.join(copies, and_(*(copies.c[k] == t.c[k] for k in ("account", "post_id", "media_id"))), isouter=True)
    query = query.where(t.c.account.in_(_keys()), t.c.state == "public", p.c.state == "public")
    query = query.where(t.c.set_aside.is_(None), p.c.set_aside.is_(None))
    return query.order_by(t.c.account, t.c.post_id, t.c.media_id)


def _copy_columns() -> Iterator[ColumnElement[str]]:
    """Yield what is known of the copy of a photo: sha256, phash, copy, copy_reason."""
    c = copies
    why = case(
        (c.c.account.is_(None), "not fetched"),
        (and_(c.c.file == "", c.c.erased_at.is_not(None), c.c.reason == ""), "its copy was erased (retention.media)"),
        else_=c.c.reason,
    )
    yield func.coalesce(c.c.sha256, "").label("sha256")
    yield func.coalesce(c.c.phash, "").label("phash")
    yield func.coalesce(c.c.file, "").label("copy")
    yield why.label("copy_reason")


@cache
def _comments_query() -> Select[Any]:
    t, p, v = comments, posts, versions
    # few comments are edited: when each got its present words is looked up once, not comment by comment
    edits = select(v.c.account, v.c.subject_id, func.max(v.c.replaced_at).label("since"))
    edits = edits.where(v.c.account.in_(_keys()), v.c.subject_type == "comment").group_by(v.c.account, v.c.subject_id)
    edited = edits.subquery()
    query = select(
        t.c.account,
        t.c.comment_id,
        t.c.post_id,
        t.c.parent_id,
        t.c.created_at,
        t.c.author_handle,
        t.c.author_name,
        t.c.text,
        func.coalesce(edited.c.since, t.c.first_seen).label("first_seen"),
        t.c.content_hash,
        t.c.change,
    )
    same = and_(edited.c.account == t.c.account, edited.c.subject_id == t.c.comment_id)
    query = query.select_from(t.outerjoin(edited, same))
    # the few posts that are not public are looked up once, not the post of every comment
    hidden = select(p.c.account, p.c.post_id).where(p.c.account.in_(_keys()), p.c.state != "public")
    query = query.where(t.c.account.in_(_keys()), t.c.state == "public", t.c.set_aside.is_(None))
    query = query.where(tuple_(t.c.account, t.c.post_id).not_in(hidden))
    return query.order_by(t.c.account, t.c.created_at, t.c.comment_id)


def load_profiles(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.profiles."""
    return frame(connection, _profiles_query(), (), {"keys": list(keys)})


@cache
def _profiles_query() -> Select[Any]:
    t = profiles
    names = ("account", "platform_id", "handle", "name", "about", "website", "visibility", "posts_total")
    return select(*(t.c[name] for name in names)).where(t.c.account.in_(_keys())).order_by(t.c.account)


def load_reads(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.reads (begin, end: what complete reads cover together), `ours` and `theirs`."""
    table = frame(connection, _reads_query(), ["begin", "end"], {"keys": list(keys)})
    return table.assign(complete=table["complete"].astype(bool))


@cache
def _reads_query() -> Select[Any]:
    t = reads
    span = (t.c.covered_begin.label("begin"), t.c.covered_end.label("end"))
    query = select(t.c.account, t.c.what, *span, t.c.complete, t.c.reason, t.c.assumed)
    query = query.add_columns(t.c.ours, t.c.theirs).where(t.c.account.in_(_keys()))
    return query.order_by(t.c.account, t.c.what)


def load_renames(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.renames, the oldest first."""
    return frame(connection, _renames_query(), ["at"], {"keys": list(keys)})


@cache
def _renames_query() -> Select[Any]:
    t = renames
    return select(t.c.account, t.c.at, t.c.was, t.c.now).where(t.c.account.in_(_keys())).order_by(t.c.account, t.c.at)


def load_mentions(connection: Connection, school: str, types: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.mentions in subjects of some types, `pupil_ids` still as JSON."""
    return frame(connection, _mentions_query(), (), {"of": school, "types": list(types)})


@cache
def _mentions_query() -> Select[Any]:
    t = mentions
    names = (
        "subject_type", "subject_id", "account", "start", "end", "matched_text", "pupil_ids", "kind", "confidence",
        "because",
    )  # fmt: skip
    query = select(*(t.c[name] for name in names)).where(t.c.school == bindparam("of"))
    query = query.where(t.c.subject_type.in_(bindparam("types", expanding=True)))
    return query.order_by(t.c.account, t.c.subject_type, t.c.subject_id, t.c.start, t.c.pupil_ids)


def load_faults(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return account -> why its last pull failed, for those whose did."""
    t = accounts
    rows = connection.execute(select(t.c.account, t.c.fault).where(t.c.account.in_(keys), t.c.fault != ""))
    return {row[0]: row[1] for row in rows}


def load_newest(connection: Connection, keys: Sequence[str]) -> dict[str, datetime]:
    """Return account -> when its newest public post was published, for those that have one."""
    t = posts
    query = select(t.c.account, func.max(t.c.created_at)).where(t.c.account.in_(keys), t.c.state == "public")
    return {row[0]: from_micros(row[1]) for row in connection.execute(query.group_by(t.c.account))}


def load_chains(connection: Connection, keys: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return (account, id of any version of an edited post) -> the id of the version that is public now."""
    rows = connection.execute(_chains_query(), {"keys": list(keys)}).fetchall()
    public = {(account, chain): post for account, post, chain, state, _ in rows if state == "public"}
    versions = {(account, name) for account, post, chain, _, _ in rows for name in (post, chain)}
    chain_of = {(account, post): chain for account, post, chain, _, _ in rows}
    found = {key: public.get((key[0], chain_of.get(key, key[1]))) for key in versions}
    return {key: post for key, post in found.items() if post is not None and post != key[1]}


@cache
def _chains_query() -> Select[Any]:
    t = posts
    query = select(t.c.account, t.c.post_id, t.c.chain_id, t.c.state, t.c.created_at).where(t.c.account.in_(_keys()))
    edited = select(t.c.chain_id).where(t.c.account.in_(_keys()), t.c.chain_id != t.c.post_id)
    return query.where(t.c.chain_id.in_(edited)).order_by(t.c.created_at)
