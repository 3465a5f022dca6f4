"""Reading one text: from what was hit to the mentions, each with its pupils, confidence and reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from checks.names.beside import structural
from checks.names.candidate import ALONE, FIRST, Candidate
from checks.names.classes import of_class
from checks.names.find import Found
from checks.names.fold import fold_name
from checks.names.full_names import judge_full
from checks.names.hearing import Entry, Hearing
from checks.names.joined import Tag
from checks.names.judge import weigh
from checks.names.judged import Judged, doubtful_elsewhere
from checks.names.known import Known, Mention, Text, because_of
from checks.names.listing import groups_of, named_besides
from checks.names.narrow import in_class, narrow
from checks.names.once import once
from checks.names.score import CERTAIN, LIKELY, POSSIBLE, confidence
from checks.names.spoken import name_of_tongue, word_of_any
from checks.names.surroundings import Surroundings
from checks.names.tags import Tagged
from checks.names.titles import title_before
from checks.names.usage import RISE
from checks.names.verdict import Verdict
from checks.names.weighing import Weighing
from checks.names.whereabouts import KIN

_CAST_AS: Final = re.compile(r"[A-Z][\w'’]+ as $")
"""Whom a pupil plays: "with Millie as Charlotte"."""
_PLAYED: Final = frozenset(("was", "plays", "played", "playing", "is"))
_PERSONAL: Final = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir"))
_COPULAS: Final = frozenset(("is", "was", "has", "had", "starts", "comes", "will"))
_SAID_TO_BE: Final = frozenset(
    ("a", "an", "the", "our", "my", "their", "one", "in", "on", "at", "here", "called", "named")
)
_ANOTHER: Final = frozenset(("figure_meant", "class_told", "pet_meant", "adult_meant"))
"""Doubts that "our" before a name, or what only people do behind it, takes away."""
_TO_ADULTS: Final = frozenset(("you", "thanks", "cheers", "sorry"))
"""Words before the name of a visitor whom the text has named in full."""
_OWN: Final = 4
"""Letters of a word of the school's own name that tell it from a pupil in a hashtag."""
_NOT_OURS: Final = frozenset(("former_beside", "grown_deed", "staff_titled_too", "their_child"))
"""Signs of grown-ups and of children elsewhere: usage lifts no such name."""
_PARTLY_FOREIGN: Final = 2
"""Fifths of a text that are no English words from which a name may be a word of another language."""
_SOMEBODY: Final = frozenset(("strong_before", "called_out", "of_class", "in_list", "letters_apart", "in_figures"))
"""Signs of somebody, in whatever language."""
_FOREIGN: Final = 3
"""Fifths of a text that are no English words from which usage, which is learned from English, says nothing."""
_CERTAIN_SIGNS: Final = frozenset(("strong_after_word", "many_last_names"))
"""What only people do, and a team sheet: usage does nothing against them."""
_MY_CHILD: Final = (["my", "son"], ["my", "daughter"], ["our", "son"], ["our", "daughter"])
_WORK_ABOVE: Final = frozenset(("figure_in_post", "story_told"))
"""The post tells of a work by its name, and the comment of its story."""
_SURE: Final = ("likely", "certain")
_RISE_OF_TAINTED: Final = 5.0
"""Points that usage adds at most where the words beside a name, or the post above it, say that it is no pupil's."""
_NEARLY_CERTAIN: Final = CERTAIN - 0.01
_MOST_TO_COME: Final = 5.5
"""Points that pronouns, the post and the rest of the text can add to what stands beside a name."""


def read(found: Found, text: Text, known: Known) -> list[Mention]:
    """Return the mentions in one text, by start."""
    out = list(Reading(found, text, known).mentions())
    return out if len(out) < 2 else sorted(out, key=lambda mention: mention.start)


