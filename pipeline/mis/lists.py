"""The shipped lists of config/registers/: headings, consent types and consent words that schools' systems write."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def headings(register: str) -> Mapping[str, str]:
    """Return folded heading -> our column, for `pupils` or `consents` (which may name pupils as pupils do)."""
    rows = _rows("headings.csv")
    return {row["heading"]: row["column"] for row in rows if row["register"] in {register, "pupils"}}


@cache
def rank() -> Mapping[str, int]:
    """Return folded heading -> its place in the list: of two headings for one column the earlier is taken."""
    return {row["heading"]: place for place, row in enumerate(_rows("headings.csv"))}


@cache
def purposes() -> tuple[tuple[str, str], ...]:
    """Return (words that a consent type holds, what it is for), the particular before the general."""
    return tuple((row["words"], row["purpose"]) for row in _rows("purposes.csv"))


@cache
def states() -> Mapping[str, str]:
    """Return folded word of a consent cell -> its state."""
    return {row["word"]: row["state"] for row in _rows("states.csv")}


def fold_heading(text: str) -> str:
    """Fold a heading: "CHILD_FIRST_NAME" and "Pupil: First name" become firstname."""
    plain = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).casefold())
    for owner in ("child", "pupil", "student", "learner"):
        rest = plain.removeprefix(owner)
        if rest != plain and rest not in {"", "id", "number", "upn", "name", "sname"}:
            return rest
    return plain


def fold_word(text: str) -> str:
    """Fold the word of a cell: "Not  Granted." becomes "not granted"."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split()).rstrip(".!")


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("config") / "registers" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))
