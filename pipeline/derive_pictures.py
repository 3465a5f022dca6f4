"""Derived evidence: what each published picture gives away, and who is named in it; a picture is examined once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd

import checks
from checks._frames import plain_rows
from checks.names.engine import NameEngine
from checks.pictures.engine import ENGINE_VERSION, Examined, Tools, not_examined, tools_here
from pipeline.examining import LOST, Stored, examine_all
from pipeline.moments import to_micros
from pipeline.picture_names import NamedInPictures, names_in
from pipeline.plan import Plan
from pipeline.store.examined import load_examined, save_examined
from pipeline.store.frames import load_public_copies
from pipeline.store.opening import Connection, Store

OF_MEDIA: Final = ("account", "post_id", "media_id", "type", "created_at")
OF_IMAGE: Final = (
    "state", "reason", "place", "place_how", "text", "text_state", "details", "faces", "faces_state", "width", "height",
)  # fmt: skip
_NUMBERS: Final = frozenset({"faces", "width", "height"})
NO_COVER: Final = "the cover picture of the video was not fetched"
COVERLESS: Final = "it is a video of which the source gives no cover picture, and films are not watched"
NO_TIME: Final = "the time for pictures was spent; the next audit goes on with them"
NOT_FETCHED: Final = "not fetched"
_WRITTEN_TOGETHER: Final = 50


@dataclass(frozen=True, slots=True)
class DerivedPictures:
    """What the pictures of one school give away."""

    pictures: pd.DataFrame
    """Columns of Evidence.pictures but platform."""
    named: NamedInPictures


def examine_pictures(store: Store, accounts: Sequence[str], root: Path, as_of: datetime) -> Tools:
    """Examine the public pictures of some accounts that were not examined before; return what they are looked at with.

    What is found in a picture is written as it is found: a run that is killed has lost little. `root` is the workspace,
    where the copies are. A picture whose text no reader was there for is examined anew once there is one, and so with
    faces.
    """
    with store.read() as connection:
        files = {sha256: root / copy for sha256, copy in load_public_copies(connection, accounts)}
        tools = tools_here() if files else Tools()
        known = load_examined(connection, ENGINE_VERSION, files.keys())
    due = [Stored(sha256, file) for sha256, file in files.items() if _is_due(known.get(sha256), tools)]
    _examine(store, due, tools, to_micros(as_of))
    return tools


def derive_pictures(
    connection: Connection,
    school: str,
    engine_of: Callable[[], NameEngine],
    *,
    root: Path,
    posts: pd.DataFrame,
    media: pd.DataFrame,
    tools: Tools,
    register_version: str,
) -> DerivedPictures:
    """Return what was found in pictures that were examined, and who is named in them; writes nothing.

    Frames are those of pipeline.store.frames; `tools` are those that the pictures were looked at with.
    """
    files = {sha256: root / copy for sha256, copy in plain_rows(media, "sha256", "copy") if sha256 and copy}
    pictures = _pictures(media, load_examined(connection, ENGINE_VERSION, files.keys()), files, tools)
    named = names_in(connection, school, engine_of, pictures=pictures, posts=posts, register_version=register_version)
    return DerivedPictures(pictures, named)


def looks_at_pictures(plan: Plan) -> bool:
    """Say whether any clause asks for a check that wants pictures examined."""
    found = checks.find()
    return any("pictures" in found[one.check].needs | found[one.check].uses for one in plan.checks)


def _examine(store: Store, due: Sequence[Stored], tools: Tools, at: int) -> None:
    """Examine pictures and write what is found, some at a time; a copy that is lost is not written."""
    told = ((sha256, one) for sha256, one in examine_all(due, tools) if one.reason != LOST)
    while some := dict(islice(told, _WRITTEN_TOGETHER)):
        with store.write() as connection:
            save_examined(connection, ENGINE_VERSION, some, at)


def _is_due(known: Examined | None, tools: Tools) -> bool:
    """Say whether a picture is to be examined: never before, or not with all that is there now."""
    if known is None:
        return True
    return bool(tools.reader and not known.text_by) or bool(tools.counter and not known.faces_by)


def _pictures(
    media: pd.DataFrame, found: Mapping[str, Examined], files: Mapping[str, Path], tools: Tools
) -> pd.DataFrame:
    """Return one row a published picture, whether it was examined or not."""
    rows = []
    for kind, sha256, copy, why, cover in plain_rows(media, "type", "sha256", "copy", "copy_reason", "cover"):
        one = found.get(sha256) if copy else None
        rows.append(one or not_examined(_why_not(kind, files.get(sha256) if copy else None, why, cover), tools))
    made = {name: pd.array([getattr(row, name) for row in rows], dtype=_typed(name)) for name in OF_IMAGE}
    return media[list(OF_MEDIA)].assign(**made)


def _typed(name: str) -> str:
    return "bool" if name == "place" else "Int64" if name in _NUMBERS else "str"


def _why_not(kind: str, file: Path | None, why: str, cover: str) -> str:
    if file is not None:
        return NO_TIME if file.is_file() else LOST
    if kind == "video" and not cover:
        return COVERLESS
    if kind == "video" and why in {"", NOT_FETCHED}:
        return NO_COVER
    return why or NOT_FETCHED
