"""Consent as a pure function of (pupil, purpose, moment): only "granted" is yes.

The rules, each of which fails closed:

- A photo on a platform asks for `photo_<platform>`; where no such row is in force, for `photo_social_media`, and on a
  blog for `photo_website`. Names likewise (`name_...`). No other purpose ever counts.
- Rows are a history: the latest statement on or before the moment decides, on a tie what is stricter at that moment: of
  two rows of one day, one that has run out beats one without an end. A row without `given_on` has been in force for
  ever. A date starts that day in the trust's zone.
- `withdrawn_on` is a statement of its own: from that day it is no, until a later row says yes again. `expires_on` ends
  its own row. A row that says withdrawn or expired and dates both was granted in between.
- A word nobody knows, and a blank, is "unknown".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

import pandas as pd

from checks._frames import tuples
from checks.base import Evidence

GRANTED: Final = "granted"
NEVER_ASKED: Final = "never_asked"
"""No statement is in force, or the statement is that nobody asked."""
NO_ROW: Final = "no_row"
"""What a row of an earlier register says from when on the register has none: then what holds for all platforms does."""
STATES: Final = (
    "child_says_no", "parents_disagree", "refused", "withdrawn", "expired", "voided", "requested", NEVER_ASKED,
    "unknown", GRANTED,
)  # fmt: skip
"""What a row can say, strictest first."""
BASES: Final = ("consent", "public_task")
"""The lawful bases on which a school may publish pictures."""
OBJECTIONS: Final = frozenset({"child_says_no", "parents_disagree", "refused", "withdrawn"})
"""A no that somebody has said."""

_WEBSITES: Final = frozenset({"blog"})
_ALWAYS: Final = -(2**63)
_SINCE: Final = attrgetter("since")
"""The order of the statements of a history: the last of those before a moment decides."""
_COLUMNS: Final = ("pupil_id", "purpose", "consent")
_DATES: Final = ("given_on", "withdrawn_on", "expires_on")


class _Statement(NamedTuple):
    """What is said of one pupil and purpose from a moment on; moments are microseconds since 1970."""

    since: int
    state: str
    until: int | None

    def at(self, moment: int) -> str:
        """Return what it says at a moment on or after `since`."""
        return "expired" if self.until is not None and self.until <= moment else self.state


class Consents:
    """The consent register of a school, asked for one pupil, purpose and moment at a time."""

    def __init__(self, consents: pd.DataFrame) -> None:
        """Sort the rows of Evidence.consents into the history of each pupil and purpose."""
        self._said: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
        self._first_read: set[tuple[str, str, int | None]] = set()
        rows = tuples(consents, _COLUMNS, _DATES, ["first_read"])
        for pupil_id, purpose, word, given, withdrawn, expires, first_read in rows:
            self._said[pupil_id, purpose] += _statements(word, given, withdrawn, expires)
            if first_read == 1:  # neither None, nor NaN
                self._first_read.add((pupil_id, purpose, given))
        for history in self._said.values():
            history.sort(key=_SINCE)
        self.about_names: Final = any(purpose.startswith("name_") for _, purpose in self._said)
        """Whether any row speaks of names."""

    def at(self, pupil_id: str, kind: str, platform: str, moment: int | None) -> str:
        """Return the state of consent, one of STATES or NEVER_ASKED; without a moment it is "unknown".

        `kind` is photo or name; `moment` is in microseconds since 1970 (UTC).
        """
        if moment is None:
            return "unknown"
        own = self._in_force(pupil_id, f"{kind}_{platform}", moment)
        return own or self._in_force(pupil_id, f"{kind}_{_general(platform)}", moment) or NEVER_ASKED

    def ended(
        self, pupil_id: str, kind: str, platform: str, *, posted: int, now: int, standing: Collection[str]
    ) -> int | None:
        """Return when consent, which was one of `standing` at posting, last ceased to be; None where it is, or was not.

        Moments are microseconds since 1970 (UTC).
        """
        stood = self.at(pupil_id, kind, platform, posted) in standing
        stands, last = stood, None
        for moment in self._changes(pupil_id, kind, platform):
            if posted < moment <= now:
                before, stands = stands, self.at(pupil_id, kind, platform, moment) in standing
                last = moment if before and not stands else last
        return last if stood and not stands else None

    def is_undated(self, pupil_id: str, kind: str, platform: str, moment: int) -> bool:
        """Say whether the statement in force at a moment is one of which the register gives no day."""
        own = self._latest(pupil_id, f"{kind}_{platform}", moment)
        latest = own or self._latest(pupil_id, f"{kind}_{_general(platform)}", moment)
        return latest is not None and latest.since == _ALWAYS

    def is_first_read(self, pupil_id: str, kind: str, platform: str, moment: int) -> bool:
        """Say whether a change at this very moment is only the day on which a register first said so."""
        purposes = (f"{kind}_{platform}", f"{kind}_{_general(platform)}")
        return any((pupil_id, purpose, moment) in self._first_read for purpose in purposes)

    def _changes(self, pupil_id: str, kind: str, platform: str) -> Iterator[int]:
        """Yield the moments at which any statement about a pupil and platform begins or runs out, in order."""
        purposes = (f"{kind}_{platform}", f"{kind}_{_general(platform)}")
        said = [one for purpose in purposes for one in self._said.get((pupil_id, purpose), ())]
        yield from sorted({one.since for one in said} | {one.until for one in said if one.until is not None})

    def _in_force(self, pupil_id: str, purpose: str, moment: int) -> str:
        """Return the state of the latest statement on or before a moment; blank without one."""
        return _state(self._said.get((pupil_id, purpose), ()), moment)

    def _latest(self, pupil_id: str, purpose: str, moment: int) -> _Statement | None:
        history = self._said.get((pupil_id, purpose), ())
        place = bisect_right(history, moment, key=_SINCE)
        return history[place - 1] if place else None


def consents_of(evidence: Evidence) -> Consents:
    """Return the consent register of a school, sorted once for all checks."""
    return evidence.once("consents", lambda: Consents(evidence.consents))


def standing_states(basis: str) -> frozenset[str]:
    """Return the states in which a picture may be shown on one of BASES: with public_task, all but a no."""
    return frozenset({GRANTED}) if basis == "consent" else frozenset(STATES) - OBJECTIONS


def _general(platform: str) -> str:
    """Return the purpose that holds for a platform where nothing is said of it alone."""
    return "website" if platform in _WEBSITES else "social_media"


def state_of(rows: Iterable[tuple[str, int | None, int | None, int | None]], moment: int) -> str:
    """Return the state at a moment by rows (word, given, withdrawn, expires) of one pupil and purpose; blank = none.

    Moments are microseconds since 1970 (UTC).
    """
    history = sorted((one for row in rows for one in _statements(*row)), key=_SINCE)
    return _state(history, moment)


def _state(history: Sequence[_Statement], moment: int) -> str:
    """Return the state of the latest statement on or before a moment, of several the strictest; blank without one."""
    end = bisect_right(history, moment, key=_SINCE)
    if not end:
        return ""
    begin = bisect_left(history, history[end - 1].since, hi=end, key=_SINCE)
    return min((one.at(moment) for one in history[begin:end]), key=strictness)


def strictness(state: str) -> int:
    """Return the place of a state among STATES, 0 for the strictest; blank counts as never asked."""
    return STATES.index(state or NEVER_ASKED)


def _statements(word: str, given: int | None, withdrawn: int | None, expires: int | None) -> Iterator[_Statement]:
    """Turn a row of the register into what it states from when on."""
    if word == NO_ROW:
        yield _Statement(_ALWAYS if given is None else given, "", None)
        return
    said = word if word in STATES else "unknown"
    end = {"withdrawn": withdrawn, "expired": expires}.get(said)
    state = said if end is None else "unknown" if given is None else GRANTED
    if given is not None and withdrawn is not None and withdrawn <= given:
        state = "withdrawn"
    until = expires if state == GRANTED or said == "expired" else None
    yield _Statement(_ALWAYS if given is None else given, state, until)
    if withdrawn is not None:
        yield _Statement(withdrawn, "withdrawn", None)
