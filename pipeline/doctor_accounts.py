"""Looking over the accounts: whether each can be read, is still what trust.yaml says, and when its token ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import connectors
from checks._account_names import handle_shown
from config.models import Account, Secret, Trust, fold_handle
from config.refusal import RefusalError
from connectors.base import (
    BadPayload,
    Connector,
    HttpSettings,
    NeedsPerson,
    Profile,
    Read,
    RetryLater,
    SetAside,
    Surroundings,
    TokenFacts,
    Window,
)
from pipeline.cron import longest_gap
from pipeline.doctor_lines import Line, count, today
from pipeline.schedule import jobs
from pipeline.secrets import reveal
from pipeline.shown import platform_shown
from reports.wording import day

OLD_POST: Final = timedelta(days=14)
"""A school that posts every week has an export that is older, or an account that has gone quiet."""
DORMANT: Final = timedelta(days=60)
"""An account without a post for so long is given up, or ought to be."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the store knows of the accounts; empty where it cannot be asked (its own line tells why)."""

    faults: Mapping[str, str] = field(default_factory=dict)
    newest: Mapping[str, datetime] = field(default_factory=dict)


def examine_accounts(trust: Trust, as_of: datetime, http: HttpSettings | None) -> Iterator[Line]:
    """Yield a line for each account; `http` says how platforms are asked, None = they are not."""
    stored, found, longest = _stored(trust), connectors.find(), _longest_gap(trust, as_of)
    around = Surroundings(
        root=trust.root, accounts=trust.accounts, secret=reveal, http=http or HttpSettings(), now=as_of
    )
    built: dict[str, Connector] = {}
    for account in trust.accounts:
        subject = f"{handle_shown(account.platform, account.handle)} on {platform_shown(account.platform)}"
        kind = found.get(account.source.connector)
        if kind is None:
            continue  # the line of the plan says so
        connector = built.get(kind.name) or built.setdefault(kind.name, kind.build(around))
        if not kind.live:
            line = _exported(subject, connector, account, as_of)
        elif http is None:
            line = _not_asked(subject, account)
        else:
            line = _live(subject, connector, account, stored, as_of)
        yield _with_the_past(line, stored.faults.get(account.key, ""), _lost(kind.keeps, longest) if kind.live else "")


def _with_the_past(line: Line, fault: str, lost: str) -> Line:
    """Add to a good line what went wrong at the last pull, and what is lost between two."""
    if line.state != "ok" or not (fault or lost):
        return line
    told = f"it was not read to its end last time: {fault}" if fault else f"{line.sentence}; {lost}"
    return Line("warning", line.subject, told)


def _exported(subject: str, connector: Connector, account: Account, as_of: datetime) -> Line:
    """Read an account's export as the next pull will, without keeping anything."""
    posts, newest = 0, None
    aside, reads = list[SetAside](), dict[str, Read]()
    try:
        for page in connector.pages(account, None, Window(since=None, until=as_of)):
            posts += len(page.posts)
            newest = max((post.created_at for post in page.posts), default=newest) if page.posts else newest
            aside += page.set_aside
            reads |= {read.what: read for read in page.reads}
    except (RefusalError, NeedsPerson, BadPayload, RetryLater) as error:
        return Line("broken", subject, str(error))
    # what an export of this kind never holds is no fault of this one
    lacking = [r for r in reads.values() if r.reason and r.what in connector.provides]
    short = [r.reason if r.what in r.reason else f"{r.what}: {r.reason}" for r in lacking]
    if not posts or newest is None:
        return Line("warning", subject, _nothing(short, aside))
    age = as_of - newest
    told = f"its export holds {count(posts, 'post')}, the newest {_age(age)}"
    if age > OLD_POST:
        return Line("warning", subject, f"{told}: export it again, unless the account has gone quiet")
    if short:
        return Line("warning", subject, f"{told}; {'; '.join(dict.fromkeys(short))}")
    if rows := sum(one.count for one in aside):
        return Line("warning", subject, f"{told}; {count(rows, 'row')} cannot be used, the data-quality page says why")
    assumed = "; ".join(dict.fromkeys(read.assumed for read in reads.values() if read.assumed))
    return Line("ok", subject, f"{told}; {assumed}" if assumed else told)