class Reading(Weighing):
    """One text being read."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        super().__init__(found, text, known)
        self._seen: Surroundings | None = None

    def mentions(self) -> Iterator[Mention]:
        """Yield the mentions, names before hashtags and handles."""
        yield from self._named()
        for tag in self.found.tags:
            for named in self.known.tags.of(tag):
                if not (named.kind in ALONE and (self._known_from(tag) or self._own_school(tag, named))):
                    yield self._tag(tag, named)

    def _own_school(self, tag: Tag, named: Tagged) -> bool:
        """Read "#OswinProud" of St Oswin's School: its own name, whatever else is in the tag."""
        word = fold_name(self.text.source[tag.start + named.start : tag.start + named.end])
        return len(word) >= _OWN and word in self.text.account and word != fold_name(tag.body)

    def _known_from(self, tag: Tag) -> bool:
        """Tell whether the text names somebody everybody knows by the word of a tag: "Jude Bellingham ... #jude"."""
        key = fold_name(tag.body)
        return any(f" {phrase} " in self.found.folded for phrase in self.known.figures_of.get(key, ()))

    def _named(self) -> Iterator[Mention]:
        if not self.names or (len(self.names) == 1 and self._hopeless(self.names[0])):
            return
        yield from (mention for _, mention in self.decided() if mention)

    def decided(self) -> Iterator[tuple[Judged, Mention | None]]:
        """Yield every name of the text as it was judged, and the mention it is of a pupil, if any."""
        judged = list(self._judged())
        doubtful = doubtful_elsewhere(judged, self.known.plain)
        for one in judged:
            yield one, self._decide(one, doubtful)

    def _hopeless(self, only: Candidate) -> bool:
        """Tell early, of the only name in a text, that nothing more could make it a child: most names are this."""
        if only.kind not in FIRST:
            return False
        around = self._seen = self.around_of(only)
        self._tell_apart(only, around)
        if only.figure:
            return True
        if title_before(around, self.known.lists):
            return True
        self.alone = weigh(self.occurrence(only, around), 0)
        return self.alone.points + _MOST_TO_COME < POSSIBLE

    def _tell_apart(self, name: Candidate, around: Surroundings) -> None:
        """Take a phrase that everybody knows for a pupil: "Faith in 7P", "Drew on trombone" beside others who play."""
        if name.figure and name.kind in FIRST:
            name.figure = not (self._of_class(around) or around.start in self._paralleled)

    def _of_class(self, around: Surroundings) -> bool:
        return of_class(around, self.whole, self.classes)

    def _judged(self) -> Iterator[Judged]:
        """Look around every name of the text."""
        if len(self.names) == 1:
            yield self._judged_alone(self.names[0])
            return
        arounds = [self.around_of(candidate) for candidate in self.names]
        groups = groups_of(self.names, self.found, self.text.source)
        for name in named_besides(self.names, groups):
            name.figure = False
        for name, around in zip(self.names, arounds, strict=True):
            self._tell_apart(name, around)
        titles = [title_before(around, self.known.lists) for around in arounds]
        self.titled = [name for name, title in zip(self.names, titles, strict=True) if title in _PERSONAL]
        for at, candidate in enumerate(self.names):
            group = [other for other in range(len(self.names)) if groups[other] == groups[at]]
            first, last = arounds[group[0]], arounds[group[-1]]
            if titles[group[0]].endswith("s") and titles[group[0]] not in ("miss", "ms", "mrs"):
                titles[at] = titles[at] or titles[group[0]]  # "our parent volunteers Katie, Priya and Dan"
            shared = (
                arounds[at].among(arounds[at] if titles[group[0]] else first, last) if len(group) > 1 else arounds[at]
            )
            mates = tuple(self.names[other] for other in group if other != at)
            if shared is not arounds[at] and "(" in arounds[at].right_gap:  # "Freya (chair), Chloe ..."
                where = self.whereabouts(candidate, arounds[at], candidate.start, candidate.end)
            else:
                where = self.whereabouts(candidate, shared, self.names[group[0]].start, self.names[group[-1]].end)
            against = {*structural(where, listed=bool(mates))}
            if any(mate.kind not in ALONE and not mate.figure for mate in mates):
                against.discard("people_beside")  # "prom committee: Zahra, Nell Hardy"
            if candidate.kind in FIRST and (
                _CAST_AS.search(self.text.source[: arounds[at].start]) or self._plays_it(at, arounds[at])
            ):
                against.add("cast_as")
            if self.plays(arounds[at].start):
                against.discard("animal_beside")  # "Jack (donkey back)"
            yield Judged(candidate, arounds[at], shared, titles[at], mates, where, frozenset(against))

    def _dressed_as(self, key: str, doubt: str) -> bool:
        """Read "marcus was so chuffed to be marcus rashford today"."""
        told = self.found.folded
        return doubt == "figure_meant" and any(f" {word} {key} " in told for word in ("be", "as", "being"))

    def _plays_it(self, at: int, around: Surroundings) -> bool:
        """Read "Noah C was Noah": the name of a part that a pupil played."""
        left = around.left
        if not at or left[-1:] == [] or left[-1] not in _PLAYED or around.owned:
            return False
        return self.names[at - 1].end + len(left[-1]) + 2 == self.names[at].start

    def _judged_alone(self, only: Candidate) -> Judged:
        """Look around the only name of the text."""
        around = self._seen or self.around_of(only)
        self._tell_apart(only, around)
        title = title_before(around, self.known.lists)
        where = self.whereabouts(only, around, only.start, only.end)
        against = {*structural(where, listed=False)}
        if only.kind in FIRST and _CAST_AS.search(self.text.source[: around.start]):
            against.add("cast_as")
        return Judged(only, around, around, title, (), where, frozenset(against))

    def _decide(self, one: Judged, doubtful: Mapping[str, str]) -> Mention | None:
        candidate, around = one.candidate, one.around
        if candidate.kind not in ALONE:
            name = self.found.folded[candidate.start : candidate.end]
            sure, reasons = judge_full(one, name, self.known, self.whole)
            if sure in _SURE and self._another_above(name) and not self._is_here(one):
                sure, reasons = "possible", ["but the post above means somebody else of this name"]
            return self._mention(around, candidate, sure, reasons)
        if candidate.figure or (one.title and not self.strikes(one)):
            return None
        verdict = self.weigh_alone(one, tainted=candidate.hit.key in doubtful)
        if verdict is None:
            return None
        for observation in sorted(one.against):
            verdict.note(observation)
        if "from_school" in one.against and "of_class" in verdict.observed:
            verdict.note("class_elsewhere")  # "Efa, a Year 10 student from Ysgol Bro Hafren"
        doubt = doubtful.get(candidate.hit.key, "")
        if doubt and not one.tainted and self._believed(doubt, one, verdict):
            verdict.note(doubt)
            if doubt in ("saint_meant", "stranger_meant") and "".join(one.shared.left[-1:]) in _TO_ADULTS:
                verdict.note("adult_meant")  # "PC Aaron Welch came to talk. Thank you Aaron!"
        self.hear(one, verdict)
        return self._mention(around, candidate, confidence(verdict.points), verdict.reasons or ["written like a name"])

    def _is_here(self, one: Judged) -> bool:
        """Read "charlie day in 9P read it out there", whoever else bears the name."""
        return one.where.does_as_people_do or self._of_class(one.shared)

    def _another_above(self, name: str) -> bool:
        """Tell whether the post above a comment has this full name and gives it to the dead, an adult or a place."""
        meant = self.above.get(name) if name in self.context else None
        return meant is not None and meant.confidence not in _SURE

    def _believed(self, doubt: str, one: Judged, verdict: Verdict) -> bool:
        """Tell whether what is told of a name elsewhere in the text is told of who bears it here."""
        right, observed = one.shared.right, verdict.observed
        ours = one.shared.left[-1:] in (["our"], ["my"])
        if "of_class" in observed or self._dressed_as(one.candidate.hit.key, doubt):
            return False
        if one.around.owned and right[:1] != [] and right[0] in KIN and doubt != "pet_meant":
            return False  # "Christian's dad" beside "Rev Christian Noble"
        if doubt == "stranger_meant":
            return not ours
        if doubt == "same_word_meant":
            does = right[:1] != [] and (right[0] not in _COPULAS or (len(right) > 1 and right[1] not in _SAID_TO_BE))
            acts = "strong_after_word" in observed and does
            return not acts and not (one.where.does_as_people_do and "strong_after" in observed)
        person = one.where.does_as_people_do or ours or right[:1] in (["himself"], ["herself"])
        return not (doubt in _ANOTHER and person)

    def hear(self, one: Judged, verdict: Verdict) -> None:
        """Add what is usually said around pupils, or around words like their names; it makes nothing certain.

        It lifts no name of somebody grown or elsewhere, and does nothing against what only people do.
        """
        if verdict.points < LIKELY - RISE:
            return
        if self._hearing.strange >= _PARTLY_FOREIGN and self._is_foreign_word(one, verdict):
            verdict.note("name_of_tongue")
        if self._hearing.strange >= _FOREIGN:
            if word_of_any(one.candidate, one.around, verdict.observed):
                verdict.note("word_of_tongue")
            return
        lists, of_first = self.known.lists, one.candidate.kind in FIRST
        usage = (lists.usage if of_first else lists.usage_of_last).points(self.said(one, verdict))
        if usage > 0 and not _NOT_OURS.isdisjoint(verdict.observed):
            return
        if usage < 0 and (not _CERTAIN_SIGNS.isdisjoint(verdict.observed) or one.shared.left[-2:] in _MY_CHILD):
            return
        if one.tainted or _WORK_ABOVE.issubset(verdict.observed):  # nearly said: somebody or something else is meant
            usage = min(usage, _RISE_OF_TAINTED)
        before = verdict.points
        verdict.points = min(before + usage, max(before, _NEARLY_CERTAIN))
        if before < LIKELY <= verdict.points:  # told only where it decides: the line of a report is short
            verdict.reasons.append("in words as they stand around pupils")

    def _is_foreign_word(self, one: Judged, verdict: Verdict) -> bool:
        """Tell whether a name is a word of the text's language here, and nothing says that somebody is meant."""
        if not _SOMEBODY.isdisjoint(verdict.observed):
            return False
        return name_of_tongue(one.candidate, one.around, self.text.source, self.known.lists.tongues)

    def said(self, one: Judged, verdict: Verdict) -> set[Entry]:
        """Return what is said around a name alone and elsewhere in its text, as entries of usage.csv."""
        return self._hearing.said(one, verdict.observed)

    @once
    def _hearing(self) -> Hearing:
        return Hearing(self.found, self.text, self.names, self.known)

    def _mention(self, around: Surroundings, candidate: Candidate, sure: str, reasons: Sequence[str]) -> Mention | None:
        if not sure:
            return None
        form = candidate.hit.form
        wider = form.given | form.short if candidate.kind in FIRST else ()
        meant, why = self._narrow(candidate.pupils, but=candidate, wider=wider)
        because = because_of(candidate.kind, len(meant), [*reasons, *([why] if why else [])])
        return Mention(around.start, around.end, around.word, self._ids(meant), candidate.kind, sure, because)

    def _tag(self, tag: Tag, named: Tagged) -> Mention:
        start, end = tag.start + named.start, tag.start + named.end
        meant, why = self._narrow(named.pupils)
        where = f"in a {'hashtag' if tag.sign == '#' else 'handle'}, {named.says}"
        because = because_of(named.kind, len(meant), [where, *([why] if why else [])])
        return Mention(start, end, self.text.source[start:end], self._ids(meant), named.kind, named.confidence, because)

    def _ids(self, pupils: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted([self.known.register.pupils[p].id for p in pupils]))

    def _narrow(
        self, pupils: Collection[int], but: Candidate | None = None, wider: Collection[int] = ()
    ) -> tuple[Collection[int], str]:
        """Narrow the pupils by what the text says elsewhere; `but` = the candidate they come from.

        `wider`: who goes by a short form of it besides; one of them is meant where only theirs is the class stated.
        """
        if len(wider) > len(pupils):
            pupils = in_class(pupils, wider, self.known.register, self.found.folded, self.context)
        if len(pupils) < 2:
            return pupils, ""
        others = (c for c in self.names if c is not but and c.kind not in ALONE and not c.figure)
        named = {p for c in others for p in c.pupils}
        return narrow(pupils, self.known.register, self.found.folded, self.context, named)
