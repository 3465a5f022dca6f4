"""Pulling: one account at a time, page by page, each page with its cursor in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.models import Account, Reading
from config.platforms import PLATFORM_TITLES
from config.refusal import RefusalError
from connectors.base import BadPayload, Connector, NeedsPerson, Page, Read, RetryLater, Window
from pipeline.crash import where_it_broke
from pipeline.moments import to_micros
from pipeline.store.billed import load_billed
from pipeline.store.opening import Store, StoreRefusalError
from pipeline.store.pages import PullMoment, load_cursor, read_until, save_account, save_page, save_profile, save_read

log = logging.getLogger(__name__)
UNEXPECTED: Final = "something unexpected was met while it was read ({kind}): tell whoever maintains this program"
PAGE_POSTS: Final = 100
"""How many posts a page of X may hold, and so cost."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """How the pull of one account ended."""

    account: str
    reason: str = ""
    """Why it was not read to its end, one sentence; blank when it was."""
    refused: bool = False
    """The reason is a file or a secret that a person handed over and must mend."""
    retry_at: datetime | None = None


class BudgetSpentError(NeedsPerson):
    """The month's reading of a platform that bills for it is used up: nothing more was asked."""


def pull_account(
    store: Store,
    connector: Connector,
    account: Account,
    as_of: datetime,
    reading: Reading,
    clock: datetime | None = None,
) -> Pulled:
    """Read one account into the store; a failure is told and kept with the account, and stops nothing else.

    `clock`: as PullMoment has it. Only a store that cannot be written stops everything (StoreRefusalError).
    """
    at = PullMoment(account.key, connector.name, as_of, clock)
    try:
        _keep_budget(store, account, at, reading)
        _read_profile(store, connector, account, at)
        for page in _pages(store, connector, account, at, reading.again_of(account.platform)):
            with store.write() as connection:
                save_page(connection, at, page)
            if page.billed and not page.last:
                _keep_budget(store, account, at, reading)
    except RetryLater as wait:
        return _failed(store, connector, at, f"{wait}; it is tried again later", retry_at=wait.at)
    except (NeedsPerson, BadPayload) as error:
        return _failed(store, connector, at, str(error))
    except StoreRefusalError:
        raise
    except RefusalError as refusal:
        return _failed(store, connector, at, str(refusal), refused=True)
    except Exception as error:  # what a platform sends can be odder than anybody thought of
        log.error("reading %s failed: %s", account.key, where_it_broke(error))
        return _failed(store, connector, at, UNEXPECTED.format(kind=type(error).__name__))
    return Pulled(account.key)


def _read_profile(store: Store, connector: Connector, account: Account, at: PullMoment) -> None:
    if "profile" not in connector.provides:
        return
    profile = connector.profile(account)
    with store.read() as connection:
        before = str((load_cursor(connection, account.key) or {}).get("account_id", ""))
    if before and profile.platform_id and profile.platform_id != before:
        return  # the handle is another account's now: the pages refuse it, and nothing of a stranger is kept
    with store.write() as connection:
        save_profile(connection, at, profile)
        save_read(connection, at, Read(what="profile", complete=True))
        if profile.platform_id:
            save_account(connection, account.key, {"platform_id": profile.platform_id})


def _keep_budget(store: Store, account: Account, at: PullMoment, reading: Reading) -> None:
    """Stop before a page that might pass the month's budget; what was read so far stays, and the next pull goes on."""
    budget = reading.x_posts_a_month
    if account.platform != "x" or budget is None:
        return
    with store.read() as connection:
        used = load_billed(connection, at.as_of).get("x", 0)
    if used + PAGE_POSTS > budget:
        raise BudgetSpentError(
            f"{used:,} posts of {PLATFORM_TITLES['x']} were read this month, and another page might pass the "
            f"{budget:,} of reading.x_posts_a_month in trust.yaml: raise it, or wait for next month"
        )


def _pages(store: Store, connector: Connector, account: Account, at: PullMoment, again: timedelta) -> Iterator[Page]:
    with store.read() as connection:
        cursor = load_cursor(connection, account.key)
        until = read_until(connection, account.key, connector.name)
    # an account that could not be read for longer than is read again goes on where it was left, or a gap would stay
    since = None if until is None else min(at.as_of - again, until)
    return connector.pages(account, cursor, Window(since=since, until=at.as_of))


def _failed(
    store: Store,
    connector: Connector,
    at: PullMoment,
    reason: str,
    *,
    refused: bool = False,
    retry_at: datetime | None = None,
) -> Pulled:
    """Keep why an account could not be read: what was read before stays, what is missing is said."""
    with store.write() as connection:
        for what in sorted(connector.provides & {"posts", "media", "comments", "profile"}):
            save_read(connection, at, Read(what=what, complete=False, reason=reason))
        save_account(connection, at.account, {"fault": reason, "retry_at": to_micros(retry_at) if retry_at else None})
    return Pulled(at.account, reason, refused, retry_at)
