"""Standing: where a first name stands in its text: in a list, in brackets, hailed, beside a number or a price."""

from __future__ import annotations

import re
from typing import Final

from checks.names.fold import fold_name
from checks.names.occurrence import Occurrence
from checks.names.senses import COUNTED, DATED, PLAIN
from checks.names.surroundings import Surroundings
from checks.names.values import of_values
from checks.names.verdict import Circumstances, Verdict, is_styled, others

_OPENING: Final = tuple("\"“‘'«*_")
_CLOSING: Final = tuple("\"”’'»*_")
_PRICED: Final = re.compile(
    r"\s*[:–—-]?\s*(?:£\s?\d|\d[\d.,]*\s?(?:%|per cent|points\b|pts\b|house points|merits|dojos))"
)
"""Houses and classes are counted up: "Ruby £210", "Pearl 97.5%"."""
_YOU: Final = frozenset(
    ("you", "u", "ti", "chi", "ty", "jestes", "tu", "voce", "sei", "eres", "esti", "sen", "tum", "ur")
)
"""You, in the languages of comments."""
_SCORE: Final = re.compile(r"\s+\d{1,2}\s*(?:[-–,]\s*)?(?:\d{1,2}\b|[A-Z][a-z]+ \d)")
"""A score between teams: "Chelsea 2 Everton 0"."""
_VALUES: Final = frozenset(("value", "values", "virtue", "virtues", "theme", "fruits", "gifts", "message", "word"))
"""Words beside a virtue that is no child: "our value this half term is Hope"."""
_POSITIONS: Final = frozenset(
    (
        "left", "right", "front", "back", "centre", "center", "middle", "far", "top", "bottom", "second", "third",
        "pictured",
    )
)  # fmt: skip
"""Where somebody stands in a picture: "Martin (front, in the yellow coat)"."""
_RANK: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_SENTENCE: Final = re.compile(r"[.!?:\n]\s*")
_SOMEBODY: Final = frozenset(("our", "a", "an", "the", "one", "my", "his", "her", "your", "another"))
"""Words with which a sentence begins that tells of somebody."""
_DRESSED: Final = frozenset(
    (("in", "a"), ("in", "her"), ("in", "his"), ("in", "full"), ("in", "an"), ("wearing", "a"), ("dressed", "as"),
     ("arms", "out"), ("eyes", "closed"), ("hand", "up"), ("left", "in"), ("on", "the"), ("holding", "a"))
)  # fmt: skip
"""How somebody in a picture is described: "Summer, in a red coat, waves"."""
_PRAISE: Final = 2
"""Words of praise that are a whole comment but for the name."""
_VERY: Final = frozenset(("so", "very", "too", "proper", "dead", "super", "how", "soo", "sooo"))
_PRAISING: Final = frozenset(
    (
        "clever", "proud", "cute", "pretty", "beautiful", "brave", "funny", "sweet", "gorgeous", "good", "talented",
        "kind", "lovely", "cool", "grown", "smart", "precious", "handsome", "adorable",
    )
)  # fmt: skip
_ADVICE: Final = frozenset(
    (
        ("keep", "your"), ("keep", "going"), ("keep", "it"), ("keep", "smiling"), ("keep", "up"), ("youre", "a"),
        ("your", "a"), ("youre", "amazing"), ("your", "amazing"), ("well", "done"), ("love", "you"), ("dont", "forget"),
        ("well", "deserved"), ("hold", "your"), ("stop", "showing"), ("get", "your"),
    )
)  # fmt: skip
"""What follows a name by which a comment speaks to somebody."""
_ASKING: Final = frozenset(("why", "where", "how", "what", "when", "who"))
_TOPICS: Final = _VALUES | {
    "week", "term", "month", "topic", "song", "hymn", "title", "book", "subject", "focus", "colour", "house",
    "class", "note",
    "theme", "today", "reminder", "question", "answer", "prayer", "assembly", "season", "date", "venue", "where",
    "when",
}  # fmt: skip
"""Words of a label behind which a word is one."""
_SERVING: Final = frozenset(("teaches", "taught", "runs", "works", "leads", "manages", "drives", "coaches", "retires"))
"""What adults do who are told of with "who"."""
_MEASURES: Final = frozenset(("max", "min", "miles", "mark", "page", "penny", "bill"))
"""Names that are words beside numbers: "Max 40 minutes"."""
_CRIES: Final = frozenset(
    (
        "wow",
        "oh",
        "ooh",
        "aw",
        "aww",
        "awww",
        "omg",
        "yay",
        "haha",
        "hey",
        "hi",
        "well",
        "yes",
        "yesss",
        "ah",
        "go",
        "wooo",
    )
)
"""What may stand before a name that begins a comment: "Wow Blessing, ..."."""


