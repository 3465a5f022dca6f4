"""Derived evidence: who is named in which text, examined once and kept until the text, register or engine changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from checks.names.engine import ENGINE_VERSION, NameEngine
from pipeline.store.changes import latest_change
from pipeline.store.derived import TEXTS, forget_mentions, insert_mentions, read_mark, write_mark
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
    """The mentions of one school, and what of them is not in the store yet."""

    mentions: pd.DataFrame
    """Columns of Evidence.mentions: those whose subject is in evidence."""
    forget: list[tuple[str, str, str]] | None
    """(account, type, id) whose stored mentions are stale; None = all of the school's."""
    fresh: pd.DataFrame
    version: str
    until: int
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
    stale = list(_tuples(texts, *_SUBJECT)) if since else None
    fresh = engine_of().mentions(texts) if len(texts) else pd.DataFrame(columns=list(_COLUMNS))
    kept = pd.DataFrame(columns=list(_COLUMNS))
    if since:
        kept = _standing(_but(load_mentions(connection, school, TEXTS), stale or ()), posts, media, comments)
        kept = kept.assign(pupil_ids=[tuple(json.loads(text)) for text in kept["pupil_ids"].tolist()])
    parts = [part[list(_COLUMNS)] for part in (kept, fresh) if len(part)]
    standing = pd.concat(parts, ignore_index=True) if parts else fresh
    return Derived(standing, stale, fresh, version, until, len(texts))


def _but(found: pd.DataFrame, stale: Collection[tuple[str, ...]]) -> pd.DataFrame:
    """Leave out the mentions of subjects that were examined anew."""
    again = set(stale)
    return found[np.array([subject not in again for subject in _tuples(found, *_SUBJECT)], dtype=bool)]


def save_derived(connection: Connection, school: str, derived: Derived) -> None:
    """Store what was found, in the caller's transaction."""
    if derived.forget is None or derived.forget:
        forget_mentions(connection, school, derived.forget)
    insert_mentions(connection, to_rows(school, derived.fresh))
    write_mark(connection, _mark(school), derived.version, derived.until)


def _mark(school: str) -> str:
    return f"names:{school}"


def texts_since(since: int, posts: pd.DataFrame, media: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return the texts to examine (TEXT_COLUMNS): those that changed after `since`, and those whose context did.

    The context of a caption is its alt texts; that of an alt text or a comment is the caption it stands under.
    """
    if since and not any((rows["change"] > since).any() for rows in (posts, media, comments)):
        return _frame(())
    # plain tuples: over strings, each step of pandas costs more than all that is looked up here
    captions = {(account, post): text for account, post, text in _tuples(posts, "account", "post_id", "text")}
    alts: dict[_Post, list[str]] = {}
    for account, post, alt in _tuples(media, "account", "post_id", "alt_text"):
        alts.setdefault((account, post), []).extend([alt] if alt else [])
    around = _Around(captions, {post: "\n".join(written) for post, written in alts.items()}, alts.keys())
    changed = {
        (account, post)
        for rows in (posts, media)
        for account, post, change in _tuples(rows, "account", "post_id", "change")
        if change > since
    }
    return _frame(
        text
        for rows, kind in ((posts, "post"), (media, "alt"), (comments, "comment"))
        for text, change, post in _texts(rows, kind, around)
        if change > since or post in changed
    )


def subject_ids(rows: pd.DataFrame, subject_type: str) -> list[str]:
    """Name the subjects of rows as findings do: post:ID, alt:POSTID/MEDIAID, image:POSTID/MEDIAID, comment:ID."""
    if subject_type in {"alt", "image"}:
        return [f"{subject_type}:{post}/{item}" for post, item in _tuples(rows, "post_id", "media_id")]
    return [f"{subject_type}:{name}" for (name,) in _tuples(rows, f"{subject_type}_id")]


_Post = tuple[str, str]
"""Account and post_id."""


class _Around(NamedTuple):
    """What stands around the texts of a school, by post."""

    captions: Mapping[_Post, str]
    alts: Mapping[_Post, str]
    """All alt texts of a post, a line each."""
    pictured: Set[_Post]


def _texts(rows: pd.DataFrame, kind: str, around: _Around) -> Iterator[tuple[tuple[Any, ...], int, _Post]]:
    """Yield the written ones of posts, alt texts or comments as TEXT_COLUMNS, each with its change and its post."""
    contexts = around.alts if kind == "post" else around.captions
    names = ["author_name", "author_handle"] if kind == "comment" else ["account", "account"]  # of others: blank
    columns = _tuples(rows, "account", "post_id", "alt_text" if kind == "alt" else "text", "change", *names)
    for (account, post_id, text, change, name, handle), subject in zip(columns, subject_ids(rows, kind), strict=True):
        if text:
            post = (account, post_id)
            author = (name, handle) if kind == "comment" else ("", "")
            yield (
                (kind, subject, account, text, contexts.get(post, ""), *author, post in around.pictured), change, post,
            )  # fmt: skip


def _frame(texts: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Make a frame of texts (TEXT_COLUMNS)."""
    columns = list(zip(*texts, strict=True)) or [()] * len(TEXT_COLUMNS)
    made = {name: pd.array(column, dtype="str") for name, column in zip(TEXT_COLUMNS[:-1], columns, strict=False)}
    return pd.DataFrame({**made, TEXT_COLUMNS[-1]: np.array(columns[-1], dtype=bool)}, copy=False)


def _tuples(rows: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(rows[name].tolist() for name in columns), strict=True)


def to_rows(school: str, found: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    """Turn mentions into rows of the store, in the order of its columns."""
    names = ("account", "subject_type", "subject_id", "start", "end", "pupil_ids", "matched_text", "kind", "confidence")
    for values in _tuples(found, *names, "because"):
        account, kind, subject, start, end, pupils, *rest = values
        yield (school, account, kind, subject, int(start), int(end), json.dumps(list(pupils)), *rest)


def _standing(found: pd.DataFrame, posts: pd.DataFrame, media: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions whose subject is still in evidence."""
    names = {
        "post": set(_tuples(posts, "account", "post_id")),
        "alt": {
            (account, f"{post}/{item}") for account, post, item in _tuples(media, "account", "post_id", "media_id")
        },
        "comment": set(_tuples(comments, "account", "comment_id")),
    }
    subjects = _tuples(found, *_SUBJECT)
    here = [(account, subject.partition(":")[2]) in names[kind] for account, kind, subject in subjects]
    return found[np.array(here, dtype=bool)]
