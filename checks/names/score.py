"""Scores: the one table of weights by which context decides, and the thresholds that turn a sum into a confidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Weight(NamedTuple):
    """What one observation adds, and how a reader is told of it ("" = not worth telling)."""

    points: float
    says: str = ""


WEIGHTS: Final[Mapping[str, Weight]] = {
    # what the name itself is worth
    "name": Weight(2.0),
    "mild_word": Weight(-1.5, "also an ordinary word"),
    "plain_word": Weight(-3.0, "also an ordinary word"),
    "strong_word": Weight(-4.5, "mostly an ordinary word"),
    "tiny": Weight(-1.5),
    "short_form": Weight(-0.5),
    "plural": Weight(-0.5),
    # how it is written
    "capital_inside": Weight(2.0, "written with a capital"),
    "capital_first": Weight(2.0),
    "capital_word_first": Weight(0.5),
    "shouted": Weight(1.0),
    "lower_in_mixed": Weight(-1.0),
    # what stands before it
    "strong_before": Weight(4.0, "after '{}'"),
    "weak_before": Weight(1.5, "after '{}'"),
    "weak_before_word": Weight(0.5, "after '{}'"),
    "place_before": Weight(-3.0),
    "ordinary_before": Weight(-1.0),
    "ordinary_before_word": Weight(-2.5),
    "article_before": Weight(-2.5),
    "stranger_before": Weight(-3.0),
    "stranger_first": Weight(-0.5),
    # what stands after it
    "strong_after": Weight(2.5, "before '{}'"),
    "strong_after_word": Weight(5.0, "before '{}'"),
    "weak_after": Weight(1.0),
    "verb_after": Weight(1.5, "before '{}'"),
    "class_after": Weight(3.0, "with a class or year"),
    "stranger_after": Weight(-4.0),
    "not_person_after": Weight(-4.0),
    "number_beside": Weight(-3.0),
    "owns": Weight(2.0, "with something of the child's"),
    "owns_anything": Weight(0.5),
    "owns_not_person": Weight(-2.0),
    # where it stands
    "in_list": Weight(2.5, "in a list with {}"),
    "ends_text": Weight(1.0),
    "hailed": Weight(1.5, "spoken to"),
    "among_values": Weight(-4.0),
    "in_address": Weight(-4.0),
    "signed": Weight(-20.0),
    "staff_first_name": Weight(-1.0, "a member of staff has this first name too"),
    "named_in_post": Weight(1.5, "named in the post as well"),
    "figure_in_post": Weight(-5.0),
    "story_told": Weight(-3.0, "but the text is about a story with this name"),
    "photo": Weight(0.3),
}
"""Points for and against a first name standing for a pupil. Hand-set; positive speaks for a child."""

LIKELY: Final = 3.0
"""From this sum on a mention is likely, and reports act on it."""
POSSIBLE: Final = 1.0
"""From this sum on a mention is possible and listed apart; below it is none."""
CERTAIN: Final = 7.5
"""A first name alone is certain from this sum on; full names are certain without one."""


def confidence(points: float) -> str:
    """Return certain, likely, possible, or "" for no mention."""
    if points >= CERTAIN:
        return "certain"
    return "likely" if points >= LIKELY else "possible" if points >= POSSIBLE else ""
