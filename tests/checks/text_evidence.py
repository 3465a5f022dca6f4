"""Evidence of one text, for the checks that judge captions, alt texts and comments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from checks.base import Check, Evidence, School
from config.check_lists import load_check_lists

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
LISTS = load_check_lists()


def evidence(
    *, post: str = "", alt: str = "", comment: str = "", platform: str = "facebook", read: str = "posts media comments"
) -> Evidence:
    """Return a school with an account that published the texts given, and of which `read` was read."""
    key = f"{platform}:hollinbank"
    base = {"account": key, "platform": platform, "post_id": "1", "created_at": pd.Timestamp("2026-11-09", tz="UTC")}
    return Evidence(
        school=School(
            id="hollin",
            name="Hollin Bank Primary School",
            phase="primary",
            website="https://www.hollinbank.example/",
            email_domains=("harrowmere.example",),
        ),
        as_of=NOW,
        accounts=pd.DataFrame([{"account": key, "platform": platform, "handle": "hollinbank"}]),
        reads=pd.DataFrame([{"account": key, "what": what, "reason": ""} for what in read.split()]),
        posts=pd.DataFrame([{**base, "text": post}]),
        media=pd.DataFrame([{**base, "media_id": "m", "alt_text": alt}]),
        comments=pd.DataFrame([{**base, "comment_id": "c", "text": comment}]),
        lists=LISTS,
    )


def found(check: Check, given: Evidence, **options: Any) -> list[dict[str, Any]]:
    """Return the findings, having seen that each stands on a unit that fails, and its span is its matched text."""
    judgement = check.run(given, **options)
    rows: list[dict[str, Any]] = judgement.findings.to_dict("records")
    units = judgement.units
    failing = set(units.loc[units["outcome"] == "fail", "subject_id"])
    assert failing == {row["subject_id"] for row in rows}
    texts = {
        "post:1": given.posts["text"][0], "alt:1/m": given.media["alt_text"][0], "comment:c": given.comments["text"][0]
    }  # fmt: skip
    for row in rows:
        if row.get("start") is not None:
            assert texts[row["subject_id"]][row["start"] : row["end"]] == row["matched_text"]
    return rows
