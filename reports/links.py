"""Which addresses a report may link to: http and https, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

_NEVER: Final = re.compile(r'[\s\x00-\x20\x7f"<>\\]')


@lru_cache(maxsize=4096)
def web_link(address: str) -> str:
    """Return the address when it is a whole http(s) one, else "" (no link is written)."""
    if _NEVER.search(address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and host and "@" not in parts.netloc else ""
