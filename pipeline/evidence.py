"""Evidence: all that the checks may know about one school, put together from the store, the registers, the trust."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pandas as pd

from checks._frames import tuples
from checks.base import Evidence
from checks.base import School as JudgedSchool
from config.models import Pack, School, Trust, account_key, fold_handle
from pipeline.store.frames import (
    instants,
    load_chains,
    load_comments,
    load_media,
    load_posts,
    load_profiles,
    load_reads,
    load_renames,
)
from pipeline.store.gate_rows import count_kept_out
from pipeline.store.opening import Connection

APPROVAL = ("approved_by", "role", "approved_on", "monitor", "method", "interval", "contact_email", "visibility")


@dataclass(frozen=True, slots=True)
class Records:
    """What the store holds of one school's accounts, last seen public."""

    posts: pd.DataFrame
    media: pd.DataFrame
    comments: pd.DataFrame
    profiles: pd.DataFrame
    reads: pd.DataFrame
    renames: pd.DataFrame
    chains: Mapping[tuple[str, str], str]
    """(account, id of a version of an edited post) -> the version that is public."""

    def up_to(self, as_of: datetime) -> Records:
        """Return what was published by a moment (with the post it stands under, for media)."""
        kept = {name: (frame, frame["created_at"] <= as_of) for name, frame in self._dated().items()}
        return replace(self, **{name: frame[here] for name, (frame, here) in kept.items() if not here.all()})

    def _dated(self) -> dict[str, pd.DataFrame]:
        return {"posts": self.posts, "media": self.media, "comments": self.comments}


def load_records(connection: Connection, school: School) -> Records:
    """Read one school's records, each table once."""
    keys = [account.key for account in school.accounts]
    return Records(
        load_posts(connection, keys),
        load_media(connection, keys),
        load_comments(connection, keys),
        load_profiles(connection, keys),
        _with_kept_out(load_reads(connection, keys), count_kept_out(connection, keys)),
        load_renames(connection, keys),
        load_chains(connection, sorted(keys)),
    )


def _with_kept_out(reads: pd.DataFrame, kept_out: Sequence[tuple[str, str, int]]) -> pd.DataFrame:
    """Put before the reads what the gate keeps out, as a read that is not whole: what failed since is said instead."""
    if not kept_out:
        return reads
    rows = [
        {"account": account, "what": what, "complete": False, "assumed": "", "reason": _kept_out_said(number)}
        for account, what, number in kept_out
    ]
    return pd.concat([pd.DataFrame(rows).reindex(columns=reads.columns), reads], ignore_index=True).astype(reads.dtypes)


def _kept_out_said(number: int) -> str:
    return f"{number:,} of them {'is' if number == 1 else 'are'} set aside, the data-quality page says why"


def judged_school(trust: Trust, school: School) -> JudgedSchool:
    """Return the school as checks know it, with what it publishes of itself."""
    contacts = school.contacts
    return JudgedSchool(
        id=school.id, name=school.name, phase=school.phase, town=school.town, website=school.website,
        phones=contacts.phones, emails=contacts.emails, postcode=contacts.postcode, email_domains=trust.email_domains,
    )  # fmt: skip


def trust_account_frame(trust: Trust) -> pd.DataFrame:
    """Return the columns of Evidence.trust_accounts."""
    rows = [(school.id, a.platform, a.handle, school.name) for school in trust.schools for a in school.accounts]
    return pd.DataFrame(rows, columns=["school", "platform", "handle", "name"], dtype="str")


def pack_frame(packs: Iterable[Pack]) -> pd.DataFrame:
    """Return the columns of Evidence.packs."""
    rows = [(pack.id, pack.title, str(pack.review_due or "")) for pack in packs]
    return pd.DataFrame(rows, columns=["pack", "title", "review_due"], dtype="str")


