"""Whose export it is: what stands in it of its owner, held against the account that trust.yaml names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from config.models import Account, fold_handle
from connectors._archive import Archive
from connectors._meta_found import Label
from connectors._meta_json import labelled, mended, repaired
from connectors._payload import address, mapping, text
from connectors.base import NeedsPerson, Profile

_USERNAME: Final = frozenset({
    "username", "benutzername", "nom d'utilisateur", "nom d’utilisateur", "nombre de usuario", "nome utente",
    "nome de usuário", "nome de utilizador", "gebruikersnaam", "nazwa użytkownika", "brugernavn", "användarnamn",
    "brukernavn", "käyttäjänimi", "kullanıcı adı", "имя пользователя", "ім'я користувача", "ユーザーネーム",
    "用户名", "用戶名稱", "enw defnyddiwr",
})  # fmt: skip
"""What Instagram calls the username in the languages that were met."""
_NAME: Final = frozenset({"name", "nombre", "nom", "nome", "naam", "navn", "namn", "nimi", "enw"})
_BIO: Final = frozenset({"bio", "biografía", "biographie", "biografie", "biografia"})
_PRIVATE: Final = frozenset({"private account", "cuenta privada", "compte privé", "privates konto", "account privato"})
_KEYS: Final = frozenset({"username", "profile_uri", "profile_url", "vanity", "uri", "url"})
"""Where Facebook's export says a username or the address of the profile."""


def labels_of(archive: Archive, pattern: str) -> list[tuple[str, str]]:
    """Return (label, text) of the members whose file name fits; labels are folded, letters are mended."""
    pairs = [pair for name in archive.find(pattern) for pair in labelled(repaired(archive.json(name)))]
    return [(label.strip().casefold(), said.strip()) for label, said in pairs if said.strip()]


def check_instagram(account: Account, archive: Archive, label: Label, pairs: Sequence[tuple[str, str]]) -> str:
    """Raise NeedsPerson when the export names another owner; return what is taken for granted where it names none.

    Labels are in the owner's language: one that is not known need not be, for the handle must be among the values.
    """
    handle = fold_handle(account.handle)
    if handle in {fold_handle(said) for _, said in pairs}:
        return ""
    named = [fold_handle(said) for key, said in pairs if key in _USERNAME]
    return _held_against(account, archive, label, named, unknown=bool(pairs))


def instagram_profile(pairs: Sequence[tuple[str, str]], account: Account) -> Profile | None:
    """Return what the account says of itself; None when the export does not hold it. Nothing else of it is read."""
    if not pairs:
        return None
    said = dict(reversed(pairs))

    def of(labels: Iterable[str]) -> str:
        return next((said[label] for label in sorted(labels) if label in said), "")

    return Profile(
        platform_id=account.platform_id,
        handle=of(_USERNAME) or account.handle,
        name=of(_NAME),
        about=of(_BIO),
        website=address(of(["website"])),
        visibility="private" if of(_PRIVATE).casefold() in {"true", "yes", "1"} else "public",
    )


def check_facebook(account: Account, archive: Archive, label: Label, contents: Sequence[Any]) -> str:
    """Raise NeedsPerson when the export names another owner; return what is taken for granted where it names none."""
    named = list(dict.fromkeys(one for content in contents for one in _usernames(content)))
    if {account.platform_id, fold_handle(account.handle)} & set(named):
        return ""
    # an id says nothing against an account whose id trust.yaml does not give
    telling = [one for one in named if account.platform_id or not one.isdecimal()]
    return _held_against(account, archive, label, telling, unknown=False)


def _usernames(content: Any, depth: int = 3) -> Iterator[str]:
    """Yield usernames and ids of the owner, folded; only near the top, where an export speaks of nobody else."""
    for key, value in mapping(content).items():
        if key in _KEYS and isinstance(value, str):
            yield from _username(text(mended(value)))
        elif depth and isinstance(value, dict):
            yield from _usernames(value, depth - 1)


def _username(said: str) -> Iterator[str]:
    """Yield what a username, or the address of a profile, says; nothing for the address of something else."""
    parts = urlsplit(address(said))
    if parts.hostname and (parts.hostname == "facebook.com" or parts.hostname.endswith(".facebook.com")):
        path = parts.path.strip("/").split("/")
        yield from parse_qs(parts.query).get("id", [fold_handle(path[-1])] if path[-1] else [])
    elif said and "/" not in said:
        yield fold_handle(said)


def _held_against(account: Account, archive: Archive, label: Label, named: Sequence[str], *, unknown: bool) -> str:
    """Hold the names that stand in an export, and the one in its own name, against the account.

    unknown: the export says who its owner is, in a language that was not met, and it is not the account.
    """
    if not named and _alike(label.handle, account):
        return ""
    if named or unknown or (label.handle and not label.handle.isdecimal()):
        whose = f"of @{named[0]}" if named else f"of {label.handle}" if label.handle else "of another account"
        raise NeedsPerson(
            f"{archive.path.name} is the export {whose}, not of @{account.handle}: name that of @{account.handle} in "
            "trust.yaml, or correct the handle if the account was renamed"
        )
    return f"the export does not say whose it is, and is taken for that of @{account.handle}"


def _alike(said: str, account: Account) -> bool:
    """Say whether the name of an export's file is the account's: it may be the id, and may lack dots and lines."""
    return bool(said) and (said == account.platform_id or _letters(said) == _letters(account.handle))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
