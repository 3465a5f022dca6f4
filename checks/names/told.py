"""Told: what a text as a whole, the post above it or its writer says against a pupil."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checks.names.associated import associated
from checks.names.celtic import celtic_word
from checks.names.glosses import glossed
from checks.names.old_days import asked_of_old_days, cohort_writes, of_old_days, pictured_long_ago
from checks.names.outings import destination
from checks.names.rivals import rival_speaks
from checks.names.shared_names import among_months, house_shouted, in_bunch, in_seasons, of_firm, speaks_of_self
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
_SAINTLY: Final = frozenset(("st", "saint", "san", "santa", "saints"))
_SERVICES: Final = frozenset(
    (
        "read", "reads", "reading", "sang", "sings", "recited", "painted", "drew", "acted", "narrated", "dressed",
        "lit",
        "rang", "coloured", "decorated", "thought", "thinks", "says", "forgot", "loved", "asked", "wants", "retold",
    )
)  # fmt: skip
_TEAM: Final = 2
"""Last names beside one in a list that make a team of it, even in a match of houses."""
_SIGN_OFFS: Final = frozenset(("regards", "sincerely", "faithfully", "wishes"))


def told(at: Whereabouts, *, tainted: bool, companions: int = 0) -> Iterator[str]:
    """Yield what the text as a whole, or the post above it, says against a pupil.

    `tainted`: somebody or something else of this name stands in the same text; `companions`: pupils in its list.
    """
    yield from _of_houses(at)
    yield from _of_scripture(at)
    yield from _of_adults(at)
    yield from _of_animals(at)
    yield from _of_others(at)
    yield from _of_stories(at)
    map_name = companions < _TEAM and at.lists.common.get(at.key, ("", 0))[0] in ("place", "namesake")
    if map_name and at.holds("place_word", at.first - 5, at.last + 5):
        yield "among_places"
    if map_name and re.search(rf" (?:in|to|at|of|from|for|visit) {re.escape(at.key)} ", at.context):
        yield "place_in_post"
    if destination(at):
        yield "among_places"
    if glossed(at):
        yield "glossed"
    if in_seasons(at) or among_months(at):
        yield "counted_up"
    if in_bunch(at):
        yield "among_flowers"
    if celtic_word(at):
        yield "glossed"
    if in_title(at):
        yield "quoted"
    if not tainted:  # what everybody thinks of has been named; it is not meant twice
        yield from associated(at)


def _of_houses(at: Whereabouts) -> Iterator[str]:
    """Houses and classes are counted up; who does what only a person does is none."""
    if at.key in at.classes:
        yield "class_name"
    if "house" in at.places:
        if not at.does_as_people_do:
            yield "house_told"
    elif "house" in at.context_kinds:
        yield "house_in_post"
    if at.key in at.classes and "classes" in at.places:
        yield "class_told"


def _of_scripture(at: Whereabouts) -> Iterator[str]:
    """A name of the Bible in the company of others."""
    here, above = at.places, at.context_kinds
    biblical = "bible" in at.lists.famous.get(at.key, ()) and not _serves(at)
    if biblical and ({"bible", "scripture"} & (here.keys() | above)) and _company(at):
        yield "scripture_company"
    if biblical:
        named = {token for token in at.tokens if token not in at.pupils and "bible" in at.lists.famous.get(token, ())}
        if len(named) > 1:
            yield "saints_told"
    if "scripture" in here or "scripture" in above:
        yield "scripture_told"


def _of_adults(at: Whereabouts) -> Iterator[str]:
    """Grown-ups, those who have left and the dead: each claims the names of its own sentence."""
    here, above, owner = at.places, at.context_kinds, at.around.owned
    owner = owner or _leads(at)
    if "adults" in here and "child" not in here and not owner and at.holds("adults", *at.sentence()):
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
    former = "former" in here and (at.comment or at.holds("former", *at.sentence()))
    of_kin = of_kin or at.around.left[-1:] == ["by"] or at.does_as_people_do
    if not of_kin and (former or pictured_long_ago(at.source)):
        yield "former_told"
    if cohort_writes(at.author):
        yield "cohort_speaks"
    elif asked_of_old_days(at):
        yield "former_in_post"
    if at.comment and "role" in above and _THANKED.search(at.written_above) and not owner and "child" not in here:
        yield "role_in_post"
    if mourned(at):
        yield "memorial_told"
    if speaks_of_self(at):
        yield "unlike_child"


def _leads(at: Whereabouts) -> bool:
    """Read "Molly Jo and her team of volunteers": who leads them may be a child."""
    right = at.around.right
    own = right[:1] == ["and"] and right[1:2] in (["her"], ["his"], ["their"])
    return own and right[2:3] in (["team"], ["group"], ["crew"], ["gang"], ["band"], ["friends"])


def mourned(at: Whereabouts) -> bool:
    """The sentence is a memorial's, and the name neither one who reads or lays a wreath nor family of the dead."""
    if "memorial" not in at.places or at.does_as_people_do or at.around.left[-1:] == ["by"] or at.kin_leads:
        return False
    return at.holds("memorial", *at.sentence())


