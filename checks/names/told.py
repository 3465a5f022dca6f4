"""Told: what a text as a whole, the post above it or its writer says against a pupil."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checks.names.animals import other_pet
from checks.names.associated import associated
from checks.names.celtic import celtic_word
from checks.names.claims import claims
from checks.names.elsewhere import POSITIONS
from checks.names.glosses import glossed
from checks.names.house_lists import counted_here, marked, numbered
from checks.names.houses import chanted, class_parents_told, counted_above, house_like, house_shouted
from checks.names.old_days import (
    asked_of_old_days,
    cohort_writes,
    of_old_days,
    pictured_long_ago,
    remembered,
    with_writer,
)
from checks.names.outings import destination
from checks.names.posts import role_above
from checks.names.rivals import rival_speaks
from checks.names.shared_names import among_months, in_bunch, in_seasons, of_firm, speaks_of_self
from checks.names.sides import staff_play
from checks.names.stories_told import of_scripture, of_stories
from checks.names.titles_of_works import in_title
from checks.names.whereabouts import KIN, Whereabouts
from checks.names.young import too_young

_THANKED: Final = re.compile(
    r"(?i)\b(?:thank you|thanks|goodbye|farewell|retir\w+|leaving us|happy birthday|welcome|"
    r"years of service)\b[^.!?]*\bour\b"
)
"""What a post says of a grown-up to whom comments then speak: "Thank you to our lollipop lady"."""
_YOUNGER_KIN: Final = frozenset(
    ("son", "daughter", "niece", "nephew", "grandson", "granddaughter", "cousin", "youngest", "eldest", "our", "my")
)
_PRAISED_PET: Final = re.compile(
    r"(?i)\b(?:good (?:girl|boy|dog)|goodest|best boy|best girl|belly rub|biscuit|treats?|paws?|tail|fluffy|walkies)\b"
)
CADETS: Final = frozenset(("cadet", "cadets", "ccf", "scouts", "cadre", "cdt"))
"""Words beside which a rank is a pupil's."""
_TEAM: Final = 2
"""Last names beside one in a list that make a team of it, even in a match of houses."""