def weigh_place(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """Note what the place of a first name in its text says for a pupil or against one."""
    around, ordinary = name.around, name.ordinary
    if companions:
        verdict.note("in_list", others(companions))
    if around.last:
        verdict.note("ends_text")
    _weigh_calls(verdict, name, companions)
    _weigh_signs(verdict, around, name.text)
    if ordinary >= PLAIN and name.sense not in DATED:
        _weigh_bare(verdict, name, companions)
    _weigh_numbers(verdict, name, companions)
    if (ordinary and of_values(around, name.text)) or (name.sense == "virtue" and _beside_values(name)):
        verdict.note("among_values")
    if around.right_gap == ", " and around.right[0] == "who" and _SERVING.isdisjoint(around.right[1:3]):
        verdict.note("who_clause_word" if ordinary else "who_clause")


def _beside_values(name: Occurrence) -> bool:
    """Read "our values are Hope, Courage and Kindness": another virtue stands beside it, or what they are called."""
    around = name.around
    values = (name.lists.senses["virtue"] - {around.word.casefold()}) | _VALUES
    return not values.isdisjoint([*around.left[-5:], *around.right[:4]])


def _weigh_calls(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """Somebody is spoken to."""
    around, text = name.around, name.text
    if "," in around.left_gap and not companions:
        _weigh_vocative(verdict, name)
    you = around.right[:1] != [] and around.right[0] in _YOU
    if text.comment and not companions and _spoken_to(name, you=you):
        verdict.note("called_out")
    hailed = around.first and (around.touches_right or around.right_gap == ", ") and you
    if "hailed" not in verdict.observed and (hailed or (around.last and around.left[-1:] == ["you"])):
        verdict.note("hailed")


def _weigh_vocative(verdict: Verdict, name: Occurrence) -> None:
    """Behind a comma a name closes its sentence: "Sit on it quietly, please, Duke."."""
    around = name.around
    if around.right_gap[:1] in ("!", "?"):
        verdict.note("vocative")
        return
    noun = name.ordinary >= PLAIN and name.sense in (*COUNTED, "flower") and around.word[0].isupper()
    if noun and (around.last or around.right_gap[:1] == ".") and not name.text.headline:
        verdict.note("vocative_word")


def _spoken_to(name: Occurrence, *, you: bool) -> bool:
    """A comment calls somebody, or praises or advises; `you` behind a comma makes somebody of a month or a place."""
    around, text = name.around, name.text
    person = name.sense not in (*DATED, "place") or (you and around.right_gap[:1] in ("!", ","))
    return (person and _called_out(around, text)) or (text.casual and _addressed(around, name.ordinary))


def _weigh_signs(verdict: Verdict, around: Surroundings, text: Circumstances) -> None:
    """Letters of its own, quotation marks, brackets, an arrow, an address."""
    if is_styled(around.word) and not (is_styled(around.left_raw) or is_styled(around.right_raw)):
        verdict.note("styled")
    if around.left_gap[-1:] in _OPENING and around.right_gap.lstrip("!?.,")[:1] in _CLOSING and around.right_gap:
        verdict.note("quoted")
    if not around.owned and _PRICED.match(text.source, around.end):
        verdict.note("counted_up")
    if around.first and around.right_gap == ", " and tuple(around.right[:2]) in _DRESSED:
        verdict.note("described")
    if "→" in around.right_gap and around.word[0].isupper():
        verdict.note("labelled")
    if "(" in around.left_gap and ")" in around.right_gap:
        verdict.note("in_brackets")
    if "(" in around.right_gap and around.right[:1] and around.right[0] in _POSITIONS:
        verdict.note("placed_in_picture")
    if _in_address(around):
        verdict.note("in_address")


def _weigh_bare(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """A word stands alone where only a name does: between commas, behind a rank, behind a label."""
    around = name.around
    if not companions and _apposed(around, name.text):
        verdict.note("apposed")
    ranked = around.left[-1:] != [] and around.word[0].isupper() and _RANK.fullmatch(around.left[-1]) is not None
    if ranked and (around.last or not around.touches_right or around.right[0][:1].isdigit()):
        verdict.note("ranked")
    if name.sense != "place" and not companions and _labelled(around):
        verdict.note("labelled")


def _weigh_numbers(verdict: Verdict, name: Occurrence, companions: int) -> None:
    """A date, a measure, a score."""
    around, sense = name.around, name.sense
    if (sense in ("month", "season") or around.word.casefold() in _MEASURES) and _number_beside(around):
        verdict.note("number_beside")
    if sense and not companions and _SCORE.match(name.text.source, around.end):
        verdict.note("scoreline")


def _apposed(around: Surroundings, text: Circumstances) -> bool:
    """Read "Our littlest trombonist, Rose, is shorter": between commas, behind somebody who is told of."""
    if around.left_gap != ", " or around.right_gap != ", " or not around.word[0].isupper():
        return False
    told = _SENTENCE.split(text.source[: around.start - 2])[-1].split()
    return bool(told) and told[0].casefold() in _SOMEBODY and "," not in " ".join(told)


def _labelled(around: Surroundings) -> bool:
    """Read "Sub: Hope.", "Captain: Will": a label, a colon and nothing more."""
    if ":" not in around.left_gap or not around.word[0].isupper() or not _TOPICS.isdisjoint(around.left[-3:]):
        return False
    return around.last or around.right_gap.strip()[:1] in (".", ",", ";", "(") or "\n" in around.right_gap


def _called_out(around: Surroundings, text: Circumstances) -> bool:
    """A comment begins with the name, and stops there: "Patience!! ...", "Elijah, the chimney ..."."""
    begins = _CRIES.issuperset(fold_name(text.source[: around.start]).split())
    sign = around.right_gap.strip()[:1]
    return begins and not around.owned and bool(sign) and (sign in "!,?…" or sign > "\u2100")


def _addressed(around: Surroundings, ordinary: int) -> bool:
    """Read "so clever may xxxxx", "chester keep your head up": praise that ends with a name, advice that begins so."""
    left, right = around.left, around.right
    if ordinary and around.last and len(left) == _PRAISE:
        return left[0] in _VERY and left[1] in _PRAISING
    asked = right[:1] != [] and right[0] in _ASKING and right[1:2] in (["are"], ["r"], ["did"], ["have"], ["is"])
    asked = asked and right[2:3] != [] and right[2] in _YOU
    opens = around.first or _CRIES.issuperset(left)
    return opens and around.touches_right and (asked or (not left and tuple(right[:2]) in _ADVICE))


def _in_address(around: Surroundings) -> bool:
    """Read "example.org/zainab", "zainab@example.org": nothing but a sign between, and no new sentence."""
    before = bool(around.left_raw) and around.left_gap in ("/", "://", "@", ".", "=")
    return before or (
        bool(around.right_raw) and (around.right_gap == "@" or (around.right_gap == "." and around.right_raw.islower()))
    )


def _number_beside(around: Surroundings) -> bool:
    near = [*around.left[-1:], *around.right[:1]]
    return any(word.isdigit() or word[:-2].isdigit() for word in near)
