"""The schools side by side, as figures: the last audit of each, counted as the reports count."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import checks
import connectors
from pipeline.plan import make_plan
from pipeline.publish import build_view
from pipeline.run import open_workspace
from pipeline.store.runs import last_audits
from reports.comparison_files import comparison_rows

ON_SCREEN: Final = (
    "school", "rank", "posts_a_week", "weeks_kept", "weeks_judged", "findings_per_100_posts", "days_to_fix",
    "rules_open",
)  # fmt: skip
"""What of a row a terminal has room for."""


def comparison(root: Path) -> list[dict[str, Any]]:
    """Return a row a school (reports/comparison_files.NAMES); its figures are None where it was never read or audited.

    No row before the first audit. A school stands as in the last run that judged it.
    """
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            audits = last_audits(connection, 1)
        return comparison_rows(build_view(space.store, plan, audits[0])) if audits else []
