"""Waiving: a finding is accepted until a day, with a reason and a name, in the workspace's waivers file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from config.load import WAIVERS_FILE, load_trust_marked
from config.models import Waiver, parse_day
from config.refusal import RefusalError
from pipeline.private_files import write_private
from pipeline.run import open_workspace
from pipeline.store.ledger_rows import load_findings


def add_waiver(root: Path, *, key: str, reason: str, approver: str, expires: str, as_of: datetime) -> str:
    """Add a waiver to the trust's waivers file, or to a new waivers.yaml; returns the sentence to show.

    Raises RefusalError for a key that no finding has, a day that is past or no day, an empty reason or approver.
    """
    loaded = load_trust_marked(root)
    file = loaded.waivers_file or root / WAIVERS_FILE
    try:
        waiver = Waiver(key=key, reason=reason, approver=approver, expires=parse_day(expires))
    except ValidationError as error:
        field = error.errors()[0]["loc"][0]
        right = {
            "key": "the 12 characters shown in the worklist",
            "reason": "a few words",
            "approver": "a name and role",
        }
        raise RefusalError(
            f"--{field}: this will not do; give {right.get(str(field), 'a day such as 2027-07-31')}"
        ) from None
    except ValueError:
        raise RefusalError(f'--expires: "{expires}" is not a day; write one such as 2027-07-31') from None
    if waiver.expires < as_of.astimezone(ZoneInfo(loaded.trust.timezone)).date():
        raise RefusalError(
            f"--expires: {waiver.expires} is past; give the last day on which it is to stand as accepted"
        )
    _refuse_unknown_key(root, key)
    if any(one.key == key for one in loaded.trust.waivers):
        raise RefusalError(f"{file.name}: the finding {key} is waived already; change or delete its entry there")
    _append(file, waiver)
    return f"{key} is accepted until {waiver.expires.isoformat()}; it shows as waived from the next audit on"


def _refuse_unknown_key(root: Path, key: str) -> None:
    with open_workspace(root) as space, space.store.read() as connection:
        for school in space.trust.schools:
            known = load_findings(connection, school.id).get(key)
            if known and known.route != "dsl":  # what waits for the safeguarding lead is not to be guessed at here
                return
    raise RefusalError(f"no finding has the key {key}: take it from the worklist or 'social-audit findings'")


def _append(file: Path, waiver: Waiver) -> None:
    """Append one entry; JSON strings are YAML strings, whatever a reason holds."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    lines = [
        f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in waiver.model_dump(mode="json").items()
    ]
    entry = "- " + "\n".join(lines).lstrip() + "\n"
    write_private(file, (old + ("" if not old or old.endswith("\n") else "\n") + entry).encode())
