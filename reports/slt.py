"""The page a head reads in four minutes: slt-<school>.html."""

from __future__ import annotations

from typing import Final

from reports import html
from reports.base import RunView, School
from reports.choose import to_do
from reports.page import SchoolSection, school_blocks
from reports.sections import cadence, changes, clauses, possible, sign_off, take_down, unseen, waivers
from reports.sight import sight
from reports.verdict import verdict

SECTIONS: Final[tuple[SchoolSection, ...]] = (
    take_down.section,
    changes.section,
    clauses.section,
    cadence.section,
    possible.section,
    unseen.section,
    waivers.section,
    sign_off.section,
)
"""In the order a head needs them: what to do, what moved, how the policy stands, what is not known."""


def report(view: RunView) -> dict[str, bytes]:
    """Return `slt-<school>.html` for every school."""
    return {f"slt-{school.id}.html": _page(view, school) for school in view.schools}


def _page(view: RunView, school: School) -> bytes:
    return html.page(
        "slt.html",
        view=view,
        school=school,
        verdict=verdict(school),
        health=sight(school),
        todo=len(to_do(school)),
        blocks=school_blocks(SECTIONS, view, school),
    )
