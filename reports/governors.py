"""The governors' page: counts, rates, trends, strengths and areas to improve, and nobody to be told from any of it."""

from __future__ import annotations

from typing import Final

from reports import html
from reports.base import RunView
from reports.page import TrustSection, trust_blocks
from reports.sections import governors_month, governors_room, governors_stand, governors_well

SECTIONS: Final[tuple[TrustSection, ...]] = (
    governors_well.section,
    governors_stand.section,
    governors_month.section,
    governors_room.section,
)


def report(view: RunView) -> dict[str, bytes]:
    """Return `governors.html`: no child, post or commenter is in it, and no count from 1 to 4 of what was found."""
    return {"governors.html": html.page("governors.html", view=view, blocks=trust_blocks(SECTIONS, view))}
