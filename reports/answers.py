"""A head's five questions, each answered in a few words: urgent, better or worse, quiet, not seen, to sign."""

from __future__ import annotations

from dataclasses import dataclass

from reports.base import RunView, School
from reports.choose import take_down, to_do
from reports.figures import (
    Movement,
    accounts_gone_quiet,
    clauses_to_tick,
    days_up,
    gaps,
    judged_weeks,
    movement,
    quiet_since,
    short_weeks,
    zero_weeks,
)
from reports.shown import things
from reports.sight import sight, weeks_called
from reports.wording import counted, day, listed, number, plural, short_day

UNKNOWN = "Not known"
_UNREAD = "No post of this school has been read."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question and its answer."""

    question: str
    answer: str
    """At most five words."""
    detail: str
    """One or two short sentences."""
    tone: str
    """act, right, unsure, hand or clear."""
    more: str
    """The section of the same page that says more."""


def answers(view: RunView, school: School) -> tuple[Answer, ...]:
    """Answer the five questions, in a head's order."""
    return (_urgent(view, school), _direction(view, school), _quiet(school), _unseen(school), _to_sign(school))


def _urgent(view: RunView, school: School) -> Answer:
    found = take_down(school)
    counts = things(found)
    words = listed(counted(counts[thing], thing) for thing in ("post", "comment", "account") if counts[thing])
    rest = things(to_do(school)).total() - counts.total()
    later = f"{plural(rest, 'other thing')} can follow." if rest else "Nothing else is to do."
    if found:
        oldest = max((days_up(one, view.as_of) or 0 for one in found), default=0)
        up = f"Up for {plural(oldest, 'day')} at the longest. " if oldest else ""
        said = (words or counted(counts.total(), "thing"), f"{up}{later}", "act")
    elif not school.posts_judged:
        said = (UNKNOWN, _UNREAD, "unsure")
    else:
        said = ("Nothing seen", later, "right" if rest else "clear")
    return Answer(question="What is urgent?", answer=said[0], detail=said[1], tone=said[2], more="take-down")


def _direction(view: RunView, school: School) -> Answer:
    moved = movement(view, school)
    came = [f"{number(moved.new)} new"] + ([f"{number(moved.returned)} came back"] if moved.returned else [])
    gone = [f"{number(moved.fixed)} fixed"] + ([f"{number(moved.accepted)} accepted"] if moved.accepted else [])
    sums = f"{listed([*came, *gone])}; {plural(moved.stands, 'stands', 'stand')} now."
    if recounted := _recounted(moved):
        sums += f" {recounted}"
    said = {
        "worse": ("Worse", sums, "right"),
        "better": ("Better", sums, "clear"),
        "same": ("As before", sums, "plain"),
        "recounted": ("Counted differently", sums, "plain"),
        "first": ("First audit", "Nothing to compare with yet; the next one says what moved.", "plain"),
    }[moved.direction]
    if not school.posts_judged:
        said = (UNKNOWN, _UNREAD, "unsure")
    return Answer(question="Better or worse?", answer=said[0], detail=said[1], tone=said[2], more="movement")


def _recounted(moved: Movement) -> str:
    """Say what makes the numbers of two reports differ though nobody did anything; blank where nothing does."""
    if not moved.again:
        return f"{number(moved.superseded)} ended by a change of rules." if moved.superseded else ""
    gone = f" and {number(moved.superseded)} ended" if moved.superseded else ""
    return f"{number(moved.again)} counted again{gone}: an account, a rule or a waiver changed."


def _quiet(school: School) -> Answer:
    silence, silent = quiet_since(school), accounts_gone_quiet(school)
    judged = judged_weeks(school)
    if silence:
        said = ("The whole school", f"No post for {plural(silence.weeks, 'school week')}.", "right")
    elif silent:
        longest = ", ".join(f"{a.platform_title} {a.handle}: {plural(weeks, 'school week')}" for a, weeks in silent[:2])
        said = (plural(len(silent), "account"), f"Without a post: {longest}.", "right")
    elif not judged:
        said = (UNKNOWN, "No school week could be judged.", "unsure")
    else:
        said = ("Nobody", _kept(school), "clear" if not short_weeks(school) else "plain")
    return Answer(question="Who is quiet?", answer=said[0], detail=said[1], tone=said[2], more="cadence")


def _kept(school: School) -> str:
    """Say how many weeks fell short of the policy line, and how many were silent."""
    short, zero, judged = len(short_weeks(school)), len(zero_weeks(school)), len(judged_weeks(school))
    if not short:
        return f"{plural(judged, weeks_called(school))}, each with {school.posts_a_week} posts or more."
    silent = f", {plural(zero, 'week')} with none" if zero else ""
    return f"But {short} of {plural(judged, weeks_called(school))} had fewer than {school.posts_a_week} posts{silent}."


def _unseen(school: School) -> Answer:
    found, seen = gaps(school), sight(school)
    if not found.accounts and not school.accounts:
        said = ("Everything", seen.sentence, "unsure")
    elif found.accounts:
        accounts = f"{len(found.accounts)} of {plural(len(school.accounts), 'account')}"
        said = (accounts, f"Not read in full. {_not_judged(found.rules)}".strip(), "unsure")
    elif found.rules:
        said = ("Not all of it", f"Every account was read, but {_not_judged(found.rules).lower()}", "unsure")
    elif found.said:
        said = (plural(found.said, "gap"), "Every account was read; the gaps are named below.", "unsure")
    else:
        said = ("Nothing left out", seen.sentence, "clear")
    return Answer(question="What did we not see?", answer=said[0], detail=said[1], tone=said[2], more="unseen")


def _not_judged(rules: int) -> str:
    return f"{plural(rules, 'rule')} could not be judged on everything." if rules else ""


def _to_sign(school: School) -> Answer:
    by_hand = clauses_to_tick(school)
    signed = school.signed
    last = f" Last signed on {short_day(signed.at)} by {signed.who}." if signed else " None was signed before."
    if signed and signed.state != "intact":
        last = f" The report signed on {day(signed.at)} was {'changed' if signed.state == 'changed' else 'removed'}."
    return Answer(
        question="What do I sign?",
        answer=f"{plural(by_hand, 'clause')} to tick" if by_hand else "This report",
        detail=f"Tick them, then sign.{last}" if by_hand else f"Read it, then sign.{last}",
        tone="hand",
        more="sign-off",
    )
