"""Reading the word lists: the frames of config/words/ turned into look-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from checks.names.fold import fold_name
from checks.names.lists import TAG_CUES, Cues, Lists
from checks.names.scenes import Scenes
from checks.names.tongues import Tongues
from checks.names.usage import read_usage

_STORIES: Final = frozenset(("famous", "bible"))


def read_lists(words: Mapping[str, pd.DataFrame]) -> Lists:
    """Read the lists of config/words/ but the diminutives; a list that is absent is empty."""
    common = {w: (s, int(g)) for w, s, g in _rows(words, "common_words", "word", "sense", "weight")}
    cues = list(_rows(words, "cues", "cue", "side", "kind"))
    # a phrase may be a cue of two kinds: the first row wins, and the file puts the strong ones first
    before = {cue: kind for cue, side, kind in reversed(cues) if side == "before"}
    after = {cue: kind for cue, side, kind in reversed(cues) if side == "after"}
    figures = _rows(words, "figures", "phrase", "kind")
    famous: dict[str, set[str]] = {}
    for name, kind in figures:
        if kind in _STORIES:
            famous.setdefault(name, set()).add(kind)
    bearers, associations = _bearers(words)
    scenes = [(phrase, kind) for phrase, kind in _rows(words, "scenes", "phrase", "kind")]
    senses: dict[str, set[str]] = {}
    for word, (sense, _) in common.items():
        senses.setdefault(sense, set()).add(word)
    return Lists(
        common=common,
        titles=_cues(_with_plurals(_rows(words, "titles", "title", "kind")), at_end=True),
        before=_cues(before, at_end=True),
        after=_cues(after, at_end=False),
        little=frozenset(word for (word,) in _rows(words, "little_words", "word")),
        famous={name: frozenset(kinds) for name, kinds in famous.items()},
        figures=tuple(
            dict.fromkeys(form for phrase, kind in figures if kind not in _STORIES for form in _written(phrase, kind))
        ),
        place_names=frozenset(phrase for phrase, kind in figures if kind == "place"),
        known_last=frozenset(
            phrase.split()[-1] for phrase, kind in figures if kind in ("author", "history") and " " in phrase
        ),
        saints=frozenset(phrase.split()[1] for phrase, kind in figures if kind == "saint" and " " in phrase),
        senses={sense: frozenset(found) for sense, found in senses.items()},
        glued_cues=frozenset(cue.replace(" ", "") for cue, kind in before.items() if kind == "strong") | TAG_CUES,
        scenes=Scenes.of(
            [
                *((cue, kind) for cue, side, kind in cues if side == "near"),
                *scenes,
                *((f"{phrase}s", kind) for phrase, kind in scenes if kind == "role" and phrase[-1:] not in ("s", "y")),
            ]
        ),
        bearers=Scenes.of(bearers),
        associations=associations,
        first_names=frozenset(
            form for row in _rows(words, "diminutives", "name", "short") for name in row for form in name.split("/")
        ),
        sport_verbs=frozenset(p for p, kind in _rows(words, "scenes", "phrase", "kind") if kind == "sport_verb"),
        vocabulary=frozenset(
            [
                *common,
                *(word for (word,) in _rows(words, "little_words", "word")),
                *(cue for cue, _, _ in cues if " " not in cue),
                *(phrase for phrase, _ in _rows(words, "scenes", "phrase", "kind") if " " not in phrase),
            ]
        ),
        surnames=frozenset(surname for (surname,) in _rows(words, "surnames", "surname")),
        usage=read_usage(words.get("usage"), "first"),
        usage_of_last=read_usage(words.get("usage"), "last"),
        tongues=_tongues(words),
    )


def _bearers(words: Mapping[str, pd.DataFrame]) -> tuple[list[tuple[str, str]], dict[str, frozenset[str]]]:
    """Return scenes in which a name has a bearer of its own (phrase, kind), and name -> kinds of such scenes."""
    scenes: list[tuple[str, str]] = []
    kinds: dict[str, set[str]] = {}
    for name, near in _rows(words, "associations", "name", "near"):
        scenes.append((fold_name(near), f"={name}"))
        kinds.setdefault(name, set()).add(f"={name}")
    for number, (names, told) in enumerate(_rows(words, "works", "names", "words")):
        scenes += [(fold_name(phrase), f"work {number}") for phrase in told.split(";")]
        for name in names.split():
            kinds.setdefault(name, set()).add(f"work {number}")
    return scenes, {name: frozenset(found) for name, found in kinds.items()}


def _rows(words: Mapping[str, pd.DataFrame], name: str, first: str, *others: str) -> list[tuple[str, ...]]:
    """Return the rows of one list, the first column folded, the others as they stand."""
    frame = words.get(name)
    if frame is None or frame.empty:
        return []
    columns = [frame[column].astype(str).tolist() for column in (first, *others)]
    return [(fold_name(row[0]), *(v.strip() for v in row[1:])) for row in zip(*columns, strict=True)]


def _tongues(words: Mapping[str, pd.DataFrame]) -> Tongues:
    """Read the words of other languages by what they tell."""
    found: dict[str, dict[str, set[str]]] = {kind: {} for kind in ("small", "word", "said", "name", "dear")}
    for word, tongue, kind in _rows(words, "tongues", "word", "tongue", "kind"):
        found[kind].setdefault(word, set()).add(tongue)
    small, plain, said, names = (
        {word: frozenset(of) for word, of in found[kind].items()} for kind in ("small", "word", "said", "name")
    )
    return Tongues(small, plain, said, names, frozenset(found["dear"]))


def _written(phrase: str, kind: str) -> tuple[str, ...]:
    """Return how a phrase is written: "Romeo & Juliet", "four Amy Johnsons" at a dressing-up day."""
    several = kind in ("author", "character", "history") and " " in phrase and phrase[-1] != "s"
    return (phrase, phrase.replace(" and ", " "), *((f"{phrase}s",) if several else ()))


def _with_plurals(rows: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """Return title -> kind; a role has a plural: "our lunchtime supervisors Ella and Ryan"."""
    plurals = {f"{title}s": kind for title, kind in rows if kind == "role" and title[-1:] not in ("s", "y")}
    return {**plurals, **dict(rows)}  # type: ignore[arg-type]


def _cues(kinds: Mapping[str, str], *, at_end: bool) -> Cues:
    lengths: dict[str, set[int]] = {}
    for cue in kinds:
        words = cue.split()
        lengths.setdefault(words[-1 if at_end else 0], set()).add(len(words))
    return Cues(kinds, {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}, at_end)
