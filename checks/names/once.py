"""Once: a property that is worked out when first asked for and then kept, as functools.cached_property but no lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 - it stands where `property` stands
    """A property of an object that one thread reads; its value takes its place in the object's own attributes."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self._work_out, self._name, self.__doc__ = work_out, work_out.__name__, work_out.__doc__

    def __get__(self, owner: Any, kind: object = None) -> Value:
        """Work it out; the next time it is found in the object itself, and this is not asked."""
        value = owner.__dict__[self._name] = self._work_out(owner)
        return value
