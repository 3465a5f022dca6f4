"""Judging: does this name stand for a pupil here? Reads the surroundings and sums up the weights of score.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from checks.names.combine import Candidate
from checks.names.fold import fold_name
from checks.names.lists import Lists
from checks.names.score import WEIGHTS
from checks.names.surroundings import Surroundings

_HIGH: Final = re.compile(r"\b[A-Z]")
_PLAIN: Final = 2
"""From this weight on a word is a word first and a name second."""
_MISSED: Final = frozenset(("will", "ll", "to", "really", "so", "we", "i", "gonna", "d", "would", "going", "re", "you"))
"""Words before "miss" that make it a verb."""
_RELATIVE: Final = frozenset(
    ("his", "her", "my", "our", "your", "their", "little", "big", "baby", "older", "younger", "twin", "s")
)
"""Words before "sister" or "father" that make them family."""
_TITLES_THAT_ARE_WORDS: Final = frozenset(("miss", "private", "major", "minister"))
_DETERMINED: Final = frozenset(("the", "a", "an", "this", "next", "last", "we", "you", "they", "it", "i", "who"))
"""Words after which an ordinary word is one: "the rose", "we will"."""


@dataclass(slots=True)
class Verdict:
    """The sum for one candidate and what a reader is told."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def note(self, observation: str, said: str = "") -> None:
        """Add the weight of one observation; `said` fills its sentence."""
        weight = WEIGHTS[observation]
        self.points += weight.points
        if weight.says:
            self.reasons.append(weight.says.format(said))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the text as a whole."""

    source: str
    photo: bool
    author: str
    """Name and handle of who wrote a comment."""
    staff_first_names: frozenset[str]
    lower: bool
    """No capital anywhere."""
    shouting: bool
    """Nothing but capitals."""

    @property
    def headline(self) -> bool:
        """Nearly every word begins with a capital."""
        words = self.source.count(" ") + 1
        return words > 3 and len(_HIGH.findall(self.source)) > 0.8 * words

    def signed_by(self, word: str) -> bool:
        """Tell whether a word is one of the author's names."""
        return bool(self.author) and fold_name(word) in fold_name(self.author).split()


def circumstances(source: str, *, photo: bool, author: str, staff_first_names: frozenset[str]) -> Circumstances:
    """Look at a whole text once."""
    return Circumstances(source, photo, author, staff_first_names, source == source.lower(), source.isupper())


def title_before(around: Surroundings, lists: Lists) -> str:
    """Return the title in front of a name ("mrs", "st"), over one first name or initial; "" when it has none."""
    left = around.left
    for skipped in (0, 1):
        tokens = left[: len(left) - skipped] if skipped else left
        phrase, kind = lists.titles.longest(tokens)
        if not phrase or (skipped and not _continues(around, left[-1], lists)):
            continue
        if skipped == 0 and ("\n" in around.left_gap or any(sign in around.left_gap for sign in ",;!?:)")):
            continue
        if _is_title(phrase, kind, tokens[: -len(phrase.split())], around, touching=not skipped):
            return phrase
    return _saints_in_list(left)


def _continues(around: Surroundings, word: str, lists: Lists) -> bool:
    """Read "Mr James Ali", "Mrs J Rose": the word between title and name is written like a name."""
    return (
        around.touches_left
        and around.left_raw[:1].isupper()
        and word not in lists.little
        and word not in lists.before.kinds
    )


def _is_title(phrase: str, kind: str, further: Sequence[str], around: Surroundings, *, touching: bool) -> bool:
    capital = around.left_raw[:1].isupper() if touching else True
    if (
        phrase in _TITLES_THAT_ARE_WORDS
        and not capital
        and (further[-1:] == [] or further[-1] in _MISSED or phrase != "miss")
    ):
        return False
    if kind in ("clergy", "royal", "saint") and phrase not in ("st", "fr", "saint"):
        return capital and not (further and further[-1] in _RELATIVE)
    return True


def _saints_in_list(left: Sequence[str]) -> str:
    """Read "SS Peter and Paul", "Saints Cosmas and Damian"."""
    if len(left) >= 3 and left[-1] == "and" and left[-3] in ("ss", "saints"):
        return left[-3]
    return ""


def weigh(candidate: Candidate, around: Surroundings, text: Circumstances, lists: Lists, companions: int) -> Verdict:
    """Sum up for and against a first name alone. `companions` = how many pupils share its list."""
    verdict = Verdict()
    sense, ordinary = lists.common.get(candidate.hit.key, ("", 0))
    _weigh_name(verdict, candidate, ordinary)
    _weigh_writing(verdict, around, text, sense, ordinary)
    _weigh_before(verdict, around, text, lists, sense, ordinary)
    _weigh_after(verdict, around, text, lists, sense, ordinary)
    _weigh_place(verdict, around, text, lists, sense, companions)
    if candidate.hit.key in text.staff_first_names:
        verdict.note("staff_first_name")
    if text.photo:
        verdict.note("photo")
    return verdict


