"""Reading one text: from what was hit to the mentions, each with its pupils, confidence and reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from checks.names.combine import Candidate, between, candidates
from checks.names.find import Found, Tag
from checks.names.fold import fold_name, source_end
from checks.names.forms import Register
from checks.names.judge import Verdict, circumstances, title_before, weigh
from checks.names.lists import Lists
from checks.names.narrow import narrow
from checks.names.score import confidence
from checks.names.surroundings import Surroundings, look_around
from checks.names.tags import Tagged, TagReader

_LISTED: Final = re.compile(
    r"\s*(?:,?\s*(?:&|\band\b|\bwith\b)|,|\+|/|\n|•|-|–|[^\w\s.!?:;()'’\"“”]+)\s*", re.IGNORECASE
)
_SAYS: Final = {
    "full_name": "full name", "first_and_initial": "first name and initial",
    "initial_and_surname": "initial and last name",
    "only_name": "the only name", "first_name": "first name", "short_form": "short form of the first name",
}  # fmt: skip
_BRACKETS: Final = re.compile(r"\s*\([^()]{1,60}\)")
_ALONE: Final = frozenset(("only_name", "first_name", "short_form"))


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


class Text(NamedTuple):
    """One text with what is known around it."""

    source: str
    context: str
    author: str
    """Name and handle of who wrote a comment."""
    photo: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What the readings of one school's texts share."""

    register: Register
    lists: Lists
    staff_first: frozenset[str]
    staff_full: frozenset[str]
    figures_of: dict[str, tuple[str, ...]]
    """Folded name -> phrases that hold it."""
    tags: TagReader


def know(register: Register, lists: Lists, staff_first: frozenset[str], staff_full: frozenset[str]) -> Known:
    """Gather what readings share."""
    figures_of: dict[str, tuple[str, ...]] = {}
    for phrase in lists.figures:
        for word in register.forms.keys() & set(phrase.split()):
            figures_of[word] = (*figures_of.get(word, ()), phrase)
    return Known(register, lists, staff_first, staff_full, figures_of, TagReader(register, lists))


def read(found: Found, text: Text, known: Known) -> list[Mention]:
    """Return the mentions in one text, by start."""
    out = list(_Reading(found, text, known).mentions())
    return out if len(out) < 2 else sorted(out, key=lambda mention: mention.start)


