"""What each number of the comparison means: one click from where it stands."""

from __future__ import annotations

from reports.base import RunView
from reports.comparing import FIGURES


def section(_view: RunView) -> dict[str, object]:
    """List every figure with its meaning."""
    return {"title": "What each number means", "figures": FIGURES}
