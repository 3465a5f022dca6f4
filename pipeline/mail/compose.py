"""A message as bytes on their way: addressed to one person, plain and HTML, with what may be attached."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from config.delivery import Mail
from reports.mail import Message, as_html, as_text

SENDER_NAME: Final = "Social media audit"
MOST_ATTACHED: Final = 15_000_000
"""Bytes: what most servers take; more is only said to lie where it lies."""


def compose(
    mail: Mail, message: Message, recipient: str, *, run: str, at: datetime, place: str, files: Mapping[str, bytes]
) -> bytes:
    """Return one message to one recipient.

    `run` and the rest name it, so that a second try is known as the same mail; `files`: name -> content of PDFs.
    """
    letter = EmailMessage(policy=SMTP)
    user, _, domain = mail.sender.rpartition("@")
    letter["From"] = Address(SENDER_NAME, user, domain)
    letter["To"] = recipient
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{_digest(run, message.role, message.school, recipient)}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(as_text(message, place))
    letter.add_alternative(as_html(message, place), subtype="html")
    if sum(map(len, files.values())) <= MOST_ATTACHED:
        for name, content in files.items():
            letter.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return letter.as_bytes()


def place_of(mail: Mail, folder: str, page: str) -> str:
    """Return where people find a page of a report: a web address where trust.yaml has one, else the file."""
    return f"{mail.link_base}/{folder}/{page}" if mail.link_base else f"reports/{folder}/{page}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
