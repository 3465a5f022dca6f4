"""Masking contacts in texts that reports quote: what reaches a person is shown in the worklist alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checks._screen import Folded
from checks.base import School
from checks.contacts._find import SCREENS, find_contacts, own_contacts

CALLED: Final = {
    "phone": "phone number", "email": "e-mail address", "address": "home address", "nhs_number": "NHS number",
    "national_insurance": "National Insurance number", "upn": "pupil number", "date_of_birth": "date of birth",
    "car_registration": "car registration",
}  # fmt: skip
"""Kind of contact -> its name in a sentence."""


class ContactMasker:
    """Masks contacts in the texts of one school, however unsure; its own published contacts stay."""

    def __init__(self, school: School, year: int) -> None:
        self._own, self._year = own_contacts(school), year

    def mask(self, text: str) -> str:
        """Return the text with "[phone number]" and the like in the place of each contact."""
        for one in reversed(find_contacts(text, self._own, year=self._year)):
            text = f"{text[: one.start]}[{CALLED[one.kind]}]{text[one.end :]}"
        return text

    def mask_all(self, texts: Iterable[str]) -> dict[str, str]:
        """Return text -> the same masked; only those with a sign of a contact are looked at."""
        masked = {text: text for text in texts}
        folded, places = Folded(masked), list(masked)
        for at in set[int]().union(*(screen.of(folded) for screen in SCREENS)):
            masked[places[at]] = self.mask(places[at])
        return masked
