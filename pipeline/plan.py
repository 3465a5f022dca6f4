"""The plan of an audit: packs held against the checks that exist, and sources against the connectors."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.base import SEVERITIES, Check
from config.load import find_pack
from config.models import Account, Pack, Secret, Trust
from config.pack_file import LoadedPack
from config.refusal import Place, RefusalError
from config.trust_file import LoadedTrust
from connectors.base import Connector


@dataclass(frozen=True, slots=True)
class PlannedCheck:
    """One check with one set of options, and every clause that asks for just that."""

    check: str
    options: Mapping[str, Any]
    clauses: tuple[str, ...]
    """`pack:id`, in the order of the packs."""
    severity: str | None
    """The most severe that a clause asks for; None = the check's own."""

    @property
    def clause(self) -> str:
        """The clauses as one text, joined by "; "."""
        return "; ".join(self.clauses)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an audit of any school of the trust needs to know; it pickles."""

    trust: Trust
    packs: tuple[Pack, ...]
    checks: tuple[PlannedCheck, ...]
    hashes: Mapping[str, str] = field(default_factory=dict)
    """Pack id -> hash of its content, for run.json."""


def make_plan(loaded: LoadedTrust, checks: Mapping[str, Check], connectors: Mapping[str, type[Connector]]) -> Plan:
    """Read the trust's packs and hold everything against what exists.

    Raises RefusalError with file and line for an unknown check, option, connector or source key, and for a value that
    an option cannot have.
    """
    refuse_unknown_sources(loaded, connectors)
    trust = loaded.trust
    found = [find_pack(trust, name, place=loaded.place("trust", "packs", i)) for i, name in enumerate(trust.packs)]
    for pack in found:
        refuse_unknown_uses(pack, checks)
    packs = tuple(one.pack for one in found)
    hashes = {pack.id: hashlib.sha256(pack.model_dump_json().encode()).hexdigest() for pack in packs}
    return Plan(trust, packs, tuple(_planned(packs)), hashes)


def _planned(packs: Sequence[Pack]) -> Iterable[PlannedCheck]:
    """Join the clauses that ask for the same check with the same options."""
    joined: dict[tuple[str, str], list[tuple[str, str | None, Mapping[str, Any]]]] = {}
    for pack in packs:
        for clause in pack.clauses:
            for use in clause.checks:
                key = (use.use, json.dumps(use.options, sort_keys=True, default=str))
                joined.setdefault(key, []).append((f"{pack.id}:{clause.id}", use.severity, use.options))
    for (name, _), uses in joined.items():
        severities = [severity for _, severity, _ in uses if severity]
        worst = min(severities, key=SEVERITIES.index) if severities else None
        yield PlannedCheck(name, uses[0][2], tuple(dict.fromkeys(clause for clause, _, _ in uses)), worst)


def refuse_unknown_uses(loaded: LoadedPack, checks: Mapping[str, Check]) -> None:
    """Refuse a check that does not exist, an option it does not have, or a value that the option cannot have."""
    for i, clause in enumerate(loaded.pack.clauses):
        for j, use in enumerate(clause.checks):
            path = f"clauses[{i}].checks[{j}]"
            if use.use not in checks:
                raise _unknown(loaded.place(f"{path}.use"), f'clause "{clause.id}", use', "check", use.use, checks)
            for option, value in use.options.items():
                place, key = loaded.place(f"{path}.with.{option}"), f'clause "{clause.id}", {use.use}, with'
                if option not in checks[use.use].options:
                    raise _unknown(place, key, "option", option, checks[use.use].options)
                _refuse_value(place, f"{key}.{option}", value, checks[use.use], option)


def _refuse_value(place: Place | None, key: str, given: Any, check: Check, option: str) -> None:
    """Refuse a value that its check could only crash on, or by which it would judge nothing rightly."""
    _refuse_other_type(place, key, given, check.options[option])
    if isinstance(given, int | float) and not 0 <= given < math.inf:  # so written, it refuses .nan too
        raise RefusalError(f'{key}: "{given}" is no number from 0 up', place=place)
    if option in check.days:
        _refuse_no_days(place, key, given)
    words = check.choices.get(option)
    if words is None:
        return
    items = given if isinstance(given, list) else [given]
    if not items:
        raise RefusalError(f"{key}: the list is empty; give one or more of {', '.join(words)}", place=place)
    for item in items:
        if item not in words:
            raise _unknown(place, key, "choice", str(item), words)


def _refuse_no_days(place: Place | None, key: str, given: Sequence[Any]) -> None:
    for day in given:
        try:
            date.fromisoformat(str(day))
        except ValueError:
            said = f'{key}: "{day}" is no day; write it with year, month and day, as 2027-05-06'
            raise RefusalError(said, place=place) from None


def _refuse_other_type(place: Place | None, key: str, given: Any, default: Any) -> None:
    """Refuse a value of another type than the option's default; a list may stand for a tuple or set, 48 for 48.0."""
    alike = (list, tuple, set, frozenset)
    kind = alike if isinstance(default, alike) else (int, float) if isinstance(default, float) else type(default)
    fits = isinstance(given, kind)
    if default is None or (fits and isinstance(given, bool) == isinstance(default, bool)):
        return
    words = {int: "a whole number", bool: "true or false", str: "a text", float: "a number"}
    raise RefusalError(
        f'{key}: "{given}" is not {words.get(type(default), "a list")}; the default is {default!r}', place=place
    )


