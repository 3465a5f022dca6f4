"""Team page: one text in which last names alone are weighed, with the line-ups that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checks.names.candidate import Candidate
from checks.names.company import strangers_beside
from checks.names.judged import Judged
from checks.names.last_names import has_score, weigh_last_name
from checks.names.line_ups import OTHERS, fixture, line_up
from checks.names.listing import listed_beside
from checks.names.occurrence import Occurrence, occurrence_of
from checks.names.once import once
from checks.names.page import Page
from checks.names.surroundings import Surroundings
from checks.names.told import told_of_last_name
from checks.names.verdict import Verdict

_TEAM: Final = 2
"""Other last names in a line-up, above which it tells of sport by itself."""


class TeamPage(Page):
    """A page on which last names are weighed."""

    def occurrence(self, candidate: Candidate, around: Surroundings) -> Occurrence:
        """Return a name alone where it stands, for weighing."""
        return occurrence_of(candidate, around, self.whole, self.known.lists, self.classes)

    def weigh_last(self, one: Judged) -> Verdict:
        """Sum up for and against a last name alone."""
        candidate, contexts = one.candidate, self.known.contexts
        listed = sum(mate.kind == "last_name" or bool(mate.hit.form.family) for mate in one.mates)
        above = self.text.context
        told_above = has_score(above) or fixture(above) or "sport" in contexts.kinds(above)
        beside = self._lined_up.get(one.around.start, 0)
        listed = max(listed, beside)
        source = self.text.source
        sport = ("sport" in self.places or beside > _TEAM or fixture(source) or has_score(source), told_above)
        adults = self.known.adult_last
        verdict = weigh_last_name(self.occurrence(candidate, one.shared), listed, sport, adults)
        if company := self.among_strangers(one.around):
            verdict.note(company)
        if beside == OTHERS or (listed and company == "strangers_listed"):
            verdict.note("other_line_up")
        if any(sport) and not listed and self._in_line_up(one):
            verdict.note("last_names_beside")
        if candidate.how:
            verdict.note(candidate.how)
        adult = candidate.hit.key in adults
        for observation in told_of_last_name(one.where, sport=any(sport), listed=listed, adult=adult):
            verdict.note(observation)
        return verdict

    @once
    def _lined_up(self) -> Mapping[int, int]:
        """Where in the source the last names of a line-up begin, with how many others stand in it."""
        alone = [name for name in self.names if name.kind == "last_name" and not name.figure]
        if len(alone) < _TEAM or "house" in self.places:
            return {}
        spots = [(around.start, around.end, name.hit.key) for name in alone for around in (self.around_of(name),)]
        source = self.text.source
        told = "sport" in self.places or fixture(source)
        known = (self.known.no_strangers, [name.hit.key for name in self.names])
        return line_up(source, spots, self.known.lists.common, known, told=told)

    def strikes(self, one: Judged) -> bool:
        """Read "CM Okafor / ST Young": a striker of a team sheet, and no saint."""
        return one.title == "st" and one.around.left_raw == "ST" and one.around.start in self._lined_up

    def _in_line_up(self, one: Judged) -> bool:
        """Read "GS Okoro, GA Pope, C Grant": two other last names, one of them no word, stand somewhere in the text."""
        if not one.around.word.istitle() or (one.around.touches_right and one.around.right_raw[:1].isupper()):
            return False
        keys = {other.hit.key for other in self.names if other.kind == "last_name" and not other.figure}
        others = keys - {one.candidate.hit.key}
        return len(others) > 1 and not others <= self.known.lists.common.keys()

    def among_strangers(self, around: Surroundings) -> str:
        """Say that the list it stands in is of people or things that the register does not know."""
        whole = self.whole
        if not listed_beside(around) or whole.lower or whole.shouting or whole.headline:
            return ""
        return strangers_beside(self.text.source, around.start, self.known.register.forms, self.known.no_strangers)