def _weigh_name(verdict: Verdict, candidate: Candidate, ordinary: int) -> None:
    verdict.note("name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    if len(candidate.hit.key) <= 2:
        verdict.note("tiny")
    if candidate.kind == "short_form":
        verdict.note("short_form")
    if candidate.hit.form.plural:
        verdict.note("plural")


def _weigh_writing(verdict: Verdict, around: Surroundings, text: Circumstances, sense: str, ordinary: int) -> None:
    if text.shouting and not ordinary:
        verdict.note("shouted")
    if text.lower or text.shouting:
        return
    if not around.word[0].isupper():
        verdict.note("lower_in_mixed")
    elif (ordinary >= _PLAIN or sense == "place") and (around.first or text.headline):
        verdict.note("capital_word_first")
    else:
        verdict.note("capital_first" if around.first else "capital_inside")


def _weigh_before(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, ordinary: int
) -> None:
    apart = any(sign in around.left_gap for sign in ".!?\n")
    phrase, kind = lists.before.longest(around.left)
    if kind == "strong":
        verdict.note("strong_before", phrase)
    elif apart:
        return
    elif kind == "weak" and sense != "place":
        verdict.note("weak_before_word" if ordinary else "weak_before", phrase)
    elif sense == "place" and (kind == "place" or (kind == "weak" and around.left[-1] in ("to", "from"))):
        verdict.note("place_before")
    elif ordinary and around.left and around.left[-1] in _DETERMINED:
        verdict.note("ordinary_before_word")
    elif kind == "ordinary":
        article = around.left[-1] in ("a", "an", "the")
        verdict.note("ordinary_before_word" if ordinary else "article_before" if article else "ordinary_before")
    elif (
        _stranger(around.left_raw, around.touches_left, text)
        and around.left[-1:]
        and around.left[-1] not in lists.little
    ):
        verdict.note("stranger_first" if around.left_first else "stranger_before")


def _stranger(raw: str, touches: bool, text: Circumstances) -> bool:
    """Tell whether the neighbour is written like a name: a capital where capitals mean something."""
    high = touches and raw[:1].isupper() and raw[1:2].islower()
    return high and not (text.lower or text.shouting or text.headline)


def _weigh_after(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, ordinary: int
) -> None:
    phrase, kind = lists.after.longest(around.right)
    following = around.right[0] if around.right else ""
    # "Will scored": a verb wants somebody before it; "Florence was great" may still be a city
    agent = ordinary and sense != "place" and around.word[0].isupper()
    if around.owned:
        verdict.note({"work": "owns", "not_person": "owns_not_person"}.get(kind, "owns_anything"))
    elif not around.touches_right and (kind != "class" or "\n" in around.right_gap):
        return
    elif kind == "not_person":
        verdict.note("not_person_after")
    elif kind == "class":
        verdict.note("class_after")
    elif kind == "strong" and agent:
        verdict.note("strong_after_word", phrase)
    elif kind == "strong" or (kind == "weak" and ordinary < _PLAIN):
        verdict.note(f"{kind}_after", phrase)
    elif kind == "work" and around.word.casefold().endswith("s"):
        verdict.note("owns")
    elif _stranger(around.right_raw, around.touches_right, text) and following not in lists.little:
        verdict.note("stranger_after")
    elif not ordinary and len(following) > 4 and following.endswith(("ed", "ing")):
        verdict.note("verb_after", following)


def _weigh_place(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, companions: int
) -> None:
    if companions:
        verdict.note("in_list", f"{companions} other pupil{'s' if companions > 1 else ''}")
    if around.last:
        verdict.note("ends_text")
    if (around.first and around.right[:1] == ["you"]) or (around.last and around.left[-1:] == ["you"]):
        verdict.note("hailed")
    if sense in ("month", "season") and _number_beside(around):
        verdict.note("number_beside")
    if sense == "virtue" and not lists.senses["virtue"].isdisjoint([*around.left[-3:], *around.right[:3]]):
        verdict.note("among_values")
    if _in_address(around):
        verdict.note("in_address")
    if around.last and not around.owned and text.signed_by(around.word):
        verdict.note("signed")


def _in_address(around: Surroundings) -> bool:
    """Read "example.org/zainab", "zainab@example.org": nothing but a sign between, and no new sentence."""
    before = bool(around.left_raw) and around.left_gap in ("/", "://", "@", ".", "=")
    return before or (
        bool(around.right_raw) and (around.right_gap == "@" or (around.right_gap == "." and around.right_raw.islower()))
    )


def _number_beside(around: Surroundings) -> bool:
    near = [*around.left[-1:], *around.right[:1]]
    return any(word.isdigit() or word[:-2].isdigit() for word in near)
