"""Schools by phase and by size: like beside like."""

from __future__ import annotations

from reports.base import RunView
from reports.comparing import was_read
from reports.figures import by_phase, by_size


def section(view: RunView) -> dict[str, object] | None:
    """Lay out two tables of the schools that were read; left out where there is one school."""
    read = [school for school in view.schools if was_read(school)]
    if len(read) < 2:
        return None
    return {
        "title": "By phase and by size",
        "tables": (("Phase", by_phase(read)), ("Pupils on the register", by_size(read))),
    }
