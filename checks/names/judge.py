"""Judging: does this first name stand for a pupil here? Reads what stands around it and sums up the weights."""

from __future__ import annotations

import re
from typing import Final

from checks.names.before import weigh_before
from checks.names.following import weigh_after
from checks.names.occurrence import Occurrence
from checks.names.ours import bare_inside
from checks.names.senses import COUNTED, PLAIN, SMALL
from checks.names.spoken import weigh_tongue
from checks.names.standing import weigh_place
from checks.names.surroundings import Surroundings
from checks.names.verdict import Verdict

_TINY: Final = 2
"""Letters of a name that many other things share."""
_ALWAYS_HIGH: Final = frozenset(("month", "day", "place"))
"""Senses of words that are written with a capital anyway."""
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3, "4": 4}
"""Numbers before a first name that so many children bear."""
_FILE: Final = re.compile(r"\A[\w.\-]+\.(?:jpe?g|png|gif|heic|webp|mp4|mov)\Z", re.IGNORECASE)
"""A text that is nothing but the name of a file."""


def weigh(name: Occurrence, companions: int) -> Verdict:
    """Sum up for and against a first name alone. `companions` = how many pupils share its list."""
    candidate, text = name.candidate, name.text
    verdict = Verdict()
    _weigh_name(verdict, name)
    if candidate.kind == "short_form":
        _weigh_short(verdict, name, companions)
    if candidate.hit.form.loose and not text.comment and "in_tongue" not in verdict.observed:
        verdict.note("loose_in_post")
    if candidate.how:
        verdict.note(candidate.how)
    least = verdict.points  # nothing right beside it unsays that a name was spelled letter by letter
    weigh_writing(verdict, name)
    weigh_before(verdict, name)
    if name.ordinary > PLAIN and name.sense in COUNTED and bare_inside(name):
        verdict.note("bare_inside")
    weigh_after(verdict, name, companions)
    weigh_place(verdict, name, companions)
    if candidate.hit.key in text.staff_first_names:
        verdict.note("staff_first_name")
    if not name.ordinary and _FILE.search(text.source):
        verdict.note("file_name")
    if text.photo:
        verdict.note("photo")
    if candidate.how:
        verdict.points = max(verdict.points, least)
    return verdict


def _weigh_short(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """Note what speaks for and against a short form: its language, half of a name, letters that are an acronym."""
    candidate, around, text = name.candidate, name.around, name.text
    if said := weigh_tongue(candidate, around, text.source, name.lists.tongues):
        verdict.note(said)
    if not companions and _half(around):
        verdict.note("half_of_name")
    if not candidate.how and len(around.word) > _TINY and around.word.isupper() and not text.shouting:
        verdict.note("acronym")


def _weigh_name(verdict: Verdict, name: Occurrence) -> None:
    """Note what the name is by itself: a word as well, a short form, one of two letters, one of several."""
    candidate, ordinary = name.candidate, name.ordinary
    short = candidate.kind == "short_form"
    verdict.note("name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    if len(candidate.hit.key) <= _TINY:
        verdict.note("tiny" if short or name.around.word.islower() else "tiny_given")
    if short:
        verdict.note("clipped" if candidate.hit.form.clipped else "short_form")
    if candidate.hit.form.plural:
        verdict.note("plural" if short or _owning(name.around) or _counted(name) else "plural_alone")


def _owning(around: Surroundings) -> bool:
    """A noun follows the s of a name, as behind a possessive without its apostrophe: "Mias drawing"."""
    return around.touches_right and around.right_raw.islower() and around.right[0] not in SMALL


def _counted(name: Occurrence) -> bool:
    """As many as bear the name are counted: "the two Mias"."""
    return not name.ordinary and _COUNTS.get("".join(name.around.left[-1:])) == len(name.candidate.pupils)


def weigh_writing(verdict: Verdict, name: Occurrence) -> None:
    """Note what capitals say; nothing in a text that has none, or nothing else."""
    text, ordinary = name.text, name.ordinary
    if not (text.lower or text.shouting):
        if name.around.word[0].isupper():
            _weigh_capital(verdict, name)
        else:
            _weigh_small_letter(verdict, name)
        return
    if not ordinary:
        verdict.note("shouted" if text.shouting else "no_capitals")
    if text.lower and text.comment and ordinary == 1:
        verdict.note("no_capitals_word")


def _weigh_small_letter(verdict: Verdict, name: Occurrence) -> None:
    """A name without a capital: usual in hurried comments alone."""
    text, ordinary = name.text, name.ordinary
    usual = text.comment and (not ordinary or (text.casual and ordinary < PLAIN))
    verdict.note("low_in_casual" if usual else "lower_in_mixed")
    if ordinary and not text.comment:  # schools write their pupils' names with a capital
        verdict.note("lower_word_in_post")


def _weigh_capital(verdict: Verdict, name: Occurrence) -> None:
    """A name with a capital: one that every word has there says little, one inside a sentence much."""
    around, sense, ordinary = name.around, name.sense, name.ordinary
    if ordinary and (_in_sign(around) or (sense == "virtue" and _shouted(around.word))):
        return
    if (ordinary >= PLAIN or sense == "place") and (around.first or name.text.headline):
        verdict.note("capital_word_first")
        return
    inside = "capital_place_inside" if sense == "place" else "capital_inside"
    verdict.note("capital_first" if around.first else inside)
    if ordinary >= PLAIN and sense not in _ALWAYS_HIGH:  # inside a sentence, or it had been first
        verdict.note("capital_virtue_inside" if sense == "virtue" else "capital_word_inside")


def _in_sign(around: Surroundings) -> bool:
    """It is one of several words in capitals: "a banner reading PRINCE OF PEACE"."""
    return _shouted(around.word) and (_shouted(around.left_raw) or _shouted(around.right_raw))


def _half(around: Surroundings) -> bool:
    """Read "Ruby-Ann": the second half of a name written with a hyphen."""
    return around.left_gap == "-" and around.left_raw.istitle() and around.word[0].isupper()


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()
