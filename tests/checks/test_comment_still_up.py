"""How long abuse has stood."""

from __future__ import annotations

import pytest
from comment_evidence import evidence

from checks.comment_still_up import comment_still_up

FLAGGED = [
    ("you idiot", "2026-11-15T05:00Z", "Stands since 15 November 2026, 05:00, 25 hours"),
    ("I know where you live", "2026-10-16T06:00Z", "Stands since 16 October 2026, 07:00, 31 days"),
]
NOT_FLAGGED = [
    ("you idiot", "2026-11-15T06:00Z"),
    ("lovely photo", "2026-10-16T06:00Z"),
    ("fucking brilliant", "2026-10-16T06:00Z"),
    ("you idiot, my dad hits me and you do nothing", "2026-10-16T06:00Z"),
]


@pytest.mark.parametrize(("text", "seen", "said"), FLAGGED)
def test_flagged(text, seen, said):
    [detail] = comment_still_up.run(evidence(text, seen=seen)).findings["detail"]
    assert detail.startswith(f"{said}; ")


@pytest.mark.parametrize(("text", "seen"), NOT_FLAGGED)
def test_not_flagged(text, seen):
    assert comment_still_up.run(evidence(text, seen=seen)).findings.empty


def test_at_once_means_what_the_clause_says():
    given = evidence("you idiot", seen="2026-11-16T03:00Z")
    assert len(comment_still_up.run(given, hours=2).findings) == 1


def test_a_comment_that_nobody_dated_counts_from_when_it_was_written():
    given = evidence("you idiot")
    given.comments["first_seen"] = None
    assert comment_still_up.run(given).findings["detail"].str.contains("since 1 November").all()
