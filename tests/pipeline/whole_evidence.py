"""Evidence of one invented school with something in every frame, and the same with one of them missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pandas as pd

from checks.base import Evidence, School
from config.check_lists import load_check_lists
from config.word_lists import load_word_lists
from pipeline.covering import READ_OF
from pipeline.judging import REGISTER_OF

NOW = datetime(2026, 11, 16, 6, tzinfo=UTC)
KEY = "x:oakhill"
_AT = pd.Timestamp("2026-11-03T09:00Z")
_DAY = pd.Timestamp("2026-09-01T00:00Z")
_POST = {"account": KEY, "platform": "x", "post_id": "p1", "created_at": _AT}


def _frame(**row: Any) -> pd.DataFrame:
    return pd.DataFrame([row])


@cache
def whole() -> Evidence:
    """Return evidence with a row in every frame; everything was read."""
    picture = {**_POST, "media_id": "m1"}
    begin = pd.Timestamp("2026-09-01T00:00Z")
    reads = [
        {"account": KEY, "what": what, "begin": begin, "end": pd.Timestamp(NOW), "complete": True, "reason": "",
         "assumed": ""}
        for what in READ_OF.values()
    ]  # fmt: skip
    sources = [
        {"source": name, "state": "read", "rows": 1, "reason": "", "changed": pd.Timestamp(NOW)}
        for name in ("pupils", "consents", "photo_log", "staff", "terms", "events")
    ]
    return Evidence(
        school=School(
            id="oakhill", name="Oakhill Primary School", phase="primary", town="Brindle",
            website="https://oakhill.example", phones=("01632 960114",), emails=("office@oakhill.example",),
            postcode="HX1 9ZZ", email_domains=("oakhill.example",),
        ),
        as_of=NOW,
        accounts=_frame(
            account=KEY, platform="x", handle="oakhill", connector="x", approved_by="A. Dale", role="Head",
            approved_on="2020-09-01", monitor="B. Ode", method="app", interval="daily",
            contact_email="office@oakhill.example", visibility="public",
        ),
        profiles=_frame(
            account=KEY, platform_id="77", handle="oakhill", name="Oakhill Primary School",
            about="Watched in school hours. oakhill.example", website="https://oakhill.example", visibility="public",
            posts_total=1,
        ),
        renames=_frame(account=KEY, at=_AT, was="oakhil", now="oakhill"),
        trust_accounts=_frame(school="oakhill", platform="x", handle="oakhill", name="Oakhill Primary School"),
        reads=pd.DataFrame(reads),
        posts=_frame(
            **_POST, kind="original", text="Our garden is growing.", permalink="", author="A. Dale", chain_id="p1"
        ),
        media=_frame(
            **picture, type="photo", url="", file="", alt_text="Leaves on a table", alt_known=True, cover="",
            sha256="0" * 64, phash="0" * 16, copy="media/a.jpg", copy_reason="",
        ),
        comments=_frame(
            account=KEY, platform="x", comment_id="c1", post_id="p1", created_at=_AT, author_handle="mum",
            author_name="A mum", text="Lovely", first_seen=_AT,
        ),
        pictures=_frame(
            **picture, type="photo", state="examined", reason="", place=False, place_how="", text="Garden club",
            text_state="read", details="", faces=0, faces_state="counted", width=800, height=600,
        ),
        mentions=_frame(
            subject_type="post", subject_id="post:p9", account=KEY, start=0, end=6, matched_text="Zainab",
            pupil_ids=("P1",), kind="first", confidence="possible", because="",
        ),
        pupils=_frame(
            pupil_id="P1", first_name="Zainab", preferred_name="", last_name="Malik", year_group="4", form="4K",
            never_publish=True, left_on=pd.NaT,
        ),
        consents=_frame(
            pupil_id="P1", purpose="photo_social_media", consent="granted", given_on=_DAY, withdrawn_on=pd.NaT,
            expires_on=pd.NaT, basis="", given_by="", row=1, first_read=False,
        ),
        photo_log=_frame(post_id="p1", media_id="m1", pupil_id="P1", shows="", form=""),
        staff=_frame(title="Mrs", first_name="Ann", last_name="Dale", role="Head"),
        weeks=_frame(
            week="2026-W45", begin=pd.Timestamp("2026-11-02T00:00Z"), end=pd.Timestamp("2026-11-09T00:00Z"),
            school_days=5,
        ),
        events=_frame(
            uid="e1", summary="Open evening", begin=pd.Timestamp("2026-11-10T18:00Z"),
            end=pd.Timestamp("2026-11-10T20:00Z"), whole_day=False, link="", location="",
        ),
        words=load_word_lists(),
        lists=load_check_lists(),
        packs=_frame(pack="com01", title="COM01", review_due="2027-12-31"),
        sources=pd.DataFrame(sources),
    )  # fmt: skip


def without(evidence: Evidence, name: str) -> Evidence:
    """Return evidence in which a frame is empty, and the read or register that brings it is not there."""
    given: dict[str, Any] = {name: getattr(evidence, name).iloc[:0]}
    if name in READ_OF:
        gone = {READ_OF[name]} | ({"pictures"} if name == "media" else set())
        given["reads"] = evidence.reads[~evidence.reads["what"].isin(gone)]
    if name == "media":
        given["pictures"] = evidence.pictures.iloc[:0]
    if name in REGISTER_OF:
        state = evidence.sources["state"].mask(evidence.sources["source"] == REGISTER_OF[name], "absent")
        given["sources"] = evidence.sources.assign(state=state)
    return replace(evidence, **given)
