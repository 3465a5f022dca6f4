"""An open evening, parents' evening or parish event of the calendar that no post announced in time.

## Why it matters
Schools announce open evenings, parents' evenings and parish events on social media (com01 4.4). Families who do not
read letters learn of them there, and an open evening nobody heard of is a class that is not filled.

## Flagged
- An event of the school's calendar, of the kinds the policy names, that has begun and that no post of the school, on
  any account, announced within the `days` before it. An announcement names the event, or what it is also called, and
  its day (in any usual form, from "12 November" to "next Thursday" and "tomorrow"), or links to the event's page.

## Not flagged
- Events that a calendar calls by no name of the list, those still to come, and kinds that the option leaves out.
- Where an account was not read for the whole of that time and no announcement was found, the event is not assessed.
- What only a picture says, or a repost of another's announcement, is no announcement: a screen reader cannot read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from checks._dates import names_day
from checks._events import DAY, KINDS, Event, Post, events_of, judged, links_to, outcome_of, posts_of, said, unread
from checks.base import FAIL, Evidence, Judgement, check


@check(
    title="Event that was not announced",
    subject={"event"},
    severity="soon",
    needs={"posts", "events"},
    uses={"reads", "lists"},
    remedy="Announce such events at least a week before, with their name and day in the text of the post.",
    route="slt",
    choices={"kinds": KINDS},
)
def event_not_promoted(
    evidence: Evidence, *, days: int = 14, kinds: Sequence[str] = ("open_evening", "parents_evening", "parish")
) -> Judgement:
    """Judge every event of these kinds that has begun (com01 4.4).

    `days`: how long before it an announcement counts. `kinds`: open_evening, parents_evening, parish, fair,
    performance, sports_day.
    """
    posts = posts_of(evidence)

    def rows() -> Iterator[tuple[Event, str, str]]:
        for event in events_of(evidence, kinds):
            first = event.day - timedelta(days=days)
            found = any(first <= post.day and post.posted < event.begin and announces(post, event) for post in posts)
            gap = unread(evidence, event.begin - days * DAY, event.begin)
            outcome = outcome_of(found, gap)
            why = f"{said(event)}: no post of the {days} days before announced it"
            yield event, outcome, why if outcome == FAIL else gap

    return judged(rows())


def announces(post: Post, event: Event) -> bool:
    """Say whether a post names an event and its day, or links to its page."""
    if event.link and links_to(post.text, event.link):
        return True
    return event.names.search(post.folded) is not None and names_day(post.text, event.day, post.day)
