"""Events of a school's calendar that a policy asks to be announced, and the posts that name them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from checks._account_names import account_shown
from checks._frames import local, to_micros, tuples
from checks._rows import Rows
from checks.base import FAIL, NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement

KINDS: Final = ("open_evening", "parents_evening", "parish", "fair", "performance", "sports_day")
DAY: Final = 86_400_000_000
"""In microseconds."""
_SAID_BY_OTHERS: Final = frozenset({"repost"})
_ORDINARY: Final = re.compile(
    r"\b(?:the|a|an|and|of|for|in|at|to|our|school|year|years|ks\d|eyfs|y\d+|day|evening|event|meeting|\d+|am|pm|all|"
    r"reception|nursery|class|pupils?|parents?|families|all welcome)\b"
)


class Event(NamedTuple):
    """One event that is to be judged; moments in microseconds since 1970 (UTC)."""

    uid: str
    summary: str
    begin: int
    end: int
    link: str
    day: date
    """On which it begins, in the trust's zone."""
    names: re.Pattern[str]
    """What a post may call it."""


class Post(NamedTuple):
    """One post of the school itself."""

    posted: int
    day: date
    text: str
    folded: str


def fold(text: str) -> str:
    """Fold a text for names of events: "#ParentsEvening", "Parents' Evenings" and "parents-evening" are one."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    plain = re.sub(r"['’‘`´]", "", parted.casefold().replace("&", " and ").replace("’", ""))
    return f" {re.sub(r'[^0-9a-zà-ÿ]+', ' ', plain)} "


def events_of(evidence: Evidence, kinds: Collection[str]) -> list[Event]:
    """Return the events of these kinds that have begun by now, oldest first."""
    listed = list(tuples(evidence.lists.get("events/synonyms", pd.DataFrame()), ["kind", "event", "phrase"]))
    now = to_micros(evidence.as_of)
    found = []
    for uid, summary, link, begin, end in evidence.rows("events", ["uid", "summary", "link"], ["begin", "end"]):
        phrases = _phrases(fold(summary), listed, kinds)
        if phrases and begin is not None and begin <= now:
            day = local(begin, evidence.timezone).date()
            found.append(Event(uid, summary, begin, max(begin, end or begin), link, day, _pattern(phrases)))
    return sorted(found, key=lambda event: event.begin)


def _phrases(summary: str, listed: list[tuple[str, ...]], kinds: Collection[str]) -> set[str]:
    """Return what an event may be called: the phrases of all that its summary names, and its own words."""
    named = {(kind, event) for kind, event, phrase in listed if _pattern({phrase}).search(summary)}
    if not {kind for kind, _ in named} & set(kinds):
        return set()
    precise = {one for one in named if one != ("parish", "parish")} or named
    own = _ORDINARY.sub(" ", summary).split()
    phrases = {phrase for kind, event, phrase in listed if (kind, event) in precise}
    return phrases | ({" ".join(summary.split())} if own else set())


def _pattern(phrases: Collection[str]) -> re.Pattern[str]:
    """Match any of some phrases in a folded text, the words of each with or without an s, and run together."""
    spelled = (
        r" ?".join(rf"{re.escape(word.removesuffix('s'))}s?" for word in phrase.split()) for phrase in sorted(phrases)
    )
    return re.compile(rf"(?<= )(?:{'|'.join(spelled)})(?= )")


def posts_of(evidence: Evidence) -> list[Post]:
    """Return the school's own posts, in their order."""
    rows = evidence.rows("posts", ["kind", "text"], ["created_at"])
    return [
        Post(posted, local(posted, evidence.timezone).date(), text, fold(text))
        for kind, text, posted in rows
        if posted is not None and kind not in _SAID_BY_OTHERS and text.strip()
    ]


def links_to(text: str, link: str) -> bool:
    """Say whether a text holds the address of an event's page, whatever its scheme."""
    bare = re.sub(r"^https?://(?:www\.)?", "", link.strip().rstrip("/"), flags=re.IGNORECASE)
    return bool(bare) and re.search(rf"{re.escape(bare)}(?![\w-])", text, re.IGNORECASE) is not None


def unread(evidence: Evidence, begin: int, end: int) -> str:
    """Name the accounts whose posts were not read for the whole of a time; blank when all were."""
    spans: dict[str, list[tuple[int, int | None]]] = {}
    rows = evidence.rows("reads", ["account", "what"], ["begin", "end"], ["complete"])
    for account, what, first, last, complete in rows:
        if what == "posts" and complete is True and first is not None:
            spans.setdefault(account, []).append((first, last))
    missing = [
        account_shown(platform, handle)
        for account, platform, handle in evidence.rows("accounts", ["account", "platform", "handle"])
        if not any(first <= begin and (last is None or last + 1 >= end) for first, last in spans.get(account, ()))
    ]
    return f"the posts of {', '.join(missing)} were not read for that time" if missing else ""


def judged(rows: Iterator[tuple[Event, str, str]]) -> Judgement:
    """Turn (event, outcome, why) into units and findings; they are the whole school's, of no one account."""
    units: list[tuple[str, ...]] = []
    findings: list[dict[str, Any]] = []
    for event, outcome, why in rows:
        subject = ("event", f"event:{event.uid}", "")
        units.append((*subject, outcome, why if outcome == NOT_ASSESSED else ""))
        if outcome == FAIL:
            findings.append(
                {**dict(zip(UNIT_COLUMNS[:3], subject, strict=True)), "matched_text": event.summary, "detail": why}
            )
    return Judgement(units=Rows.of(UNIT_COLUMNS, units), findings=Rows.named(findings))


def outcome_of(matched: bool, why_unread: str) -> str:
    """Return pass where a post was found, not_assessed where one may have been missed, fail otherwise."""
    return PASS if matched else NOT_ASSESSED if why_unread else FAIL


def said(event: Event) -> str:
    """Return "Open evening on Thursday 12 November"."""
    return f"{event.summary or 'the event'} on {event.day:%A} {event.day.day} {event.day:%B}"
