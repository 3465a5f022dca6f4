"""Pupils of a common transfer file (CTF, XML): their ids and basic details, and nothing of the rest it holds.

What it says of care, needs, addresses and contacts is never looked at.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring

from config.grid import GRID_LIMIT, Grid
from config.refusal import Place, RefusalError

_TAGS: Final = ("UPN", "Forename", "PreferredForename", "Surname", "PreferredSurname", "DOB", "NCyearActual", "DOL")
_SHOWN: Final = (
    "UPN", "Forename", "Preferred forename", "Surname", "Preferred surname", "DOB", "NC year actual", "Leaving date",
)  # fmt: skip


def read_ctf(path: Path) -> Grid:
    """Return the pupils of a CTF; RefusalError where the file is none, is damaged or declares entities."""
    content = path.read_bytes()
    if len(content) > GRID_LIMIT:
        raise RefusalError("the file is larger than 50 MB: export the pupils alone", place=Place(path))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RefusalError("the XML declares entities, which no CTF does: export it again", place=Place(path))
    rows = [_row(pupil) for pupil in _pupils(path, content)]
    if not rows:
        raise RefusalError("the XML holds no pupils as a CTF does (CTfile, Pupil): export a CTF", place=Place(path))
    return Grid(path, hashlib.sha256(content).hexdigest(), [_SHOWN, *rows], list(range(len(rows) + 1)), "utf-8")


def _pupils(path: Path, content: bytes) -> list[Element]:
    try:
        root = fromstring(content)  # noqa: S314 - it declares no entities, as was looked at above
    except (ParseError, ValueError, LookupError):
        raise RefusalError("the XML is damaged: export the CTF again", place=Place(path)) from None
    return [element for element in root.iter() if _plain(element.tag) == "Pupil"]


def _row(pupil: Element) -> tuple[str, ...]:
    told: dict[str, str] = {}
    for element in pupil.iter():
        tag = _plain(element.tag)
        if tag in _TAGS and element.text and tag not in told:
            told[tag] = element.text.strip()
    return tuple(told.get(tag, "") for tag in _TAGS)


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
