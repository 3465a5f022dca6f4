"""Hashtags and handles: #WellDoneZainab, #zainabmalik, @zainab_malik read as the names they spell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from checks.names.fold import tag_pieces
from checks.names.forms import Register
from checks.names.joined import Tag
from checks.names.lists import Lists

_SHORTEST_GLUED: Final = 7
"""A full name shorter than this inside a longer tag is more likely chance (#teamanalee)."""
_SHORTEST_FIRST: Final = 4
_SHORTEST_BEGUN: Final = 5
"""Letters of a first name behind which the beginning of the last may be written on."""
_NO_BEGINNING: Final = (2,)
"""Letters that are too many for an initial and too few for the beginning of a last name."""
_BETWEEN: Final = frozenset(("and", "n", "x", "plus"))
"""What stands between two names."""


class Tagged(NamedTuple):
    """A name spelled by a tag: [start, end) in its body."""

    start: int
    end: int
    pupils: frozenset[int]
    kind: str
    confidence: str
    says: str


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield all the words of a tag together, and every two or three beside each other: harry, potter, day."""
    yield words
    for length in (2, 3):
        for at in range(len(words) - length + 1):
            yield words[at : at + length]


class TagReader:
    """Reads tags against one register; each distinct tag once."""

    def __init__(self, register: Register, lists: Lists, classes: frozenset[str]) -> None:
        # a method of another object: one of its own would hold the register in a circle
        self.read = lru_cache(maxsize=20_000)(_Reading(register, lists, classes).of)

    def of(self, tag: Tag) -> tuple[Tagged, ...]:
        """Return the names a tag spells."""
        found: tuple[Tagged, ...] = self.read(tag.sign, tag.body)
        return found


class _Reading:
    """Reads one tag after the other, and remembers none."""

    def __init__(self, register: Register, lists: Lists, classes: frozenset[str]) -> None:
        self._register = register
        self._lists, self._classes = lists, classes
        self._titles = frozenset(lists.titles.kinds)
        self._figures = lists.glued_figures

    def of(self, sign: str, body: str) -> tuple[Tagged, ...]:
        pieces = tag_pieces(body)
        words = [piece for piece, _, _ in pieces]
        if not words or any("".join(run) in self._figures for run in _runs(words)):
            return ()
        named = self._full(pieces) or self._with_initial(pieces, sign)
        if named:
            return () if self._titled(words, pieces, named) else (named,)
        if found := tuple(self._first(pieces, words, sign)):
            return found
        return tuple(self._inside(pieces[0], sign)) if len(pieces) == 1 or words[1].isdigit() else ()

    def _full(self, pieces: Sequence[tuple[str, int, int]]) -> Tagged | None:
        """A run of pieces that together spell a full name."""
        for length in range(len(pieces), 0, -1):
            for at in range(len(pieces) - length + 1):
                run = pieces[at : at + length]
                if pupils := self._register.full.get("".join(piece for piece, _, _ in run)):
                    return Tagged(run[0][1], run[-1][2], pupils, "full_name", "certain", "spelled out")
        return None

    def _with_initial(self, pieces: Sequence[tuple[str, int, int]], sign: str) -> Tagged | None:
        for (name, start, _), (letter, _, end) in pairwise(pieces):
            form = self._register.forms.get(name)
            known = len(letter) in _NO_BEGINNING or (len(letter) > 1 and letter in self._lists.vocabulary)
            if form and form.given and not known:
                pupils = frozenset(
                    p for p in form.given if any(f.startswith(letter) for f in self._register.pupils[p].family)
                )
                if pupils:
                    sure = sign == "#" or (len(pupils) == 1 and len(name) >= _SHORTEST_FIRST)
                    return Tagged(
                        start, end, pupils, "first_and_initial", "likely" if sure else "possible", "with the initial"
                    )
        return None

    def _titled(self, words: Sequence[str], pieces: Sequence[tuple[str, int, int]], named: Tagged) -> bool:
        """#MrsMalik, @MrJamesAli."""
        return any(
            word in self._titles for word, (_, start, _) in zip(words, pieces, strict=True) if start < named.start
        )

    def _first(self, pieces: Sequence[tuple[str, int, int]], words: Sequence[str], sign: str) -> Iterator[Tagged]:
        """Yield the first names alone among the pieces: what else stands there decides."""
        spans = self._names_among(words)
        covered = {at for first, last, _ in spans for at in range(first, last)}
        others = [
            word
            for at, word in enumerate(words)
            if at not in covered and not word.isdigit() and (len(spans) < 2 or word not in _BETWEEN)
        ]
        for first, last, name in spans:
            if any(word in self._titles for word in words[:first]):
                continue
            if confidence := self._trust(name, others, sign):
                form = self._register.forms[name]
                kind = "first_name" if form.given else "short_form"
                says = "beside other words" if others else "beside another name" if len(spans) > 1 else "alone"
                yield Tagged(pieces[first][1], pieces[last - 1][2], frozenset(form.people), kind, confidence, says)

    def _names_among(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return (first, last, name) of the pieces that are first names; "Ellie", "Mae" are one of two pieces."""
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            for length in (3, 2, 1):
                run = words[at : at + length]
                name = next((one for one in ("".join(run), " ".join(run)) if self._is_first(one, len(words))), "")
                if name and len(run) == length:
                    found.append((at, at + length, name))
                    at += length - 1
                    break
            at += 1
        return found

    def _is_first(self, name: str, pieces: int) -> bool:
        """Tell whether a piece is a first name of the register and no class; "Eryks" only beside what is his."""
        form = self._register.forms.get(name)
        if not form or not form.people or name in self._classes:
            return False
        return not form.plural or (pieces > 1 and name[:-1] not in self._lists.common)

    def _trust(self, name: str, others: Sequence[str], sign: str) -> str:
        ordinary = self._lists.common.get(name, ("", 0))[1]
        cheered = bool(others) and self._cheer(others)
        if sign == "@" or len(name) < _SHORTEST_FIRST - 1:
            return "likely" if not others and not ordinary and sign == "@" and len(name) >= _SHORTEST_FIRST else ""
        if cheered:
            return "likely" if ordinary < 3 or "".join(others) in self._lists.glued_cues else "possible"
        if ordinary:
            return ""
        known = all(word in self._lists.vocabulary or word.endswith(("ing", "ed", "s")) for word in others)
        return "likely" if known else "possible"

    def _cheer(self, others: Sequence[str]) -> bool:
        """All other words praise: WellDone, HappyBirthday, Go."""
        return "".join(others) in self._lists.glued_cues or all(word in self._lists.glued_cues for word in others)

    def _inside(self, piece: tuple[str, int, int], sign: str) -> Iterator[Tagged]:
        """Yield the names in a tag in one case: welldonezainab, zainabmalikrocks, shayandmolly, kirand."""
        body, begin, end = piece
        if end - begin != len(body):  # offsets inside would be guesses
            return
        for cut in range(1, len(body)):
            head, tail = body[:cut], body[cut:]
            for name, other, span in ((tail, head, (begin + cut, end)), (head, tail, (begin, begin + cut))):
                if found := self._part(name, other, span, sign):
                    yield found
                    return
        if sign == "#" and (pair := self._pair(body, begin)):
            yield from pair
        elif found := self._begun(body, begin):
            yield found

    def _pair(self, body: str, begin: int) -> tuple[Tagged, ...]:
        """Read "shayandmolly", "teamshayandmolly": two names with "and" between."""
        for joint in re.finditer("and", body):
            head, tail = body[: joint.start()], body[joint.end() :]
            first = next((head[at:] for at in range(len(head)) if self._stands(head[at:], head[:at])), "")
            if first and self._stands(tail, ""):
                spans = ((joint.start() - len(first), first), (joint.end(), tail))
                return tuple(
                    Tagged(
                        begin + at,
                        begin + at + len(name),
                        frozenset(self._register.forms[name].people),
                        "first_name" if self._register.forms[name].given else "short_form",
                        "likely",
                        "beside another name",
                    )
                    for at, name in spans
                )
        return ()

    def _stands(self, name: str, other: str) -> bool:
        """Tell whether a first name that is no word stands behind nothing or praise."""
        if len(name) < _SHORTEST_FIRST - 1 or name in self._lists.common or not self._is_first(name, 1):
            return False
        return not other or other in self._lists.glued_cues

    def _begun(self, body: str, begin: int) -> Tagged | None:
        """Read "weronikalew", "kirand": a first name and the beginning of the last."""
        if body in self._lists.words_spelled:
            return None
        for cut in range(len(body) - 1, _SHORTEST_BEGUN - 1, -1):
            name, rest = body[:cut], body[cut:]
            form = self._register.forms.get(name)
            if form is None or not form.given or form.plural or name in self._lists.common or rest == "s":
                continue
            family = self._register.pupils
            pupils = frozenset(p for p in form.given if any(f.startswith(rest) for f in family[p].family))
            if len(pupils) == 1:
                return Tagged(begin, begin + len(body), pupils, "first_and_initial", "likely", "with the initial")
        return None

    def _part(self, name: str, other: str, span: tuple[int, int], sign: str) -> Tagged | None:
        if len(name) >= _SHORTEST_GLUED and (pupils := self._register.full.get(name)) and other not in self._titles:
            return Tagged(*span, pupils, "full_name", "likely", "spelled out")
        form = self._register.forms.get(name)
        if (
            sign == "#"
            and form
            and form.people
            and not form.plural
            and len(name) >= _SHORTEST_FIRST
            and (other in self._lists.glued_cues or self._told_of(name, other))
        ):
            kind = "first_name" if form.given else "short_form"
            return Tagged(*span, frozenset(form.people), kind, "likely", "beside praise")
        return None

    def _told_of(self, name: str, other: str) -> bool:
        """Read "freemahad": a long name that is no word, beside one that is."""
        words = self._lists.vocabulary
        return (
            len(name) > _SHORTEST_FIRST
            and not {name} & self._lists.common.keys()
            and (len(other) >= _SHORTEST_FIRST and other in words and other not in self._titles)
        )
