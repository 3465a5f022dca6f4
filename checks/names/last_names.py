"""Last names alone: a pupil's in a team list or beside a sport's verb."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from checks.names.judge import weigh_writing
from checks.names.lists import Lists
from checks.names.match_reports import (
    OWN_GOALS,
    PLAYED_WITH,
    POSTS,
    begins_clause,
    label,
    of_match,
    sport_verb,
    struck,
    struck_low,
)
from checks.names.occurrence import Occurrence
from checks.names.other_players import of_another, other_initial
from checks.names.senses import PLAIN
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, others, stranger

_SCORE: Final = re.compile(
    r"(?<![\d/:.£])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d/:])|[A-Z]\w+ \d{1,2},? (?:[A-Z]\w+ )+\d{1,2}(?![\d/:])"
)
"""A score: 3-1, 21–17."""
_SIBLINGS: Final = frozenset(
    (
        "twins",
        "twin",
        "boys",
        "girls",
        "brothers",
        "sisters",
        "siblings",
        "lads",
        "triplets",
        "trio",
        "duo",
        "boy",
        "girl",
    )
)
"""Children who are called by their last name: "the Desai twins", "Powell boys"."""
_COUNTS: Final = frozenset(("a", "one", "two", "three", "four", "five", "2", "3", "4", "5"))
_SCORED: Final = frozenset(
    (
        "try",
        "tries",
        "goal",
        "goals",
        "wicket",
        "wickets",
        "runs",
        "points",
        "conversions",
        "hat",
        "penalties",
        "assists",
    )
)
_LONG: Final = 4
"""A word longer than this that ends with -ed or -ing is taken for a deed."""
_THEIRS: Final = frozenset(("his", "her", "its", "your"))
_OWNERS: Final = frozenset(("his", "her", "my", "your", "its", "their", "our", "no", "some", "any", "this", "that"))
_MANY: Final = 2
"""Last names in one list, besides the one judged, that speak for pupils where nothing tells of sport."""


def weigh_last_name(name: Occurrence, companions: int, sport: tuple[bool, bool], adults: Container[str]) -> Verdict:
    """Sum up for a last name alone, which is a child's in a team list or beside a sport's verb.

    `companions` = how many other last names share its list; `sport`: the text, the post above it is about sport;
    `adults`: last names by which people call a member of staff or somebody everybody knows.
    """
    key, around, ordinary = name.candidate.hit.key, name.around, name.ordinary
    verdict, sporting = Verdict(), any(sport)
    talk = sporting and of_match(name.text)
    verdict.note("name")
    verdict.note("last_name")
    if ordinary:
        verdict.note(("mild_word", "plain_word", "strong_word")[ordinary - 1])
    weigh_writing(verdict, name)
    if around.word.islower() and not name.text.lower and not talk:
        verdict.note("last_name_low")
    _weigh_before(verdict, name, told=sporting and ordinary > 0)
    _weigh_others(verdict, name)
    _weigh_after(verdict, name, word=sporting and _as_player(name, talk=talk), told=sporting)
    if ordinary and talk and around.word.islower() and struck_low(around, name.lists):
        verdict.note("sport_verb_after_word", " ".join(around.left[-2:]))
    _weigh_sport(verdict, name.text, companions, sport)
    if key not in adults and not ordinary:
        _weigh_deeds(verdict, around, name.lists, sporting=sporting)
    if told_by := label(around, sporting):
        verdict.note("last_name_label", told_by)
    if ordinary and sport[0] and struck(around):
        verdict.note("last_name_after", around.left[-1])
    if key in adults and not sporting:
        verdict.note("known_last")
    if _kin(around):
        verdict.note("kin_of_name", around.right[0])
    _weigh_company(verdict, companions)
    if " " in key and not ordinary:  # nothing but a person is called Potts-Jones
        verdict.note("double_barrelled")
    return verdict


def _as_player(name: Occurrence, *, talk: bool) -> bool:
    """A word is written as a player's name; `talk`: beside the pitch, where one in lower case begins a clause."""
    around = name.around
    if name.ordinary < PLAIN:
        return False
    if around.word.istitle():
        return True
    played = name.candidate.hit.key in PLAYED_WITH and around.right[:1] != ["with"]  # "ball hit the post"
    return talk and around.word.islower() and begins_clause(around) and not played


