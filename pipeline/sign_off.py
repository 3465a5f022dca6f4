"""Signing a report off: who read it, kept in the store with the hash of what was read."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from config.models import Trust
from config.refusal import RefusalError
from pipeline.locks import store_lock
from pipeline.signed import file_hash
from pipeline.store.sign_offs import Signed, load_sign_offs, save_sign_off
from pipeline.workspace import chosen_schools, open_workspace
from reports.wording import day

_LONGEST: Final = {"who": 120, "role": 120, "comment": 2000}
"""Characters that each may have."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Signature:
    """What the person who signs says."""

    who: str
    role: str
    comment: str = ""


def sign_off(
    root: Path,
    signature: Signature,
    *,
    folder: Path | None = None,
    schools: Collection[str] | None = None,
    at: datetime,
) -> list[str]:
    """Sign the reports of one folder (the newest by default), of some schools or of all; returns a sentence each.

    Raises RefusalError for a folder without reports, a school without one in it, one that is signed already, and a name
    or role that is blank or too long. Nothing is signed when anything is refused.
    """
    signature = _read(signature)
    with open_workspace(root) as space:
        place = _folder(root, folder)
        wanted = [one.id for one in chosen_schools(space.trust, schools)]
        hashes = {school: _hashes(place, school, asked=bool(schools)) for school in wanted}
        name = folder_name(root, place)
        with store_lock(root), space.store.write() as connection:
            known = {one.school: one for one in load_sign_offs(connection) if one.folder == name}
            there = [school for school, files in hashes.items() if files]
            fresh = [school for school in there if school not in known]
            if not there:
                raise RefusalError(f"{name} holds no report of a school in trust.yaml: name another with --folder")
            if not fresh or (schools and len(fresh) < len(there)):
                taken = next(known[school] for school in there if school in known)
                raise _signed_already(taken, ZoneInfo(space.trust.timezone))
            run = str(_told(place).get("run", ""))
            rows = [
                Signed(folder=name, school=school, run=run, files=hashes[school], at=at, **asdict(signature))
                for school in fresh
            ]
            for row in rows:
                save_sign_off(connection, row)
    return [_sentence(row, space.trust) for row in rows]


def _read(signature: Signature) -> Signature:
    """Return what was typed without what no line can hold; RefusalError names the option that will not do."""
    values = {name: _CONTROL.sub("", getattr(signature, name)).strip() for name in _LONGEST}
    for name in ("who", "role"):
        values[name] = " ".join(values[name].split())
        if not values[name]:
            right = "name of the person who read the report" if name == "who" else "role of that person, such as Head"
            raise RefusalError(f"--{name} is blank: give the {right}")
    for name, longest in _LONGEST.items():
        if len(values[name]) > longest:
            raise RefusalError(f"--{name} has {len(values[name]):,} characters: give at most {longest:,}")
    return Signature(**values)


def _folder(root: Path, folder: Path | None) -> Path:
    """Return the folder of the reports; RefusalError names those there are."""
    found = report_folders(root)
    if folder is None:
        if not found:
            raise RefusalError(f"{root / 'reports'} holds no report yet: run 'social-audit run' first")
        return found[-1]
    for place in (root / folder, folder):
        if (place / "run.json").is_file():
            return place
    there = f"the newest is {folder_name(root, found[-1])}" if found else "run 'social-audit run' first"
    raise RefusalError(f"{folder} is no folder of reports, for no run.json is in it: {there}")


def report_folders(root: Path) -> list[Path]:
    """Return the folders of reports in a workspace, the earliest first; one that a killed run left half is none."""
    found = [file.parent for file in (root / "reports").glob("*/run.json") if file.parent.name[:1] != "."]
    return sorted(found, key=lambda place: (str(_told(place).get("as_of", "")), len(place.name), place.name))


def _told(place: Path) -> dict[str, Any]:
    try:
        told: Any = json.loads((place / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def folder_name(root: Path, place: Path) -> str:
    """Name a folder as the store does: relative to the workspace where it lies in it."""
    whole, workspace = place.resolve(), root.resolve()
    return (whole.relative_to(workspace) if whole.is_relative_to(workspace) else whole).as_posix()


def _hashes(place: Path, school: str, *, asked: bool) -> dict[str, str]:
    """Return the hash of the school's page, then of its PDF; RefusalError when it was asked for and is not there."""
    page = place / f"slt-{school}.html"
    if not page.is_file():
        if asked:
            raise RefusalError(f"{place} holds no report of {school}: name another folder, or another school of it")
        return {}
    return {file.name: file_hash(file) for file in (page, page.with_suffix(".pdf")) if file.is_file()}


def _signed_already(other: Signed, zone: ZoneInfo) -> RefusalError:
    return RefusalError(
        f"the report of {other.school} in {other.folder} was signed by {other.who} on "
        f"{day(other.at.astimezone(zone))}, and a report is signed once: sign the next one"
    )


def _sentence(row: Signed, trust: Trust) -> str:
    name = next(school.name for school in trust.schools if school.id == row.school)
    page, digest = next(iter(row.files.items()))
    return f"{name}: {row.folder}/{page} is signed by {row.who}, {row.role} (SHA-256 {digest})"
