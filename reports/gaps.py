"""What could not be seen or judged, gathered so that one reason is said once."""

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


def by_reason(school: School) -> list[dict[str, object]]:
    """Gather the same by reason, for one gap leaves many rules open: one line for each reason and set of rules."""
    open_by: dict[tuple[str, str], dict[str, None]] = {}
    for line in school.coverage:
        if line.outcome == "not_assessed":
            open_by.setdefault((line.reason, line.account), {})[line.check_title] = None
    places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (reason, account), rules in open_by.items():
        places.setdefault((reason, tuple(rules)), []).append(account or "the whole school")
    return [{"reason": reason, "rules": rules, "where": listed(where)} for (reason, rules), where in places.items()]


def unsaid(school: School, rules: list[dict[str, str]]) -> tuple[str, ...]:
    """Return the sentences on what was not read, less those whose reason already stands beside a rule."""
    return tuple(
        sentence
        for sentence in school.unread
        if not any(rule["reason"] and rule["reason"] in sentence for rule in rules)
    )


def _places(lines: list[Coverage]) -> str:
    return listed(dict.fromkeys(line.account or "the whole school" for line in lines))
