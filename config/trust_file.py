"""Turn the YAML of a workspace into a Trust: paths resolved, secrets named, accounts belonging to their school."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import TypeAdapter, ValidationError

from config.delivery import Mail, Safeguarding, SchoolRecipients, TrustRecipients
from config.marked import Marked, Step, steps
from config.models import (
    Account,
    Approval,
    Calendars,
    Contacts,
    Mis,
    Pictures,
    Reading,
    Registers,
    RegisterWords,
    Reports,
    Retention,
    Schedule,
    School,
    Source,
    Trust,
    Waiver,
)
from config.nearest import did_you_mean
from config.own_words import OwnWords
from config.paths import resolve, resolve_store
from config.platforms import PLATFORM_TITLES
from config.recipients import refuse_outsiders
from config.refusal import Place, RefusalError
from config.shape import Shape, check_keys, first_fault, given, refuse_unquoted_numbers
from config.typed_secrets import as_secret, refuse_typed_secrets

HEAD: Final = ("name", "timezone", "nation", "email_domains", "packs")
"""The keys of `trust:`."""
_SCHOOL: Final = ("schools", "*")
_ACCOUNT: Final = (*_SCHOOL, "accounts", "*")
_AS_WRITTEN: Final = (
    "schedule", "retention", "pictures", "reports", "reading", "mis", "words", "sample", "recipients", "dsl",
)  # fmt: skip
"""Keys of trust.yaml that are fields of Trust as they stand."""
SHAPE: Final[Shape] = {
    (): {"trust", "store", "waivers", "schools", "mail", *_AS_WRITTEN},
    ("trust",): HEAD,
    ("schedule",): set(Schedule.model_fields),
    ("retention",): set(Retention.model_fields),
    ("reading",): set(Reading.model_fields),
    ("mis",): set(Mis.model_fields),
    ("mis", "pupils"): set(RegisterWords.model_fields),
    ("mis", "consents"): set(RegisterWords.model_fields),
    ("pictures",): set(Pictures.model_fields),
    ("reports",): set(Reports.model_fields),
    ("words",): set(OwnWords.model_fields),
    ("mail",): {*Mail.model_fields, "from"} - {"sender"},
    ("recipients",): set(TrustRecipients.model_fields),
    ("dsl",): set(Safeguarding.model_fields),
    _SCHOOL: set(School.model_fields),
    (*_SCHOOL, "recipients"): set(SchoolRecipients.model_fields),
    (*_SCHOOL, "contacts"): set(Contacts.model_fields),
    (*_SCHOOL, "registers"): set(Registers.model_fields),
    (*_SCHOOL, "calendars"): set(Calendars.model_fields),
    _ACCOUNT: set(Account.model_fields) - {"school"},
    (*_ACCOUNT, "approval"): set(Approval.model_fields),
}
_ALSO_CALLED: Final = {"twitter": "x", "fb": "facebook", "insta": "instagram", "website": "blog", "tik-tok": "tiktok"}


@dataclass(frozen=True, slots=True)
class LoadedTrust:
    """A trust and where every value of trust.yaml stands."""

    trust: Trust
    marked: Marked
    waivers_file: Path | None
    """Where `waivers:` points; None where the key is absent."""

    def place(self, *path: Step) -> Place:
        """Return where a value, or its nearest known parent, stands: `place("schools[0].accounts[1].source.posts")`."""
        return self.marked.place(*steps(*path))

    def with_waivers(self, waivers: tuple[Waiver, ...]) -> LoadedTrust:
        """Return the same with these waivers."""
        return dataclasses.replace(self, trust=self.trust.model_copy(update={"waivers": waivers}))


def to_trust(marked: Marked, root: Path) -> LoadedTrust:
    """Return the trust, without its waivers; RefusalError for the first thing wrong."""
    refuse_typed_secrets(marked)
    check_keys(marked, SHAPE)
    refuse_unquoted_numbers(marked, {"id", "handle", "platform_id"})
    try:
        trust = Trust.model_validate(_fields(marked, root))
    except ValidationError as error:
        raise first_fault(error, marked, _file_path) from None
    _check_zone(marked, trust.timezone)
    _check_schools(marked, trust)
    refuse_outsiders(marked, trust)
    waivers = _resolved(marked, root, "waivers") if "waivers" in marked.value else None
    return LoadedTrust(trust, marked, waivers)


def to_waivers(marked: Marked) -> tuple[Waiver, ...]:
    """Return the waivers of a file: a list of key, reason, approver, expires; an empty file holds none."""
    if marked.value is None:
        return ()
    check_keys(marked, {("*",): set(Waiver.model_fields)})
    try:
        return TypeAdapter(tuple[Waiver, ...]).validate_python(marked.value)
    except ValidationError as error:
        raise first_fault(error, marked) from None


def _file_path(loc: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return where in trust.yaml a field of Trust stands."""
    loc = ("trust", *loc) if loc and loc[0] in HEAD else loc
    return tuple(step for step in loc if step != "options")


