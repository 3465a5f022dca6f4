"""Where one school after the other is worked on: the store, the plan, and the files of the trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from config.models import School
from pipeline.plan import Plan
from pipeline.school_registers import TrustFiles
from pipeline.store.opening import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What work on any school of a trust needs; each process has its own, and the store open in its own way."""

    store: Store
    plan: Plan
    files: TrustFiles

    def school(self, name: str) -> School:
        """Return the school with this id."""
        return next(school for school in self.plan.trust.schools if school.id == name)


Made = TypeVar("Made", covariant=True)


class Job(Protocol[Made]):
    """What is done for one school at a desk: a function of a module, so that another process finds it by its name."""

    def __call__(self, desk: Desk, school_id: str, /, *told: Any) -> Made:
        """Return what came of it; it writes nothing, and what it is told and makes pickles."""
        ...