def account_frame(school: School) -> pd.DataFrame:
    """Return the columns of Evidence.accounts."""
    names = ("account", "platform", "handle", "connector", *APPROVAL)
    rows = [
        (
            a.key,
            a.platform,
            a.handle,
            a.source.connector,
            *(str(getattr(a.approval, name, None) or "") for name in APPROVAL),
        )
        for a in school.accounts
    ]
    return pd.DataFrame(rows, columns=list(names), dtype="str")


def read_frame(loaded: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of Evidence.reads: what complete reads cover together, and a row for a last one that failed.

    Pictures come with their posts: where a connector says nothing of media, they are read as far as the posts are.
    """
    told = list(tuples(loaded, ("account", "what", "reason", "assumed"), ("begin", "end"), ("complete",)))
    tell_media = {account for account, what, *_ in told if what == "media"}
    told += [(row[0], "media", *row[2:]) for row in told if row[1] == "posts" and row[0] not in tell_media]
    covered = [
        (account, what, reason if complete else "", assumed, begin, end, True)
        for account, what, reason, assumed, begin, end, complete in told
        if end is not None
    ]
    failed = [(*row[:4], None, None, False) for row in told if not row[-1]]
    columns = list(zip(*covered, *failed, strict=True)) or [()] * 7
    account, what, reason, assumed = (pd.array(column, dtype="str") for column in columns[:4])
    made = {"account": account, "what": what, "begin": instants(columns[4]), "end": instants(columns[5])}
    complete = np.array(columns[6], dtype=bool)
    return pd.DataFrame({**made, "complete": complete, "reason": reason, "assumed": assumed}, copy=False)


def build_evidence(
    trust: Trust, school: School, records: Records, registers: Mapping[str, pd.DataFrame], as_of: datetime
) -> Evidence:
    """Put together what the store and the registers say of one school; who needs more replaces what is empty here.

    `registers` holds pupils, consents, photo_log, staff and sources. The photo log speaks of the version of an edited
    post that is public now.
    """
    return Evidence(
        school=judged_school(trust, school),
        as_of=as_of,
        timezone=trust.timezone,
        accounts=account_frame(school),
        renames=records.renames,
        trust_accounts=trust_account_frame(trust),
        profiles=records.profiles,
        reads=read_frame(records.reads),
        posts=on_platforms(school, records.posts),
        media=on_platforms(school, records.media),
        comments=on_platforms(school, records.comments),
        **{**registers, "photo_log": to_public_versions(at_accounts(school, registers["photo_log"]), records.chains)},
    )


def on_platforms(school: School, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of a school's accounts with the platform of each row."""
    platform = {account.key: account.platform for account in school.accounts}
    return frame.assign(platform=pd.array([platform[key] for key in frame["account"].tolist()], dtype="str"))


def at_accounts(school: School, photo_log: pd.DataFrame) -> pd.DataFrame:
    """Return a photo log with the key of the account that each row means; blank where it does not say it."""
    if not len(photo_log) or not {"account", "platform"}.issubset(photo_log.columns):
        return photo_log
    named = zip(photo_log["account"].tolist(), photo_log["platform"].tolist(), strict=True)
    return photo_log.assign(account=pd.array([_account_meant(school, *row) for row in named], dtype="str"))


def _account_meant(school: School, handle: str, platform: str) -> str:
    if not handle and not platform:
        return ""
    asked, on = fold_handle(handle), platform.casefold()
    accounts = [one for one in school.accounts if not on or one.platform == on]
    meant = [one.key for one in accounts if not asked or fold_handle(one.handle) == asked]
    if not meant:  # of an account that is not the school's: it speaks of none of its pictures
        return account_key(on, handle)
    return meant[0] if len(meant) == 1 else ""


def to_public_versions(photo_log: pd.DataFrame, chains: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Let what was logged of an earlier version of an edited post speak of the version that is public now."""
    if not chains or not len(photo_log):
        return photo_log
    now = {("", old): post for (_, old), post in chains.items()} | dict(chains)
    said = tuples(photo_log, ["account", "post_id"])
    public = [now.get((account, post_id), post_id) for account, post_id in said]
    return photo_log.assign(post_id=pd.array(public, dtype=photo_log["post_id"].dtype))
