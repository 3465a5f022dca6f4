"""What Meta says of a token (`debug_token`) into facts for doctor, with a doubt about dates that no token has; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from connectors._payload import identity, mapping, objects, text
from connectors.base import TokenFacts

_LONGEST: Final = timedelta(days=366)
"""Meta's tokens live for 60 or 90 days, or for ever; no other end is to be believed."""
_ENDS: Final = ("expires_at", "data_access_expires_at")


def to_token_facts(
    answer: Mapping[str, Any], *, needed: Collection[str], account_id: str = "", now: datetime
) -> TokenFacts | None:
    """Map an answer of `debug_token`; None when it says nothing of a token.

    `needed` are the permissions that reading takes; one that was granted for other accounts only counts as missing.
    Where no permissions are named at all, none is said to be missing.
    """
    payload = mapping(answer.get("data"))
    if not isinstance(payload.get("is_valid"), bool):
        return None
    ends = {name: _moment(payload.get(name)) for name in _ENDS}
    odd = [end for end in ends.values() if end is not None and not _plausible(end, payload["is_valid"], now)]
    sure = [end for end in ends.values() if end is not None and end not in odd]
    scopes = _scopes(payload)
    return TokenFacts(
        valid=payload["is_valid"],
        expires_at=min(sure, default=None),
        scopes=scopes,
        missing=tuple(sorted(({*needed} - {*scopes} if scopes else set()) | _for_others(payload, needed, account_id))),
        doubt=_doubt(odd[0], now) if odd else "",
    )


def _moment(value: Any) -> datetime | None:
    """Return a Unix time; None for 0, by which Meta says "never", and for what is none."""
    try:
        return datetime.fromtimestamp(int(value), UTC) if int(value) else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _plausible(end: datetime, valid: bool, now: datetime) -> bool:
    """Say whether a token can end then: within the year to come, and in the past only when it is no longer valid."""
    return end <= now + _LONGEST and (end > now or not valid)


def _doubt(end: datetime, now: datetime) -> str:
    past = "although it is valid" if end <= now else "which no token does"
    verb = "ended" if end <= now else "ends"
    return f"the platform says that its token {verb} on {end.day} {end:%B %Y}, {past}: take its end for unknown"


def _scopes(payload: Mapping[str, Any]) -> tuple[str, ...]:
    listed = payload.get("scopes")
    named = [text(one) for one in listed] if isinstance(listed, list) else []
    granular = [text(one.get("scope")) for one in objects(payload.get("granular_scopes"))]
    return tuple(sorted({one for one in (*named, *granular) if one}))


def _for_others(payload: Mapping[str, Any], needed: Collection[str], account_id: str) -> set[str]:
    """Return the needed permissions that were granted for some accounts, but not for this one."""
    lacking = set()
    for one in objects(payload.get("granular_scopes")):
        targets = one.get("target_ids")
        if not account_id or not isinstance(targets, list) or not targets or one.get("scope") not in needed:
            continue
        if account_id not in {identity(target) for target in targets}:
            lacking.add(text(one.get("scope")))
    return lacking
