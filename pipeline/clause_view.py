"""How a school stands with each clause of its policies: what the checks saw, and what a person is left to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import checks
from checks.base import FAIL, NOT_ASSESSED, PASS
from config.models import Clause, Pack
from pipeline.store.ledger_rows import CoverageRow
from reports.base import ClauseLine

_FOR_DSL = "Ask the safeguarding lead, who alone is told what this tool finds of it."
_NOTHING = "nothing was judged in this run"


def view_clauses(packs: Iterable[Pack], coverage: Iterable[CoverageRow]) -> Iterator[ClauseLine]:
    """Say of every clause of every pack how the school stands with it; `coverage` is that of one run."""
    rows = list(coverage)
    for pack in packs:
        for clause in pack.clauses:
            mine = [row for row in rows if f"{pack.id}:{clause.id}" in row.clause.split("; ")]
            by_hand = _left_to_read(clause)
            state, note = _state(clause, mine, by_hand)
            yield ClauseLine(
                pack=pack.id, id=clause.id, says=clause.says, state=state, note=note, by_hand=by_hand,
                flagged=sum(row.flagged for row in mine), judged=sum(row.judged for row in mine),
            )  # fmt: skip


def _left_to_read(clause: Clause) -> str:
    """Return what a person reads or asks for a clause; blank where nothing is left to do."""
    return clause.by_hand or (_FOR_DSL if _is_for_dsl_alone(clause) else "")


def _state(clause: Clause, rows: Sequence[CoverageRow], by_hand: str) -> tuple[str, str]:
    """Return the state and its note: a clause that a person reads too is never kept by the checks alone."""
    if clause.out_of_scope:
        return "out_of_scope", clause.out_of_scope
    if not clause.checks or _is_for_dsl_alone(clause):
        return "by_hand", by_hand  # of what goes to the DSL neither kept nor broken may be read
    outcomes = {row.outcome for row in rows}
    gaps = "; ".join(dict.fromkeys(row.reason for row in rows if row.outcome == NOT_ASSESSED))
    if FAIL in outcomes:
        return "broken", gaps
    if NOT_ASSESSED in outcomes or not outcomes:
        some = any(row.outcome == PASS and row.judged for row in rows)
        return ("partly", gaps) if some else ("not_assessed", gaps or _NOTHING)
    return ("unflagged", by_hand) if by_hand else ("kept", "")


def _is_for_dsl_alone(clause: Clause) -> bool:
    known = checks.find()
    return bool(clause.checks) and all(use.use in known and known[use.use].route == "dsl" for use in clause.checks)
