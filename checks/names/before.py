"""Before: what the words before a first name say: praise, an article, a place, a class, a stranger's name."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from checks.names.classes import CLASS
from checks.names.fold import fold_name
from checks.names.lists import Lists
from checks.names.occurrence import Occurrence
from checks.names.ours import DETERMINED, goes_on_of, our_own
from checks.names.senses import DATED, PLAIN
from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances, Verdict, is_styled, stranger

_PLACES: Final = frozenset(("place", "namesake"))
_FOREIGN: Final = frozenset(
    (
        "la", "le", "les", "un", "une", "des", "du", "quelle", "quel", "cette", "ce", "vrai", "vraie", "el", "los",
        "las",
        "una", "del", "os", "um", "uma", "da", "do", "das", "dos", "il", "lo", "gli", "der", "die", "ein", "eine", "o",
    )
)  # fmt: skip
"""Articles of French, Spanish, Portuguese, Italian and German, before which a noun in lower case is one."""
_TOLD: Final = frozenset(("says", "said", "see", "meet", "after", "is that"))
"""Strong cues that stand before months and seasons as well: "it says june on the letter"."""
_OWNED_OR_WITH: Final = (["our"], ["my"], ["with"], ["by"])
"""Last words of a cue after which a noun without an article is a name."""
_HIGH_INSIDE: Final = frozenset(("capital_word_inside", "capital_virtue_inside"))
"""What is noted of a word with a capital where only names have one."""


def weigh_before(verdict: Verdict, name: Occurrence) -> None:
    """Note what the words before a first name say for a pupil or against one."""
    around, text, classes = name.around, name.text, name.classes
    phrase, kind = _cue(around, name.lists)
    if _halved(around, text):
        verdict.note("stranger_after")  # the second half of another's name: "Hepworth-Lee"
    elif _form_owns(around) or (not name.ordinary and _year_leads(around, text)):
        verdict.note("of_class")
    elif _class_leads(around, classes) and fold_name(around.word) not in classes:
        verdict.note("after_class")
    elif kind == "strong" and not (name.sense in DATED and phrase in _TOLD):
        _weigh_praise(verdict, name, phrase)
    elif around.left_gap != " " and _parted(around, kind):
        return
    elif not (_weigh_claims(verdict, around, text, kind) or _weigh_ours(verdict, name, phrase)):
        _weigh_cue(verdict, name, phrase, kind)


def _parted(around: Surroundings, kind: str) -> bool:
    """A sentence ends before it, or a colon or a comma after a word that goes before ordinary ones."""
    gap = around.left_gap
    if any(sign in gap for sign in ".!?\n"):
        return True
    return kind == "ordinary" and (":" in gap or ("," in gap and around.owned))


def _cue(around: Surroundings, lists: Lists) -> tuple[str, str]:
    """Return the cue before a name and its kind; "our" behind a strong one is part of it."""
    phrase, kind = lists.before.longest(around.left)
    if kind == "weak" and around.left[-1] in ("our", "my"):
        further, strong = lists.before.longest(around.left[:-1])
        if strong == "strong":
            return f"{further} {phrase}", "strong"
    return phrase, kind


def _halved(around: Surroundings, text: Circumstances) -> bool:
    if around.left_gap == " ":
        return False
    halved = around.left_gap == "-" or (not around.left_gap and around.left_raw.endswith("-"))
    return halved and around.left_raw[:1].isupper() and not text.shouting


def _weigh_praise(verdict: Verdict, name: Occurrence, phrase: str) -> None:
    """Praise and the like: a word behind it is a name, in lower case and in capitals too."""
    verdict.note("strong_before", phrase)
    if not name.ordinary:
        return
    around, text = name.around, name.text
    if around.word.islower() and text.comment and text.casual:
        verdict.note("praised_low")
    if (text.shouting or ":" in around.left_gap) and around.word[0].isupper():
        verdict.note("praised_low")
    if around.left[-1] in ("you", "u"):
        verdict.note("hailed")


def _weigh_claims(verdict: Verdict, around: Surroundings, text: Circumstances, kind: str) -> bool:
    """An article, "their", a story: the name is a thing's, or somebody else's."""
    if _article(around, text):
        verdict.note("article_before")
    elif _theirs(around, text):
        verdict.note("their_child")
    elif kind == "story" and "," not in around.left_gap:
        verdict.note("story_before")
    else:
        return False
    return True


def _theirs(around: Surroundings, text: Circumstances) -> bool:
    """Read "their Alfie": somebody else's child."""
    if around.left[-1:] != ["their"] or not around.touches_left or text.shouting:
        return False
    return around.word[0].isupper() or text.comment


