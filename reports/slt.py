"""The report for a school's leadership: two pages to read and sign, and an appendix for whoever wants to know more."""

from __future__ import annotations

from typing import Final

from reports import html
from reports.base import RunView, School
from reports.page import SchoolSection, school_blocks
from reports.sections import (
    accounts,
    all_clauses,
    answers,
    cadence,
    changes,
    clauses,
    definitions,
    inventory,
    movement,
    possible,
    sample,
    sign_off,
    summary,
    take_down,
    unseen,
    waivers,
)
from reports.verdict import headline, verdict

FIRST: Final[tuple[SchoolSection, ...]] = (answers.section, take_down.section, summary.section, cadence.section)
"""Page 1: the five questions, what must come down, what to say in the meeting, how often the school posts."""
SECOND: Final[tuple[SchoolSection, ...]] = (movement.section, clauses.section, sign_off.section)
"""Page 2: what moved, how the policy stands, what a person ticks and signs."""
APPENDIX: Final[tuple[SchoolSection, ...]] = (
    unseen.section,
    accounts.section,
    inventory.section,
    changes.section,
    possible.section,
    sample.section,
    waivers.section,
    all_clauses.section,
    definitions.section,
)
"""Everything else that is counted."""


def report(view: RunView) -> dict[str, bytes]:
    """Return `slt-<school>.html` for every school."""
    return {f"slt-{school.id}.html": _page(view, school, APPENDIX) for school in view.schools}


def sheets(view: RunView) -> dict[str, bytes]:
    """Return `slt-<school>.pdf` -> the two pages alone, as HTML to be made into that PDF."""
    return {f"slt-{school.id}.pdf": _page(view, school, ()) for school in view.schools}


def _page(view: RunView, school: School, appendix: tuple[SchoolSection, ...]) -> bytes:
    return html.page(
        "slt.html",
        view=view,
        school=school,
        verdict=verdict(school),
        headline=headline(school),
        first=school_blocks(FIRST, view, school),
        second=school_blocks(SECOND, view, school),
        appendix=school_blocks(appendix, view, school),
    )