def refuse_unknown_sources(loaded: LoadedTrust, connectors: Mapping[str, type[Connector]]) -> None:
    """Refuse a connector that does not exist, or a key of a source that its connector does not know."""
    for i, school in enumerate(loaded.trust.schools):
        for j, account in enumerate(school.accounts):
            _refuse_source(
                account,
                connectors,
                lambda *path, at=(i, j): loaded.place("schools", at[0], "accounts", at[1], "source", *path),
            )


def _refuse_source(account: Account, connectors: Mapping[str, type[Connector]], place: Callable[..., Place]) -> None:
    key = f'the account "{account.handle}" ({account.platform}), source'
    connector = connectors.get(account.source.connector)
    if connector is None:
        raise _unknown(place("connector"), key, "connector", account.source.connector, connectors)
    if connector.platforms and account.platform not in connector.platforms:
        right = ", ".join(sorted(connector.platforms))
        sentence = f'{key}: the connector "{connector.name}" reads {right}, not {account.platform}'
        raise RefusalError(sentence, place=place("connector"))
    for option, value in account.source.options.items():
        if option not in connector.options:
            raise _unknown(place(option), key, "key", option, connector.options)
        nested = connector.nested
        if option in nested or isinstance(value, Mapping):
            _refuse_nested(key, option, value, nested, place)
        else:
            _refuse_no_switch(key, option, value, connector.switches, place)
        if option in connector.secrets and not isinstance(value, Secret):
            sentence = f'{key}: "{option}" is a secret: set it as an environment variable and write "${{NAME}}" here'
            raise RefusalError(sentence, place=place(option))


def _refuse_no_switch(
    key: str, option: str, value: Any, switches: Collection[str], place: Callable[..., Place]
) -> None:
    """Refuse a switch that is neither on nor off, and what is on or off where something else is asked for."""
    if option in switches and not isinstance(value, bool):
        given = f'"{value}"' if isinstance(value, str | int) else "something else"
        sentence = f'{key}: "{option}" is {given}: it should be true or false, without quotes'
        raise RefusalError(sentence, place=place(option))
    if option not in switches and isinstance(value, bool):
        sentence = f'{key}: "{option}" is {str(value).lower()}: it should be one text'
        raise RefusalError(sentence, place=place(option))


def _refuse_nested(
    key: str, option: str, value: Any, nested: Mapping[str, Mapping[str, Sequence[str]]], place: Callable[..., Place]
) -> None:
    """Refuse a mapping where none belongs, one that is missing, and inner keys that nobody knows."""
    if option not in nested or not isinstance(value, Mapping):
        wanted = f"a mapping with {', '.join(nested[option])}" if option in nested else "one text, not a mapping"
        raise RefusalError(f'{key}: "{option}" should be {wanted}', place=place(option))
    for inner, names in value.items():
        if inner not in nested[option]:
            raise _unknown(place(option, inner), f"{key}, {option}", "key", inner, nested[option])
        for name in names:
            if name not in nested[option][inner]:
                raise _unknown(
                    place(option, inner, name), f"{key}, {option}.{inner}", "column", name, nested[option][inner]
                )


def _unknown(place: Place | None, key: str, what: str, given: str, known: Iterable[str]) -> RefusalError:
    from rapidfuzz import process

    names = sorted(known)
    near = process.extractOne(given, names, score_cutoff=60)
    hint = f'; did you mean "{near[0]}"?' if near else "."
    return RefusalError(f'{key}: there is no {what} "{given}"{hint} Valid: {", ".join(names) or "none"}', place=place)
