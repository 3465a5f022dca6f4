"""Judging: does this name stand for a pupil here? Reads the surroundings and sums up the weights of score.py."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from checks.names.combine import Candidate
from checks.names.lists import Lists
from checks.names.score import WEIGHTS
from checks.names.surroundings import Surroundings

_HIGH: Final = re.compile(r"\b[A-Z]")
_PLAIN: Final = 2
"""From this weight on a word is a word first and a name second."""
_ALWAYS_HIGH: Final = frozenset(("month", "day", "place"))
"""Senses of words that are written with a capital anyway."""
_VALUES: Final = frozenset(("value", "values", "virtue", "virtues", "theme", "fruits", "gifts", "message"))
"""Words beside a virtue that is no child: "our value this half term is Hope"."""
_DATED: Final = frozenset(("month", "day", "season"))
_MANY: Final = 3
"""Last names in one list, besides the one judged, that speak for pupils where nothing tells of sport."""
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
    observed: list[str] = field(default_factory=list)

    def note(self, observation: str, said: str = "") -> None:
        """Add the weight of one observation; `said` fills its sentence."""
        weight = WEIGHTS[observation]
        self.observed.append(observation)
        self.points += weight.points
        if weight.says:
            self.reasons.append(weight.says.format(said))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the text as a whole."""

    source: str
    photo: bool
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


def circumstances(source: str, *, photo: bool, staff_first_names: frozenset[str]) -> Circumstances:
    """Look at a whole text once."""
    return Circumstances(source, photo, staff_first_names, source == source.lower(), source.isupper())


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


def weigh(
    candidate: Candidate,
    around: Surroundings,
    text: Circumstances,
    lists: Lists,
    companions: int,
    classes: Container[str],
) -> Verdict:
    """Sum up for and against a first name alone. `companions` = how many pupils share its list."""
    verdict = Verdict()
    sense, ordinary = lists.common.get(candidate.hit.key, ("", 0))
    _weigh_name(verdict, candidate, ordinary)
    if candidate.how:
        verdict.note(candidate.how)
        return verdict
    _weigh_writing(verdict, around, text, sense, ordinary)
    _weigh_before(verdict, around, text, lists, sense, ordinary)
    _weigh_after(verdict, around, text, lists, sense, ordinary, classes)
    _weigh_place(verdict, around, text, lists, sense, companions)
    if candidate.hit.key in text.staff_first_names:
        verdict.note("staff_first_name")
    if text.photo:
        verdict.note("photo")
    return verdict


