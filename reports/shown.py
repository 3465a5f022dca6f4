"""What a report may show of a finding: built without the full text, so that no template can print it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from reports.base import Finding, School
from reports.links import web_link
from reports.wording import NOUNS, days_between, sentence, shortened

IN_WORKLIST: Final = "in the worklist"
"""In the place of an address that holds a child's name."""
COMES_DOWN: Final = frozenset({"post", "comment"})
"""Things that can be taken down; others, such as an account, need some other action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One finding as every report but the worklist shows it."""

    key: str
    title: str
    severity: str
    confidence: str
    status: str
    place: str
    """Where it stands: "Facebook @oakfield", or "the whole school"."""
    thing: str
    """post, comment, account, week or event."""
    item: str
    """The published thing it concerns: a post's pictures and alt texts share the post's item."""
    link: str
    """http(s), blank, or IN_WORKLIST."""
    posted_at: datetime | None
    quote: str
    """Masked and shortened; blank = no text."""
    why: str
    children: tuple[str, ...]
    remedy: str
    first_seen: datetime
    ended_at: datetime | None
    days_open: int
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One published thing with all that is wrong in it, so that it is opened once and taken down once."""

    first: Shown
    reasons: tuple[Shown, ...]

    @property
    def remedies(self) -> tuple[str, ...]:
        """What to do, each once, in order."""
        return tuple(dict.fromkeys(reason.remedy for reason in self.reasons if reason.remedy))

    @property
    def titles(self) -> tuple[str, ...]:
        """What is wrong, each once: two children named in one comment are one comment to take down."""
        return tuple(dict.fromkeys(reason.title for reason in self.reasons))

    @property
    def link(self) -> str:
        """The first address known of it."""
        return next((reason.link for reason in self.reasons if reason.link), "")

    @property
    def quote(self) -> str:
        """The first text known of it, masked."""
        return next((reason.quote for reason in self.reasons if reason.quote), "")

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses of its findings, each once."""
        return tuple(dict.fromkeys(reason.status for reason in self.reasons))

    @property
    def days_open(self) -> int:
        """How long the oldest of them has stood."""
        return max(reason.days_open for reason in self.reasons)


def shown(finding: Finding, school: School, as_of: datetime) -> Shown:
    """Reduce a finding to what may be shown: masked texts, children as initials and id, safe links."""
    return Shown(
        key=finding.key,
        title=finding.check_title,
        severity=finding.severity,
        confidence=finding.confidence,
        status=finding.status,
        place=place_of(finding, school),
        thing=thing_of(finding),
        item=item_of(finding),
        link=IN_WORKLIST if finding.link_names_child else web_link(finding.permalink),
        posted_at=finding.posted_at,
        quote=shortened(finding.quote.masked) if finding.quote else "",
        why=sentence(shortened(finding.detail.masked)),
        children=finding.pupils_shown,
        remedy=finding.remedy,
        first_seen=finding.first_seen,
        ended_at=finding.ended_at,
        days_open=_days_open(finding, as_of),
        waiver=finding.waiver,
    )


def _days_open(finding: Finding, as_of: datetime) -> int:
    zone: tzinfo | None = as_of.tzinfo
    return days_between(finding.first_seen, finding.ended_at or as_of, zone)


def place_of(finding: Finding, school: School) -> str:
    """Name the account as people say it: "Facebook @oakfield"."""
    if not finding.account:
        return "the whole school"
    return f"{platform_title(finding.platform, school)} {finding.account}".strip()


def platform_title(platform: str, school: School) -> str:
    """Return the platform's name as the school's accounts show it; the code itself when none has it."""
    return next((a.platform_title for a in school.accounts if a.platform == platform), platform)


def thing_of(finding: Finding) -> str:
    """Name what is published: pictures and alt texts belong to their post."""
    return "post" if finding.subject_type in {"alt", "image"} else finding.subject_type


def item_of(finding: Finding) -> str:
    """Name the published thing, one name for a post and everything in it."""
    from checks.base import post_of  # pandas stands behind it

    post = post_of(finding.subject_type, finding.subject_id)
    subject = post or finding.subject_id.removeprefix(f"{finding.subject_type}:")
    return f"{finding.platform}|{finding.account}|{thing_of(finding)}|{subject}"


def things(findings: Iterable[Finding]) -> Counter[str]:
    """Count the published things that findings concern, by kind, posts first: two faults of one post are one post."""
    counts = Counter(thing for thing, _ in {(thing_of(finding), item_of(finding)) for finding in findings})
    return Counter({thing: counts[thing] for thing in sorted(counts, key=[*NOUNS, *counts].index)})


def cards(items: Iterable[Shown]) -> tuple[Card, ...]:
    """Gather findings by published thing, in the order of each thing's first finding."""
    gathered: dict[str, list[Shown]] = {}
    for one in items:
        gathered.setdefault(one.item, []).append(one)
    return tuple(Card(first=group[0], reasons=tuple(group)) for group in gathered.values())
