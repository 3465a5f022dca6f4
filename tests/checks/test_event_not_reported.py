"""Events of the calendar and the posts that tell of them afterwards."""

from __future__ import annotations

import pytest
from measure_events import evidence

from checks.event_not_reported import event_not_reported

EVENING = ("Open Evening", "2026-11-12 18:00")
TOLD = [
    ("2026-11-13", "Thank you to everyone who came to our open evening"),
    ("2026-11-13", "What a night! #OpenEvening"),
    ("2026-11-13", "Open evening last night: 200 visitors"),
    ("2026-11-16", "Our open evening on Thursday 12 November in pictures"),
    ("2026-11-19", "We welcomed many prospective parents"),
]
NOT_TOLD = [
    ("2026-11-13", "Thank you to everyone who came to the cake sale"),
    ("2026-11-11", "Open evening tomorrow! Last year was great"),
    ("2026-11-25", "Thank you to everyone who came to our open evening"),
    ("2026-11-13", "Next open evening: 3 December"),
    ("2026-11-13", "The gym is open every evening"),
]


def outcome(*posts: tuple[str, str], as_of: str = "2026-12-01", **options) -> list[str]:
    return list(event_not_reported.run(evidence([EVENING], posts, as_of=as_of), **options).units["outcome"])


@pytest.mark.parametrize("post", TOLD)
def test_not_flagged(post: tuple[str, str]) -> None:
    assert outcome(post) == ["pass"]


@pytest.mark.parametrize("post", NOT_TOLD)
def test_flagged(post: tuple[str, str]) -> None:
    assert outcome(post) == ["fail"]


def test_an_event_is_judged_when_its_days_are_over() -> None:
    assert outcome(as_of="2026-11-19") == []
    assert outcome(as_of="2026-11-20") == ["fail"]
    assert outcome(TOLD[0], as_of="2026-11-19", days=3) == ["pass"]
    assert outcome(TOLD[4], days=3) == ["fail"]


def test_parents_evenings_are_private_unless_the_policy_says_otherwise() -> None:
    given = evidence([("Parents' Evening", "2026-11-12 16:00")], [])
    assert event_not_reported.run(given).units.empty
    assert list(event_not_reported.run(given, kinds=["parents_evening"]).units["outcome"]) == ["fail"]


def test_without_a_whole_read_it_is_not_assessed() -> None:
    given = evidence([EVENING], [], read=False)
    assert list(event_not_reported.run(given).units["outcome"]) == ["not_assessed"]


def test_the_finding_says_which_event() -> None:
    [row] = event_not_reported.run(evidence([EVENING], [])).findings.to_dict("records")
    assert row["detail"] == "Open Evening on Thursday 12 November: no post of the 7 days after told of it"
