"""Forms: what to look for. Turns a register and the word lists into folded forms and the pupils each may mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from checks.names.clipped import clipped_names
from checks.names.endings import NO_PLURALS, named_in_fun
from checks.names.fold import fold_name
from checks.names.home_forms import home_forms
from checks.names.long_forms import siblings_of
from checks.names.pet_forms import pet_forms
from checks.names.slips import slips_of
from checks.names.tongues import tongues_of

_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)
_PET_ENDING: Final = re.compile(r"(?:ey|ie|y|i)$")
_SHORTEST_STEM: Final = 4
_SHORTEST_PART: Final = 4
"""A half of a double-barrelled name shorter than this (de, la, bin, nic) is no form of its own."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One row of the register, folded."""

    id: str
    given: tuple[str, ...]
    """Folded forms of first and preferred name."""
    family: tuple[str, ...]
    """Folded forms of the last name; empty for a pupil known by one name."""
    year: str
    """"4", "r" (Reception), "n" (Nursery) or ""."""
    form: str
    """Folded form or class, "4b"."""


@dataclass(slots=True)
class Form:
    """One folded form with the pupils (by position) it may mean in each role."""

    given: set[int] = field(default_factory=set)
    short: set[int] = field(default_factory=set)
    """Pupils whose first name it is a usual short form of."""
    family: set[int] = field(default_factory=set)
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
    people: frozenset[int] = frozenset()
    """Whom it may stand for as a first name: who bears it, or else whom it is a short form of; set at the end."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of short forms, read once for all registers."""

    shorts: Mapping[str, tuple[str, ...]]
    """Folded name -> its folded short forms."""
    every_short: frozenset[str]
    settled: frozenset[str]
    """Words of daily use, listed names and their short forms: by rule no name is made into one of these."""


@dataclass(frozen=True, slots=True)
class Register:
    """The pupils of one school and every form of their names."""

    pupils: tuple[Pupil, ...]
    forms: Mapping[str, Form]
    full: Mapping[str, frozenset[int]]
    """First and last name written as one word, both ways round: for hashtags and handles."""
    classes: frozenset[str]
    """Every form or class of the school, folded."""


def read_register(pupils: pd.DataFrame, listed: Listed, words: Container[str], vocabulary: Collection[str]) -> Register:
    """Build the forms of a register (columns as `Evidence.pupils`).

    `words`: names that are ordinary words too, which have no plural; `vocabulary`: words of daily use, which no name
    is clipped to.
    """
    diminutives = listed.shorts
    folded = tuple(_pupil(row) for row in rows_of(pupils))
    forms: dict[str, Form] = {}
    full: dict[str, set[int]] = {}
    for at, pupil in enumerate(folded):
        for name in pupil.given:
            _form(forms, name).given.add(at)
            for short in _shorts(name, diminutives):
                _form(forms, short).short.add(at)
        for name in pupil.family:
            _form(forms, name).family.add(at)
        shorts = [short for name in pupil.given for short in _shorts(name, diminutives)]
        for glued in _glued(pupil, shorts):
            full.setdefault(glued, set()).add(at)
    for short, bearers in pet_forms([pupil.given for pupil in folded], listed.every_short).items():
        if short not in forms and short not in words:
            _form(forms, short).short.update(bearers)
    _add_plurals(forms, words)
    _add_made(forms, folded, listed, words, vocabulary)
    for form in forms.values():
        form.people = frozenset(form.given or form.short)
    classes = frozenset(pupil.form for pupil in folded if pupil.form)
    return Register(folded, forms, {key: frozenset(value) for key, value in full.items()}, classes)


def _add_made(
    forms: dict[str, Form],
    pupils: Sequence[Pupil],
    listed: Listed,
    words: Container[str],
    vocabulary: Collection[str],
) -> None:
    """Add what is made of first names by rule, and means somebody only where nothing else is known by it."""
    given, family = [pupil.given for pupil in pupils], [pupil.family for pupil in pupils]
    diminutives, known = listed.shorts, listed.settled | forms.keys()
    siblings = siblings_of(given, diminutives)
    for short, bearers in siblings.shorts.items():
        if short not in words and (short in forms or short not in vocabulary):
            _form(forms, short).short.update(bearers)
    for long, bearers in siblings.longs.items():
        if long not in words and long not in forms:
            forms[long] = Form(short=set(bearers), clipped=True, loose=True)
    for made, loose in ((clipped_names(given, vocabulary), False), (named_in_fun(given, diminutives, known), True)):
        for short, bearers in made.items():
            if short not in words and short not in known and short not in forms:
                forms[short] = Form(short=bearers, clipped=True, loose=loose)
    for short, one in home_forms(given, family, diminutives, known).items():
        if short not in words and short not in forms:
            forms[short] = Form(short=one.pupils, clipped=True, tongues=one.tongues, bound=one.bound, loose=True)
    spoken = [tongues_of(pupil.given, pupil.family) for pupil in pupils]
    for form in forms.values():
        if form.short and not form.given and not form.tongues:
            form.tongues = frozenset().union(*(spoken[at] for at in form.short))
    for typed, bearers in slips_of(given, family, known | forms.keys()).items():
        if typed not in words:
            forms[typed] = Form(given=bearers)


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a frame as dictionaries; its own to_dict takes several times as long."""
    columns = [str(column) for column in frame.columns]
    for values in zip(*(frame[column].tolist() for column in frame.columns), strict=True):
        yield dict(zip(columns, values, strict=True))


def _shorts(name: str, diminutives: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the short forms of a name; Deborah-Ann is called Debs as well."""
    return diminutives.get(name, ()) if " " not in name else diminutives.get(name.split()[0], ())


