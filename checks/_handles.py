"""The handles a school's name allows on a platform: @schoolname in lower case, in the forms people really use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

from rapidfuzz.distance import DamerauLevenshtein

from checks._name_words import FAITH_SPELLINGS, FAITHS, OPTIONAL, PHASES, SAME_FAITH, SMALL, STATUS, WORD

LIMITS: Mapping[str, tuple[int, int]] = {
    "x": (1, 15), "instagram": (1, 30), "threads": (1, 30), "facebook": (5, 50), "tiktok": (2, 24), "youtube": (3, 30),
}  # fmt: skip
"""The fewest and most characters of a handle, by platform. A platform that is not here has no handles."""

SHORTEST_INITIALS = 3
"""Two letters name nobody."""
_MOST_FORMS = 20_000
"""A bound for absurd names; the 462 real names at hand need at most a few hundred."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The handles that are a school's name, whatever their length; best first."""

    worded: tuple[str, ...]
    """Made of the words of the name: full, without phase words, with town."""
    initials: tuple[str, ...]
    """Words cut to initials: only where `full` is over the limit."""
    full: str
    """The whole name without article, status and place in brackets."""

    def fitting(self, platform: str) -> tuple[str, ...]:
        """Return the forms within a platform's limits, best first; initials only when the full name is over them."""
        fewest, most = LIMITS[platform]
        forms = self.worded + (self.initials if len(self.full) > most else ())
        return tuple(form for form in forms if fewest <= len(form) <= most)

    def nearest(self, handle: str, platform: str) -> str:
        """Return the fitting form nearest to a handle: of words if any fits, else of initials; blank when none fits."""
        fitting = self.fitting(platform)
        worded = [form for form in fitting if form in set(self.worded)]
        given = re.sub(r"[\W_]+", "", _plain(handle))
        return min(worded or fitting, key=lambda form: DamerauLevenshtein.distance(given, form), default="")


@dataclass(frozen=True, slots=True)
class _Part:
    """One word or fixed phrase of a name."""

    spellings: tuple[str, ...]
    """How a handle may write it, as in the name first."""
    initials: tuple[str, ...]
    optional: bool = False
    in_full: bool = True
    """False for what the full name leaves out: article, status, place in brackets."""
    place: bool = False


_BRACKETED = r"[(\[]([^)\]]*)[)\]]"


@cache
def handle_forms(name: str, town: str = "") -> Forms:
    """Return the forms of a school's name, with or without its town: "St Anne's School" -> stannesschool, stannes."""
    parts = _parts(name)
    known = {spelling for part in parts for spelling in part.spellings[:1]}
    place = re.sub(r"[^a-z0-9]+", "", _plain(town))
    if place and place not in known:
        parts = [*parts, _place(place)]
    full = "".join(part.spellings[0] for part in parts if part.in_full)
    worded = _best_first(_joined([(*part.spellings, "") if part.optional else part.spellings for part in parts]), full)
    return Forms(worded=worded, initials=_initials(parts, set(worded)), full=full)


def _best_first(forms: Iterable[str], full: str) -> tuple[str, ...]:
    return tuple(sorted(set(forms) - {""}, key=lambda form: (form != full, -len(form), form)))


def _joined(choices: Sequence[Sequence[str]]) -> Iterable[str]:
    """Join one choice of each part, all ways; an "and" that no longer stands between two words is no form."""
    links = [at for at, spellings in enumerate(choices) if spellings[0] == "and"]
    for chosen in islice(product(*choices), _MOST_FORMS):
        if all(not chosen[at] or ("".join(chosen[at - 1 : at]) and "".join(chosen[at + 1 : at + 2])) for at in links):
            yield "".join(chosen)


def _initials(parts: Sequence[_Part], worded: set[str]) -> tuple[str, ...]:
    """Return the name with its optional words as initials (oakfieldps), then all of it as initials (sacps)."""
    named = [part for part in parts if not part.place]
    short = [("", *part.initials) if _may_vanish(part) else part.initials for part in named]
    mixed = [_own_or(part, initials) for part, initials in zip(named, short, strict=True)]
    forms = [form for choices in (mixed, short) for form in _best_first(_joined(choices), "")]
    return tuple(form for form in dict.fromkeys(forms) if form not in worded and len(form) >= SHORTEST_INITIALS)


def _own_or(part: _Part, initials: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a word stands beside initials: a name's own words whole, the faith either way, the rest cut."""
    if not part.optional:
        return part.spellings
    return (*part.spellings, *initials) if part.spellings[0] in FAITH_SPELLINGS else initials


def _may_vanish(part: _Part) -> bool:
    """Say whether initials usually leave a word out: articles, "and", "of", the school's status and its faith."""
    return not part.in_full or part.spellings[0] in {"and", *SMALL, *FAITH_SPELLINGS}


def _parts(name: str) -> list[_Part]:
    """Cut a name into parts; what stands in brackets or after a comma is a status, or else the place."""
    plain = _plain(name)
    main, *beside = re.sub(_BRACKETED, " ", plain).split(",")
    words = WORD.findall(main)
    own = next((at for at, word in enumerate(words) if word != "the"), None)
    parts = [_part(word, first=at == own) for at, word in enumerate(words)]
    if all(part.optional for part in parts):  # "Ysgol Gynradd" has no other name
        parts = [replace(part, optional=part.spellings[0] == "the") for part in parts]
    for text in [*re.findall(_BRACKETED, plain), *beside]:
        parts += _aside(WORD.findall(text))
    return parts


def _aside(words: Sequence[str]) -> list[_Part]:
    """Read what stands beside a name: "(VC)", "(C)" or "(Purley)"."""
    parts = [_part(word, first=False) for word in words]
    if all(part.optional for part in parts) or words == ["c"]:
        return [replace(part, optional=True, in_full=False) for part in parts]
    return [_place("".join(words))]


def _place(name: str) -> _Part:
    tight = name.replace(" ", "")
    return _Part((tight,), (tight[0],), optional=True, in_full=False, place=True)


def _part(word: str, *, first: bool) -> _Part:
    """Look a word or phrase up. The first word of a name is its own, unless it is St or Ysgol: "High Tarn School"."""
    phrase = SAME_FAITH.get(word, word)
    tight = word.replace(" ", "")
    if word in {"st", "saint"}:
        return _Part((word, "saint" if word == "st" else "st"), ("s", "st"))
    if word in {"the", "and"}:
        return _Part((word,), (word[0],), optional=True, in_full=word == "and")
    if first and word != "ysgol":
        return _Part((tight,), (word[0],))
    if phrase in FAITHS:
        spellings, initials = FAITHS[phrase]
        return _Part(tuple(dict.fromkeys((tight, *spellings))), initials, optional=True)
    if word in STATUS:
        return _Part((tight,), ("".join(piece[0] for piece in word.split()),), optional=True, in_full=False)
    optional = word in PHASES or word in OPTIONAL
    return _Part(PHASES.get(word, (tight,)), ("".join(piece[0] for piece in word.split()),), optional=optional)


def _plain(text: str) -> str:
    """Fold to lower-case ASCII letters; no apostrophes, no full stops, "&" as "and"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"['’‘`´ʼ.]", "", bare.replace("&", " and "))
