"""Derived evidence: who is named in which text, examined once and kept until the text, register or engine changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

import pandas as pd

from checks.names.engine import ENGINE_VERSION, NameEngine
from pipeline.store.changes import latest_change
from pipeline.store.derived import forget_mentions, insert_mentions, read_mark, write_mark
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
    stale = list(texts[["account", "subject_type", "subject_id"]].itertuples(index=False, name=None)) if since else None
    fresh = engine_of().mentions(texts) if len(texts) else pd.DataFrame(columns=list(_COLUMNS))
    kept = pd.DataFrame(columns=list(_COLUMNS))
    if since:
        kept = load_mentions(connection, school)
        again = pd.MultiIndex.from_frame(kept[["account", "subject_type", "subject_id"]]).isin(stale or [])
        kept = kept[~again].assign(pupil_ids=lambda rows: [tuple(json.loads(text)) for text in rows["pupil_ids"]])
    parts = [part[list(_COLUMNS)] for part in (kept, fresh) if len(part)]
    standing = _standing(pd.concat(parts, ignore_index=True), posts, media, comments) if parts else fresh
    return Derived(standing, stale, fresh, version, until, len(texts))


def save_derived(connection: Connection, school: str, derived: Derived) -> None:
    """Store what was found, in the caller's transaction."""
    if derived.forget is None or derived.forget:
        forget_mentions(connection, school, derived.forget)
    insert_mentions(connection, _rows(school, derived.fresh))
    write_mark(connection, _mark(school), derived.version, derived.until)


def _mark(school: str) -> str:
    return f"names:{school}"


def texts_since(since: int, posts: pd.DataFrame, media: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Return the texts to examine (TEXT_COLUMNS): those that changed after `since`, and those whose context did.

    The context of a caption is its alt texts; that of an alt text or a comment is the caption it stands under.
    """
    alts = media[media["alt_text"] != ""]
    captions = dict(zip(_post_of(posts).tolist(), posts["text"].tolist(), strict=True))
    beside = alts.groupby(_post_of(alts), sort=False)["alt_text"].agg("\n".join).to_dict() if len(alts) else {}
    pictured = set(_post_of(media).tolist())
    changed = {post for rows in (posts, media) for post in _post_of(rows[rows["change"] > since]).tolist()}

    def touched(rows: pd.DataFrame) -> pd.DataFrame:
        """Keep rows that changed, or belong to a post that did."""
        return rows[(rows["change"] > since) | _post_of(rows).isin(changed)] if since else rows

    parts = [
        _texts(touched(posts), "post", "text", beside, pictured),
        _texts(touched(alts), "alt", "alt_text", captions, pictured),
        _texts(touched(comments), "comment", "text", captions, pictured),
    ]
    texts = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
    return texts[texts["text"] != ""].reset_index(drop=True)


def _post_of(rows: pd.DataFrame) -> pd.Series:
    """Name the post of each row by one text: looking up one column is many times faster than joining on two."""
    return rows["account"] + "\n" + rows["post_id"]


def subject_ids(rows: pd.DataFrame, subject_type: str) -> pd.Series:
    """Name the subjects of rows as findings do: post:ID, alt:POSTID/MEDIAID, image:POSTID/MEDIAID, comment:ID."""
    if subject_type in {"alt", "image"}:
        return f"{subject_type}:" + rows["post_id"] + "/" + rows["media_id"]
    return f"{subject_type}:" + rows[f"{subject_type}_id"]


def _texts(
    rows: pd.DataFrame, subject_type: str, text: str, contexts: Mapping[str, str], pictured: Set[str]
) -> pd.DataFrame:
    """Shape posts, alt texts or comments into TEXT_COLUMNS; contexts and pictures are looked up by post."""
    post = _post_of(rows)
    return pd.DataFrame(
        {
            "subject_type": subject_type,
            "subject_id": subject_ids(rows, subject_type) if len(rows) else pd.Series(dtype="str"),
            "account": rows["account"],
            "text": rows[text],
            "context": pd.Series([contexts.get(name, "") for name in post.tolist()], index=rows.index, dtype="str"),
            "author_name": rows.get("author_name", ""),
            "author_handle": rows.get("author_handle", ""),
            "has_photo": post.isin(pictured),
        }
    )


def _rows(school: str, found: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    """Turn mentions into rows of the store, in the order of its columns."""
    names = ("account", "subject_type", "subject_id", "start", "end", "pupil_ids", "matched_text", "kind", "confidence")
    for values in zip(*(found[name] for name in (*names, "because")), strict=True):
        account, kind, subject, start, end, pupils, *rest = values
        yield (school, account, kind, subject, int(start), int(end), json.dumps(list(pupils)), *rest)


def _standing(found: pd.DataFrame, posts: pd.DataFrame, media: pd.DataFrame, comments: pd.DataFrame) -> pd.DataFrame:
    """Keep the mentions whose subject is still in evidence; `pupil_ids` as tuples."""
    subjects = {
        subject
        for rows, kind in ((posts, "post"), (media, "alt"), (comments, "comment"))
        if len(rows)
        for subject in (rows["account"] + "\n" + subject_ids(rows, kind)).tolist()
    }
    here = (found["account"] + "\n" + found["subject_id"]).isin(subjects)
    return found[here].reset_index(drop=True)
