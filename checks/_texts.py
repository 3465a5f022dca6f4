"""The public texts of a school as judged units: captions, alt texts, comments, and what could not be read of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from checks._account_units import read_accounts, unread_units
from checks._rows import Rows, joined
from checks._screen import Folded, Screen
from checks.base import UNIT_COLUMNS, Evidence, Judgement, judge, subject_of

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
    posted: int | None = None
    """When it was written, of an alt text when its post was: microseconds since 1970 (UTC)."""

    @property
    def own(self) -> bool:
        """Whether the school chose the words: all but reposts and comments."""
        return is_own(self.subject_type, self.kind)


@dataclass(frozen=True)
class Texts:
    """Texts in order, with what all checks that read them share; a Text is made of those that somebody looks at."""

    columns: Rows
    """The fields of Text."""

    @cached_property
    def units(self) -> Rows:
        """Their subject_type, subject_id and account."""
        return self.columns.only(*UNIT_COLUMNS[:3])

    @cached_property
    def folded(self) -> Folded:
        """All of them in small letters, for screens."""
        return Folded(self.columns["text"])

    def all(self) -> list[Text]:
        """Return all of them."""
        return self._at(range(len(self.columns)))

    def called(self, names: Collection[str]) -> list[Text]:
        """Return those whose subject_id is one of some names."""
        return self._at(at for at, name in enumerate(self.columns["subject_id"]) if name in names)

    def holding(self, screens: Sequence[Screen]) -> list[Text]:
        """Return the texts that one of the screens lets through; all without any screen."""
        return self._at(sorted(set().union(*(one.of(self.folded) for one in screens)))) if screens else self.all()

    def _at(self, places: Iterable[int]) -> list[Text]:
        columns = [self.columns[name] for name in Text._fields]
        return [Text(*(values[at] for values in columns)) for at in places]


def texts_of(evidence: Evidence, kinds: Iterable[str] = ALL, *, own: bool = False) -> Texts:
    """Return the texts of these kinds, of posts of any kind: a repost stands on the school's page too.

    `own`: only what the school wrote itself.
    """
    kinds = tuple(kinds)

    def made() -> Texts:
        rows = joined([_all_of(evidence, kind) for kind in kinds])
        chosen = [at for at, row in enumerate(rows.tuples("subject_type", "kind")) if is_own(*row)] if own else None
        return Texts(rows if chosen is None else rows.at(chosen))

    return evidence.once(("texts", kinds, own), made)


def is_own(subject_type: str, kind: str) -> bool:
    """Say whether the school chose the words of a text: of all but comments and reposts."""
    return subject_type != "comment" and kind != "repost"


def worded(rows: Rows) -> Rows:
    """Return the rows whose text is not blank."""
    return rows.at([at for at, text in enumerate(rows["text"]) if text.strip()])


def _all_of(evidence: Evidence, kind: str) -> Rows:
    """Return the texts of one kind that are not blank."""
    return evidence.once(("texts", kind), lambda: worded(_written(evidence, kind)))


def _written(evidence: Evidence, kind: str) -> Rows:
    frame, ids, text, of_post = _OF[kind]
    read = evidence.columns(frame)
    names = [subject_of(kind, *row) if kind == "alt" else f"{kind}:{row[0]}" for row in evidence.rows(frame, ids)]
    columns = [read.text(name) for name in ("account", "platform", "post_id", text, of_post)]
    return Rows(dict(zip(Text._fields, ([kind] * len(names), names, *columns, read.micros("created_at")), strict=True)))


_OF: Final = {
    "post": ("posts", ["post_id"], "text", "kind"),
    "alt": ("media", ["post_id", "media_id"], "alt_text", ""),
    "comment": ("comments", ["comment_id"], "text", ""),
}
"""Kind of text -> its frame, the columns of its id, where it is written, and where it is told of what kind its post is.

What is blank is no column, and so blank in every row.
"""


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
    judgement = judge(texts.units, Rows.named(findings))
    unread = unread_units(evidence, "comments", read_accounts(evidence)) if "comment" in kinds else ()
    return Judgement(units=judgement.judged.and_also(unread), findings=judgement.found)
