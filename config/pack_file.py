"""Turn the YAML of a policy pack into a Pack: every clause says what becomes of it, and its id is a quoted text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from config.marked import Marked, Step, steps
from config.models import Clause, Pack
from config.refusal import Place
from config.shape import Shape, check_keys, first_fault, refuse_unquoted_numbers

_USE: Final = ("clauses", "*", "checks", "*")
SHAPE: Final[Shape] = {
    (): set(Pack.model_fields),
    ("clauses", "*"): set(Clause.model_fields),
    _USE: {"use", "with", "severity"},
    (*_USE, "with"): None,
}


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack and where every value of it stands."""

    pack: Pack
    marked: Marked

    def place(self, *path: Step) -> Place:
        """Return where a value, or its nearest known parent, stands: `place("clauses[3].checks[0].with.per")`."""
        return self.marked.place(*steps(*path))


def to_pack(marked: Marked) -> LoadedPack:
    """Return the pack; RefusalError for the first thing wrong (whether its checks and options exist, the plan says)."""
    check_keys(marked, SHAPE)
    refuse_unquoted_numbers(marked, {"id"})
    try:
        pack = Pack.model_validate(marked.value)
    except ValidationError as error:
        raise first_fault(error, marked) from None
    seen: dict[str, int] = {}
    for index, clause in enumerate(pack.clauses):
        if clause.id in seen:
            raise marked.refusal(
                f"clause '{clause.id}' stands here a second time, first as clauses[{seen[clause.id]}]: keep one",
                "clauses",
                index,
                "id",
            )
        seen[clause.id] = index
        if bool(clause.checks or clause.by_hand) == bool(clause.out_of_scope):
            raise marked.refusal(
                f"clause '{clause.id}' needs checks, by_hand or both, or else out_of_scope alone", "clauses", index
            )
    return LoadedPack(pack, marked)
