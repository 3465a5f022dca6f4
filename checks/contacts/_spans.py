"""What was found in a text, and where: one record for every kind of contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Contact(NamedTuple):
    """Something by which one person can be reached or told apart."""

    start: int
    end: int
    """Code points of the text as it stands."""
    kind: str
    """phone, email, address, national_insurance, nhs_number, upn, date_of_birth or car_registration."""
    confidence: str


@dataclass(frozen=True, slots=True)
class Own:
    """What a school and its trust publish of themselves: never findings."""

    phones: frozenset[str] = frozenset()
    """National digits."""
    emails: frozenset[str] = frozenset()
    """In lower case."""
    domains: tuple[str, ...] = ()
    """Mail domains, in lower case; their subdomains are meant too."""
    postcodes: frozenset[str] = frozenset()
    """Without blanks, in capitals."""


def apart(found: Iterable[Contact]) -> list[Contact]:
    """Return contacts in the order of the text; of those that overlap, the first that was named stands."""
    kept: list[Contact] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)
