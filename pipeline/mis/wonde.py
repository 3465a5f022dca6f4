"""Pupils as Wonde's API answers them (JSON), as a grid with headings; null means that the school shares it not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from config.grid import GRID_LIMIT, Grid
from config.refusal import Place, RefusalError

_KEYS: Final = (
    "id", "upn", "mis_id", "upi", "legal_forename", "forename", "legal_surname", "surname", "year", "form",
)  # fmt: skip
_SHOWN: Final = (
    "id", "upn", "mis id", "upi", "legal forename", "preferred forename", "legal surname", "preferred surname", "year",
    "form",
)  # fmt: skip
"""Headings under which the chosen name is the preferred one, and the legal one the first."""


def read_wonde(path: Path) -> Grid:
    """Return the pupils of a saved answer of `/students`; RefusalError where it is none, or holds only a part."""
    content = path.read_bytes()
    if len(content) > GRID_LIMIT:
        raise RefusalError("the file is larger than 50 MB: export the pupils alone", place=Place(path))
    try:
        answer = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RefusalError(
            "the file is no JSON: save the whole answer of Wonde's /students again", place=Place(path)
        ) from None
    rows = answer if isinstance(answer, list) else answer.get("data") if isinstance(answer, dict) else None
    people = [one for one in rows or () if isinstance(one, dict)] if isinstance(rows, list) else []
    if not any("surname" in one or "forename" in one for one in people):
        raise RefusalError(
            "the file holds no pupils as Wonde gives them: save the answer of /students", place=Place(path)
        )
    if isinstance(answer, dict) and _at(answer, "meta", "pagination", "more") is True:
        raise RefusalError(
            "the file is one page of several (meta.pagination.more): join all pages, or ask with a larger per_page",
            place=Place(path),
        )
    made = [_row(one) for one in people]
    return Grid(path, hashlib.sha256(content).hexdigest(), [_SHOWN, *made], list(range(len(made) + 1)), "utf-8")


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    told = {
        **{name: one.get(name) for name in _KEYS},
        "upn": one.get("upn") or _at(one, "education_details", "data", "upn"),
        "year": _at(one, "education_details", "data", "current_nc_year") or _at(one, "year", "data", "code"),
        "form": _at(one, "group", "data", "code") or _at(one, "group", "data", "name"),
    }
    told["legal_forename"] = told["legal_forename"] or told["forename"]
    return tuple("" if told[name] is None else str(told[name]).strip() for name in _KEYS)


def _at(value: Any, *path: str) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
