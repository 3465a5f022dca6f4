"""What X's answers mean for the caller: the next page, or which of the three errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from connectors._payload import mapping, objects
from connectors.base import BadPayload, ConnectorError, NeedsPerson, RetryLater


def next_token(answer: Mapping[str, Any], where: str, may_be_hidden: str = "") -> str | None:
    """Return the token of the next page, None after the last; raises when the answer is not a page.

    `may_be_hidden` is the account whose posts X may refuse to show: NeedsPerson then, else BadPayload.
    """
    meta, rows = answer.get("meta"), answer.get("data")
    if rows is None and may_be_hidden and objects(answer.get("errors")):
        raise NeedsPerson(
            f"X does not show the posts of {may_be_hidden}: the account is protected or suspended; "
            "open it, or take it out of trust.yaml"
        )
    is_empty = rows is None and mapping(meta).get("result_count") == 0
    if not isinstance(meta, dict) or not (isinstance(rows, list) or is_empty):
        raise BadPayload(where, "the answer is not a page of X's format")
    token = meta.get("next_token")
    return token if isinstance(token, str) and token else None


def refusal_of(response: requests.Response, where: str, now: datetime) -> ConnectorError:
    """Say what to do about an answer that is not a success, by its status and X's name of the problem."""
    status = response.status_code
    if status in {402, 403, 429} and _is_usage_cap(response):
        return NeedsPerson(
            "the app's paid use of X is used up: raise the spending limit in X's developer console, "
            "or wait for the next month"
        )
    if status == 429:
        return RetryLater(_reset_of(response, now), f"X asks to wait before it gives {where}")
    if status >= 500:
        return RetryLater(now + timedelta(minutes=15), f"X could not give {where} (HTTP {status})")
    if why := _WHY_A_PERSON.get(status):
        return NeedsPerson(why.format(where=where))
    return BadPayload(where, f"X answered HTTP {status}")


_WHY_A_PERSON: Mapping[int, str] = {
    401: "X does not accept the token for {where}: make a new bearer token and set the environment variable to it",
    403: "X does not let the app read {where}: check the app's project and access in X's developer console",
    404: "X has not got {where}: the account is gone or renamed; correct the handle in trust.yaml",
}


def _is_usage_cap(response: requests.Response) -> bool:
    try:
        problem = mapping(response.json())
    except ValueError:
        return False
    named = f"{problem.get('title')} {problem.get('type')}"
    return response.status_code == 402 or "UsageCapExceeded" in named or "usage-capped" in named


def _reset_of(response: requests.Response, now: datetime) -> datetime:
    """Return when X lets us ask again: as its header says, at most a day ahead; else in 15 minutes."""
    soon = now + timedelta(minutes=15)
    try:
        reset = datetime.fromtimestamp(int(response.headers["x-rate-limit-reset"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return soon
    return reset if now < reset <= now + timedelta(days=1) else soon


def posts_given(answer: Mapping[str, Any]) -> int:
    """Return how many posts an answer holds, those it quotes included: X bills each."""
    included = mapping(answer.get("includes"))
    return sum(len(objects(rows)) for rows in (answer.get("data"), included.get("tweets"), included.get("posts")))
