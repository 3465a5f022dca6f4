"""Findings on named children: one for each child of a text, as severe as the naming and the pictures beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple

from checks._consent import GRANTED, Consents, consents_of
from checks._photo_log import logged_pictures
from checks._rows import Rows
from checks._texts import Text, Texts
from checks.base import CONFIDENCES, Evidence

UNIT: Final = ["subject_type", "subject_id", "account"]
_WITH_SURNAME: Final = ("full_name", "first_and_initial", "initial_and_surname", "only_name")
_KINDS: Final = (*_WITH_SURNAME, "last_name", "first_name", "short_form")
"""The fullest first."""
_FIRST: Final = frozenset({"first_name", "short_form"})
_ALLOWED: Final = {
    "nothing": frozenset[str](),
    "first_name": _FIRST,
    "first_name_and_initial": _FIRST | {"first_and_initial"},
    "names_without_pictures": frozenset(_KINDS),
    "pictures_without_names": frozenset[str](),
}
"""What a policy may allow -> the kinds of naming it does not mind."""
ALLOWANCES: Final = tuple(_ALLOWED)
_FULLNESS: Final = {kind: place for place, kind in enumerate(_KINDS)}
_SURENESS: Final = {confidence: place for place, confidence in enumerate(CONFIDENCES)}
_LAST: Final = 9
"""The place of a word that nobody knows."""
_CLASS: Final = re.compile(
    r"(?i)\b(?:years?|yrs?|y)\s?\d{1,2}\b|\breception\b|\bnursery\b|\b(?:[1-9]|1[0-3])[A-Z]{1,2}\b"
)
"""A class or year group stated: "Year 4", "Y7", "3B"."""
_CONSENT: Final = {
    GRANTED: "consent to be named is on record, but the policy allows no names",
    "refused": "consent to be named had been refused",
    "parents_disagree": "the parents disagree on naming the child",
    "child_says_no": "the child had said no to being named",
    "withdrawn": "consent to be named had been withdrawn",
}
_FINDING: Final = (*UNIT, "start", "end", "matched_text", "pupil_ids", "confidence", "severity", "detail")
Subject = tuple[str, str, str]
"""subject_type, subject_id, account"""
_Post = tuple[str, str]
"""Account and post_id."""


class _Mention(NamedTuple):
    """One mention, as Evidence has it."""

    subject: Subject
    matched_text: str
    kind: str
    confidence: str
    because: str
    start: int
    end: int
    pupil_ids: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """The surest first, then the fullest, then the first of its text."""
        return _SURENESS.get(self.confidence, _LAST), _FULLNESS.get(self.kind, _LAST), self.start


def naming(texts: Texts, evidence: Evidence) -> list[Text]:
    """Return the texts that name anybody, which most do not."""
    return texts.called({name for (name,) in evidence.rows("mentions", ["subject_id"])})


def findings_of(texts: Iterable[Text], evidence: Evidence, allow: str = "nothing") -> Rows:
    """Return one finding for each child, or group of children of one name, that a judged text names.

    `allow`: nothing (also written pictures_without_names), first_name, first_name_and_initial, or
    names_without_pictures; ValueError for any other word. Whether a child must not be published at all is not asked
    here: never-publish-child looks for that, and nothing else may differ by it.
    """
    if allow not in _ALLOWED:
        raise ValueError(f"allow: {allow!r} is not known; give one of {', '.join(_ALLOWED)}")
    judged: Mapping[Subject, Text] = {text[:3]: text for text in texts}
    with_pictures, shown = evidence.once("pictures beside names", lambda: _beside(evidence))
    consents = consents_of(evidence)
    rows: list[tuple[Any, ...]] = []
    for one, times in _best_of_each(_mentions(evidence, judged)):
        text = judged[one.subject]
        post = (text.account, text.post_id)
        photo, pictured = post in with_pictures, not shown.get(post, set()).isdisjoint(one.pupil_ids)
        if not _allowed(one, allow, photo or pictured):
            detail = _detail(one.because, times, pictured, _consent_words(one, text, consents))
            spoken = (one.start, one.end, one.matched_text, one.pupil_ids, one.confidence)
            rows.append((*one.subject, *spoken, _severity(one, text, pictured, photo), detail))
    return Rows.of(_FINDING, rows)


def _beside(evidence: Evidence) -> tuple[set[_Post], Mapping[_Post, set[str]]]:
    """Return the posts with pictures, and whom the photo log places in those of each.

    A form that was logged in an earlier school year places nobody: who is in it now need not have been in it then.
    """
    shown: dict[_Post, set[str]] = defaultdict(set)
    for one in logged_pictures(evidence).shown():
        if one.confidence != "possible":
            shown[one.unit.post].add(one.pupil_id)
    return set(evidence.rows("media", ["account", "post_id"])), shown


def _mentions(evidence: Evidence, judged: Collection[Subject]) -> Iterator[_Mention]:
    """Yield the mentions in judged texts."""
    said = ["matched_text", "kind", "confidence", "because"]
    for row in evidence.rows("mentions", [*UNIT, *said], others=["start", "end", "pupil_ids"]):
        one = _Mention(row[:3], *row[3:])
        if one.subject in judged:
            yield one


def _best_of_each(mentions: Iterable[_Mention]) -> Iterator[tuple[_Mention, int]]:
    """Yield the surest, fullest, first mention of the same children in one text, and how many there are."""
    groups: dict[tuple[Subject, tuple[str, ...]], list[_Mention]] = defaultdict(list)
    for one in mentions:
        groups[one.subject, tuple(one.pupil_ids)].append(one)
    for group in groups.values():
        yield min(group, key=attrgetter("rank")), len(group)


def _allowed(one: _Mention, allow: str, photo: bool) -> bool:
    """Tell whether the policy does not mind a naming, beside a picture or not."""
    return one.kind in _ALLOWED[allow] and not (photo and allow == "names_without_pictures")


def _severity(one: _Mention, text: Text, pictured: bool, photo: bool) -> str:
    """Pictured, or surname beside a picture > surname, or class and picture > class or picture > bare first name."""
    full, stated = one.kind in _WITH_SURNAME, _CLASS.search(text.text) is not None
    if pictured or (full and photo):
        return "today"
    if full or (photo and stated):
        return "this_week"
    return "soon" if photo or stated else "note"


def _consent_words(one: _Mention, text: Text, consents: Consents) -> str:
    """Say what the consent register says about naming the child, where it speaks of names and one child is meant."""
    if len(one.pupil_ids) != 1 or not consents.about_names:
        return ""
    return _CONSENT.get(consents.at(one.pupil_ids[0], "name", text.platform, text.posted), "")


def _detail(because: str, times: int, pictured: bool, consent: str) -> str:
    parts = [because[:1].upper() + because[1:]]
    if times > 1:
        parts.append(f"named {times} times here")
    if pictured:
        parts.append("the photo log places the child in this post's pictures")
    return "; ".join([*parts, *([consent] if consent else [])])
