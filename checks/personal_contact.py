"""A phone number, home or e-mail address, date of birth, or a number that names one person, in a public text.

## Why it matters
What lets a stranger ring, visit, write to or impersonate a family does not belong under a school's name, whoever wrote
it and however kindly: a parent's number in a comment is copied within the hour. The policies ask that nothing personal
is given away (com01 4.1, Knowsley 7.3), and colleagues' own numbers and addresses least of all (Bradfield).

## Flagged
- In captions, alt texts, comments, and what is read inside pictures (posters, slides: likely at most): phone numbers
  (with or without +44, in any usual grouping; from abroad with +; in links of WhatsApp), also in letters, spaced, as
  emoji or with the letter O for 0; without the area code where "tel" or "ring" stands before it (possible).
- E-mail addresses, in capitals or not, also "name at gmail dot com" and "name (at) ...". House number and postcode.
- National Insurance numbers, NHS numbers and pupil numbers (UPN) whose check digit or letter is right.
- A date of birth: behind "DOB" any, behind "born" one of the last 19 years. A car's registration, where a car, its
  make or "reg" stands near.
- `today` for what names a child or a person for good (dates of birth, UPN, NHS, National Insurance, home); `this_week`
  for phone and e-mail; `soon` for a car.

## Not flagged
- The phones, e-mail addresses, postcode and website of `contacts` in trust.yaml, the trust's mail domains, and what the
  option `allowed` names; extensions behind a phone are left out. An account such as @school@mastodon.example.
- A landline number in a caption is only possible as long as `contacts` names no phone: it may be the office's.
- Numbers of organisations: freephone, 03, 08, helplines. Scores, dates, prices, times, rooms, buses, years, hashtags,
  scripture, and postcodes without a house number.
- The school's own contacts inside a picture, misread by a digit or two.
- A picture that could not be fetched or opened, or whose text could not be read, is not assessed, and says why.
- Reports other than the worklist show "[phone number]" instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from checks._pictured_contacts import judge_pictured, together
from checks._texts import Text, judge_texts
from checks.base import Evidence, Judgement, School, check
from checks.contacts._find import SCREENS, find_contacts, own_contacts
from checks.contacts._phones import national

_OF: Final = {
    "phone": ("this_week", "a phone number that is not the school's own"),
    "email": ("this_week", "an e-mail address that is not the school's own or the trust's"),
    "address": ("today", "a house number with its postcode"),
    "national_insurance": ("today", "a National Insurance number"),
    "nhs_number": ("today", "an NHS number"),
    "upn": ("today", "a unique pupil number"),
    "date_of_birth": ("today", "a date of birth"),
    "car_registration": ("soon", "a car's registration"),
}
"""Kind of contact -> severity, and what is said of it: never the number itself."""
_REMOVE: Final = "Hide or delete the comment, and tell the writer in private why."
_REPLACE: Final = "Take the picture down, and publish it anew without it; ask the organiser where it is a poster's."
_EDIT: Final = "Take it out of the text; where no edit is possible, delete the post and publish it anew."


@check(
    title="Personal contact or identifier in public",
    subject={"post", "alt", "comment", "image"},
    severity="this_week",
    needs={"posts"},
    uses={"media", "comments", "pictures"},
    remedy=_EDIT,
)
def personal_contact(evidence: Evidence, *, allowed: Sequence[str] = ()) -> Judgement:
    """Judge every caption, alt text, comment and picture (com01 4.1, Knowsley 7.3, Bradfield, Lancashire 5).

    `allowed`: further phone numbers, e-mail addresses, mail domains or postcodes that may be published, such as a
    club's that meets at the school.
    """
    own, year = own_contacts(evidence.school, tuple(allowed)), evidence.as_of.year

    def faults(text: Text) -> Iterator[Mapping[str, Any]]:
        for start, end, kind, confidence in find_contacts(text.text, own, year=year):
            severity, detail = _OF[kind]
            if text.own and _may_be_own(evidence.school, kind, text.text[start:end]):
                confidence, detail = "possible", "a landline number, and trust.yaml names none of the school's own"
            yield {
                "start": start,
                "end": end,
                "matched_text": text.text[start:end],
                "confidence": confidence,
                "severity": severity,
                "detail": detail,
                "remedy": _REMOVE if text.subject_type == "comment" else _EDIT,
            }

    def pictured(text: str) -> Iterator[Mapping[str, Any]]:
        for start, end, kind, confidence in find_contacts(text, own, year=year):
            severity, detail = _OF[kind]
            sure = "possible" if _may_be_own(evidence.school, kind, text[start:end]) else confidence
            told = {"matched_text": text[start:end], "confidence": sure, "severity": severity, "detail": detail}
            yield {**told, "remedy": _REPLACE}

    texts = judge_texts(evidence, faults, screens=SCREENS)
    return together(texts, judge_pictured(evidence, pictured)) if len(evidence.pictures) else texts


def _may_be_own(school: School, kind: str, number: str) -> bool:
    """Say whether a number the school published may be the office's, as long as nobody has written down which is."""
    return kind == "phone" and not school.phones and national(number).startswith(("01", "02"))
