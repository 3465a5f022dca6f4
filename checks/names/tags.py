"""Hashtags and handles: #WellDoneZainab, #zainabmalik, @zainab_malik read as the names they spell."""

from __future__ import annotations

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
        self._register = register
        self._lists, self._classes = lists, classes
        self._titles = frozenset(lists.titles.kinds)
        self._figures = lists.glued_figures
        self.read = lru_cache(maxsize=20_000)(self._read)

    def of(self, tag: Tag) -> Tagged | None:
        """Return the name a tag spells, or None."""
        found: Tagged | None = self.read(tag.sign, tag.body)
        return found

    def _read(self, sign: str, body: str) -> Tagged | None:
        pieces = tag_pieces(body)
        words = [piece for piece, _, _ in pieces]
        if not words or any("".join(run) in self._figures for run in _runs(words)):
            return None
        named = self._full(pieces) or self._with_initial(pieces, sign)
        if named:
            return None if self._titled(words, pieces, named) else named
        return self._first(pieces, words, sign) or (
            self._inside(pieces[0], sign) if len(pieces) == 1 or words[1].isdigit() else None
        )

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
            if form and form.given and len(letter) == 1:
                pupils = frozenset(
                    p for p in form.given if any(f[0] == letter for f in self._register.pupils[p].family)
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

    def _first(self, pieces: Sequence[tuple[str, int, int]], words: Sequence[str], sign: str) -> Tagged | None:
        """A first name alone among the pieces: its neighbours decide."""
        for at, (name, start, end) in enumerate(pieces):
            form = self._register.forms.get(name)
            if (
                not form
                or not form.people
                or form.plural
                or name in self._classes
                or any(word in self._titles for word in words[:at])
            ):
                continue
            others = [word for word in (*words[:at], *words[at + 1 :]) if not word.isdigit()]
            if confidence := self._trust(name, others, sign):
                kind = "first_name" if form.given else "short_form"
                return Tagged(
                    start,
                    end,
                    frozenset(form.people),
                    kind,
                    confidence,
                    "alone" if not others else "beside other words",
                )
        return None

    def _trust(self, name: str, others: Sequence[str], sign: str) -> str:
        ordinary = self._lists.common.get(name, ("", 0))[1]
        cheered = bool(others) and self._cheer(others)
        if sign == "@" or len(name) < _SHORTEST_FIRST - 1:
            return "possible" if not others and not ordinary and sign == "@" and len(name) >= _SHORTEST_FIRST else ""
        if cheered:
            return "likely" if ordinary < 3 or "".join(others) in self._lists.glued_cues else "possible"
        if ordinary:
            return ""
        known = all(word in self._lists.vocabulary or word.endswith(("ing", "ed", "s")) for word in others)
        return "likely" if known else "possible"

    def _cheer(self, others: Sequence[str]) -> bool:
        """All other words praise: WellDone, HappyBirthday, Go."""
        return "".join(others) in self._lists.glued_cues or all(word in self._lists.glued_cues for word in others)

    def _inside(self, piece: tuple[str, int, int], sign: str) -> Tagged | None:
        """A tag in one case: welldonezainab, zainabmalikrocks."""
        body, begin, end = piece
        if end - begin != len(body):  # offsets inside would be guesses
            return None
        for cut in range(1, len(body)):
            head, tail = body[:cut], body[cut:]
            for name, other, span in ((tail, head, (begin + cut, end)), (head, tail, (begin, begin + cut))):
                if found := self._part(name, other, span, sign):
                    return found
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
            and other in self._lists.glued_cues
        ):
            kind = "first_name" if form.given else "short_form"
            return Tagged(*span, frozenset(form.people), kind, "likely", "beside praise")
        return None
