"""Forms: what is looked for in texts, and the pupils that each may mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from checks.names.pupils import Pupil

_NOBODY: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """What a folded form may mean: pupils by position, in each role. Forms that are made of one name share theirs."""

    given: frozenset[int] = _NOBODY
    short: frozenset[int] = _NOBODY
    """Pupils whose first name it is a usual short form of."""
    family: frozenset[int] = _NOBODY
    whole: frozenset[int] = _NOBODY
    """Pupils of whom it is a full name in one piece."""
    plural: bool = False
    """A first name with an "s" written straight on: "zainabs painting"."""
    clipped: bool = False
    """Cut from a first name by rule, as people do in a hurry."""
    tongues: frozenset[str] = frozenset()
    """Languages besides English in which families may call the pupils so."""
    bound: bool = False
    """It is read only in a text of such a language."""
    loose: bool = False
    """Made of a first name as families do, and hardly ever as a school writes."""
    people: frozenset[int] = field(init=False)
    """Whom it may stand for as a first name: who bears it, or else whom it is a short form of."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", self.given or self.short)


@dataclass(frozen=True, slots=True)
class Register:
    """The pupils of one school and every form of their names."""

    pupils: tuple[Pupil, ...]
    forms: Mapping[str, Form]
    full: Mapping[str, frozenset[int]]
    """First and last name written as one word, both ways round: for hashtags and handles."""
    whole: Mapping[str, frozenset[int]]
    """Full names that no two forms beside each other would be."""
    classes: frozenset[str]
    """Every form or class of the school, folded."""
