"""What was found and what became of it: what stands, what moved since the last run, how long things stayed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TypeVar

from reports.base import Finding, RunView, School
from reports.choose import DATED, LIVE, ended_since, firm, having, to_do
from reports.figures.shares import Share, share
from reports.order import worst_first
from reports.shown import item_of
from reports.wording import days_between

K = TypeVar("K", bound=Hashable)


def per_hundred_posts(school: School) -> float | None:
    """Findings that stand, likely or certain, per 100 posts judged; None when no post was judged."""
    return 100 * len(to_do(school)) / school.posts_judged if school.posts_judged else None


def findings_by(school: School, key: Callable[[Finding], K]) -> Counter[K]:
    """Count what stands, likely or certain, by anything: its check, its platform, its severity."""
    return Counter(key(finding) for finding in to_do(school))


def times_to_fix(school: School) -> tuple[int, ...]:
    """Days from first seen to seen fixed, of everything ever fixed; shortest first."""
    return _times(school, having(school, "fixed"))


def _times(school: School, fixed: Iterable[Finding]) -> tuple[int, ...]:
    return tuple(sorted(days_between(f.first_seen, f.ended_at, school.zone) for f in fixed if f.ended_at))


def days_to_fix(school: School) -> float | None:
    """Median days from first seen to seen fixed, of everything ever fixed; None when nothing was fixed yet."""
    spans = times_to_fix(school)
    return median(spans) if spans else None


def days_to_fix_since(view: RunView, school: School) -> float | None:
    """Return the same of what was fixed since the run before; None when nothing was."""
    spans = _times(school, ended_since(view, school, "fixed"))
    return median(spans) if spans else None


def mended_within(school: School, days: int, as_of: datetime) -> Share | None:
    """Share mended within so many days, of all that was found at least so long ago; None when nothing was.

    Likely or certain, and what can be mended: what still stands counts against it, what was waived or ended by a
    changed rule is left out.
    """
    due = [f for f in school.findings if _mendable(f) and days_between(f.first_seen, as_of, as_of.tzinfo) >= days]
    mended = [f for f in due if f.status == "fixed" and f.ended_at and days_stood(f, as_of) <= days]
    return share(len(mended), len(due))


def _mendable(finding: Finding) -> bool:
    return firm(finding) and finding.subject_type not in DATED and finding.status in {*LIVE, "fixed"}


def days_stood(finding: Finding, as_of: datetime) -> int:
    """Days since the audit first saw a finding, up to its end or to now, in the trust's zone."""
    return days_between(finding.first_seen, finding.ended_at or as_of, as_of.tzinfo)


def days_up(finding: Finding, as_of: datetime) -> int | None:
    """Days for which the thing was to be seen, from its posting to its end or to now; None when not dated."""
    return days_between(finding.posted_at, finding.ended_at or as_of, as_of.tzinfo) if finding.posted_at else None


def time_up(school: School, as_of: datetime) -> float | None:
    """Median days for which what must be acted on has been to be seen, so far; None when nothing dated stands."""
    spans = [days for finding in to_do(school) if (days := days_up(finding, as_of)) is not None]
    return median(spans) if spans else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """What moved since the last run that was reported; only what can be mended, likely or certain."""

    first: bool
    """There was no run before: nothing can be compared."""
    new: int
    returned: int
    fixed: int
    still: int
    superseded: int
    """Ended because a rule, a register or a word list changed: nobody's merit."""
    again: int = 0
    """Count again because an account, a rule or a waiver changed: nobody's fault."""
    accepted: int = 0
    """Accepted since, and so neither stand nor were mended."""

    @property
    def stands(self) -> int:
        """How many stand now."""
        return self.new + self.returned + self.still + self.again

    @property
    def direction(self) -> str:
        """Better (more fixed than came), worse, same, recounted (only what is counted changed), or first."""
        if self.first:
            return "first"
        came = self.new + self.returned
        if came != self.fixed:
            return "worse" if came > self.fixed else "better"
        return "recounted" if self.again != self.superseded + self.accepted else "same"


def movement(view: RunView, school: School) -> Movement:
    """Count what moved since the run before."""
    stayed = having(school, "open")
    again = sum(finding.counts_again for finding in stayed)
    return Movement(
        first=view.previous is None,
        new=len(having(school, "new")),
        returned=len(having(school, "returned")),
        fixed=len(ended_since(view, school, "fixed")),
        still=len(stayed) - again,
        superseded=len(ended_since(view, school, "superseded")),
        again=again,
        accepted=sum(finding.newly_waived for finding in having(school, "waived")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fault of one severity: how much of it is new, came back, still stands, counts again, was fixed."""

    title: str
    severity: str
    new: int
    returned: int
    still: int
    again: int
    fixed: int
    things: int
    """How many published things it stands in: two faults of one post are one."""
    longest_up: int | None
    """Days for which the longest-lived of what stands has been to be seen (or known, where it is not dated)."""

    @property
    def stands(self) -> int:
        """How many stand now."""
        return self.new + self.returned + self.still + self.again


def kinds(view: RunView, school: School) -> tuple[Kind, ...]:
    """Everything that stands or was fixed since the last run, by what is wrong and how soon: worst, then most, first.

    One rule may be urgent here and not there: what can wait is never counted with what must come down today.
    """
    fixed = ended_since(view, school, "fixed")
    found = worst_first((*to_do(school), *fixed))
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        alike.setdefault((finding.check_title, finding.severity), []).append(finding)
    rows = [_kind(view, title, severity, same) for (title, severity), same in alike.items()]
    worst = {"today": 0, "this_week": 1, "soon": 2}
    return tuple(sorted(rows, key=lambda row: (not row.stands, worst.get(row.severity, 3), -row.stands)))


def _kind(view: RunView, title: str, severity: str, found: list[Finding]) -> Kind:
    counts = Counter("again" if finding.counts_again else finding.status for finding in found)
    standing = [finding for finding in found if finding.status != "fixed"]
    return Kind(
        title=title,
        severity=severity,
        new=counts["new"],
        returned=counts["returned"],
        still=counts["open"],
        again=counts["again"],
        fixed=counts["fixed"],
        things=len({item_of(finding) for finding in standing}),
        longest_up=max((_up_or_known(finding, view.as_of) for finding in standing), default=None),
    )


def _up_or_known(finding: Finding, as_of: datetime) -> int:
    up = days_up(finding, as_of)
    return days_stood(finding, as_of) if up is None else up
