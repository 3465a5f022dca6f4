"""What run.json says a run was made of: inputs with hashes, versions of programs, packs and lists."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from checks.names.engine import ENGINE_VERSION
from config.models import School
from pipeline.plan import Plan
from pipeline.school_registers import TrustFiles
from pipeline.store.opening import HEAD

_PROGRAMS = ("school-social-audit", "pandas", "great-expectations", "tweepy", "facebook-sdk", "sqlalchemy")


def run_facts(plan: Plan, files: TrustFiles, schools: Sequence[School], as_of: datetime) -> dict[str, Any]:
    """Return the facts of an audit, JSON-safe; registers are hashed without their never_publish column."""
    return {
        "versions": {name: _version(name) for name in _PROGRAMS}
        | {"python": platform.python_version(), "store": HEAD, "names": ENGINE_VERSION},
        "packs": dict(plan.hashes),
        "words": files.words_hash,
        "lists": files.lists_hash,
        "registers": {school.id: dict(files.of(school, as_of).registers.sha256) for school in schools},
    }


@cache
def program_version() -> str:
    """Return the version of this program."""
    return _version("school-social-audit")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
