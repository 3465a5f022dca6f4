"""What could not be judged, gathered so that one reason is said once."""

from __future__ import annotations

from reports.base import Coverage, School
from reports.wording import listed


def unjudged(school: School) -> list[dict[str, str]]:
    """Gather the coverage that could not be judged: one line for each rule and reason, naming its accounts."""
    gathered: dict[tuple[str, str], list[Coverage]] = {}
    for line in school.coverage:
        if line.outcome == "not_assessed":
            gathered.setdefault((line.check_title, line.reason), []).append(line)
    return [{"rule": rule, "reason": reason, "where": _places(lines)} for (rule, reason), lines in gathered.items()]


def _places(lines: list[Coverage]) -> str:
    return listed(dict.fromkeys(line.account or "the whole school" for line in lines))
