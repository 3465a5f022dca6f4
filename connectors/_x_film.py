"""Where X serves the film of a video or GIF, among the qualities that it lists; its API and its archive alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors._payload import address, identity, objects


def film_of(variants: Any) -> str:
    """Return the address of a film in the best quality that X lists; blank where it lists none."""
    found = [(_bit_rate(one), url) for one in objects(variants) if (url := address(one.get("url")))]
    return max(found, default=(0, ""))[1]


def _bit_rate(variant: Mapping[str, Any]) -> int:
    """Return bits a second, -1 where it is not said; bit_rate in the API, bitrate and written as text in archives."""
    said = identity(variant.get("bit_rate", variant.get("bitrate")))
    return int(said) if said.isdecimal() and len(said) < 12 else -1
