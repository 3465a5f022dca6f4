"""Looking over what consents are for: a purpose that nothing asks for is a yes to nothing, and often a slip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from config.models import Trust
from config.nearest import nearest
from config.platforms import PLATFORMS
from pipeline.doctor_lines import Line, count
from pipeline.mis.lists import purposes

_KINDS: Final = ("photo", "name")
_ASKED: Final = ("social_media", "website", *PLATFORMS)
"""What checks ask about, after `photo_` or `name_`."""
_LIKE: Final = 75
"""Of 100: "scoial_media" is like "social_media", "yearbook" is not like "facebook"."""
_PURPOSE: Final = re.compile(r"[a-z]+(?:_[a-z]+)+")
_BEGINS: Final = ("photo_", "name_", "video_")
_RIGHT: Final = "write photo_social_media, photo_website, photo_x, name_social_media or the like"


def examine_purposes(trust: Trust, subject: str, given: Iterable[str]) -> Iterator[Line]:
    """Yield a warning for each purpose that is unknown here, with the closest known one.

    `given`: the purpose of every row of a consent register. What trust.yaml names under mis.consents.purposes, and
    what consents are often for beside publishing (a display, the press), is no slip.
    """
    known = _known() | {*trust.mis.consents.purposes.values()}
    odd = Counter(one for one in given if one and one not in known)
    hidden = sum(number for one, number in odd.items() if not _is_shown(one))
    for one, number in sorted(odd.items()):
        if _is_shown(one):
            meant = _meant(one)
            right = f"did you mean {meant}?" if meant else f"{_RIGHT}, or name it under mis.consents.purposes"
            yield Line("warning", subject, f"{_rows(number)} for {one}, which is a yes to nothing: {right}")
    if hidden:
        yield Line("warning", subject, f"{_rows(hidden)} for what is no purpose, so a yes to nothing: {_RIGHT}")


def _known() -> set[str]:
    beside = {purpose.partition("_")[2] for _, purpose in purposes()}
    return {f"{kind}_{place}" for kind in _KINDS for place in (*_ASKED, *beside)}


def _is_shown(purpose: str) -> bool:
    """Say whether it looks like a purpose: whatever else stands in the column may be anything, a child's name too."""
    return bool(_PURPOSE.fullmatch(purpose)) and (purpose.startswith(_BEGINS) or bool(_meant(purpose)))


def _meant(purpose: str) -> str:
    """Return the purpose that was probably meant; blank where none is like it."""
    kind, _, place = purpose.partition("_")
    meant_kind = kind if kind in _KINDS else nearest(kind, _KINDS, at_least=_LIKE)
    meant_place = place if place in _ASKED else nearest(place, _ASKED, at_least=_LIKE)
    return f"{meant_kind}_{meant_place}" if meant_kind and meant_place else ""


def _rows(number: int) -> str:
    return f"{count(number, 'row')} {'is' if number == 1 else 'are'}"
