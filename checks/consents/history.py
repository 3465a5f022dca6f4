"""The history of one pupil and purpose, told from every version of it that a register ever had.

An export of a school's system may hold today's state alone, without a day. Then it is not known when that state began,
but earlier registers said otherwise, and when they were read is known. The rules:

- What today's register dates, it says itself: nothing that an earlier one said reaches past its first date. That is the
  day on which a yes without a beginning ran out, too.
- What it does not date counts from a change on. A change to something stricter counts from the first register that
  said it; one to something less strict from the last register that said otherwise, or from the later day on which what
  that one said ran out. So nobody is accused for a day on which it was not known, and what is said of today is never
  softened.
- What an earlier register did not say, or in a word that nobody knew, is not held against a later yes; a no still
  counts only from the first register that said it.
- What a register does not say any more is over from then on, but of a pupil who has left: exports drop those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from checks._consent import GRANTED, NO_ROW, state_of, strictness

_NEVER: Final = -(2**63)
_NO_END: Final = 2**63


class Said(NamedTuple):
    """One row of a consent register; moments are microseconds since 1970 (UTC), None = not given."""

    consent: str
    given: int | None
    withdrawn: int | None
    expires: int | None


class Version(NamedTuple):
    """What registers said of one pupil and purpose for some time; no row = nothing."""

    since: int
    """When a register was first read that said so."""
    until: int | None
    """When one was last read that still said so, before another said otherwise; None = today's register."""
    said: tuple[Said, ...]


class State(NamedTuple):
    """A state with the moment from which it holds, until the next one."""

    consent: str
    """One of STATES, or NO_ROW."""
    since: int | None
    """None = for ever."""
    first_read: bool
    """`since` is only when a register was read."""


def tell(versions: Sequence[Version], *, left: bool) -> tuple[State, ...]:
    """Return all states of one pupil and purpose by its versions, the oldest first and today's register last.

    Nothing where the history adds nothing to what today's register says.
    """
    *earlier, today = versions
    known = [one for one in earlier if _known(one)]
    if not (today.said or known):
        return ()
    chain = [*known, today]
    begins = [_first(versions, chain[0]), *(_begin(before, after) for before, after in pairwise(chain))]
    if begins[-1] == _NEVER:
        return ()
    # what today's register dates, it says itself
    begins[-1] = min([begins[-1], *_dates(today)])
    if left and not today.said:
        begins[-1] = _NO_END
    ends = [*(min(begin, begins[-1]) for begin in begins[1:]), _NO_END]
    spans = zip(chain, begins, ends, strict=True)
    return tuple(state for version, begin, end in spans for state in _states(version, begin, end))


def _known(version: Version) -> bool:
    """Say whether a version said anything that can be held for true."""
    return bool(version.said) and state_of(version.said, _last(version)) not in {"", "unknown"}


def _last(version: Version) -> int:
    return version.since if version.until is None else version.until


def _first(versions: Sequence[Version], first: Version) -> int:
    """Return from when the first version counts that says anything: a no after registers without a row is a new one."""
    silent = any(not one.said and one.since <= first.since for one in versions if one is not first)
    said = {state_of(first.said, moment) for moment in (_NEVER, _last(first))}
    return first.since if silent and GRANTED not in said else _NEVER


def _begin(before: Version, after: Version) -> int:
    """Return from when a version counts, after another one."""
    if not after.said:
        return after.since
    now, read = strictness(state_of(after.said, after.since)), _last(before) + 1
    moments = sorted({read, *(day for day in _days(before) if read < day < after.since)})
    begin = next((one for one in moments if strictness(state_of(before.said, one)) < now), after.since)
    says = _NEVER if any(row.given is None for row in after.said) else min(_dates(after))
    return min(max(begin, says), after.since)


def _dates(version: Version) -> Iterator[int]:
    """Yield the days on which a version itself says that something began or ended."""
    for row in version.said:
        end = row.expires if row.given is None and row.consent in {GRANTED, "expired"} else None
        yield from (moment for moment in (row.given, row.withdrawn, end) if moment is not None)


def _days(version: Version) -> set[int]:
    """Return every day that a version gives."""
    return {moment for row in version.said for moment in row[1:] if moment is not None}


def _states(version: Version, begin: int, end: int) -> Iterator[State]:
    """Yield the states of a version from `begin` on, until another one takes over."""
    days = _days(version)
    for moment in sorted({begin, *(day for day in days if begin < day < end)} if begin < end else ()):
        state = state_of(version.said, moment)
        if moment != _NEVER:
            yield State(state or NO_ROW, moment, moment not in days)
        elif state:
            yield State(state, None, False)
