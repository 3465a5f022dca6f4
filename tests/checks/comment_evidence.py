"""Evidence of one account with comments and posts, for the checks that read what people write."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pandas as pd

from checks.base import Check, Evidence, Judgement, School
from config.check_lists import load_check_lists

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
KEY = "facebook:hollinbank"
lists = cache(load_check_lists)


def evidence(*texts: str, posts: tuple[str, ...] = (), author: str = "", seen: str = "2026-11-15T09:00Z") -> Evidence:
    """Return @hollinbank with these comments under one post, and these posts; `author` is the comments' handle."""
    comments = pd.DataFrame(
        {
            "account": KEY, "platform": "facebook", "comment_id": [f"c{n}" for n in range(len(texts))], "post_id": "p",
            "created_at": pd.Timestamp("2026-11-01T09:00Z"), "first_seen": pd.Timestamp(seen), "author_handle": author,
            "author_name": "", "text": list(texts),
        }
    )  # fmt: skip
    written = pd.DataFrame(
        {
            "account": KEY, "platform": "facebook", "post_id": [f"p{n}" for n in range(len(posts))], "kind": "original",
            "created_at": pd.Timestamp("2026-11-10T09:00Z"), "text": list(posts),
        }
    )  # fmt: skip
    return Evidence(
        school=School(id="hollin", name="Hollin Bank Primary School", phase="primary"),
        as_of=NOW,
        accounts=pd.DataFrame([{"account": KEY, "platform": "facebook", "handle": "hollinbank"}]),
        comments=comments,
        posts=written,
        lists=lists(),
    )


def flagged(check: Check, text: str, *, post: bool = False, least: str = "likely", **options: Any) -> bool:
    """Say whether a check makes something of one comment, or one post, from a confidence on."""
    author = options.pop("author", "")
    given = evidence(posts=(text,)) if post else evidence(text, author=author)
    levels = ("possible", "likely", "certain")
    judgement: Judgement = check.run(given, **options)
    sure = judgement.findings.get("confidence", pd.Series(dtype=str))
    return any(levels.index(one) >= levels.index(least) for one in sure)
