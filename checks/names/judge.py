"""Judging: does this first name stand for a pupil here? Reads what stands around it and sums up the weights."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from checks.names.candidate import Candidate
from checks.names.following import CLASS, COPULAS, DATED, PLAIN, SMALL, weigh_after
from checks.names.lists import Lists
from checks.names.standing import weigh_place
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, is_styled, stranger

_ALWAYS_HIGH: Final = frozenset(("month", "day", "place"))
"""Senses of words that are written with a capital anyway."""
_PLACES: Final = frozenset(("place", "namesake"))
_TOLD: Final = frozenset(("says", "said", "see", "meet", "after", "is that"))
"""Strong cues that stand before months and seasons as well: "it says june on the letter"."""
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
    if sense == "celtic" and text.english and around.word[0].isupper() and not around.first:
        ordinary = 1  # a Welsh or Irish word with a capital in an English sentence is a name
    if sense == "namesake":
        ordinary = 0  # a name first and a place second
    owning = around.touches_right and around.right_raw.islower() and around.right[0] not in SMALL
    _weigh_name(verdict, candidate, ordinary, owning=owning)
    if candidate.kind == "short_form" and len(around.word) > 2 and around.word.isupper() and not text.shouting:
        verdict.note("acronym")
    if candidate.how:
        verdict.note(candidate.how)
        return verdict
    weigh_writing(verdict, around, text, sense, ordinary)
    _weigh_before(verdict, around, text, lists, sense, ordinary)
    weigh_after(verdict, around, text, lists, sense if not companions else "", ordinary, classes)
    weigh_place(verdict, around, text, lists, sense, ordinary, companions)
    if candidate.hit.key in text.staff_first_names:
        verdict.note("staff_first_name")
    if text.photo:
        verdict.note("photo")
    return verdict


def _weigh_name(verdict: Verdict, candidate: Candidate, ordinary: int, *, owning: bool) -> None:
    verdict.note("name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    if len(candidate.hit.key) <= 2:
        verdict.note("tiny")
    if candidate.kind == "short_form":
        verdict.note("short_form")
    if candidate.hit.form.plural:
        verdict.note("plural" if owning or candidate.kind == "short_form" else "plural_alone")


def weigh_writing(verdict: Verdict, around: Surroundings, text: Circumstances, sense: str, ordinary: int) -> None:
    """Note what capitals say; nothing in a text that has none, or nothing else."""
    if (text.shouting or text.lower) and not ordinary:
        verdict.note("shouted" if text.shouting else "no_capitals")
    if text.lower and text.comment and ordinary == 1:
        verdict.note("no_capitals_word")
    if text.lower or text.shouting:
        return
    if not around.word[0].isupper():
        verdict.note(
            "low_in_casual"
            if text.comment and (not ordinary or (text.casual and ordinary < PLAIN))
            else "lower_in_mixed"
        )
    elif ordinary and _in_sign(around):
        return
    elif (ordinary >= PLAIN or sense == "place") and (around.first or text.headline):
        verdict.note("capital_word_first")
    else:
        verdict.note("capital_first" if around.first else "capital_inside")
        if not around.first and not text.headline and ordinary >= PLAIN and sense not in _ALWAYS_HIGH:
            verdict.note("capital_virtue_inside" if sense == "virtue" else "capital_word_inside")


def _article(around: Surroundings, text: Circumstances) -> bool:
    """An article stands before it; in Welsh, Irish and Polish "a" is "and"."""
    if not around.touches_left or text.shouting or around.left[-1] not in ("the", "a", "an"):
        return False
    return around.left[-1] != "a" or text.english or not around.word[0].isupper()


def _in_sign(around: Surroundings) -> bool:
    """It is one of several words in capitals: "a banner reading PRINCE OF PEACE"."""
    return len(around.word) > 1 and around.word.isupper() and (_shouted(around.left_raw) or _shouted(around.right_raw))


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _weigh_before(
    verdict: Verdict, around: Surroundings, text: Circumstances, lists: Lists, sense: str, ordinary: int
) -> None:
    apart = any(sign in around.left_gap for sign in ".!?\n")
    phrase, kind = lists.before.longest(around.left)
    if around.left[-1:] == ["s"] and CLASS.fullmatch(around.left[-2] if len(around.left) > 1 else ""):
        verdict.note("of_class")
    elif kind == "strong" and not (sense in DATED and phrase in _TOLD):
        verdict.note("strong_before", phrase)
        if ordinary and around.word.islower() and text.comment and text.casual:
            verdict.note("praised_low")
        if ordinary and ":" in around.left_gap and around.word[0].isupper():
            verdict.note("praised_low")
        if ordinary and around.left[-1] in ("you", "u"):
            verdict.note("hailed")
    elif apart:
        return
    elif _article(around, text):
        verdict.note("article_before")
    elif kind == "story" and "," not in around.left_gap:
        verdict.note("story_before")
    elif sense in DATED and around.left[-1:] and around.left[-1] in ("our", "my") and _does(around):
        verdict.note("own_dated", phrase)
    elif _our_own(around, text, sense, ordinary):
        verdict.note("own_low", phrase)
        if ordinary > PLAIN:
            verdict.note("praised_low")
    elif (
        ordinary == PLAIN
        and text.lower
        and text.comment
        and around.left[-1:] in (["our"], ["my"])
        and sense != "virtue"
    ):
        verdict.note("own_low", phrase)
    elif kind == "weak" and sense != "place" and (sense != "namesake" or around.left[-1] not in ("to", "from")):
        inside = {"capital_word_inside", "capital_virtue_inside"}
        own = phrase in ("our", "my") and not inside.isdisjoint(verdict.observed)
        verdict.note("weak_before_word" if ordinary and not own else "weak_before", phrase)
    elif sense in _PLACES and (kind == "place" or (kind == "weak" and around.left[-1] in ("to", "from", "of", "in"))):
        verdict.note("place_before")
    elif ordinary and around.left and around.left[-1] in _DETERMINED and not (around.left[-1] == "you" and around.last):
        verdict.note("ordinary_before_word")
    elif kind == "ordinary" and not (around.left[-1] == "you" and around.last):
        if around.left[-1] == "a" and around.word[0].isupper() and not text.english:  # "Macsen a Betsan"
            return
        article = around.left[-1] in ("a", "an", "the")
        verdict.note("ordinary_before_word" if ordinary else "article_before" if article else "ordinary_before")
    elif (
        stranger(around.left_raw, around.touches_left, text)
        and not (is_styled(around.word) and is_styled(around.left_raw))
        and around.left[-1:]
        and around.left[-1] not in lists.little
    ):
        verdict.note("stranger_first" if around.left_first else "stranger_before")


def _our_own(around: Surroundings, text: Circumstances, sense: str, ordinary: int) -> bool:
    """A comment says "not my sienna!!", "nice one our chelsea, ...": a word in lower case that no noun follows."""
    goes_on = around.touches_right and around.right[0] not in ("and", "n", "x", "xx", "xxx", "loves", "loved", "did")
    if not text.comment or not ordinary or goes_on or around.owned or not around.word.islower():
        return False
    own = around.touches_left and around.left[-1:] and around.left[-1] in ("our", "my")
    return bool(own) and (sense not in DATED or around.right_gap.strip()[:1] not in ("", ".", ","))


def _does(around: Surroundings) -> bool:
    """A verb follows: "our June is at the dentist"."""
    return around.touches_right and around.right[0] in COPULAS | {"says", "said", "did", "got", "loves", "loved"}
