"""Titles: Mrs, Canon, St and "our caretaker" in front of a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checks.names.lists import Lists
from checks.names.surroundings import Surroundings

_MISSED: Final = frozenset(("will", "ll", "to", "really", "so", "we", "i", "gonna", "d", "would", "going", "re", "you"))
"""Words before "miss" that make it a verb."""
_RELATIVE: Final = frozenset(
    ("his", "her", "my", "our", "your", "their", "little", "big", "baby", "older", "younger", "twin", "s")
)
"""Words before "sister" or "father" that make them family."""
_ENDS: Final = re.compile(r"[\n,;!?:)…]|[^\x00-\u02ff\u2000-\u206f]")
"""A comma, a line or an emoji between a title and a name parts them."""
_SHORTENED: Final = frozenset(
    (
        "mr", "mrs", "ms", "miss", "mx", "mme", "dr", "prof", "fr", "st", "sr", "br", "rev", "revd", "capt", "sgt",
        "cpl", "lt", "col", "maj", "gen", "cllr", "gov", "hon", "insp", "supt", "pc", "cmdr", "adm",
    )
)  # fmt: skip
"""Titles that may be written with a full stop: Mrs., Capt., Revd."""
_VISITING: Final = frozenset(
    (
        "visiting",
        "guest",
        "professional",
        "celebrity",
        "renowned",
        "acclaimed",
        "retired",
        "freelance",
        "resident",
        "winning",
    )
)
"""Words before an adult's calling: "visiting storyteller Gwen", "award-winning poet Ali"."""
_ARTS: Final = frozenset(
    ("poet", "author", "artist", "writer", "illustrator", "chef", "baker", "singer", "musician", "composer", "actor",
     "magician", "photographer", "scientist", "gymnast", "goalkeeper", "footballer")
)  # fmt: skip
"""Callings that pupils are given for a day: "our Year 2 poet"."""
_YOUNG: Final = frozenset(
    ("junior", "young", "student", "pupil", "mini", "children", "childrens", "ks1", "ks2", "ks3", "eco", "peer",
     "child")
)  # fmt: skip
"""Words before an office that a pupil holds."""
_SCHOOLED: Final = (["sixth", "form"], ["key", "stage"], ["school", "council"], ["children", "s"], ["pupil", "led"])
_TITLES_THAT_ARE_WORDS: Final = frozenset(("miss", "private", "major", "minister"))


def title_before(around: Surroundings, lists: Lists) -> str:
    """Return the title in front of a name ("mrs", "st"), over one first name or initial; "" when it has none."""
    left = around.left
    for skipped in (0, 1):
        tokens = left[: len(left) - skipped] if skipped else left
        phrase, kind = lists.titles.longest(tokens)
        if not phrase or (skipped and not _continues(around, left[-1], lists)):
            continue
        if not skipped and _parted(phrase, around.left_gap):
            continue
        if phrase == "former" and tokens[-2:-1] == ["sixth"]:
            continue
        before = tokens[: -len(phrase.split())]
        if kind == "role" and (pupils_office(before) or (phrase in _ARTS and _of_year(before))):
            continue
        if phrase in ("sgt", "cpl", "sergeant", "corporal", "lance corporal", "l cpl") and "cadet" in tokens:
            continue
        if _is_title(phrase, kind, before, around, touching=not skipped):
            return phrase
    if len(left) > 1 and left[-2] in _VISITING and around.touches_left and around.left_raw.islower():
        return " ".join(left[-2:])
    return _saints_in_list(left)


def pupils_office(before: Sequence[str]) -> bool:
    """Tell whether what stands before a calling makes it a pupil's: "junior road safety officers"."""
    if not before:
        return False
    return before[-1] in _YOUNG or list(before[-2:]) in _SCHOOLED


def _of_year(before: Sequence[str]) -> bool:
    """Read "our Year 2" before "poet Rosa Pereira"."""
    return len(before) > 1 and before[-2] in ("year", "yr", "y") and before[-1][:1].isdigit()


def _parted(phrase: str, gap: str) -> bool:
    """A sign between title and name ends what came before it; a full stop does so where nothing is shortened."""
    if not gap.strip():
        return "\n" in gap
    return _ENDS.search(gap) is not None or ("." in gap and phrase not in _SHORTENED)


def _continues(around: Surroundings, word: str, lists: Lists) -> bool:
    """Read "Mr James Ali", "Mrs J Rose": the word between title and name is written like a name."""
    return (
        around.touches_left
        and not around.left_parted
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
