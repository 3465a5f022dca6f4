"""Meta's Graph API through facebook-sdk, made current: today's version, no token in any URL or error, errors by code.

This is the only module that knows facebook-sdk, whose last release (2018) knows no version above 3.1, puts the token
in the address and throws the answer's headers away.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

import requests

from connectors._graph_answers import FACEBOOK, Speech, by_code, by_status, time_to_regain
from connectors._graph_versions import checked_version, version_note
from connectors._http import PlatformSession, transport_faults
from connectors._payload import mapping
from connectors.base import ConnectorError, HttpSettings

HOST: Final = "graph.facebook.com"
INSTAGRAM_HOST: Final = "graph.instagram.com"
"""Where tokens of a login with Instagram are good for, in place of one with Facebook."""
_log = logging.getLogger(__name__)
for _name in ("urllib3.connectionpool", "urllib3.util.retry"):  # at DEBUG they write whole addresses to the log
    logging.getLogger(_name).setLevel(logging.INFO)


class Graph:
    """Reads from the Graph API; every failure is RetryLater, NeedsPerson, BadPayload, GoneError or RefusedError."""

    def __init__(
        self,
        *,
        token: str,
        app_secret: str,
        version: str,
        http: HttpSettings,
        now: datetime,
        speech: Speech = FACEBOOK,
        host: str = HOST,
    ) -> None:
        self._now, self._speech = now, speech
        self.version = checked_version(version)
        """The version that is asked for, as "v25.0"."""
        if note := version_note(self.version, now.date()):
            _log.warning("%s", note)
        self._session = _GraphSession(http, host)
        self._sdk = _sdk(token, self.version, self._session)
        self._token = token
        proof = hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest() if app_secret else ""
        self._proof = {"appsecret_proof": proof} if proof else {}
        self.host = host

    def get(self, where: str, node: str, edge: str = "", **args: Any) -> Mapping[str, Any]:
        """Return a node, or a page of one of its edges. `where` names the call in errors."""
        return self._ask(where, "/".join([self.version, quote(node, safe=""), *([edge] if edge else [])]), args)

    def get_many(self, where: str, ids: Sequence[str], **args: Any) -> Mapping[str, Any]:
        """Return several nodes (at most 50) by id."""
        return self._ask(where, f"{self.version}/", {"ids": ",".join(ids), **args})

    def about_token(self, where: str) -> Mapping[str, Any]:
        """Return what Meta knows of the token itself (`debug_token`).

        The one call that has the token in its address, because Meta reads it nowhere else: only doctor makes it.
        """
        return self._ask(where, f"{self.version}/debug_token", {"input_token": self._token})

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
        """Return the error that says what to do, by Meta's code and else by the status."""
        error = mapping(mapping(getattr(fault, "result", None)).get("error"))
        code = error.get("code")
        if isinstance(code, int):
            return by_code(error, where, self._now, self._regain(), self._speech)
        return by_status(self._status, where, self._now, self._speech)

    def _regain(self) -> timedelta:
        """Return how long Meta says we must stay away; an hour when it does not say."""
        headers = self._session.last.headers if self._session.last is not None else {}
        return time_to_regain(headers.get("X-Business-Use-Case-Usage"), headers.get("X-App-Usage"))


class _GraphSession(PlatformSession):
    """Moves the token from the address into a header, and keeps the last answer for its status and headers.

    The SDK knows one host; the session leads its calls to the one that the token is good for.
    """

    def __init__(self, http: HttpSettings, host: str) -> None:
        super().__init__(http, frozenset({host}))
        self._host = host
        self.last: requests.Response | None = None

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Make one call for the SDK."""
        params = dict(kwargs.pop("params", None) or {})
        token = params.pop("access_token", None)
        headers = {**(kwargs.pop("headers", None) or {}), "Authorization": f"Bearer {token}"}
        address = str(url).replace(f"https://{HOST}/", f"https://{self._host}/", 1)
        self.last = super().request(method, address, *args, params=params, headers=headers, **kwargs)
        return self.last


def _sdk(token: str, version: str, session: requests.Session) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source of 2018 holds an unescaped regular expression
        import facebook
    sdk = facebook.GraphAPI(access_token=token, session=session)
    sdk.version = version
    return sdk
