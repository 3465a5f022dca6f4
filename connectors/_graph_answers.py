"""What the Graph API's answers mean for the caller: the next page, or which error, by Facebook's own code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from connectors._payload import mapping, objects
from connectors.base import BadPayload, NeedsPerson, RetryLater

THROTTLED: Final = frozenset({4, 17, 32, 613})
_THROTTLED_FROM: Final = 80_001
TOKEN_DEAD: Final = frozenset({102, 190, 463, 467})
NOT_PERMITTED: Final = frozenset({3, 10, *range(200, 300)})
TRANSIENT: Final = frozenset({1, 2})
_BAD_CALL: Final = 100
_GONE: Final = (_BAD_CALL, 33)
_SOON: Final = timedelta(minutes=15)
_ANEW: Final = "make a new page token and set the environment variable to it"
_GRANT: Final = "grant the app pages_read_engagement and pages_read_user_content for the page"
_PERSON_NEEDED: Final[Mapping[int, str]] = {
    12: "Facebook no longer answers this version for {where}: set source.version to a later one",
    104: 'Facebook wants a proof with every call: give the source app_secret: "${{FACEBOOK_APP_SECRET}}" in trust.yaml',
    368: "Facebook has blocked the app for a while, so {where} could not be read: look at the app's alerts",
    2635: "Facebook no longer answers this version for {where}: set source.version to a later one",
}
_PAGING_KEYS: Final = frozenset({"after", "until", "since", "offset", "__paging_token"})


class GoneError(Exception):
    """The object was deleted, or is not shown to this token (code 100, subcode 33)."""


class RefusedError(Exception):
    """Facebook takes the call for a bad one (code 100): an id, a field or a page's token it does not know."""


def by_code(error: Mapping[str, Any], where: str, now: datetime, regain: timedelta) -> Exception:
    """Classify an error of Facebook by its code: they all share one type, and mostly the status 400."""
    code, subcode = error["code"], error.get("error_subcode")
    if code in THROTTLED or code >= _THROTTLED_FROM:
        return RetryLater(now + regain, f"Facebook asks to wait before it gives {where} (code {code})")
    if code in TOKEN_DEAD:
        return NeedsPerson(f"Facebook no longer accepts the token for {where} (code {code}): {_ANEW}")
    if code in NOT_PERMITTED:
        return NeedsPerson(f"the token may not read {where} (code {code}): {_GRANT}")
    if code in _PERSON_NEEDED:
        return NeedsPerson(_PERSON_NEEDED[code].format(where=where))
    if (code, subcode) == _GONE:
        return GoneError()
    if code in TRANSIENT or error.get("is_transient") is True:
        return RetryLater(now + _SOON, f"Facebook could not give {where} (code {code})")
    return RefusedError() if code == _BAD_CALL else BadPayload(where, f"Facebook answered with error code {code}")


def by_status(status: int, where: str, now: datetime) -> Exception:
    """Classify an answer without a code of Facebook by its HTTP status."""
    if status >= 500:
        return RetryLater(now + _SOON, f"Facebook could not give {where} (HTTP {status})")
    if status == 429:
        return RetryLater(now + timedelta(hours=1), f"Facebook asks to wait before it gives {where}")
    if status == 401:
        return NeedsPerson(f"Facebook does not accept the token for {where}: {_ANEW}")
    if status == 403:
        return NeedsPerson(f"the token may not read {where}: {_GRANT}")
    return BadPayload(where, f"the answer (HTTP {status}) is not in Facebook's format")


def time_to_regain(business: str | None, app: str | None) -> timedelta:
    """Read X-Business-Use-Case-Usage and X-App-Usage (JSON): the longest wait they name, else an hour."""
    uses = [use for rows in _usage(business).values() for use in objects(rows)] + [_usage(app)]
    minutes = [use.get("estimated_time_to_regain_access") for use in uses]
    named = [value for value in minutes if isinstance(value, int | float) and 0 < value <= 60 * 24 * 7]
    return timedelta(minutes=max(named, default=60))


def _usage(header: str | None) -> Mapping[str, Any]:
    try:
        return mapping(json.loads(header or "{}"))
    except ValueError:
        return {}


def next_token(answer: Mapping[str, Any]) -> str | None:
    """Return where the next page begins, as a query without the token `paging.next` carries; None after the last page.

    An empty page is the last one, whatever it says comes next.
    """
    following = mapping(answer.get("paging")).get("next")
    if not isinstance(following, str) or not objects(answer.get("data")):
        return None
    query = [(key, value) for key, value in parse_qsl(urlsplit(following).query) if key in _PAGING_KEYS]
    return urlencode(query) or None


def page_args(token: str | None) -> Mapping[str, str]:
    """Return the arguments that ask for the page a token names."""
    return {key: value for key, value in parse_qsl(token or "") if key in _PAGING_KEYS}
