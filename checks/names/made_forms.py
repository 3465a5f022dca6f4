"""Made: what families and friends make of first names by rule, where no other name of the register is meant."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checks.names.clipped import clipped_names
from checks.names.endings import named_in_fun
from checks.names.forms import Form
from checks.names.home_forms import home_forms
from checks.names.short_forms import Listed

_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Namesakes:
    """Who bears each first name of a register, and what families speak; pupils by position."""

    bearers: Mapping[str, frozenset[int]]
    """Folded first or preferred name -> pupils."""
    spoken: Sequence[frozenset[str]]
    """Pupil -> the languages that the name tells of."""

    def tongues_of(self, pupils: Collection[int]) -> frozenset[str]:
        """Return the languages of some pupils' families."""
        if self._speakers.isdisjoint(pupils):
            return _NONE
        return _NONE.union(*(self.spoken[at] for at in pupils))

    @cached_property
    def _speakers(self) -> frozenset[int]:
        return frozenset(at for at, tongues in enumerate(self.spoken) if tongues)


def made_forms(
    names: Namesakes,
    longs: Mapping[str, Collection[int]],
    listed: Listed,
    known: Container[str],
    vocabulary: Container[str],
) -> dict[str, Form]:
    """Return form -> whom it means.

    `longs`: what short names of the register are short for, with the pupils; `known`: words, and forms that mean
    somebody by themselves; `vocabulary`: words of daily use, which no name is clipped to.
    """
    at_home = home_forms(names.bearers, names.spoken, listed.shorts, known)
    settled = {
        one: Form(short=one.pupils, clipped=True, tongues=one.tongues, bound=one.bound, loose=True)
        for one in set(at_home.values())
    }
    in_fun = named_in_fun(names.bearers, listed.shorts, known)
    clipped = {short: name for short, name in clipped_names(names.bearers, vocabulary).items() if short not in known}
    return (  # what stands further down counts more
        {short: settled[one] for short, one in at_home.items()}
        | _of_one_name(in_fun, names, loose=True)
        | _of_one_name(clipped, names, loose=False)
        | {long: _made(frozenset(pupils), names, loose=True) for long, pupils in longs.items()}
    )


def _of_one_name(made: Mapping[str, str], names: Namesakes, *, loose: bool) -> dict[str, Form]:
    """Turn form -> name into form -> whom it means; all that is made of one name shares its form."""
    forms = {name: _made(names.bearers[name], names, loose=loose) for name in set(made.values())}
    return {short: forms[name] for short, name in made.items()}


def _made(pupils: frozenset[int], names: Namesakes, *, loose: bool) -> Form:
    return Form(short=pupils, clipped=True, loose=loose, tongues=names.tongues_of(pupils))
