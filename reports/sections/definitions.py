"""How every number of the report is counted: one line each, so that nobody has to guess."""

from __future__ import annotations

from typing import Final

from reports.base import RunView, School
from reports.figures import QUIET_WEEKS

MEANINGS: Final = (
    ("To come down today", "Posts, comments and accounts with a finding that is certain or likely, of the highest "
     "severity, and that stands. Two faults of one post are one post."),
    ("New, open, back, fixed", "Findings that are certain or likely and can be mended. New: first seen after the last "
     "report. Back: seen fixed before. Fixed: the same thing was judged again and passed, or was seen to be gone. What "
     "ended because a rule or a register changed counts as none of these; nor does what counts again because an "
     "account, a rule or a waiver changed, or what was accepted."),
    ("Stayed up", "Days from the posting to the end of the finding, or to this audit. Days to fix: from the audit that "
     "first saw it to the one that saw it gone; the median of what was fixed since the last report; "
     "what still stands is not in it."),
    ("School week", "A week from Monday to Sunday with at least three school days, that has ended. It is judged where "
     "the accounts were read; other weeks are drawn and not judged. The same item on two accounts is one post of the "
     "school; on the charts of the accounts it counts on both."),
    ("Quiet", f"No post in the last {QUIET_WEEKS} school weeks or more, on an account that was read in full."),
    ("Flagged of judged", "What was wrong of what was looked at: posts, pictures, comments, accounts or weeks."),
    ("Not assessed", "Something the rule needs was not there: neither kept nor broken, and never counted as good."),
)  # fmt: skip
"""A number and how it comes about."""


def section(_view: RunView, _school: School) -> dict[str, object]:
    """List the definitions."""
    return {"title": "How the numbers are counted", "meanings": MEANINGS}
