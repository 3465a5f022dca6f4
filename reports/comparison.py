"""Every school side by side, fairly: comparison.html for the trust's central team."""

from __future__ import annotations

from typing import Final

from reports import html
from reports.base import RunView
from reports.page import TrustSection, trust_blocks
from reports.sections import heat, not_assessed, quiet, rates

SECTIONS: Final[tuple[TrustSection, ...]] = (heat.section, rates.section, quiet.section, not_assessed.section)


def report(view: RunView) -> dict[str, bytes]:
    """Return `comparison.html`."""
    return {"comparison.html": html.page("comparison.html", view=view, blocks=trust_blocks(SECTIONS, view))}
