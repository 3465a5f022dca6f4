"""Registers and their age."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from checks.base import Evidence, School
from checks.register_stale import register_stale

SOURCES = [
    ("pupils", "read", "", "2026-09-04"), ("consents", "read", "", "2026-03-02"), ("staff", "read", "", "2026-08-01"),
    ("photo_log", "unreadable", "the file is empty", "2026-11-01"), ("events", "absent", "", None),
]  # fmt: skip


def judged(**options) -> tuple[dict[str, tuple[str, str]], list[str]]:
    frame = pd.DataFrame(SOURCES, columns=["source", "state", "reason", "changed"])
    given = Evidence(
        school=School(id="a", name="A", phase="primary"),
        as_of=datetime(2026, 11, 16, 6, tzinfo=UTC),
        sources=frame.assign(changed=pd.to_datetime(frame["changed"], utc=True)),
    )
    judgement = register_stale.run(given, **options)
    rows = judgement.units[["subject_id", "outcome", "reason"]].itertuples(index=False, name=None)
    return {name: (outcome, reason) for name, outcome, reason in rows}, list(judgement.findings["detail"])


def test_an_old_register_is_flagged_and_a_young_one_is_not() -> None:
    assert judged() == (
        {"register:pupils": ("pass", ""), "register:consents": ("fail", "")},
        ["the consent register is of 2 March 2026, more than 92 days old"],
    )


def test_options() -> None:
    assert judged(days=400)[1] == []
    assert judged(days=100, registers=["staff"])[0] == {"register:staff": ("fail", "")}


def test_what_is_absent_or_cannot_be_read_is_not_assessed() -> None:
    assert judged(registers=["photo_log", "events", "terms"])[0] == {
        "register:photo_log": ("not_assessed", "photo log: the file is empty"),
        "register:events": ("not_assessed", "events calendar: the school has handed in none"),
        "register:terms": ("not_assessed", "term dates: the school has handed in none"),
    }
