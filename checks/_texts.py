"""The public texts of a school as judged units: captions, alt texts, comments, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from checks._frames import tuples
from checks._screen import Folded, Screen
from checks.base import NOT_ASSESSED, UNIT_COLUMNS, Evidence, Judgement, judge

ALL = ("post", "alt", "comment")


class Text(NamedTuple):
    """One text that is not blank."""

    subject_type: str
    """post, alt or comment."""
    subject_id: str
    account: str
    platform: str
    post_id: str
    text: str
    kind: str = ""
    """Of a post: original, reply, repost, quote or story; blank otherwise."""

    @property
    def own(self) -> bool:
        """Whether the school chose the words: all but reposts and comments."""
        return self.subject_type != "comment" and self.kind != "repost"


@dataclass(frozen=True)
class Texts:
    """Texts in order, with what all checks that read them share."""

    rows: Sequence[Text]

    @cached_property
    def units(self) -> pd.DataFrame:
        """Their subject_type, subject_id and account."""
        columns = zip(*(row[:3] for row in self.rows), strict=True) if self.rows else ((), (), ())
        named = zip(UNIT_COLUMNS[:3], columns, strict=True)
        return pd.DataFrame({name: pd.array(list(values), dtype="str") for name, values in named})

    @cached_property
    def folded(self) -> Folded:
        """All of them in small letters, for screens."""
        return Folded(row.text for row in self.rows)

    def holding(self, screens: Sequence[Screen]) -> list[Text]:
        """Return the texts that one of the screens lets through, in order; all without any screen."""
        if not screens:
            return list(self.rows)
        return [self.rows[at] for at in sorted(set().union(*(screen.of(self.folded) for screen in screens)))]


def texts_of(evidence: Evidence, kinds: Iterable[str] = ALL, *, own: bool = False) -> Texts:
    """Return the texts of these kinds, of posts of any kind: a repost stands on the school's page too.

    `own`: only what the school wrote itself.
    """
    kinds = tuple(kinds)

    def made() -> Texts:
        rows = (text for kind in kinds for text in _OF[kind](evidence) if text.text.strip())
        return Texts([text for text in rows if text.own or not own])

    return evidence.once(("texts", kinds, own), made)


def _posts(evidence: Evidence) -> Iterator[Text]:
    names = ["account", "platform", "post_id", "text", "kind"]
    for account, platform, post, text, kind in tuples(evidence.posts, names):
        yield Text("post", f"post:{post}", account, platform, post, text, kind)


def _alts(evidence: Evidence) -> Iterator[Text]:
    names = ["account", "platform", "post_id", "media_id", "alt_text"]
    for account, platform, post, media, text in tuples(evidence.media, names):
        yield Text("alt", f"alt:{post}/{media}", account, platform, post, text)


def _comments(evidence: Evidence) -> Iterator[Text]:
    names = ["account", "platform", "post_id", "comment_id", "text"]
    for account, platform, post, comment, text in tuples(evidence.comments, names):
        yield Text("comment", f"comment:{comment}", account, platform, post, text)


_OF: Mapping[str, Callable[[Evidence], Iterator[Text]]] = {"post": _posts, "alt": _alts, "comment": _comments}


def judge_own_words(evidence: Evidence, faults: Callable[[str], Iterable[Mapping[str, Any]]]) -> Judgement:
    """Ask `faults` of each caption and alt text that the school wrote itself for its findings (all but the subject)."""
    return judge_texts(evidence, lambda text: faults(text.text), ("post", "alt"), own=True)


def judge_texts(
    evidence: Evidence,
    faults: Callable[[Text], Iterable[Mapping[str, Any]]],
    kinds: Iterable[str] = ALL,
    *,
    own: bool = False,
    screens: Sequence[Screen] = (),
) -> Judgement:
    """Ask `faults` of each text for its findings (all but the subject); comments that were not read are said to be so.

    A school's captions are judged also where nobody could read the comments. `own`: only what the school wrote itself.
    `screens`: one of them lets each text through that has a fault, so that the others need not be asked.
    """
    kinds = tuple(kinds)
    texts = texts_of(evidence, kinds, own=own)
    findings = [
        {**dict(zip(UNIT_COLUMNS[:3], text[:3], strict=True)), **fault}
        for text in texts.holding(screens)
        for fault in faults(text)
    ]
    judgement = judge(texts.units, pd.DataFrame(findings) if findings else None)
    unread = _unread_comments(evidence) if "comment" in kinds else []
    if not unread:
        return judgement
    added = pd.DataFrame(unread, columns=list(UNIT_COLUMNS))
    together = pd.concat([judgement.units, added], ignore_index=True) if texts.rows else added
    return Judgement(units=together, findings=judgement.findings)


def _unread_comments(evidence: Evidence) -> list[tuple[str, ...]]:
    """Return a unit for each account that was read and whose comments were not, or not in full."""
    reads: dict[tuple[str, str], str] = {}
    for account, what, reason in tuples(evidence.reads, ["account", "what", "reason"]):
        reads[account, what] = reason or reads.get((account, what), "")
    missing: list[tuple[str, ...]] = []
    for (account,) in tuples(evidence.accounts, ["account"]):
        reason = reads.get((account, "comments"), "not read yet")
        if reason and (account, "posts") in reads:
            told = reason if "comments" in reason else f"comments: {reason}"
            missing.append(("account", f"account:{account.partition(':')[2]}", account, NOT_ASSESSED, told))
    return missing
