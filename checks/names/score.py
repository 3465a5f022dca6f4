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
    "mild_word": Weight(-1.0, "also an ordinary word"),
    "plain_word": Weight(-3.0, "also an ordinary word"),
    "strong_word": Weight(-4.5, "mostly an ordinary word"),
    "tiny": Weight(-1.5),
    "short_form": Weight(-0.5),
    "plural": Weight(-0.5),
    # how it is written
    "capital_inside": Weight(2.0, "written with a capital"),
    "capital_first": Weight(2.0),
    "capital_word_first": Weight(0.5),
    "capital_word_inside": Weight(2.0, "written with a capital"),
    "capital_virtue_inside": Weight(1.4, "written with a capital"),
    "shouted": Weight(1.5),
    "no_capitals": Weight(1.5),
    "no_capitals_word": Weight(1.0),
    "lower_in_mixed": Weight(-1.0),
    "low_in_casual": Weight(1.0),
    "letters_apart": Weight(6.0, "spelled letter by letter"),
    # what stands before it
    "strong_before": Weight(4.0, "after '{}'"),
    "weak_before": Weight(1.5, "after '{}'"),
    "weak_before_word": Weight(0.5, "after '{}'"),
    "place_before": Weight(-3.0),
    "ordinary_before": Weight(-1.0),
    "ordinary_before_word": Weight(-2.5),
    "article_before": Weight(-8.0),
    "story_before": Weight(-6.0),
    "stranger_before": Weight(-3.5),
    "stranger_first": Weight(-0.5),
    # what stands after it
    "strong_after": Weight(2.5, "before '{}'"),
    "strong_after_word": Weight(5.5, "before '{}'"),
    "weak_after": Weight(1.0),
    "verb_after": Weight(1.5, "before '{}'"),
    "verb_after_word": Weight(4.0, "before '{}'"),
    "class_after": Weight(4.5, "with a class or year"),
    "of_class": Weight(5.0, "with a class or year"),
    "stranger_after": Weight(-8.0),
    "not_person_after": Weight(-4.0),
    "not_person_after_high": Weight(-8.0),
    "number_beside": Weight(-3.0),
    "owns": Weight(2.0, "with something of the child's"),
    "owns_word": Weight(3.5, "with something of the child's"),
    "owns_anything": Weight(0.5),
    "owns_not_person": Weight(-2.0),
    "owns_high": Weight(-2.0),
    "copula_after_word": Weight(2.0),
    "plural_alone": Weight(-6.0),
    "pronoun_after": Weight(0.5),
    "pronoun_after_word": Weight(2.0, "with 'he' or 'she' after it"),
    # where it stands
    "who_clause": Weight(3.0),
    "plays_part": Weight(3.0, "as somebody in a play or a costume"),
    "bare_noun": Weight(4.0, "written like a name"),
    "participle_near": Weight(3.0),
    "in_list": Weight(3.0, "in a list with {}"),
    "beside_children": Weight(0.7),
    "ends_text": Weight(1.0),
    "vocative": Weight(2.0, "spoken to"),
    "in_brackets": Weight(2.5, "in brackets"),
    "listed_words": Weight(1.0),
    "hailed": Weight(2.0, "spoken to"),
    "called_out": Weight(4.0, "spoken to"),
    "own_low": Weight(4.0, "after '{}'"),
    "praised_low": Weight(1.5),
    "styled": Weight(3.0, "in letters of its own"),
    "own_dated": Weight(4.0, "after '{}'"),
    "strangers_listed": Weight(-5.0, "but in a list with names of no pupils"),
    "stranger_listed": Weight(-2.0, "but beside the name of no pupil"),
    "same_kind_listed": Weight(-1.0),
    "quoted": Weight(-4.0, "in quotation marks"),
    "counted_up": Weight(-5.0),
    "scoreline": Weight(-4.0),
    "cast_as": Weight(-8.0),
    "pen_friend_told": Weight(-3.0),
    "scripture_reference": Weight(-8.0),
    "among_values": Weight(-4.0),
    "in_address": Weight(-4.0),
    "named_in_post": Weight(1.5, "named in the post as well"),
    "photo": Weight(0.3),
    # whom or what else it may be
    "staff_first_name": Weight(-0.5, "a member of staff has this first name too"),
    "staff_meant": Weight(-9.0, "but a member of staff of this name is spoken of"),
    "signed": Weight(-20.0),
    "author_self": Weight(-5.0, "the writer has this name too"),
    "class_name": Weight(-3.0, "also the name of a class"),
    "kin_elsewhere": Weight(-4.0),
    "acronym": Weight(-5.0),
    "kin_of_adult": Weight(-8.0),
    "house_number": Weight(-7.0),
    "house_in_post": Weight(-2.0),
    "role_told": Weight(-2.5),
    "saints_told": Weight(-4.0, "but the text is about saints"),
    "house_told": Weight(-4.0, "but the text is about houses"),
    "acts_as_group": Weight(-4.0),
    "class_told": Weight(-5.0),
    "at_class": Weight(-7.0),
    "label": Weight(-6.0),
    "counted": Weight(-6.0),
    "animal_beside": Weight(-9.0),
    "pet_told": Weight(-6.0, "but the text is about an animal"),
    "role_beside": Weight(-8.0),
    "from_elsewhere": Weight(-6.5),
    "from_school": Weight(-12.0),
    "other_team": Weight(-9.0),
    "other_school_told": Weight(-6.0, "but the text speaks of another school"),
    "former_beside": Weight(-7.0),
    "memorial_told": Weight(-4.0),
    "memorial_list": Weight(-8.0, "but on a memorial"),
    "called_by_stranger": Weight(-5.0),
    "some_child": Weight(-3.0),
    "figure_in_post": Weight(-5.0),
    "story_told": Weight(-3.0, "but the text is about a story with this name"),
    "associated": Weight(-3.0, "but the text is about somebody or something of this name"),
    "associated_word": Weight(-2.0, "but the text is about somebody or something of this name"),
    "associated_beside": Weight(-2.0),
    "saint_meant": Weight(-1.0),
    "same_word_meant": Weight(-2.5),
    "pet_named_above": Weight(-9.0, "but the post gives the name to an animal"),
    "firm_in_brackets": Weight(-7.0),
    "pet_in_post": Weight(-4.5, "but the post is about an animal"),
    "reading_beside": Weight(-7.0),
    "people_beside": Weight(-8.0),
    "scripture_company": Weight(-3.0),
    "adults_told": Weight(-3.5, "but the text is about adults"),
    "former_in_post": Weight(-5.5, "but the post is about people who have left"),
    "in_story": Weight(-2.0, "but the text tells a story"),
    "work_by": Weight(-5.0),
    "as_verb": Weight(-3.0),
    "measured": Weight(-3.0),
    "old_year": Weight(-8.0, "but with a year long gone"),
    "owner_elsewhere": Weight(-9.0),
    "reading_told": Weight(-0.5),
    "scripture_told": Weight(-0.5),
    "story_hinted": Weight(-1.0),
    "among_places": Weight(-5.0),
    "kin_of_name": Weight(6.0, "before '{}'"),
    "adults_in_post": Weight(-2.5, "but the post is about adults"),
    "listed_high": Weight(2.0),
    "unlike_child": Weight(-6.0),
    "former_told": Weight(-5.0),
    # a last name alone
    "last_name": Weight(-1.0),
    "no_sport": Weight(-2.5),
    "last_name_low": Weight(-4.0),
    "sport_told": Weight(1.5, "in a text about sport"),
    "sport_in_post": Weight(1.5, "under a post about sport"),
    "sport_verb_after": Weight(3.0, "before '{}'"),
    "last_names_listed": Weight(2.5, "in a list with {}"),
    "many_last_names": Weight(3.0),
    "last_name_after": Weight(1.5, "after '{}'"),
    "placed": Weight(1.5),
    "last_name_owns": Weight(2.5, "with something of the child's"),
    "known_last": Weight(-3.0),
    "deed_after": Weight(3.0, "doing something"),
}
"""Points for and against a name alone standing for a pupil. Positive speaks for a child."""

LIKELY: Final = 3.0
"""From this sum on a mention is likely, and reports act on it."""
POSSIBLE: Final = 1.0
"""From this sum on a mention is possible and listed apart; below it is none."""
CERTAIN: Final = 9.0
"""A first name alone is certain from this sum on; full names are certain without one."""


def confidence(points: float) -> str:
    """Return certain, likely, possible, or "" for no mention."""
    if points >= CERTAIN:
        return "certain"
    return "likely" if points >= LIKELY else "possible" if points >= POSSIBLE else ""
