"""The inventory counts what may show pupils, how old it is, of whom, and what should come down; pure, from frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from checks.base import Evidence, School
from pipeline.inventory import take_inventory
from pipeline.store.inventory_rows import Count
from pipeline.store.ledger_rows import LedgerFinding

AS_OF = datetime(2026, 11, 16, 6, tzinfo=UTC)
X, FACEBOOK = "x:hollinbank", "facebook:hollinbank"
Row = dict[str, Any]


def picture(post_id: str = "1", account: str = X, posted: str = "2026-11-10T09:00", **more: Any) -> Row:
    """A row of media, had and opened unless said otherwise."""
    had = {"sha256": f"s{account}{post_id}", "phash": "", "copy": f"media/{post_id}.jpg", "copy_reason": ""}
    moment = pd.NaT if posted == "" else pd.Timestamp(posted, tz=UTC)
    row = {"account": account, "platform": account.split(":")[0], "post_id": post_id, "created_at": moment}
    return {**row, "media_id": "m1", "type": "photo", **had, **more}


def logged(pupil_id: str = "", post_id: str = "1", shows: str = "", form: str = "") -> Row:
    """A row of the photo log."""
    return {"post_id": post_id, "media_id": "m1", "pupil_id": pupil_id, "shows": shows, "form": form}


def pupil(pupil_id: str, year_group: str = "4", left_on: str = "", form: str = "4B", **more: Any) -> Row:
    """A row of the pupils."""
    left = pd.Timestamp(left_on, tz=UTC) if left_on else None
    return {"pupil_id": pupil_id, "year_group": year_group, "form": form, "left_on": left, **more}


def evidence(media: list[Row], log: Iterable[Row] = (), pupils: Iterable[Row] = (), **frames: list[Row]) -> Evidence:
    """Evidence of a school with two accounts, both read in full, and a photo log."""
    posts = [{**{k: m[k] for k in ("account", "platform", "post_id", "created_at")}, "kind": "original"} for m in media]
    whole = {"what": "media", "complete": True, "reason": ""}
    rows = {
        "accounts": [{"account": X}, {"account": FACEBOOK}],
        "reads": [{"account": X, **whole}, {"account": FACEBOOK, **whole}],
        "sources": [{"source": "photo_log", "state": "read"}],
        "media": media, "posts": posts, "photo_log": list(log), "pupils": list(pupils), **frames,
    }  # fmt: skip
    school = School(id="hb", name="Hollin Bank Primary School", phase="primary")
    return Evidence(school=school, as_of=AS_OF, **{name: pd.DataFrame(found) for name, found in rows.items()})


def counted(given: Evidence, findings: Iterable[LedgerFinding] = ()) -> dict[tuple[str, str], int]:
    """(kind, part) -> number, over all accounts; `pictures` of each account left out."""
    found: dict[tuple[str, str], int] = {}
    for one in take_inventory(given, findings):
        if one.kind != "pictures":
            found[one.kind, one.part] = found.get((one.kind, one.part), 0) + one.number
    return found


NOW = ("certain", "under_1_month")
KINDS = {
    "a pupil": ([logged("P1")], "certain"),
    "a pupil nobody has in the register": ([logged("P9")], "certain"),
    "a form": ([logged(shows="form", form="4B")], "certain"),
    "a form that is no more": ([logged(shows="form", form="1Z")], "certain"),
    "a pupil, and another row that says nobody": ([logged("P1"), logged(shows="no_pupils")], "certain"),
    "nobody": ([logged(shows="no_pupils")], "nobody"),
    "nobody who could be recognised": ([logged(shows="not_identifiable")], "nobody"),
    "no row": ([], "unknown"),
    "a row of another picture": ([logged("P1", post_id="2")], "unknown"),
    "a row that says nothing": ([logged()], "unknown"),
    "a row that says nothing beside one that says nobody": ([logged(shows="no_pupils"), logged()], "unknown"),
}


@pytest.mark.parametrize(("log", "kind"), KINDS.values(), ids=KINDS)
def test_what_is_certain_unknown_or_nobody(log, kind):
    found = counted(evidence([picture()], log, [pupil("P1")]))
    assert {name for name, _ in found if name in {"certain", "unknown", "nobody"}} == {kind}


@pytest.mark.parametrize(
    ("posted", "band"),
    [
        ("2026-11-15T09:00", "under_1_month"),
        ("2026-10-15T23:00", "under_1_month"),  # midnight of the 16th in London, where summer time still is
        ("2026-10-15T22:59", "1_to_12_months"),
        ("2025-11-16T00:00", "1_to_12_months"),
        ("2025-11-15T23:59", "1_to_3_years"),
        ("2023-11-16T00:00", "1_to_3_years"),
        ("2023-11-15T23:59", "over_3_years"),
        ("2011-01-01T00:00", "over_3_years"),
        ("", "no_day"),
    ],
)
def test_bands_of_age_begin_at_midnight_in_the_trusts_zone(posted, band):
    found = counted(evidence([picture(posted=posted)], [logged("P1")], [pupil("P1")]))
    assert found["certain", band] == 1
    assert found.get(("oldest", ""), 0) == (band == "over_3_years")


def test_leavers_count_by_the_year_group_in_which_they_left_and_each_picture_once():
    pupils = [
        pupil("P1", "6", "2026-07-20"), pupil("P2", "6", "2026-07-20"), pupil("P3", "4", "2026-10-01"),
        pupil("P4"), pupil("P5", "6", "2026-12-18"), pupil("P6", "", "2026-01-05"),
    ]  # fmt: skip
    log = [logged("P1"), logged("P2"), logged("P3"), logged("P4", "2"), logged("P5", "2"), logged("P6", "3")]
    media = [picture("1", posted="2026-05-01"), picture("2"), picture("3", FACEBOOK)]
    found = counted(evidence(media, log, pupils))
    assert {part: n for (kind, part), n in found.items() if kind == "leavers"} == {
        "": 2,
        "6": 1,
        "4": 1,
        "not known": 1,
    }


def test_a_form_that_is_logged_counts_leavers_only_where_they_were_surely_in_it():
    pupils = [pupil("P1", left_on="2026-11-12"), pupil("P2")]
    this_year = evidence([picture(posted="2026-11-01")], [logged(shows="form", form="4B")], pupils)
    long_ago = evidence([picture(posted="2024-11-01")], [logged(shows="form", form="4B")], pupils)
    assert counted(this_year)["leavers", ""] == 1
    assert ("leavers", "") not in counted(long_ago)


def test_copies_are_grouped_over_accounts_and_those_with_nobody_left_out():
    media = [
        picture("1", sha256="a", phash="00ff00ff00ff00ff"),
        picture("2", FACEBOOK, sha256="b", phash="00ff00ff00ff00fe"),
        picture("3", sha256="a", phash="00ff00ff00ff00ff"),
        picture("4", sha256="c", phash="1234123412341234"),
        picture("5", sha256="c", phash="1234123412341234"),
        picture("6", sha256="d"),
        picture("7", FACEBOOK, sha256="d"),
    ]
    nobody = [logged(post_id="6", shows="no_pupils"), logged(post_id="7", shows="no_pupils")]
    found = counted(evidence(media, nobody))
    assert {part: n for (kind, part), n in found.items() if kind == "copies"} == {
        "pictures": 2,
        "copied": 2,
        "across": 1,
    }


UNSEEN = {
    "not fetched": (picture(copy="", copy_reason="not fetched"), "not_fetched"),
    "no copy in the tables": (picture(copy="", copy_reason="", sha256=""), "not_fetched"),
    "a video": (picture(copy="", copy_reason="not fetched", type="video"), "no_cover"),
    "a type without a decoder": (picture(copy_reason="pictures of type HEIC cannot be opened here"), "not_opened"),
}


@pytest.mark.parametrize(("row", "why"), UNSEEN.values(), ids=UNSEEN)
def test_what_could_not_be_looked_at_is_counted_and_still_there(row, why):
    found = counted(evidence([row], [logged("P1")], [pupil("P1")]))
    assert found["unseen", why] == 1
    assert found[NOW] == 1


def test_what_the_engine_could_not_examine_was_not_looked_at():
    examined = [{"account": X, "post_id": "1", "media_id": "m1", "state": "not examined"}]
    assert counted(evidence([picture()], pictures=examined))["unseen", "not_opened"] == 1
    examined[0]["state"] = "examined"
    assert not [kind for kind, _ in counted(evidence([picture()], pictures=examined)) if kind == "unseen"]


def test_a_video_counts_as_a_picture_and_is_said_to_be_known_by_its_cover():
    found = counted(evidence([picture(type="video")], [logged("P1")], [pupil("P1")]))
    assert (found[NOW], found["films", ""]) == (1, 1)
    assert ("films", "") not in counted(evidence([picture()], [logged("P1")], [pupil("P1")]))
    unseen = counted(evidence([picture(type="video", copy="", copy_reason="HTTP 404")]))
    assert ("films", "") not in unseen
    assert unseen["unseen", "no_cover"] == 1


def test_a_repost_counts_only_where_pupils_are_logged_in_it():
    reposted = evidence([picture()])
    reposted.posts["kind"] = "repost"
    assert counted(reposted) == {}
    told = evidence([picture()], [logged("P1")], [pupil("P1")])
    told.posts["kind"] = "repost"
    assert counted(told)[NOW] == 1


def test_a_log_that_speaks_of_a_picture_nobody_read_counts_in_place_of_it():
    given = evidence([picture("1")], [logged("P1", "7")], [pupil("P1")])
    more = pd.DataFrame([{"account": X, "platform": "x", "post_id": "7", "created_at": given.posts["created_at"][0]}])
    found = counted(replace(given, posts=pd.concat([given.posts, more], ignore_index=True)))
    assert found[NOW] == 1
    assert found["unseen", "not_fetched"] == 1


def test_what_was_not_read_is_said_account_by_account():
    reads = [
        {"account": X, "what": "media", "complete": True, "reason": ""},
        {"account": X, "what": "media", "complete": False, "reason": "the platform was down"},
        {"account": FACEBOOK, "what": "posts", "complete": True, "reason": ""},
    ]
    rows = take_inventory(evidence([], reads=reads, sources=[]), [])
    assert {row.account for row in rows if row.kind == "unread"} == {X, FACEBOOK}
    assert Count("", "unlogged", "", 1) in rows
    assert [row for row in rows if row.kind == "pictures"] == [
        Count(X, "pictures", "", 0),
        Count(FACEBOOK, "pictures", "", 0),
    ]


@pytest.mark.parametrize(("begin", "unread"), [("2026-11-01", False), ("2026-11-11", True), (None, False)])
def test_pictures_read_under_later_posts_alone_are_not_all(begin, unread):
    since = None if begin is None else pd.Timestamp(begin, tz=UTC)
    whole = {"what": "media", "complete": True, "reason": "", "begin": since}
    rows = take_inventory(evidence([picture()], reads=[{"account": X, **whole}, {"account": FACEBOOK, **whole}]), [])
    assert {row.account for row in rows if row.kind == "unread"} == ({X} if unread else set())


def finding(check: str, post_id: str = "1", pupils: tuple[str, ...] = ("P1",), **more: Any) -> LedgerFinding:
    """A row of the ledger about a picture on X."""
    values: dict[str, Any] = {
        "key": f"{check}{post_id}{pupils}", "check": check, "clause": "com01:4.1", "severity": "today",
        "confidence": "certain", "status": "open", "school": "hb", "account": X, "platform": "x",
        "subject_type": "image", "subject_id": f"image:{post_id}/m1", "permalink": "", "start": None, "end": None,
        "posted_at": datetime(2026, 11, 10, 9, tzinfo=UTC), "matched_text": "", "pupil_ids": pupils, "detail": "",
        "remedy": "", "route": "comms", "basis": "", "subject_hash": "", "first_seen": AS_OF, "last_seen": AS_OF,
        "ended_at": None, "run": "2026-11-16",
    }  # fmt: skip
    return LedgerFinding(**{**values, **more})


def said(word: str, given_on: str = "2026-09-01", withdrawn_on: str | None = None) -> Row:
    """A row of the consents of P1."""
    row = {"pupil_id": "P1", "purpose": "photo_social_media", "consent": word, "expires_on": None}
    return {**row, "given_on": given_on, "withdrawn_on": withdrawn_on}


SINCE = finding("consent-withdrawn-since")
DUE = {
    "refused": ([said("refused")], [finding("photo-without-consent")], "refused"),
    "the child says no": ([said("child_says_no")], [finding("photo-without-consent")], "refused"),
    "refused since": ([said("granted"), said("refused", "2026-11-12")], [SINCE], "refused"),
    "withdrawn since": ([said("granted", withdrawn_on="2026-11-12")], [SINCE], "withdrawn"),
    "withdrawn before": ([said("withdrawn")], [finding("photo-without-consent")], "withdrawn"),
    "never asked": ([], [finding("photo-without-consent")], "no_consent"),
    "granted since": ([said("granted", "2026-11-12")], [finding("photo-without-consent")], "no_consent"),
    "left": ([], [finding("leaver-still-shown")], "left"),
    "named": ([], [finding("child-named-in-picture")], "named"),
    "a place": ([], [finding("place-in-picture", pupils=())], "place"),
    "the worst counts": (
        [said("refused")], [finding("place-in-picture"), finding("photo-without-consent"), SINCE], "refused",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("consents", "findings", "reason"), DUE.values(), ids=DUE)
def test_why_a_picture_should_come_down(consents, findings, reason):
    found = counted(evidence([picture()], [logged("P1")], [pupil("P1")], consents=consents), findings)
    assert {part: n for (kind, part), n in found.items() if kind == "due"} == {reason: 1}


NOT_DUE = {
    "possible": finding("photo-without-consent", confidence="possible"),
    "waived": finding("photo-without-consent", status="waived"),
    "fixed": finding("photo-without-consent", status="fixed"),
    "for the safeguarding lead": finding("never-publish-child", route="dsl"),
    "for the safeguarding lead, whatever the check": finding("photo-without-consent", route="dsl"),
    "of another kind": finding("shouting", subject_type="post", subject_id="post:1"),
    "more faces than the log": finding("more-faces-than-log"),
}


@pytest.mark.parametrize("one", NOT_DUE.values(), ids=NOT_DUE)
def test_what_does_not_ask_for_a_picture_to_come_down(one):
    found = counted(evidence([picture()], [logged("P1")], [pupil("P1")]), [one])
    assert "due" not in {kind for kind, _ in found}


def test_unlogged_pictures_are_due_when_they_are_older_than_a_year():
    media = [picture("1"), picture("2", posted="2025-11-01"), picture("3", posted="2020-01-01")]
    assert counted(evidence(media))["due", "old"] == 2
    assert ("due", "old") not in counted(evidence(media, [logged(post_id=p, shows="no_pupils") for p in "123"]))


@pytest.mark.parametrize("marked", [set(), {"P1"}, {"P1", "P2", "P3"}])
def test_who_must_not_be_published_changes_no_figure(marked):
    pupils = [
        pupil(one, left_on=left, never_publish=one in marked)
        for one, left in (("P1", ""), ("P2", "2026-09-30"), ("P3", ""))
    ]
    log = [logged("P1"), logged("P2", "2"), logged(post_id="3", shows="form", form="4B")]
    media = [picture("1"), picture("2", posted="2024-01-01"), picture("3", FACEBOOK)]
    findings = [finding("photo-without-consent")] + [
        finding("never-publish-child", pupils=(one,), route="dsl") for one in sorted(marked)
    ]
    plain = [{**row, "never_publish": False} for row in pupils]
    told = take_inventory(evidence(media, log, pupils, consents=[said("refused")]), findings)
    assert told == take_inventory(evidence(media, log, plain, consents=[said("refused")]), findings[:1])
