"""Scenes of an account whose posts come as CSV files of Meta Business Suite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exports.business_files import facebook, write
from scenes import PAGE_ROWS, Ground, Scene, account

from connectors.business_suite import BusinessSuiteConnector


def put(ground: Ground, rows: Iterable[Mapping[str, str]]) -> Scene:
    """Write one file and return the account that reads it."""
    given = list(rows)
    write(ground.root / "Nov-01-2026_Nov-30-2026_1.csv", given)
    return Scene(
        connector=BusinessSuiteConnector,
        account=account("facebook", "oakmereprimary", "business_suite", files="*.csv"),
        root=ground.root,
        posts=frozenset(row["Post ID"] for row in given if row["Page name"] == "Oakmere Primary"),
    )


def scene(case: str, ground: Ground) -> Scene:
    """Return the scene of a case of the contract."""
    if case == "an empty page":
        return put(ground, [])
    if case == "a foreign author":
        other = facebook(666, **{"Page ID": "999", "Page name": "Somebody Else", "Permalink": ""})
        made = put(ground, [facebook(1), facebook(2), other])
        made.foreign = frozenset({other["Post ID"]})
        return made
    return put(ground, map(facebook, range(1, PAGE_ROWS + 3)))
