"""A picture whose file says where it was taken.

## Why it matters
A phone writes into each photo where on the globe it was taken, to a few metres; photo programs add towns and addresses.
Whoever saves the picture can read it: of a photo sent in by a family, that may be their home. Guidance asks schools to
take such details out before they publish (Hwb; com01 4.1: nothing that identifies a child).

## Flagged
- A GPS position in the EXIF or XMP of a published photo.
- A town, a place within it, an address or a postcode in the EXIF, IPTC or XMP of its file, in fields made for it or
  within a title, caption or keyword.
- One finding a picture. It says by what the place can be read, and never more than the town: the exact place is neither
  stored nor shown.
- `likely` where a file was handed over for a photo: some platforms take such details out when a photo is published.
- Of a video it is the file of its cover that is looked at.

## Not flagged
- A position that is nonsense (none of a globe's, or 0, 0), a country or county alone.
- A place that can be read inside the picture, or told by its caption: that is for a person to judge.
- A picture that could not be fetched or opened is not assessed, nor is the film of a video: it is not opened.
"""

from __future__ import annotations

from typing import Final

from checks._film import film_unit
from checks._rows import Rows
from checks.base import NOT_ASSESSED, PASS, UNIT_COLUMNS, Evidence, Judgement, check, judge, subject_of

_FINDING: Final = (*UNIT_COLUMNS[:3], "confidence", "severity", "detail")
_HANDED_OVER: Final = "; so says the file that was handed over, which the platform may have published without it"
_TOWN_ALONE: Final = ("IPTC field 'city': ", "XMP field 'City': ")


@check(
    title="Place where a picture was taken can be read from its file",
    subject={"image"},
    severity="this_week",
    needs={"pictures"},
    uses={"media"},
    remedy="Take the picture down, and publish it anew from a copy without place and other details in its file.",
)
def place_in_picture(evidence: Evidence) -> Judgement:
    """Judge every picture by what its file says of the place (com01 4.1, Hwb); a town alone is for `soon`."""
    files = {(account, post, media) for account, post, media, *where in _of_media(evidence) if _is_file(*where)}
    units, findings = [], []
    columns = ["account", "post_id", "media_id", "type", "state", "reason", "place_how"]
    for account, post, media, kind, state, reason, how, place in evidence.rows("pictures", columns, others=["place"]):
        subject = ("image", subject_of("image", post, media), account)
        examined, is_film = state == "examined", kind == "video"
        units.append((*subject, PASS if examined else NOT_ASSESSED, "" if examined else reason))
        if examined and is_film:
            units.append(film_unit(*subject[1:]))
        if examined and place:
            handed = (account, post, media) in files
            whose = "The file of the video's cover" if is_film else "Its file"
            detail = f"{whose} gives away where it was taken: {how}{_HANDED_OVER if handed else ''}"
            severity = "soon" if _is_town_alone(how) else "this_week"
            findings.append((*subject, "likely" if handed else "certain", severity, detail))
    return judge(Rows.of(UNIT_COLUMNS, units), Rows.of(_FINDING, findings))


def _of_media(evidence: Evidence) -> list[tuple[str, ...]]:
    return list(evidence.rows("media", ["account", "post_id", "media_id", "type", "file", "cover"]))


def _is_file(kind: str, file: str, cover: str) -> bool:
    """Say whether what was looked at is a file that was handed over."""
    return bool(cover and "://" not in cover) if kind == "video" else bool(file)


def _is_town_alone(how: str) -> bool:
    """Say whether nothing narrower than a town is told."""
    return all(part.startswith(_TOWN_ALONE) for part in how.split("; "))
