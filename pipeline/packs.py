"""Showing packs: how many clauses are checked, read by hand or out of scope, and each clause."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.load import LoadedPack, find_pack, load_pack, shipped_packs
from config.models import Clause, School, Trust
from config.refusal import RefusalError


def pack_rows(name: str) -> dict[str, Any]:
    """Return one row about a shipped pack: how its clauses are dealt with."""
    pack = shipped(name).pack
    kinds = [kind_of(clause) for clause in pack.clauses]
    counts = {kind: kinds.count(kind) for kind in ("checked", "by hand", "out of scope")}
    return {
        "pack": pack.id,
        "clauses": len(kinds),
        **counts,
        "review_due": str(pack.review_due or ""),
        "title": pack.title,
    }


def kind_of(clause: Clause) -> str:
    """Return checked, by hand or out of scope."""
    return "checked" if clause.checks else "by hand" if clause.by_hand else "out of scope"


def clause_lines(name: str) -> Iterator[str]:
    """Yield a line a clause: id, what it says, how it is dealt with."""
    for clause in (load_pack(Path(name)) if name.endswith((".yaml", ".yml")) else shipped(name)).pack.clauses:
        how = ", ".join(use.use for use in clause.checks) or clause.by_hand or clause.out_of_scope
        yield f"{clause.id:<8} {clause.says}\n         {kind_of(clause)}: {how}"


def shipped(name: str) -> LoadedPack:
    """Read a shipped pack; RefusalError names those there are."""
    if name not in shipped_packs():
        raise RefusalError(f'there is no pack "{name}": the packs are {", ".join(shipped_packs())}')
    nobody = Trust(root=Path(), name="-", schools=(School(id="none", name="-", phase="primary"),))
    return find_pack(nobody, name)
