"""Showing packs: how many clauses are checked, read by hand or out of scope, and each clause as in a list to tick."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import checks
from config.load import LoadedPack, find_pack, load_pack, shipped_packs
from config.models import CheckUse, Clause, Pack, School, Trust
from config.refusal import RefusalError
from pipeline.plan import refuse_unknown_uses
from reports.wording import day

WAYS: Final = ("checked", "in part", "by hand", "out of scope")
"""What becomes of a clause: by checks, by checks and a person, by a person, not at all."""
_WIDTH: Final = 110
_INDENT: Final = 9
"""Columns before what a clause says."""
_LEGEND: Final = (
    "*    this tool looks at it in every audit",
    "[ ]  a person reads or asks it, ticks it and signs",
    "-    out of scope, and why",
)


def pack_row(pack: Pack) -> dict[str, Any]:
    """Return one row about a pack: how its clauses are dealt with."""
    return {
        "pack": pack.id,
        "clauses": len(pack.clauses),
        **_counted(pack),
        "review_due": str(pack.review_due or ""),
        "title": pack.title,
    }


def way_of(clause: Clause) -> str:
    """Return one of WAYS."""
    if clause.checks:
        return "in part" if clause.by_hand else "checked"
    return "by hand" if clause.by_hand else "out of scope"


def _counted(pack: Pack) -> dict[str, int]:
    ways = [way_of(clause) for clause in pack.clauses]
    return {way: ways.count(way) for way in WAYS}


def read_pack(name: str) -> Pack:
    """Read a shipped pack by its id, or one's own by its file; RefusalError for the first thing wrong in it."""
    loaded = load_pack(Path(name)) if name.endswith((".yaml", ".yml")) else shipped(name)
    refuse_unknown_uses(loaded, checks.find())
    return loaded.pack


def clause_rows(name: str) -> list[dict[str, Any]]:
    """Return one row a clause, for machines: id, says, way, checks, by_hand, out_of_scope."""
    return [
        {
            "id": clause.id,
            "says": clause.says,
            "way": way_of(clause),
            "checks": [use.use for use in clause.checks],
            "by_hand": clause.by_hand,
            "out_of_scope": clause.out_of_scope,
        }
        for clause in read_pack(name).clauses
    ]


def pack_lines(name: str) -> Iterator[str]:
    """Yield a pack as people read it: like the policy, with what looks at each clause and what is left to tick."""
    pack = read_pack(name)
    yield f"{pack.title} ({pack.id})"
    yield from _wrapped(_summary(pack), "")
    yield ""
    yield from (f"  {line}" for line in _LEGEND)
    for section, clauses in groupby(pack.clauses, key=lambda clause: _section(clause.id)):
        yield ""
        yield from _heading(section, pack.sections.get(section, ""))
        for clause in clauses:
            yield from _clause_lines(clause)


def _summary(pack: Pack) -> str:
    counts = _counted(pack)
    due = f"Its review is due on {day(pack.review_due)}." if pack.review_due else "It names no day of review."
    return (
        f"{len(pack.clauses)} clauses: {counts['checked']} looked at by this tool alone, {counts['in part']} by the "
        f"tool in part and by a person, {counts['by hand']} by a person, {counts['out of scope']} out of scope. {due}"
    )


def _section(clause: str) -> str:
    """Return what the clauses of one section have in common: "4.1(a)" -> "4", "scope(b)" -> "scope"."""
    return re.split(r"[.(]", clause)[0]


def _heading(section: str, title: str) -> list[str]:
    """Return the heading of a section: its number, where it has one, and its title, underlined."""
    if not title:
        return []
    line = f"{section}  {title}" if section.isdigit() else title
    return [line, "-" * len(line)]


def _clause_lines(clause: Clause) -> Iterator[str]:
    """Yield one clause: its number and words, then a line for each check, the line to tick, or why not."""
    pad = " " * _INDENT
    short = len(clause.id) < _INDENT
    yield from ([] if short else [clause.id])
    yield from _wrapped(clause.says, clause.id.ljust(_INDENT) if short else pad, pad)
    for use in clause.checks:
        yield from _wrapped(_use_line(use), f"{pad}*   ", f"{pad}    ")
    if clause.by_hand:
        yield from _wrapped(clause.by_hand, f"{pad}[ ] ", f"{pad}    ")
    if clause.out_of_scope:
        yield from _wrapped(clause.out_of_scope, f"{pad}-   ", f"{pad}    ")


def _use_line(use: CheckUse) -> str:
    """Return a check as a sentence names it, with what the clause says of it: "Too few posts (too-few-posts; ...)"."""
    said = [use.use, *(f"{name} {_value(value)}" for name, value in use.options.items())]
    said += [use.severity.replace("_", " ")] if use.severity else []
    return f"{checks.find()[use.use].title} ({'; '.join(said)})"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {one}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _wrapped(text: str, first: str, rest: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def shipped(name: str) -> LoadedPack:
    """Read a shipped pack; RefusalError names those there are."""
    if name not in shipped_packs():
        known = ", ".join(shipped_packs())
        raise RefusalError(
            f'there is no pack "{name}": the packs are {known}; one of your own is named by its file, ending in .yaml'
        )
    nobody = Trust(root=Path(), name="-", schools=(School(id="none", name="-", phase="primary"),))
    return find_pack(nobody, name)
