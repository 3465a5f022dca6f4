"""The one line that opens a school's report: what to do first, and how much of the truth was seen."""

from __future__ import annotations

from dataclasses import dataclass

from reports.base import School
from reports.choose import new_weeks, possible, take_down, to_do
from reports.figures import weeks_kept
from reports.shown import COMES_DOWN, things
from reports.sight import sight, weeks_called
from reports.wording import counted, listed, number, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a head reads first."""

    tone: str
    """act (something today), put_right (something later), unsure (not everything was seen) or clear."""
    sentence: str
    next_step: str


def verdict(school: School) -> Verdict:
    """Choose the line: what must come down, else what must be put right, else what is not known, else clear."""
    if take_down(school):
        return _act(school)
    if to_do(school):
        return _put_right(school)
    if not school.posts_judged:
        return _nothing_judged()
    if not sight(school).whole:
        return _not_all_seen()
    return _only_weeks(school) if new_weeks(school) else _clear(school)


def headline(school: School) -> str:
    """Say how the school stands in the one sentence a head would repeat: what to do, how it posts, what is open."""
    first = verdict(school).sentence.removesuffix(".")
    if not school.posts_judged:
        return f"{first}."
    kept = weeks_kept(school)
    posting = f"{kept.part} of {plural(kept.whole, weeks_called(school))} had enough posts" if kept else ""
    seen = "" if sight(school).whole or "not everything was seen" in first else "not everything was seen"
    return "; ".join(part for part in (first, posting, seen) if part) + "."


def _act(school: School) -> Verdict:
    findings = take_down(school)
    found = things(findings)
    words = listed(counted(found[thing], thing) for thing in ("post", "comment", "account") if found[thing])
    verb = "needs" if found.total() == 1 else "need"
    deed = "must come down today" if set(found) <= COMES_DOWN else f"{verb} action today"
    step = "Open each one below and do what it says; the next audit sees for itself that it is done."
    if later := things(to_do(school)).total() - found.total():
        step += f" {plural(later, 'other thing')} can follow later: see the worklist."
    return Verdict(tone="act", sentence=f"{words} {deed}.", next_step=step)


def _put_right(school: School) -> Verdict:
    findings = to_do(school)
    found = things(findings).total()
    soon = things(f for f in findings if f.severity == "this_week").total()
    verb = "needs" if found == 1 else "need"
    when = f"{number(soon)} this week, the rest when there is time." if soon else "None of it is urgent."
    if soon == found:
        when = "This week is soon enough."
    return Verdict(
        tone="put_right",
        sentence=f"Nothing seen must come down today; {plural(found, 'thing')} {verb} putting right.",
        next_step=f"{when} The worklist says where and what to do.",
    )


def _nothing_judged() -> Verdict:
    return Verdict(
        tone="unsure",
        sentence="Nothing was judged: no post of this school has been read.",
        next_step="Until an account is read, this page can say nothing about the school, good or bad.",
    )


def _not_all_seen() -> Verdict:
    return Verdict(
        tone="unsure",
        sentence="Nothing to put right in what was seen, but not everything was seen.",
        next_step="What was not seen, and why, stands on the web page, in the appendix.",
    )


def _only_weeks(school: School) -> Verdict:
    missed = new_weeks(school)
    return Verdict(
        tone="put_right",
        sentence=f"Nothing to take down, but the policy was missed in {counted(len(missed), missed[0].subject_type)}.",
        next_step="That cannot be mended after the event; plan for the weeks ahead.",
    )


def _clear(school: School) -> Verdict:
    judged = f"{plural(school.posts_judged, 'post')} judged on {plural(len(school.accounts), 'account')}"
    step = "What is left is what only a person can read: see the list to tick below."
    if doubtful := len(possible(school)):
        step = f"{plural(doubtful, 'possible finding waits', 'possible findings wait')} for a person's eye."
    return Verdict(tone="clear", sentence=f"Nothing to put right: {judged}.", next_step=step)
