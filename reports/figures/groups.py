"""Schools of one phase, or of one size, taken together: like is to be compared with like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from reports.base import School
from reports.choose import to_do
from reports.figures.posting import posts_a_school_week, weeks_kept
from reports.figures.shares import Share, share
from reports.figures.trust import median_of

_SIZES: Final = ((100, "Fewer than 100 pupils"), (250, "100 to 249"), (500, "250 to 499"), (1_000, "500 to 999"))
_LARGEST: Final = "1,000 and more"
_UNKNOWN: Final = "No register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some schools of one kind."""

    title: str
    schools: tuple[School, ...]

    @property
    def posts_a_week(self) -> float | None:
        """The median of its schools' posts in a school week; None when no week was judged."""
        return median_of(self.schools, posts_a_school_week)

    @property
    def kept(self) -> Share | None:
        """The share of all its judged weeks that were kept."""
        shares = [found for school in self.schools if (found := weeks_kept(school))]
        return share(sum(one.part for one in shares), sum(one.whole for one in shares))

    @property
    def per_hundred(self) -> float | None:
        """Findings that stand for every 100 posts judged, all its schools together."""
        posts = sum(school.posts_judged for school in self.schools)
        return 100 * sum(len(to_do(school)) for school in self.schools) / posts if posts else None


def by_phase(schools: Iterable[School]) -> tuple[Group, ...]:
    """Gather schools by phase, in the order in which the trust names the phases first."""
    return _gathered(schools, lambda school: school.phase.replace("-", " ").capitalize())


def by_size(schools: Iterable[School]) -> tuple[Group, ...]:
    """Gather schools by the number of pupils on the register, the smallest first."""
    order = [*(title for _, title in _SIZES), _LARGEST, _UNKNOWN]
    return tuple(sorted(_gathered(schools, _size), key=lambda group: order.index(group.title)))


def _size(school: School) -> str:
    pupils = school.pupils
    if pupils is None:
        return _UNKNOWN
    return next((title for below, title in _SIZES if pupils < below), _LARGEST)


def _gathered(schools: Iterable[School], key: Callable[[School], str]) -> tuple[Group, ...]:
    found: dict[str, list[School]] = {}
    for school in schools:
        found.setdefault(key(school), []).append(school)
    return tuple(Group(title=title, schools=tuple(members)) for title, members in found.items())
