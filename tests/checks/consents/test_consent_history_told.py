"""What earlier registers add to today's: nobody accused for a day that was not known, nothing of today softened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks._consent import STATES, state_of
from checks.consents.history import Said, State, Version, tell


def day(number: int) -> int:
    """A day of September 2026, counted on past its end, in microseconds since 1970."""
    return round(datetime(2026, 9, 1, tzinfo=UTC).timestamp() + (number - 1) * 86_400) * 1_000_000


def said(consent: str, given: int | None = None, withdrawn: int | None = None, expires: int | None = None) -> Said:
    return Said(consent, *(None if number is None else day(number) for number in (given, withdrawn, expires)))


def versions(*spans: tuple[int, int | None, tuple[Said, ...]]) -> list[Version]:
    return [Version(day(since), None if until is None else day(until), rows) for since, until, rows in spans]


YES, NO, ASKED, BLANK = ((said(word),) for word in ("granted", "refused", "requested", "unknown"))
CASES = {  # versions, left -> the states from when on; nothing = as today's register has it
    "one version": ([(1, None, YES)], False, []),
    "a yes that became a no": ([(1, 10, YES), (17, None, NO)], False, [("granted", None), ("refused", 17)]),
    "a no that became a yes": ([(1, 10, NO), (17, None, YES)], False, [("refused", None), ("granted", "after 10")]),
    "asked, then granted": ([(1, 10, ASKED), (17, None, YES)], False, [("requested", None), ("granted", "after 10")]),
    "a yes that became a blank": ([(1, 10, YES), (17, None, BLANK)], False, [("granted", None), ("unknown", 17)]),
    "a blank that became a yes": ([(1, 10, BLANK), (17, None, YES)], False, []),
    "a blank that became a no": ([(1, 10, BLANK), (17, None, NO)], False, []),
    "not in an export for once": (
        [(1, 10, YES), (11, 12, ()), (13, None, YES)], False, [("granted", None), ("granted", 13)],
    ),
    "back and forth": (
        [(1, 5, YES), (6, 9, NO), (10, None, YES)], False,
        [("granted", None), ("refused", 6), ("granted", "after 9")],
    ),
    "no row, then a no": ([(1, 10, ()), (17, None, NO)], False, [("refused", 17)]),
    "no row, then a blank": ([(1, 10, ()), (17, None, BLANK)], False, [("unknown", 17)]),
    "no row, then a yes": ([(1, 10, ()), (17, None, YES)], False, []),
    "no row, a no, then a yes": (
        [(1, 5, ()), (6, 9, NO), (10, None, YES)], False, [("refused", 6), ("granted", "after 9")],
    ),
    "no row any more": ([(1, 10, YES), (17, None, ())], False, [("granted", None), ("no_row", 17)]),
    "no row of a pupil who has left": ([(1, 10, YES), (17, None, ())], True, [("granted", None)]),
    "a pupil who left keeps a consent's end": (
        [(1, 10, (said("granted", None, None, 20),)), (17, None, ())], True, [("granted", None), ("expired", 20)],
    ),
    "only the newest row is kept, and it is dated": (
        [(1, 10, (said("granted", -300),)), (17, None, (said("refused", 15),))], False,
        [("granted", -300), ("refused", 15)],
    ),
    "today's register dates the past itself": (
        [(1, 10, (said("granted", -100),)), (17, None, (said("refused", -200),))], False, [("refused", -200)],
    ),
    "an undated row beside a dated one": (
        [(1, 10, YES), (17, None, (said("refused"), said("granted", 5)))], False, [("granted", None), ("granted", 5)],
    ),
    "a day of withdrawal is written in": (
        [(1, 10, YES), (17, None, (said("granted", None, 12),))], False, [("granted", None), ("withdrawn", 12)],
    ),
    "only the day of withdrawal is told": (
        [(1, 10, YES), (17, None, (said("withdrawn", None, 12),))], False, [("granted", None), ("withdrawn", 12)],
    ),
    "only the day on which it ran out is told": (
        [(1, 10, YES), (17, None, (said("expired", None, None, 12),))], False, [("granted", None), ("expired", 12)],
    ),
    "a withdrawal that is still to come": (
        [(1, 10, YES), (17, None, (said("withdrawn", None, 20),))], False,
        [("granted", None), ("unknown", 17), ("withdrawn", 20)],
    ),
    "an end that is still to come": (
        [(1, 10, NO), (17, None, (said("granted", None, None, 40),))], False,
        [("refused", None), ("granted", "after 10"), ("expired", 40)],
    ),
    "an end that had passed when it was first read": (
        [(1, 10, YES), (17, None, (said("granted", None, None, 12),))], False, [("granted", None), ("expired", 12)],
    ),
    "an end that had passed before earlier registers said yes": (
        [(1, 10, YES), (17, None, (said("granted", None, None, -5),))], False, [("granted", None), ("expired", -5)],
    ),
    "an end that had passed, of a row given after earlier registers said yes": (
        [(1, 10, YES), (17, None, (said("granted", 12, None, 15),))], False,
        [("granted", None), ("granted", 12), ("expired", 15)],
    ),
    "no row, then a yes that had run out": ([(1, 10, ()), (17, None, (said("granted", None, None, 12),))], False, []),
    "renewed over the summer": (
        [(1, 10, (said("granted", None, None, 12),)), (17, None, (said("granted", None, None, 40),))], False,
        [("granted", None), ("granted", 12), ("expired", 40)],
    ),
    "renewed after a register said that it had run out": (
        [(1, 14, (said("granted", None, None, 12),)), (17, None, YES)], False,
        [("granted", None), ("expired", 12), ("granted", "after 14")],
    ),
    "renewed over the summer, with a day": (
        [(1, 10, (said("granted", None, None, 12),)), (17, None, (said("granted", 15),))], False,
        [("granted", None), ("expired", 12), ("granted", 15)],
    ),
    "run out over the summer, and asked for anew": (
        [(1, 10, (said("granted", None, None, 12),)), (17, None, ASKED)], False,
        [("granted", None), ("requested", 12)],
    ),
    "run out over the summer, and refused": (
        [(1, 10, (said("granted", None, None, 12),)), (17, None, NO)], False,
        [("granted", None), ("expired", 12), ("refused", 17)],
    ),
    "consent that had run out before it was renewed": (
        [(1, 10, (said("granted", -300, None, -20),)), (17, None, (said("granted", 15),))], False,
        [("granted", -300), ("expired", -20), ("granted", 15)],
    ),
}  # fmt: skip


def moment(since: int | str | None) -> int | None:
    if since is None or isinstance(since, int):
        return since if since is None else day(since)
    return day(int(since.split()[-1])) + 1


@pytest.mark.parametrize(("spans", "left", "states"), CASES.values(), ids=CASES)
def test_what_all_registers_say(spans, left, states):
    told = tell(versions(*spans), left=left)
    assert [(one.consent, one.since) for one in told] == [(state, moment(since)) for state, since in states]


def test_only_what_a_reading_dates_is_marked_so():
    spans = [(1, 5, YES), (6, 9, (said("refused"), said("granted", 8))), (10, None, NO)]
    assert tell(versions(*spans), left=False) == (
        State("granted", None, False), State("refused", day(6), True), State("granted", day(8), False),
        State("refused", day(10), True),
    )  # fmt: skip


DAYS = st.integers(-40, 60)
ROWS = st.builds(said, st.sampled_from(STATES), *[st.none() | DAYS] * 3)
CHAINS = st.lists(st.lists(ROWS, max_size=3).map(tuple), min_size=1, max_size=4)


def chain(contents: list[tuple[Said, ...]]) -> list[Version]:
    last = len(contents) - 1
    return versions(*((10 * n, None if n == last else 10 * n + 5, rows) for n, rows in enumerate(contents)))


def combined(history: list[Version]) -> list[Said]:
    """All rows as the checks then get them."""
    told = tell(history, left=False)
    return [Said(one.consent, one.since, None, None) for one in told] if told else list(history[-1].said)


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(contents=CHAINS, later=st.integers(0, 60))
def test_what_is_true_from_today_on_is_what_todays_register_says(contents, later):
    history = chain(contents)
    moment = history[-1].since + day(1 + later) - day(1)
    assert state_of(combined(history), moment) == state_of(history[-1].said, moment)


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(contents=CHAINS, number=st.integers(-40, 100))
def test_there_is_no_yes_that_no_register_ever_said(contents, number):
    if state_of(combined(chain(contents)), day(number)) == "granted":
        words = {row.consent for rows in contents for row in rows}
        assert words & {"granted", "withdrawn", "expired"}, "the last two where their dates say that it once was"


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(contents=CHAINS, number=st.integers(-40, 100))
def test_nobody_is_accused_before_any_register_said_a_no(contents, number):
    """Where every register but today's said yes, no day before today's reading is a no."""
    history = chain([*([YES] * len(contents)), NO])
    expected = "granted" if day(number) < history[-1].since else "refused"
    assert state_of(combined(history), day(number)) == expected
