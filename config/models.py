"""The trust's own account of itself, as frozen models; unknown keys are refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, field_validator

from config.delivery import Mail as Mail
from config.delivery import Safeguarding, SchoolRecipients, TrustRecipients
from config.model import Model as Model
from config.model import Secret as Secret
from config.own_words import OwnWords
from config.platforms import PLATFORM_TITLES

Phase = Literal["nursery", "infant", "junior", "primary", "secondary", "all-through", "sixth-form", "special"]
Severity = Literal["today", "this_week", "soon", "note"]


def parse_day(value: Any) -> Any:
    """Read "2026-09-01" and nothing looser; ValueError names what would be right."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) else date(0, 0, 0)
    except ValueError:
        raise ValueError("should be a date written year-month-day, such as 2026-09-01") from None


Day = Annotated[date, BeforeValidator(parse_day)]


class Approval(Model):
    """Who approved an account and who watches it (com01 4.1)."""

    approved_by: str = ""
    role: str = ""
    approved_on: Day | None = None
    monitor: str = ""
    method: str = ""
    interval: str = ""
    contact_email: str = ""
    visibility: Literal["public", "private", ""] = ""


class Source(Model):
    """How an account is read: a connector and that connector's own keys (checked by the plan, not here)."""

    connector: str
    options: Mapping[str, str | int | bool | Secret | Mapping[str, Mapping[str, str]]] = Field(default_factory=dict)


class Account(Model):
    """One official account of a school."""

    school: str
    """The school's id."""
    platform: str
    handle: str = Field(min_length=1)
    """As configured, without "@"."""
    source: Source
    approval: Approval | None = None
    platform_id: str = ""
    """The platform's own id of the account where the trust knows it; else looked up by handle."""

    @property
    def key(self) -> str:
        """The store's name of the account: `platform:handle`, folded."""
        return account_key(self.platform, self.handle)


def account_key(platform: str, handle: str) -> str:
    """Fold a platform and a handle into `x:stannes`: without "@", without regard to case or spacing around it."""
    return f"{platform}:{fold_handle(handle)}"


def fold_handle(handle: str) -> str:
    """Fold a handle for comparing: "@StAnnes " -> "stannes"."""
    return handle.strip().removeprefix("@").casefold()


class Contacts(Model):
    """The school's own published contacts: never findings."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    postcode: str = ""


class Registers(Model):
    """Paths of the school's registers, resolved against the workspace; None = the school has none."""

    pupils: Path | None = None
    consents: Path | None = None
    photo_log: Path | None = None
    staff: Path | None = None


class Calendars(Model):
    """Paths of the school's calendars (CSV or iCalendar); None = the school has none."""

    terms: Path | None = None
    events: Path | None = None


class School(Model):
    """One school of the trust."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    name: str = Field(min_length=1)
    phase: Phase
    town: str = ""
    houses: tuple[Annotated[str, Field(min_length=2, max_length=60)], ...] = ()
    """Names of its houses, forms and teams that no register holds: "Seacole", "Bede"; they are nobody's first name."""
    website: str = ""
    contacts: Contacts = Contacts()
    registers: Registers = Registers()
    calendars: Calendars = Calendars()
    accounts: tuple[Account, ...] = ()
    recipients: SchoolRecipients = SchoolRecipients()


class Schedule(Model):
    """Cron expressions in the trust's zone."""

    pull: str = "0 5 * * *"
    audit: str = "30 5 * * *"
    report: str = "0 6 * * MON"


class Retention(Model):
    """How long things are kept; "30d", "12w", "18m" or "3y" in YAML."""

    comments_gone: timedelta = timedelta(days=30)
    findings: timedelta = timedelta(days=3 * 365)
    media: timedelta = timedelta(days=365)

    @field_validator("*", mode="before")
    @classmethod
    def _span(cls, value: Any) -> Any:
        return parse_span(value) if isinstance(value, str) else value


_LONGEST_SPAN: Final = 36_500
"""Days."""


def parse_span(text: str) -> timedelta:
    """Read "30d", "12w", "18m" or "3y", up to a hundred years; ValueError names what would be right."""
    days = {"d": 1, "w": 7, "m": 30, "y": 365}
    number, unit = text.strip()[:-1], text.strip()[-1:]
    if not number.isdecimal() or len(number) > 5 or unit not in days:
        raise ValueError('should be a number and d, w, m or y, such as "30d"')
    if int(number) * days[unit] > _LONGEST_SPAN:
        raise ValueError('should be no longer than "100y"')
    return timedelta(days=int(number) * days[unit])


class Pictures(Model):
    """Whether the bytes of photos are fetched, so that they can be looked at when their links have died."""

    fetch: bool = True
    largest: int = Field(default=20, ge=1, le=100)
    """The longest photo that is fetched, in megabytes."""


class Reports(Model):
    """How the reports are written."""

    pdf: bool = True
    """Whether the two pages for a school's leadership are written as a PDF too."""


