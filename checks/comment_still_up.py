"""An abusive comment that still stands hours after it could first be read.

## Why it matters
The policies ask that improper comments come down at once (com01 4.1, Bradfield). Every hour that abuse stands under the
school's name is an hour in which the person it is aimed at reads that nobody minds.

## Flagged
- A comment that is abusive (as `abusive-comment` judges it, `likely` or above) and was first seen in its present words
  more than `hours` (24) before the audit. The detail says since when it stands.
- How long those stood that are gone by now is told by the ledger: first seen and ended, for each finding of
  `abusive-comment`.

## Not flagged
- An abusive comment that was first seen less than `hours` before: `abusive-comment` asks for it to be hidden now.
- A comment that was hidden or deleted, and every comment that is not abusive.
- A comment that may tell of a child at risk: it is the safeguarding lead's.
- Bad language aimed at nobody, unless `kinds` names swearing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checks._frames import day_shown, local
from checks._photo_log import now_of
from checks._remarks import ABUSE_KINDS, Row, abuse_of, comments_of, judge_texts
from checks._rows import Rows
from checks.base import Evidence, Judgement, check

_HOUR: Final = 3_600_000_000
"""In microseconds."""
_MINDED: Final = tuple(kind for kind in ABUSE_KINDS if kind != "swearing")


@check(
    title="Abusive comment that still stands",
    subject={"comment"},
    severity="today",
    needs={"comments"},
    uses={"lists"},
    choices={"kinds": ABUSE_KINDS},
    remedy="Hide the comment now, and agree with SLT who looks at new comments each school day.",
    route="slt",
)
def comment_still_up(
    evidence: Evidence, *, hours: float = 24.0, kinds: list[str] | tuple[str, ...] = _MINDED
) -> Judgement:
    """Judge how long abuse has stood (com01 4.1(f)).

    `hours`: what the clause's "at once" allows, from first seen to gone. `kinds`: which kinds of abuse it minds.
    """
    comments = comments_of(evidence)
    rows, told = abuse_of(evidence, kinds)
    rows = [row for row in rows if row.at not in told]
    return judge_texts(comments, _overdue(rows, comments, evidence, hours))


def _overdue(rows: list[Row], comments: Rows, evidence: Evidence, hours: float) -> Iterator[Row]:
    seen, now = comments["first_seen"], now_of(evidence)
    for row in rows:
        first = seen[row.at]
        if row.confidence != "possible" and first is not None and now - first > hours * _HOUR:
            since = local(first, evidence.timezone)
            stood = _span((now - first) // _HOUR)
            yield row._replace(because=f"stands since {day_shown(since)}, {since:%H:%M}, {stood}; {row.because}")


def _span(hours: int) -> str:
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