def told(at: Whereabouts, *, tainted: bool, companions: int = 0) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text; `companions`: pupils in its list.
    """
    yield from _of_houses(at)
    yield from of_scripture(at)
    yield from _of_adults(at)
    yield from _of_animals(at)
    yield from _of_others(at)
    yield from of_stories(at)
    if at.key in at.lists.common:
        yield from _of_words(at, companions)
    if glossed(at):
        yield "glossed"
    if celtic_word(at):
        yield "glossed"
    if in_title(at):
        yield "in_title"
    if not tainted:  # what everybody thinks of has been named; it is not meant twice
        yield from associated(at)


def _of_words(at: Whereabouts, companions: int) -> Iterator[str]:
    """The name is a word as well: a place, a season, a flower, in the company of others."""
    map_name = companions < _TEAM and at.lists.common[at.key][0] in ("place", "namesake")
    if map_name and at.holds("place_word", at.first - 5, at.last + 5):
        yield "among_places"
    if map_name and re.search(rf" (?:in|to|at|of|from|for|visit) {re.escape(at.key)} ", at.context):
        yield "place_in_post"
    if destination(at):
        yield "among_places"
    if in_seasons(at) or among_months(at):
        yield "counted_up"
    if in_bunch(at):
        yield "among_flowers"


def _of_houses(at: Whereabouts) -> Iterator[str]:
    """Houses and classes are counted up; who does what only a person does is none."""
    person = at.around.right[:1] == ["who"]  # "Scott, who is in Drake"
    if at.key in at.classes and not person:
        yield "class_name"
        if class_parents_told(at):
            yield "class_told"
    if "house" in at.places:
        if not (at.does_as_people_do or person):
            yield "house_told"
    elif "house" in at.context_kinds and house_like(at):
        yield "house_in_post"
    if at.around.left[-1:] not in (["our"], ["my"]) and (counted_above(at) or chanted(at)):
        yield "house_number"
    if at.key in at.classes and "classes" in at.places:
        yield "class_told"


def _of_adults(at: Whereabouts) -> Iterator[str]:
    """Grown-ups, those who have left and the dead: each claims the names of its own sentence."""
    here, above, owner = at.places, at.context_kinds, at.around.owned
    owner = owner or _leads(at)
    if "adults" in here and "child" not in here and not owner and claims(at, "adults", *at.sentence()):
        yield "adults_told"
    elif "adults" in above and "adults" not in here and "child" not in here and not owner:
        yield "adults_in_post"
    if (
        "adults" in here
        and "child" not in here
        and not owner
        and at.around.right[:1] == ["and"]
        and at.holds("adults", at.last, at.last + 5)
    ):
        yield "adults_beside"
    of_kin = owner and at.around.right[:1] != [] and at.around.right[0] in KIN
    former = "former" in here and (at.comment or claims(at, "former", *at.sentence()))
    of_kin = of_kin or at.around.left[-1:] == ["by"] or at.does_as_people_do
    if not of_kin and (former or pictured_long_ago(at.source) or remembered(at)):
        yield "former_told"
    if cohort_writes(at.author) or with_writer(at):
        yield "cohort_speaks"
    elif asked_of_old_days(at):
        yield "former_in_post"
    of_staff = at.comment and "role" in above and _THANKED.search(at.written_above) and "child" not in here
    if of_staff and not (owner or at.does_as_people_do):  # "Ava will miss you so much Mr Bell" is said of Ava
        yield "role_in_post"
    if at.comment and "memorial" in here and "memorial" in above and not (owner or at.does_as_people_do):
        yield "memorial_list"  # "for walter, and harry. never forgotten" under a memorial bench
    elif mourned(at):
        yield "memorial_told"
    if role_above(at):
        yield "adult_named_above"
    if speaks_of_self(at):
        yield "unlike_child"


def _leads(at: Whereabouts) -> bool:
    """Read "Molly Jo and her team of volunteers": who leads them may be a child."""
    right = at.around.right
    own = right[:1] == ["and"] and right[1:2] in (["her"], ["his"], ["their"])
    return own and right[2:3] in (["team"], ["group"], ["crew"], ["gang"], ["band"], ["friends"])


def mourned(at: Whereabouts) -> bool:
    """The sentence is a memorial's, and the name neither one who reads or lays a wreath nor family of the dead."""
    if not CADETS.isdisjoint(at.tokens):
        return False
    if "memorial" not in at.places or at.does_as_people_do or at.around.left[-1:] == ["by"] or at.kin_leads:
        return False
    return at.holds("memorial", *at.sentence())


def _of_animals(at: Whereabouts) -> Iterator[str]:
    """A pet has been told of; who reads to it is none."""
    here, above = at.places, at.context_kinds
    if "animal" not in here and "pet_word" not in above:
        return
    if at.comment and "animal" in above and _PRAISED_PET.search(at.source) and not at.around.owned:
        yield "pet_in_post"  # "aw bramble what a good girl" under a therapy dog
    if at.around.owned or at.does_as_people_do or at.around.left[-1:] == ["by"]:  # "held by Ceri"
        return
    if other_pet(at):  # "Barney the guide dog fell asleep ... Ismail did not move"
        return
    if "animal" in here and ("pet_word" in here or (at.comment and "animal" in above)):
        yield "pet_told"
    if "animal" in above and at.comment and (at.around.left[-2:-1] in (["which"], ["one"], ["ones"])):
        yield "pet_in_post"  # "which is luna? the orange one"
    elif "pet_word" in above and "child" not in here:
        yield "pet_in_post"


def _guided(at: Whereabouts) -> bool:
    """Read "my Ava did that tour today", "my Ava showed us round": who guides others is at school here."""
    right = at.around.right
    return at.does_as_people_do or right[:1] in (["did"], ["showed"], ["took"], ["gave"], ["helped"], ["led"])


