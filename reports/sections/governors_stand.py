"""What stands, by school and area; small numbers, and what would give them away, are kept back."""

from __future__ import annotations

from reports.base import RunView
from reports.comparing import was_read
from reports.governing import AREAS, standing_by_area


def section(view: RunView) -> dict[str, object]:
    """Lay out one row a school that was read; the others are named below."""
    read = [school for school in view.schools if was_read(school)]
    counts = standing_by_area(read)
    return {
        "title": "What stands to be put right",
        "areas": tuple(title for _, title, _ in AREAS),
        "rows": tuple(zip(read, counts.rows, counts.totals, strict=True)),
        "total": counts.total,
        "unread": tuple(school for school in view.schools if not was_read(school)),
    }
