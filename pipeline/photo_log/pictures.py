"""The published pictures of one school, what its photo log says of each, and who is named beside them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from checks._frames import tuples
from checks._photo_log import UNLOGGED, LoggedPictures
from checks.base import Evidence, subject_of
from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.evidence import build_evidence, load_records
from pipeline.photo_log.answers import Key, LogEntry
from pipeline.photo_log.people import People
from pipeline.school_registers import TrustFiles
from pipeline.store.derived import TEXTS
from pipeline.store.examined import load_picture_mentions
from pipeline.store.frames import load_mentions
from pipeline.store.opening import Connection
from pipeline.store.pupils import load_pupils
from pipeline.store.runs import last_audit_of
from pipeline.workspace import Workspace

_SURE: Final = frozenset({"certain", "likely"})
_WHERE: Final = {"post": "named in the caption", "alt": "named in the alt text", "image": "named in the picture itself"}


@dataclass(frozen=True, slots=True)
class SchoolPictures:
    """What a school publishes, and what is known of who is in it."""

    evidence: Evidence
    people: People
    unlogged: frozenset[Key]
    unclear: int
    """Pictures in the log whose rows do not say who is in them: the log itself is to be mended."""
    named: Mapping[Key, Mapping[str, str]]
    """Picture -> pupil -> where that pupil is named; a name in a caption counts for every picture of its post."""
    names_sought: bool

    log: Mapping[str, Sequence[tuple[str, str, LogEntry]]]
    """Post -> account (blank = any), media_id (blank = every picture of it) and what is said, a row of the log each."""

    shared: frozenset[str]
    """Ids of posts that several accounts have: a row of the log must say which is meant."""

    def logged(self, picture: Key) -> frozenset[LogEntry]:
        """Return what the log says of a picture."""
        rows = self.log.get(picture.post_id, ())
        return frozenset(
            entry
            for account, media_id, entry in rows
            if account in {"", picture.account} and media_id in {"", picture.media_id}
        )


def load_pictures(space: Workspace, school: School, files: TrustFiles, as_of: datetime) -> SchoolPictures:
    """Read a school's pictures and its photo log, which may still be to be made.

    RefusalError where trust.yaml names no photo log, or it cannot be read.
    """
    refuse_no_log(school)
    own, zone = files.of(school, as_of), ZoneInfo(space.trust.timezone)
    path = school.registers.photo_log
    if own.state("photo_log") == "unreadable" and path is not None and path.exists():
        raise RefusalError(str(own.sources.set_index("source")["reason"]["photo_log"]))
    with space.store.read() as connection:
        pupils = _everybody(own.registers.pupils, load_pupils(connection, school.id, zone))
        evidence = _evidence(connection, space.trust, school, {**own.frames(), "pupils": pupils}, as_of)
        mentions, audited = _mentions(connection, school.id), last_audit_of(connection, school.id) is not None
    logged = LoggedPictures(evidence)
    unsaid = [(unit, why) for unit in logged.units if unit.subject_type == "image" and (why := logged.unsaid(unit))]
    by_name = {(one.account, subject_of("image", one.post_id, one.media_id)): one for one in published(evidence)}
    unlogged = frozenset(by_name[unit.account, unit.subject_id] for unit, why in unsaid if why == UNLOGGED)
    people = People(pupils, as_of.astimezone(zone))
    return SchoolPictures(
        evidence=evidence,
        people=people,
        unlogged=unlogged,
        unclear=len(unsaid) - len(unlogged),
        named=_named(evidence, mentions),
        names_sought=audited,
        log=_log(evidence.photo_log, people),
        shared=_shared(evidence),
    )


def refuse_no_log(school: School) -> None:
    """Refuse a school of which trust.yaml does not say where its photo log stands."""
    if school.registers.photo_log is None:
        raise RefusalError(
            f"{school.name} names no photo log: write 'photo_log: photo-log-{school.id}.csv' below its registers in "
            "trust.yaml; the file is made when the first answers are read"
        )


def published(evidence: Evidence) -> Iterator[Key]:
    """Yield every picture and video that is public."""
    yield from (Key(*row) for row in tuples(evidence.media, ["account", "post_id", "media_id"]))


def _shared(evidence: Evidence) -> frozenset[str]:
    accounts = Counter(post_id for _, post_id in set(tuples(evidence.posts, ["account", "post_id"])))
    return frozenset(post_id for post_id, having in accounts.items() if having > 1)


def _evidence(
    connection: Connection, trust: Trust, school: School, registers: Mapping[str, pd.DataFrame], as_of: datetime
) -> Evidence:
    """Put together what the checks on the photo log would be handed."""
    return build_evidence(trust, school, load_records(connection, school).up_to(as_of), registers, as_of)


def _log(photo_log: pd.DataFrame, people: People) -> dict[str, list[tuple[str, str, LogEntry]]]:
    """Sort a photo log by post; classes as the register writes them."""
    log: dict[str, list[tuple[str, str, LogEntry]]] = defaultdict(list)
    columns = ["post_id", "media_id", "pupil_id", "shows", "form", "account"]
    for post_id, media_id, pupil_id, shows, form, account in tuples(photo_log, columns):
        of_form = (people.form(form) or form) if shows == "form" and not pupil_id else ""
        log[post_id].append((account, media_id, LogEntry(pupil_id, "pupil" if pupil_id else shows, of_form)))
    return log


def _everybody(register: pd.DataFrame, ever: pd.DataFrame) -> pd.DataFrame:
    """Return the pupils of today's register, and those of earlier ones."""
    earlier = ever[~ever["pupil_id"].isin(register["pupil_id"])]
    return (
        pd.concat([register, earlier], ignore_index=True)
        if len(earlier) and len(register)
        else (register if len(register) else ever)
    )


def _mentions(connection: Connection, school: str) -> pd.DataFrame:
    """Return who the last audit found to be named in texts and pictures: columns of Evidence.mentions."""
    texts = load_mentions(connection, school, TEXTS)
    texts = texts.assign(pupil_ids=[tuple(json.loads(ids)) for ids in texts["pupil_ids"].tolist()])
    parts = [part for part in (texts, load_picture_mentions(connection, school)) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else texts


def _named(evidence: Evidence, mentions: pd.DataFrame) -> dict[Key, dict[str, str]]:
    """Return picture -> pupil -> where named, for names that surely mean one pupil; the nearest place is told."""
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    rows = tuples(mentions, ["account", "subject_type", "subject_id", "confidence"], others=["pupil_ids"])
    for account, kind, subject, confidence, pupil_ids in rows:
        if kind in _WHERE and confidence in _SURE and len(pupil_ids) == 1:
            said[account, subject].setdefault(pupil_ids[0], _WHERE[kind])
    found: dict[Key, dict[str, str]] = {}
    for picture in published(evidence):
        account, post, media = picture
        subjects = (f"post:{post}", subject_of("alt", post, media), subject_of("image", post, media))
        found[picture] = {pupil: where for one in subjects for pupil, where in said.get((account, one), {}).items()}
    return {picture: pupils for picture, pupils in found.items() if pupils}
