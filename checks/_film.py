"""Videos, of which the cover, a single picture, is all that is looked at: what is said of the rest."""

from __future__ import annotations

from typing import Final

from checks.base import NOT_ASSESSED

COVER: Final = "it is a video: its cover was looked at, the film was not watched"
"""Why a film is not assessed, however clean its cover is."""
Unit = tuple[str, str, str, str, str]
"""The columns of UNIT_COLUMNS."""


def film_unit(picture: str, account: str) -> Unit:
    """Return the unit of a film whose cover was judged as `picture` ("image:POST/MEDIA"): it is never assessed.

    The cover is a unit of its own, so that its finding ends when the cover is changed; coverage says the rest.
    """
    return ("image", f"film:{picture.removeprefix('image:')}", account, NOT_ASSESSED, COVER)
