"""Reading one text: from what was hit to the mentions, each with its pupils, confidence and reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from checks.names.beside import structural
from checks.names.combine import Candidate, between, candidates
from checks.names.find import Found, Tag
from checks.names.fold import fold_name, source_end
from checks.names.full_names import judge_full
from checks.names.judge import weigh
from checks.names.judged import Judged, doubtful_elsewhere
from checks.names.known import Known, Mention, Text, because_of
from checks.names.last_names import weigh_last_name
from checks.names.narrow import narrow
from checks.names.scenes import Places
from checks.names.score import POSSIBLE, confidence
from checks.names.surroundings import Surroundings, look_around
from checks.names.tags import Tagged
from checks.names.titles import title_before
from checks.names.told import signed_off, told, writer_is
from checks.names.verdict import Circumstances, Verdict, circumstances
from checks.names.whereabouts import Whereabouts

_LISTED: Final = re.compile(
    r"\s*(?:,?\s*(?:&|\band\b|\ban\b|\bn\b|\bplus\b|\bwith\b)|,|\+|/|\n|•|-|–|[^\w\s.!?:;()'’\"“”]+)\s*", re.IGNORECASE
)
_BRACKETS: Final = re.compile(r"\s*\([^()]{1,60}\)")
_LABELS: Final = re.compile(r"\s*(?::|\s[–—-]|=)\s*")
_ALONE: Final = frozenset(("only_name", "first_name", "short_form", "last_name"))
_FIRST: Final = frozenset(("only_name", "first_name", "short_form"))
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
        around = self._around(only)
        if title_before(around, self.known.lists):
            return True
        verdict = weigh(only, around, self._whole, self.known.lists, 0, self.known.classes)
        return verdict.points + _MOST_TO_COME < POSSIBLE

    def _judged(self) -> Iterator[Judged]:
        """Look around every name of the text."""
        arounds = [self._around(candidate) for candidate in self.names]
        groups = self._groups()
        titles = [title_before(around, self.known.lists) for around in arounds]
        for at, candidate in enumerate(self.names):
            group = [other for other in range(len(self.names)) if groups[other] == groups[at]]
            first, last = arounds[group[0]], arounds[group[-1]]
            if titles[group[0]].endswith("s") and self.known.lists.titles.kinds.get(titles[group[0]]) == "role":
                titles[at] = titles[at] or titles[group[0]]  # "our parent volunteers Katie, Priya and Dan"
            shared = (
                arounds[at].among(arounds[at] if titles[group[0]] else first, last) if len(group) > 1 else arounds[at]
            )
            mates = tuple(self.names[other] for other in group if other != at)
            where = self._whereabouts(candidate, shared, self.names[group[0]].start, self.names[group[-1]].end)
            against = frozenset(structural(where, listed=bool(mates)))
            yield Judged(candidate, arounds[at], shared, titles[at], mates, where, against)

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
            context=self.context,
            context_kinds=self.known.contexts.kinds(self.context),
            classes=self.known.classes,
            lists=self.known.lists,
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
        if candidate.hit.key in doubtful and not one.tainted:
            verdict.note(doubtful[candidate.hit.key])
        return self._mention(around, candidate, confidence(verdict.points), verdict.reasons or ["written like a name"])

    def _weigh(self, one: Judged, *, tainted: bool) -> Verdict | None:
        candidate, lists, whole = one.candidate, self.known.lists, self._whole
        if candidate.kind == "last_name":
            listed = sum(mate.kind == "last_name" or bool(mate.hit.form.family) for mate in one.mates)
            sport = ("sport" in self._places, "sport" in self.known.contexts.kinds(self.context))
            return weigh_last_name(candidate, one.shared, whole, lists, listed, sport)
        sure = [c for c in (*one.mates, candidate) if self._is_name(c)]
        companions = len(one.mates) if sure else 0
        verdict = weigh(candidate, one.shared, whole, lists, companions, self.known.classes)
        if one.mates and not companions and candidate.hit.key not in self.known.classes:
            verdict.note("listed_words")
        for observation in told(one.where, tainted=tainted):
            verdict.note(observation)
        self._weigh_writer(verdict, one)
        self._weigh_rest(verdict, one)
        self._weigh_context(verdict, candidate)
        return verdict

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
        elif key not in lists.common and f" {key} " in self.context:
            verdict.note("named_in_post")

    def _mention(self, around: Surroundings, candidate: Candidate, sure: str, reasons: Sequence[str]) -> Mention | None:
        if not sure:
            return None
        meant, why = self._narrow(candidate.pupils, but=candidate)
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

    def _narrow(self, pupils: Collection[int], but: Candidate | None = None) -> tuple[Collection[int], str]:
        """Narrow the pupils by what the text says elsewhere; `but` = the candidate they come from."""
        if len(pupils) < 2:
            return pupils, ""
        others = (c for c in self.names if c is not but and c.kind not in _ALONE and not c.figure)
        named = {p for c in others for p in c.pupils}
        return narrow(pupils, self.known.register, self.found.folded, self.context, named)

    def _groups(self) -> list[int]:
        """Return for each candidate the number of the list it stands in."""
        group = [0] * len(self.names)
        for at in range(1, len(self.names)):
            left, right = self.names[at - 1], self.names[at]
            gap = between(self.found, self.text.source, left.end, right.start) if right.start > left.end else "."
            gap = _BRACKETS.sub("", gap)  # "Hania (kind words), Tariq (kind hands)"
            group[at] = group[at - 1] + (_LISTED.fullmatch(gap) is None)
        return group

    @cached_property
    def context(self) -> str:
        """The folded context with a space at either end."""
        return _fold_context(self.text.context)

    @cached_property
    def _tokens(self) -> list[str]:
        return self.found.folded.split()

    @cached_property
    def _places(self) -> Places:
        return self.known.lists.scenes.places(self._tokens)

    @cached_property
    def _author(self) -> str:
        return fold_name(self.text.author)

    @cached_property
    def _whole(self) -> Circumstances:
        return circumstances(self.text.source, photo=self.text.photo, staff_first_names=self.known.staff_first)


@lru_cache(maxsize=4096)
def _fold_context(context: str) -> str:
    """Fold a context with a space at either end; the comments under a post share one."""
    return f" {fold_name(context)} " if context else ""


def _may_hold(context: str, key: str) -> bool:
    """Rule out quickly, before anything is folded, that a context holds a name."""
    return bool(context) and (not context.isascii() or " " in key or key in context.lower())
