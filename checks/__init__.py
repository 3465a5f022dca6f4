"""The checks: one rule a file, each a pure function over the evidence of one school. `find()` walks this folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType

from checks.base import Check

HEADINGS = ("## Why it matters", "## Flagged", "## Not flagged")
"""What the manual of every check (its module's docstring) must hold, each as a line of its own."""


@cache
def find() -> Mapping[str, Check]:
    """Return every check by name, sorted; TypeError names a module that is not one check with its manual."""
    found = [sole_check(importlib.import_module(f"{__name__}.{name}")) for name in _module_names()]
    return MappingProxyType({check.name: check for check in found})


def sole_check(module: ModuleType) -> Check:
    """Return the one check of a module; TypeError when it has none or several, or its name or manual is wrong."""
    held = [value for value in vars(module).values() if isinstance(value, Check)]
    if len(held) != 1:
        raise TypeError(
            f"{module.__name__} holds {len(held)} checks: a module of checks/ holds exactly one, others begin with '_'"
        )
    expected = module.__name__.rpartition(".")[2].replace("_", "-")
    if held[0].name != expected:
        raise TypeError(
            f"{module.__name__} holds the check {held[0].name!r}: name its function {expected.replace('-', '_')}"
        )
    missing = [heading for heading in HEADINGS if heading not in held[0].manual.splitlines()]
    if missing:
        raise TypeError(
            f"{module.__name__} has no heading {missing[0]!r} in its docstring, which is the check's manual"
        )
    return held[0]


def _module_names() -> list[str]:
    modules = pkgutil.iter_modules(__path__)
    return sorted(m.name for m in modules if not m.ispkg and not m.name.startswith("_") and m.name != "base")
