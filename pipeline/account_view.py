"""One account as the reports show it: what it holds, how far it was read, how often it posted in each week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import config.models
from checks._account_names import handle_shown
from checks.pictures.engine import ENGINE_VERSION
from pipeline.coverage_view import gives_profile
from pipeline.moments import from_micros, to_micros
from pipeline.plan import Plan
from pipeline.shown import platform_shown
from pipeline.store.account_counts import (
    PhotoCount,
    count_photos,
    load_last_posts,
    load_weekly_posts,
    platform_totals,
)
from pipeline.store.ledger_rows import CadenceRow
from pipeline.store.opening import Connection
from pipeline.store.texts import Held, ReadState, count_held, load_read_states
from reports.base import Account, Reading
from reports.wording import day

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the store counts of one account."""

    held: Held
    weekly: Sequence[int]
    last: int | None
    photos: PhotoCount
    theirs: dict[str, int]
    """What the platform counts: posts, comments."""


def view_accounts(
    connection: Connection, plan: Plan, school: config.models.School, weeks: Sequence[CadenceRow], as_of: datetime
) -> tuple[Account, ...]:
    """Put together what the reports say of the accounts of a school; `weeks` are those of its cadence chart."""
    zone, until = ZoneInfo(plan.trust.timezone), to_micros(as_of)
    keys = [account.key for account in school.accounts]
    held = count_held(connection, keys, until)
    weekly = load_weekly_posts(connection, keys, _spans(weeks, zone, until), _kinds(plan))
    last = load_last_posts(connection, keys, until)
    photos = count_photos(connection, keys, ENGINE_VERSION, until)
    theirs = platform_totals(connection, keys, until)
    none = [0] * len(weeks)
    return tuple(
        _account(
            account,
            _Counts(
                held[account.key],
                weekly.get(account.key, none),
                last.get(account.key),
                photos.get(account.key, PhotoCount()),
                theirs.get(account.key, {}),
            ),
            load_read_states(connection, account.key),
            zone,
        )
        for account in school.accounts
    )


def _spans(weeks: Sequence[CadenceRow], zone: ZoneInfo, until: int) -> list[tuple[int, int]]:
    """Return begin and end of each week: seven days by the calendar, whatever the clocks did in them."""
    begins = [week.begin.astimezone(zone) for week in weeks]
    return [(to_micros(begin), min(to_micros(begin + _WEEK), until + 1)) for begin in begins]


def _kinds(plan: Plan) -> tuple[str, ...]:
    """Return which posts count for the policy line."""
    asked = [one.options["kinds"] for one in plan.checks if one.check == "too-few-posts" and "kinds" in one.options]
    return tuple(asked[0]) if asked else ("original", "quote")


def _account(account: config.models.Account, counts: _Counts, states: list[ReadState], zone: ZoneInfo) -> Account:
    return Account(
        platform=account.platform,
        platform_title=platform_shown(account.platform),
        handle=handle_shown(account.platform, account.handle),
        posts=counts.held.posts,
        comments=counts.held.comments,
        media=counts.held.media,
        reads=tuple(_read_sentence(state, zone) for state in states) or ("posts: not read yet",),
        # the bytes of photos are beyond what the account says: where a check needs them, its coverage tells
        complete=bool(states) and all(state.complete for state in states if state.what != "pictures"),
        readings=tuple(_reading(state, counts, zone) for state in states),
        weekly=tuple(counts.weekly),
        last_post=None if counts.last is None else from_micros(counts.last).astimezone(zone),
        photos=counts.photos.photos,
        photos_examined=counts.photos.examined,
        videos=counts.photos.videos,
        covers_examined=counts.photos.covers,
        has_profile=gives_profile(account),
    )


def _reading(state: ReadState, counts: _Counts, zone: ZoneInfo) -> Reading:
    return Reading(
        what=state.what,
        complete=state.complete,
        reason=state.reason,
        begin=_local(state.begin, zone),
        end=_local(state.end, zone),
        at=_local(state.at, zone),
        ours=state.ours,
        theirs=counts.theirs.get(state.what, state.theirs),
    )


def _local(moment: int | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else from_micros(moment).astimezone(zone)


def _read_sentence(state: ReadState, zone: ZoneInfo) -> str:
    counted = f"; the platform counts {state.theirs}" if state.theirs is not None else ""
    counted += f"; {state.assumed}" if state.assumed else ""
    if not state.complete:
        return f"{state.what}: not read in full: {state.reason}{counted}"
    if state.begin is None or state.end is None or state.what == "profile":
        return f"{state.what}: read{counted}"
    begin, end = (from_micros(moment).astimezone(zone) for moment in (state.begin, state.end))
    return f"{state.what}: read, {day(begin)} to {day(end)}{counted}"
