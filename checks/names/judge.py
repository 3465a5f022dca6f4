"""Judging: does this first name stand for a pupil here? Reads what stands around it and sums up the weights."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from checks.names.before import weigh_before
from checks.names.candidate import Candidate
from checks.names.following import weigh_after
from checks.names.lists import Lists
from checks.names.ours import bare_inside
from checks.names.senses import COUNTED, PLAIN, SMALL
from checks.names.spoken import weigh_tongue
from checks.names.standing import weigh_place
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict

_TINY: Final = 2
"""Letters of a name that many other things share."""
_ALWAYS_HIGH: Final = frozenset(("month", "day", "place"))
"""Senses of words that are written with a capital anyway."""
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3, "4": 4}
"""Numbers before a first name that so many children bear."""
_FILE: Final = re.compile(r"\A[\w.\-]+\.(?:jpe?g|png|gif|heic|webp|mp4|mov)\Z", re.IGNORECASE)
"""A text that is nothing but the name of a file."""


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
    sense, ordinary = _as_word(candidate.hit.key, around, text, lists)
    owning = around.touches_right and around.right_raw.islower() and around.right[0] not in SMALL
    _weigh_name(verdict, candidate, around, ordinary, owning=owning)
    if candidate.kind == "short_form":
        _weigh_short(verdict, candidate, around, text, lists, companions)
    if candidate.hit.form.loose and not text.comment and "in_tongue" not in verdict.observed:
        verdict.note("loose_in_post")
    if candidate.how:
        verdict.note(candidate.how)
    least = verdict.points  # nothing right beside it unsays that a name was spelled letter by letter
    weigh_writing(verdict, around, text, sense, ordinary)
    weigh_before(verdict, around, text, lists, sense, ordinary, classes)
    if ordinary > PLAIN and sense in COUNTED and bare_inside(around, text, lists):
        verdict.note("bare_inside")
    weigh_after(verdict, around, text, lists, sense if not companions else "", ordinary, classes)
    weigh_place(verdict, around, text, lists, sense, ordinary, companions)
    if candidate.hit.key in text.staff_first_names:
        verdict.note("staff_first_name")
    if not ordinary and _FILE.search(text.source):
        verdict.note("file_name")
    if text.photo:
        verdict.note("photo")
    if candidate.how:
        verdict.points = max(verdict.points, least)
    return verdict


def _as_word(key: str, around: Surroundings, text: Circumstances, lists: Lists) -> tuple[str, int]:
    """Return (sense, weight) of a name as an ordinary word; 0 where it is none here."""
    sense, ordinary = lists.common.get(key, ("", 0))
    if sense == "namesake":  # a name first and a place second
        return sense, 0
    if sense == "celtic":  # a Welsh or Irish word in an English sentence is a name
        high = around.word[0].isupper() or (text.lower and ordinary == PLAIN)
        return sense, 1 if text.english and high and not around.first else ordinary
    if ordinary and text.foreign(lists.vocabulary, key):  # as is an English word in a text of no English word
        return sense, 0
    return sense, ordinary


def _weigh_short(
    verdict: Verdict, candidate: Candidate, around: Surroundings, text: Circumstances, lists: Lists, companions: int
) -> None:
    """Note what speaks for and against a short form: its language, half of a name, letters that are an acronym."""
    if said := weigh_tongue(candidate, around, text.source, lists.tongues):
        verdict.note(said)
    if not companions and _half(around):
        verdict.note("half_of_name")
    if not candidate.how and len(around.word) > _TINY and around.word.isupper() and not text.shouting:
        verdict.note("acronym")


def _weigh_name(verdict: Verdict, candidate: Candidate, around: Surroundings, ordinary: int, *, owning: bool) -> None:
    verdict.note("name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    if len(candidate.hit.key) <= _TINY:
        verdict.note("tiny" if candidate.kind == "short_form" or around.word.islower() else "tiny_given")
    if candidate.kind == "short_form":
        verdict.note("clipped" if candidate.hit.form.clipped else "short_form")
    if candidate.hit.form.plural:
        counted = not ordinary and _COUNTS.get("".join(around.left[-1:])) == len(candidate.pupils)  # "the two Mias"
        verdict.note("plural" if owning or counted or candidate.kind == "short_form" else "plural_alone")


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
        if ordinary and not text.comment:  # schools write their pupils' names with a capital
            verdict.note("lower_word_in_post")
    elif ordinary and (_in_sign(around) or (sense == "virtue" and len(around.word) > 1 and around.word.isupper())):
        return
    elif (ordinary >= PLAIN or sense == "place") and (around.first or text.headline):
        verdict.note("capital_word_first")
    else:
        inside = "capital_place_inside" if sense == "place" else "capital_inside"
        verdict.note("capital_first" if around.first else inside)
        if not around.first and not text.headline and ordinary >= PLAIN and sense not in _ALWAYS_HIGH:
            verdict.note("capital_virtue_inside" if sense == "virtue" else "capital_word_inside")


def _in_sign(around: Surroundings) -> bool:
    """It is one of several words in capitals: "a banner reading PRINCE OF PEACE"."""
    return len(around.word) > 1 and around.word.isupper() and (_shouted(around.left_raw) or _shouted(around.right_raw))


def _half(around: Surroundings) -> bool:
    """Read "Ruby-Ann": the second half of a name written with a hyphen."""
    return around.left_gap == "-" and around.left_raw.istitle() and around.word[0].isupper()


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()
