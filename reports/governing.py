"""What governors are told of the schools: areas instead of rules, months instead of posts, and no small number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from reports import figures
from reports.base import Finding, RunView, School
from reports.choose import firm, new_weeks, to_do
from reports.comparing import was_read
from reports.figures import Share
from reports.suppress import FEW, Cell, Table, alone, table
from reports.wording import listed, local_day, plural, sentence

AREAS: Final = (
    ("pictures", "Pictures and their descriptions", frozenset({"image", "alt"})),
    ("words", "What the schools write", frozenset({"post"})),
    ("comments", "What others write below", frozenset({"comment"})),
    ("accounts", "Accounts and their set-up", frozenset({"account"})),
    ("presence", "Regular posts and events", frozenset({"week", "event"})),
    ("records", "Policies and registers", frozenset({"policy", "register"})),
)
"""Name, title, and the subjects that belong to it: coarse enough that an area names nobody."""
MONTHS: Final = 6
"""How many months the trend goes back."""
_WELL: Final = 0.9
_PROMPT: Final = 7
"""Days within which what was found should be mended."""
_HALF: Final = 0.5


def standing_by_area(schools: Iterable[School]) -> Table:
    """Count what stands, likely or certain, by school and area, small numbers kept back; weeks missed count too."""
    return table([[counts[name] for name, _, _ in AREAS] for counts in map(_areas, schools)])


def _areas(school: School) -> Counter[str]:
    return Counter(_area(finding) for finding in (*to_do(school), *_missed(school)))


def _missed(school: School) -> tuple[Finding, ...]:
    """Return the weeks and events of this school year in which the policy was missed, whenever they were judged."""
    past = (f for f in school.findings if f.status == "past" and f.subject_type in {"week", "event"} and firm(f))
    return (*new_weeks(school), *past)


def _area(finding: Finding) -> str:
    return next((name for name, _, subjects in AREAS if finding.subject_type in subjects), "words")


NOT_AUDITED: Final = Cell(None, "not audited")
"""Of a month in which nothing was looked at: a nought would be none."""


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in one month, in all schools together."""

    begin: date
    found: Cell
    mended: Cell


def trend(view: RunView) -> tuple[Month, ...]:
    """Return the last MONTHS months, the present one last; what only changed rules ended counts for nothing.

    What stands now is what was found less what was mended, as long as there are no older months: so each of the two is
    a row of numbers whose total can be known. Months without an audit stand in neither, for all know that they hold 0.
    """
    findings = [f for school in view.schools for f in school.findings if firm(f) and _can_be_mended(f)]
    months, zone = list(_months(view.as_of)), view.as_of.tzinfo
    found = [_within(months, local_day(f.first_seen, zone)) for f in findings]
    mended = [_within(months, local_day(f.ended_at, zone)) for f in findings if f.ended_at is not None]
    looked = {_within(months, local_day(moment, zone)) for moment in (*view.audits, view.as_of)} | {*found, *mended}
    audited = [begin for begin, _ in months if begin in looked]
    counts = table([[days.count(begin) for begin in audited] for days in (found, mended)])
    cells = dict(zip(audited, zip(*counts.rows, strict=True), strict=True))
    return tuple(Month(begin, *cells.get(begin, (NOT_AUDITED, NOT_AUDITED))) for begin, _ in months)


def _can_be_mended(finding: Finding) -> bool:
    return finding.subject_type not in {"week", "event"} and finding.status != "superseded"


def _within(months: Iterable[tuple[date, date]], day: date) -> date | None:
    """Return the first day of the month in which a day lies, of those given."""
    return next((begin for begin, end in months if begin <= day < end), None)


def _months(as_of: datetime) -> Iterator[tuple[date, date]]:
    """Yield the first days of each month and of the next, the earliest first."""
    last = as_of.year * 12 + as_of.month - 1
    for number in range(last - MONTHS + 1, last + 1):
        yield date(number // 12, number % 12 + 1, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def per_hundred(schools: Iterable[School]) -> int | None:
    """Return about how many faults stand for every 100 posts judged; None where they are few, or nothing was judged."""
    schools = tuple(schools)
    posts, count = sum(school.posts_judged for school in schools), sum(len(to_do(school)) for school in schools)
    return round(100 * count / posts) if posts and alone(count).count else None


def weeks_kept(schools: Iterable[School]) -> Share | None:
    """Return the share of judged school weeks with as many posts as the policy asks for, all schools together."""
    shares = [share for school in schools if was_read(school) and (share := figures.weeks_kept(school))]
    return figures.share(sum(one.part for one in shares), sum(one.whole for one in shares))


def strengths(view: RunView) -> list[str]:
    """Say what goes well, in sentences that name no small number."""
    read = [school for school in view.schools if was_read(school)]
    told = []
    if read and len(read) == len(view.schools) and all(not figures.gaps(s).accounts for s in read):
        told.append("Every registered account was read in full.")
    steady = [s for s in read if (share := figures.weeks_kept(s)) and figures.may_be_ranked(s) and share.rate >= _WELL]
    if steady:
        told.append(
            f"{_of_schools(len(steady), view)} posted as often as the policy asks in nine weeks of ten or more."
        )
    prompt = [s for s in read if (done := figures.mended_within(s, _PROMPT, view.as_of)) and done.rate >= _HALF]
    if prompt:
        told.append(
            f"In {_of_schools(len(prompt), view)} at least half of what was found a week ago or earlier "
            "was mended within a week."
        )
    urgent = [s for s in read if any(f.severity == "today" for f in to_do(s))]
    if read and not urgent:
        told.append("Nothing that was seen must come down today.")
    return [sentence(line) for line in told]


def to_improve(view: RunView) -> list[str]:
    """Say what should be better, in sentences that name no small number."""
    told = []
    if unread := [school.name for school in view.schools if not was_read(school)]:
        told.append(f"Nothing could be read of {listed(unread)}: what is published there nobody has checked.")
    part = [s for s in view.schools if was_read(s) and figures.gaps(s).accounts]
    if part:
        told.append(f"In {_of_schools(len(part), view)} not every account could be read in full.")
    urgent = [s for s in view.schools if any(f.severity == "today" for f in to_do(s))]
    if urgent:
        told.append(
            f"{_of_schools(len(urgent), view)} had something on the day of this report that must come down at once."
        )
    areas = sum((_areas(school) for school in view.schools), Counter[str]())
    titles = {name: title for name, title, _ in AREAS}
    most = [name for name, count in areas.most_common(2) if count >= FEW]
    if most:
        told.append(f"Most of what stands concerns: {listed(titles[name].lower() for name in most)}.")
    if quiet := [school.name for school in view.schools if figures.quiet_since(school)]:
        told.append(f"Silent for two school weeks or more: {listed(quiet)}.")
    return [sentence(line) for line in told]


def _of_schools(count: int, view: RunView) -> str:
    return "the school" if len(view.schools) == 1 else f"{count} of {plural(len(view.schools), 'school')}"
