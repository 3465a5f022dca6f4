"""Connectors: one platform or file format a module, found by walking this folder."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

    from connectors.base import Connector

_PROMISED = ("name", "platforms", "provides", "profile", "pages")
"""What tells a connector's class from the other classes of its module."""


def find() -> Mapping[str, type[Connector]]:
    """Return every connector of this folder by its `name`, in the order of names.

    Modules whose name begins with an underscore are private parts of connectors. Raises ValueError when two
    connectors have one name.
    """
    found: dict[str, type[Connector]] = {}
    for info in pkgutil.iter_modules(__path__):
        if info.name.startswith("_"):
            continue
        for one in _connectors_of(importlib.import_module(f"{__name__}.{info.name}")):
            if one.name in found:
                raise ValueError(
                    f'two connectors are named "{one.name}": {found[one.name].__module__} and {one.__module__}'
                )
            found[one.name] = one
    return dict(sorted(found.items()))


def _connectors_of(module: ModuleType) -> Iterator[type[Connector]]:
    for _, member in inspect.getmembers(module, inspect.isclass):
        is_its_own = member.__module__ == module.__name__
        if is_its_own and all(hasattr(member, name) for name in _PROMISED):
            yield cast("type[Connector]", member)
