"""A pupil's name that can be read inside a picture, or in the details hidden in its file.

## Why it matters
A certificate held up, a name badge, a peg label, the title of a slide: the picture says who the child beside it is,
and no caption has to. Keywords and people that a photo program wrote into the file travel with it, unseen. The policy
allows no name with a child in a picture (com01 4.1).

## Flagged
- A pupil of the school's register named in the text that is read inside a photo, or in the title, caption, keywords or
  people of its file (EXIF, IPTC, XMP). A video is judged by its cover picture.
- One finding for each child of a picture, with the words that were read. What is read is never as sure as what is
  written: look at the picture.
- Severity as for a name in a caption beside a picture: `today` for a name with its surname or initial, or where the
  photo log places the child in the post; `this_week` for a first name with a class; `soon` for a first name.

## Not flagged
- Staff and other adults named with a title, and words that are only spelled like a pupil's name.
- What the option `allow` permits.
- A picture that could not be fetched or opened, one that moves, and any picture where no text can be read
  (tesseract-ocr and the extra `ocr` are not installed) is not assessed, unless the details of its file name a child.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from checks._frames import tuples, with_columns
from checks._naming import ALLOWANCES, UNIT, findings_of
from checks.base import NOT_ASSESSED, PASS, Evidence, Judgement, check, judge

SEEN: Final = "Take the picture down, or publish it anew with the name made unreadable."
HIDDEN: Final = "Take the picture down, and publish it anew from a copy without the names in its file."
_READ: Final = "read"
_WHERE: Final = {True: "read inside the picture", False: "in the details of the picture's file, which viewers can show"}


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
    pictures = _pictures(evidence)
    findings = findings_of(pictures, evidence, allow)
    lengths = dict(tuples(pictures, ["subject_id"], others=["seen"]))
    ends = {(account, name): lengths[name] for name, account in tuples(pictures, ["subject_id", "account"])}
    found = tuples(findings, ["subject_id", "account"], others=["start"])
    seen = pd.Series([start < ends[account, name] for name, account, start in found], index=findings.index, dtype=bool)
    told = findings.assign(
        detail=findings["detail"] + "; " + seen.map(_WHERE), remedy=seen.map({True: SEEN, False: HIDDEN}),
        start=None, end=None,
    )  # fmt: skip
    return judge(pictures, told)


def _pictures(evidence: Evidence) -> pd.DataFrame:
    """Return the pictures as units, with the text that findings are weighed by and how long its seen part is."""
    texts = ["account", "platform", "post_id", "media_id", "state", "reason", "text", "text_state", "details"]
    pictures = with_columns(evidence.pictures, texts, ["created_at"])
    unread = pictures["text_state"].where(pictures["state"] == "examined", pictures["reason"])
    whole = unread == _READ
    return pictures.assign(
        subject_type="image",
        subject_id="image:" + pictures["post_id"] + "/" + pictures["media_id"],
        outcome=whole.map({True: PASS, False: NOT_ASSESSED}),
        reason=unread.mask(whole, ""),
        seen=pictures["text"].str.len(),
        text=pictures["text"] + "\n" + pictures["details"],
    )[[*UNIT, "outcome", "reason", "platform", "post_id", "text", "created_at", "seen"]]
