"""How a trust is told: its mail server, who gets which report, and whom to call about a child out of hours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, field_validator, model_validator

from config.model import Model, Secret

_LOCAL: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS: Final = re.compile(rf"{_LOCAL}@{_HOST}")
_LONGEST: Final = 254


def parse_address(value: Any) -> Any:
    """Read "head@stannes.example" and nothing looser; ValueError names what would be right.

    No name, no bracket, no line end: what passes can stand in a header and in a command of the mail server as it is.
    """
    if not isinstance(value, str):
        return value
    if len(value.strip()) > _LONGEST or not _ADDRESS.fullmatch(value.strip()):
        raise ValueError("should be a bare address in plain letters, such as head@stannes.example")
    return value.strip()


Address = Annotated[str, BeforeValidator(parse_address)]
Addresses = tuple[Address, ...]


class Mail(Model):
    """The mail server that reports are handed to; the connection is always encrypted."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    starttls: bool = True
    """True: STARTTLS on a connection that begins in clear (port 587); False: TLS from the first byte (port 465)."""
    user: str = ""
    """Blank = the server asks for no login."""
    password: Secret | None = None
    sender: Address = Field(alias="from")
    attach: Literal["pdf", "link"] = "pdf"
    """pdf: the report travels with the mail; link: only where it lies is said."""
    link_base: str = ""
    """Where people find the folder reports/, such as a shared drive's web address; blank = the folder is named."""
    outside: bool = False
    """Whether recipients may have addresses outside the trust's email_domains."""
    ca_file: Path | None = None
    """Certificates to trust in the place of the system's, for a server of the trust's own."""

    @field_validator("host")
    @classmethod
    def _bare(cls, value: str) -> str:
        if not re.fullmatch(_HOST, value):
            raise ValueError("should be the bare name of the server, such as smtp.yourtrust.example")
        return value

    @field_validator("link_base")
    @classmethod
    def _link(cls, value: str) -> str:
        parts = urlsplit(value)
        plain = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
        if value and (not plain or parts.query or parts.fragment or re.search(r'[\s"<>\\]', value)):
            raise ValueError("should be a web address without a question mark, such as https://files.example/reports")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _login(self) -> Mail:
        if bool(self.user) != (self.password is not None):
            raise ValueError('should have user and password: "${NAME}" together, or neither')
        return self


class SchoolRecipients(Model):
    """Who of a school gets what."""

    slt: Addresses = ()
    """The school's report."""
    comms: Addresses = ()
    """That the worklist is ready; it is never attached, since it holds children's names."""
    dsl: Addresses = ()
    """That something waits in the safeguarding folder, and not a word more."""


class TrustRecipients(Model):
    """Who of the trust gets what."""

    trust: Addresses = ()
    """The comparison of the schools, and what could not be done."""
    governors: Addresses = ()
    """The governors' page."""
    dsl: Addresses = ()
    """As a school's dsl, for every school."""


class Safeguarding(Model):
    """What the safeguarding lead's sheet says beside what everybody may call."""

    out_of_hours: str = Field(default="", max_length=500)
    """Whom the trust calls in the evening and at weekends: its own line, and its local authority's."""
