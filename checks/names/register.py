"""The register as it is looked for: every form of its pupils' names, written, listed or made by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from checks.names.endings import NO_PLURALS
from checks.names.forms import Form, Register
from checks.names.long_forms import siblings_of
from checks.names.made_forms import Namesakes, made_forms
from checks.names.pet_forms import pet_forms
from checks.names.pupils import Pupil, read_pupils
from checks.names.short_forms import Listed
from checks.names.slips import slips_of
from checks.names.tongues import tongues_of
from checks.names.whole_names import whole_names

_LONG_ENOUGH: Final = 4
"""Letters of a name that may have a plural; one letter fewer where it is no word."""


@dataclass(slots=True)
class _Draft:
    """A form while the register is read: pupils by position, in each role."""

    given: set[int] = field(default_factory=set)
    short: set[int] = field(default_factory=set)
    family: set[int] = field(default_factory=set)
    plural: bool = False


_Drafts = defaultdict[str, _Draft]


def read_register(
    pupils: pd.DataFrame, listed: Listed, words: Mapping[str, tuple[str, int]], vocabulary: Collection[str]
) -> Register:
    """Build the forms of a register (columns as `Evidence.pupils`).

    `words`: names that are ordinary words too (sense, how ordinary), which have no plural; `vocabulary`: words of
    daily use, which no name is clipped to.
    """
    folded = read_pupils(pupils)
    drafts, full = _written(folded, listed)
    names = Namesakes(
        {name: frozenset(draft.given) for name, draft in drafts.items() if draft.given},
        [tongues_of(pupil.given, pupil.family) for pupil in folded],
    )
    for short, name in pet_forms(names.bearers, listed.longs).items():
        if short not in drafts and short not in words:
            drafts[short].short.update(names.bearers[name])
    _add_plurals(drafts, words)
    known = listed.settled | drafts.keys()
    siblings = siblings_of(names.bearers, listed)
    for short, bearers in siblings.shorts.items():
        if short not in words and (short in drafts or short not in vocabulary):
            drafts[short].short.update(bearers)
    forms = {key: _form(draft, names) for key, draft in drafts.items()}
    made = made_forms(names, siblings.longs, listed, known, vocabulary)
    forms = {key: form for key, form in made.items() if key not in words} | forms
    slips = slips_of(folded, known | forms.keys())
    forms |= {key: Form(given=frozenset(bearers)) for key, bearers in slips.items() if key not in words}
    classes = frozenset(pupil.form for pupil in folded if pupil.form)
    whole = whole_names(folded, siblings.longs, words, known | forms.keys(), forms)
    return Register(folded, forms, {key: frozenset(bearers) for key, bearers in full.items()}, whole, classes)


def _written(pupils: Iterable[Pupil], listed: Listed) -> tuple[_Drafts, dict[str, set[int]]]:
    """Return the names of the register with their listed short forms, and what first and last name are as one word."""
    drafts: _Drafts = defaultdict(_Draft)
    full: defaultdict[str, set[int]] = defaultdict(set)
    for at, pupil in enumerate(pupils):
        shorts = [short for name in pupil.given for short in listed.of(name)]
        for name in pupil.given:
            drafts[name].given.add(at)
        for short in shorts:
            drafts[short].short.add(at)
        for name in pupil.family:
            drafts[name].family.add(at)
        for glued in _glued(pupil, shorts):
            full[glued].add(at)
    return drafts, full


def _glued(pupil: Pupil, shorts: Iterable[str]) -> Iterator[str]:
    """Yield "zainabmalik" and "malikzainab", short forms too; a pupil known by one name has none."""
    for given in dict.fromkeys((*pupil.given, *shorts)):
        for family in pupil.family:
            yield (given + family).replace(" ", "")
            yield (family + given).replace(" ", "")


def _add_plurals(drafts: _Drafts, words: Container[str]) -> None:
    """Add first names with an "s" written on, where that is not a name itself (Jame-s, Will-s)."""
    for key, draft in list(drafts.items()):
        plural = f"{key}s"
        if key.endswith("ie") and f"{key[:-2]}y" in words:  # poppies, teddies
            continue
        if plural in drafts or plural in words or key.endswith("s") or not (draft.given or draft.short):
            continue
        if plural in NO_PLURALS and not draft.given:
            continue
        if len(key) >= _LONG_ENOUGH or (len(key) == _LONG_ENOUGH - 1 and key not in words):
            drafts[plural] = _Draft(set(draft.given), set(draft.short), plural=True)


def _form(draft: _Draft, names: Namesakes) -> Form:
    """Settle a draft; who bears a name is called so in every language."""
    given, short, family = frozenset(draft.given), frozenset(draft.short), frozenset(draft.family)
    spoken = names.tongues_of(short) if short and not given else frozenset()
    return Form(given, short, family, plural=draft.plural, tongues=spoken)
