"""Masking contacts in texts that reports quote: what reaches a person is shown in the worklist alone."""

from __future__ import annotations

from typing import Final

from checks.base import School
from checks.contacts._find import find_contacts, own_contacts

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
