"""An open evening or parish event of the calendar of which no post told afterwards.

## Why it matters
Schools share their news on social media (com01 4.4). What was announced and then never spoken of looks as if it had
not happened, and those who came, and those who could not, like to see it.

## Flagged
- An event of the school's calendar, of the kinds the policy names, of which no post of the school told within the
  `days` after its end. A report names the event, or what it is also called, and looks back (thank you, was, last night,
  what a, came ...) or names its day.

## Not flagged
- Events of which those days are not over yet, and kinds that the option leaves out: parents' evenings are private.
- Where an account was not read for the whole of that time and no report was found, the event is not assessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checks._dates import names_day
from checks._events import DAY, KINDS, Event, events_of, judged, outcome_of, posts_of, said, unread
from checks._frames import to_micros
from checks.base import FAIL, Evidence, Judgement, check

_BACK: Final = re.compile(
    r"\b(?:thanks?|thank you|diolch|was|were|had|came|come along and|attended|joined us|enjoyed|welcomed|met|raised|"
    r"celebrated|gathered|last night|last evening|yesterday|last (?:mon|tues|wednes|thurs|fri|satur|sun)day|what an?|"
    r"congratulations|great to see|lovely to see|good to see|wonderful to see|turn ?out|turned out|photos? of|"
    r"pictures of|highlights|success|successful)\b",
    re.IGNORECASE,
)


@check(
    title="Event that was not reported on",
    subject={"event"},
    severity="note",
    needs={"posts", "events"},
    uses={"reads", "lists"},
    remedy="Post a line of thanks and a picture (with consent) in the week after such an event.",
    route="slt",
    choices={"kinds": KINDS},
)
def event_not_reported(
    evidence: Evidence, *, days: int = 7, kinds: Sequence[str] = ("open_evening", "parish")
) -> Judgement:
    """Judge every event of these kinds that ended more than `days` ago (com01 4.4)."""
    posts, now = posts_of(evidence), to_micros(evidence.as_of)

    def rows() -> Iterator[tuple[Event, str, str]]:
        for event in events_of(evidence, kinds):
            until = event.end + days * DAY
            if until > now:
                continue
            found = any(
                event.begin < post.posted <= until
                and event.names.search(post.folded) is not None
                and (_BACK.search(post.text) is not None or names_day(post.text, event.day, post.day))
                for post in posts
            )
            gap = unread(evidence, event.begin, until)
            outcome = outcome_of(found, gap)
            why = f"{said(event)}: no post of the {days} days after told of it"
            yield event, outcome, why if outcome == FAIL else gap

    return judged(rows())
