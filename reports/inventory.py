"""What reports are told of a school's public pictures: figures alone, with nothing in them that could show a child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

AGES: Final[Mapping[str, str]] = {
    "under_1_month": "Up to a month",
    "1_to_12_months": "A month to a year",
    "1_to_3_years": "1 to 3 years",
    "over_3_years": "More than 3 years",
    "no_day": "Day not known",
}
"""How long a picture has been public: the code of a band and how a page says it."""
UNSEEN: Final[Mapping[str, str]] = {
    "not_fetched": "no copy could be fetched, or none is kept",
    "no_cover": "a video whose cover picture was not fetched",
    "not_opened": "a copy that cannot be opened here",
}
"""Why a picture could not be looked at."""


class Reason(NamedTuple):
    """Why a picture should come down, and what to do about it."""

    title: str
    remedy: str


REASONS: Final[Mapping[str, Reason]] = {
    "refused": Reason("The family or the child says no", "Take it down today, and its copies with it."),
    "withdrawn": Reason("Consent was withdrawn or has ended", "Take it down today, and its copies with it."),
    "no_consent": Reason("No consent was on record when it was posted", "Take it down until consent is given."),
    "left": Reason("The pupil has left the school", "Take it down, or ask the family anew."),
    "named": Reason("A child's name can be read in it", "Take it down, or post it again without the name."),
    "place": Reason("Its file says where it was taken", "Post it again without the place."),
    "old": Reason(
        "Public for more than a year, and nobody has said who is in it",
        "Write into the photo log who is in it, or take it down.",
    ),
}
"""The worst first: in this order pictures should come down. A picture counts under the worst that is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPictures:
    """The public pictures of one account; a video counts as one, by its cover picture."""

    account: str
    """`X @oakhill`."""
    certain: int
    """The photo log places pupils in them."""
    unknown: int
    """Nobody has said who is in them, or not so that it could be told."""
    nobody: int
    """The photo log says that no pupil, or nobody who could be recognised, is in them."""
    oldest: int
    """Of the certain and unknown ones: public for more than three years."""
    leavers: int
    """Of the certain ones: with a pupil who has left."""
    due: int
    """How many should come down, for whatever of REASONS."""
    unseen: int
    """Of all of them: could not be looked at."""
    complete: bool
    """False = the account's pictures were not read in full, so that there may be more."""

    @property
    def shown(self) -> int:
        """Pictures that may show pupils."""
        return self.certain + self.unknown

    @property
    def blind(self) -> bool:
        """Whether nothing is known of it: then its noughts are none."""
        return not (self.complete or self.shown or self.nobody)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """The pictures that have been public for so long."""

    code: str
    """One of AGES."""
    certain: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """How many there were at an earlier audit."""

    at: datetime
    """In the trust's zone."""
    certain: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """Every public picture of a school that may show pupils, counted at one audit."""

    accounts: tuple[AccountPictures, ...]
    """In the order of trust.yaml; an account without pictures is there with noughts."""
    ages: tuple[AgeBand, ...]
    """In the order of AGES; only `no_day` is left out where it is empty."""
    leavers: tuple[tuple[str, int], ...]
    """Year group in which pupils left, pictures with any of them; a picture of two year groups stands in both."""
    pictures: int
    """Different pictures among those that may show pupils, copies counted once."""
    copied: int
    """How many of these stand more than once."""
    across: int
    """How many of these stand on more than one account."""
    due: tuple[tuple[str, int], ...]
    """Code of REASONS, pictures; in that order, empty ones left out."""
    unseen: tuple[tuple[str, int], ...]
    """Code of UNSEEN, pictures; empty ones left out."""
    logged: bool
    """False = the school has handed in no photo log that could be read: of no picture is it known who is shown."""
    trend: tuple[Moment, ...]
    """The reported audits of late and this one, oldest first, one a day."""
    films: int = 0
    """Videos of which the cover was looked at, and not the film."""

    @property
    def certain(self) -> int:
        """Pictures in which the photo log places pupils."""
        return sum(account.certain for account in self.accounts)

    @property
    def unknown(self) -> int:
        """Pictures of which nobody has said who is in them."""
        return sum(account.unknown for account in self.accounts)

    @property
    def nobody(self) -> int:
        """Pictures of which the photo log says that no pupil can be recognised."""
        return sum(account.nobody for account in self.accounts)

    @property
    def shown(self) -> int:
        """Pictures that may show pupils."""
        return self.certain + self.unknown

    @property
    def with_leavers(self) -> int:
        """Pictures with a pupil who has left, each once."""
        return sum(account.leavers for account in self.accounts)

    @property
    def to_come_down(self) -> int:
        """Pictures that should come down, each once."""
        return sum(number for _, number in self.due)

    @property
    def complete(self) -> bool:
        """Whether every account's pictures were read in full."""
        return all(account.complete for account in self.accounts)
