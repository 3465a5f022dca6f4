"""Page: one text with what is asked of it as a whole, worked out once and only when asked."""

from __future__ import annotations

from typing import Final

from checks.names.candidate import Candidate
from checks.names.combine import candidates
from checks.names.find import Found
from checks.names.fold import fold_name, source_end
from checks.names.form_lists import forms_named
from checks.names.known import Known, Text
from checks.names.listing import written_high
from checks.names.once import once
from checks.names.past import recent
from checks.names.scenes import Places, misread
from checks.names.surroundings import Surroundings, look_around
from checks.names.titles import pupils_office
from checks.names.verdict import Circumstances, circumstances
from checks.names.whereabouts import Whereabouts

_CHILDREN_NAMED: Final = frozenset(("animal", "bible", "scripture", "famous"))
"""Scenes that a child's own name does not tell of."""


_READ_TWICE: Final = _CHILDREN_NAMED | {"former", "animal", "house", "long_ago", "role"}
"""Scenes whose words may mean something else in a text."""


_FORMS: Final = 2
"""Names from which a text may list forms with their children."""


class Page:
    """One text with the names found in it."""

    def __init__(self, found: Found, text: Text, known: Known) -> None:
        self.found, self.text, self.known = found, text, known
        lists = known.lists
        named = bool(found.hits)
        self.names = candidates(found, text.source, known.register, lists.common, lists.vocabulary) if named else []

    def around_of(self, candidate: Candidate) -> Surroundings:
        """Look around one name."""
        end = source_end(self.text.source, int(self.found.origin[candidate.end - 1]))
        return look_around(candidate, self.found, self.text.source, end)

    def whereabouts(self, candidate: Candidate, around: Surroundings, start: int, end: int) -> Whereabouts:
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
            tokens=self.tokens,
            first=first,
            last=last,
            places=self.places,
            written_above=self.text.context,
            contexts=self.known.contexts,
            classes=self.classes,
            lists=self.known.lists,
            pupils=self.known.register.forms,
            author=self.text.author,
            alt=self.text.alt,
            youngest=self.known.youngest,
        )

    @once
    def classes(self) -> frozenset[str]:
        """Names of classes and forms of the school, and those that the text itself numbers."""
        if len(self.names) < _FORMS:
            return self.known.classes
        return self.known.classes | forms_named(self.text.source)

    @once
    def context(self) -> str:
        """The folded context with a space at either end."""
        return self.known.contexts.folded(self.text.context)

    @once
    def tokens(self) -> list[str]:
        """The folded words."""
        return self.found.folded.split()

    @once
    def places(self) -> Places:
        """Where each kind of scene shows, without words that mean something else here."""
        found = dict(self.known.lists.scenes.places(self.tokens))
        if found.keys().isdisjoint(_READ_TWICE):
            return found
        if "former" in found:
            found["former"] = [(a, b) for a, b in found["former"] if a == 0 or self.tokens[a - 1] != "sixth"]
        if "animal" in found and self.known.classes:  # "Robin have been to the farm" tells of a class
            found["animal"] = [(a, b) for a, b in found["animal"] if self.tokens[a] not in self.known.classes]
        if "role" in found:  # "our junior road safety officer"
            found["role"] = [(a, b) for a, b in found["role"] if not pupils_office(self.tokens[max(0, a - 2) : a])]
            found["role"] = [span for span in found["role"] if not misread("role", span, self.tokens)]
        if "former" in found:  # "the class of 2026" is here until July
            found["former"] = [(a, b) for a, b in found["former"] if not self._still_here(a, b)]
        for kind in ("house", "former", "long_ago", "animal"):
            if kind in found:
                found[kind] = [span for span in found[kind] if not misread(kind, span, self.tokens)]
        if not found.keys().isdisjoint(_CHILDREN_NAMED):  # a child called Cat is no animal
            named = {
                self.found.folded.count(" ", 0, c.start) - 1
                for c in self.names
                if written_high(self.text.source, self.found, c)
            }
            for kind in _CHILDREN_NAMED & found.keys():  # "Caleb, Trinity, Martha": a team, no Bible story
                found[kind] = [(a, b) for a, b in found[kind] if a not in named or b > a + 1]
        return {kind: spans for kind, spans in found.items() if spans}

    def _still_here(self, first: int, last: int) -> bool:
        return self.tokens[first:last] == ["class", "of"] and recent(" ".join(self.tokens[last : last + 1]))

    @once
    def author(self) -> str:
        """Who wrote it, folded; blank for a post."""
        return fold_name(self.text.author)

    @once
    def whole(self) -> Circumstances:
        """What is known of the text as a whole."""
        return circumstances(
            self.text.source,
            photo=self.text.photo,
            staff_first_names=self.known.staff.first,
            comment=bool(self.text.author),
        )
