"""The geometry of the charts; templates/charts/ draws it, with a title, a description and a table beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import Final

from reports.base import School, Week
from reports.figures import judged_weeks
from reports.wording import month, plural, short_day

_WIDEST: Final = 760
_SLOTS: Final = (22, 44)
_LABEL: Final = 34
_LEFT: Final = 34
_TOP: Final = 22
_PLOT: Final = 150
_FOOT: Final = 40
_RIGHT: Final = 116
_STRIP: Final = 170
_STRIP_HEIGHT: Final = 30
_STRIP_EDGE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One week: a bar whose state is told by its pattern and its sign, never by colour alone."""

    x: float
    """Left edge of the week's slot, in pixels."""
    bar_x: float
    y: float
    height: float
    posts: int
    state: str
    """pass, fail, not_assessed or holiday."""
    monday: str
    """ "9 November" """


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A label at a place of an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """Posts a week as bars, with the policy line across."""

    name: str
    width: int
    height: int
    left: int
    right: float
    base: float
    slot: int
    bar_width: int
    top: int
    bars: tuple[Bar, ...]
    months: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    line: Mark | None
    title: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """So many weeks with so many posts."""

    x: float
    radius: float
    short: bool
    """True below the policy line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The school weeks of one school as dots on an axis of posts a week."""

    width: int
    height: int
    middle: float
    dots: tuple[Dot, ...]
    line: float | None
    title: str
    summary: str


def state_of(week: Week) -> str:
    """Name a week's state: holiday, or its outcome; a school week without an outcome was not assessed."""
    return (week.outcome or "not_assessed") if week.school_week else "holiday"


def cadence(school: School) -> Cadence | None:
    """Lay out a school's posts a week; None when no week is known."""
    if not school.weeks:
        return None
    scale, step = _scale(max([week.posts for week in school.weeks] + [school.posts_a_week]))
    base = _TOP + _PLOT
    slot = min(_SLOTS[1], max(_SLOTS[0], _WIDEST // len(school.weeks)))
    right = _LEFT + slot * len(school.weeks)
    line = Mark(at=base - _PLOT * school.posts_a_week / scale, text=f"policy: {school.posts_a_week} a week")
    return Cadence(
        name=school.id,
        width=right + _RIGHT,
        height=base + _FOOT,
        left=_LEFT,
        right=right,
        base=base,
        slot=slot,
        bar_width=slot * 5 // 8,
        top=_TOP,
        bars=tuple(_bar(place, week, slot, base, scale) for place, week in enumerate(school.weeks)),
        months=month_marks(school.weeks, _LEFT, slot),
        ticks=tuple(Mark(at=base - _PLOT * n / scale, text=str(n)) for n in range(0, scale + 1, step)),
        line=line if school.posts_a_week else None,
        title=f"Posts a week, {school.name}",
        summary=cadence_in_words(school),
    )


def _scale(highest: int) -> tuple[int, int]:
    """Return the top of the axis and the step of its ticks: at most six ticks."""
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if highest <= step * 5), 1 + highest // 5)
    return max(1, -(-highest // step)) * step, step


def _bar(place: int, week: Week, slot: int, base: float, scale: int) -> Bar:
    height = _PLOT * week.posts / scale
    x = _LEFT + slot * place
    return Bar(
        x=x,
        bar_x=x + (slot - slot * 5 // 8) / 2,
        y=round(base - height, 1),
        height=round(height, 1),
        posts=week.posts,
        state=state_of(week),
        monday=short_day(week.monday),
    )


def month_marks(weeks: tuple[Week, ...], left: int, slot: int) -> tuple[Mark, ...]:
    """Label the first week of each month; a month too narrow for its name goes without one."""
    marks: list[Mark] = []
    for place, week in enumerate(weeks):
        name, at = month(week.monday)[:3], left + slot * place
        if marks and marks[-1].text == name:
            continue
        if marks and at - marks[-1].at < _LABEL:
            marks.pop()
        marks.append(Mark(at=at, text=name))
    return tuple(marks)


def cadence_in_words(school: School) -> str:
    """Say what the chart shows, for those who hear it: weeks judged, weeks too few, weeks unknown."""
    judged = judged_weeks(school)
    short = [week for week in judged if week.outcome == "fail"]
    unknown = sum(state_of(week) == "not_assessed" for week in school.weeks)
    if not judged and not unknown:
        return "No school week could be judged yet."
    words = f"{plural(sum(week.posts for week in judged), 'post')} in {plural(len(judged), 'judged school week')}. "
    if judged:
        few = f"{plural(len(short), 'week')} had fewer than {school.posts_a_week} posts. "
        words += few if short else "Every one of them reached the policy line. "
    if unknown:
        words += f"{plural(unknown, 'school week')} could not be judged."
    return words.strip()


def strip(school: School, most: int) -> Strip | None:
    """Lay out one school's weeks on an axis from 0 to `most` posts; None when no week was judged."""
    weeks = judged_weeks(school)
    if not weeks:
        return None
    span = _STRIP - 2 * _STRIP_EDGE
    seen = Counter(week.posts for week in weeks)
    widest = max(seen.values())
    return Strip(
        width=_STRIP,
        height=_STRIP_HEIGHT,
        middle=_STRIP_HEIGHT / 2,
        dots=tuple(
            Dot(
                x=round(_STRIP_EDGE + span * posts / max(1, most), 1),
                radius=round(2.5 + 4.5 * sqrt(weeks_so / widest), 1),
                short=posts < school.posts_a_week,
            )
            for posts, weeks_so in sorted(seen.items())
        ),
        line=_STRIP_EDGE + span * school.posts_a_week / max(1, most) if school.posts_a_week else None,
        title=f"School weeks of {school.name} by number of posts",
        summary="; ".join(f"{plural(n, 'week')} with {plural(posts, 'post')}" for posts, n in sorted(seen.items())),
    )
