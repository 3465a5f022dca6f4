"""One photo or cover by its address: asked of the platform's own media hosts alone, bounded in size and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from connectors._http import ElsewhereError, InsideError, PlatformSession, TooLongError, secure, transport_faults
from connectors.base import BadPayload, Media, RetryLater, Surroundings

_REDIRECTS: Final = 2
_BUSY: Final = frozenset({408, 425, 429, *range(500, 600)})
_EXPIRED: Final = frozenset({401, 403, 404, 410})
_AGAIN_AFTER: Final = timedelta(minutes=15)


class PictureHosts:
    """Fetches photos from the media hosts of one platform; no token is ever sent there."""

    def __init__(self, hosts: frozenset[str], surroundings: Surroundings) -> None:
        """Ask `hosts` alone ("*.fbcdn.net" = every host below fbcdn.net); nothing is opened yet."""
        self._now, self._largest = surroundings.now, surroundings.largest_picture
        self._session = PlatformSession(
            replace(surroundings.http, max_bytes=self._largest), hosts, redirects=_REDIRECTS
        )

    def fetch(self, media: Media, whose: str) -> bytes:
        """Return what stands at the address of a photo or cover; `whose` names the account in a sentence.

        RetryLater when the host is down or asks to wait, else BadPayload with the reason. Neither holds the address.
        """
        where, url = named(media, whose), media.url
        if not url:
            raise BadPayload(where, "the platform gave no address of it")
        with transport_faults(where, self._now):
            try:
                answer = self._session.get(secure(url) or url, headers={"Accept": "image/*"})
            except InsideError:
                raise
            except ElsewhereError:
                raise BadPayload(where, "its address is not on one of the platform's own media hosts") from None
            except TooLongError:
                raise too_large(where, self._largest) from None
        return self._content(where, answer.status_code, answer.content)

    def _content(self, where: str, status: int, content: bytes) -> bytes:
        if status == 200 and content:
            return content
        if status in _BUSY:
            raise RetryLater(self._now + _AGAIN_AFTER, f"{where}: the platform asks to wait or is down (HTTP {status})")
        if status in _EXPIRED:
            raise BadPayload(where, f"the platform serves it no longer, or its address has expired (HTTP {status})")
        raise BadPayload(where, f"the platform answered without a picture (HTTP {status})")


def named(media: Media, whose: str) -> str:
    """Name what is asked for in a sentence: a photo, or the cover of a video."""
    return f"{'the cover of a video' if media.type == 'video' else 'a photo'} of {whose}"


def too_large(where: str, largest: int) -> BadPayload:
    """Return the failure of a photo longer than `largest` bytes."""
    megabytes = largest // 1_000_000
    return BadPayload(
        where, f"it is longer than {megabytes} MB, the most that is kept (pictures.largest in trust.yaml)"
    )
