"""A photo without an alt text that says what is seen.

## Why it matters
Who cannot see the picture hears its alt text, and "IMG_1234.jpg" or nothing at all is what most of them hear. Schools
must make what they publish usable for parents and pupils with a disability (accessibility pictures(a), pictures(b)).

## Flagged
- A photo without an alt text; each one of several in a post by itself.
- An alt text that is a file's name ("IMG_1234.jpg", "DSC 0042", "WhatsApp Image 2026-10-05 at 10.11.12"), or one that
  the platform made up by itself ("May be an image of 3 people").
- An alt text of fewer than `words` words (3); "photo of", "picture of" and the like say nothing and are not counted.
- Where not one photo of an account has an alt text, the finding is likely only: its source may hand over none.

## Not flagged
- Videos without an alt text, whose words stand in their captions; one that has an alt text is held to it.
- A repost of other people's pictures: only they can describe them.
- A photo whose source tells no alt texts (an export, a feed) is not assessed.
- Whether the words are true or well chosen; a person reads that.
"""

from __future__ import annotations

import re
from typing import Final

from checks._photo_log import SUBJECT
from checks._rows import Rows
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge, subject_of

UNTOLD: Final = "the source of this account tells no alt texts"
MISSING: Final = "it has no alt text"
NONE_AT_ALL: Final = "it has no alt text, nor has any photo of this account: see whether its source gives alt texts"
FILE_NAME: Final = "its alt text is the name of a file"
MADE_UP: Final = "its alt text was made up by the platform, and says hardly anything"
_ENDING: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|heic|heif|bmp|tiff?|avif|svg|raw|mp4|mov)$")
_CAMERA: Final = re.compile(
    r"(?i)^(?:img|dscn?f?|dscf|pxl|mvimg|vid|sam|gopr|image|photo|picture|untitled|scan|screenshot|screen shot|"
    r"whatsapp image|signal|fb_img|snapchat)?[\W_]*\d[\d\W_]*(?:(?:at|am|pm|edited|wa\d+|copy)[\d\W_]*)*$"
)
"""What cameras, telephones and messengers call a file, without its ending: a word of theirs, numbers, signs."""
_PLATFORM: Final = re.compile(
    r"(?i)^(?:may be an? \w+|(?:photo|image) may contain\b|image may contain\b|no (?:photo )?description available)"
)
_BY: Final = re.compile(
    r"(?i)^(?:photo|video|image) (?:shared )?by .{1,120}?\b(?:on \w+ \d{1,2},? \d{4})?\.\s+(?=may be|no )", re.DOTALL
)
"""What Instagram writes before its own words: "Photo by St Anne's School on October 05, 2026."."""
_SENTENCE: Final = re.compile(r"(?:[^\W\d_]{2,}\W+(?:a )?){6}")
"""So many words are no file's name, even where they end in one."""
_LEAD: Final = re.compile(
    r"(?i)^(?:an? |the |this is an? )?(?:photo|photograph|picture|image|pic|graphic|snap(?:shot)?)s?\b"
    r"(?: (?:of|showing|shows|with)\b)?"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FINDING: Final = (*SUBJECT, "confidence", "detail")


@check(
    title="Photo without a description",
    subject={"image"},
    severity="soon",
    needs={"media"},
    uses={"posts"},
    remedy="Add an alt text that says in a few words what is seen, without naming a child.",
)
def picture_not_described(evidence: Evidence, *, words: int = 3) -> Judgement:
    """Judge the alt text of every photo, those of a carousel one by one (accessibility pictures(a), pictures(b)).

    `words`: the fewest that say something.
    """
    photos = _photos(evidence)
    described = {account for account, *_, alt, _ in photos if alt}
    units, findings = [], []
    for account, post_id, media_id, alt, is_known in photos:
        subject = ("image", subject_of("image", post_id, media_id), account)
        if not alt and not is_known:
            units.append((*subject, NOT_ASSESSED, UNTOLD))
            continue
        units.append((*subject, PASS, ""))
        if account not in described:
            findings.append((*subject, "likely", NONE_AT_ALL))
        elif fault := fault_of(alt, words):
            findings.append((*subject, "certain", fault))
    return judge(Rows.of(UNIT_COLUMNS, units), Rows.of(_FINDING, findings))


def fault_of(alt: str, words: int) -> str:
    """Return what is wrong with an alt text, or nothing."""
    if not alt:
        return MISSING
    if (_ENDING.search(alt) and not _SENTENCE.search(alt)) or _CAMERA.match(alt):
        return FILE_NAME
    if _PLATFORM.match(_BY.sub("", alt)):
        return MADE_UP
    said = len(_WORD.findall(_LEAD.sub("", alt)))
    return "" if said >= words else f"its alt text says too little: {said} word{'' if said == 1 else 's'} of meaning"


def _photos(evidence: Evidence) -> list[tuple[str, str, str, str, bool]]:
    """Return account, post_id, media_id, alt text and whether it is told of each photo once, without reposts.

    Of videos those that have an alt text.
    """
    post = ["account", "post_id"]
    reposts = {(account, name) for account, name, kind in evidence.rows("posts", [*post, "kind"]) if kind == "repost"}
    found: dict[tuple[str, str, str], tuple[str, bool]] = {}
    media = evidence.rows("media", [*post, "media_id", "type", "alt_text"], others=["alt_known"])
    for account, name, media_id, kind, alt, is_known in media:
        if (kind != "video" or alt.strip()) and (account, name) not in reposts:
            found.setdefault((account, name, media_id), (alt.strip(), is_known is not False))
    return [(*photo, *told) for photo, told in found.items()]
