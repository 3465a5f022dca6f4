"""Who has gone quiet: silent school weeks up to now, on accounts that were read."""

from __future__ import annotations

from reports.base import RunView
from reports.figures import QUIET_WEEKS, quiet_since


def section(view: RunView) -> dict[str, object]:
    """List the silent schools, the longest silence first."""
    silent = [(school, since.monday, since.weeks) for school in view.schools if (since := quiet_since(school))]
    return {
        "title": "Gone quiet",
        "rows": tuple(sorted(silent, key=lambda row: -row[2])),
        "least": QUIET_WEEKS,
    }
