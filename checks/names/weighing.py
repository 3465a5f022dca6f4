"""Weighing: everything a text says for and against a name alone, summed up."""

from __future__ import annotations

import re
from typing import Final

from checks.names.candidate import ALONE, Candidate
from checks.names.company import list_begins, strangers_beside
from checks.names.find import Found
from checks.names.fold import fold_name
from checks.names.judge import weigh
from checks.names.judged import Judged
from checks.names.known import Known, Text
from checks.names.last_names import has_score, weigh_last_name
from checks.names.listing import listed_beside
from checks.names.page import Page
from checks.names.surroundings import Surroundings
from checks.names.told import signed_off, told, told_of_last_name, writer_is
from checks.names.verdict import Verdict

_PART_BEGINS: Final = re.compile(r"[:;\n]\s*$")
_PART_ENDS: Final = re.compile(r", [A-Z][^,;]+(?:;|\.|$)")
_GOOD_TEACHER: Final = re.compile(
    r" (?:best|great|amazing|lovely|fantastic|wonderful|brilliant|fab|favourite|super|incredible|kindest|new|a) "
    r"(?:class |form |head )?(?:teacher|ta|tutor|headteacher|deputy) "
)
_LABELS: Final = re.compile(r"\s*(?::|\s[–—-]|=)\s*")
_HEADING: Final = 50
"""Characters before a list that are read for what it is of."""
_KINDS: Final = 2
"""More kinds of words than this (months, virtues, verbs) make no list of things."""
_NEAR_ANIMAL: Final = 3
"""Words from a name to the animal it is the name of: "Milo, our school dog"."""
_PRONOUNS: Final = frozenset(("he", "she", "his", "her", "him", "hers", "himself", "herself", "hes", "shes"))
_PRONOUN_REACH: Final = 14