def _of_others(at: Whereabouts) -> Iterator[str]:
    """Children of other schools, those who are to join, pen friends."""
    here = at.places
    if "public_show" in here and not at.does_as_people_do:
        yield "show_told"
    if "pen_friend" in here:
        yield "pen_friend_told"
    if at.kin_leads or at.around.left[-1:] in (["sister"], ["brother"]):  # "her big sister Jasmine" is at school here
        return
    own = at.around.left[-1:] != [] and at.around.left[-1] in _YOUNGER_KIN
    if ("other_school" in here and _elsewhere_told(at)) or rival_speaks(at):
        yield "other_school_told"
        if own:  # "my son Oliver played for the other lot"
            yield "kin_elsewhere"
    if (
        (at.comment and "newcomer" in here)
        or ("newcomer" in here and at.holds("newcomer", *_own_part(at)))
        or too_young(at)
        or (own and at.comment and "joining" in at.context_kinds and not _guided(at))
    ):
        yield "newcomer_told"


def _elsewhere_told(at: Whereabouts) -> bool:
    """The sentence tells of another school, and says it of no other name; a comment does so anywhere."""
    begins, ends = _own_part(at)
    spans = (span for span in at.places["other_school"] if not _of_another(at, span))
    return any(at.comment or (begins <= a and b <= ends) for a, b in spans)


def _own_part(at: Whereabouts) -> tuple[int, int]:
    """Return the sentence, without what is said of others: "Ollie got two for them; Kacper got three for us"."""
    begins, ends = at.sentence()
    return (at.first if ";" in at.source and at.holds_word("us", at.last, ends) else begins), ends


_OLD_PICTURE: Final = re.compile(r"\b(?:19\d\d|200\d)\b")
"""A year from which a team is remembered: "1983, our cup winning team. Back row: Lavin, Doyle, Byrne"."""


def told_of_last_name(at: Whereabouts, *, sport: bool, listed: int, adult: bool) -> Iterator[str]:
    """Yield what the text as a whole says against a last name alone: a memorial, houses named after people.

    `adult`: members of staff or people everybody knows are called by it; `listed`: other last names in its list.
    """
    here, above = at.places, at.context_kinds
    if at.key in at.classes:
        yield "class_name"
    if of_old_days(at) or (listed >= _TEAM and _OLD_PICTURE.search(at.source)):
        yield "cohort_speaks"
    if "memorial" in here or "memorial" in above or (listed and "remembrance" in here):
        yield "memorial_list"
    if listed < _TEAM and "house" in here:
        yield "house_told"
    elif not sport and {"house", "house_match"} & here.keys():
        yield from ("house_told", "house_number")  # "Four house banners hang in the atrium: Campbell, Crichton."
    if listed < _TEAM and adult and {"house", "house_match"} & here.keys():
        yield "class_told"
    if of_firm(at):
        yield "unlike_child"
    if adult and staff_play(at):
        yield "staff_plays"
    if at.around.left[-1:] == ["their"] and at.around.left_gap == " ":
        yield "their_child"
    if "public_show" in here and not at.does_as_people_do:
        yield "show_told"
    if counted_here(at, listed=listed >= _TEAM) or (
        listed < _TEAM and (counted_above(at) or numbered(at) or marked(at))
    ):
        yield "house_number"
        if listed >= _TEAM:
            yield "houses_score"
    if not listed and house_shouted(at):
        yield "house_told"
    if "reading" in here and not listed and (at.lists.associations.get(at.key) or at.lists.famous.get(at.key)):
        yield "unlike_child"
    if "(née" in at.source[: at.around.start][-8:].casefold() or at.around.left[-1:] == ["nee"]:
        yield "unlike_child"
    if at.lists.associations.get(at.key) and not listed and (at.around.left[-1:] == ["of"] or not sport):
        yield "known_last"


def _of_another(at: Whereabouts, span: tuple[int, int]) -> bool:
    """The words are said of another name, which follows them: "their keeper Oscar ... hands with Dexter"."""
    following = at.tokens[span[1] : span[1] + 1]
    if following != [] and following[0] in POSITIONS:  # "the other teams keeper ben was amazing but finley"
        following = at.tokens[span[1] + 1 : span[1] + 2]
    if following == ["s"]:  # "their coach's choice: Jordan"
        return True
    return bool(following) and following[0] in at.pupils and not at.first <= span[1] < at.last
