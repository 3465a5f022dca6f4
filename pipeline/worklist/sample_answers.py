"""What the rows of a returned sample come to: a verdict for each post that was read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from pipeline.store.samples import FINE, MISSED, Drawn
from pipeline.worklist.applying import Rejected, typed_as_formula
from pipeline.worklist.returned import SampleRow
from reports.worklist_columns import VERDICTS

LONGEST_MISSED: Final = 5_000


@dataclass(slots=True, kw_only=True)
class Answers:
    """What the rows came to, as they are read one after the other."""

    drawn: dict[str, Drawn]
    """Key -> draw, of every run; grows wiser as rows are applied."""
    at: datetime
    answered: dict[str, Drawn] = field(default_factory=dict)
    """Key -> draw with its new answer."""
    rejected: list[Rejected] = field(default_factory=list)
    same: int = 0


def apply_sample(to: Answers, file: str, sha256: str, rows: Sequence[SampleRow]) -> None:
    """Apply the rows of one workbook; one that cannot be applied stops none of the others."""
    for row in rows:
        if why := _apply(to, sha256, row):
            said = "; ".join(filter(None, (row.verdict, row.missed)))
            to.rejected.append(Rejected(file=file, sheet=row.sheet, line=row.line, key=row.key, why=why, said=said))


def _apply(to: Answers, sha256: str, row: SampleRow) -> str:
    """Apply one row; returns why not, or blank."""
    if row.formulas:
        return typed_as_formula(row.formulas)
    if not row.verdict and not row.missed:
        return ""
    if row.key not in to.drawn:
        return "no sample has a post with this key: leave the column “key” as it was written"
    verdict = VERDICTS.get(row.verdict, row.verdict)
    if verdict not in {FINE, MISSED}:
        return f"the verdict is none of {', '.join(VERDICTS)}: choose one of them"
    if verdict == FINE and row.missed:
        return 'the verdict is "fine", but something is said to be missed: choose "missed something", or clear it'
    if verdict == MISSED and not row.missed and not to.drawn[row.key].missed:
        return "the verdict is “missed something”: say what was missed"
    if len(row.missed) > LONGEST_MISSED:
        return f"what was missed is longer than {LONGEST_MISSED:,} characters: shorten it"
    return _answer(to, sha256, to.drawn[row.key], verdict, row.missed)


def _answer(to: Answers, sha256: str, before: Drawn, verdict: str, missed: str) -> str:
    """Keep an answer; what one reader found, no other can take back."""
    if before.verdict == MISSED and verdict == FINE:
        return "another sheet said that something was missed in this post: that stands"
    if before.verdict == verdict and missed in before.missed:
        to.same += 1
        return ""
    together = "\n".join(filter(None, (before.missed, missed)))
    answer = replace(before, verdict=verdict, missed=together, read_at=to.at, source=sha256)
    to.drawn[before.key] = to.answered[before.key] = answer
    return ""
