"""Reading the store as frames: the records of some accounts, last seen public."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from pipeline.moments import from_micros
from pipeline.store.schema import accounts, comments, copies, media, mentions, posts, profiles, reads, renames

MOMENT = "datetime64[us, UTC]"


def frame(connection: Connection, query: Select[tuple[object, ...]], moments: Sequence[str] = ()) -> pd.DataFrame:
    """Run a query into a frame; the columns named in `moments` become UTC timestamps."""
    result = connection.execute(query)
    names = list(result.keys())
    rows = [tuple(row) for row in result]
    table = pd.DataFrame(rows, columns=names, dtype=None if rows else object)
    for name in moments:
        table[name] = pd.to_datetime(pd.to_numeric(table[name]), unit="us", utc=True).astype(MOMENT)
    return table


def load_posts(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the posts last seen public: Evidence.posts but platform, with content_hash, change."""
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
        t.c.content_hash,
        t.c.change,
    )
    query = query.where(t.c.account.in_(keys), t.c.state == "public", t.c.set_aside.is_(None))
    return frame(connection, query.order_by(t.c.account, t.c.created_at, t.c.post_id), ["created_at"])


def load_media(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the media of those posts: columns of Evidence.media but platform, and content_hash, change."""
    t, p = media, posts
    query = select(
        t.c.account,
        t.c.post_id,
        t.c.media_id,
        t.c.type,
        t.c.url,
        t.c.file,
        t.c.alt_text,
        t.c.alt_known,
        p.c.created_at,
        *_copy_columns(),
        t.c.content_hash,
        t.c.change,
    )
    query = query.join(p, and_(p.c.account == t.c.account, p.c.post_id == t.c.post_id))
    query = query.join(copies, and_(*(copies.c[k] == t.c[k] for k in ("account", "post_id", "media_id"))), isouter=True)
    query = query.where(t.c.account.in_(keys), t.c.state == "public", p.c.state == "public")
    query = query.where(t.c.set_aside.is_(None), p.c.set_aside.is_(None))
    table = frame(connection, query.order_by(t.c.account, t.c.post_id, t.c.media_id), ["created_at"])
    return table.assign(alt_known=table["alt_known"].astype(bool))


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


def load_comments(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the comments last seen public under posts that are (or were never stored): columns of Evidence.comments
    but platform, and content_hash, change.
    """
    t, p = comments, posts
    query = select(
        t.c.account,
        t.c.comment_id,
        t.c.post_id,
        t.c.created_at,
        t.c.author_handle,
        t.c.author_name,
        t.c.text,
        t.c.content_hash,
        t.c.change,
    )
    query = query.join(p, and_(p.c.account == t.c.account, p.c.post_id == t.c.post_id), isouter=True)
    query = query.where(t.c.account.in_(keys), t.c.state == "public", t.c.set_aside.is_(None))
    query = query.where(p.c.state.is_(None) | (p.c.state == "public"))
    return frame(connection, query.order_by(t.c.account, t.c.created_at, t.c.comment_id), ["created_at"])


def load_profiles(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.profiles."""
    t = profiles
    names = [
        t.c[name]
        for name in ("account", "platform_id", "handle", "name", "about", "website", "visibility", "posts_total")
    ]
    return frame(connection, select(*names).where(t.c.account.in_(keys)).order_by(t.c.account))


def load_reads(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.reads (begin, end: what complete reads cover together), `ours` and `theirs`."""
    t = reads
    span = (t.c.covered_begin.label("begin"), t.c.covered_end.label("end"))
    query = select(t.c.account, t.c.what, *span, t.c.complete, t.c.reason, t.c.assumed)
    query = query.add_columns(t.c.ours, t.c.theirs).where(t.c.account.in_(keys)).order_by(t.c.account, t.c.what)
    table = frame(connection, query, ["begin", "end"])
    return table.assign(complete=table["complete"].astype(bool))


def load_renames(connection: Connection, keys: Sequence[str]) -> pd.DataFrame:
    """Return the columns of Evidence.renames, the oldest first."""
    t = renames
    query = select(t.c.account, t.c.at, t.c.was, t.c.now).where(t.c.account.in_(keys)).order_by(t.c.account, t.c.at)
    return frame(connection, query, ["at"])


def load_mentions(connection: Connection, school: str) -> pd.DataFrame:
    """Return the columns of Evidence.mentions, `pupil_ids` still as JSON."""
    t = mentions
    names = (
        "subject_type",
        "subject_id",
        "account",
        "start",
        "end",
        "matched_text",
        "pupil_ids",
        "kind",
        "confidence",
        "because",
    )
    order = (t.c.account, t.c.subject_type, t.c.subject_id, t.c.start, t.c.pupil_ids)
    return frame(connection, select(*(t.c[name] for name in names)).where(t.c.school == school).order_by(*order))


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
    t = posts
    query = select(t.c.account, t.c.post_id, t.c.chain_id, t.c.state, t.c.created_at).where(t.c.account.in_(keys))
    edited = select(t.c.chain_id).where(t.c.account.in_(keys), t.c.chain_id != t.c.post_id)
    rows = connection.execute(query.where(t.c.chain_id.in_(edited)).order_by(t.c.created_at)).fetchall()
    public = {(account, chain): post for account, post, chain, state, _ in rows if state == "public"}
    versions = {(account, name) for account, post, chain, _, _ in rows for name in (post, chain)}
    chain_of = {(account, post): chain for account, post, chain, _, _ in rows}
    found = {key: public.get((key[0], chain_of.get(key, key[1]))) for key in versions}
    return {key: post for key, post in found.items() if post is not None and post != key[1]}