def _weigh_ours(verdict: Verdict, name: Occurrence, phrase: str) -> bool:
    """Our own: "our June is at the dentist", "not my sienna"."""
    around, text, sense, ordinary = name.around, name.text, name.sense, name.ordinary
    ours = around.left[-1:] in (["our"], ["my"])
    if sense in DATED and ours and goes_on_of(around):
        verdict.note("own_dated", phrase)
        if text.comment and around.word.islower():
            verdict.note("praised_low")
    elif our_own(name):
        verdict.note("own_low", phrase)
        if ordinary > PLAIN:
            verdict.note("praised_low")
    elif ordinary == PLAIN and text.lower and text.comment and ours and sense != "virtue":
        verdict.note("own_low", phrase)
    else:
        return False
    return True


def _weigh_cue(verdict: Verdict, name: Occurrence, phrase: str, kind: str) -> None:
    """A weak cue, a place, an ordinary word, a stranger's first name."""
    around, sense, ordinary = name.around, name.sense, name.ordinary
    last = around.left[-1] if around.left else ""
    addressed = last == "you" and around.last
    if kind == "weak" and sense != "place" and (sense != "namesake" or last not in ("to", "from")):
        doubted = ordinary and not _owned_or_with(verdict, name, phrase)
        verdict.note("weak_before_word" if doubted else "weak_before", phrase)
    elif sense in _PLACES and (kind == "place" or (kind == "weak" and last in ("to", "from", "of", "in"))):
        verdict.note("place_before")
    elif ordinary and last in DETERMINED and not addressed:
        verdict.note("ordinary_before_word")
    elif kind == "ordinary" and not addressed:
        if last == "a" and around.word[0].isupper() and not name.text.english:  # "Macsen a Betsan"
            return
        article = last in ("a", "an", "the")
        verdict.note("ordinary_before_word" if ordinary else "article_before" if article else "ordinary_before")
    elif last and _stranger_leads(name, last):
        verdict.note("stranger_first" if around.left_first else "stranger_before")


def _stranger_leads(name: Occurrence, last: str) -> bool:
    """The word before it is written like a first name and is no word that everybody knows."""
    around, lists = name.around, name.lists
    if last in lists.little or last in lists.tongues.small:
        return False
    beside = stranger(around.left_raw, around.touches_left, name.text)
    return beside and not (is_styled(around.word) and is_styled(around.left_raw))


def _owned_or_with(verdict: Verdict, name: Occurrence, phrase: str) -> bool:
    """A word with a capital behind "our", "with" or "by" is as good as a name."""
    if phrase.split()[-1:] in _OWNED_OR_WITH and not _HIGH_INSIDE.isdisjoint(verdict.observed):
        return True
    season = name.sense == "season" and phrase in ("with", "by")
    return season and name.around.word[0].isupper() and not name.text.shouting


def _article(around: Surroundings, text: Circumstances) -> bool:
    """An article stands before it; in Welsh, Irish and Polish "a" is "and"."""
    if not around.touches_left or text.shouting:
        return False
    if around.word.islower() and around.left[-1] in _FOREIGN and not text.english:
        return True
    if around.left[-1] not in ("the", "a", "an"):
        return False
    return around.left[-1] != "a" or text.english or not around.word[0].isupper()


def _form_owns(around: Surroundings) -> bool:
    """Read "7B's Maya"."""
    return around.left[-1:] == ["s"] and len(around.left) > 1 and CLASS.fullmatch(around.left[-2]) is not None


def _year_leads(around: Surroundings, text: Circumstances) -> bool:
    """Read "our Year 8 Elvis did": a year right before a name and no other name behind it."""
    year = around.left[-2:-1] in (["year"], ["yr"]) and around.left[-1].isdigit() and around.touches_left
    goes_on = around.touches_right and around.right_raw[:1].isupper()
    return year and around.word[:1].isupper() and not goes_on and not text.headline and not text.shouting


def _class_leads(around: Surroundings, classes: Container[str]) -> bool:
    """Read "Acorn Duke, Beech Gracie", "Holly - Kezia", "Elm: Will": what comes first is the name of a class."""
    if around.left[-1:] == [] or around.left[-1] not in classes:
        return False
    led = around.left_gap in (" ", ": ", " - ", " – ", " — ", " = ", "'s ", "’s ") or (
        around.left_gap[:1] == ":" and around.left_gap.strip() == ":"
    )
    return led and around.left_raw[:1].isupper()
