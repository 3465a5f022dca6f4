"""Pupils who have left: pictures posted after that, and pictures that stay for longer than the policy allows."""

from __future__ import annotations

import pytest
from picture_rows import evidence, found, logged, outcomes, picture, post, pupil

from checks.leaver_still_shown import leaver_still_shown

FLAGGED = {  # left on, months -> severity, detail
    "posted after the pupil left": (
        "2026-07-22", 0, "this_week", "the pupil left on 22 July 2026; it was posted on X on 5 October 2026",
    ),
    "posted on the day": (
        "2026-10-05", 0, "this_week", "the pupil left on 5 October 2026; it was posted on X on 5 October 2026",
    ),
    "its time is over": (
        "2026-10-06", 1, "soon",
        "the pupil left on 6 October 2026, and pictures may stay for 1 month: still online 10 days after its time was "
        "over",
    ),
    "its time was over today": (
        "2026-10-16", 1, "soon",
        "the pupil left on 16 October 2026, and pictures may stay for 1 month: still online 0 days after its time was "
        "over",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("left_on", "months", "severity", "detail"), FLAGGED.values(), ids=FLAGGED)
def test_flagged(left_on, months, severity, detail):
    given = evidence([logged("P1"), logged("P2")], pupils=[pupil("P1", left_on=left_on), pupil("P2")])
    judgement = leaver_still_shown.run(given, months=months)
    assert found(judgement) == [("image:1/m1", ("P1",), "certain")]
    assert judgement.findings[["severity", "detail"]].iloc[0].tolist() == [severity, detail]


NOT_FLAGGED = {
    "still here": (None, 1),
    "without an end set": ("2026-10-06", 0),
    "within its time": ("2026-10-06", 2),
    "its time is over tomorrow": ("2026-10-17", 1),
    "leaves next week": ("2026-11-20", 0),
}


@pytest.mark.parametrize(("left_on", "months"), NOT_FLAGGED.values(), ids=NOT_FLAGGED)
def test_not_flagged(left_on, months):
    given = evidence([logged("P1")], pupils=[pupil("P1", left_on=left_on)])
    assert outcomes(leaver_still_shown.run(given, months=months)) == {"image:1/m1": "pass"}


def test_a_month_after_the_last_of_august_is_the_last_of_february():
    old = {"posted": "2025-06-12T12:00"}
    given = evidence(
        [logged("P1")], pupils=[pupil("P1", left_on="2025-08-31")], media=[picture(**old)], posts=[post(**old)]
    )
    assert "261 days after" in leaver_still_shown.run(given, months=6).findings["detail"].item()  # from 28 February


def test_a_form_that_is_logged_after_a_pupil_left_shows_the_others():
    given = evidence([logged(shows="form", form="4B")], pupils=[pupil("P1", left_on="2026-10-01"), pupil("P2")])
    assert outcomes(leaver_still_shown.run(given, months=1)) == {"image:1/m1": "pass"}


def test_a_form_that_is_logged_before_a_pupil_left_shows_them_likely():
    given = evidence([logged(shows="form", form="4B")], pupils=[pupil("P1", left_on="2026-10-06"), pupil("P2")])
    assert found(leaver_still_shown.run(given, months=1)) == [("image:1/m1", ("P1",), "likely")]


def test_who_is_shown_in_an_unlogged_picture_is_not_known():
    given = evidence([], pupils=[pupil("P1", left_on="2026-10-01")])
    assert outcomes(leaver_still_shown.run(given)) == {"image:1/m1": "not_assessed"}


def test_a_pupil_who_is_not_in_the_register_is_left_to_the_check_on_consent():
    assert outcomes(leaver_still_shown.run(evidence([logged("P77")]))) == {"image:1/m1": "pass"}
