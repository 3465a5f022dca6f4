"""Policies and their days of review."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from checks.base import Evidence, School
from checks.policy_review_overdue import policy_review_overdue

PACKS = [("com01", "Policy COM01", "2025-12-31"), ("ours", "Our policy", "2027-08-31"), ("guide", "Guidance", "")]


def judged(*, as_of: str = "2026-11-16T06:00", **options: str) -> tuple[dict[str, str], list[str]]:
    given = Evidence(
        school=School(id="a", name="A", phase="primary"),
        as_of=datetime.fromisoformat(as_of).replace(tzinfo=UTC),
        packs=pd.DataFrame(PACKS, columns=["pack", "title", "review_due"]),
    )
    judgement = policy_review_overdue.run(given, **options)
    units = judgement.units
    return dict(zip(units["subject_id"], units["outcome"], strict=True)), list(judgement.findings["detail"])


def test_a_policy_past_its_day_is_flagged_and_one_before_it_is_not() -> None:
    assert judged() == (
        {"policy:com01": "fail", "policy:ours": "pass"},
        ["Policy COM01 was to be reviewed by 31 December 2025"],
    )


@pytest.mark.parametrize(("as_of", "outcome"), [
    ("2025-12-31T23:30", "pass"), ("2026-01-01T00:00", "fail"), ("2027-09-01T00:00", "fail"),
])  # fmt: skip
def test_the_day_itself_is_in_time(as_of: str, outcome: str) -> None:
    assert judged(as_of=as_of, policy="com01")[0] == {"policy:com01": outcome}


@pytest.mark.parametrize("policy", ["guide", "lost"])
def test_a_policy_that_is_asked_for_and_names_no_day_is_not_assessed(policy: str) -> None:
    assert judged(policy=policy) == ({f"policy:{policy}": "not_assessed"}, [])


def test_nobody_is_asked_to_change_a_shipped_pack() -> None:
    assert "a newer one of a shipped pack, or a pack of your own" in policy_review_overdue.remedy