class _Reading:
    """One text being read: what is asked of the whole text is worked out once, and only when asked."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        self.found, self.text, self.known = found, text, known
        self.names = candidates(found, text.source, known.register.pupils, known.lists.common) if found.hits else []

    def mentions(self) -> Iterator[Mention]:
        for candidate, companions in zip(self.names, self._companions(), strict=True):
            if mention := self._judge(candidate, companions):
                yield mention
        for tag in self.found.tags:
            if named := self.known.tags.of(tag):
                yield self._tag(tag, named)

    def _judge(self, candidate: Candidate, companions: int) -> Mention | None:
        if candidate.kind in _ALONE and candidate.figure:
            return None
        end = source_end(self.text.source, int(self.found.origin[candidate.end - 1]))
        around = look_around(candidate, self.found, self.text.source, end)
        title = title_before(around, self.known.lists)
        if candidate.kind not in _ALONE:
            return self._full(candidate, around, title)
        if title:
            return None
        text = self.text
        whole = circumstances(
            text.source, photo=text.photo, author=text.author, staff_first_names=self.known.staff_first
        )
        verdict = weigh(candidate, around, whole, self.known.lists, companions)
        self._weigh_context(verdict, candidate)
        return self._mention(around, candidate, confidence(verdict.points), verdict.reasons or ["written like a name"])

    def _full(self, candidate: Candidate, around: Surroundings, title: str) -> Mention | None:
        """A name with its surname is certain, unless a title, a figure or the staff register claims it."""
        name = self.found.folded[candidate.start : candidate.end]
        kind = self.known.lists.titles.kinds.get(title, "")
        if kind and kind != "role":
            return None
        reasons: list[str] = []
        if kind:
            reasons = [f"but after '{title}'"]
        elif name in self.known.staff_full:
            reasons = ["but a member of staff has the same name"]
        elif candidate.figure:
            reasons = ["but also a name or phrase everybody knows"]
        sure = "certain" if candidate.kind == "full_name" else "likely"
        if not reasons and self._plain_words(name, around):
            return self._mention(
                around, candidate, "likely" if around.word.istitle() else "possible", ["made of ordinary words"]
            )
        return self._mention(around, candidate, "possible" if reasons else sure, reasons)

    def _plain_words(self, name: str, around: Surroundings) -> bool:
        """Every part of the name is also a word, and no capitals tell it from one."""
        ordinary = all(self.known.lists.common.get(word, ("", 0))[1] >= 2 for word in name.split())
        return ordinary and not (around.word.istitle() and not around.first)

    def _weigh_context(self, verdict: Verdict, candidate: Candidate) -> None:
        key, lists = candidate.hit.key, self.known.lists
        famous = lists.famous.get(key)
        if famous and not famous.isdisjoint(self._stories()):
            verdict.note("story_told")
        if not _may_hold(self.text.context, key):
            return
        if any(f" {phrase} " in self.context for phrase in self.known.figures_of.get(key, ())):
            verdict.note("figure_in_post")
        elif key not in lists.common and f" {key} " in self.context:
            verdict.note("named_in_post")

    def _mention(self, around: Surroundings, candidate: Candidate, sure: str, reasons: Sequence[str]) -> Mention | None:
        if not sure:
            return None
        meant, why = self._narrow(candidate.pupils, but=candidate)
        because = _because(candidate.kind, len(meant), [*reasons, *([why] if why else [])])
        return Mention(around.start, around.end, around.word, self._ids(meant), candidate.kind, sure, because)

    def _tag(self, tag: Tag, named: Tagged) -> Mention:
        start, end = tag.start + named.start, tag.start + named.end
        meant, why = self._narrow(named.pupils)
        where = f"in a {'hashtag' if tag.sign == '#' else 'handle'}, {named.says}"
        because = _because(named.kind, len(meant), [where, *([why] if why else [])])
        return Mention(start, end, self.text.source[start:end], self._ids(meant), named.kind, named.confidence, because)

    def _ids(self, pupils: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self.known.register.pupils[p].id for p in pupils))

    def _narrow(self, pupils: Collection[int], but: Candidate | None = None) -> tuple[Collection[int], str]:
        """Narrow the pupils by what the text says elsewhere; `but` = the candidate they come from."""
        if len(pupils) < 2:
            return pupils, ""
        others = (c for c in self.names if c is not but and c.kind not in _ALONE and not c.figure)
        named = {p for c in others for p in c.pupils}
        return narrow(pupils, self.known.register, self.found.folded, self.context, named)

    def _companions(self) -> list[int]:
        """Return for each candidate how many other pupils stand in one list with it."""
        if len(self.names) < 2:
            return [0] * len(self.names)
        group = [0] * len(self.names)
        for at in range(1, len(self.names)):
            left, right = self.names[at - 1], self.names[at]
            gap = between(self.found, self.text.source, left.end, right.start) if right.start > left.end else "."
            gap = _BRACKETS.sub("", gap)  # "Hania (kind words), Tariq (kind hands)"
            group[at] = group[at - 1] + (_LISTED.fullmatch(gap) is None)
        plain = [c.kind not in _ALONE or c.hit.key not in self.known.lists.common for c in self.names]
        sure = {g for g, is_name in zip(group, plain, strict=True) if is_name}
        return [group.count(g) - 1 if g in sure else 0 for g in group]

    @property
    def context(self) -> str:
        """The folded context with a space at either end."""
        return _fold_context(self.text.context)

    def _stories(self) -> set[str]:
        """What the text or its context is about, of "famous" (a story, a show) and "bible"."""
        both = f"{self.found.folded} {self.context}"
        return {kind for cue, kind in self.known.lists.near if f" {cue} " in both}


@lru_cache(maxsize=4096)
def _fold_context(context: str) -> str:
    """Fold a context with a space at either end; the comments under a post share one."""
    return f" {fold_name(context)} " if context else ""


def _may_hold(context: str, key: str) -> bool:
    """Rule out quickly, before anything is folded, that a context holds a name."""
    return bool(context) and (not context.isascii() or " " in key or key in context.lower())


def _because(kind: str, pupils: int, reasons: Sequence[str]) -> str:
    """Say "first name of 2 pupils, after 'well done', in a list with 3 other pupils"."""
    return ", ".join([f"{_SAYS[kind]} of {'1 pupil' if pupils == 1 else f'{pupils} pupils'}", *reasons])
