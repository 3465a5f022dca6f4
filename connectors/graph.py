"""Meta's Graph API through facebook-sdk, made current: today's version, no token in any URL or error, errors by code.

This is the only module that knows facebook-sdk, whose last release (2018) knows no version above 3.1, puts the token
in the address and throws the answer's headers away.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

import requests

from connectors._graph_answers import by_code, by_status, time_to_regain
from connectors._http import PlatformSession, transport_faults
from connectors._payload import mapping
from connectors.base import ConnectorError, HttpSettings, NeedsPerson

HOST: Final = "graph.facebook.com"
DEFAULT_VERSION: Final = "v25.0"
VERSION_ENDS: Final[Mapping[str, date]] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
}
"""When Meta stops answering a version as such; from then on it answers with the next one that still lives."""
_WARN_AHEAD: Final = timedelta(days=60)

_log = logging.getLogger(__name__)


class Graph:
    """Reads from the Graph API; every failure is RetryLater, NeedsPerson, BadPayload, GoneError or RefusedError."""

    def __init__(self, *, token: str, app_secret: str, version: str, http: HttpSettings, now: datetime) -> None:
        self._now = now
        self._version = _checked_version(version, now.date())
        self._session = _GraphSession(http)
        self._sdk = _sdk(token, self._version, self._session)
        proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest() if app_secret else ""
        self._proof = {"appsecret_proof": proof} if proof else {}

    def get(self, where: str, node: str, edge: str = "", **args: Any) -> Mapping[str, Any]:
        """Return a node, or a page of one of its edges. `where` names the call in errors."""
        return self._ask(where, "/".join([self._version, quote(node, safe=""), *([edge] if edge else [])]), args)

    def get_many(self, where: str, ids: Sequence[str], **args: Any) -> Mapping[str, Any]:
        """Return several nodes (at most 50) by id."""
        return self._ask(where, f"{self._version}/", {"ids": ",".join(ids), **args})

    def _ask(self, where: str, path: str, args: Mapping[str, Any]) -> Mapping[str, Any]:
        self._session.last = None
        try:
            with transport_faults(where, self._now):
                answer = self._sdk.request(path, {**args, **self._proof})
        except ConnectorError:
            raise
        except Exception as fault:  # the SDK raises KeyError, TypeError and its own error alike
            raise self._named(fault, where) from None
        is_picture = isinstance(answer, dict) and isinstance(answer.get("data"), bytes)  # the SDK wraps it
        if not isinstance(answer, dict) or is_picture or not 200 <= self._status < 300:
            raise self._named(None, where)
        return answer

    @property
    def _status(self) -> int:
        return self._session.last.status_code if self._session.last is not None else 0

    def _named(self, fault: Exception | None, where: str) -> Exception:
        """Return the error that says what to do, by Facebook's code and else by the status."""
        error = mapping(mapping(getattr(fault, "result", None)).get("error"))
        code = error.get("code")
        if isinstance(code, int):
            return by_code(error, where, self._now, self._regain())
        return by_status(self._status, where, self._now)

    def _regain(self) -> timedelta:
        """Return how long Facebook says we must stay away; an hour when it does not say."""
        headers = self._session.last.headers if self._session.last is not None else {}
        return time_to_regain(headers.get("X-Business-Use-Case-Usage"), headers.get("X-App-Usage"))


class _GraphSession(PlatformSession):
    """Moves the token from the address into a header, and keeps the last answer for its status and headers."""

    def __init__(self, http: HttpSettings) -> None:
        super().__init__(http, frozenset({HOST}))
        self.last: requests.Response | None = None

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Make one call for the SDK."""
        params = dict(kwargs.pop("params", None) or {})
        token = params.pop("access_token", None)
        headers = {**(kwargs.pop("headers", None) or {}), "Authorization": f"Bearer {token}"}
        self.last = super().request(method, url, *args, params=params, headers=headers, **kwargs)
        return self.last


def _sdk(token: str, version: str, session: requests.Session) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source of 2018 holds an unescaped regular expression
        import facebook
    sdk = facebook.GraphAPI(access_token=token, session=session)
    sdk.version = version
    return sdk


def _checked_version(version: str, today: date) -> str:
    if not re.fullmatch(r"v\d{1,3}\.\d", version):
        raise NeedsPerson(
            f'source.version is "{version[:20]}": write a version of the Graph API such as "{DEFAULT_VERSION}"'
        )
    if note := version_note(version, today):
        _log.warning("%s", note)
    return version


def version_note(version: str, today: date) -> str:
    """Return what is to be said of a version that ends within 60 days or has ended; blank otherwise."""
    ends = VERSION_ENDS.get(version)
    if ends is None or today < ends - _WARN_AHEAD:
        return ""
    verb = "ended" if ends <= today else "ends"
    return f"Graph API {version} {verb} on {ends.day} {ends:%B %Y}: set source.version to {DEFAULT_VERSION} or later"
