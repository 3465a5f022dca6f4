"""A page as an ordered tuple of sections: each fills one fragment of the same name, or leaves itself out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reports.base import RunView, School

Filled = Mapping[str, object]
"""What a section hands its template; `title` is its heading."""
SchoolSection = Callable[[RunView, School], Filled | None]
TrustSection = Callable[[RunView], Filled | None]


def school_blocks(sections: Iterable[SchoolSection], view: RunView, school: School) -> list[dict[str, object]]:
    """Fill the sections of one school's page, in order."""
    return [_block(section.__module__, filled) for section in sections if (filled := section(view, school)) is not None]


def trust_blocks(sections: Iterable[TrustSection], view: RunView) -> list[dict[str, object]]:
    """Fill the sections of a page about the whole trust, in order."""
    return [_block(section.__module__, filled) for section in sections if (filled := section(view)) is not None]


def _block(module: str, filled: Filled) -> dict[str, object]:
    name = module.rpartition(".")[2]
    return {**filled, "template": f"sections/{name}.html", "anchor": name.replace("_", "-")}
