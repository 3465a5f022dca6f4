"""What a school's consent type is for: "Photograph on website (Year 7 and 8)" is photo_website, for two years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.mis.lists import fold_word, purposes

_PICTURES = re.compile(r"\b(photo\w*|image\w*|picture\w*|video\w*|film\w*)\b")
_NAMES = re.compile(r"\b(full |first |pupil'?s?'? |child'?s |use of )?names?\b")
_DENIAL: Final = re.compile(
    r"\b(not|no|non|never|without|cannot|dont|donot\w*|opt\w*[ -]?out|exc(ept|lu)\w*|object(s|ed|ing|ions?)?|refus\w*"
    r"|withdr[ae]w\w*|withhold\w*|withheld|revo[ck]\w*|retract\w*|declin\w*|den(y|ie[ds]|ial)|disagree\w*|disallow\w*"
    r"|forbid\w*|prohibit\w*|restrict\w*|ban(ned)?|block\w*|unwilling|against|other than|apart from"
    r"|dim|heb|nid|peidi\w*|gwrthod\w*)|n['\u2019]t\b"
)
"""Words by which a type of consent says no, in English and Welsh; a heading may glue them: "donotpublish"."""
_ANSWERS: Final = re.compile(r"\byes ?(/|\||or) ?no\b")
"""The answers that a heading offers deny nothing."""
SAYS_NO: Final = "a yes to them counts as no; where it allows something, say what under mis.consents.purposes"
"""What people are told of types that deny something."""
_YEARS = re.compile(r"\b(?:years?|yrs?)\s*((?:\d{1,2}|r)\b(?:\s*(?:,|-|to|and|&|/)\s*(?:years?\s*)?(?:\d{1,2}|r)\b)*)")
_SPAN = re.compile(r"(\d{1,2})\s*(?:-|to)\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class ConsentType:
    """What a school's consent type is about."""

    purposes: tuple[str, ...]
    """None where it is about neither pictures nor names."""
    says_no: bool = False
    """It denies something ("Do not use photos on website"): what a yes to it means, only the trust can tell."""


def type_of(kind: str, said: Mapping[str, str]) -> ConsentType:
    """Return what a consent type is about; `said` is what trust.yaml says of types, which goes before everything."""
    folded = fold_word(kind)
    own = {fold_word(name): purpose for name, purpose in said.items()}
    if folded in own:
        return ConsentType((own[folded],))
    return ConsentType(_purposes_of(folded), says_no=bool(_DENIAL.search(_ANSWERS.sub(" ", folded))))


def _purposes_of(folded: str) -> tuple[str, ...]:
    """Return the purposes whose words stand in a folded type: one that names several channels is about each of them.

    `photo_general` (no channel named) and `photo_press`, `photo_internal` and the like never count as consent to
    publish online.
    """
    about_pictures, about_names = bool(_PICTURES.search(folded)), bool(_NAMES.search(folded))
    channels = [purpose for words, purpose in purposes() if re.search(rf"\b{re.escape(words)}", folded)]
    general = {"photo_general", "photo_video"}
    particular = list(dict.fromkeys(p for p in channels if p not in general))
    if "online" in folded and not about_pictures:
        particular = [purpose for purpose in particular if purpose != "photo_website" or "site" in folded]
    if not particular:
        return tuple(dict.fromkeys(channels))[:1] if about_pictures else ()
    kinds = ["photo"] if about_pictures or not about_names else []
    kinds += ["name"] if about_names else []
    return tuple(f"{kind}_{purpose.removeprefix('photo_')}" for purpose in particular for kind in kinds)


def years_of(kind: str) -> frozenset[str]:
    """Return the year groups that a consent type is limited to; empty = all."""
    found: set[str] = set()
    for match in _YEARS.finditer(fold_word(kind)):
        listed = match[1]
        for first, last in _SPAN.findall(listed):
            found |= {str(year) for year in range(int(first), int(last) + 1)}
        found |= {year.upper() for year in re.findall(r"\d{1,2}|\br\b", listed)}
    return frozenset(found)
