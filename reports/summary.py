"""What a head says of the school in a meeting: its strengths, its concerns and the next steps, each counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from reports.base import RunView, School
from reports.choose import possible, take_down, to_do
from reports.figures import (
    Kind,
    accounts_gone_quiet,
    clauses_by_state,
    clean_checks,
    days_stood,
    days_to_fix_since,
    gaps,
    judged_weeks,
    kinds,
    longest_silence,
    movement,
    quiet_since,
    short_weeks,
    weeks_kept,
)
from reports.shown import COMES_DOWN, things
from reports.sight import sight, weeks_called
from reports.wording import SEVERITY_TITLES, counted, listed, number, plural, sentence, short_day, shortened

MOST: Final = 5
"""Lines under each heading: more would not be repeated."""
_OVERDUE: Final = 7
"""Days after which something that was to come down the same day is a concern of its own."""
_ENOUGH: Final = 10
"""Judged at least so often, before that nothing was found is called a strength."""
_LONGEST: Final = 150
"""Characters of a line."""


def strengths(view: RunView, school: School) -> tuple[str, ...]:
    """Say what goes well, of what was judged; nothing unread is ever a strength."""
    return _lines(_strengths(view, school))


def _strengths(view: RunView, school: School) -> Iterator[str]:
    kept = weeks_kept(school)
    if kept and kept.part == kept.whole:
        yield f"All {plural(kept.whole, weeks_called(school))} had {school.posts_a_week} posts or more."
    elif kept and kept.rate >= 0.75:
        yield f"{kept.part} of {plural(kept.whole, weeks_called(school))} had {school.posts_a_week} posts or more."
    moved, median = movement(view, school), days_to_fix_since(view, school)
    if moved.fixed:
        who = "it" if moved.fixed == 1 else "the median"
        took = f"; {who} took {plural_days(median)}" if median is not None else ""
        yield f"{plural(moved.fixed, 'finding was', 'findings were')} fixed since last time{took}."
    if school.posts_judged and not take_down(school):
        yield f"Nothing to take down in {plural(school.posts_judged, 'post')} that were read."
    clean = sorted((one for one in clean_checks(school) if one[1] >= _ENOUGH), key=lambda one: -one[1])
    for title, judged in clean[:2]:
        yield f"Looked for in {number(judged)} and found in none: “{title}”."
    states = clauses_by_state(school)
    if quiet := states["kept"] + states["unflagged"]:
        yield f"Nothing was flagged under {plural(quiet, 'clause')} of the policy."
    if sight(school).whole:
        yield f"{sight(school).sentence} Every rule could be judged."


def concerns(view: RunView, school: School) -> tuple[str, ...]:
    """Say what goes wrong, the worst first."""
    return _lines(_concerns(view, school))


def _concerns(view: RunView, school: School) -> Iterator[str]:
    if school.signed and school.signed.state != "intact":
        yield f"The report signed on {short_day(school.signed.at)} is no longer what was signed."
    urgent = take_down(school)
    late = [one for one in urgent if days_stood(one, view.as_of) > _OVERDUE]
    if late:
        longest = max(days_stood(one, view.as_of) for one in late)
        told, of = things(late).total(), plural(things(urgent).total(), "urgent thing")
        since = f"{longest} days ago" if told == 1 else f"the first of them {longest} days ago"
        yield f"{number(told)} of {of} {'was' if told == 1 else 'were'} told of more than a week ago, {since}."
    worst = [_kind(kind) for kind in kinds(view, school) if kind.stands][:4]
    yield from worst[:2]
    moved = movement(view, school)
    if moved.returned:
        yield f"{plural(moved.returned, 'finding')} came back after being fixed."
    yield from _silences(school)
    if (pictures := school.inventory) and pictures.to_come_down:
        shown = plural(pictures.shown, "public picture")
        yield f"{number(pictures.to_come_down)} of {shown} that may show pupils should come down."
    if gaps(school).accounts or not school.accounts:
        yield sight(school).sentence
    yield from worst[2:]


def _kind(kind: Kind) -> str:
    up = f", up to {plural(kind.longest_up, 'day')}" if kind.longest_up else ""
    soon = "Today" if kind.severity == "today" else SEVERITY_TITLES.get(kind.severity, "")
    return f"{soon}: {number(kind.things)} × {kind.title}{up}."


def _silences(school: School) -> Iterator[str]:
    if silence := quiet_since(school):
        yield f"No post for {plural(silence.weeks, 'school week')}, since {short_day(silence.monday)}."
    for account, weeks in accounts_gone_quiet(school)[:1] if not silence else ():
        yield f"{account.platform_title} {account.handle} has been silent for {plural(weeks, 'school week')}."
    if short := short_weeks(school):
        line, judged = school.posts_a_week, len(judged_weeks(school))
        longest = longest_silence(school)
        none = f" and the longest silence was {plural(longest.weeks, 'week')}" if longest and not silence else ""
        yield f"{len(short)} of {plural(judged, weeks_called(school))} had fewer than {line} posts{none}."


def next_steps(school: School) -> tuple[str, ...]:
    """Say who does what, in the order of doing; the last is always to sign."""
    return (*_lines(_next_steps(school))[: MOST - 1], "SLT: read the sample, tick the clauses, sign.")


def _next_steps(school: School) -> Iterator[str]:
    urgent = things(take_down(school))
    if urgent:
        yield f"Today, comms lead: {_deeds(urgent)}, from the top of the worklist."
    soon = sum(one.severity == "this_week" for one in to_do(school))
    if soon:
        yield f"This week, comms lead: put right {plural(soon, 'finding')} of the worklist."
    if not urgent and not soon and to_do(school):
        yield f"When there is time, comms lead: {plural(len(to_do(school)), 'finding')} of the worklist."
    if doubtful := len(possible(school)):
        yield f"Comms lead: decide on {plural(doubtful, 'possible finding')}."
    found = gaps(school)
    if found.accounts:
        names = listed(f"{account.platform_title} {account.handle}" for account in found.accounts[:2])
        yield f"Trust office: make {names} readable."
    elif found.said:
        yield f"Trust office: close {plural(found.said, 'gap')} named on the web page."
    if quiet_since(school) or accounts_gone_quiet(school) or short_weeks(school):
        yield f"Head: plan {school.posts_a_week} posts for each week ahead."


def _deeds(urgent: Mapping[str, int]) -> str:
    """Say what is to be done: posts and comments come down, an account can only be put right."""
    down = listed(counted(count, thing) for thing, count in urgent.items() if thing in COMES_DOWN)
    right = listed(counted(count, thing) for thing, count in urgent.items() if thing not in COMES_DOWN)
    return ", ".join(f"{deed} {what}" for deed, what in (("take down", down), ("put right", right)) if what)


def plural_days(days: float) -> str:
    """Write a median of days: "1 day", "2.5 days"."""
    return f"{number(days)} {'day' if days == 1 else 'days'}"


def _lines(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sentence(shortened(line, _LONGEST)) for line in islice(found, MOST))
