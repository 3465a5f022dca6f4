"""Who is in which picture, and how that is known: first as the photo log says it, else by a name that stands beside.

A name beside a picture proves nobody in it. It is only asked for where the log says nothing of the picture at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from checks._photo_log import SUBJECT, LoggedPictures, Pupil, Shown, Unit, logged_pictures
from checks.base import Evidence, post_of

_BY_FORM: Final = "the log names this pupil's form; "
_PLACES: Final = {"alt": "its alt text", "image": "what can be read in it", "post": "its caption"}
"""Where a name may stand, the nearest to the picture first."""
_SURE: Final = frozenset({"certain", "likely"})
_Post = tuple[str, str]
"""Account and post_id."""


def who_is_shown(evidence: Evidence) -> Sequence[tuple[Shown, str]]:
    """Return each pupil of a picture, and how it is known, as the beginning of a sentence (blank = by the log itself).

    Pupils of whom the log says nothing, and whose name stands in the alt text, the picture or the caption, are
    `possible`, whatever the confidence of the name.
    """
    return evidence.once("who is shown", lambda: list(_who_is_shown(evidence, logged_pictures(evidence))))


def _who_is_shown(evidence: Evidence, pictures: LoggedPictures) -> Iterator[tuple[Shown, str]]:
    logged: dict[_Post, set[str]] = defaultdict(set)
    for one in pictures.shown():
        logged[one.unit.post].add(one.pupil_id)
        yield one, _BY_FORM if one.by_form else ""
    yield from _named(evidence, [unit for unit in pictures.units if unit.subject_type == "image"], logged)


def _named(evidence: Evidence, units: Sequence[Unit], explained: dict[_Post, set[str]]) -> Iterator[tuple[Shown, str]]:
    """Yield the pupils who are named beside pictures that nobody has logged, each once a picture.

    `explained`: the pupils of a post who are known to be in one of its pictures, so that its caption may mean that one.
    """
    pupils = {row[0]: Pupil(*row) for row in evidence.rows("pupils", ["pupil_id", "form"], ["left_on"])}
    unlogged: dict[_Post, list[Unit]] = defaultdict(list)
    for unit in units:
        if not unit.log:
            unlogged[unit.post].append(unit)
    for place, account, subject, pupil_id in _mentions(evidence):
        post = (account, post_of(place, f"{place}:{subject}"))
        beside = [unit for unit in unlogged.get(post, ()) if place == "post" or unit.subject_id == f"image:{subject}"]
        if not beside or pupil_id not in pupils or (place == "post" and pupil_id in explained[post]):
            continue
        explained[post].add(pupil_id)
        which = f"the caption of its {len(beside)} pictures" if len(beside) > 1 else _PLACES[place]
        # of several pictures under one caption the first stands for all: nobody can say which is meant
        shown = Shown(beside[0], pupil_id, "possible", False, pupils[pupil_id])
        yield shown, f"it is not logged, and {which} names this pupil; "


def _mentions(evidence: Evidence) -> Iterator[tuple[str, str, str, str]]:
    """Yield (place, account, id without its type, pupil) once each where a name surely means one pupil alone."""
    rows = evidence.rows("mentions", [*SUBJECT, "confidence"], others=["pupil_ids"])
    found = {
        (kind, account, subject.partition(":")[2], pupil_ids[0]): None
        for kind, subject, account, confidence, pupil_ids in rows
        if kind in _PLACES and confidence in _SURE and len(pupil_ids) == 1
    }
    order = list(_PLACES)
    seen: set[tuple[str, str, str]] = set()
    for kind, account, subject, pupil_id in sorted(found, key=lambda one: order.index(one[0])):
        if kind == "post" or (account, subject, pupil_id) not in seen:
            seen.add((account, subject, pupil_id))
            yield kind, account, subject, pupil_id
