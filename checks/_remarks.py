"""Comments and posts as judged texts, and the rows of the comments engine as findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from checks._frames import tuples, with_columns
from checks.base import FINDING_COLUMNS, Evidence, Judgement, judge
from checks.comments.abuse import KINDS as ABUSE_KINDS
from checks.comments.abuse import Row
from checks.comments.disclosure import KINDS as DISCLOSURE_KINDS
from checks.comments.engine import CommentEngine, Remarks
from checks.comments.thread import Thread, addressed, less_sure, threads

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
_COLUMNS: Final = {
    "comment": ["account", "platform", "comment_id", "post_id", "parent_id", "author_handle", "author_name", "text"],
    "post": ["account", "platform", "post_id", "kind", "text"],
}


def engine_of(evidence: Evidence) -> CommentEngine:
    """Return the engine that reads with the lists of the evidence."""
    return CommentEngine(evidence.lists)


def remarks_of(evidence: Evidence) -> Remarks:
    """Return what the engine finds in `comments_of`, read once for all checks of a school."""
    return evidence.once("remarks", lambda: engine_of(evidence).comments(comments_of(evidence)["text"].tolist()))


def abuse_of(evidence: Evidence, kinds: Collection[str]) -> tuple[list[Row], set[int]]:
    """Return the abuse of some kinds in `comments_of`, and which of these texts may also tell of a child at risk.

    The second are the safeguarding lead's: a child's words that hold an insult must not stand in a list for others.
    A reply that only repeats a word of what it answers, as a question or a quotation, is no more than `possible`.
    """
    remarks = remarks_of(evidence)
    rows = [row for row in remarks.abuse if row.kind in kinds]
    return less_sure(rows, threads_of(evidence)), {row.at for row in remarks.disclosures}


def threads_of(evidence: Evidence) -> list[Thread]:
    """Return the place of each of `comments_of` in its thread, worked out once for all checks of a school."""
    return evidence.once("threads", lambda: list(threads(comments_of(evidence), evidence.posts)))


def comments_of(evidence: Evidence) -> pd.DataFrame:
    """Return the comments that hold words: UNIT, platform, comment_id, post_id, parent_id, author_handle, author_name,
    text, first_seen, own.

    `first_seen` is when the comment was first read (UTC), or else written; `own`: the account itself wrote it.
    """
    return evidence.once("comments that hold words", lambda: _comments_of(evidence))


def _comments_of(evidence: Evidence) -> pd.DataFrame:
    comments = with_columns(evidence.comments, _COLUMNS["comment"], ["created_at", "first_seen"])
    comments = comments[comments["text"].str.strip() != ""].reset_index(drop=True)
    names = _names(evidence)
    rows = tuples(comments, ["account", "author_handle", "author_name"])
    own = [_folded(handle or name) in names.get(account, ()) for account, handle, name in rows]
    seen = comments["first_seen"].where(comments["first_seen"].notna(), comments["created_at"])
    units = {"subject_type": "comment", "subject_id": "comment:" + comments["comment_id"]}
    return comments.assign(**units, first_seen=seen, own=pd.Series(own, index=comments.index, dtype=bool))


def posts_of(evidence: Evidence) -> pd.DataFrame:
    """Return the account's own posts that hold words (no reposts): UNIT, platform, kind, text, created_at."""
    posts = with_columns(evidence.posts, _COLUMNS["post"], ["created_at"])
    posts = posts[(posts["text"].str.strip() != "") & (posts["kind"] != "repost")].reset_index(drop=True)
    return posts.assign(subject_type="post", subject_id="post:" + posts["post_id"])


def rows_among(texts: pd.DataFrame, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of `comments_of` that fall on some of them, counted within these; `texts` keeps its index."""
    place = {at: number for number, at in enumerate(texts.index.tolist())}
    return [row._replace(at=place[row.at]) for row in rows if row.at in place]


def judge_texts(texts: pd.DataFrame, rows: Iterable[Row], also: Mapping[str, Any] | None = None) -> Judgement:
    """Judge texts by the rows found in them; `also`: kind -> columns of the finding (severity, remedy, route).

    The rows count the texts from 0, in their order.
    """
    units = texts[UNIT].to_dict("records")
    written = texts["text"].tolist()
    found = [
        {
            **units[row.at], "start": row.start, "end": row.end, "matched_text": written[row.at][row.start : row.end],
            "confidence": row.confidence, "detail": f"{row.because[:1].upper()}{row.because[1:]}",
            **(also or {}).get(row.kind, {}),
        }
        for row in rows
    ]  # fmt: skip
    findings = pd.DataFrame(found) if found else pd.DataFrame(columns=list(FINDING_COLUMNS))
    return judge(texts[UNIT], findings)


def _names(evidence: Evidence) -> dict[str, set[str]]:
    """Return account -> the folded names under which it writes itself."""
    names: dict[str, set[str]] = {}
    for account, handle in tuples(evidence.accounts, ["account", "handle"]):
        names.setdefault(account, set()).update({_folded(handle), _folded(evidence.school.name)})
    for account, handle, name in tuples(evidence.profiles, ["account", "handle", "name"]):
        names.setdefault(account, set()).update({_folded(handle), _folded(name)})
    return {account: found - {""} for account, found in names.items()}


def _folded(name: str) -> str:
    return name.strip().removeprefix("@").casefold()