class Weighing(Page):
    """A page on which names alone are weighed."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        super().__init__(found, text, known)
        self.titled: list[Candidate] = []
        """Names behind Mrs, Mr and the like."""
        self.alone: Verdict | None = None
        """What the only name of the text weighs by itself."""

    def weigh_alone(self, one: Judged, *, tainted: bool) -> Verdict | None:
        """Sum up for and against a first or last name alone; `tainted`: somebody else of this name is in the text."""
        candidate, lists, whole = one.candidate, self.known.lists, self.whole
        if candidate.kind == "last_name":
            listed = sum(mate.kind == "last_name" or bool(mate.hit.form.family) for mate in one.mates)
            scored = has_score(self.text.context)
            sport = ("sport" in self.places, scored or "sport" in self.known.contexts.kinds(self.text.context))
            verdict = weigh_last_name(candidate, one.shared, whole, lists, listed, sport, self.known.adult_last)
            if company := self._among_strangers(one.around):
                verdict.note(company)
            if candidate.how:
                verdict.note(candidate.how)
            for observation in told_of_last_name(
                one.where, sport=any(sport), listed=listed, adult=candidate.hit.key in self.known.adult_last
            ):
                verdict.note(observation)
            return verdict
        sure = [c for c in (*one.mates, candidate) if self._is_name(c)]
        companions = len(one.mates) if sure else 0
        verdict = self.alone or weigh(candidate, one.shared, whole, lists, companions, self.known.classes)
        low = one.around.word.islower() and not whole.lower
        if one.mates and not companions and not low and candidate.hit.key not in self.known.classes:
            verdict.note("listed_words")
            senses = {lists.common.get(c.hit.key, ("", 0))[0] for c in (candidate, *one.mates)}
            if len(one.mates) > 1 and len(senses) > _KINDS and not whole.comment:
                verdict.note("listed_high")  # "April, Hope, Mark and Robin"
            if (
                not whole.comment
                and len(senses) == 1
                and senses <= {"flower", "gem", "month", "season", "virtue", "place", "day"}
            ):
                verdict.note("same_kind_listed")
        if companions and candidate.hit.key in lists.common and self._listed_high(one):
            verdict.note("listed_high")
        if company := self._among_strangers(one.around):
            verdict.note(company)
            self._weigh_heading(verdict, one.around.start)
        self._weigh_writer(verdict, one)
        self._weigh_rest(verdict, one)
        if "of_class" in verdict.observed and "class_name" not in verdict.observed:  # one of ours, whatever is told of
            return verdict
        lasts = self.known.staff_called.get(candidate.hit.key, ())
        praised = candidate.hit.key in self.known.staff_first and _GOOD_TEACHER.search(self.found.folded)
        if praised or any(self._staff_named(last) for last in lasts):
            verdict.note("staff_meant")
        for observation in told(one.where, tainted=tainted, companions=companions):
            verdict.note(observation)
        self._weigh_context(verdict, candidate)
        return verdict

    def _staff_named(self, last: str) -> bool:
        """Tell whether a member of staff is spoken of by this last name; who has a title has no first name alone."""
        if f" {last} " in self.context:
            return True
        titled = any(one.hit.key.endswith(last) or last in one.hit.key for one in self.titled)
        return f" {last} " in self.found.folded and not titled

    def _among_strangers(self, around: Surroundings) -> str:
        """Say that the list it stands in is of people or things that the register does not know."""
        whole = self.whole
        if not listed_beside(around) or whole.lower or whole.shouting or whole.headline:
            return ""
        return strangers_beside(self.text.source, around.start, self.known.register.forms, self.known.no_strangers)

    def _weigh_heading(self, verdict: Verdict, at: int) -> None:
        """What stands before a list that a stranger begins: "the stories of Musa and Isa", "reps: Helen, Jade ..."."""
        begin = list_begins(self.text.source, at)
        if begin == at:
            return
        heading = fold_name(self.text.source[max(0, begin - _HEADING) : begin]).split()
        kind = self.known.lists.before.longest(heading)[1]
        title = self.known.lists.titles.longest(heading)[0]
        if kind == "story" or title.endswith("s"):
            verdict.note("story_before")
        elif "adults" in self.known.lists.scenes.places(heading):
            verdict.note("adults_told")

    def _listed_high(self, one: Judged) -> bool:
        """A word with a capital beside two children, whose capital an emoji or a stop before it makes meaningless."""
        return one.around.word[0].isupper() and one.around.first and not self.whole.shouting

    def _is_name(self, candidate: Candidate) -> bool:
        """A full name, or a first name that is neither an ordinary word nor a class."""
        key = candidate.hit.key
        return candidate.kind not in ALONE or (key not in self.known.lists.common and key not in self.known.classes)

    def _weigh_writer(self, verdict: Verdict, one: Judged) -> None:
        """A comment's signature and its writer's own name."""
        author = self.author
        if not author:
            return
        words = [word for name in (one.candidate, *one.mates) for word in name.hit.key.split()]
        rest = self.tokens[one.where.last :]
        ends = one.shared.last or not rest[2:] or (not rest[5:] and not set(author.split()).isdisjoint(rest))
        if ends and not one.shared.owned and signed_off(author, words, one.shared.left, one.shared.right):
            verdict.note("signed")
        elif writer_is(author, one.candidate.hit.key):
            verdict.note("author_self")

    def _weigh_rest(self, verdict: Verdict, one: Judged) -> None:
        """Pronouns after it, other children beside it, a role it labels."""
        ordinary = one.candidate.hit.key in self.known.lists.common
        if not _PRONOUNS.isdisjoint(self.tokens[one.where.last : one.where.last + _PRONOUN_REACH]):
            verdict.note("pronoun_after_word" if ordinary else "pronoun_after")
        begin, end = one.candidate.start - 1, one.candidate.end + 1
        others = [c for c in self.names if c not in (one.candidate, *one.mates) and c.kind != "last_name"]
        others = [c for c in others if begin != c.end and end != c.start]  # "Dylan Thomas" is no two children
        if any(self._is_name(c) and not c.figure for c in others):
            verdict.note("beside_children")
        paired = one.around.right_gap == ", " and self.text.source.count(";") > 1 and self._labels(one.around)
        if (paired or _LABELS.fullmatch(one.around.right_gap)) and any(
            c.start > one.candidate.end + 1 for c in self.names
        ):
            follower = min((c for c in self.names if c.start > one.candidate.end), key=lambda c: c.start)
            if follower.start <= one.candidate.end + 1:
                verdict.note("label")

    def _labels(self, around: Surroundings) -> bool:
        """Read "Pilate, Arthur; Peter, Declan": what stands between a semicolon and a name is a part."""
        begins = _PART_BEGINS.search(self.text.source[: around.start]) is not None
        return begins and _PART_ENDS.match(self.text.source, around.end) is not None

    def _weigh_context(self, verdict: Verdict, candidate: Candidate) -> None:
        key, lists = candidate.hit.key, self.known.lists
        phrases = self.known.figures_of.get(key, ())
        if not _may_hold(self.text.context, key):
            return
        if any(f" {phrase} " in self.context for phrase in phrases):
            verdict.note("figure_in_post")
        elif f" {key} " in self.context and self._animal_above(key):
            verdict.note("pet_named_above")
        elif key not in lists.common and f" {key} " in self.context:
            verdict.note("named_in_post")

    def _animal_above(self, key: str) -> bool:
        """Tell whether the post gives the name to an animal: "our school dog Milo"."""
        tokens = self.context.split()
        spans = self.known.lists.scenes.places(tokens).get("animal", ())
        places = [at for at, token in enumerate(tokens) if token == key]
        return any(last in (at, at - 1) or at < first <= at + _NEAR_ANIMAL for at in places for first, last in spans)


def _may_hold(context: str, key: str) -> bool:
    """Rule out quickly, before anything is folded, that a context holds a name."""
    return bool(context) and (not context.isascii() or " " in key or key in context.lower())
