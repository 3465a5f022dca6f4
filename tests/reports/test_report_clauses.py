"""A clause that checks judge in part stands in the list to tick and is never shown as kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
import views

from reports.base import ClauseLine
from reports.sections import all_clauses, sign_off
from reports.wording import STATE_TITLES

READ = "Open the links of the sample each half-term."


def line(state: str, *, note: str = "", by_hand: str = READ) -> ClauseLine:
    return ClauseLine(
        pack="com01", id="4.1(e)", says="Links are safe.", state=state, note=note, by_hand=by_hand, judged=40
    )


@pytest.mark.parametrize("state", ["broken", "partly", "not_assessed", "unflagged", "by_hand"])
def test_whatever_the_checks_saw_it_stands_in_the_list_to_tick(state):
    school = replace(views.busy_school(), clauses=(line(state),))
    told = sign_off.section(None, school)
    assert [(one.id, words) for one, words in told["lines"]] == [("4.1(e)", READ)]


def test_what_is_kept_or_out_of_scope_does_not():
    school = replace(views.busy_school(), clauses=(line("kept", by_hand=""), line("out_of_scope", by_hand="")))
    assert sign_off.section(None, school)["lines"] == ()


def test_the_state_has_words_of_its_own():
    assert STATE_TITLES["unflagged"] == "Nothing flagged, read on"
    assert line("unflagged").to_tick == READ
    assert all_clauses.section(None, replace(views.busy_school(), clauses=(line("unflagged", note=READ),)))
