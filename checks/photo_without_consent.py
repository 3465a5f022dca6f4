"""A picture of a pupil that was published without consent.

## Why it matters
The commonest real breach: parents said no, or were never asked, and their child's picture is public. The policy allows
no photograph of a child without the consent of parents or carers (com01 4.1).

## Flagged
- Each pupil whom the photo log places in a published photo or video, unless consent for photos on that platform was
  granted at the moment of posting. Refused, requested, withdrawn, expired, voided, unknown, never asked, parents who
  disagree and a child that says no are all no. Consent for the press, for use inside the school, or for no channel in
  particular is none for an account.
- With `basis: public_task`, for a trust that publishes on that lawful basis: only a no that had been said counts, which
  is refused, withdrawn, parents who disagree, and a child that says no.
- A pupil in the log who is not in the register (likely).
- A pupil who has left and of whom no consent is on record: likely only, for an export may hold no one who left.
- Where the log names a whole form, each pupil of that form (likely; only possible when the picture is from before this
  school year, for forms change).
- A log row without a media_id speaks of every picture of its post. Where a log row speaks of no picture that was read,
  the post is judged in its place. Whom the log names in a photo is in its copies too, byte for byte the same, whatever
  the log says of these.
- A picture that nobody has logged, and whose alt text, caption, or words inside it name a pupil without consent: only
  possible, for a name beside a picture proves nobody in it. Of several pictures under one caption the first stands for
  all. A pupil whom the log places in another picture of the post is taken to be in that one, and a name that two pupils
  bear is left out. Such a picture stays one that nobody has logged (photo-not-logged), and the finding stands until
  somebody logs it: that the name is gone from the caption says nothing of who is in the picture.

## Not flagged
- A picture with nobody logged in it is not assessed, and so is one whose log names a form that the register has not.
- A picture in which the log says that no pupil, or nobody who could be recognised, is seen.
- A repost of other people's pictures, unless the log places pupils in it.
- Consent that ended since the posting: that is a fault of its own, consent-withdrawn-since.
- Consent of which the register gives no day: it counts as given for ever, or from the day on which a register first
  said so where an earlier one said otherwise. Then the doubt is not held against a picture: a yes counts from the last
  register that said no, a no from the first that said it.
- With `basis: public_task`, a pupil of whom the register says no clear no. A word that cannot be read is none, so look
  at what 'social-audit registers preview' says of such words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checks._consent import BASES, NEVER_ASKED, OBJECTIONS, consents_of, standing_states
from checks._named_beside import who_is_shown
from checks._photo_log import SUBJECT, Shown, logged_pictures, now_of
from checks._rows import Rows
from checks.base import CONFIDENCES, Evidence, Judgement, check, judge

UNKNOWN_PUPIL: Final = "unknown_pupil"
WORDS: Final = {
    "refused": "consent had been refused",
    "withdrawn": "consent had been withdrawn",
    "expired": "consent had expired",
    "voided": "consent had been made void",
    "parents_disagree": "the parents disagree",
    "child_says_no": "the child had said no",
    "requested": "consent had been asked for but not given",
    "unknown": "the register does not say whether consent was given",
    NEVER_ASKED: "no consent was on record",
    UNKNOWN_PUPIL: "the pupil is not in the register, so no consent is on record",
}
"""How a report says each state, after "when it was posted"."""
_NO_DAY: Final = "; the register gives no day since when"
_LEFT: Final = "; the pupil has left, so see whether the consent register still holds those who left"
_FINDING: Final = (*SUBJECT, "pupil_ids", "confidence", "detail")


@check(
    title="Picture of a pupil published without consent",
    subject={"image", "post"},
    severity="today",
    needs={"media", "photo_log", "consents", "pupils"},
    choices={"basis": BASES},
    uses={"posts", "mentions"},
    remedy="Take the picture down, or show it without the child.",
)
def photo_without_consent(evidence: Evidence, *, basis: str = "consent") -> Judgement:
    """Judge every published picture by the consent in force when it was posted (com01 4.1, fourth bullet).

    `basis`: consent, or public_task where pictures are published on that lawful basis and only a no counts.
    """
    findings = list(_findings(who_is_shown(evidence), evidence, standing_states(basis)))
    return judge(logged_pictures(evidence).judged(), Rows.of(_FINDING, findings))


def _findings(
    shown: Iterable[tuple[Shown, str]], evidence: Evidence, standing: frozenset[str]
) -> Iterator[tuple[object, ...]]:
    """Yield a finding (columns _FINDING) for each pupil shown whose state at posting is none of `standing`."""
    consents, now = consents_of(evidence), now_of(evidence)
    for one, lead in shown:
        unit = one.unit
        state = consents.at(one.pupil_id, "photo", unit.platform, unit.posted) if one.pupil else UNKNOWN_PUPIL
        if state in standing:
            continue
        published = one.unit.published(evidence.timezone)
        detail, confidence = f"{lead}when it was posted {published}, {WORDS[state]}", one.confidence
        undated = unit.posted is not None and consents.is_undated(one.pupil_id, "photo", unit.platform, unit.posted)
        if state in OBJECTIONS and undated:
            detail += _NO_DAY
        if state == NEVER_ASKED and one.pupil and one.pupil.left is not None and one.pupil.left <= now:
            detail, confidence = detail + _LEFT, max(confidence, "likely", key=CONFIDENCES.index)
        yield *unit.subject, (one.pupil_id,), confidence, detail
