"""A pupil's name that can be read inside a picture, or in the details hidden in its file.

## Why it matters
A certificate held up, a name badge, a peg label, the title of a slide: the picture says who the child beside it is,
and no caption has to. Keywords and people that a photo program wrote into the file travel with it, unseen. The policy
allows no name with a child in a picture (com01 4.1).

## Flagged
- A pupil of the school's register named in the text that is read inside a photo, or in the title, caption, keywords or
  people of its file (EXIF, IPTC, XMP). Of a video it is the cover that is read.
- One finding for each child of a picture, with the words that were read. What is read is never as sure as what is
  written: look at the picture.
- Severity as for a name in a caption beside a picture: `today` for a name with its surname or initial, or where the
  photo log places the child in the post; `this_week` for a first name with a class; `soon` for a first name.

## Not flagged
- Staff and other adults named with a title, and words that are only spelled like a pupil's name.
- What the option `allow` permits.
- A picture that could not be fetched or opened, one that moves, and any picture where no text can be read
  (tesseract-ocr and the extra `ocr` are not installed) is not assessed, unless the details of its file name a child.
  Nor is the film of a video: nobody has watched it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from checks._film import film_unit
from checks._naming import ALLOWANCES, findings_of
from checks._rows import Rows
from checks._texts import Text
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge, subject_of

SEEN: Final = "Take the picture down, or publish it anew with the name made unreadable."
HIDDEN: Final = "Take the picture down, and publish it anew from a copy without the names in its file."
_READ: Final = "read"
_WHERE: Final = {
    (True, False): "read inside the picture",
    (False, False): "in the details of the picture's file, which viewers can show",
    (True, True): "read inside the cover of the video",
    (False, True): "in the details of the file of the video's cover, which viewers can show",
}
"""Whether it was read inside, whether that is a video's cover -> where it was found."""


@check(
    title="Child named inside a picture",
    subject={"image"},
    severity="today",
    needs={"pictures", "mentions", "pupils"},
    choices={"allow": ALLOWANCES},
    uses={"posts", "media", "photo_log", "consents"},
    remedy=SEEN,
)
def child_named_in_picture(evidence: Evidence, *, allow: str = "nothing") -> Judgement:
    """Judge every picture by the names that can be read in it (com01 4.1).

    `allow`: what the policy permits: nothing, first_name, first_name_and_initial, names_without_pictures or
    pictures_without_names (both as nothing: here a picture always stands with the name).
    """
    pictures = list(_pictures(evidence))
    findings = findings_of([one.text for one in pictures], evidence, allow)
    known = {(one.text.account, one.text.subject_id): one for one in pictures}
    found = findings.tuples("account", "subject_id", "start", "detail")
    told = [
        (known[account, name].seen > start, known[account, name].film, detail) for account, name, start, detail in found
    ]
    units = [(*one.text[:3], NOT_ASSESSED if one.unread else PASS, one.unread) for one in pictures]
    units += [film_unit(one.text.subject_id, one.text.account) for one in pictures if one.film and not one.unread]
    return judge(
        Rows.of(UNIT_COLUMNS, units),
        findings.replaced(
            detail=[f"{detail}; {_WHERE[inside, film]}" for inside, film, detail in told],
            remedy=[SEEN if inside else HIDDEN for inside, _, _ in told],
            start=[None] * len(told),
            end=[None] * len(told),
        ),
    )


class _Picture(NamedTuple):
    """One picture, with the text that findings are weighed by."""

    text: Text
    seen: int
    """How much of the text can be seen in the picture: what follows are the details of its file."""
    film: bool
    unread: str
    """Why not all of its text was read, or nothing."""


def _pictures(evidence: Evidence) -> Iterator[_Picture]:
    ids = ["account", "platform", "post_id", "media_id", "type"]
    said = ["state", "reason", "text", "text_state", "details"]
    for account, platform, post, media, kind, state, reason, text, text_state, details, posted in evidence.rows(
        "pictures", [*ids, *said], ["created_at"]
    ):
        unread = reason if state != "examined" else "" if text_state == _READ else text_state
        subject = subject_of("image", post, media)
        whole = Text("image", subject, account, platform, post, f"{text}\n{details}", "", posted)
        yield _Picture(whole, len(text), kind == "video", unread)