class Reading(Model):
    """How far back accounts are read again, and how much of what costs money."""

    again: timedelta = timedelta(days=28)
    """How far back a pull reads again for edits, new comments and disappearances."""
    again_on: Mapping[str, timedelta] = Field(default_factory=dict)
    """The same for single platforms."""
    x_posts_a_month: int | None = Field(default=None, ge=0)
    """How many posts may be read from X in a calendar month, all accounts together; None = as many as there are."""
    x_post_price: float = Field(default=0.005, ge=0, lt=1000)
    """What X bills for a post, in dollars: for the cost in run.json."""

    @field_validator("again", "again_on", mode="before")
    @classmethod
    def _span(cls, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: parse_span(span) if isinstance(span, str) else span for name, span in value.items()}
        return parse_span(value) if isinstance(value, str) else value

    @field_validator("again_on")
    @classmethod
    def _platforms(cls, value: Mapping[str, timedelta]) -> Mapping[str, timedelta]:
        for name in value:
            if name not in PLATFORM_TITLES:
                raise ValueError(f"names {name}, which is no platform: {', '.join(PLATFORM_TITLES)}")
        return value

    def again_of(self, platform: str) -> timedelta:
        """Return how far back a platform is read again."""
        return self.again_on.get(platform, self.again)


CONSENT_STATES = (
    "child_says_no", "parents_disagree", "refused", "withdrawn", "expired", "voided", "requested", "never_asked",
    "unknown", "granted",
)  # fmt: skip
"""What a register may say of a consent, strictest first; only granted is yes."""


class RegisterWords(Model):
    """How the trust's school information system writes one register, where the shipped lists do not know it."""

    columns: Mapping[str, str] = Field(default_factory=dict)
    """Our column -> the file's heading."""
    purposes: Mapping[str, str] = Field(default_factory=dict)
    """A type of consent, or its heading -> what it is for: photo_social_media, name_website ..."""
    words: Mapping[str, str] = Field(default_factory=dict)
    """A word of a consent cell -> one of CONSENT_STATES."""
    dates: Literal["", "day_first", "month_first"] = ""
    """The order of dates in numbers, where it cannot be told from the file."""

    @field_validator("purposes")
    @classmethod
    def _purposes(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for kind, purpose in value.items():
            if not re.fullmatch(r"(photo|name)_[a-z_]+", purpose):
                raise ValueError(
                    f"'{kind}' should be for photo_social_media, photo_website, name_social_media or the like"
                )
        return value

    @field_validator("words")
    @classmethod
    def _states(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for word, state in value.items():
            if state not in CONSENT_STATES:
                raise ValueError(f"'{word}' should stand for one of {', '.join(CONSENT_STATES)}")
        return value


class Mis(Model):
    """How exports of pupils and consents are written."""

    pupils: RegisterWords = RegisterWords()
    consents: RegisterWords = RegisterWords()


class Waiver(Model):
    """An accepted finding: why, by whom, until when."""

    key: str = Field(pattern=r"^[0-9a-f]{12}$")
    reason: str = Field(min_length=3)
    approver: str = Field(min_length=2)
    expires: Day


class Trust(Model):
    """A whole workspace."""

    root: Path
    """The workspace folder."""
    name: str = Field(min_length=1)
    timezone: str = "Europe/London"
    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"
    """Whose bank holidays count."""
    email_domains: tuple[str, ...] = ()
    packs: tuple[str, ...] = ("com01",)
    """Ids of shipped packs, or paths of the trust's own pack files."""
    store: str = "sqlite:///social-audit.db"
    schedule: Schedule = Schedule()
    retention: Retention = Retention()
    pictures: Pictures = Pictures()
    reports: Reports = Reports()
    reading: Reading = Reading()
    mis: Mis = Mis()
    words: OwnWords = OwnWords()
    mail: Mail | None = None
    recipients: TrustRecipients = TrustRecipients()
    dsl: Safeguarding = Safeguarding()
    sample: int = Field(default=10, ge=0, le=100)
    """How many posts of each school that the checks passed are drawn for a person to read; 0 = none."""
    schools: tuple[School, ...]
    waivers: tuple[Waiver, ...] = ()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account of every school, in the order of trust.yaml."""
        return tuple(account for school in self.schools for account in school.accounts)


class CheckUse(Model):
    """A clause's use of one check; `with` holds options (checked by the plan)."""

    use: str
    options: Mapping[str, Any] = Field(default_factory=dict, alias="with")
    severity: Severity | None = None


class Clause(Model):
    """One numbered rule of a policy: checked, read by hand, both (judged in part), or out of scope and neither."""

    id: str = Field(min_length=1)
    says: str = Field(min_length=1)
    checks: tuple[CheckUse, ...] = ()
    by_hand: str = ""
    out_of_scope: str = ""


class Pack(Model):
    """One policy as data."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    review_due: Day | None = None
    sections: Mapping[str, str] = Field(default_factory=dict)
    """How the ids of a section begin -> its heading, for reading: "4" -> "Use approved by the trust"."""
    clauses: tuple[Clause, ...]
