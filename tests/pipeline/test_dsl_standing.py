"""What was done last decides how a matter stands, whatever the moments of audits and of the clock."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from workspaces import AS_OF

from pipeline.dsl.standing import ACKNOWLEDGED, CLOSED, REOPENED, RETURNED, TOLD, WAITS, Matter, after, came_back
from pipeline.store.dsl_rows import DslAction
from pipeline.store.ledger_rows import LedgerFinding

STATES = {ACKNOWLEDGED: "acknowledged", CLOSED: "closed", REOPENED: "new", RETURNED: "new"}
FROM = {ACKNOWLEDGED: WAITS, CLOSED: WAITS, REOPENED: {"closed"}, RETURNED: {*WAITS, "closed"}}
MOMENTS = st.integers(-3, 3).map(lambda days: AS_OF + timedelta(days=days))


def worry(status: str = "open") -> LedgerFinding:
    return LedgerFinding(
        key="0123456789ab", check="safeguarding-disclosure", clause="own:1", severity="today", confidence="likely",
        status=status, school="oakhill", account="x:oakhill", platform="x", subject_type="comment",
        subject_id="comment:c1", permalink="", posted_at=AS_OF, start=0, end=1, matched_text="i", pupil_ids=(),
        detail="Tells of a worry", remedy="Look", route="dsl", basis="b", subject_hash="h", first_seen=AS_OF,
        last_seen=AS_OF, ended_at=None, run="2026-11-16",
    )  # fmt: skip


def as_stored(actions: list[DslAction]) -> tuple[DslAction, ...]:
    return tuple(sorted(actions, key=lambda one: (one.at, one.action)))


@given(st.lists(st.tuples(st.sampled_from(sorted(STATES)), MOMENTS), min_size=1, max_size=6))
def test_what_was_done_last_stands_although_an_audit_was_ahead_of_the_clock(done):
    kept: list[DslAction] = []
    for action, at in done:
        moment = after(kept, at, action)
        again = any((one.at, one.action) == (moment, action) for one in kept)
        if again or Matter(worry(), as_stored(kept)).state not in FROM[action]:
            continue  # the same thing at the same moment was done already; what cannot be done is refused
        kept.append(DslAction(key="0123456789ab", at=moment, action=action))
        assert Matter(worry(), as_stored(kept)).state == STATES[action]


def test_what_came_back_in_an_audit_of_an_earlier_day_waits_anew_and_is_told_once():
    closed = DslAction(key="0123456789ab", at=AS_OF + timedelta(hours=3), action=CLOSED)
    [back] = came_back([worry("returned")], {"0123456789ab": (closed,)}, "2026-11-16", AS_OF)
    matter = Matter(worry("returned"), as_stored([closed, back]))
    assert (matter.state, matter.untold) == ("new", True)
    told = DslAction(key="0123456789ab", at=after(matter.actions, AS_OF, TOLD), action=TOLD)
    assert not Matter(worry("returned"), as_stored([closed, back, told])).untold