def _of_animals(at: Whereabouts) -> Iterator[str]:
    """A pet has been told of; who reads to it is none."""
    here, above = at.places, at.context_kinds
    if at.around.owned or at.does_as_people_do or at.around.left[-1:] == ["by"]:  # "held by Ceri"
        return
    if "animal" in here and ("pet_word" in here or (at.comment and "animal" in above)):
        yield "pet_told"
    if "pet_word" in above and "child" not in here:
        yield "pet_in_post"


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
    begins, ends = at.sentence()
    elsewhere = [span for span in here.get("other_school", ()) if not _of_another(at, span)]
    if any(at.comment or (begins <= a and b <= ends) for a, b in elsewhere) or rival_speaks(at):
        yield "other_school_told"
        if own:  # "my son Oliver played for the other lot"
            yield "kin_elsewhere"
    if (
        (at.comment and "newcomer" in here)
        or at.holds("newcomer", begins, ends)
        or too_young(at)
        or (own and at.comment and "joining" in at.context_kinds)
    ):
        yield "newcomer_told"


def _serves(at: Whereabouts) -> bool:
    """What only a child of today does with a story follows: "Noah read the Canticle", "Francis drew the ark"."""
    return not at.around.owned and not _SERVICES.isdisjoint(at.tokens[at.last : at.last + 1])


def _of_stories(at: Whereabouts) -> Iterator[str]:
    """Books, plays and scripture with somebody of this name."""
    here, above = at.places, at.context_kinds
    if "reading" in here or "reading" in above:
        yield "reading_told"
    if "told_story" in here:
        yield "in_story"
    famous = frozenset() if _serves(at) else at.lists.famous.get(at.key, frozenset())
    if ("famous" in famous and ({"famous", "reading"} & (here.keys() | above))) or (
        "bible" in famous and "bible" in (here.keys() | above)
    ):
        yield "story_told"
    elif "bible" in famous and "scripture" in (here.keys() | above):  # a school of faith speaks so of any day
        yield "story_told" if _company(at) else "story_hinted"


def told_of_last_name(at: Whereabouts, *, sport: bool, listed: int, adult: bool) -> Iterator[str]:
    """Yield what the text as a whole says against a last name alone: a memorial, houses named after people.

    `adult`: members of staff or people everybody knows are called by it; `listed`: other last names in its list.
    """
    here, above = at.places, at.context_kinds
    if at.key in at.classes:
        yield "class_name"
    if of_old_days(at):
        yield "cohort_speaks"
    if "memorial" in here or "memorial" in above or (listed and "remembrance" in here):
        yield "memorial_list"
    if listed < _TEAM and "house" in here:
        yield "house_told"
    if listed < _TEAM and adult and {"house", "house_match"} & here.keys():
        yield "class_told"
    if of_firm(at):
        yield "unlike_child"
    if not listed and house_shouted(at):
        yield "house_told"
    if "reading" in here and not listed and (at.lists.associations.get(at.key) or at.lists.famous.get(at.key)):
        yield "unlike_child"
    if "(née" in at.source[: at.around.start][-8:].casefold() or at.around.left[-1:] == ["nee"]:
        yield "unlike_child"
    if at.lists.associations.get(at.key) and not listed and (at.around.left[-1:] == ["of"] or not sport):
        yield "known_last"


def _company(at: Whereabouts) -> bool:
    """Another name of the Bible stands in the text, which is neither a saint's title nor a list of children."""
    for step, token in enumerate(at.tokens):
        titled = step > 0 and at.tokens[step - 1] in _SAINTLY
        other = token != at.key and not at.first <= step < at.last
        if other and not titled and "bible" in at.lists.famous.get(token, ()):
            return True
    return False


def _of_another(at: Whereabouts, span: tuple[int, int]) -> bool:
    """The words are said of another name, which follows them: "their keeper Oscar ... hands with Dexter"."""
    following = at.tokens[span[1] : span[1] + 1]
    if following == ["s"]:  # "their coach's choice: Jordan"
        return True
    return bool(following) and following[0] in at.pupils and not at.first <= span[1] < at.last


def signed_off(author: str, words: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the names at the end of a comment are its signature: the writer's own, or after "regards"."""
    if KIN.isdisjoint(author.split()) and not set(author.split()).isdisjoint([*words, *after[:2]]):
        return True
    if not after and author.split()[:1] == list(words[:1]) and author.split()[1:2] != ["s"]:  # "Rory Byrne (dad)"
        return True
    return bool(before) and before[-1] in _SIGN_OFFS


def writer_is(author: str, key: str) -> bool:
    """Tell whether a name is the writer's own, and the writer does not call themselves somebody's mum."""
    names = author.split()
    return key in names and KIN.isdisjoint(names) and f"{key} s " not in f"{author} "  # "Tyrone's bro"
