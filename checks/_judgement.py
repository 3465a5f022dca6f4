"""What a check returns: the units that it judged, and what it found in them."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from checks._rows import Rows, as_rows

PASS: Final = "pass"  # noqa: S105 - an outcome, not a password
FAIL: Final = "fail"
NOT_ASSESSED: Final = "not_assessed"

UNIT_COLUMNS: Final = ("subject_type", "subject_id", "account", "outcome", "reason")
FINDING_COLUMNS: Final = (
    "subject_type", "subject_id", "account", "start", "end", "matched_text", "pupil_ids", "confidence", "severity",
    "detail", "remedy", "route",
)  # fmt: skip
NO_FINDINGS: Final = Rows.of(FINDING_COLUMNS, ())


class Judgement:
    """What a check looked at and what it found.

    units: one row per judged unit, columns UNIT_COLUMNS (`account` may be blank for a unit of the whole school;
    `reason` is a sentence when not_assessed). findings: 0..n rows per unit whose outcome is fail, columns
    FINDING_COLUMNS (missing columns are filled: no span, no pupils, confidence certain, the check's own severity,
    remedy and route). `start`, `end` are code-point offsets in the subject's own text as stored.

    Both are given as frames or as Rows, and can be read as either: `judged` and `found` are the Rows.
    """

    __slots__ = ("found", "judged")

    def __init__(self, *, units: Rows | pd.DataFrame, findings: Rows | pd.DataFrame | None = None) -> None:
        """Take units and findings; no findings when they are left out."""
        self.judged: Final = as_rows(units)
        self.found: Final = NO_FINDINGS if findings is None or not len(findings) else as_rows(findings)

    @property
    def units(self) -> pd.DataFrame:
        """The units as a frame."""
        return self.judged.frame

    @property
    def findings(self) -> pd.DataFrame:
        """The findings as a frame."""
        return self.found.frame


def judge(units: Rows | pd.DataFrame, findings: Rows | pd.DataFrame | None = None) -> Judgement:
    """Build a Judgement whose outcomes follow from the findings: a unit with one is fail, any other pass.

    `units` needs subject_type, subject_id, account; rows that already carry an outcome keep it unless they have a
    finding. `findings` needs subject_type, subject_id and account.
    """
    judged = as_rows(units)
    outcomes = judged["outcome"] if "outcome" in judged else [PASS] * len(judged)
    reasons = judged["reason"] if "reason" in judged else [""] * len(judged)
    if findings is not None and len(findings):
        outcomes, reasons = list(outcomes), list(reasons)
        for at in _flagged(judged, set(as_rows(findings).tuples(*UNIT_COLUMNS[:3]))):
            outcomes[at], reasons[at] = FAIL, ""
    columns = {name: judged[name] for name in UNIT_COLUMNS[:3]}
    return Judgement(units=Rows({**columns, "outcome": outcomes, "reason": reasons}), findings=findings)


def _flagged(judged: Rows, subjects: set[tuple[Any, ...]]) -> list[int]:
    """Return the places of the units that have a finding: few of many, which are told by their id alone."""
    names = {name for _, name, _ in subjects}
    places = [at for at, name in enumerate(judged["subject_id"]) if name in names]
    kinds, ids, accounts = (judged[name] for name in UNIT_COLUMNS[:3])
    return [at for at in places if (kinds[at], ids[at], accounts[at]) in subjects]
