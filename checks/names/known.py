"""Known: what goes into reading a text and what comes out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from checks.names.fold import fold_name, source_end
from checks.names.forms import Register
from checks.names.lists import Lists
from checks.names.scenes import Contexts
from checks.names.staff import Staff
from checks.names.tags import TagReader

_SAYS: Final = {
    "full_name": "full name", "first_and_initial": "first name and initial",
    "initial_and_surname": "initial and last name",
    "only_name": "the only name", "first_name": "first name", "last_name": "last name",
    "short_form": "short form of the first name",
}  # fmt: skip


_NUMBERED: Final = re.compile(r"(?:\d{1,2}|[rn]) [a-z]{3,}")
"""A form that is a year with a word: 3 Darling, R Seahorses."""
_STARTS: Final = 4
"""Years of age at which Reception begins."""


class Mention(NamedTuple):
    """One place where a pupil is named."""

    start: int
    end: int
    matched_text: str
    pupil_ids: tuple[str, ...]
    kind: str
    """full_name, first_and_initial, initial_and_surname, only_name, first_name or short_form."""
    confidence: str
    because: str


class Written(NamedTuple):
    """The way back from a text as it is read to the text as it is stored."""

    stored: str
    places: Sequence[int]
    """Where each character of what is read stands in what is stored."""

    def stored_as(self, mention: Mention) -> Mention:
        """Return a mention in what was read as one in what is stored."""
        start, end = self.places[mention.start], source_end(self.stored, self.places[mention.end - 1])
        return mention._replace(start=start, end=end, matched_text=self.stored[start:end])


class Text(NamedTuple):
    """One text with what is known around it."""

    source: str
    context: str
    author: str
    """Name and handle of who wrote a comment."""
    photo: bool
    account: str = ""
    alt: bool = False
    """It describes a picture."""
    written: Written | None = None
    """What it is read as, where that is not what is stored."""


class Meant(NamedTuple):
    """What the post above a comment makes of a name in it."""

    confidence: str
    """Of the surest mention of a pupil; "" for none."""
    against: frozenset[str]
    """What was observed beside it that says somebody or something else is meant."""


def _nothing_above(_post: str, _account: str) -> Mapping[str, Meant]:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """What the readings of one school's texts share."""

    register: Register
    lists: Lists
    staff: Staff
    adult_last: frozenset[str]
    """Last names of staff and of people everybody knows."""
    figures_of: dict[str, tuple[str, ...]]
    """Folded name -> phrases that hold it."""
    tags: TagReader
    contexts: Contexts
    no_strangers: frozenset[str]
    """Words that, with a capital, are nobody's name."""
    places: frozenset[str]
    """Names of streets and places, folded, of two words and more."""
    classes: frozenset[str]
    """Names of classes and forms of the school: oak, hazel, 8m."""
    plain: frozenset[str]
    """Names that are ordinary words."""
    youngest: int
    """Years of age of the youngest class."""
    above: Callable[[str, str], Mapping[str, Meant]] = _nothing_above
    """Given the post above a comment and its account, what each name in it means there, by folded word."""


def know(register: Register, lists: Lists, staff: Staff, houses: Iterable[str] = ()) -> Known:
    """Gather what readings share; `houses` stand beside the classes of the register."""
    figures_of = {word: lists.figures_with[word] for word in register.forms.keys() & lists.figures_with.keys()}
    classes = frozenset(form.removesuffix(" class").removeprefix("class ") for form in register.classes)
    classes |= {form.split()[1] for form in register.classes if _NUMBERED.fullmatch(form)}
    classes |= {fold_name(house).removesuffix(" house") for house in houses}
    tags = TagReader(register, lists, classes)
    adults = staff.last | lists.known_last
    return Known(
        register,
        lists,
        staff,
        adults,
        figures_of,
        tags,
        Contexts(lists.scenes, lists.bearers, lists.vocabulary),
        lists.vocabulary | classes,
        lists.place_names,
        classes,
        lists.plain_words,
        min((_age(pupil.year) for pupil in register.pupils), default=_STARTS),
    )


def _age(year: str) -> int:
    """Return at what age a year group begins: 4 for Reception, 11 for Year 7; an unknown one may be any."""
    return int(year) + _STARTS if year.isdigit() else _STARTS if year == "r" else _STARTS - 1


def because_of(kind: str, pupils: int, reasons: Sequence[str]) -> str:
    """Say "first name of 2 pupils, after 'well done', in a list with 3 other pupils"."""
    return ", ".join([f"{_SAYS[kind]} of {'1 pupil' if pupils == 1 else f'{pupils} pupils'}", *reasons])
