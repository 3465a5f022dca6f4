"""A picture of a pupil that is still online although consent has ended since it was posted.

## Why it matters
Consent can be taken back at any time, and a picture from three years ago is published today. A family that has said no
since, or whose yes was for two school years that are over, finds the picture where it always was. The policy allows no
photograph of a child without the consent of parents or carers (com01 4.1).

## Flagged
- Each pupil whom the photo log places in a published photo or video, whose consent for that platform was in force when
  it was posted and is not today; the finding says what the register says now, and for how many days the picture has
  been online since consent ended. Refused, requested, withdrawn, expired, voided, unknown, never asked, parents who
  disagree and a child that says no all end it.
- Consent that was given for some time only, and that time is over: a day on which it expires, or the year groups for
  which it was given ("Photograph Student (Year 7 and 8)").
- With `basis: public_task`, for a trust that publishes on that lawful basis: only a no that somebody has said since,
  which is refused, withdrawn, parents who disagree, and a child that says no.
- A picture that nobody has logged, and whose alt text, caption, or words inside it name such a pupil: only possible, as
  photo-without-consent has it.
- Severity `today` where somebody has said no or the consent was made void; `this_week` where it ran out or is in doubt.

## Not flagged
- A picture that was posted without consent: that is a fault of its own, photo-without-consent.
- Consent that ended and was given again.
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A pupil who is not in the register, of whom no consent is known at any time.

Where the register gives no day, consent ended on the day on which a register first said so; what earlier ones said is
kept. A pupil who has left, and whom a newer register does not name any more, keeps the consent that was last on record:
how long pictures of such a pupil may stay is a matter of leaver-still-shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checks._consent import BASES, NEVER_ASKED, consents_of, standing_states
from checks._frames import day_of
from checks._named_beside import who_is_shown
from checks._photo_log import SUBJECT, Shown, counted_days, days_between, logged_pictures, now_of
from checks._rows import Rows
from checks.base import Evidence, Judgement, check, judge

WORDS: Final = {
    "refused": "it is refused now",
    "withdrawn": "it has been withdrawn",
    "expired": "it has run out",
    "voided": "it has been made void",
    "parents_disagree": "the parents disagree now",
    "child_says_no": "the child says no now",
    "requested": "it has been asked for anew and not given",
    "unknown": "the register does not say any more whether it is given",
    NEVER_ASKED: "by the register nobody has been asked",
}
"""How a report says each state, after "consent was in force when it was posted"."""
_NO: Final = frozenset({"refused", "withdrawn", "voided", "parents_disagree", "child_says_no"})
_BEFORE: Final = {"consent": "consent was in force", "public_task": "nobody had said no"}
_ENDED: Final = {"consent": "consent ended", "public_task": "the no was said"}
_FIRST_READ: Final = "a register first said so"
_FINDING: Final = (*SUBJECT, "pupil_ids", "confidence", "severity", "detail")


@check(
    title="Picture still online although consent has ended",
    subject={"image", "post"},
    severity="today",
    needs={"media", "photo_log", "consents", "pupils"},
    choices={"basis": BASES},
    uses={"posts", "mentions"},
    remedy="Take the picture down, wherever else it was posted too, or show it without the child.",
)
def consent_withdrawn_since(evidence: Evidence, *, basis: str = "consent") -> Judgement:
    """Judge every published picture by the consent in force today (com01 4.1, fourth bullet).

    `basis`: consent, or public_task where pictures are published on that lawful basis and only a no counts.
    """
    findings = list(_findings(who_is_shown(evidence), evidence, basis))
    return judge(logged_pictures(evidence).judged(), Rows.of(_FINDING, findings))


def _findings(shown: Iterable[tuple[Shown, str]], evidence: Evidence, basis: str) -> Iterator[tuple[object, ...]]:
    """Yield a finding (columns _FINDING) for each pupil shown whose consent ended between posting and today."""
    consents, now, standing = consents_of(evidence), now_of(evidence), standing_states(basis)
    for one, lead in shown:
        unit = one.unit
        if one.pupil is None or unit.posted is None:
            continue
        asked = (one.pupil_id, "photo", unit.platform)
        ended = consents.ended(*asked, posted=unit.posted, now=now, standing=standing)
        if ended is not None:
            state = consents.at(*asked, now)
            severity = "today" if state in _NO else "this_week"
            dated = not consents.is_first_read(*asked, ended)
            detail = lead + _detail(one, state, ended, evidence, basis, dated=dated)
            yield *unit.subject, (one.pupil_id,), one.confidence, severity, detail


def _detail(one: Shown, state: str, ended: int, evidence: Evidence, basis: str, *, dated: bool) -> str:
    published = one.unit.published(evidence.timezone)
    days = days_between(ended, now_of(evidence), evidence.timezone)
    since = f"{_ENDED[basis] if dated else _FIRST_READ} on {day_of(ended, evidence.timezone)}"
    online = f"still online {counted_days(days)} after {since}"
    return f"{_BEFORE[basis]} when it was posted {published}; {WORDS[state]}: {online}"
