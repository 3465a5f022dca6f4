"""Which addresses a report may link to: http and https, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_link(address: str) -> str:
    """Return the address when it is a whole http(s) one, else "" (no link is written)."""
    if any(c.isspace() or ord(c) < 32 or c in '"<>\\' for c in address):
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and host and "@" not in parts.netloc else ""
