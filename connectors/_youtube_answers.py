"""What YouTube's answers mean for the caller: gone, comments off, a stale page, or which of the three errors."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import requests

from connectors._payload import mapping, objects, text
from connectors._pull import StaleTokenError
from connectors.base import BadPayload, ConnectorError, NeedsPerson, RetryLater

_DAILY = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceeded402", "RATE_LIMIT_EXCEEDED_DAILY"})
_BUSY = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "processingFailure"})
_BAD_KEY = frozenset({"keyInvalid", "keyExpired", "API_KEY_INVALID", "API_KEY_EXPIRED", "authError"})
_SHUT = frozenset(
    (
        "accessNotConfigured",
        "SERVICE_DISABLED",
        "API_KEY_SERVICE_BLOCKED",
        "ipRefererBlocked",
        "API_KEY_IP_ADDRESS_BLOCKED",
    )
)
_PACIFIC = ZoneInfo("America/Los_Angeles")
"""Where the day begins for which YouTube counts what is asked."""


class GoneError(Exception):
    """YouTube has no such channel, list, video or thread."""


class CommentsOffError(Exception):
    """Comments are switched off under this video."""


class RefusedError(Exception):
    """YouTube does not show this to an app."""


def refusal_of(response: requests.Response, where: str, now: datetime) -> Exception:
    """Say what to do about an answer that is no success, by YouTube's name of the reason, else by its status."""
    status, reasons = response.status_code, reasons_of(response)
    if "commentsDisabled" in reasons:
        return CommentsOffError()
    if "invalidPageToken" in reasons:
        return StaleTokenError()
    return _refusal_of_key(reasons, status, where) or _wait(reasons, status, where, now) or _other(status, where)


def _refusal_of_key(reasons: frozenset[str], status: int, where: str) -> ConnectorError | None:
    if reasons & _BAD_KEY or status == 401:
        return NeedsPerson(
            f"YouTube does not accept the key for {where}: make a new API key and set the environment variable to it"
        )
    if reasons & _SHUT:
        return NeedsPerson(
            f"the key for {where} may not use YouTube: switch on the YouTube Data API v3 for its project, "
            "and let this machine use the key"
        )
    return None


def _wait(reasons: frozenset[str], status: int, where: str, now: datetime) -> ConnectorError | None:
    if reasons & _DAILY:
        return RetryLater(next_day(now), f"the key's daily allowance at YouTube is used up before {where} was read")
    if reasons & _BUSY or status == 429:
        return RetryLater(now + timedelta(minutes=15), f"YouTube asks to wait before it gives {where}")
    if status >= 500:
        return RetryLater(now + timedelta(minutes=15), f"YouTube could not give {where} (HTTP {status})")
    return None


def _other(status: int, where: str) -> Exception:
    if status in {404, 410}:
        return GoneError()
    return RefusedError() if status == 403 else BadPayload(where, f"YouTube answered HTTP {status}")


def reasons_of(response: requests.Response) -> frozenset[str]:
    """Return every name that an answer gives its problem, in Google's older and newer manner."""
    try:
        error = mapping(mapping(response.json()).get("error"))
    except (ValueError, RecursionError):
        return frozenset()
    named = [text(one.get("reason")) for key in ("errors", "details") for one in objects(error.get(key))]
    message = text(error.get("message"))
    named.append("API_KEY_INVALID" if "API key not valid" in message or "API key expired" in message else "")
    return frozenset(named) - {""}


def next_day(now: datetime) -> datetime:
    """Return when YouTube's next day begins, some minutes in, UTC."""
    there = now.astimezone(_PACIFIC)
    midnight = (there + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(midnight.astimezone(now.tzinfo) + timedelta(minutes=5), now + timedelta(days=1))