def _nothing(short: list[str], aside: list[SetAside]) -> str:
    lost = [
        one.reason for one in aside if one.rule != "no-post"
    ]  # media without a post say nothing of why it is not there
    if lost:
        return f"none of its rows can be used: {lost[0]}"
    if short:
        return f"{short[0]}, so nothing of it is assessed"
    return "its export holds no post of this account: look at its handle in trust.yaml, and at what was exported"


def _not_asked(subject: str, account: Account) -> Line:
    """Look for the secrets an account is read with; never at what they are."""
    try:
        for secret in _secrets(account):
            reveal(secret)
    except RefusalError as refusal:
        return Line("broken", subject, str(refusal))
    told = "its token is set" if _secrets(account) else "it is read without a token"
    return Line("ok", subject, f"{told}; the platform was not asked (--offline)")


def _secrets(account: Account) -> list[Secret]:
    return [value for value in account.source.options.values() if isinstance(value, Secret)]


def _live(subject: str, connector: Connector, account: Account, stored: _Stored, as_of: datetime) -> Line:
    """Ask the platform for the account and its token, as the next pull will."""
    try:
        profile = connector.profile(account)
        token = connector.token(account)
    except (RefusalError, NeedsPerson) as error:
        return Line("broken", subject, str(error))
    except (RetryLater, BadPayload) as error:
        return Line("warning", subject, f"{error}; the next pull tries again")
    note = token.note(as_of) if token else ""
    if token and _is_broken(token, as_of):
        return Line("broken", subject, note)
    quiet = _quiet(stored.newest.get(account.key), as_of)
    minded = [*_changed(profile, account), *([note] if note else []), *connector.notes(account), *quiet]
    if minded:
        return Line("warning", subject, "; ".join(minded))
    good = f", its token is good until {day(token.expires_at.date())}" if token and token.expires_at else ""
    return Line("ok", subject, f"it answers{good}")


def _changed(profile: Profile, account: Account) -> Iterator[str]:
    """Yield how an account is no longer what trust.yaml says."""
    if profile.handle and fold_handle(profile.handle) not in {fold_handle(account.handle), profile.platform_id}:
        yield f"the platform calls it @{profile.handle} now: correct the handle in trust.yaml"
    if profile.visibility == "private":
        yield "it is private, so the public does not see it: open it, or take it out of trust.yaml"


def _is_broken(token: TokenFacts, as_of: datetime) -> bool:
    return not token.valid or bool(token.missing) or (token.expires_at is not None and token.expires_at <= as_of)


def _quiet(newest: datetime | None, as_of: datetime) -> Iterator[str]:
    if newest is not None and as_of - newest > DORMANT:
        yield f"its newest post is {_age(as_of - newest)}: take it up again, or close it and take it out of trust.yaml"


def _age(age: timedelta) -> str:
    return "of today" if age.days <= 0 else f"{count(age.days, 'day')} old"


def _lost(keeps: Mapping[str, timedelta], longest: timedelta | None) -> str:
    """Say what the platform shows for a shorter while than lies between two pulls."""
    if longest is None:
        return ""
    gone = [f"{what} for {_span(span)}" for what, span in keeps.items() if span < longest]
    if not gone:
        return ""
    return f"the platform keeps {' and '.join(gone)}, and up to {_span(longest)} lie between two pulls: pull more often"


def _span(span: timedelta) -> str:
    return count(span.days, "day") if span >= timedelta(days=2) else count(round(span.total_seconds() / 3600), "hour")


def _longest_gap(trust: Trust, as_of: datetime) -> timedelta | None:
    """Return the longest time between two pulls; None without any, or where the schedule cannot be read."""
    try:
        pulls = [job for job in jobs(trust) if job.kind == "pull"]
    except RefusalError:
        return None
    return longest_gap(pulls[0].cron, today(trust, as_of)) if pulls else None


def _stored(trust: Trust) -> _Stored:
    from pipeline.store.frames import load_faults, load_newest
    from pipeline.store.state import store_as_it_is

    keys = [account.key for account in trust.accounts]
    with store_as_it_is(trust) as connection:
        if connection is None:
            return _Stored()
        return _Stored(load_faults(connection, keys), load_newest(connection, keys))
