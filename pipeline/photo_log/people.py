"""The pupils and classes of a school as a person picks them from a list, and as what was picked is understood."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from typing import Final

import pandas as pd

from checks._frames import plain_rows
from reports.wording import day

_ID: Final = re.compile(r"\(([^()]*)\)")
_BETWEEN: Final = re.compile(r"[;\n]")
_NUMBER: Final = re.compile(r"([0-9]+)")
_IDS: Final = re.compile(r"[,\s]+")
_NAMES: Final = ("pupil_id", "first_name", "preferred_name", "last_name", "form", "left_on")


class People:
    """Everybody whom a school's registers ever named."""

    def __init__(self, pupils: pd.DataFrame, as_of: datetime) -> None:
        """Read Evidence.pupils; `as_of` in the trust's zone says who has left."""
        self._labels: dict[str, str] = {}
        self._meant: dict[str, set[str]] = defaultdict(set)
        self._forms: dict[str, str] = {}
        left: set[str] = set()
        for pupil_id, first, preferred, last, form, left_on in plain_rows(pupils, *_NAMES):
            gone = not pd.isna(left_on) and left_on <= as_of
            left |= {pupil_id} if gone else set()
            ended = f"left {day(left_on.tz_convert(as_of.tzinfo))}" if gone else form
            name = " ".join(filter(None, (preferred or first, last)))
            self._labels[pupil_id] = f"{name} ({pupil_id})" + (f", {ended}" if ended else "")
            for said in (pupil_id, self._labels[pupil_id], f"{first} {last}", f"{preferred} {last}"):
                self._meant[_folded(said)].add(pupil_id)
            if form and not gone:
                self._forms.setdefault(_folded(form), form)
        known = sorted(self._labels, key=lambda one: (one in left, self._labels[one].casefold()))
        self.labels: Final = tuple(self._labels[one] for one in known)
        """What the list offers: those who are here by name, then those who have left."""
        self.forms: Final = tuple(sorted(self._forms.values(), key=_in_order))
        """Classes that somebody is in, 9C before 10A."""

    def label(self, pupil_id: str) -> str:
        """Return how the list names a pupil: "Zainab Malik (SW0012), 4M"; blank for an id nobody has."""
        return self._labels.get(pupil_id, "")

    def form(self, said: str) -> str:
        """Return a class as the register writes it; blank where nobody is in it."""
        return self._forms.get(_folded(said), "")

    def find(self, said: str) -> str:
        """Return the pupil that a line of the list, an id or a full name means; blank for none, or for several."""
        meant = self._meant.get(_folded(said), set())
        inside = _ID.findall(said)
        if not meant and inside:
            meant = {inside[-1].strip()} & self._labels.keys()
        return next(iter(meant)) if len(meant) == 1 else ""

    def find_all(self, said: str) -> list[str]:
        """Return the pupils that several lines, ids or names mean, a blank for each that means none."""
        found = []
        for part in filter(None, map(str.strip, _BETWEEN.split(said))):
            one = self.find(part)
            found += [one] if one else [self.find(word) for word in _IDS.split(part)]
        return found


def _in_order(form: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdecimal() else -1, part.casefold()) for part in _NUMBER.split(form) if part]


def _folded(said: str) -> str:
    return " ".join(said.split()).casefold()
