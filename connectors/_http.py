"""The one way out to a platform: its own hosts only, bounded in time and size, and no token in any error."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool
from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError, ResponseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from connectors._addresses import PrivateAddressError, PublicPool, is_private_literal, refuse_private_name
from connectors.base import BadPayload, HttpSettings, NeedsPerson, RetryLater

_TRIES_AGAIN = 4
_BACKOFF = 0.4
_SERVER_FAULTS = frozenset(range(500, 600))
_CHUNK = 65_536
_NAME = re.compile(r"([a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class ElsewhereError(requests.RequestException):
    """A call that would have left the platform's own hosts; it was not made."""


class InsideError(ElsewhereError):
    """A call that would have ended inside a private network or on this machine; it was not made."""


class TooLongError(requests.RequestException):
    """An answer longer than is read."""


class _BoundedRetry(Retry):
    """Retries of the HTTP library that end at a moment of the monotonic clock, whatever their number."""

    until: float = 0.0

    def new(self, **kwargs: Any) -> _BoundedRetry:
        copy = super().new(**kwargs)
        copy.until = self.until
        return copy

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: Any = None,
    ) -> _BoundedRetry:
        if _pool is not None and time.monotonic() >= self.until:
            raise MaxRetryError(_pool, url or "", error or ResponseError("too long ago to try again"))
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def get_backoff_time(self) -> float:
        return max(0.0, min(super().get_backoff_time(), self.until - time.monotonic()))


def is_among(netloc: str, hosts: Collection[str]) -> bool:
    """Say whether a host (with its port, where it has one) is one of `hosts`; "*.fbcdn.net" is any host below it."""
    return any(
        netloc == host or (host.startswith("*.") and netloc.endswith(host[1:]) and _NAME.fullmatch(netloc) is not None)
        for host in hosts
    )


class _Door(HTTPAdapter):
    """Lets calls to the platform's hosts through, leads them to a loopback server where asked, and bounds answers."""

    def __init__(self, settings: HttpSettings, hosts: frozenset[str]) -> None:
        self._settings, self._hosts = settings, hosts
        super().__init__(pool_connections=2, pool_maxsize=2)
        # plain http is only ever spoken to a stand-in on this machine
        self.poolmanager.pool_classes_by_scheme = {"http": HTTPConnectionPool, "https": PublicPool}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Make one call; raises requests' own exceptions, ElsewhereError and TooLongError."""
        asked = request.url
        request = self._routed(request, kwargs)
        self.max_retries = _BoundedRetry(
            total=_TRIES_AGAIN,
            backoff_factor=_BACKOFF,
            status_forcelist=_SERVER_FAULTS,
            allowed_methods={"GET"},
            raise_on_status=False,  # the last answer is looked at, whatever its status
            respect_retry_after_header=False,  # who asks to wait is answered with RetryLater, not with a sleep
        )
        self.max_retries.until = time.monotonic() + self._settings.retry_within
        kwargs |= {"stream": True, "timeout": self._settings.timeout}
        try:
            self._refuse_inside(request, kwargs)
            response = super().send(request, *args, **kwargs)
        except PrivateAddressError:
            raise InsideError("a call to an address inside a network") from None
        response.url = asked or ""  # never the stand-in's
        response._content = self._body(response, time.monotonic() + self._settings.answer_within)
        response._content_consumed = True  # type: ignore[attr-defined]
        return response

    def _routed(self, request: requests.PreparedRequest, kwargs: dict[str, Any]) -> requests.PreparedRequest:
        url = urlsplit(request.url or "")
        if url.scheme != "https" or not is_among(url.netloc, self._hosts):
            raise ElsewhereError("a call to a host that is not the platform's")
        base = next((led for host, led in self._settings.loopback.items() if is_among(url.netloc, {host})), "")
        if base:
            stand_in = urlsplit(base)
            request = request.copy()
            request.headers["Host"] = url.netloc
            request.url = url._replace(scheme="http", netloc=stand_in.netloc).geturl()
            kwargs["proxies"] = {}  # a proxy must not be asked for this machine
        return request

    def _refuse_inside(self, request: requests.PreparedRequest, kwargs: Mapping[str, Any]) -> None:
        """Refuse what the connection itself cannot: an address in place of a name, and names that a proxy looks up."""
        url = urlsplit(request.url or "")
        if url.scheme == "http":  # a stand-in
            return
        host = url.hostname or ""
        if is_private_literal(host):
            raise PrivateAddressError
        if select_proxy(request.url or "", kwargs.get("proxies")):
            refuse_private_name(host)

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        """Read the answer piece by piece as it comes: a trickle never outlives `deadline`."""
        parts: list[bytes] = []
        size = 0
        try:
            while part := response.raw.read1(_CHUNK, decode_content=True):
                parts.append(part)
                size += len(part)
                if size > self._settings.max_bytes:
                    raise TooLongError("longer than is read")
                if time.monotonic() > deadline:
                    raise requests.ReadTimeout("the answer trickled")
        except ReadTimeoutError:
            raise requests.ReadTimeout("the answer stopped") from None
        except HTTPError as fault:
            raise requests.exceptions.ChunkedEncodingError(type(fault).__name__) from None
        finally:
            response.raw.close()
        return b"".join(parts)


