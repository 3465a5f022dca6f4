"""Calls for the documents of a feed: its own host alone, a few redirects, every failure one of the three errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import requests

from connectors._feed_entries import Feed, NotAFeedError
from connectors._feed_json import looks_like_json, read_json
from connectors._feed_xml import read_xml
from connectors._http import InsideError, PlatformSession, is_among, secure, transport_faults
from connectors.base import BadPayload, ConnectorError, HttpSettings, NeedsPerson, RetryLater

_LONGEST: Final = 10_000_000
"""Bytes of one document."""
_REDIRECTS: Final = 4
_HEADERS: Final = {
    "User-Agent": "school-social-audit (reads the feeds of its own schools)",
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
}
_CORRECT: Final = "correct its address in trust.yaml"


class GoneError(Exception):
    """There is no such document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One answer."""

    body: bytes
    content_type: str
    url: str
    etag: str = ""
    modified: str = ""
    unchanged: bool = False
    """True when the host says that nothing changed since `etag` or `modified`; `body` is empty then."""

    def feed(self, where: str, *, is_plain: bool = False) -> Feed:
        """Read it; BadPayload when it is no feed. `is_plain` as for read_xml."""
        try:
            if looks_like_json(self.body):
                return read_json(self.body, self.url)
            return read_xml(self.body, self.content_type, self.url, is_plain=is_plain)
        except NotAFeedError as fault:
            raise BadPayload(where, str(fault)) from None


def own_hosts(url: str) -> frozenset[str]:
    """Return the host of an address, with "www." and without."""
    netloc = urlsplit(url).netloc
    return (
        frozenset({netloc, netloc.removeprefix("www."), f"www.{netloc.removeprefix('www.')}"})
        if netloc
        else frozenset()
    )


class FeedCalls:
    """Asks the host of one configured address."""

    def __init__(self, url: str, http: HttpSettings, now: datetime) -> None:
        self._hosts, self._now = own_hosts(url), now
        bounded = replace(http, max_bytes=min(http.max_bytes, _LONGEST))
        self._session = PlatformSession(bounded, self._hosts, redirects=_REDIRECTS)

    def is_own(self, url: str) -> bool:
        """Say whether an address stands on the configured host."""
        return is_among(urlsplit(secure(url)).netloc, self._hosts)

    def get(self, where: str, url: str, known: Mapping[str, str] | None = None) -> Document:
        """Ask for a document; GoneError for 404 and 410.

        `known` may hold the `etag` and `modified` of its last answer: then it may come back `unchanged`.
        """
        conditions = {
            "If-None-Match": (known or {}).get("etag", ""),
            "If-Modified-Since": (known or {}).get("modified", ""),
        }
        headers = _HEADERS | {name: value for name, value in conditions.items() if value}
        with transport_faults(where, self._now):
            try:
                answer = self._session.get(secure(url), headers=headers)
            except InsideError:
                inside = f"{where} leads inside a private network, where nothing is ever asked: {_CORRECT}"
                raise NeedsPerson(inside) from None
        if answer.status_code != 200 and not (answer.status_code == 304 and len(headers) > len(_HEADERS)):
            raise _refusal(answer, where, self._now)
        return Document(
            body=answer.content,
            content_type=answer.headers.get("Content-Type", ""),
            url=answer.url,
            etag=answer.headers.get("ETag", ""),
            modified=answer.headers.get("Last-Modified", ""),
            unchanged=answer.status_code == 304,
        )


def _refusal(answer: requests.Response, where: str, now: datetime) -> ConnectorError | GoneError:
    status = answer.status_code
    if status in {404, 410}:
        return GoneError()
    if status == 429 or status >= 500 or status in {408, 425}:
        return RetryLater(_again(answer, now), f"{where}: the host asks to wait or is down (HTTP {status})")
    if status in {401, 407}:
        return NeedsPerson(f"{where} is behind a password: ask whoever runs the site to make its feed public")
    if status == 403:
        return NeedsPerson(f"{where} is refused to this program: ask whoever runs the site to let feed readers in")
    if 300 <= status < 400:
        return NeedsPerson(f"{where} has moved to {_host_of(answer) or 'another address'}: {_CORRECT}")
    return BadPayload(where, f"the host answered HTTP {status}")


def _host_of(answer: requests.Response) -> str:
    """Return the host that a redirect leads to; blank where it names none."""
    try:
        return urlsplit(answer.headers.get("Location", "")).hostname or ""
    except ValueError:
        return ""


def _again(answer: requests.Response, now: datetime) -> datetime:
    """Return when to ask again: as the host says, between a minute and a day from now."""
    said = answer.headers.get("Retry-After", "").strip()
    at = now + timedelta(minutes=15)
    try:
        if said.isdecimal():
            at = now + timedelta(seconds=min(int(said[:9]), 86_400))
        elif said:
            read = parsedate_to_datetime(said)
            at = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    return min(max(at, now + timedelta(minutes=1)), now + timedelta(days=1))


def no_feed_there(where: str) -> NeedsPerson:
    """Return the error for a configured address at which there is nothing."""
    return NeedsPerson(f"{where}: there is no feed at its address; {_CORRECT}")
