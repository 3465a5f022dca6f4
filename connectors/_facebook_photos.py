"""The photos of a page's posts: albums to their last one, and what somebody wrote for those who cannot see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from connectors import _facebook_mapping as mapped
from connectors._graph_account import GraphAccount, Payload
from connectors._graph_answers import GoneError, NotPermittedError, RefusedError, next_place, page_args
from connectors._payload import mapping, objects

SHOWN: Final = "media_type,type,title,description,target{id},media{image{src},source}"
"""What is asked of one attachment."""
ATTACHED: Final = f"{SHOWN},subattachments.limit(100){{{SHOWN}}}"
"""What is asked of the attachments of a post; Facebook gives twelve photos of an album unless it is asked for more."""
_PAGES_AN_ALBUM: Final = 50
_PHOTOS_A_CALL: Final = 50
_TRIES: Final = 12
"""Calls in which the photos that spoil a call for fifty are looked for."""


class Photos:
    """Asks for what did not come with the posts of one page."""

    def __init__(self, page: GraphAccount) -> None:
        self._page = page
        self._where = f"the photos of {page.who}"

    def with_albums(self, payloads: Sequence[Payload]) -> tuple[Sequence[Payload], int]:
        """Return posts with the rest of their albums, and how many albums could not be read to their end."""
        whole, cut = [], 0
        for payload in payloads:
            more: list[Payload] = []
            cut += sum([not self._rest_of(edge, more) for edge in mapped.further(payload)])
            cut += mapped.unseen_albums(payload)
            whole.append(mapped.with_attachments(payload, more))
        return whole, cut

    def _rest_of(self, edge: Payload, found: list[Payload]) -> bool:
        """Add what follows a list of attachments to `found`; say whether its end was reached."""
        been: set[tuple[str, str, str]] = set()
        for _ in range(_PAGES_AN_ALBUM):
            if not mapping(edge.get("paging")).get("next"):
                return True
            place = next_place(edge)
            if place is None or place in been:
                return False
            been.add(place)
            node, name, token = place
            try:
                edge = self._page.edge(self._where, node, name, {"fields": ATTACHED, "limit": 100, **page_args(token)})
            except (GoneError, RefusedError, NotPermittedError):
                return False
            found += objects(edge["data"])
            if not edge["data"]:
                return True
        return False

    def alt_texts(self, photos: Sequence[str]) -> tuple[Mapping[str, str], int]:
        """Ask for what was written about photos: photo id -> text, and how many could not be asked for."""
        found: dict[str, str] = {}
        for at in range(0, len(photos), _PHOTOS_A_CALL):
            found |= self._written(photos[at : at + _PHOTOS_A_CALL])
        return found, sum(one not in found for one in photos)

    def _written(self, photos: Sequence[str]) -> Mapping[str, str]:
        """Ask for some photos at once; where one of them spoils the call, for ever fewer until it stands alone."""
        found: dict[str, str] = {}
        parts, tries = [photos], 0
        while parts and tries < _TRIES:
            part, tries = parts.pop(0), tries + 1
            try:
                answer = self._page.graph.get_many(self._where, part, fields="alt_text,alt_text_custom")
            except NotPermittedError:
                break
            except (GoneError, RefusedError):
                half = len(part) // 2
                parts += [one for one in (part[:half], part[half:]) if half]
                continue
            found |= {one: mapped.to_alt_text(answer[one]) for one in part if isinstance(answer.get(one), dict)}
        return found
