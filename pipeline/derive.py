"""Derived evidence: who is named in which text, examined once and kept until the text, register or engine changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from checks._frames import plain_rows
from checks.base import subject_of
from checks.names.engine import ENGINE_VERSION, NameEngine
from pipeline.store.changes import latest_change
from pipeline.store.derived import NAMES_OF, TEXTS, forget_mentions, insert_mentions, read_mark, write_mark
from pipeline.store.frames import load_mentions
from pipeline.store.opening import Connection

_COLUMNS = (
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
_SUBJECT = ("account", "subject_type", "subject_id")
TEXT_COLUMNS = ("subject_type", "subject_id", "account", "text", "context", "author_name", "author_handle", "has_photo")


@dataclass(frozen=True, slots=True)
class Derived:
    """The mentions of one school."""

    mentions: pd.DataFrame
    """Columns of Evidence.mentions: those whose subject is in evidence."""
    fresh: Fresh


@dataclass(frozen=True, slots=True)
class Fresh:
    """What was found now, and is not in the store yet."""

    forget: list[tuple[str, str, str]] | None
    """(account, type, id) whose stored mentions are stale; None = all of the school's."""
    rows: Sequence[tuple[Any, ...]]
    """Mentions as rows of the store, in the order of its columns."""
    version: str
    until: int
    """The change up to which the texts of the school were examined."""
    examined: int
    """Texts that were examined now."""


def derive_mentions(
    connection: Connection,
    school: str,
    engine_of: Callable[[], NameEngine],
    *,
    posts: pd.DataFrame,
    media: pd.DataFrame,
    comments: pd.DataFrame,
    register_version: str,
) -> Derived:
    """Examine what changed since the last time and return it with what was found before; writes nothing.

    `engine_of` is called only when some text has to be examined. Frames are those of pipeline.store.frames, and hold
    all that is public whatever its date: what is passed over now would never be new again. Everything is examined anew
    under another register, word list, engine or set of accounts.
    """
    version = f"{ENGINE_VERSION}:{register_version}"
    since, until = read_mark(connection, _mark(school), version), latest_change(connection)
    texts = texts_since(since, posts, media, comments)
    stale = list(plain_rows(texts, *_SUBJECT)) if since else None
    fresh = engine_of().mentions(texts) if len(texts) else pd.DataFrame(columns=list(_COLUMNS))
    parts = [fresh[list(_COLUMNS)]] if len(fresh) else []
    if since:
        found = load_mentions(connection, school, TEXTS)
        kept = found[_standing(found, stale or (), posts, media, comments)]
        kept = kept.assign(pupil_ids=[tuple(json.loads(text)) for text in kept["pupil_ids"].tolist()])
        parts = [kept[list(_COLUMNS)], *parts] if len(kept) else parts
    standing = pd.concat(parts, ignore_index=True) if parts else fresh
    return Derived(standing, Fresh(stale, list(to_rows(school, fresh)), version, until, len(texts)))


def save_derived(connection: Connection, school: str, fresh: Fresh) -> None:
    """Store what was found, in the caller's transaction."""
    if fresh.forget is None or fresh.forget:
        forget_mentions(connection, school, fresh.forget)
    insert_mentions(connection, fresh.rows)
    write_mark(connection, _mark(school), fresh.version, fresh.until)


def _mark(school: str) -> str:
    return f"{NAMES_OF}{school}"


