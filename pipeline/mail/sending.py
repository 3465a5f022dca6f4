"""The one door to smtplib: letters to the configured server and to no other host, encrypted, tried a few times."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from config.delivery import Mail
from config.model import Secret
from config.refusal import RefusalError
from pipeline.secrets import reveal

TRIES: Final = 3
PAUSES: Final = (2.0, 8.0)
"""Seconds before the second and the third try."""
LONGEST: Final = 120.0
"""Seconds after which nothing new is begun: what is left waits for the next report."""
_TIMEOUT: Final = 30.0
"""Seconds for one answer of the server."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one recipient."""

    recipient: str
    content: bytes | None
    """The whole message; None = only ask whether the server takes mail for the recipient, and send nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a letter."""

    letter: Letter
    reason: str = ""
    """Why it was not taken, one clause without a secret and without the server's own words; blank = it was."""

    @property
    def taken(self) -> bool:
        """Say whether the server took it."""
        return not self.reason


class _PassingError(Exception):
    """It may be better in a moment."""


class _LastingError(Exception):
    """Trying again changes nothing: a person must look."""


def send(
    mail: Mail,
    letters: Sequence[Letter],
    *,
    secret: Callable[[Secret], str] = reveal,
    pause: Callable[[float], object] = time.sleep,
) -> list[Answer]:
    """Hand letters to the mail server, each tried at most TRIES times; return their answers in the same order.

    Raises nothing: what fails is the letter's reason. Without STARTTLS (or TLS from the first byte), without a
    certificate that holds and without the login taken, not one letter leaves.
    """
    answers = [Answer(letter, "it was not tried") for letter in letters]
    began, waiting = time.monotonic(), list(range(len(letters)))
    for number in range(TRIES):
        waiting = _one_try(mail, answers, waiting, secret) if waiting else []
        if not waiting or number + 1 == TRIES or time.monotonic() - began + PAUSES[number] > LONGEST:
            break
        pause(PAUSES[number])
    return answers


def try_login(mail: Mail, *, secret: Callable[[Secret], str] = reveal) -> str:
    """Connect, encrypt, log in and leave; return why that failed, or nothing. One try, and nothing is sent."""
    try:
        with _session(mail, secret):
            return ""
    except (_PassingError, _LastingError) as failure:
        return str(failure)


def _one_try(mail: Mail, answers: list[Answer], waiting: list[int], secret: Callable[[Secret], str]) -> list[int]:
    """Try what waits once over one connection; return what is worth another try, what broke the connection last."""
    again: list[int] = []
    try:
        with _session(mail, secret) as server:
            while waiting:
                at, *waiting = waiting
                try:
                    _hand_over(server, mail, answers[at].letter)
                    answers[at] = replace(answers[at], reason="")
                except _LastingError as failure:
                    answers[at] = replace(answers[at], reason=str(failure))
                except _PassingError as failure:
                    answers[at] = replace(answers[at], reason=str(failure))
                    again.append(at)
                    if server.sock is None:
                        break
    except _LastingError as failure:
        for at in waiting:
            answers[at] = replace(answers[at], reason=str(failure))
        return again
    except _PassingError as failure:
        for at in waiting:
            answers[at] = replace(answers[at], reason=str(failure))
    return [*waiting, *again]


@contextmanager
def _session(mail: Mail, secret: Callable[[Secret], str]) -> Iterator[smtplib.SMTP]:
    """Open an encrypted connection, logged in where there is a user; _PassingError or _LastingError where it fails."""
    named = f"the mail server {mail.host}"
    try:
        server = _connected(mail, named)
    except ssl.SSLCertVerificationError:
        raise _LastingError(f"the certificate of {named} does not hold: check host, or name a ca_file") from None
    except ssl.SSLError:
        raise _LastingError(f"no encrypted connection to {named} could be made on port {mail.port}") from None
    except (OSError, smtplib.SMTPException) as error:
        raise _PassingError(f"{named} cannot be reached on port {mail.port}{_why(error)}") from None
    try:
        _log_in(server, mail, named, secret)
        yield server
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.quit()
        server.close()


