"""Rows of registers with a day or a word that cannot be read: told on the data-quality page, and used as a no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.register_rows import UNREAD
from pipeline.registers import Registers
from pipeline.store.gate_rows import GateRow

_ASKED: Final[Mapping[str, Sequence[str]]] = {
    "pupils": ("unreadable-day",),
    "consents": ("unreadable-day", "unknown-consent"),
}
"""Register -> what of its rows may not be readable."""


def unread_rows(registers: Mapping[str, Registers]) -> Iterator[GateRow]:
    """Yield how many rows of each register hold what cannot be read, and in which lines; `registers` by school id.

    What stands there is never said: it may be a child's name in a wrong column.
    """
    for name, kinds in _ASKED.items():
        checked = sum(len(getattr(own, name)) for own in registers.values())
        for kind in kinds:
            ids = [
                f"{school} line {one.line}"
                for school, own in registers.items()
                for one in own.unread[name]
                if one.what == kind
            ]
            yield GateRow.telling(name, kind, UNREAD[kind], checked, ids)
