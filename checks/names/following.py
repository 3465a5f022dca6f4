"""Following: what the words after a first name say: a verb, something owned, a class, another surname."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from checks.names.lists import Lists
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, is_styled, stranger

PLAIN: Final = 2
"""From this weight on a word is a word first and a name second."""
COPULAS: Final = frozenset(
    ("is", "was", "has", "had", "will", "looks", "looked", "won", "beat", "plays", "comes", "came", "starts")
)
"""Verbs that cities and months take as well: "Paris was wonderful", "May starts with a bank holiday"."""
_RESULTS: Final = frozenset(("lost", "drew", "lose", "loses", "signed", "sign", "need", "play"))
"""Verbs of football clubs: "chelsea lost again"."""
_WHERE: Final = frozenset(("in", "on", "at", "with", "under", "behind", "by", "from", "and"))
_NO_DEEDS: Final = frozenset(
    ("during", "morning", "evening", "including", "according", "following", "building", "spring")
)
_NEXT: Final = re.compile(r" ([^\W\d_]+)")
SMALL: Final = frozenset(
    (
        "on",
        "in",
        "at",
        "for",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "and",
        "who",
        "with",
        "of",
        "to",
        "from",
        "by",
        "we",
        "or",
        "will",
        "can",
        "had",
        "but",
        "as",
        "that",
        "which",
        "did",
        "do",
        "all",
        "get",
        "got",
    )
)
_OWNING: Final = frozenset(("a", "an", "the", "her", "his", "their", "our", "one", "two"))
_OBJECTS: Final = frozenset(
    ("your", "my", "our", "the", "a", "an", "it", "me", "us", "them", "this", "these", "his", "her")
)
"""Words behind a verb: "Chase your dreams", "Mark the date"."""
_SHOPS: Final = frozenset(
    (
        "bakery", "butchers", "bakers", "garage", "cafe", "pub", "vets", "salon", "barbers", "florists", "shop", "inn",
        "diner", "bistro", "takeaway", "pharmacy", "surgery", "kennels", "stables", "tearoom", "tearooms", "kitchen",
        "charity", "foundation", "hospice", "day", "street", "road", "church", "school", "law", "theorem", "gospel",
    )
)  # fmt: skip
"""What the namesake of a firm, a saint or a scholar owns; a child owns the bridge and the tower of a lesson."""
_PERSONAL: Final = frozenset(
    (
        "delighted", "thrilled", "proud", "brave", "happy", "excited", "nervous", "chosen", "picked", "elected",
        "voted", "awarded", "reading", "leading", "playing", "wearing", "dressed", "chuffed", "smiling", "sitting",
        "standing", "holding", "she", "he", "buzzing", "sick", "poorly", "ill", "upset", "tired", "shattered", "asleep",
        "gutted", "shy", "scared", "absent", "settled", "joined", "learnt", "learned", "written", "drawn", "baked",
        "built", "passed", "earned", "painted", "scored", "mastered", "raised", "smashed", "designed", "knitted",
    )
)  # fmt: skip
"""Words behind a verb that only people take: "May was delighted"."""
CLASS: Final = re.compile(r"y?\d{1,2}[a-z]{1,2}|y\d{1,2}")
_LONGEST_CLASS: Final = 4
_NOT_CLASS: Final = ("am", "pm", "st", "nd", "rd", "th", "m", "km", "g", "kg", "p", "s", "k", "in", "x")
_TEACHES: Final = frozenset(("teacher", "taught", "teaches", "ta", "staff", "tutor", "lsa"))
DATED: Final = frozenset(("month", "day", "season"))


def _followed_high(around: Surroundings, text: Circumstances) -> bool:
    """The next word says what kind of thing it is: "Bea's Elizabeth Proctor", "Bea's Viking longship"; not a shop's."""
    further = text.source[text.source.find(around.right_raw, around.end) + len(around.right_raw) :]
    word = _NEXT.match(further)
    return word is not None and word[1].casefold() not in SMALL


def _plays(around: Surroundings, text: Circumstances) -> bool:
    """Read "Alice as Mrs Twit", "Kai as a sheep": who wears or plays something is a child."""
    if not around.touches_right or around.right[0] != "as" or len(around.right) < 2:
        return False
    further = text.source[around.end :].lstrip()[3:4]
    return around.right[1] in ("the", "a", "an") or (further.isupper() and around.right[1] not in ("well", "he", "she"))


def _acts(right: list[str]) -> bool:
    """Somebody does something further on: "Poppy in a wheelchair racing ..."."""
    return any(len(word) > 5 and word.endswith("ing") and word not in _NO_DEEDS for word in right[1:6])


def _third_person(around: Surroundings, text: Circumstances) -> bool:
    """A verb with its object follows: "Mark forgives him", "Will eats the last one"."""
    verb = around.right_raw
    if len(verb) <= _LONGEST_CLASS or not verb.endswith("s") or not verb.islower():
        return False
    word = _NEXT.match(text.source[text.source.find(verb, around.end) + len(verb) :])
    return word is not None and word[1] in _OBJECTS


def _bare(around: Surroundings, sense: str) -> bool:
    """A noun would have an article: "Rose at the piano", "Heather with a scalpel"; but "Ivy on the walls"."""
    if not around.touches_right or around.right[0] not in _WHERE or len(around.right) < 2:
        return False
    grows = sense == "flower" and around.right[0] in ("in", "on", "and") and around.right[1] == "the"
    return around.right[1] in _OWNING and not grows


