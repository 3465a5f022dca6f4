"""Accounts of which nothing was read."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from account_evidence import KEY, evidence, said

from checks.base import Evidence
from checks.nothing_seen import nothing_seen

NEVER = "its posts were never read as a whole"


def read(*rows: tuple[str, str | None, bool, str]) -> Evidence:
    """Return evidence with reads: what, end, complete, reason."""
    frame = pd.DataFrame([(KEY, *row) for row in rows], columns=["account", "what", "end", "complete", "reason"])
    return replace(evidence(), reads=frame.assign(end=pd.to_datetime(frame["end"], utc=True)))


FLAGGED = [
    ([], NEVER),
    ([("posts", None, False, "the token has expired")], f"{NEVER}: the token has expired"),
    ([("comments", "2026-11-16", True, "")], NEVER),
    ([("posts", "2026-11-02T06:00", True, "")], "its posts were last read as a whole on 2 November 2026"),
    (
        [("posts", "2026-11-02T06:00", True, ""), ("posts", None, False, "the platform did not answer")],
        "its posts were last read as a whole on 2 November 2026: the platform did not answer",
    ),
]
NOT_FLAGGED = [
    [("posts", "2026-11-16T05:00", True, "")],
    [("posts", None, True, "")],
    [("posts", "2026-11-10T06:00", True, ""), ("posts", None, False, "the platform did not answer")],
]


@pytest.mark.parametrize(("rows", "detail"), FLAGGED)
def test_flagged(rows, detail) -> None:
    assert said(nothing_seen, read(*rows)) == detail


@pytest.mark.parametrize("rows", NOT_FLAGGED)
def test_not_flagged(rows) -> None:
    assert said(nothing_seen, read(*rows)) == "pass"


def test_how_long_ago_it_may_be() -> None:
    given = read(("posts", "2026-11-02T06:00", True, ""))
    assert said(nothing_seen, given, days=14) == "pass"
