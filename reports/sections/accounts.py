"""Each account on its own: its posts week by week, and the weeks of the school as a table."""

from __future__ import annotations

from reports.account_charts import weekly
from reports.base import RunView, School
from reports.charts import state_of


def section(_view: RunView, school: School) -> dict[str, object] | None:
    """Lay out a chart an account; nothing for a school without weeks."""
    if not school.weeks:
        return None
    return {
        "title": "Account by account",
        "charts": tuple((account, weekly(school, number)) for number, account in enumerate(school.accounts)),
        "weeks": tuple((week, state_of(week)) for week in school.weeks),
    }
