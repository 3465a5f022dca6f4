"""Records of Instagram's export (posts, reels, stories, Threads) into drafts of posts; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from connectors._meta_drafts import Draft, joined, shot_of
from connectors._meta_json import items_told, moment, time_told, told_by
from connectors._payload import identity, mapping, objects, text

_CAPTION: Final = frozenset({
    "caption", "text", "title", "message", "post", "beschriftung", "titel", "légende", "texte", "titre", "texto",
    "título", "leyenda", "didascalia", "testo", "titolo", "legenda", "tekst", "bijschrift",
})  # fmt: skip
"""What the newer layout calls a post's words, in the languages that were met."""


def to_draft(record: Any, kind: str) -> Draft | str:
    """Map one record, or return the rule by which it is set aside: not-a-record or no-time."""
    if not isinstance(record, dict) or not record:
        return "not-a-record"
    items = objects(record.get("media")) or items_told(record) or ([record] if "uri" in record else [])
    times = (
        record.get("creation_timestamp"),
        record.get("timestamp"),
        *(one.get("creation_timestamp") for one in items),
    )
    at = next((read for one in times if (read := moment(one)) is not None), None) or time_told(record)
    if at is None:
        return "no-time"
    return Draft(
        at=at,
        text=text_of(record, items),
        kind="reply" if any(_is_reply(one) for one in (record, *items)) else kind,
        shots=tuple(shot for item in items if (shot := shot_of(item)) is not None),
        own_id=identity(record.get("fbid")),
        permalink=next((said for _, said in told_by(record) if _is_link(said)), ""),
    )


def text_of(record: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> str:
    """Return the caption: it stands on the post, or on its only picture; each of several may have words of its own."""
    said = joined([text(record.get("title")), *(text(one.get("title")) for one in items)])
    return said or next((value for label, value in told_by(record) if label in _CAPTION), "")


def _is_reply(item: Mapping[str, Any]) -> bool:
    return mapping(item.get("text_app_post")).get("is_reply") is True


def _is_link(said: str) -> bool:
    return said.startswith(("https://www.instagram.com/", "https://www.threads.net/", "https://www.threads.com/"))
