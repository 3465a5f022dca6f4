"""Sending a run's reports: to each role of each school its own, once; what fails waits for the next report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from config.delivery import Mail
from config.load import load_trust
from config.models import Trust
from config.refusal import RefusalError
from pipeline.mail.compose import compose, place_of
from pipeline.mail.sending import Answer, Letter, send
from pipeline.store.delivery_rows import Delivery, forget_deliveries, load_deliveries, save_deliveries
from pipeline.store.opening import Store
from reports.base import RunView
from reports.mail import Message, messages

_WAITING, _SENT = "waiting", "sent"
_CALLED: Final = {
    "slt": "the report for the leaders", "comms": "the word that the worklist is ready", "trust": "the comparison",
    "governors": "the governors' page",
}  # fmt: skip
Sender = Callable[[Mail, Sequence[Letter]], list[Answer]]


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of sending a run's reports."""

    lines: tuple[str, ...]
    """What to tell a person."""
    faults: tuple[str, ...]
    """What did not go out and why, one sentence each."""


def refuse_without_mail(root: Path, out: Path | None = None) -> None:
    """Raise RefusalError where reports cannot be sent: no server, nobody to send to, or a folder of their own."""
    trust = load_trust(root)
    if trust.mail is None:
        raise RefusalError("--send: trust.yaml names no mail server; add 'mail:' as 'social-audit init' shows it")
    if not any(_addressed(trust, None)):
        raise RefusalError("--send: trust.yaml names no recipients; add 'recipients:' to the schools or to the trust")
    if out is not None:
        raise RefusalError("--send: leave out --out; only what lies in the workspace's reports can be sent")


def send_reports(
    store: Store,
    trust: Trust,
    view: RunView,
    files: Sequence[Path],
    *,
    at: datetime,
    schools: Iterable[str],
    sender: Sender = send,
) -> Posted:
    """Send a run's reports to whoever has not had them yet; keep what was sent and what waits.

    `files`: as written, all in one folder; `schools`: the ids whose people are written to (the trust's always are).
    """
    if trust.mail is None or not files:
        return Posted((), ())
    folder = files[0].parent
    with store.read() as connection:
        had = {_whom(one) for one in load_deliveries(connection, run=view.run, state=_SENT)}
        missed = {_whom(one): one for one in load_deliveries(connection, state=_WAITING) if one.run != view.run}
    wanted = {(m.role, m.school): m for m in messages(view, {file.name for file in files})}
    due = [
        Delivery(
            run=view.run, role=role, school=school, recipient=who, folder=folder.name, state=_WAITING, reason="", at=at
        )
        for role, school, who in _addressed(trust, set(schools))
        if (role, school) in wanted and (role, school, who) not in had
    ]
    letters = [_letter(trust.mail, wanted[one.role, one.school], one, folder, missed.get(_whom(one))) for one in due]
    answers = sender(trust.mail, letters) if letters else []
    done = [
        replace(one, state=_SENT if answer.taken else _WAITING, reason=answer.reason)
        for one, answer in zip(due, answers, strict=True)
    ]
    with store.write() as connection:
        forget_deliveries(connection, at - trust.retention.findings)
        save_deliveries(connection, done)
    return Posted(_told(done, len(had)), tuple(_fault(trust, one) for one in done if one.state == _WAITING))


def undelivered(store: Store, trust: Trust) -> tuple[str, ...]:
    """Say what earlier reports could not be delivered, for the next report: one sentence each."""
    if trust.mail is None:
        return ()
    wanted = set(_addressed(trust, None))  # who is written to no more is missed no more
    with store.read() as connection:
        rows = load_deliveries(connection, state=_WAITING)
    return tuple(_fault(trust, one) for one in rows if _whom(one) in wanted)


def _addressed(trust: Trust, schools: set[str] | None) -> Iterable[tuple[str, str, str]]:
    """Yield (role, school, address) of everybody who is sent reports; None = of every school."""
    for school in trust.schools:
        if schools is None or school.id in schools:
            for role in ("slt", "comms"):
                yield from ((role, school.id, who) for who in dict.fromkeys(getattr(school.recipients, role)))
    for role in ("trust", "governors"):
        yield from ((role, "", who) for who in dict.fromkeys(getattr(trust.recipients, role)))


def _whom(one: Delivery) -> tuple[str, str, str]:
    return one.role, one.school, one.recipient


def _letter(mail: Mail, message: Message, one: Delivery, folder: Path, missed: Delivery | None) -> Letter:
    """Write one letter; what the recipient missed goes with it."""
    files = _attached(folder, message.attached) if mail.attach == "pdf" else {}
    if missed is not None:
        earlier = folder.with_name(missed.folder)
        where = place_of(mail, missed.folder, message.page)
        message = replace(message, lines=(*message.lines, f"The mail of {missed.run} did not reach you: see {where}."))
        if mail.attach == "pdf":
            files |= {f"{missed.run}-{name}": content for name, content in _attached(earlier, message.attached).items()}
    place = place_of(mail, one.folder, message.page)
    content = compose(mail, message, one.recipient, run=one.run, at=one.at, place=place, files=files)
    return Letter(one.recipient, content)


def _attached(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def _told(done: Sequence[Delivery], had: int) -> tuple[str, ...]:
    sent = sum(one.state == _SENT for one in done)
    if not done:
        return ("Everybody has had this report by mail already.",) if had else ()
    return (f"{sent} of {len(done)} mails were handed over.",)


def _fault(trust: Trust, one: Delivery) -> str:
    names: Mapping[str, str] = {school.id: school.name for school in trust.schools}
    of = f" of {names.get(one.school, one.school)}" if one.school else ""
    return (
        f"{_CALLED.get(one.role, one.role)}{of}, run {one.run}, could not be mailed to {one.recipient}: {one.reason}; "
        "it is tried again with the next report"
    )