def _fields(marked: Marked, root: Path) -> dict[str, Any]:
    """Lay trust.yaml out as the fields of Trust."""
    top: Mapping[str, Any] = marked.value
    schools = [_school(marked, root, index, school) for index, school in enumerate(top.get("schools", []))]
    fields = {
        **top.get("trust", {}),
        **{key: top[key] for key in _AS_WRITTEN if key in top},
        **({"mail": _mail(marked, root)} if "mail" in top else {}),
    }
    return {**fields, "root": root, "store": _store(marked, root), **({"schools": schools} if schools else {})}


def _mail(marked: Marked, root: Path) -> dict[str, Any]:
    """Lay the mail server out as the fields of Mail."""
    given_mail = {key: as_secret(value) if key == "password" else value for key, value in marked.value["mail"].items()}
    return {
        **given_mail,
        **({"ca_file": _resolved(marked, root, "mail", "ca_file")} if "ca_file" in given_mail else {}),
    }


def _store(marked: Marked, root: Path) -> Any:
    url = marked.value.get("store", Trust.model_fields["store"].default)
    try:
        return resolve_store(root, url) if isinstance(url, str) else url
    except ValueError as error:
        raise marked.refusal(f"'store' is {given(url)}: it {error}", "store") from None


def _school(marked: Marked, root: Path, index: int, school: Mapping[str, Any]) -> dict[str, Any]:
    here = ("schools", index)
    accounts = [_account(marked, school, (*here, "accounts", n)) for n in range(len(school.get("accounts", [])))]
    files = {
        group: {key: _resolved(marked, root, *here, group, key) for key in school[group]}
        for group in ("registers", "calendars")
        if group in school
    }
    return {**school, **files, "accounts": accounts}


def _resolved(marked: Marked, root: Path, *path: Step) -> Path:
    """Return the file that the text at `path` names."""
    text = _at(marked.value, path)
    try:
        if not isinstance(text, str):
            raise ValueError("should be the path of one file")
        return resolve(root, text)
    except ValueError as error:
        raise marked.refusal(f"'{path[-1]}' is {given(text)}: it {error}", *path) from None


def _at(value: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _account(marked: Marked, school: Mapping[str, Any], path: tuple[Step, ...]) -> dict[str, Any]:
    """Lay one account out as the fields of Account."""
    account = dict(_at(marked.value, path))
    if isinstance(account.get("handle"), str):
        account["handle"] = account["handle"].strip().removeprefix("@")
    if "source" in account:
        account["source"] = _source(marked, account["source"], (*path, "source"))
    return {**account, "school": school.get("id", "")}


def _source(marked: Marked, source: Any, path: tuple[Step, ...]) -> Source:
    """Return how an account is read; "${NAME}" becomes a Secret."""
    if not isinstance(source, Mapping) or not isinstance(source.get("connector"), str):
        raise marked.refusal(
            "'source' does not say how the account is read: add 'connector: ' and a connector's name", *path
        )
    options = {key: as_secret(value) for key, value in source.items() if key != "connector"}
    for key, value in options.items():
        if isinstance(value, list | float):
            raise marked.refusal(
                f"'{key}' is {given(value)}: it should be one text, a whole number, or true or false", *path, key
            )
        if isinstance(value, dict) and not _is_nested(value):
            raise marked.refusal(
                f"'{key}' should hold groups of texts, such as {{posts: {{text: Caption}}}}, and nothing else",
                *path,
                key,
            )
    return Source(connector=source["connector"], options=options)


def _is_nested(value: Mapping[str, Any]) -> bool:
    """Say whether a mapping is one of mappings of texts: what a file calls its columns."""
    return all(
        isinstance(inner, Mapping) and all(isinstance(text, str) for text in inner.values()) for inner in value.values()
    )


def _check_zone(marked: Marked, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(name, available_timezones()) if len(name) < 40 else ""
        hint = hint if hint.startswith("did") else "it should be a name such as Europe/London"
        raise marked.refusal(
            f"'timezone' is {given(name)}, which is no time zone: {hint}", "trust", "timezone"
        ) from None


def _check_schools(marked: Marked, trust: Trust) -> None:
    """Refuse an unknown platform, two schools with one id, and two accounts that are one."""
    schools: dict[str, Place] = {}
    accounts: dict[str, Place] = {}
    for index, school in enumerate(trust.schools):
        _refuse_twin(
            schools,
            school.id,
            marked.place("schools", index, "id"),
            f"two schools have the id '{school.id}': give each its own",
        )
        for number, account in enumerate(school.accounts):
            path = ("schools", index, "accounts", number)
            if account.platform not in PLATFORM_TITLES:
                raise marked.refusal(
                    f"'platform' is {given(account.platform)}: {_platform_hint(account.platform)}", *path, "platform"
                )
            twin = f"{account.platform} account '@{account.handle}' is configured twice: keep it with one school"
            _refuse_twin(accounts, account.key, marked.place(*path, "handle"), twin)


def _refuse_twin(seen: dict[str, Place], key: str, place: Place, sentence: str) -> None:
    if key in seen:
        raise RefusalError(f"{sentence} (the other stands in line {seen[key].line})", place=place)
    seen[key] = place


def _platform_hint(name: str) -> str:
    also = _ALSO_CALLED.get(name.casefold())
    return f"write '{also}'" if also else did_you_mean(name, PLATFORM_TITLES)
