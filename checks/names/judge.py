"""Judging: does this first name stand for a pupil here? Reads what stands around it and sums up the weights."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from checks.names.combine import Candidate
from checks.names.lists import Lists
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, others, stranger

_PLAIN: Final = 2
"""From this weight on a word is a word first and a name second."""
_ALWAYS_HIGH: Final = frozenset(("month", "day", "place"))
"""Senses of words that are written with a capital anyway."""
_COPULAS: Final = frozenset(
    ("is", "was", "has", "had", "will", "looks", "looked", "won", "beat", "plays", "comes", "came", "starts")
)
"""Verbs that cities and months take as well: "Paris was wonderful", "May starts with a bank holiday"."""
_VALUES: Final = frozenset(("value", "values", "virtue", "virtues", "theme", "fruits", "gifts", "message"))
"""Words beside a virtue that is no child: "our value this half term is Hope"."""
_DATED: Final = frozenset(("month", "day", "season"))
_DETERMINED: Final = frozenset(("the", "a", "an", "this", "next", "last", "we", "you", "they", "it", "i", "who"))
"""Words after which an ordinary word is one: "the rose", "we will"."""


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
    if sense == "celtic" and text.english and around.word[0].isupper():
        ordinary = 1  # a Welsh or Irish word with a capital in an English sentence is a name
    _weigh_name(verdict, candidate, ordinary)
    if candidate.how:
        verdict.note(candidate.how)
        return verdict
    weigh_writing(verdict, around, text, sense, ordinary)
    _weigh_before(verdict, around, text, lists, sense, ordinary)
    _weigh_after(verdict, around, text, lists, sense if not companions else "", ordinary, classes)
    _weigh_place(verdict, around, lists, sense, companions)
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


def weigh_writing(verdict: Verdict, around: Surroundings, text: Circumstances, sense: str, ordinary: int) -> None:
    """Note what capitals say; nothing in a text that has none, or nothing else."""
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
    elif around.left[-1:] and around.left[-1] in ("the", "a", "an") and around.touches_left and not text.shouting:
        verdict.note("article_before")
    elif kind == "story":
        verdict.note("story_before")
    elif kind == "weak" and sense != "place":
        own = phrase in ("our", "my") and "capital_word_inside" in verdict.observed
        verdict.note("weak_before_word" if ordinary and not own else "weak_before", phrase)
    elif sense == "place" and (kind == "place" or (kind == "weak" and around.left[-1] in ("to", "from"))):
        verdict.note("place_before")
    elif ordinary and around.left and around.left[-1] in _DETERMINED:
        verdict.note("ordinary_before_word")
    elif kind == "ordinary":
        article = around.left[-1] in ("a", "an", "the")
        verdict.note("ordinary_before_word" if ordinary else "article_before" if article else "ordinary_before")
    elif (
        stranger(around.left_raw, around.touches_left, text)
        and around.left[-1:]
        and around.left[-1] not in lists.little
    ):
        verdict.note("stranger_first" if around.left_first else "stranger_before")


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
    if (
        following in ("class", "form", "classes")
        and around.touches_right
        and not any(c.isdigit() for c in around.right[1:2])
    ):
        verdict.note("not_person_after_high")
        return
    # "Will scored": a verb wants somebody before it; "Florence was great" may still be a city
    high = around.word[0].isupper() or (text.lower and around.first)
    stays = following in _COPULAS and sense in (*_DATED, "place")
    agent = ordinary and high and not stays
    if around.right_gap[:1] == "-" and around.right_raw[:1].isupper() and len(around.right_raw) > 1:
        verdict.note("stranger_after")
    elif around.owned:
        owns = "owns_word" if ordinary and not stays and high else "owns"
        verdict.note({"work": owns, "not_person": "owns_not_person"}.get(kind, "owns_anything"))
    elif not around.touches_right and (kind != "class" or "\n" in around.right_gap):
        return
    elif kind == "not_person":
        verdict.note("not_person_after_high" if _written_high(around, text) else "not_person_after")
    elif kind == "class":
        verdict.note("class_after")
    elif stays and sense != "place":
        return
    elif kind == "strong" and agent:
        verdict.note("strong_after_word", phrase)
    elif kind == "strong" or (kind == "weak" and ordinary < _PLAIN):
        verdict.note(f"{kind}_after", phrase)
    elif kind == "work" and around.word.casefold().endswith("s"):
        verdict.note("owns")
    elif stranger(around.right_raw, around.touches_right, text) and following not in lists.little:
        verdict.note("stranger_after")
    elif len(following) > 4 and following.endswith(("ed", "ing")) and (not ordinary or (agent and sense not in _DATED)):
        verdict.note("verb_after_word" if ordinary else "verb_after", following)
    elif following in lists.surnames and ordinary < _PLAIN and _hidden_surname(around, text):
        verdict.note("stranger_after")


def _weigh_place(verdict: Verdict, around: Surroundings, lists: Lists, sense: str, companions: int) -> None:
    if companions:
        verdict.note("in_list", others(companions))
    if around.last:
        verdict.note("ends_text")
    if "," in around.left_gap and around.right_gap[:1] in ("!", "?") and not companions:
        verdict.note("vocative")
    if "(" in around.left_gap and ")" in around.right_gap:
        verdict.note("in_brackets")
    if (around.first and around.right[:1] == ["you"]) or (around.last and around.left[-1:] == ["you"]):
        verdict.note("hailed")
    if sense in ("month", "season") and _number_beside(around):
        verdict.note("number_beside")
    key = around.word.casefold()
    beside = [*around.left[-4:], *around.right[:4]]
    if sense == "virtue" and not ((lists.senses["virtue"] - {key}) | _VALUES).isdisjoint(beside):
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
            or (right[1][:1] == "y" and right[1][1:].isdigit())
        )
    )


def _hidden_surname(around: Surroundings, text: Circumstances) -> bool:
    """A usual surname follows where capitals say nothing: "claudia jones", "CLAUDIA JONES"."""
    return around.touches_right and (text.lower or text.shouting or (text.headline and around.right_raw[:1].isupper()))


def _written_high(around: Surroundings, text: Circumstances) -> bool:
    """The word after it has a capital where capitals mean something: "Isaac House", "Rose Class"."""
    return around.right_raw[:1].isupper() and not (text.lower or text.shouting or text.headline)


def _in_address(around: Surroundings) -> bool:
    """Read "example.org/zainab", "zainab@example.org": nothing but a sign between, and no new sentence."""
    before = bool(around.left_raw) and around.left_gap in ("/", "://", "@", ".", "=")
    return before or (
        bool(around.right_raw) and (around.right_gap == "@" or (around.right_gap == "." and around.right_raw.islower()))
    )


def _number_beside(around: Surroundings) -> bool:
    near = [*around.left[-1:], *around.right[:1]]
    return any(word.isdigit() or word[:-2].isdigit() for word in near)