def read_listed(words: pd.DataFrame, vocabulary: Collection[str]) -> Listed:
    """Read the list of short forms (columns name, short); `vocabulary`: words of daily use."""
    out: dict[str, list[str]] = {}
    for name, short in words[["name", "short"]].to_numpy().tolist() if len(words) else ():
        out.setdefault(fold_name(str(name)), []).append(fold_name(str(short)))
    found = {name: tuple(dict.fromkeys([*shorts, *_respelled(shorts)])) for name, shorts in out.items()}
    every = frozenset(short for shorts in found.values() for short in shorts)
    return Listed(found, every, every.union(vocabulary, found))


def _respelled(shorts: Iterable[str]) -> Iterator[str]:
    """Yield pet forms with the endings people write alike: Benjy, Benjie, Benji."""
    for short in shorts:
        stem = _PET_ENDING.sub("", short)
        if stem != short and len(stem) >= _SHORTEST_STEM and " " not in short:
            yield from (stem + ending for ending in ("y", "ie", "i"))


def name_forms(name: str, *, halves: bool) -> tuple[str, ...]:
    """Return the folded ways to write one name: "Anne-Marie" -> ("anne marie", "annemarie").

    `halves` adds each part of a name of several parts that is long enough to be a name of its own.
    """
    found = [form for spelling in (name, name.translate(_UMLAUTS)) if (form := fold_name(spelling))]
    for form in list(found):
        parts = form.split()
        if len(parts) > 1:
            found.append("".join(parts))
            found += [part for part in parts if halves and len(part) >= _SHORTEST_PART]
    return tuple(dict.fromkeys(found))


def _pupil(row: Mapping[Any, Any]) -> Pupil:
    first, preferred, last = (_text(row.get(column)) for column in ("first_name", "preferred_name", "last_name"))
    if not first and not preferred:  # known by one name, written in the other column
        first, last = last, ""
    given = dict.fromkeys(
        f for name in (first, preferred) for f in [*name_forms(name, halves=False), *_first_of_two(name)]
    )
    return Pupil(
        id=str(row["pupil_id"]),
        given=tuple(given),
        family=name_forms(last, halves=True),
        year=fold_year(_text(row.get("year_group"))),
        form=fold_name(_text(row.get("form"))),
    )


def _first_of_two(name: str) -> list[str]:
    """Registers write second names into first_name: "Zainab Noor" is called Zainab. "Anne-Marie" is not called Anne."""
    parts = name.split()
    return [fold_name(parts[0])] if len(parts) > 1 and len(fold_name(parts[0])) >= _SHORTEST_PART else []


def fold_year(year: str) -> str:
    """Fold a year group: "Year 4", "Y4" and "04" -> "4", "Reception" -> "r", "Nursery 1" -> "n"."""
    digits = "".join(c for c in year if c.isdigit()).lstrip("0")
    word = fold_name(year)
    return word[0] if word[:1] in ("r", "n") else digits


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _form(forms: dict[str, Form], key: str) -> Form:
    return forms.setdefault(key, Form())


def _glued(pupil: Pupil, shorts: Iterable[str]) -> Iterable[str]:
    """Yield "zainabmalik" and "malikzainab", short forms too; a pupil known by one name has none."""
    for given in dict.fromkeys((*pupil.given, *shorts)):
        for family in pupil.family:
            yield (given + family).replace(" ", "")
            yield (family + given).replace(" ", "")


def _add_plurals(forms: dict[str, Form], words: Container[str]) -> None:
    """Add first names with an "s" written on, where that is not a name itself (Jame-s, Will-s)."""
    for key, form in list(forms.items()):
        plural = f"{key}s"
        if key.endswith("ie") and f"{key[:-2]}y" in words:  # poppies, teddies
            continue
        if plural in forms or plural in words or key.endswith("s") or not (form.given or form.short):
            continue
        if plural in NO_PLURALS and not form.given:
            continue
        if len(key) >= _SHORTEST_PART or (len(key) == _SHORTEST_PART - 1 and key not in words):
            forms[plural] = Form(given=set(form.given), short=set(form.short), plural=True)
