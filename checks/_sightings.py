"""Accounts that a school's own posts and profiles speak of, each counted once for the account that speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from checks._account_names import platform_title
from checks._account_units import Verdict, judge_accounts, unread_units
from checks._frames import day_of
from checks._seen_accounts import Seen, may_speak_of_accounts, seen_accounts
from checks.base import CONFIDENCES, NOT_ASSESSED, Evidence, Judgement

_NOBODY: Final = -(2**63)
"""The moment of what has none, such as a profile: before everything."""


class Said(NamedTuple):
    """One text in which accounts may be named."""

    account: str
    """Whose page it stands on."""
    place: str
    """post, comment or profile."""
    subject_id: str
    """post:ID or comment:ID; blank for a profile."""
    moment: int
    text: str


def own_texts(evidence: Evidence) -> Sequence[tuple[Said, Sequence[Seen]]]:
    """Return every profile and every post that the school wrote itself, each with the accounts that it speaks of.

    What the school only shared is another's word.
    """
    return evidence.once("own texts", lambda: [(said, seen_accounts(said.text)) for said in _own_texts(evidence)])


def _own_texts(evidence: Evidence) -> Iterator[Said]:
    for account, about, website in evidence.rows("profiles", ["account", "about", "website"]):
        yield Said(account, "profile", "", _NOBODY, f"{about}\n{website}")
    columns = ["account", "post_id", "text", "kind"]
    for account, post, text, kind, moment in evidence.rows("posts", columns, ["created_at"]):
        if kind != "repost":
            yield Said(account, "post", f"post:{post}", _NOBODY if moment is None else moment, text)


def commenters(evidence: Evidence) -> set[tuple[str, str]]:
    """Return the handle and the name of everybody who comments, blank where the platform withholds them."""
    rows = set(evidence.rows("comments", ["author_handle", "author_name"]))
    return {(handle.removeprefix("@"), name) for handle, name in rows}


def comment_texts(evidence: Evidence, by: Collection[tuple[str, str]]) -> Iterator[tuple[Said, str, str]]:
    """Yield the comments that may speak of an account, and all `by` some commenters, with who wrote it.

    The others, which are most, need no look.
    """
    columns = ["account", "comment_id", "text", "author_handle", "author_name"]
    for account, comment, text, handle, name, moment in evidence.rows("comments", columns, ["created_at"]):
        author = handle.removeprefix("@")
        if (author, name) in by or may_speak_of_accounts(text):
            said = Said(account, "comment", f"comment:{comment}", _NOBODY if moment is None else moment, text)
            yield said, author, name


@dataclass
class Sighting:
    """One account that was seen, however often, on the page of one of the school's own."""

    platform: str
    handle: str
    why: str
    confidence: str
    extra: Mapping[str, str] = field(default_factory=dict)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Subject -> (moment, place)."""

    @property
    def shown(self) -> str:
        """The account as a sentence names it: "@hollinpe on Instagram"."""
        on = f" on {platform_title(self.platform)}" if self.platform else ""
        return f"@{self.handle}{on}" if self.handle else platform_title(self.platform)

    def finding(self, timezone: str) -> Mapping[str, str]:
        """Return the finding, all but its subject: what was seen, where first and how often."""
        return {
            "matched_text": f"{self.platform} {self.handle}".strip(),
            "confidence": self.confidence,
            "detail": f"{self.shown}{'' if self.why[:1] == ':' else ' '}{self.why}; {_where(self.places, timezone)}",
            **self.extra,
        }


def _where(places: Mapping[str, tuple[int, str]], timezone: str) -> str:
    """Say where it was seen: "in the profile, and in 3 posts, first in post:7 of 2 October 2026"."""
    said = ["in the profile"] if "" in places else []
    for kind in ("post", "comment"):
        mine = sorted((moment, subject) for subject, (moment, place) in places.items() if place == kind)
        if mine:
            moment, subject = mine[0]
            of = "" if moment == _NOBODY else f" of {day_of(moment, timezone)}"
            many = f"in {len(mine)} {kind}s, first in {subject}{of}" if len(mine) > 1 else f"in {subject}{of}"
            said.append(many)
    return ", and ".join(said)


class Sightings:
    """What was seen on the pages of a school, by the account on whose page it was seen."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[tuple[str, str], Sighting]] = {}

    def add(self, said: Said, sighting: Sighting, key: str) -> None:
        """Count a sighting; of several of one account, by `key` and platform, the surest speaks for all."""
        mine = self._seen.setdefault(said.account, {})
        known = mine.setdefault((sighting.platform, key), sighting)
        known.places[said.subject_id] = (said.moment, said.place)
        if CONFIDENCES.index(sighting.confidence) < CONFIDENCES.index(known.confidence):
            sighting.places = known.places
            mine[sighting.platform, key] = sighting

    def judged(
        self,
        evidence: Evidence,
        *,
        unread: str = "profile",
        first: Callable[[Mapping[str, Any]], Verdict] | None = None,
    ) -> Judgement:
        """Judge each account whose posts were read by what was seen on it; what else was not read is said of it.

        `unread`: what, beside the posts, is looked through where it was read (profile, comments). `first` may say why
        an account cannot be judged.
        """

        def verdict(account: Mapping[str, Any]) -> Verdict:
            reason = first(account) if first else None
            if reason:
                return reason
            return [one.finding(evidence.timezone) for one in _joined(self._seen.get(account["account"], {}))]

        judgement = judge_accounts(evidence, verdict, read="posts")
        told = judgement.judged.tuples("subject_id", "account", "outcome")
        among = [(subject, account) for subject, account, outcome in told if outcome != NOT_ASSESSED]
        missing = [row for what in unread.split() for row in unread_units(evidence, what, among)]
        return Judgement(units=judgement.judged.and_also(missing), findings=judgement.found)


def _joined(seen: Mapping[tuple[str, str], Sighting]) -> Iterator[Sighting]:
    """Yield the sightings; a handle alone is taken for the one that is named with its platform elsewhere."""
    with_platform = {key: one for (platform, key), one in seen.items() if platform}
    for (platform, key), one in sorted(seen.items(), key=lambda item: item[0][0]):  # those alone come first
        other = with_platform.get(key)
        if platform or other is None:
            yield one
        else:
            other.places.update(one.places)
