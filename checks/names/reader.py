"""Reading one text: from what was hit to the mentions, each with its pupils, confidence and reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from checks.names.beside import structural
from checks.names.combine import Candidate, candidates
from checks.names.company import list_begins, strangers_beside
from checks.names.find import Found, Tag
from checks.names.fold import fold_name, source_end
from checks.names.full_names import judge_full
from checks.names.judge import weigh
from checks.names.judged import Judged, doubtful_elsewhere
from checks.names.known import Known, Mention, Text, because_of
from checks.names.last_names import weigh_last_name
from checks.names.listing import groups_of, listed_beside, written_high
from checks.names.narrow import in_class, narrow
from checks.names.scenes import Places
from checks.names.score import POSSIBLE, confidence
from checks.names.surroundings import Surroundings, look_around
from checks.names.tags import Tagged
from checks.names.titles import title_before
from checks.names.told import signed_off, told, writer_is
from checks.names.verdict import Circumstances, Verdict, circumstances
from checks.names.whereabouts import Whereabouts

_CAST_AS: Final = re.compile(r"[A-Z][\w'’]+ as $")
"""Whom a pupil plays: "with Millie as Charlotte"."""
_LABELS: Final = re.compile(r"\s*(?::|\s[–—-]|=)\s*")
_ALONE: Final = frozenset(("only_name", "first_name", "short_form", "last_name"))
_FIRST: Final = frozenset(("only_name", "first_name", "short_form"))
_HEADING: Final = 50
"""Characters before a list that are read for what it is of."""
_NEAR_ANIMAL: Final = 3
"""Words from a name to the animal it is the name of: "Milo, our school dog"."""
_COPULAS: Final = frozenset(("is", "was", "has", "had", "starts", "comes", "will"))
_MOST_TO_COME: Final = 4.0
"""Points that pronouns, the post and the rest of the text can add to what stands beside a name."""
_PRONOUNS: Final = frozenset(("he", "she", "his", "her", "him", "hers", "himself", "herself", "hes", "shes"))
_PRONOUN_REACH: Final = 14


def read(found: Found, text: Text, known: Known) -> list[Mention]:
    """Return the mentions in one text, by start."""
    out = list(_Reading(found, text, known).mentions())
    return out if len(out) < 2 else sorted(out, key=lambda mention: mention.start)


class _Reading:
    """One text being read: what is asked of the whole text is worked out once, and only when asked."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        self.found, self.text, self.known = found, text, known
        lists = known.lists
        named = found.hits or found.spaced
        self._seen: Surroundings | None = None
        self._alone: Verdict | None = None
        """What the only name of the text weighs by itself."""
        self.names = candidates(found, text.source, known.register, lists.common, lists.vocabulary) if named else []

    def mentions(self) -> Iterator[Mention]:
        yield from self._named()
        for tag in self.found.tags:
            named = self.known.tags.of(tag)
            if named and not (named.kind in _ALONE and self._known_from(tag)):
                yield self._tag(tag, named)

    def _known_from(self, tag: Tag) -> bool:
        """Tell whether the text names somebody everybody knows by the word of a tag: "Jude Bellingham ... #jude"."""
        key = fold_name(tag.body)
        return any(f" {phrase} " in self.found.folded for phrase in self.known.figures_of.get(key, ()))

    def _named(self) -> Iterator[Mention]:
        if not self.names or (len(self.names) == 1 and self._hopeless(self.names[0])):
            return
        judged = list(self._judged())
        doubtful = doubtful_elsewhere(judged)
        for one in judged:
            if mention := self._decide(one, doubtful):
                yield mention

    def _hopeless(self, only: Candidate) -> bool:
        """Tell early, of the only name in a text, that nothing more could make it a child: most names are this."""
        if only.kind not in _FIRST:
            return False
        if only.figure:
            return True
        around = self._seen = self._around(only)
        if title_before(around, self.known.lists):
            return True
        self._alone = weigh(only, around, self._whole, self.known.lists, 0, self.known.classes)
        return self._alone.points + _MOST_TO_COME < POSSIBLE

    def _judged(self) -> Iterator[Judged]:
        """Look around every name of the text."""
        if len(self.names) == 1:
            yield self._judged_alone(self.names[0])
            return
        arounds = [self._around(candidate) for candidate in self.names]
        groups = groups_of(self.names, self.found, self.text.source)
        titles = [title_before(around, self.known.lists) for around in arounds]
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
                where = self._whereabouts(candidate, arounds[at], candidate.start, candidate.end)
            else:
                where = self._whereabouts(candidate, shared, self.names[group[0]].start, self.names[group[-1]].end)
            against = {*structural(where, listed=bool(mates))}
            if candidate.kind in _FIRST and _CAST_AS.search(self.text.source[: arounds[at].start]):
                against.add("cast_as")
            yield Judged(candidate, arounds[at], shared, titles[at], mates, where, frozenset(against))

    def _judged_alone(self, only: Candidate) -> Judged:
        """Look around the only name of the text."""
        around = self._seen or self._around(only)
        title = title_before(around, self.known.lists)
        where = self._whereabouts(only, around, only.start, only.end)
        against = {*structural(where, listed=False)}
        if only.kind in _FIRST and _CAST_AS.search(self.text.source[: around.start]):
            against.add("cast_as")
        return Judged(only, around, around, title, (), where, frozenset(against))

    def _around(self, candidate: Candidate) -> Surroundings:
        end = source_end(self.text.source, int(self.found.origin[candidate.end - 1]))
        return look_around(candidate, self.found, self.text.source, end)

    def _whereabouts(self, candidate: Candidate, around: Surroundings, start: int, end: int) -> Whereabouts:
        """Where a name stands, in a list that covers [start, end) of the folded text."""
        folded = self.found.folded
        first = folded.count(" ", 0, start) - 1
        last = first + 1 + folded.count(" ", start, end)
        return Whereabouts(
            key=candidate.hit.key,
            plural=candidate.hit.form.plural,
            around=around,
            source=self.text.source,
            account=self.text.account,
            tokens=self._tokens,
            first=first,
            last=last,
            places=self._places,
            written_above=self.text.context,
            contexts=self.known.contexts,
            classes=self.known.classes,
            lists=self.known.lists,
            pupils=self.known.register.forms,
        )

    def _decide(self, one: Judged, doubtful: Mapping[str, str]) -> Mention | None:
        candidate, around = one.candidate, one.around
        if candidate.kind not in _ALONE:
            name = self.found.folded[candidate.start : candidate.end]
            return self._mention(around, candidate, *judge_full(one, name, self.known, self._places))
        if candidate.figure or one.title:
            return None
        verdict = self._weigh(one, tainted=candidate.hit.key in doubtful)
        if verdict is None:
            return None
        for observation in sorted(one.against):
            verdict.note(observation)
        doubt = doubtful.get(candidate.hit.key, "")
        acts = "strong_after_word" in verdict.observed and one.shared.right[:1] and one.shared.right[0] not in _COPULAS
        if doubt and not one.tainted and not (acts and doubt == "same_word_meant"):
            verdict.note(doubt)
        return self._mention(around, candidate, confidence(verdict.points), verdict.reasons or ["written like a name"])

    def _weigh(self, one: Judged, *, tainted: bool) -> Verdict | None:
        candidate, lists, whole = one.candidate, self.known.lists, self._whole
        if candidate.kind == "last_name":
            listed = sum(mate.kind == "last_name" or bool(mate.hit.form.family) for mate in one.mates)
            sport = ("sport" in self._places, "sport" in self.known.contexts.kinds(self.text.context))
            verdict = weigh_last_name(candidate, one.shared, whole, lists, listed, sport, self.known.adult_last)
            if company := self._among_strangers(one.around):
                verdict.note(company)
            return verdict
        sure = [c for c in (*one.mates, candidate) if self._is_name(c)]
        companions = len(one.mates) if sure else 0
        verdict = self._alone or weigh(candidate, one.shared, whole, lists, companions, self.known.classes)
        low = one.around.word.islower() and not whole.lower
        if one.mates and not companions and not low and candidate.hit.key not in self.known.classes:
            verdict.note("listed_words")
            senses = {lists.common.get(c.hit.key, ("", 0))[0] for c in (candidate, *one.mates)}
            if (
                not whole.comment
                and len(senses) == 1
                and senses <= {"flower", "gem", "month", "season", "virtue", "place", "day"}
            ):
                verdict.note("same_kind_listed")
        if company := self._among_strangers(one.around):
            verdict.note(company)
            self._weigh_heading(verdict, one.around.start)
        self._weigh_writer(verdict, one)
        self._weigh_rest(verdict, one)
        if "of_class" in verdict.observed and "class_name" not in verdict.observed:  # one of ours, whatever is told of
            return verdict
        lasts = self.known.staff_called.get(candidate.hit.key, ())
        if any(f" {last} " in self.found.folded or f" {last} " in self.context for last in lasts):
            verdict.note("staff_meant")
        for observation in told(one.where, tainted=tainted):
            verdict.note(observation)
        self._weigh_context(verdict, candidate)
        return verdict

    def _among_strangers(self, around: Surroundings) -> str:
        """Say that the list it stands in is of people or things that the register does not know."""
        whole = self._whole
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

    def _is_name(self, candidate: Candidate) -> bool:
        """A full name, or a first name that is neither an ordinary word nor a class."""
        key = candidate.hit.key
        return candidate.kind not in _ALONE or (key not in self.known.lists.common and key not in self.known.classes)

    def _weigh_writer(self, verdict: Verdict, one: Judged) -> None:
        """A comment's signature and its writer's own name."""
        author = self._author
        if not author:
            return
        words = [word for name in (one.candidate, *one.mates) for word in name.hit.key.split()]
        rest = self._tokens[one.where.last :]
        ends = one.shared.last or not rest[2:] or (not rest[5:] and not set(author.split()).isdisjoint(rest))
        if ends and not one.shared.owned and signed_off(author, words, one.shared.left, one.shared.right):
            verdict.note("signed")
        elif writer_is(author, one.candidate.hit.key):
            verdict.note("author_self")

    def _weigh_rest(self, verdict: Verdict, one: Judged) -> None:
        """Pronouns after it, other children beside it, a role it labels."""
        ordinary = one.candidate.hit.key in self.known.lists.common
        if not _PRONOUNS.isdisjoint(self._tokens[one.where.last : one.where.last + _PRONOUN_REACH]):
            verdict.note("pronoun_after_word" if ordinary else "pronoun_after")
        begin, end = one.candidate.start - 1, one.candidate.end + 1
        others = [c for c in self.names if c not in (one.candidate, *one.mates) and c.kind != "last_name"]
        others = [c for c in others if begin != c.end and end != c.start]  # "Dylan Thomas" is no two children
        if any(self._is_name(c) and not c.figure for c in others):
            verdict.note("beside_children")
        if _LABELS.fullmatch(one.around.right_gap) and any(c.start > one.candidate.end + 1 for c in self.names):
            follower = min((c for c in self.names if c.start > one.candidate.end), key=lambda c: c.start)
            if follower.start <= one.candidate.end + 1:
                verdict.note("label")

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

    def _mention(self, around: Surroundings, candidate: Candidate, sure: str, reasons: Sequence[str]) -> Mention | None:
        if not sure:
            return None
        form = candidate.hit.form
        wider = form.given | form.short if candidate.kind in _FIRST else ()
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
        return tuple(sorted(self.known.register.pupils[p].id for p in pupils))

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
        others = (c for c in self.names if c is not but and c.kind not in _ALONE and not c.figure)
        named = {p for c in others for p in c.pupils}
        return narrow(pupils, self.known.register, self.found.folded, self.context, named)

    @cached_property
    def context(self) -> str:
        """The folded context with a space at either end."""
        return self.known.contexts.folded(self.text.context)

    @cached_property
    def _tokens(self) -> list[str]:
        return self.found.folded.split()

    @cached_property
    def _places(self) -> Places:
        found = dict(self.known.lists.scenes.places(self._tokens))
        if "former" in found:
            found["former"] = [(a, b) for a, b in found["former"] if a == 0 or self._tokens[a - 1] != "sixth"]
        if "animal" in found:  # a child called Cat is none
            named = {
                self.found.folded.count(" ", 0, c.start) - 1
                for c in self.names
                if written_high(self.text.source, self.found, c)
            }
            found["animal"] = [(a, b) for a, b in found["animal"] if a not in named]
        return {kind: spans for kind, spans in found.items() if spans}

    @cached_property
    def _author(self) -> str:
        return fold_name(self.text.author)

    @cached_property
    def _whole(self) -> Circumstances:
        return circumstances(
            self.text.source,
            photo=self.text.photo,
            staff_first_names=self.known.staff_first,
            comment=bool(self.text.author),
        )


def _may_hold(context: str, key: str) -> bool:
    """Rule out quickly, before anything is folded, that a context holds a name."""
    return bool(context) and (not context.isascii() or " " in key or key in context.lower())
