"""Every clause of every policy as this school stands, the kept and the out of scope too."""

from __future__ import annotations

from reports.base import RunView, School
from reports.wording import flagged_of


def section(_view: RunView, school: School) -> dict[str, object] | None:
    """Lay out one table a policy; what is read by hand stands on the page to sign."""
    packs = tuple(dict.fromkeys(line.pack for line in school.clauses))
    if not packs:
        return None
    return {"title": "Every clause", "packs": tuple(_pack(pack, school) for pack in packs)}


def _pack(pack: str, school: School) -> dict[str, object]:
    lines = [line for line in school.clauses if line.pack == pack]
    return {
        "pack": pack,
        "lines": tuple(
            (line, flagged_of(line.flagged, line.judged) or "–") for line in lines if line.state != "out_of_scope"
        ),
        "outside": tuple(line for line in lines if line.state == "out_of_scope"),
    }
