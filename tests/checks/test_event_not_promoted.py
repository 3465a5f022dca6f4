"""Events of the calendar and the posts that announce them: labelled pairs, windows, options, accounts not read."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from measure_events import KEY, evidence, is_announced, measure, read_pairs

from checks.event_not_promoted import event_not_promoted

EVENING = ("Open Evening", "2026-11-12 18:00")
ANNOUNCED = "Open evening on 12 November"


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: f"{pair['why']}: {pair['text'][:30]}")
def test_labelled_pair(pair: dict[str, str]) -> None:
    assert is_announced(pair) == (pair["announced"] == "yes")


def test_there_are_enough_pairs_and_near_misses() -> None:
    found = measure()
    assert found.pairs >= 60
    assert found.near_misses >= 20
    assert (found.precision, found.recall) == (1.0, 1.0)


def outcomes(given, **options) -> dict[str, str]:
    units = event_not_promoted.run(given, **options).units
    return dict(zip(units["subject_id"], units["outcome"], strict=True))


def test_the_finding_says_which_event_on_which_day() -> None:
    [row] = event_not_promoted.run(evidence([EVENING], [])).findings.to_dict("records")
    assert row["detail"] == "Open Evening on Thursday 12 November: no post of the 14 days before announced it"
    assert (row["subject_id"], row["account"]) == ("event:e1", "")


def test_an_event_to_come_and_one_of_another_kind_are_not_judged() -> None:
    events = [EVENING, ("Staff meeting", "2026-11-05 16:00"), ("Swimming Year 4", "2026-11-06 09:00")]
    assert outcomes(evidence(events, [], as_of="2026-11-12")) == {}
    assert outcomes(evidence(events, [], as_of="2026-11-13")) == {"event:e1": "fail"}


@pytest.mark.parametrize(("posted", "days", "outcome"), [
    ("2026-10-29", 14, "pass"), ("2026-10-28", 14, "fail"), ("2026-10-28", 21, "pass"), ("2026-11-04", 7, "fail"),
])  # fmt: skip
def test_how_long_before_an_announcement_counts(posted: str, days: int, outcome: str) -> None:
    assert outcomes(evidence([EVENING], [(posted, ANNOUNCED)]), days=days) == {"event:e1": outcome}


def test_the_option_chooses_the_kinds() -> None:
    events = [EVENING, ("Christmas Fair", "2026-12-05 11:00"), ("Sports Day", "2027-06-22 13:00")]
    assert outcomes(evidence(events, []), kinds=["fair"]) == {"event:e2": "fail"}
    assert set(outcomes(evidence(events, []), kinds=["fair", "sports_day", "open_evening"])) == {
        "event:e1", "event:e2", "event:e3",
    }  # fmt: skip


def test_each_time_of_an_event_that_comes_back_is_judged_for_itself() -> None:
    given = evidence([("Parish Mass", "2026-10-02 09:00"), ("Parish Mass", "2026-11-06 09:00")],
                     [("2026-09-28", "Mass on Friday, all welcome")])  # fmt: skip
    assert outcomes(given) == {"event:e1": "pass", "event:e2": "fail"}


def test_a_repost_is_no_announcement() -> None:
    given = evidence([EVENING], [("2026-11-02", ANNOUNCED)])
    assert outcomes(replace(given, posts=given.posts.assign(kind="repost"))) == {"event:e1": "fail"}


def test_without_a_whole_read_an_event_without_an_announcement_is_not_assessed() -> None:
    [unit] = event_not_promoted.run(evidence([EVENING], [], read=False)).units.to_dict("records")
    assert (unit["outcome"], unit["reason"]) == (
        "not_assessed", "the posts of @oakhill on Facebook were not read for that time",
    )  # fmt: skip
    assert outcomes(evidence([EVENING], [("2026-11-02", ANNOUNCED)], read=False)) == {"event:e1": "pass"}


def test_a_blog_that_was_not_read_is_named_by_its_title() -> None:
    given = evidence([EVENING], [], read=False)
    blog = given.accounts.assign(platform="blog", handle="News from Oak Hill")
    [reason] = event_not_promoted.run(replace(given, accounts=blog)).units["reason"]
    assert reason == "the posts of News from Oak Hill (Blog) were not read for that time"


def test_a_read_that_began_too_late_is_no_whole_read() -> None:
    given = evidence([EVENING], [])
    late = pd.DataFrame([{"account": KEY, "what": "posts", "begin": pd.Timestamp("2026-11-05", tz="UTC"),
                          "end": pd.NaT, "complete": True, "reason": ""}])  # fmt: skip
    assert outcomes(replace(given, reads=late)) == {"event:e1": "not_assessed"}
