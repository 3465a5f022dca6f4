"""Who is named in pictures: in the text read inside them and in the details of their files, by the names engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from checks._frames import plain_rows
from checks.base import subject_of
from checks.names.engine import ENGINE_VERSION, MENTION_COLUMNS, NameEngine
from pipeline.store.derived import forget_mentions, insert_mentions, read_mark, write_mark
from pipeline.store.examined import load_picture_mentions
from pipeline.store.opening import Connection

_IMAGE: Final = ("image",)
_STORED: Final = (
    "account", "subject_type", "subject_id", "start", "end", "pupil_ids", "matched_text", "kind", "confidence",
    "because",
)  # fmt: skip
_TEXT: Final = ("subject_type", "subject_id", "account", "text", "context", "has_photo", "begin")


@dataclass(frozen=True, slots=True)
class NamedInPictures:
    """Who is named in the pictures of one school."""

    mentions: pd.DataFrame
    """Columns of Evidence.mentions."""
    version: str
    """What they depend on, where they are not in the store yet; else blank."""


def names_in(
    connection: Connection,
    school: str,
    engine_of: Callable[[], NameEngine],
    *,
    pictures: pd.DataFrame,
    posts: pd.DataFrame,
    register_version: str,
) -> NamedInPictures:
    """Find who is named in pictures (columns of Evidence.pictures), or read what was found in the same ones before.

    A school's pictures hold few words: whenever any of them, a caption beside it, the register or the engine changes,
    all are read anew.
    """
    texts = _texts(pictures, posts)
    version = _version(register_version, texts)
    if read_mark(connection, _mark(school), version):
        kept = load_picture_mentions(connection, school)
        return NamedInPictures(kept, "")
    found = _mentions(engine_of(), texts) if len(texts) else pd.DataFrame(columns=list(MENTION_COLUMNS))
    return NamedInPictures(found, version)


def save_names(connection: Connection, school: str, named: NamedInPictures) -> None:
    """Store who is named in pictures, in the caller's transaction."""
    if named.version:
        forget_mentions(connection, school, types=_IMAGE)
        insert_mentions(connection, _rows(school, named.mentions))
        write_mark(connection, _mark(school), named.version, 1)


def together(mentions: pd.DataFrame, in_pictures: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions of texts and of pictures as one frame."""
    parts = [part for part in (mentions, in_pictures) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else mentions


def _mark(school: str) -> str:
    return f"picture-names:{school}"


def _texts(pictures: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Return what is read in pictures and what their files say, as texts for the names engine (_TEXT).

    `begin` is where each stands in `text`, a line's end and `details` put together. The caption is the context.
    """
    captions = {(account, post): text for account, post, text in plain_rows(posts, "account", "post_id", "text")}
    rows = []
    for account, post, media, *both in plain_rows(pictures, "account", "post_id", "media_id", "text", "details"):
        for text, begin in zip(both, (0, len(both[0]) + 1), strict=True):
            if text:
                context = captions.get((account, post), "")
                rows.append(("image", subject_of("image", post, media), account, text, context, True, begin))
    return pd.DataFrame(rows, columns=list(_TEXT))


def _version(register_version: str, texts: pd.DataFrame) -> str:
    """Return what the mentions depend on: engine, register, and every text with its place and what stands around it."""
    told = hashlib.sha256(f"{ENGINE_VERSION}:{register_version}".encode())
    for row in plain_rows(texts, "account", "subject_id", "text", "context"):
        told.update(("\x1f".join(row) + "\x1e").encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _mentions(engine: NameEngine, texts: pd.DataFrame) -> pd.DataFrame:
    """Return who is named, with places in `text`, a line's end and `details` put together."""
    parts = []
    for part in (texts[texts["begin"] == 0], texts[texts["begin"] > 0]):
        found = engine.mentions(part.reset_index(drop=True))
        begins = {(account, name): begin for account, name, begin in plain_rows(part, "account", "subject_id", "begin")}
        shifts = [begins[subject] for subject in plain_rows(found, "account", "subject_id")]
        shift = pd.Series(shifts, index=found.index, dtype="int64")
        parts.append(found.assign(start=found["start"] + shift, end=found["end"] + shift))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def _rows(school: str, found: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Turn mentions into rows of the table `mentions`, in the order of its columns."""
    for account, kind, subject, start, end, pupils, *rest in plain_rows(found, *_STORED):
        yield (school, account, kind, subject, int(start), int(end), json.dumps(list(pupils)), *rest)
