"""Consents of an export, long or wide, as rows of our table of consents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.mis.consent_types import ConsentType, type_of, years_of
from pipeline.mis.header import Found
from pipeline.mis.lists import fold_word, states
from pipeline.mis.pupils import name_keys, names_of

COLUMNS: Final = (
    "pupil_id", "purpose", "consent", "given_on", "withdrawn_on", "school", "expires_on", "basis", "given_by", "years",
)  # fmt: skip


def state_of(word: str, said: Mapping[str, str]) -> str:
    """Return the state a cell's word stands for; blank and every word nobody knows are unknown, which is no yes."""
    folded = fold_word(word)
    own = {fold_word(name): state for name, state in said.items()}
    return own.get(folded) or states().get(folded, "unknown")


def to_consents(
    row: Mapping[str, str],
    cells: tuple[str, ...],
    found: Found,
    headings: tuple[str, ...],
    types: Mapping[str, str],
    words: Mapping[str, str],
) -> Iterator[tuple[str, ...]]:
    """Yield rows of COLUMNS for one row of an export: one a purpose its type names, or one a column of types.

    row: by our column names. cells: all cells, for the columns of types. A type about neither pictures nor names
    yields nothing.
    """
    if found.types:
        for index, kind in found.types.items():
            word = cells[index] if index < len(cells) else ""
            yield from _rows(row, headings[index], kind, word, words)
        return
    name = row.get("purpose", "")
    yield from _rows(row, name, type_of(name, types), row.get("consent", ""), words)


def _rows(
    row: Mapping[str, str], name: str, kind: ConsentType, word: str, words: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each purpose of a type: what it says no to is unknown where the cell says yes, else nothing."""
    state = state_of(word, words)
    if kind.says_no:
        if not word or state == "refused":
            return
        state = "unknown"
    yield from (_one(row, purpose, state, name) for purpose in kind.purposes)


def _one(row: Mapping[str, str], purpose: str, state: str, kind: str) -> tuple[str, ...]:
    years = ",".join(sorted(years_of(kind), key=lambda year: (len(year), year)))
    return (
        row.get("pupil_id", "") or _named(row), purpose, state, row.get("given_on", ""), row.get("withdrawn_on", ""),
        row.get("school", ""), row.get("expires_on", ""), row.get("basis", ""), row.get("given_by", ""), years,
    )  # fmt: skip


def _named(row: Mapping[str, str]) -> str:
    """Return by what a row without an id names its pupil: the name, in its form where that is told."""
    keys = list(name_keys(*names_of(row), row.get("form", "")))
    return keys[-1] if keys else ""