def weigh_last_name(
    candidate: Candidate,
    around: Surroundings,
    text: Circumstances,
    lists: Lists,
    companions: int,
    sport: tuple[bool, bool],
) -> Verdict | None:
    """Sum up for a last name alone, which is a child's in a team list or beside a sport's verb; None = no mention.

    `sport`: the text, the post above it is about sport.
    """
    if not (any(sport) or companions >= _MANY):
        return None
    verdict = Verdict()
    sense, ordinary = lists.common.get(candidate.hit.key, ("", 0))
    verdict.note("name")
    verdict.note("last_name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    _weigh_writing(verdict, around, text, sense, ordinary)
    apart = any(sign in around.left_gap for sign in ".!?\n:")
    if not apart and _stranger(around.left_raw, around.touches_left, text) and around.left[-1] not in lists.little:
        verdict.note("stranger_before")
    if not apart and lists.before.longest(around.left)[1] == "place" and around.left[-1] != "to":
        verdict.note("place_before")
    phrase, kind = lists.after.longest(around.right)
    verbs = [word for word in around.right[:1] if word in lists.sport_verbs]
    if kind == "not_person" and around.touches_right:
        verdict.note("not_person_after")
    elif around.touches_right and _stranger(around.right_raw, True, text) and around.right[0] not in lists.little:
        verdict.note("stranger_after")
    elif verbs or (around.right[:2] and " ".join(around.right[:2]) in lists.sport_verbs):
        verdict.note("sport_verb_after", around.right[0])
    elif around.right[:1] and around.right[0][:-2].isdigit():
        verdict.note("placed")
    if sport[0]:
        verdict.note("sport_told")
    elif sport[1]:
        verdict.note("sport_in_post")
    if companions:
        verdict.note("last_names_listed", _others(companions))
    if companions >= _MANY:
        verdict.note("many_last_names")
    return verdict


def _others(companions: int) -> str:
    return f"{companions} other pupil{'s' if companions > 1 else ''}"


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
    if (text.shouting or text.lower) and not ordinary:
        verdict.note("shouted" if text.shouting else "no_capitals")
    if text.lower or text.shouting:
        return
    if not around.word[0].isupper():
        verdict.note("lower_in_mixed")
    elif (ordinary >= _PLAIN or sense == "place") and (around.first or text.headline):
        verdict.note("capital_word_first")
    else:
        verdict.note("capital_first" if around.first else "capital_inside")
        if not around.first and not text.headline and ordinary >= _PLAIN and sense not in _ALWAYS_HIGH:
            verdict.note("capital_word_inside")


def _weigh_before(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, ordinary: int
) -> None:
    apart = any(sign in around.left_gap for sign in ".!?\n")
    phrase, kind = lists.before.longest(around.left)
    if kind == "strong":
        verdict.note("strong_before", phrase)
    elif apart:
        return
    elif kind == "story":
        verdict.note("story_before")
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
    verdict: Verdict,
    around: Surroundings,
    text: Circumstances,
    lists: Lists,
    sense: str,
    ordinary: int,
    classes: Container[str],
) -> None:
    phrase, kind = lists.after.longest(around.right)
    following = around.right[0] if around.right else ""
    if _of_class(around, classes):
        verdict.note("of_class")
    if following in ("class", "form") and around.touches_right and not any(c.isdigit() for c in around.right[1:2]):
        verdict.note("not_person_after")
        return
    # "Will scored": a verb wants somebody before it; "Florence was great" may still be a city
    agent = ordinary and sense != "place" and around.word[0].isupper()
    if around.right_gap[:1] == "-" and around.right_raw[:1].isupper() and len(around.right_raw) > 1:
        verdict.note("stranger_after")
    elif around.owned:
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
    elif len(following) > 4 and following.endswith(("ed", "ing")) and (not ordinary or (agent and sense not in _DATED)):
        verdict.note("verb_after_word" if ordinary else "verb_after", following)
    elif following in lists.surnames and ordinary < _PLAIN and _hidden_surname(around, text):
        verdict.note("stranger_after")


def _weigh_place(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, companions: int
) -> None:
    if companions:
        verdict.note("in_list", _others(companions))
    if around.last:
        verdict.note("ends_text")
    if "," in around.left_gap and around.right_gap[:1] in ("!", "?", ",") and not companions:
        verdict.note("vocative")
    if "(" in around.left_gap and ")" in around.right_gap:
        verdict.note("in_brackets")
    if (around.first and around.right[:1] == ["you"]) or (around.last and around.left[-1:] == ["you"]):
        verdict.note("hailed")
    if sense in ("month", "season") and _number_beside(around):
        verdict.note("number_beside")
    beside = [*around.left[-4:], *around.right[:4]]
    if sense == "virtue" and not (lists.senses["virtue"] | _VALUES).isdisjoint(beside):
        verdict.note("among_values")
    if _in_address(around):
        verdict.note("in_address")


def _of_class(around: Surroundings, classes: Container[str]) -> bool:
    """Read "Chloe in Hazel Class", "Poppy from Hazel", "Ali of 4B"."""
    right = around.right
    return (
        len(right) > 1
        and right[0] in ("in", "from", "of")
        and not around.owned
        and (
            right[1] in classes
            or right[1] in ("year", "yr", "reception", "nursery")
            or right[1][:1] == "y"
            and right[1][1:].isdigit()
        )
    )


def _hidden_surname(around: Surroundings, text: Circumstances) -> bool:
    """A usual surname follows where capitals say nothing: "claudia jones", "CLAUDIA JONES"."""
    return around.touches_right and (text.lower or text.shouting or (text.headline and around.right_raw[:1].isupper()))


def _in_address(around: Surroundings) -> bool:
    """Read "example.org/zainab", "zainab@example.org": nothing but a sign between, and no new sentence."""
    before = bool(around.left_raw) and around.left_gap in ("/", "://", "@", ".", "=")
    return before or (
        bool(around.right_raw) and (around.right_gap == "@" or (around.right_gap == "." and around.right_raw.islower()))
    )


def _number_beside(around: Surroundings) -> bool:
    near = [*around.left[-1:], *around.right[:1]]
    return any(word.isdigit() or word[:-2].isdigit() for word in near)
