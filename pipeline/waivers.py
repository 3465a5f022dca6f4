"""Waiving: a finding is accepted until a day, with a reason and a name, in the workspace's waivers file."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from config.load import WAIVERS_FILE, load_trust_marked, waivers_in
from config.models import Waiver
from config.refusal import RefusalError
from config.trust_file import LoadedTrust
from pipeline.days import parse_day
from pipeline.ledger import ENDED
from pipeline.locks import store_lock
from pipeline.private_files import write_private
from pipeline.store.ledger_rows import load_findings
from pipeline.workspace import open_workspace

_RIGHT: Final = {
    "key": "the 12 characters shown in the worklist",
    "reason": "a few words",
    "approver": "a name and role",
}
_NO_ENTRY: Final = re.compile(r"^\s*\[\s*\][ \t]*$\n?", re.MULTILINE)
"""How a list without an entry is written: it gives way to the first."""
A_DAY: Final = "2027-07-31"
"""As a day is to be written."""


class WaiverFaultError(Exception):
    """A part of a waiver that will not do; no word that was typed is in it, for that may name anybody."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        """key, reason, approver or expires."""
        self.reason = reason
        """What is wrong with it and what would do, as a sentence without a full stop."""


def add_waiver(root: Path, *, key: str, reason: str, approver: str, expires: str, as_of: datetime) -> str:
    """Add a waiver to the trust's waivers file, or to a new waivers.yaml; returns the sentence to show.

    Raises RefusalError for a key that no finding has, or one that has ended, a day that is past or no day, an empty
    reason or approver, and while an audit or report is under way.
    """
    zone = ZoneInfo(load_trust_marked(root).trust.timezone)
    today = as_of.astimezone(zone).date()
    waiver = _asked_for(key=key, reason=reason, approver=approver, expires=expires, today=today)
    _refuse_no_finding(root, key)
    with store_lock(root):
        loaded = load_trust_marked(root)  # what another wrote while this one waited is not written over
        refuse_waived(loaded, loaded.trust.waivers, key)
        append_waivers(loaded, [waiver])
    return f"{key} is accepted until {waiver.expires.isoformat()}; it shows as waived from the next audit on"


def new_waiver(*, key: str, reason: str, approver: str, expires: date, today: date) -> Waiver:
    """Return a waiver from what a person typed; WaiverFaultError where it will not do."""
    try:
        waiver = Waiver(key=key, reason=reason, approver=approver, expires=expires)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise WaiverFaultError(field, f"this will not do; give {_RIGHT[field]}") from None
    if expires < today:
        raise WaiverFaultError("expires", f"{expires} is past; give the last day on which it is to stand as accepted")
    return waiver


def _asked_for(*, key: str, reason: str, approver: str, expires: str, today: date) -> Waiver:
    """Return a waiver from the options of the command; RefusalError names the one that will not do, and what would."""
    if (day := parse_day(expires)) is None:
        raise RefusalError(f'--expires: "{expires}" is not a day; write one such as {A_DAY}')
    try:
        return new_waiver(key=key, reason=reason, approver=approver, expires=day, today=today)
    except WaiverFaultError as fault:
        raise RefusalError(f"--{fault.field}: {fault.reason}") from None


def refuse_waived(loaded: LoadedTrust, waivers: Collection[Waiver], key: str) -> None:
    """Refuse to accept a second time what one of `waivers` accepts: only a person may change what stands there."""
    if any(one.key == key for one in waivers):
        raise RefusalError(
            f"{_file(loaded).name}: the finding {key} is waived already; change or delete its entry there"
        )


def append_waivers(loaded: LoadedTrust, waivers: Iterable[Waiver]) -> None:
    """Add entries to the waivers file in one step; JSON strings are YAML strings, whatever a reason holds.

    Raises RefusalError, and leaves the file as it is, where its list is written so that nothing can be put behind it.
    """
    added = tuple(waivers)
    if not added:
        return
    file = _file(loaded).resolve()  # a link to the school's own drive stays one
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    before = waivers_in(old, file)
    kept = old if before else _NO_ENTRY.sub("", old)
    text = kept + ("" if not kept or kept.endswith("\n") else "\n") + "".join(map(_entry, added))
    if _read_back(text, file) != (*before, *added):
        raise RefusalError(
            f"{file.name}: its list is written so that no entry can be put behind it: begin each entry with '- key:' "
            "in the first column and end the file with the last of them, then accept again"
        )
    write_private(file, text.encode())


def _read_back(text: str, file: Path) -> tuple[Waiver, ...] | None:
    try:
        return waivers_in(text, file)
    except RefusalError:
        return None


def _file(loaded: LoadedTrust) -> Path:
    return loaded.waivers_file or loaded.trust.root / WAIVERS_FILE


def _entry(waiver: Waiver) -> str:
    lines = [
        f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in waiver.model_dump(mode="json").items()
    ]
    return "- " + "\n".join(lines).lstrip() + "\n"


def _refuse_no_finding(root: Path, key: str) -> None:
    """Refuse a key that no finding has, or one that has ended: an entry for it would accept its return unseen."""
    with open_workspace(root) as space, space.store.read() as connection:
        for school in space.trust.schools:
            known = load_findings(connection, school.id).get(key)
            if known and known.route != "dsl":  # what waits for the safeguarding lead is not to be guessed at here
                if known.status in ENDED:
                    raise RefusalError(f"the finding {key} has ended meanwhile: there is nothing left to accept")
                return
    raise RefusalError(f"no finding has the key {key}: take it from the worklist or 'social-audit findings'")