def _connected(mail: Mail, named: str) -> smtplib.SMTP:
    """Connect and encrypt; _LastingError where the server offers no encryption."""
    trusted = _trusted(mail)
    own_name = mail.sender.rpartition("@")[2]  # not this machine's: that is nobody's business
    if not mail.starttls:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, local_hostname=own_name, timeout=_TIMEOUT, context=trusted
        )
        server.ehlo_or_helo_if_needed()
        return server
    server = smtplib.SMTP(mail.host, mail.port, local_hostname=own_name, timeout=_TIMEOUT)
    try:
        server.ehlo_or_helo_if_needed()
        if not server.has_extn("starttls"):
            raise _LastingError(
                f"{named} offers no STARTTLS on port {mail.port}, and nothing is ever sent in clear: use its port for "
                "STARTTLS, or 'starttls: false' with its port for TLS (465)"
            )
        code, _ = server.starttls(context=trusted)
        if code != 220:
            raise _LastingError(f"{named} refused STARTTLS ({code}), and nothing is ever sent in clear")
        server.ehlo()
    except BaseException:
        server.close()
        raise
    return server


def _trusted(mail: Mail) -> ssl.SSLContext:
    """Return what certificates are held against; a server that bears another name than mail.host is refused."""
    try:
        return ssl.create_default_context(cafile=None if mail.ca_file is None else str(mail.ca_file))
    except (OSError, ssl.SSLError):
        raise _LastingError(f"{mail.ca_file}, the ca_file of mail, holds no certificate that can be read") from None


def _why(error: Exception) -> str:
    """Say why a connection failed in the system's words; a server's own words are a stranger's, and left out."""
    if isinstance(error, TimeoutError):
        return " (it did not answer in time)"
    known = isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException) and error.strerror
    return f" ({known})" if known else ""


def _log_in(server: smtplib.SMTP, mail: Mail, named: str, secret: Callable[[Secret], str]) -> None:
    if mail.password is None:
        return
    try:
        server.login(mail.user, secret(mail.password))
    except RefusalError as refusal:
        raise _LastingError(str(refusal)) from None
    except UnicodeError:
        raise _LastingError(
            f"the value of {mail.password.name} cannot be a mail password: it holds letters beyond plain ones"
        ) from None
    except smtplib.SMTPAuthenticationError as error:
        refused = f"{named} did not take the login of {mail.user}"
        raise _by_code(error.smtp_code, refused, "check user and password") from None
    except smtplib.SMTPNotSupportedError:
        raise _LastingError(f"{named} offers no login: take user and password out, or check its port") from None
    except (OSError, smtplib.SMTPException):
        raise _PassingError(f"{named} broke off during the login") from None


def _hand_over(server: smtplib.SMTP, mail: Mail, letter: Letter) -> None:
    """Say sender and recipient, then hand over the content, if there is any; the server is left ready for the next."""
    named = f"the mail server {mail.host}"
    try:
        _take(server.mail(mail.sender), f"{named} takes no mail from {mail.sender}")
        _take(server.rcpt(letter.recipient), f"{named} does not take mail for {letter.recipient}")
        if letter.content is None:
            server.rset()
        else:
            _take(server.data(letter.content), f"{named} did not take the message for {letter.recipient}")
    except (_PassingError, _LastingError):
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.rset()
        raise
    except smtplib.SMTPDataError as error:
        raise _by_code(error.smtp_code, f"{named} did not take the message for {letter.recipient}") from None
    except (OSError, smtplib.SMTPException):
        server.close()
        raise _PassingError(f"{named} broke off") from None


def _take(answer: tuple[int, bytes], refused: str) -> None:
    if answer[0] // 100 != 2:
        raise _by_code(answer[0], refused)


def _by_code(code: int, refused: str, advice: str = "") -> _PassingError | _LastingError:
    """Return a server's no by its code: 4xx passes, everything else lasts. Its words are a stranger's, and left out."""
    kind = _PassingError if code // 100 == 4 else _LastingError
    return kind(f"{refused} ({code})" + (f": {advice}" if advice else ""))
