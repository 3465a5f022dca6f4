"""An account of which nothing has been read, or nothing for days: whatever stands there, nobody looked.

## Why it matters
An account that cannot be read looks, in every count, like one on which nothing is wrong. Monitoring is regular or it is
none (Knowsley 3.1.4), and an expired key is the usual reason why it stopped.

## Flagged
- An account whose posts were never read as a whole.
- An account whose last whole read is more than `days` before the audit.

## Not flagged
- An account that was read and holds no post; `account-dormant` judges that.
- Comments or pictures that a platform withholds: they stand as not assessed with the checks that need them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from checks._account_units import Verdict, judge_accounts
from checks._frames import day_of, to_micros
from checks.base import Evidence, Judgement, check

_DAY: Final = 86_400_000_000
"""In microseconds."""


@check(
    title="Account that is not read",
    subject={"account"},
    severity="note",
    needs={"accounts"},
    uses={"reads"},
    remedy="Look at the reason, renew the key or the export, and pull again; 'social-audit doctor' says what is amiss.",
)
def nothing_seen(evidence: Evidence, *, days: int = 7) -> Judgement:
    """Judge each account by its last whole read (com01 4.1, Knowsley 3.1.4).

    `days`: how long ago it may be.
    """
    now = to_micros(evidence.as_of)
    last: dict[str, int] = {}
    reasons: dict[str, str] = {}
    for account, what, reason, end, complete in evidence.rows(
        "reads", ["account", "what", "reason"], ["end"], ["complete"]
    ):
        if what == "posts" and complete is True:
            last[account] = max(now if end is None else end, last.get(account, 0))
        elif what == "posts" and reason:
            reasons[account] = reason

    def verdict(account: Mapping[str, Any]) -> Verdict:
        key = account["account"]
        why = f": {reasons[key]}" if key in reasons else ""
        if key not in last:
            return {"detail": f"its posts were never read as a whole{why}"}
        if now - last[key] > days * _DAY:
            day = day_of(last[key], evidence.timezone)
            return {"detail": f"its posts were last read as a whole on {day}{why}"}
        return None

    return judge_accounts(evidence, verdict)
