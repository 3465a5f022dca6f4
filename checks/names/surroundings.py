"""Surroundings: the words, signs and capitals around one candidate, read once for the judge."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from checks.names.candidate import Candidate
from checks.names.find import Found
from checks.names.fold import fold_name

_REACH: Final = 60
_NEAR: Final = 16
_BEFORE: Final = re.compile(r"([\w][\w'’\-]*)([^\w]*)$")
_AFTER: Final = re.compile(r"([^\w]*)([\w][\w'’\-]*)?")
_OWNED: Final = re.compile(r"['’`´]s?\b|['’`´](?=\s|$)")
_SENTENCE: Final = re.compile(r"[.!?:;\n\r…•|–—(\"“”*]|[^\x00-\u02ff\u2000-\u206f\s]")
"""What may end a sentence before a name: a stop, a line, a bracket, an emoji."""
_PARTED: Final = re.compile(r"[,;:!?)\n…]\s*$")
"""A sign that parts a word from the one before it."""
_OPENING: Final = tuple("'‘")
_APOSTROPHES: Final = tuple("'’`´")
_SIDE_BY_SIDE: Final = re.compile(r"[ \t\u00a0]+")


class Surroundings(NamedTuple):
    """What stands around a candidate."""

    start: int
    end: int
    """Code points of the source, without a possessive s."""
    word: str
    """As written."""
    left: list[str]
    """Up to five folded words before it, none from before the text."""
    right: list[str]
    """Up to six folded words after it; a possessive s is not one of them."""
    left_raw: str
    """The word before it as written, "" where there is none."""
    left_gap: str
    right_raw: str
    right_gap: str
    owned: bool
    """A possessive follows."""
    first: bool
    """It begins the text or a sentence."""
    left_first: bool
    """The word before it begins the text or a sentence."""
    left_parted: bool
    """A sign parts the word before it from the one before that."""
    last: bool
    """Nothing but kisses and signs follows."""

    def among(self, first: Surroundings, last: Surroundings) -> Surroundings:
        """Return these surroundings as one of a list: with what stands before its first and after its last name."""
        return self._replace(
            left=first.left,
            left_raw=first.left_raw,
            left_gap=first.left_gap,
            left_first=first.left_first,
            left_parted=first.left_parted,
            right=last.right,
            right_raw=last.right_raw,
            right_gap=last.right_gap,
            owned=last.owned,
            last=last.last,
        )

    @property
    def touches_left(self) -> bool:
        """Only spaces part it from the word before."""
        return bool(self.left_raw) and (self.left_gap == " " or _SIDE_BY_SIDE.fullmatch(self.left_gap) is not None)

    @property
    def touches_right(self) -> bool:
        """Only spaces part it from the word after."""
        if self.owned or not self.right_raw:
            return False
        return self.right_gap == " " or _SIDE_BY_SIDE.fullmatch(self.right_gap) is not None


def look_around(candidate: Candidate, found: Found, source: str, end: int) -> Surroundings:
    """Read the surroundings of a candidate whose last code point ends at `end` in the source."""
    start = found.origin[candidate.start]
    folded_left = found.folded[max(0, candidate.start - _REACH) : candidate.start].split()
    if candidate.start > _REACH:
        folded_left = folded_left[1:]
    folded_right = found.folded[candidate.end : candidate.end + _REACH].split()
    before, after = source[max(0, start - _REACH) : start], source[end : end + _REACH]
    owned = _OWNED.match(after) if after[:1] in _APOSTROPHES else None
    if owned and _quoted(before, owned[0]):
        owned = None
    if owned:
        after = after[owned.end() :]
        folded_right = folded_right[1:] if folded_right[:1] == ["s"] else folded_right
    further, left_raw, left_gap = _word_before(before)
    right_gap, right_raw = _word_after(after)
    return Surroundings(
        start=start,
        end=end,
        word=source[start:end],
        left=folded_left[-5:],
        right=folded_right[:6],
        left_raw=left_raw,
        left_gap=left_gap,
        right_raw=right_raw,
        right_gap=right_gap,
        owned=owned is not None,
        first=not left_raw or (left_gap != " " and _SENTENCE.search(left_gap) is not None),
        left_first=left_raw != "" and _begins_sentence(further),
        left_parted=left_raw != "" and not _goes_on(further) and _PARTED.search(further[-3:]) is not None,
        last=not folded_right or (not folded_right[0].strip("xo") and not "".join(folded_right).strip("xo")),
    )


def _quoted(before: str, sign: str) -> bool:
    """Read "'Amber' by 311": a mark that opens right before a name closes behind it, and owns nothing."""
    return len(sign) == 1 and before[-1:] in _OPENING


def _word_before(before: str) -> tuple[str, str, str]:
    """Return what stands further before, the word before a name and the signs behind that word; "" for no word."""
    word = before[:-1].rpartition(" ")[2]
    if before[-1:] == " " and word.isalnum():  # nearly always
        return before[: -1 - len(word)], word, " "
    near = max(0, len(before) - _NEAR)
    found = _BEFORE.search(before, near)
    if not found or (found.start() == near and near):
        found = _BEFORE.search(before)
    return (before[: found.start()], found[1], found[2]) if found else ("", "", before)


def _word_after(after: str) -> tuple[str, str]:
    """Return the signs behind a name and the word behind them, "" where there is none."""
    word = after[1:].partition(" ")[0]
    if after[:1] == " " and word.isalnum():  # nearly always
        return " ", word
    found = _AFTER.match(after)
    return (found[1], found[2] or "") if found else ("", "")


def _goes_on(further: str) -> bool:
    """Tell quickly of nearly every text that it ends with a word and a space: no sentence ends there."""
    return further[-1:] == " " and further[-2:-1].isalnum() and further[-2:].isascii()


def _begins_sentence(further: str) -> bool:
    if _goes_on(further):
        return False
    return not fold_name(further[-3:]) if not further.strip() else _SENTENCE.search(further[-2:]) is not None
