"""The schools side by side, as figures: the last audit of each, counted as the reports count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import checks
import connectors
from pipeline.plan import make_plan
from pipeline.publish import build_view
from pipeline.store.runs import last_audits
from pipeline.workspace import open_workspace
from reports.comparing import FIGURES
from reports.comparison_files import comparison_rows

_ON_SCREEN: Final = (
    "school", "rank", "posts_a_week", "weeks_kept", "weeks_judged", "findings_per_100_posts", "days_to_fix",
    "rules_open",
)  # fmt: skip
"""What of a row a terminal has room for."""


def on_screen(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what of `comparison` a terminal has room for, written as the page writes it."""
    words = {figure.name: figure.words for figure in FIGURES}
    shared = Counter(row["rank"] for row in rows)

    def written(name: str, value: Any) -> Any:
        if name == "rank" and value is not None:
            return f"{value}=" if shared[value] > 1 else value
        return words[name](value) if name in words and value is not None else value

    return [{name: written(name, row[name]) for name in _ON_SCREEN} for row in rows]


def comparison(root: Path) -> list[dict[str, Any]]:
    """Return a row a school (reports/comparison_files.NAMES); its figures are None where it was never read or audited.

    No row before the first audit. A school stands as in the last run that judged it.
    """
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            audits = last_audits(connection, 1)
        return comparison_rows(build_view(space.store, plan, audits[0])) if audits else []