class PlatformSession(requests.Session):
    """A session that goes through the door and takes no password from a .netrc file.

    `hosts` are the only ones it asks ("*.fbcdn.net" = every host below fbcdn.net). It follows at most `redirects`
    redirects, and none that leads elsewhere: such a one is returned as the answer it is.
    """

    def __init__(self, settings: HttpSettings, hosts: frozenset[str], *, redirects: int = 0) -> None:
        super().__init__()
        self.auth = _as_it_is
        self._hosts, self._redirects = hosts, redirects
        for scheme in ("https://", "http://"):
            self.mount(scheme, _Door(settings, hosts))

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Make one call, and those that it is redirected to; where a redirect says http, https is asked."""
        kwargs["allow_redirects"] = False
        response = self._asked(method, url, *args, **kwargs)
        for _ in range(self._redirects):
            following = self._following(response)
            if not following:
                break
            kwargs.pop("params", None)  # they stand in the new address where they are still wanted
            response = self._asked(method, following, *args, **kwargs)
        return response

    def _asked(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Make one call; the library takes a redirect apart even where it is not to follow it."""
        try:
            return super().request(method, url, *args, **kwargs)
        except requests.RequestException:
            raise
        except ValueError:
            raise requests.exceptions.InvalidURL from None

    def _following(self, response: requests.Response) -> str:
        """Return where a redirect leads, within the allowed hosts; blank for any other answer."""
        leads = response.headers.get("Location", "") if response.status_code in _REDIRECTS else ""
        following = secure(_joined(response.url, leads)) if leads else ""
        return following if following and is_among(urlsplit(following).netloc, self._hosts) else ""


def secure(url: str) -> str:
    """Return an http(s) address as https, its host in lower case and without the usual port; blank for any other."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or set("@[") & set(parts.netloc):
        return ""
    return _with_netloc(parts, parts.hostname if port in {None, 80, 443} else f"{parts.hostname}:{port}")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _with_netloc(parts: SplitResult, netloc: str) -> str:
    return parts._replace(scheme="https", netloc=netloc, fragment="").geturl()


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@contextmanager
def transport_faults(where: str, now: datetime) -> Iterator[None]:
    """Turn what went wrong on the way into RetryLater or BadPayload, naming `where` and nothing that was sent."""
    soon = now + timedelta(minutes=15)
    try:
        yield
    except InsideError:
        raise BadPayload(where, "the address leads inside a private network, where nothing is ever asked") from None
    except requests.Timeout:
        raise RetryLater(soon, f"{where} took too long to answer") from None
    except requests.exceptions.SSLError:
        raise RetryLater(soon, f"{where} has no valid certificate, so it is not read") from None
    except requests.ConnectionError:
        raise RetryLater(soon, f"{where} could not be reached") from None
    except requests.exceptions.ChunkedEncodingError:
        raise BadPayload(where, "the answer was cut short") from None
    except TooLongError:
        raise BadPayload(where, "the answer is too long") from None
    except requests.JSONDecodeError:
        raise BadPayload(where, "the answer is not JSON") from None
    except requests.RequestException as fault:
        raise BadPayload(where, f"the call failed ({type(fault).__name__})") from None


def usable_token(token: str, key: str) -> str:
    """Return the token trimmed; NeedsPerson when it holds what no token holds, without showing it."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise NeedsPerson(f"the secret given as source.{key} is not a token: copy it again, whole and without spaces")
    return token