def weigh_after(
    verdict: Verdict,
    around: Surroundings,
    text: Circumstances,
    lists: Lists,
    sense: str,
    ordinary: int,
    classes: Container[str],
) -> None:
    """Note what the words after a first name say for a pupil or against one."""
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
    high = around.word[0].isupper() or (text.lower and (around.first or around.left[-1:] in (["our"], ["and"])))
    stays = following in COPULAS and sense in (*DATED, "place") and _PERSONAL.isdisjoint(around.right[1:3])
    stays = stays or (sense == "place" and following in _RESULTS and around.right[1:2] not in (["her"], ["his"]))
    agent = ordinary and high and not stays
    if around.right_gap[:1] == "-" and not around.right_raw.islower() and len(around.right_raw) > 1:
        verdict.note("stranger_after")
    elif around.owned:
        owns = "owns_word" if ordinary and not stays and high else "owns"
        firm = stranger(around.right_raw, True, text) and following not in lists.little
        anything = (
            "owns_high" if firm and around.right_gap == " " and not _followed_high(around, text) else "owns_anything"
        )
        made = kind == "not_person" and not ordinary and around.right_raw.islower() and following not in _SHOPS
        verdict.note({"work": owns, "not_person": anything if made else "owns_not_person"}.get(kind, anything))
    elif _plays(around, text):
        verdict.note("plays_part")
    elif not around.touches_right and (kind != "class" or "\n" in around.right_gap):
        return
    elif kind == "not_person":
        verdict.note("not_person_after_high" if _written_high(around, text) else "not_person_after")
    elif kind == "class":
        verdict.note("class_after")
    elif sense == "verb" and following in _OBJECTS:
        verdict.note("as_verb")
    elif ordinary and following == "of" and "of_class" not in verdict.observed:
        verdict.note("measured")
    elif following == "by" and _followed_high(around, text) and text.source[around.end :].strip()[3:4].isupper():
        verdict.note("work_by")
    elif stays and (sense != "place" or following in _RESULTS):
        return
    elif kind == "strong" and agent:
        verdict.note("strong_after_word", phrase)
        if around.word.islower() and text.comment:
            verdict.note("praised_low")
    elif kind == "strong" or (kind == "weak" and ordinary < PLAIN):
        verdict.note(f"{kind}_after", phrase)
    elif ordinary and high and around.first and following in ("is", "was", "has", "had") and sense not in DATED:
        done = (
            following in ("has", "had") and around.right[1:2] != [] and around.right[1].endswith(("ed", "en", "ught"))
        )
        verdict.note("strong_after_word" if done else "copula_after_word", following)
    elif kind == "work" and around.word.casefold().endswith("s"):
        verdict.note("owns")
    elif is_styled(around.word) and is_styled(around.right_raw):
        return  # names side by side in letters of their own
    elif stranger(around.right_raw, around.touches_right, text) and following not in lists.little:
        verdict.note("stranger_after")
    elif _third_person(around, text) and (not ordinary or high):
        verdict.note("verb_after_word" if ordinary else "verb_after", following)
    elif ordinary and high and around.first and sense not in DATED and _bare(around, sense):
        if around.word.casefold() not in text.staff_first_names:
            verdict.note("bare_noun")
    elif len(following) > 4 and following.endswith(("ed", "ing")) and (not ordinary or (agent and sense not in DATED)):
        verdict.note("verb_after_word" if ordinary else "verb_after", following)
    elif ordinary and high and sense not in DATED and following in _WHERE and _acts(around.right):
        verdict.note("participle_near")
    elif following in lists.surnames and ordinary < PLAIN and _hidden_surname(around, text):
        verdict.note("stranger_after")


def _of_class(around: Surroundings, classes: Container[str]) -> bool:
    """Read "Chloe in Hazel Class", "Poppy from Hazel", "Ali of 4B", "Florence (7E)", "Mat, 10C"."""
    right = around.right
    if around.owned or not right:
        return False
    led = right[0] in ("in", "from", "of") and around.right_gap in (" ", ", ", " (", "\u00a0")
    if not _TEACHES.isdisjoint(right):
        return False
    if not led and not any(sign in around.right_gap for sign in "(,"):
        return False
    at = right[1:3] if led else right[:2]
    if not at:
        return False
    if at[0] in ("year", "yr", "y"):
        return at[1:2] != [] and at[1][:1].isdigit() and len(at[1]) < _LONGEST_CLASS
    return (
        (led and at[0] in classes)
        or (led and at[0] in ("reception", "nursery"))
        or (CLASS.fullmatch(at[0]) is not None and at[0].lstrip("y0123456789") not in _NOT_CLASS)
    )


def _hidden_surname(around: Surroundings, text: Circumstances) -> bool:
    """A usual surname follows where capitals say nothing: "claudia jones", "CLAUDIA JONES"."""
    return around.touches_right and (text.lower or text.shouting or (text.headline and around.right_raw[:1].isupper()))


def _written_high(around: Surroundings, text: Circumstances) -> bool:
    """The word after it has a capital where capitals mean something: "Isaac House", "Rose Class"."""
    return around.right_raw[:1].isupper() and not (text.lower or text.shouting or text.headline)
