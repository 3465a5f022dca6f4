"""Whole: full names that are looked for in one piece, for by neither half alone the pupil would be meant.

A Tom who is written with the long form, though another pupil bears it ("Thomas Baxter"); a Mary-Jane with one half of
hers ("Mary Smith-Jones"); and anybody whose two names lost the space between them ("zainabmalik").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import Final

from checks.names.forms import Form
from checks.names.pupils import Pupil

_SHORTEST_HALF: Final = 3
"""Letters of the half of a first name that somebody may be called by beside the last one."""
_SHORTEST_GLUED: Final = 8
"""Letters of a first and last name together that hardly are anything else."""


def whole_names(
    pupils: Sequence[Pupil],
    longs: Mapping[str, Collection[int]],
    words: Mapping[str, tuple[str, int]],
    known: Container[str],
    forms: Mapping[str, Form],
) -> dict[str, frozenset[int]]:
    """Return folded full name -> the pupils it means (by position).

    `longs`: what short names of the register are short for, with the pupils; `words`: names that are ordinary words
    too (sense, how ordinary), two of which beside each other are no name; `known`: words of daily use, names, and
    forms that mean somebody by themselves; `forms`: those, where a long form that means the pupil is no news.
    """
    out: defaultdict[str, set[int]] = defaultdict(set)
    plain = {name for name, (sense, _) in words.items() if sense != "namesake"}  # that one is a name first
    own = {f"{given} {family}" for pupil in pupils for given in pupil.given for family in pupil.family}
    for long, bearers in longs.items():
        form = forms.get(long)
        for at in bearers if form is None else {*bearers}.difference(form.given, form.short):
            _add(out, long, pupils[at].family, at, plain)
    for at, pupil in enumerate(pupils):
        for half in _halves(pupil):
            _add(out, half, _undivided(pupil), at, plain)
        for given in pupil.given:
            for family in _undivided(pupil):
                glued = f"{given}{family}".replace(" ", "")
                if len(glued) >= _SHORTEST_GLUED and glued not in known and not (given in plain and family in plain):
                    out[glued].add(at)
    return {name: frozenset(bearers) for name, bearers in out.items() if name not in own}


def _add(out: Mapping[str, set[int]], given: str, families: Collection[str], at: int, plain: Container[str]) -> None:
    """Add a first name with the last ones, either way round."""
    for family in families:
        if not (given in plain and family in plain):
            out[f"{given} {family}"].add(at)
            out[f"{family} {given}"].add(at)


def _halves(pupil: Pupil) -> Iterator[str]:
    """Yield the halves of a first name with a hyphen; who has a second name is called by the first alone anyway."""
    for given in pupil.given:
        parts = given.split()
        if len(parts) > 1 and parts[0] not in pupil.given:
            yield from (part for part in parts if len(part) >= _SHORTEST_HALF)


def _undivided(pupil: Pupil) -> tuple[str, ...]:
    """Return the forms of a last name that are all of it: no half of a double-barrelled one."""
    several = [family for family in pupil.family if " " in family]
    return (*several, *(family.replace(" ", "") for family in several)) if several else pupil.family
