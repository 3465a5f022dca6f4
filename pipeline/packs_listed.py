"""The list of packs: those that come with the program, and the trust's own beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.load import TRUST_FILE, find_pack, load_trust, shipped_packs
from config.models import Pack, Trust
from config.refusal import RefusalError
from pipeline.packs import pack_row, shipped


@dataclass(frozen=True, slots=True)
class Listed:
    """The packs a trust may be held by."""

    rows: list[dict[str, Any]]
    """One a pack: those of `pack_row`, used (yes, no, None = there is no trust.yaml), file (None = a shipped one)."""
    refused: tuple[str, ...]
    """Why one's own cannot be listed, a sentence each."""


def list_packs(root: Path) -> Listed:
    """Return the shipped packs, and those of a trust.yaml in `root` where there is one.

    What is wrong in trust.yaml, or in a pack, keeps no other from being listed.
    """
    refused: list[str] = []
    trust = None
    if (root / TRUST_FILE).is_file():
        try:
            trust = load_trust(root)
        except RefusalError as refusal:
            refused.append(str(refusal))
    rows = [_row(name, shipped(name).pack, trust, None) for name in shipped_packs()]
    return Listed([*rows, *(_own(trust, refused) if trust else ())], tuple(refused))


def _own(trust: Trust, refused: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the trust's own packs; why one cannot be read is added to `refused`."""
    for name in trust.packs:
        if name not in shipped_packs():
            try:
                yield _row(name, find_pack(trust, name).pack, trust, name)
            except RefusalError as refusal:
                refused.append(str(refusal))


def _row(name: str, pack: Pack, trust: Trust | None, file: str | None) -> dict[str, Any]:
    used = None if trust is None else "yes" if name in trust.packs else "no"
    told = pack_row(pack)
    title = told.pop("title")
    return {**told, "used": used, "file": file, "title": title}
