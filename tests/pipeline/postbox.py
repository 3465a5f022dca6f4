"""A mail server of the tests: on this machine alone, with a certificate of its own, and with moods."""

from __future__ import annotations

import email
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "audit", "a longer secret"


@dataclass
class Postbox:
    """What arrived, and what is to be refused."""

    port: int
    ca_file: Path
    arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    """(recipient of the envelope, message)"""
    asked: list[str] = field(default_factory=list)
    """Every recipient that was named, whether or not a message followed."""
    commands: list[str] = field(default_factory=list)
    """RCPT and DATA as they came, for who asks whether anything was sent."""
    refuse: dict[str, str] = field(default_factory=dict)
    """Recipient -> the answer to them, such as "550 no such person"."""
    refuse_content: list[str] = field(default_factory=list)
    """Answers to the next messages, one each; then they are taken."""
    logins: list[bool] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    def settings(self, **more: Any) -> dict[str, Any]:
        """Return the keys of `mail` in trust.yaml for this server."""
        known = {"host": "localhost", "port": self.port, "from": "audit@copse.example", "ca_file": str(self.ca_file)}
        return {**known, **more}

    def to(self, recipient: str) -> list[EmailMessage]:
        """Return the messages of one recipient."""
        return [message for who, message in self.arrived if who == recipient]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        self.asked.append(address)
        self.commands.append(f"RCPT {address}")
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.encrypted.append(session.ssl is not None)
        self.commands.append("DATA")
        if self.refuse_content:
            return self.refuse_content.pop(0)
        message = email.message_from_bytes(envelope.content, policy=default)
        self.arrived += [(recipient, message) for recipient in envelope.rcpt_tos]
        return "250 OK"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postbox(folder: Path, *, starttls: bool = True, name: str = "localhost", login: bool = False) -> Iterator[Postbox]:
    """Serve a postbox; without `starttls` it speaks in clear alone, `name` is what its certificate says."""
    authority = trustme.CA()
    ca_file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    box = Postbox(free_port(), ca_file)

    def authenticator(server, session, envelope, mechanism, given):
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        box.logins.append(right)
        return AuthResult(success=right, handled=right)  # else the server itself says no

    options: Mapping[str, Any] = {
        "tls_context": context if starttls else None,
        "require_starttls": starttls,
        "authenticator": authenticator if login else None,
        "auth_required": login,
        "data_size_limit": 20_000_000,
    }
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