def _weigh_others(verdict: Verdict, name: Occurrence) -> None:
    """Note by what the name is somebody else's: another first name, an initial that no pupil has, "his" before it."""
    around, owners = name.around, _OWNERS if name.ordinary else _THEIRS
    if of_another(around, name.lists):
        verdict.note("stranger_after")
    elif other_initial(around, name.text):
        verdict.note("other_initial")
    elif around.word.islower() and around.left[-1:] != [] and around.left[-1] in owners:
        verdict.note("article_before")


def _weigh_sport(verdict: Verdict, text: Circumstances, companions: int, sport: tuple[bool, bool]) -> None:
    """Note whether the text or its post is about sport."""
    if sport[0] or has_score(text.source):
        verdict.note("sport_told")
    elif sport[1]:
        verdict.note("sport_in_post")
    elif companions < _MANY and "placed" not in verdict.observed:  # "Bankole 3rd" took part in something
        verdict.note("no_sport")


def _weigh_deeds(verdict: Verdict, around: Surroundings, lists: Lists, *, sporting: bool) -> None:
    """Note what somebody of this name does or owns."""
    if not sporting and _acts(around, lists):
        verdict.note("deed_after")
    elif around.owned and around.right_raw.islower():
        verdict.note("last_name_owns")


def _weigh_company(verdict: Verdict, companions: int) -> None:
    """Note how many other last names share its list."""
    if companions:
        verdict.note("last_names_listed", others(companions))
    if companions >= _MANY:
        verdict.note("many_last_names")


def _kin(around: Surroundings) -> bool:
    """Read "the Desai twins"."""
    return around.touches_right and around.right[0] in _SIBLINGS and not around.right_raw[:1].isupper()


def has_score(written: str) -> bool:
    """Tell whether a text holds a score: 3-1, "Thornes 1 Larkfield 4"."""
    return _SCORE.search(written) is not None


def _scored(around: Surroundings) -> bool:
    """Read "Jones two tries", "Okoro a hat-trick"."""
    counted = around.touches_right and around.right[0] in _COUNTS
    return counted and around.right[1:2] != [] and around.right[1] in _SCORED


def _acts(around: Surroundings, lists: Lists) -> bool:
    """Somebody is seen doing something: "Hartigan holding the shield"."""
    if not around.touches_right:
        return False
    doing = len(around.right[0]) > _LONG and around.right[0].endswith(("ing", "ed"))
    return doing or lists.after.longest(around.right)[1] == "strong"


def _weigh_before(verdict: Verdict, name: Occurrence, *, told: bool) -> None:
    """Note what stands before; `told`: sport is told of."""
    around, lists = name.around, name.lists
    if any(sign in around.left_gap for sign in ".!?\n:"):
        return
    post = around.left_first and around.left[-1:] != [] and around.left[-1] in POSTS
    if stranger(around.left_raw, around.touches_left, name.text) and around.left[-1] not in lists.little and not post:
        verdict.note("stranger_before")
    if around.owned:
        if told and around.word[:1].isupper() and not OWN_GOALS.isdisjoint(around.right[:1]):
            verdict.note("sport_verb_after_word", around.right[0])
        return
    phrase, kind = lists.before.longest(around.left)
    if kind == "place" and around.left[-1] != "to":
        verdict.note("place_before")
    elif kind == "strong":
        verdict.note("last_name_after", phrase)
    elif around.left[-1:] and around.left[-1] in ("the", "a", "an") and around.touches_left and not _kin(around):
        verdict.note("article_before")


def _weigh_after(verdict: Verdict, name: Occurrence, *, word: bool, told: bool) -> None:
    """Note what follows; `word`: the name is an ordinary word, written as a name; `told`: sport is told of."""
    around, lists = name.around, name.lists
    _, kind = lists.after.longest(around.right)
    if kind == "not_person" and around.touches_right:
        verdict.note("not_person_after")
    elif around.touches_right and stranger(around.right_raw, True, name.text) and around.right[0] not in lists.little:
        verdict.note("stranger_after")
    elif verb := sport_verb(around, lists, told=told):
        verdict.note("sport_verb_after_word" if word else "sport_verb_after", verb)
    elif _scored(around):
        verdict.note("sport_verb_after", " ".join(around.right[:2]))
    elif around.right[:1] and around.right[0][:-2].isdigit():
        verdict.note("placed")
