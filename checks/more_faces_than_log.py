"""A picture that may show more faces than the photo log names pupils.

## Why it matters
Consent is judged by the photo log, and a log that names two of six children says nothing of the other four. Guidance
asks for every published picture of pupils to be looked over regularly; this says where to look first (com01 4.1).

## Flagged
- A photo in which a program finds more faces than the log names pupils (those of a whole form counted in) and `adults`
  more. Only ever `possible`: it takes patterns for faces, passes over turned heads, and knows no child from an adult.
- A photo logged as showing no pupils, or nobody who could be recognised, in which it finds more faces than `adults`.
- Of a video it is the cover whose faces are counted.

## Not flagged
- Fewer faces than the log names pupils: turned and small faces are not found.
- Nobody is recognised, ever: faces are counted, never compared, and no measure of any face is kept.
- A picture that nobody logged, that could not be fetched or opened, that moves, or whose faces no program counted (the
  extra `faces` is not installed) is not assessed. Nor is the film of a video: nobody has watched it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pandas as pd

from checks._film import film_unit
from checks._photo_log import SUBJECT, LoggedPictures
from checks._rows import Rows
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge, subject_of

_FINDING: Final = (*SUBJECT, "confidence", "detail")
_COUNTED: Final = "counted"
Counted = dict[tuple[str, ...], tuple[str, int | None, bool]]
"""Subject -> why its faces are not all counted, or nothing; how many there may be; whether it is a video's cover."""


@check(
    title="More faces in a picture than the photo log names",
    subject={"image"},
    severity="this_week",
    needs={"pictures", "photo_log"},
    uses={"pupils", "posts"},
    remedy="Look at the picture, and log every pupil who can be recognised in it; then see to their consent.",
)
def more_faces_than_log(evidence: Evidence, *, adults: int = 2) -> Judgement:
    """Hold the possible faces of every logged picture against the log (com01 4.1).

    `adults`: how many faces beyond those of the logged pupils are taken for grown-ups.
    """
    pictures, counted = LoggedPictures(evidence), _counted(evidence)
    logged = Counter(shown.unit.subject for shown in pictures.shown())
    units, findings = [], []
    for unit in pictures.units:
        if unit.subject not in counted:
            continue
        reason, faces, is_film = counted[unit.subject]
        reason = pictures.unsaid(unit) or reason
        units.append((*unit.subject, NOT_ASSESSED if reason else PASS, reason))
        if is_film and not reason:
            units.append(film_unit(unit.subject_id, unit.account))
        if not reason and faces is not None and faces > logged[unit.subject] + adults:
            findings.append((*unit.subject, "possible", _detail(faces, logged[unit.subject], is_film)))
    return judge(Rows.of(UNIT_COLUMNS, units), Rows.of(_FINDING, findings))


def _counted(evidence: Evidence) -> Counted:
    return dict(_faces(evidence))


def _faces(evidence: Evidence) -> Iterator[tuple[tuple[str, ...], tuple[str, int | None, bool]]]:
    columns = ["account", "post_id", "media_id", "type", "state", "reason", "faces_state"]
    for account, post, media, kind, state, reason, faces_state, faces in evidence.rows(
        "pictures", columns, others=["faces"]
    ):
        why = reason if state != "examined" else "" if faces_state == _COUNTED else faces_state
        number = None if pd.isna(faces) else int(faces)
        yield ("image", subject_of("image", post, media), account), (why, number, kind == "video")


def _detail(faces: int, logged: int, is_film: bool) -> str:
    """Say how many faces there may be, and what the log says."""
    said = f"names {logged} pupil{'' if logged == 1 else 's'}" if logged else "names no pupil"
    where = " in the cover of the video" if is_film else ""
    return f"About {faces} faces may be seen{where}, and the photo log {said} in it"
