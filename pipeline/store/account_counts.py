"""How often an account posted, and how many of its photos were looked into: counts for the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, func, select

from pipeline.store.schema import copies, examined, media, posts, profiles


@dataclass(frozen=True, slots=True)
class PhotoCount:
    """Public photos of an account, and those whose bytes were looked into; the same of its videos, by their covers."""

    photos: int = 0
    examined: int = 0
    videos: int = 0
    covers: int = 0


def load_weekly_posts(
    connection: Connection, accounts: Iterable[str], spans: Sequence[tuple[int, int]], kinds: Collection[str]
) -> dict[str, list[int]]:
    """Return account -> its public posts of some kinds in each span (microseconds, the end not in it, rising)."""
    t = posts
    if not spans:
        return {}
    inside = (and_(t.c.created_at >= begin, t.c.created_at < end) for begin, end in spans)
    week = case(*((condition, number) for number, condition in enumerate(inside)), else_=len(spans))
    query = select(t.c.account, week, func.count()).where(
        t.c.account.in_(list(accounts)), t.c.state == "public", t.c.set_aside.is_(None), t.c.kind.in_(list(kinds)),
        t.c.created_at >= spans[0][0], t.c.created_at < spans[-1][1],
    )  # fmt: skip
    counted: dict[str, Counter[int]] = {}
    for account, number, count in connection.execute(query.group_by(t.c.account, week)):
        counted.setdefault(account, Counter())[number] = count
    return {account: [found[number] for number in range(len(spans))] for account, found in counted.items()}


def load_last_posts(connection: Connection, accounts: Iterable[str], until: int) -> dict[str, int]:
    """Return account -> when it last posted what is public (microseconds), up to a moment."""
    t = posts
    query = select(t.c.account, func.max(t.c.created_at)).where(
        t.c.account.in_(list(accounts)), t.c.state == "public", t.c.set_aside.is_(None), t.c.created_at <= until
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(t.c.account))}


def count_photos(connection: Connection, accounts: Iterable[str], version: str, until: int) -> dict[str, PhotoCount]:
    """Return account -> its public photos and videos up to a moment, and what this version of the engine examined."""
    m, p, c, e = media, posts, copies, examined
    of_post = and_(p.c.account == m.c.account, p.c.post_id == m.c.post_id)
    of_media = and_(c.c.account == m.c.account, c.c.post_id == m.c.post_id, c.c.media_id == m.c.media_id)
    looked_into = and_(e.c.sha256 == c.c.sha256, e.c.version == version, e.c.state == "examined")
    query = select(m.c.account, m.c.type, func.count(), func.count(e.c.sha256)).select_from(
        m.join(p, of_post).join(c, of_media, isouter=True).join(e, looked_into, isouter=True)
    )
    query = query.where(
        m.c.account.in_(list(accounts)), m.c.state == "public", m.c.set_aside.is_(None),
        p.c.state == "public", p.c.set_aside.is_(None), p.c.created_at <= until,
    )  # fmt: skip
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for account, kind, all_, seen in connection.execute(query.group_by(m.c.account, m.c.type)):
        found.setdefault(account, {})[kind] = (all_, seen)
    return {
        account: PhotoCount(*counts.get("photo", (0, 0)), *counts.get("video", (0, 0)))
        for account, counts in found.items()
    }


def platform_totals(connection: Connection, accounts: Iterable[str], until: int) -> dict[str, dict[str, int]]:
    """Return account -> how many posts and comments its platform counts, where it counts them.

    Posts are the profile's own total; comments are those under the public posts up to a moment, where each says so.
    """
    keys = list(accounts)
    totals: dict[str, dict[str, int]] = {}
    for account, count in connection.execute(
        select(profiles.c.account, profiles.c.posts_total).where(profiles.c.account.in_(keys))
    ):
        if count is not None:
            totals.setdefault(account, {})["posts"] = count
    t, under = posts, posts.c.comments_total
    query = select(t.c.account, func.count(), func.count(under), func.sum(under)).where(
        t.c.account.in_(keys), t.c.state == "public", t.c.set_aside.is_(None), t.c.created_at <= until
    )
    for account, all_, told, comments in connection.execute(query.group_by(t.c.account)):
        if told == all_:
            totals.setdefault(account, {})["comments"] = int(comments)
    return totals
