"""What the Graph API's answers mean for the caller: the next page, or which error, by Facebook's own code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from connectors._payload import mapping, objects
from connectors.base import BadPayload, NeedsPerson, RetryLater

THROTTLED: Final = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_100)})
TOKEN_DEAD: Final = frozenset({102, 190, 463, 467})
NOT_PERMITTED: Final = frozenset({3, 10, *range(200, 300)})
TRANSIENT: Final = frozenset({1, 2})
_BAD_CALL: Final = 100
_NO_SUCH: Final = 803
"""An id or a name that stands for nothing; of several asked for at once, one is enough."""
_GONE: Final = (_BAD_CALL, 33)
_SOON: Final = timedelta(minutes=15)
_A_WEEK: Final = 60 * 24 * 7
_WHY_DEAD: Final[Mapping[int, str]] = {
    458: "the app was removed by the person who made it",
    459: "the person who made it must first log in at facebook.com",
    460: "the person who made it has changed the password since",
    463: "it has expired",
    464: "the person who made it must first confirm their own account",
    467: "it was withdrawn",
    492: "the person who made it no longer has a role on the page",
}
"""Subcode of code 190 -> why Meta no longer accepts a token."""
_PERSON_NEEDED: Final[Mapping[int, str]] = {
    12: "{platform} no longer answers this version for {where}: set source.version to a later one",
    21: "{where} stands under another id at {platform} since: correct handle and platform_id in trust.yaml",
    104: '{platform} wants a proof with every call: give the source app_secret: "${{FACEBOOK_APP_SECRET}}"',
    368: "{platform} has blocked the app for a while, so {where} could not be read: look at the app's alerts",
    2635: "{platform} no longer answers this version for {where}: set source.version to a later one",
}
_PAGING_KEYS: Final = frozenset({"after", "until", "since", "offset", "__paging_token"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How the errors of one of Meta's platforms are put, and what helps."""

    platform: str
    anew: str
    """What to do about a dead token."""
    grant: str
    """What to do about a missing permission."""


FACEBOOK: Final = Speech(
    platform="Facebook",
    anew="make a new page token and set the environment variable to it",
    grant="grant the app pages_read_engagement and pages_read_user_content for the page",
)


INSTAGRAM: Final = Speech(
    platform="Instagram",
    anew="make a new token and set the environment variable to it",
    grant="grant the app instagram_basic and instagram_manage_comments for the account",
)


class GoneError(Exception):
    """The object was deleted, or is not shown to this token (code 100, subcode 33)."""


class RefusedError(Exception):
    """Meta takes the call for a bad one (code 100 or 803): an id, a field or a page's token it does not know."""


class TooMuchError(RetryLater):
    """Meta could give less at once, but not as much as was asked for."""


class NotPermittedError(NeedsPerson):
    """The token lacks a permission for what the call asks for; it may have that for less."""


def by_code(
    error: Mapping[str, Any], where: str, now: datetime, regain: timedelta, speech: Speech = FACEBOOK
) -> Exception:
    """Classify an error of Meta by its code: they all share one type, and mostly the status 400."""
    code, subcode, platform = error["code"], error.get("error_subcode"), speech.platform
    if code in THROTTLED:
        return RetryLater(now + regain, f"{platform} asks to wait before it gives {where} (code {code})")
    if code in TOKEN_DEAD:
        because = f"code {code}: {why}" if (why := _WHY_DEAD.get(_whole(subcode))) else f"code {code}"
        return NeedsPerson(f"{platform} no longer accepts the token for {where} ({because}): {speech.anew}")
    if code in NOT_PERMITTED:
        return NotPermittedError(f"the token may not read {where} (code {code}): {speech.grant}")
    if code in _PERSON_NEEDED:
        return NeedsPerson(_PERSON_NEEDED[code].format(where=where, platform=platform))
    if (code, subcode) == _GONE:
        return GoneError()
    if code in TRANSIENT and "reduce the amount of data" in str(error.get("message")):
        return TooMuchError(now + _SOON, f"{platform} could not give {where} (code {code})")
    if code in TRANSIENT or error.get("is_transient") is True:
        return RetryLater(now + _SOON, f"{platform} could not give {where} (code {code})")
    if code in {_BAD_CALL, _NO_SUCH}:
        return RefusedError()
    return BadPayload(where, f"{platform} answered with error code {code}")


def by_status(status: int, where: str, now: datetime, speech: Speech = FACEBOOK) -> Exception:
    """Classify an answer without a code of Meta by its HTTP status."""
    platform = speech.platform
    if status >= 500:
        return RetryLater(now + _SOON, f"{platform} could not give {where} (HTTP {status})")
    if status == 429:
        return RetryLater(now + timedelta(hours=1), f"{platform} asks to wait before it gives {where}")
    if status == 401:
        return NeedsPerson(f"{platform} does not accept the token for {where}: {speech.anew}")
    if status == 403:
        return NeedsPerson(f"the token may not read {where}: {speech.grant}")
    return BadPayload(where, f"the answer (HTTP {status}) is not in {platform}'s format")


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0


def time_to_regain(business: str | None, app: str | None) -> timedelta:
    """Read X-Business-Use-Case-Usage and X-App-Usage (JSON): the longest wait they name, else an hour."""
    uses = [use for rows in _usage(business).values() for use in objects(rows)] + [_usage(app)]
    named = [minutes for use in uses if 0 < (minutes := _minutes(use)) <= _A_WEEK]
    return timedelta(minutes=max(named, default=60))


def _minutes(use: Mapping[str, Any]) -> float:
    try:
        return float(str(use.get("estimated_time_to_regain_access", 0)))
    except ValueError:
        return 0


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


def next_place(answer: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return node, edge and place of the next page of an edge that came inside another answer; None after the last."""
    following = mapping(answer.get("paging")).get("next")
    if not isinstance(following, str):
        return None
    found = re.fullmatch(r"/v\d+\.\d/([\w:.-]+)/(\w+)", urlsplit(following).path)
    token = next_token({"paging": answer["paging"], "data": [{}]})
    return (found[1], found[2], token) if found and token else None


def page_args(token: str | None) -> Mapping[str, str]:
    """Return the arguments that ask for the page a token names."""
    return {key: value for key, value in parse_qsl(token or "") if key in _PAGING_KEYS}
