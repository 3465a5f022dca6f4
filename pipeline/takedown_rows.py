"""The rows of a takedown sheet: pictures that should come down in their order, and those to look at first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checks._consent import Consents
from checks._frames import local, tuples
from checks._photo_log import UNLOGGED, LoggedPictures, days_between, now_of
from checks.base import CONFIDENCES, Evidence, post_of
from pipeline.inventory import Picture, due_of, pictures_of
from pipeline.inventory_reasons import CHECKS, LOOKED_AT, Subject, standing
from pipeline.moments import to_micros
from pipeline.store.ledger_rows import LedgerFinding
from reports.inventory import REASONS
from reports.takedown import TakedownRow

MOST_UNSURE: Final = 1_000
"""Rows of old and unlogged pictures on one sheet; the photo-log sheet has them all."""
_FILM: Final = " (a video: the picture is its cover)"
_RANKS: Final = {code: place for place, code in enumerate(REASONS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """How the sheet of one school speaks of what surrounds a picture."""

    labels: Mapping[str, str]
    """Account key -> "X @oakhill"."""
    pupils: Mapping[str, str]
    """Pupil id -> initials and id."""
    copies: Mapping[Subject, tuple[str, ...]]
    """Where else the same picture stands."""


def takedown_rows(
    evidence: Evidence, findings: Iterable[LedgerFinding], around: Around
) -> tuple[list[tuple[TakedownRow, str]], list[tuple[TakedownRow, str]], int]:
    """Return the rows to take down, those to look at, each with the file of its copy, and how many were left out.

    `findings` are those of the ledger; what goes to the safeguarding lead alone has no part in it.
    """
    findings = list(findings)
    pictures = {one.unit.subject: one for one in pictures_of(evidence, LoggedPictures(evidence))}
    due = due_of(evidence, findings, pictures.values())
    said: dict[Subject, list[LedgerFinding]] = defaultdict(list)
    for f in standing(findings, LOOKED_AT):
        said[f.subject_type, f.subject_id, f.account].append(f)
    rows = _Rows(evidence, around, pictures, said)
    firm = sorted((subject for subject in due if due[subject] != "old"), key=lambda subject: rows.urgency(subject, due))
    possible = sorted((subject for subject in said if due.get(subject, "old") == "old"), key=rows.newest)
    old = [subject for subject in due if due[subject] == "old" and subject not in said]  # the oldest first, as counted
    kept = old[:MOST_UNSURE]
    unsure = [rows.of(subject, due.get(subject, "")) for subject in (*possible, *kept)]
    return [rows.of(subject, due[subject]) for subject in firm], unsure, len(old) - len(kept)


class _Rows:
    """Makes rows of subjects, looking up what is known of each."""

    def __init__(
        self,
        evidence: Evidence,
        around: Around,
        pictures: Mapping[Subject, Picture],
        said: Mapping[Subject, Sequence[LedgerFinding]],
    ) -> None:
        self._evidence, self._around, self._pictures, self._said = evidence, around, pictures, said
        self._consents, self._now = Consents(evidence.consents), now_of(evidence)
        columns = ["account", "post_id", "text", "permalink"]
        self._posts = {(account, post): told for account, post, *told in tuples(evidence.posts, columns)}

    def urgency(self, subject: Subject, due: Mapping[Subject, str]) -> tuple[object, ...]:
        """Sort by the reason, then what is surest, then the newest."""
        return _RANKS[due[subject]], CONFIDENCES.index(self._sure(subject)), self.newest(subject)

    def newest(self, subject: Subject) -> tuple[object, ...]:
        """Sort the newest first; one whose day is not known comes last."""
        posted = self._posted(subject)
        return posted is None, -(posted or 0), subject

    def of(self, subject: Subject, reason: str) -> tuple[TakedownRow, str]:
        """Return the row of a picture, without its thumbnail, and the file of its copy, blank where none is kept."""
        said = self._about(subject)
        posted, zone = self._posted(subject), self._evidence.timezone
        text, link = self._posts.get((subject[2], post_of(*subject[:2])), ("", ""))
        children = dict.fromkeys(pupil for f in said for pupil in f.pupil_ids)
        picture = self._pictures.get(subject)
        row = TakedownRow(
            reason=reason,
            why=tuple(dict.fromkeys(f.detail for f in said)) or (UNLOGGED,),
            sure=self._sure(subject) if said else "",
            place=self._around.labels.get(subject[2], subject[2]) + (_FILM if picture and picture.film else ""),
            subject=subject[1],
            posted_at=None if posted is None else local(posted, zone),
            days=None if posted is None else days_between(posted, self._now, zone),
            link=link or next((f.permalink for f in said if f.permalink), ""),
            children=tuple(self._around.pupils.get(pupil, pupil) for pupil in children),
            consent=tuple(self._consent(pupil, subject) for pupil in children),
            caption=text,
            copies=self._around.copies.get(subject, ()),
            keys=tuple(f.key for f in said),
            thumbnail=None,
        )
        return row, picture.copy if picture else ""

    def _about(self, subject: Subject) -> Sequence[LedgerFinding]:
        """Return the findings on a picture, those that ask for it to come down first."""
        return sorted(self._said.get(subject, ()), key=lambda f: (f.check not in CHECKS, f.key))

    def _sure(self, subject: Subject) -> str:
        found = [f.confidence for f in self._said.get(subject, ())]
        return min(found, key=CONFIDENCES.index, default="possible")

    def _posted(self, subject: Subject) -> int | None:
        picture = self._pictures.get(subject)
        if picture is not None:
            return picture.unit.posted
        moments = [f.posted_at for f in self._said.get(subject, ()) if f.posted_at is not None]
        return to_micros(moments[0]) if moments else None

    def _consent(self, pupil: str, subject: Subject) -> str:
        platform = subject[2].partition(":")[0]
        state = self._consents.at(pupil, "photo", platform, self._now).replace("_", " ")
        return f"{self._around.pupils.get(pupil, pupil)}: {state}"
