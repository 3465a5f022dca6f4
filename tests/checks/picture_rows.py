"""Pictures, posts, pupils, consents and photo logs of an invented school, row by row, for the checks on pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from checks.base import Evidence, Judgement, School

X = "x:hollinbank"
POSTED = "2026-10-05T15:00"
AS_OF = datetime(2026, 11, 16, 6, tzinfo=UTC)
SOCIAL = "photo_social_media"
WHERE = {  # platform -> the purposes that a picture there asks for, its own first
    "x": ("photo_x", SOCIAL),
    "facebook": ("photo_facebook", SOCIAL),
    "instagram": ("photo_instagram", SOCIAL),
    "blog": ("photo_blog", "photo_website"),
}
NEVER_COUNT = ("photo_press", "photo_internal", "photo_general", "name_social_media")
Row = dict[str, Any]


def pupil(pupil_id: str, form: str = "4B", left_on: str | None = None, *, never_publish: bool = False) -> Row:
    """Return a row of the pupils."""
    return {
        "pupil_id": pupil_id, "first_name": "", "last_name": "", "form": form, "never_publish": never_publish,
        "left_on": None if left_on is None else pd.Timestamp(left_on, tz=UTC),
    }  # fmt: skip


def consent(
    pupil_id: str,
    word: str = "granted",
    given_on: str | None = "2025-09-01",
    purpose: str = SOCIAL,
    withdrawn_on: str | None = None,
    expires_on: str | None = None,
) -> Row:
    """Return a row of the consents."""
    return {
        "pupil_id": pupil_id, "purpose": purpose, "consent": word, "given_on": given_on, "withdrawn_on": withdrawn_on,
        "expires_on": expires_on,
    }  # fmt: skip


def logged(pupil_id: str = "", media_id: str = "m1", post_id: str = "1", shows: str = "", form: str = "") -> Row:
    """Return a row of the photo log."""
    return {"post_id": post_id, "media_id": media_id, "pupil_id": pupil_id, "shows": shows, "form": form}


def post(post_id: str = "1", account: str = X, posted: str = POSTED, kind: str = "original") -> Row:
    """Return a row of the posts."""
    moment = pd.Timestamp(posted, tz=UTC)
    platform = account.split(":")[0]
    return {"account": account, "platform": platform, "post_id": post_id, "created_at": moment, "kind": kind}


def picture(
    media_id: str = "m1",
    post_id: str = "1",
    account: str = X,
    posted: str = POSTED,
    alt: str = "Leaves on a table",
    kind: str = "photo",
) -> Row:
    """Return a row of the media."""
    row = post(post_id, account, posted)
    row.pop("kind")
    return {**row, "media_id": media_id, "type": kind, "alt_text": alt}


def evidence(log: list[Row], consents: list[Row] | None = None, **frames: list[Row]) -> Evidence:
    """Return evidence of one picture of one post and of three pupils, unless other rows are given."""
    rows = {
        "media": [picture()], "posts": [post()], "pupils": [pupil("P1"), pupil("P2"), pupil("P3", "5A")],
        "consents": consents or [], "photo_log": log, **frames,
    }  # fmt: skip
    school = School(id="hb", name="Hollin Bank Primary School", phase="primary")
    return Evidence(school=school, as_of=AS_OF, **{name: pd.DataFrame(found) for name, found in rows.items()})


def found(judgement: Judgement) -> list[tuple[str, tuple[str, ...], str]]:
    """Return subject, pupils and confidence of the findings, sorted."""
    rows = judgement.findings
    if rows.empty:
        return []
    return sorted(zip(rows["subject_id"], rows["pupil_ids"], rows["confidence"], strict=True))


def outcomes(judgement: Judgement) -> dict[str, str]:
    """Return subject -> outcome."""
    return dict(zip(judgement.units["subject_id"], judgement.units["outcome"], strict=True))