def texts_since(since: int, posts: pd.DataFrame, media: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return the texts to examine (TEXT_COLUMNS): those that changed after `since`, and those whose context did.

    The context of a caption is its alt texts; that of an alt text or a comment is the caption it stands under.
    """
    if since and not any((rows["change"] > since).any() for rows in (posts, media, comments)):
        return _frame(())
    # plain tuples: over strings, each step of pandas costs more than all that is looked up here
    captions = {(account, post): text for account, post, text in plain_rows(posts, "account", "post_id", "text")}
    alts: dict[_Post, list[str]] = {}
    for account, post, alt in plain_rows(media, "account", "post_id", "alt_text"):
        alts.setdefault((account, post), []).extend([alt] if alt else [])
    around = _Around(captions, {post: "\n".join(written) for post, written in alts.items()}, alts.keys())
    changed = {
        (account, post)
        for rows in (posts, media)
        for account, post, change in plain_rows(rows, "account", "post_id", "change")
        if change > since
    }
    kinds = ((posts, "post"), (media, "alt"), (comments, "comment"))
    return _frame([text for rows, kind in kinds for text in _texts(rows, kind, around, since, changed)])


def subject_ids(rows: pd.DataFrame, subject_type: str) -> list[str]:
    """Name the subjects of rows as findings do: post:ID, alt:POSTID/MEDIAID, image:POSTID/MEDIAID, comment:ID."""
    if subject_type in {"alt", "image"}:
        return [subject_of(subject_type, *names) for names in plain_rows(rows, "post_id", "media_id")]
    return [f"{subject_type}:{name}" for (name,) in plain_rows(rows, f"{subject_type}_id")]


_Post = tuple[str, str]
"""Account and post_id."""


class _Around(NamedTuple):
    """What stands around the texts of a school, by post."""

    captions: Mapping[_Post, str]
    alts: Mapping[_Post, str]
    """All alt texts of a post, a line each."""
    pictured: Set[_Post]


def _texts(
    rows: pd.DataFrame, kind: str, around: _Around, since: int, changed: Collection[_Post]
) -> list[tuple[Any, ...]]:
    """Return the written ones of posts, alt texts or comments that changed, or whose post did, as TEXT_COLUMNS."""
    contexts, pictured = around.alts if kind == "post" else around.captions, around.pictured
    told = plain_rows(rows, "alt_text" if kind == "alt" else "text", "change")
    authors = plain_rows(rows, "author_name", "author_handle") if kind == "comment" else repeat(("", ""), len(rows))
    columns = zip(plain_rows(rows, "account", "post_id"), subject_ids(rows, kind), told, authors, strict=True)
    return [
        (kind, subject, post[0], text, contexts.get(post, ""), name, handle, post in pictured)
        for post, subject, (text, change), (name, handle) in columns
        if text and (change > since or post in changed)
    ]


def _frame(texts: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """Make a frame of texts (TEXT_COLUMNS)."""
    columns = list(zip(*texts, strict=True)) or [()] * len(TEXT_COLUMNS)
    made = {name: pd.array(column, dtype="str") for name, column in zip(TEXT_COLUMNS[:-1], columns, strict=False)}
    return pd.DataFrame({**made, TEXT_COLUMNS[-1]: np.array(columns[-1], dtype=bool)}, copy=False)


def to_rows(school: str, found: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    """Turn mentions into rows of the store, in the order of its columns."""
    if not len(found):
        return
    names = ("account", "subject_type", "subject_id", "start", "end", "pupil_ids", "matched_text", "kind", "confidence")
    for values in plain_rows(found, *names, "because"):
        account, kind, subject, start, end, pupils, *rest = values
        yield (school, account, kind, subject, int(start), int(end), json.dumps(list(pupils)), *rest)


def _standing(
    found: pd.DataFrame,
    stale: Iterable[tuple[str, ...]],
    posts: pd.DataFrame,
    media: pd.DataFrame,
    comments: pd.DataFrame,
) -> np.ndarray:
    """Say of each mention whether its subject is still in evidence, and was not examined anew."""
    subjects = list(plain_rows(found, *_SUBJECT))
    named: dict[str, set[tuple[str, str]]] = {kind: set() for kind in TEXTS}
    for account, kind, subject in subjects:
        named[kind].add((account, subject.partition(":")[2]))
    alts = ((account, f"{post}/{item}") for account, post, item in plain_rows(media, "account", "post_id", "media_id"))
    here = {
        "post": named["post"].intersection(plain_rows(posts, "account", "post_id")),
        "alt": named["alt"].intersection(alts),
        "comment": named["comment"].intersection(plain_rows(comments, "account", "comment_id")),
    }
    again = set(stale)
    stands = [(one[0], one[2].partition(":")[2]) in here[one[1]] and one not in again for one in subjects]
    return np.array(stands, dtype=bool)
