"""Items of the safeguarding lead's sheet with what is worked out for showing them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.dsl_view import DslItem, DslView
from reports.wording import days_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item with what the page shows of it."""

    item: DslItem
    marked: tuple[str, str, str]
    """The text before, in and after the span; the middle is blank when no part of it is meant."""
    days: int
    """Since it was first seen."""


def rows_of(view: DslView) -> Iterator[Row]:
    """Yield the items in their order; a span outside the text marks nothing."""
    for item in view.items:
        start, end = item.start, item.end
        marked = (item.text, "", "")
        if start is not None and end is not None and 0 <= start < end <= len(item.text):
            marked = (item.text[:start], item.text[start:end], item.text[end:])
        yield Row(item=item, marked=marked, days=days_between(item.first_seen, view.as_of, view.as_of.tzinfo))
