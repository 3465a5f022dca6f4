"""How a school stands with a clause: what a person reads too is never kept by the checks alone."""

from __future__ import annotations

import pytest

from config.models import CheckUse, Clause, Pack
from pipeline.clause_view import view_clauses
from pipeline.store.ledger_rows import CoverageRow
from reports.base import ClauseLine

READ = "Read the sample each half-term."


def row(outcome: str, *, judged: int = 0, flagged: int = 0, reason: str = "", clause: str = "own:1") -> CoverageRow:
    return CoverageRow(
        school="oakhill", check="unsafe-link", clause=clause, account="x:oakhill", outcome=outcome, reason=reason,
        judged=judged, flagged=flagged, route="comms",
    )  # fmt: skip


def line(clause: Clause, *rows: CoverageRow) -> ClauseLine:
    [one] = view_clauses([Pack(id="own", title="Own", clauses=(clause,))], rows)
    return one


def clause(*, check: str = "unsafe-link", by_hand: str = "", out_of_scope: str = "") -> Clause:
    uses = (CheckUse(use=check),) if check else ()
    return Clause(id="1", says="Links are safe.", checks=uses, by_hand=by_hand, out_of_scope=out_of_scope)


PASSED, FAILED = row("pass", judged=40), row("fail", judged=40, flagged=3)
MISSED = row("not_assessed", reason="posts: not read yet")


@pytest.mark.parametrize(
    ("rows", "alone", "with_a_person"),
    [
        ([PASSED], "kept", "unflagged"),
        ([FAILED], "broken", "broken"),
        ([PASSED, MISSED], "partly", "partly"),
        ([MISSED], "not_assessed", "not_assessed"),
        ([], "not_assessed", "not_assessed"),
    ],
)
def test_states_of_a_checked_clause(rows, alone, with_a_person):
    assert line(clause(), *rows).state == alone
    both = line(clause(by_hand=READ), *rows)
    assert (both.state, both.to_tick) == (with_a_person, READ)
    assert line(clause(), *rows).to_tick == ""


def test_what_the_checks_saw_stands_beside_what_is_left_to_read():
    both = line(clause(by_hand=READ), PASSED, row("pass", judged=9, clause="other:7"))
    assert (both.judged, both.flagged, both.note) == (40, 0, READ)


def test_by_hand_alone_is_in_the_list_to_tick_and_out_of_scope_is_not():
    assert line(clause(check="", by_hand=READ)).to_tick == READ
    outside = line(clause(check="", out_of_scope="Nobody looks."))
    assert (outside.state, outside.note, outside.to_tick) == ("out_of_scope", "Nobody looks.", "")


def test_of_what_only_the_safeguarding_lead_is_told_nothing_is_said():
    told = line(clause(check="safeguarding-disclosure"), FAILED)
    assert told.state == "by_hand"
    assert told.to_tick.startswith("Ask the safeguarding lead")
