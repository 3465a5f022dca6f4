"""Every school side by side, fairly: comparison.html for the trust's central team, with the same figures as files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reports import html
from reports.base import RunView
from reports.comparing import FIGURES, Figure, Value, medians, ranked, values, was_read
from reports.comparison_files import as_tables
from reports.page import TrustSection, trust_blocks
from reports.sections import groups, heat, keeping, meanings, not_assessed, quiet, rates

SECTIONS: Final[tuple[TrustSection, ...]] = (
    heat.section,
    keeping.section,
    quiet.section,
    rates.section,
    groups.section,
    not_assessed.section,
    meanings.section,
)
_ENOUGH: Final = 3
"""From so many schools on a median tells no school what one other school's figure is."""


def report(view: RunView) -> dict[str, bytes]:
    """Return `comparison.html`, .csv and .xlsx, and `comparison-<school>.html`, which a school may see of itself."""
    page = html.page("comparison.html", view=view, blocks=trust_blocks(SECTIONS, view))
    return {"comparison.html": page, **as_tables(view), **_own_pages(view)}


def _own_pages(view: RunView) -> dict[str, bytes]:
    """Return each school's figures beside the trust's medians; no other school is named."""
    read = sum(map(was_read, view.schools))
    middle, ranks = medians(view) if read >= _ENOUGH else {}, ranked(view)
    return {
        f"comparison-{school.id}.html": html.page(
            "comparison_own.html",
            view=view,
            school=school,
            rows=_beside(values(school), middle),
            read=was_read(school),
            schools=read if read >= _ENOUGH else 0,
            rank=ranks.get(school.id),
            ranked=len(ranks),
            shared=list(ranks.values()).count(ranks.get(school.id, 0)) > 1,
        )
        for school in view.schools
    }


def _beside(own: Mapping[str, Value], middle: Mapping[str, Value]) -> list[tuple[Figure, str, str]]:
    return [(figure, figure.words(own[figure.name]), figure.words(middle.get(figure.name))) for figure in FIGURES]
