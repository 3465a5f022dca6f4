"""Derived evidence: who is named in which text, examined once and kept until the text, register or engine changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
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

    `engine_of` is called only when some text has to be examined. Frames are those of pipeline.store.frames. Everything
    is examined anew under another register, word list or engine.
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
    key = ["account", "post_id"]
    changed = pd.concat(
        [posts.loc[posts["change"] > since, key], media.loc[media["change"] > since, key]]
    ).drop_duplicates()
    captions = posts[[*key, "text"]].rename(columns={"text": "context"})
    alts = media[media["alt_text"] != ""]
    joined = alts.groupby(key, sort=False)["alt_text"].agg("\n".join).rename("context").reset_index()
    pictured = media[key].drop_duplicates().assign(has_photo=True)

    def touched(frame: pd.DataFrame) -> pd.Series:
        """Mark rows that belong to a post that changed."""
        return pd.Series(
            pd.MultiIndex.from_frame(frame[key]).isin(pd.MultiIndex.from_frame(changed)), index=frame.index
        )

    parts = [
        _texts(posts[touched(posts)].merge(joined, how="left", on=key), "post", "text", pictured),
        _texts(alts[touched(alts)].merge(captions, how="left", on=key), "alt", "alt_text", pictured),
        _texts(
            comments[(comments["change"] > since) | touched(comments)].merge(captions, how="left", on=key),
            "comment",
            "text",
            pictured,
        ),
    ]
    texts = pd.concat([part for part in parts if not part.empty] or parts[:1], ignore_index=True)
    return texts[texts["text"] != ""].reset_index(drop=True)


def subject_ids(rows: pd.DataFrame, subject_type: str) -> pd.Series:
    """Name the subjects of rows as findings do: post:ID, alt:POSTID/MEDIAID, image:POSTID/MEDIAID, comment:ID."""
    if subject_type in {"alt", "image"}:
        return f"{subject_type}:" + rows["post_id"] + "/" + rows["media_id"]
    return f"{subject_type}:" + rows[f"{subject_type}_id"]


def _texts(rows: pd.DataFrame, subject_type: str, text: str, pictured: pd.DataFrame) -> pd.DataFrame:
    """Shape posts, alt texts or comments into TEXT_COLUMNS."""
    rows = rows.merge(pictured, how="left", on=["account", "post_id"])
    return pd.DataFrame(
        {
            "subject_type": subject_type,
            "subject_id": subject_ids(rows, subject_type) if len(rows) else pd.Series(dtype="str"),
            "account": rows["account"],
            "text": rows[text],
            "context": rows["context"].fillna("") if len(rows) else pd.Series(dtype="str"),
            "author_name": rows.get("author_name", ""),
            "author_handle": rows.get("author_handle", ""),
            "has_photo": rows["has_photo"].eq(True),
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
    parts = [
        pd.DataFrame({"account": rows["account"], "subject_id": subject_ids(rows, kind)})
        for rows, kind in ((posts, "post"), (media, "alt"), (comments, "comment"))
        if len(rows)
    ]
    if not parts:
        return found.iloc[:0]
    here = pd.MultiIndex.from_frame(found[["account", "subject_id"]]).isin(pd.MultiIndex.from_frame(pd.concat(parts)))
    return found[here].reset_index(drop=True)
