"""Comments and posts as judged texts, and the rows of the comments engine as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from checks._rows import Rows
from checks._texts import texts_of, worded
from checks.base import Evidence, Judgement, judge
from checks.comments.abuse import KINDS as ABUSE_KINDS
from checks.comments.abuse import Row
from checks.comments.disclosure import KINDS as DISCLOSURE_KINDS
from checks.comments.engine import CommentEngine, Remarks
from checks.comments.thread import Threads, addressed, less_sure

__all__ = [
    "ABUSE_KINDS",
    "DISCLOSURE_KINDS",
    "UNIT",
    "Row",
    "abuse_of",
    "addressed",
    "comments_of",
    "engine_of",
    "judge_texts",
    "posts_of",
    "remarks_of",
    "rows_among",
    "threads_of",
]

UNIT: Final = ["subject_type", "subject_id", "account"]
_WRITER: Final = ("account", "author_handle", "author_name")
_COLUMNS: Final = (
    "account", "platform", "comment_id", "post_id", "parent_id", "author_handle", "author_name", "text",
)  # fmt: skip


def engine_of(evidence: Evidence) -> CommentEngine:
    """Return the engine that reads with the lists of the evidence."""
    return CommentEngine(evidence.lists)


def remarks_of(evidence: Evidence) -> Remarks:
    """Return what the engine finds in `comments_of`, read once for all checks of a school."""
    return evidence.once("remarks", lambda: engine_of(evidence).comments(list(comments_of(evidence)["text"])))


def abuse_of(evidence: Evidence, kinds: Collection[str]) -> tuple[list[Row], set[int]]:
    """Return the abuse of some kinds in `comments_of`, and which of these texts may also tell of a child at risk.

    The second are the safeguarding lead's: a child's words that hold an insult must not stand in a list for others.
    A reply that only repeats a word of what it answers, as a question or a quotation, is no more than `possible`.
    """
    remarks = remarks_of(evidence)
    rows = [row for row in remarks.abuse if row.kind in kinds]
    return less_sure(rows, threads_of(evidence)), {row.at for row in remarks.disclosures}


def threads_of(evidence: Evidence) -> Threads:
    """Return the place of each of `comments_of` in its thread, worked out once for all checks of a school."""
    return evidence.once("threads", lambda: Threads(comments_of(evidence), evidence.posts))


def comments_of(evidence: Evidence) -> Rows:
    """Return the comments that hold words: UNIT, platform, comment_id, post_id, parent_id, author_handle, author_name,
    text, first_seen, own.

    `first_seen` is when the comment was first read, or else written (microseconds since 1970, UTC); `own`: the account
    itself wrote it.
    """
    return evidence.once("comments that hold words", lambda: _comments_of(evidence))


def _comments_of(evidence: Evidence) -> Rows:
    read = evidence.columns("comments")
    first = zip(read.micros("first_seen"), read.micros("created_at"), strict=True)
    seen = [made if at is None else at for at, made in first]
    names = [f"comment:{name}" for name in read.text("comment_id")]
    unit = {"subject_type": ["comment"] * len(names), "subject_id": names}
    rows = worded(Rows({**unit, **{name: read.text(name) for name in _COLUMNS}, "first_seen": seen}))
    own = _names(evidence)
    writers = [(account, handle or name) for account, handle, name in rows.tuples(*_WRITER)]
    known = {one for one in set(writers) if _folded(one[1]) in own.get(one[0], ())}
    return rows.replaced(own=[one in known for one in writers])


def posts_of(evidence: Evidence) -> Rows:
    """Return the account's own posts that hold words (no reposts): the columns of Text."""
    return texts_of(evidence, ("post",), own=True).columns


def rows_among(places: Iterable[int], rows: Iterable[Row]) -> list[Row]:
    """Return the rows of `comments_of` that fall on the comments in some places, counted within these."""
    place = {at: number for number, at in enumerate(places)}
    return [row._replace(at=place[row.at]) for row in rows if row.at in place]


def judge_texts(texts: Rows, rows: Iterable[Row], also: Mapping[str, Any] | None = None) -> Judgement:
    """Judge texts (UNIT and text) by the rows found in them; `also`: kind -> columns of the finding (severity, ...).

    The rows count the texts from 0, in their order.
    """
    written = texts["text"]
    found = [
        {
            **{name: texts[name][row.at] for name in UNIT}, "start": row.start, "end": row.end,
            "matched_text": written[row.at][row.start : row.end], "confidence": row.confidence,
            "detail": f"{row.because[:1].upper()}{row.because[1:]}", **(also or {}).get(row.kind, {}),
        }
        for row in rows
    ]  # fmt: skip
    return judge(texts, Rows.named(found))


def _names(evidence: Evidence) -> dict[str, set[str]]:
    """Return account -> the folded names under which it writes itself."""
    names: dict[str, set[str]] = {}
    for account, handle in evidence.rows("accounts", ["account", "handle"]):
        names.setdefault(account, set()).update({_folded(handle), _folded(evidence.school.name)})
    for account, handle, name in evidence.rows("profiles", ["account", "handle", "name"]):
        names.setdefault(account, set()).update({_folded(handle), _folded(name)})
    return {account: found - {""} for account, found in names.items()}


def _folded(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
