"""A picture of a pupil who has left the school, posted after that or kept for longer than the policy allows.

## Why it matters
Consent is given to a school that a child attends. Years later the grown child finds a picture of the year 4 play beside
the school's name, and nobody remembers whom to ask. Guidance says that pictures of those who have left are not used
again, and that posts come down when the retention schedule says so (uk-guidance safeguarding(c), schools-dpo(b)).

## Flagged
- Each pupil whom the photo log names in a photo or video that was posted on or after the day on which the pupil left
  (`this_week`).
- With `months`, how long pictures may stay after that day: each pupil in an older picture whose time is over (`soon`).
  Without it (0) pictures may stay for as long as there is consent.
- A pupil has left on the day that the register says; one who is missing from a newer register left on the day on which
  that was first seen.

## Not flagged
- A pupil who is still at the school, or leaves on a later day.
- Pupils of a form that the log names, where the picture is from after they left: they are not in it.
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A pupil who is not in the register: see photo-without-consent.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks._frames import day_of, local, to_micros
from checks._photo_log import SUBJECT, Shown, counted_days, days_between, logged_pictures, now_of
from checks._rows import Rows
from checks.base import Evidence, Judgement, check, judge

_FINDING: Final = (*SUBJECT, "pupil_ids", "confidence", "severity", "detail")


@check(
    title="Pupil who has left still shown",
    subject={"image", "post"},
    severity="soon",
    needs={"media", "photo_log", "pupils"},
    uses={"posts"},
    remedy="Take the picture down, or ask the family anew and write their answer into the consent register.",
)
def leaver_still_shown(evidence: Evidence, *, months: int = 0) -> Judgement:
    """Judge every published picture by who has left (uk-guidance safeguarding(c)).

    `months`: how long pictures may stay after a pupil has left; 0 sets no end.
    """
    pictures = logged_pictures(evidence)
    found = [one for shown in pictures.shown() if (one := _finding(shown, evidence, months))]
    return judge(pictures.judged(), Rows.of(_FINDING, found))


def _finding(one: Shown, evidence: Evidence, months: int) -> tuple[object, ...] | None:
    """Return a finding (columns _FINDING) where a pupil has left and may not be shown, or nothing."""
    now, zone = now_of(evidence), evidence.timezone
    left = one.pupil.left if one.pupil else None
    if left is None or left > now or one.unit.posted is None:
        return None
    day = day_of(left, zone)
    if one.unit.posted >= left:
        detail = f"the pupil left on {day}; it was posted {one.unit.published(zone)}"
        return *one.unit.subject, (one.pupil_id,), one.confidence, "this_week", detail
    over = _months_after(left, months, zone)
    if not months or over > now:
        return None
    online = f"still online {counted_days(days_between(over, now, zone))} after its time was over"
    detail = f"the pupil left on {day}, and pictures may stay for {months} month{'' if months == 1 else 's'}: {online}"
    return *one.unit.subject, (one.pupil_id,), one.confidence, "soon", detail


def _months_after(moment: int, months: int, timezone: str) -> int:
    """Return the same day some months later, or the last of that month, in microseconds since 1970 (UTC)."""
    begin = pd.Timestamp(local(moment, timezone).replace(tzinfo=None)) + pd.DateOffset(months=months)
    return to_micros(begin.tz_localize(timezone, nonexistent="shift_forward", ambiguous=True))
