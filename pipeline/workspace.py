"""The workspace: a trust as it is configured, its store open, and what of it somebody asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.load import load_trust_marked
from config.models import Account, School, Trust, account_key
from config.refusal import RefusalError
from config.trust_file import LoadedTrust
from pipeline.secrets import expand
from pipeline.store.opening import Store, open_store


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace: the trust and its store."""

    loaded: LoadedTrust
    store: Store

    @property
    def trust(self) -> Trust:
        """The trust without the lines it stands on."""
        return self.loaded.trust


@contextmanager
def open_workspace(root: Path) -> Iterator[Workspace]:
    """Load trust.yaml and open the store, which is closed at the end; RefusalError when either cannot be used."""
    loaded = load_trust_marked(root)
    store = open_store(expand(loaded.trust.store), root)
    try:
        yield Workspace(loaded, store)
    finally:
        store.close()


def chosen_schools(trust: Trust, schools: Collection[str] | None) -> list[School]:
    """Return the schools with these ids, or all; RefusalError names the ids there are."""
    known = {school.id for school in trust.schools}
    for name in schools or ():
        if name not in known:
            raise RefusalError(f'there is no school "{name}" in trust.yaml: the schools are {", ".join(sorted(known))}')
    return [school for school in trust.schools if not schools or school.id in schools]


def chosen_accounts(trust: Trust, accounts: Collection[str] | None, schools: Collection[str] | None) -> list[Account]:
    """Return the accounts with these keys, or all of these schools, or all; RefusalError names the keys there are."""
    chosen = {school.id for school in chosen_schools(trust, schools)}
    known = {account.key for account in trust.accounts}
    wanted = set()
    for named in accounts or ():
        platform, _, handle = named.partition(":")
        key = account_key(platform.strip().casefold(), handle)  # "x:@StAnnes" is x:stannes
        if key not in known:
            raise RefusalError(
                f'there is no account "{named}" in trust.yaml: the accounts are {", ".join(sorted(known))}'
            )
        wanted.add(key)
    return [a for a in trust.accounts if a.school in chosen and (accounts is None or a.key in wanted)]
