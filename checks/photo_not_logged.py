"""A published picture of which the photo log does not say who is shown.

## Why it matters
Nobody can say whether consent was given for a picture when nobody has written down who is in it. In 2026 the UK's child
safety bodies ask schools to look over every public picture of pupils regularly; a picture that was never looked at is
where that begins. The policy allows no photograph of a child without consent (com01 4.1).

## Flagged
- Each published photo or video without a row in the photo log, with its age in days. A row without a media_id speaks of
  every picture of its post.
- A picture whose rows leave open who is shown: no pupil, no form, nor that nobody can be recognised; or a form that no
  pupil of the register is in.

`social-audit photo-log` writes a sheet of these pictures with thumbnails, on which each is answered by one click, and
reads it back into the photo log.

## Not flagged
- A picture in which the log places pupils or a whole form, or says that no pupil, or nobody who could be recognised, is
  seen.
- A copy, byte for byte the same, of a photo that the log speaks of: who is in one is in the other. Of a video this is
  never taken for granted, for two films may have one cover.
- A repost of other people's pictures.
- A school that has handed in no photo log at all: it is not assessed, and that is said once.
"""

from __future__ import annotations

from typing import Final

from checks._photo_log import SUBJECT, Unit, counted_days, days_between, logged_pictures, now_of
from checks._rows import Rows
from checks.base import PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge

_FINDING: Final = (*SUBJECT, "detail")


@check(
    title="Picture that is not in the photo log",
    subject={"image"},
    severity="note",
    needs={"media", "photo_log"},
    uses={"posts", "pupils"},
    mended_by={"photo_log"},
    remedy="Look at the picture and write into the photo log who is in it, or that no pupil can be recognised.",
)
def photo_not_logged(evidence: Evidence) -> Judgement:
    """List every published picture of which it is not known who is shown (uk-guidance ewwg(b))."""
    pictures = logged_pictures(evidence)
    units = [unit for unit in pictures.units if unit.subject_type == "image"]
    found = [(*unit.subject, _detail(unit, why, evidence)) for unit in units if (why := pictures.unsaid(unit))]
    judged = Rows.of(UNIT_COLUMNS, [(*unit.subject, PASS, "") for unit in units])
    return judge(judged, Rows.of(_FINDING, found))


def _detail(unit: Unit, why: str, evidence: Evidence) -> str:
    published = unit.published(evidence.timezone)
    if unit.posted is None:
        return f"{why}; posted {published}"
    age = days_between(unit.posted, now_of(evidence), evidence.timezone)
    return f"{why}; posted {published}, {counted_days(age)} ago"
