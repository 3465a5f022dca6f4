"""Weighing: everything a text says for and against a name alone, summed up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from checks.names.candidate import ALONE, FIRST, Candidate
from checks.names.cast_lists import NONE, Pairs, pairs_in
from checks.names.company import list_begins
from checks.names.find import Found
from checks.names.fold import fold_name
from checks.names.judge import weigh
from checks.names.judged import Judged
from checks.names.known import Known, Meant, Text
from checks.names.listing import in_pairs, written_high
from checks.names.namesakes import staff_meant
from checks.names.once import once
from checks.names.parallel import Spot, paralleled
from checks.names.senses import COUNTED, DATED, PLAIN
from checks.names.surroundings import Surroundings
from checks.names.team_page import TeamPage
from checks.names.told import told
from checks.names.verdict import Verdict
from checks.names.whereabouts import KIN
from checks.names.writers import family_of, signed_off, writer_is

_LOVE: Final = re.compile(r"(?i)[.!?\n]\s*(?:lots of |all my |much |all our )?love,? (?:from )?$")
"""How a comment is signed: "See you there! Love Zara x"."""
_PART_BEGINS: Final = re.compile(r"[:;\n]\s*$")
_PART_ENDS: Final = re.compile(r", [A-Z][^,;]+(?:;|\.|$)")
_CAST: Final = re.compile(r"(?:^|[.;\n!?]\s*)[^.;:\n!?]{2,40}: [^\W\d_][^.;:\n]{1,40}(?=[.;\n]|$)")
_LABELS: Final = re.compile(r"\s*(?::|\s[–—-]|=)\s*")
_JOINED: Final = frozenset(":;=→–—-|•(")
"""Signs without one of which no text pairs parts with names."""
_POSTS: Final = frozenset(
    (
        "treasurer",
        "secretary",
        "committee",
        "trustees",
        "governors",
        "pta",
        "fosa",
        "chair",
        "clerk",
        "vacancies",
        "staff",
    )
)
"""Words of lists of grown-ups and what they do."""
_HEADING: Final = 50
"""Characters before a list that are read for what it is of."""
_OF_STORIES: Final = frozenset(
    ("story_told", "scripture_company", "scripture_told", "saints_told", "in_story", "pet_told", "pet_in_post")
)
_PLAYING: Final = frozenset(("plays_part", "bracketed"))
"""Observations that tell who plays in the story: "Mary: Maryam.", "edie as the tiger"."""
_KINDS: Final = 2
"""More kinds of words than this (months, virtues, verbs) make no list of things."""
_PARALLEL: Final = 2
"""Names that can be told in the same way."""
_THINGS: Final = frozenset(("flower", "gem", "month", "season", "virtue", "place", "day"))
"""Senses of words that are listed for what they are."""
_PRONOUNS: Final = frozenset(("he", "she", "his", "her", "him", "hers", "himself", "herself", "hes", "shes"))
_PRONOUN_REACH: Final = 14
_PRONOUN_NEAR: Final = 8


class Weighing(TeamPage):
    """A page on which names alone are weighed."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        super().__init__(found, text, known)
        self.titled: list[Candidate] = []
        """Names behind Mrs, Mr and the like."""
        self.alone: Verdict | None = None
        """What the only name of the text weighs by itself."""

    def weigh_alone(self, one: Judged, *, tainted: bool) -> Verdict | None:
        """Sum up for and against a first or last name alone; `tainted`: somebody else of this name is in the text."""
        if one.candidate.kind == "last_name":
            return self.weigh_last(one)
        candidate = one.candidate
        sure = [c for c in (*one.mates, candidate) if self._is_name(c)]
        others = {mate.hit.key for mate in one.mates} - {candidate.hit.key}  # "HILDA HILDA HILDA" is one
        companions = (len(one.mates) if others else 0) if sure else 0
        verdict = self.alone or weigh(self.occurrence(candidate, one.shared), companions)
        if one.mates:
            self._weigh_list(verdict, one, sure=len(sure))
        if not one.against and one.around.start in self._paralleled:
            verdict.note("in_parallel")
        if company := self.among_strangers(one.around):
            verdict.note(company)
            self._weigh_heading(verdict, one.around.start)
        self._weigh_writer(verdict, one)
        self._weigh_rest(verdict, one)
        if "of_class" in verdict.observed and "class_name" not in verdict.observed:  # one of ours, whatever is told of
            return verdict
        key = candidate.hit.key
        childs = one.around.owned and one.around.right[:1] != [] and one.around.right[0] in KIN  # "Christian's dad"
        if (
            not childs
            and key in self.known.staff.first
            and (meant := staff_meant(self, one.around, key, len(self.titled)))
        ):
            verdict.note(meant)
        plays = not _PLAYING.isdisjoint(verdict.observed)
        for observation in told(one.where, tainted=tainted, companions=companions):
            if not (plays and observation in _OF_STORIES):
                verdict.note(observation)
        self._weigh_context(verdict, one)
        return verdict

    def _weigh_list(self, verdict: Verdict, one: Judged, *, sure: int) -> None:
        """What the other names of its list say; `sure`: how many of them are names and nothing else."""
        key, whole = one.candidate.hit.key, self.whole
        low = one.around.word.islower() and not whole.lower
        if not sure:
            if not low and key not in self.classes:
                self._weigh_words(verdict, one)
        elif sure > 1 and "place_before" in verdict.observed:
            verdict.note("listed_high")  # "the poems from Caleb, Iona and Stan"
        elif key in self.known.lists.common and self._listed_high(one):
            verdict.note("listed_high")
        elif whole.comment and one.around.word.islower() and whole.casual and self._weight(key) >= PLAIN:
            verdict.note("listed_high")  # "szymon and rose at the science fair"
        elif sure > 1 and not low and self._weight(key) > PLAIN:
            verdict.note("listed_high")  # "Savannah, Evie, Robyn, May and Caitlin"

    def _weigh_words(self, verdict: Verdict, one: Judged) -> None:
        """A list of nothing but words: of several kinds it is of names, of one kind hardly."""
        senses = {self.known.lists.common.get(c.hit.key, ("", 0))[0] for c in (one.candidate, *one.mates)}
        verdict.note("listed_words")
        if senses <= COUNTED and self._high_inside(one):  # "Duke and Prince were on the same team"
            verdict.note("listed_nouns")
        if len(one.mates) > 1 and len(senses) > _KINDS and not self.whole.comment:
            verdict.note("listed_high")  # "April, Hope, Mark and Robin"
        if "place" in senses and senses <= {"place", "namesake"}:
            verdict.note("places_listed")
        if len(senses) == 1 and senses <= _THINGS and not self.whole.comment:
            verdict.note("same_kind_listed")

    @once
    def _paralleled(self) -> frozenset[int]:
        """Where names of the text begin that are told like another: "Drew on trombone, Ffion on tuba"."""
        if len(self.names) < _PARALLEL:
            return frozenset()
        named = [(name, self.around_of(name)) for name in self.names if name.kind in FIRST]
        return paralleled(self.text.source, [Spot(at.start, at.end, self._is_name(name)) for name, at in named])

    def _weight(self, key: str) -> int:
        return self.known.lists.common.get(key, ("", 0))[1]

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

    def _high_inside(self, one: Judged) -> bool:
        """Some word of its list has a capital inside a sentence, where only names have one."""
        return not (self.whole.headline or self.whole.shouting) and any(
            self.found.folded[name.start - 5 : name.start].split()[-1:] in (["and"], ["n"])
            and written_high(self.text.source, self.found, name)
            for name in (one.candidate, *one.mates)
        )

    def _is_name(self, candidate: Candidate) -> bool:
        """A full name, or a first name that is neither an ordinary word nor a class."""
        key = candidate.hit.key
        return candidate.kind not in ALONE or (key not in self.known.lists.common and key not in self.classes)

    def _weigh_writer(self, verdict: Verdict, one: Judged) -> None:
        """A comment's signature and its writer's own name."""
        author = self.author
        if not author:
            return
        words = [word for name in (one.candidate, *one.mates) for word in name.hit.key.split()]
        rest = self.tokens[one.where.last :]
        ends = one.shared.last or not rest[2:] or (not rest[5:] and not set(author.split()).isdisjoint(rest))
        if one.candidate.kind in FIRST and family_of(author, one.candidate.hit.key):
            verdict.note("writer_of_kin")
        if (one.shared.last and _LOVE.search(self.text.source, 0, one.shared.start)) or (
            ends and not one.shared.owned and signed_off(author, words, one.shared.left, one.shared.right)
        ):
            verdict.note("signed")
        elif writer_is(author, one.candidate.hit.key):
            verdict.note("author_self")

    def _weigh_rest(self, verdict: Verdict, one: Judged) -> None:
        """Pronouns after it, other children beside it, a role it labels."""
        ordinary = one.candidate.hit.key in self.known.lists.common
        if not _PRONOUNS.isdisjoint(self.tokens[one.where.last : one.where.last + _PRONOUN_REACH]):
            verdict.note("pronoun_after_word" if ordinary else "pronoun_after")
            near = self.tokens[one.where.last : one.where.last + _PRONOUN_NEAR]
            if self._dated(one) and not self.titled and not _PRONOUNS.isdisjoint(near):
                verdict.note("pronoun_near")  # no month is a "she"
        if self.plays(one.around.start):
            verdict.note(self._pairs.observed)
        elif self._cast(one.around):
            verdict.note("plays_part")
        elif self._pairs is not NONE and self._pairs.played(one.around.start):
            verdict.note("label")
            return
        begin, end = one.candidate.start - 1, one.candidate.end + 1
        others = [c for c in self.names if c not in (one.candidate, *one.mates) and c.kind != "last_name"]
        others = [c for c in others if begin != c.end and end != c.start]  # "Dylan Thomas" is no two children
        if any(self._is_name(c) and not c.figure for c in others):
            verdict.note("beside_children")
        paired = one.around.right_gap == ", " and self.text.source.count(";") > 1 and self._labels(one.around)
        if (paired or _LABELS.fullmatch(one.around.right_gap)) and any(
            c.start > one.candidate.end + (0 if in_pairs(self.text.source) or self._castings else 1) for c in self.names
        ):
            follower = min((c for c in self.names if c.start > one.candidate.end), key=lambda c: c.start)
            if follower.start <= one.candidate.end + 1:
                verdict.note("label")

    def plays(self, start: int) -> bool:
        """Tell whether who is named there plays a part in a list of parts and players."""
        return self._pairs is not NONE and self._pairs.plays(start)

    @once
    def _pairs(self) -> Pairs:
        """The parts and players of the text, where it is a list of such pairs."""
        if len(self.names) <= _KINDS or _JOINED.isdisjoint(self.text.source) or not _POSTS.isdisjoint(self.tokens):
            return NONE
        pairs = pairs_in(self.text.source, (self.known.lists.first_names, self.known.register.forms))
        scenes, parts = self.known.lists.scenes, [fold_name(self.text.source[a:b]).split() for a, b in pairs.parts]
        pets = all("animal" in scenes.places(part) for part in parts)  # "sheep (Jack), hen (Tess), goat (Finn)"
        return NONE if pets else pairs

    @once
    def _castings(self) -> bool:
        """The text pairs parts with names by colons, time and again."""
        return self.text.source.count(": ") > _KINDS and len(_CAST.findall(self.text.source)) > _KINDS

    def _cast(self, around: Surroundings) -> bool:
        """Read "Dame Trott: Nate. The cow (back): Peter. Jack: Sophie.": who stands behind a colon plays the part."""
        behind = around.left_gap.strip(" )") == ":" and around.left_gap[-1:] == " "
        ends = around.last or around.right_gap[:1] in (".", ";", "\n")
        return behind and ends and self._castings

    def _dated(self, one: Judged) -> bool:
        """The name is a month's, a day's or a season's as well, and written like one."""
        sense = self.known.lists.common.get(one.candidate.hit.key, ("", 0))[0]
        return sense in DATED and one.around.word[0].isupper()

    def _labels(self, around: Surroundings) -> bool:
        """Read "Pilate, Arthur; Peter, Declan": what stands between a semicolon and a name is a part."""
        begins = _PART_BEGINS.search(self.text.source[: around.start]) is not None
        return begins and _PART_ENDS.match(self.text.source, around.end) is not None

    def _weigh_context(self, verdict: Verdict, one: Judged) -> None:
        key, lists = one.candidate.hit.key, self.known.lists
        phrases = self.known.figures_of.get(key, ())
        if not _may_hold(self.text.context, key):
            return
        if any(f" {phrase} " in self.context for phrase in phrases):
            own = one.shared.left[-1:] in (["our"], ["my"]) and "strong_after" in verdict.observed
            own = own or (
                "strong_after_word" in verdict.observed and lists.common.get(key, ("", 0))[0] in DATED
            )  # "summer cried cos its nearly summer"
            if not own and "in_its_namesake" not in verdict.observed:
                verdict.note("figure_in_post")
        elif f" {key} " in self.context and key in self.above and "animal_beside" in self.above[key].against:
            verdict.note("pet_named_above")
        elif key not in lists.common and f" {key} " in self.context:
            verdict.note("named_in_post")

    @once
    def above(self) -> Mapping[str, Meant]:
        """What the post above a comment makes of its names."""
        return self.known.above(self.text.context, self.text.account)


def _may_hold(context: str, key: str) -> bool:
    """Rule out quickly, before anything is folded, that a context holds a name."""
    return bool(context) and (not context.isascii() or " " in key or key in context.lower())
