"""What could not be seen or judged, gathered so that one reason is said once."""

from __future__ import annotations

from typing import Final

from reports.base import School
from reports.wording import listed

NO_PROFILE: Final = "read from files, which hold no profile (what an account says of itself and links to)"
"""Why nothing could be judged of the profile of an account whose source is a file without one."""


def by_reason(school: School) -> list[dict[str, object]]:
    """Gather the coverage that could not be judged, one line for each reason and set of rules: a gap leaves many open.

    That files hold no profile is one line for all accounts and rules: nobody has failed to hand something in.
    """
    open_by: dict[tuple[str, str], dict[str, None]] = {}
    for line in school.coverage:
        if line.outcome == "not_assessed":
            open_by.setdefault((line.reason, line.account), {})[line.check_title] = None
    of_files = tuple(dict.fromkeys(rule for (why, _), rules in open_by.items() if why == NO_PROFILE for rule in rules))
    places: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (reason, account), rules in open_by.items():
        together = of_files if reason == NO_PROFILE else tuple(rules)
        places.setdefault((reason, together), []).append(account or "the whole school")
    return [{"reason": reason, "rules": rules, "where": listed(where)} for (reason, rules), where in places.items()]


def unsaid(school: School) -> tuple[str, ...]:
    """Return the sentences on what was not read, less those whose reason already stands beside a rule."""
    said = {line.reason for line in school.coverage if line.outcome == "not_assessed" and line.reason}
    return tuple(sentence for sentence in school.unread if not any(reason in sentence for reason in said))
