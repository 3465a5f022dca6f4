"""Pupils of an export, row by row, as our table of pupils has them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from checks.names.pupils import BESIDE
from pipeline.mis.lists import fold_word

COLUMNS: Final = (
    "pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form", "school", "never_publish", "left_on",
    "other_ids",
)  # fmt: skip
OTHER: Final = "\x1f"
"""Between the other ids of one pupil."""
_YEAR: Final = re.compile(r"(?:year|yr|y|nc year)?\s*0?(\d{1,2})", re.IGNORECASE | re.ASCII)
_RECEPTION: Final = frozenset({"r", "reception", "year r", "yr", "yrr", "0", "00", "foundation", "fs2"})
_NURSERY: Final = frozenset({"n", "nursery", "n1", "n2", "pre-school", "preschool", "fs1"})


def to_pupil(
    row: Mapping[str, str], ids: tuple[str, ...], firsts: tuple[str, ...], lasts: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return one row of COLUMNS; `row` is by our column names with full_name and born_on.

    ids, firsts, lasts: every id, first and last name the row has; a legal name beside a chosen one is kept as well, two
    last names with a stroke between them.
    Without an id a pupil is told by name and date of birth, of which only a hash is kept.
    """
    first, last = names_of(row)
    preferred = _without_last(row.get("preferred_name", ""), last)
    preferred = preferred or next((one for one in firsts if one.casefold() != first.casefold()), "")
    legal = [one for one in lasts if one.casefold() != last.casefold()]
    names = (first, "" if preferred.casefold() == first.casefold() else preferred, f" {BESIDE} ".join([last, *legal]))
    pupil_id = row.get("pupil_id", "") or (_made_id(first, last, row.get("born_on", "")) if first or last else "")
    others = [one for one in ids if one != pupil_id]
    for one in (last, *legal):
        others += [*name_keys(first, one, row.get("form", "")), *name_keys(names[1], one, row.get("form", ""))]
    return (
        pupil_id, *names, year_group(row.get("year_group", "")), row.get("form", ""), row.get("school", ""),
        row.get("never_publish", ""), row.get("left_on", ""), OTHER.join(dict.fromkeys(others)),
    )  # fmt: skip


def names_of(row: Mapping[str, str]) -> tuple[str, str]:
    """Return first and last name, from "Carter, Emma" or "Emma Carter" where they stand in one cell."""
    first, last = row.get("first_name", ""), row.get("last_name", "")
    whole = " ".join(row.get("full_name", "").split())
    if first or last or not whole:
        return first, last
    if "," in whole:
        last, _, first = (part.strip() for part in whole.partition(","))
        return first, last
    first, _, last = whole.rpartition(" ")
    return (first, last) if first else (last, "")


def _without_last(preferred: str, last: str) -> str:
    """Take the last name off a preferred name that is written in full."""
    words = preferred.split()
    if last and len(words) > 1 and " ".join(words[1:]).casefold() == last.casefold():
        return words[0]
    return preferred


def _made_id(first: str, last: str, born_on: str) -> str:
    told = "\x1f".join((first.casefold(), last.casefold(), born_on))
    return "n" + hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def name_keys(first: str, last: str, form: str) -> Iterator[str]:
    """Yield by what a row without an id may name a pupil: the name, and the name in a form."""
    if first and last:
        plain = f"name:{fold_word(first)} {fold_word(last)}"
        yield plain
        if form:
            yield f"{plain}|{fold_word(form)}"


def year_group(text: str) -> str:
    """Return "7" for "Year 7", R for reception, N for nursery; anything else as it is."""
    folded = fold_word(text)
    if folded in _RECEPTION:
        return "R"
    if folded in _NURSERY:
        return "N"
    match = _YEAR.fullmatch(folded)
    return match[1] if match else text
