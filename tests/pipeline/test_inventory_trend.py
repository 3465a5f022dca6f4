"""The trend is that of the audits that were reported, and of the one that is looked at: one a day, the last twelve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from made_stores import put_store
from workspaces import AS_OF, Small

from config.load import load_trust
from config.models import School
from pipeline.inventory_view import MOST_MOMENTS, view_inventory
from pipeline.store.inventory_rows import Count
from pipeline.store.inventory_rows import save_inventory as save
from pipeline.store.opening import Store, open_store
from pipeline.store.runs import Run, begin_run, end_run
from reports.inventory import Inventory

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    put_store(tmp_path / "social-audit.db")
    made = open_store("sqlite:///social-audit.db", tmp_path)
    yield made
    made.close()


@pytest.fixture
def school(tmp_path: Path) -> School:
    """The school of the small workspace."""
    return load_trust(Small(tmp_path).write()).schools[0]


def counted(store: Store, at: datetime, certain: int, *, reported: bool = True, school: str = "oakhill") -> Run:
    """Write a finished run that counted so many pictures, and two of which nobody knows who is in them."""
    numbers = [("certain", certain), ("unknown", 2 if certain else 0), ("pictures", certain + 2)]
    with store.write() as connection:
        name = begin_run(connection, "run", at, f"{at:%Y-%m-%d}")
        end_run(connection, name, audited=True, facts={}, reported=reported)
        rows = [Count("x:oakhill", kind, "1_to_3_years" if kind != "pictures" else "", n) for kind, n in numbers]
        save(connection, name, school, [row for row in rows if row.number or row.kind == "pictures"])
    return Run(name, at, {})


def seen(store: Store, school: School, run: Run) -> Inventory | None:
    with store.read() as connection:
        return view_inventory(connection, school, run, LONDON)


def trend(store: Store, school: School, run: Run) -> list[tuple[int, int, int]]:
    found = seen(store, school, run)
    assert found is not None
    return [(moment.at.day, moment.certain, moment.unknown) for moment in found.trend]


def test_only_reported_audits_and_the_one_that_is_looked_at_count(store, school):
    counted(store, AS_OF, 5)
    unreported = counted(store, AS_OF + timedelta(days=1), 6, reported=False)
    last = counted(store, AS_OF + timedelta(days=2), 7)
    assert trend(store, school, last) == [(16, 5, 2), (18, 7, 2)]
    assert trend(store, school, unreported) == [(16, 5, 2), (17, 6, 2)], "nothing of later runs"


def test_of_one_day_the_last_audit_counts_and_the_day_is_that_of_the_trust(store, school):
    counted(store, AS_OF, 5)
    last = counted(store, AS_OF, 6)
    assert trend(store, school, last) == [(16, 6, 2)]
    summer = counted(store, datetime(2027, 6, 1, 23, 30, tzinfo=UTC), 6)
    assert trend(store, school, summer)[-1] == (2, 6, 2)


def test_a_count_of_none_is_a_count_and_another_school_is_none(store, school):
    counted(store, AS_OF, 0)
    last = counted(store, AS_OF + timedelta(days=1), 3)
    assert trend(store, school, last) == [(16, 0, 0), (17, 3, 2)]
    other = counted(store, AS_OF + timedelta(days=2), 9, school="ashdown")
    assert seen(store, school, other) is None


def test_so_many_are_shown(store, school):
    runs = [counted(store, AS_OF + timedelta(days=day), day + 1) for day in range(MOST_MOMENTS + 3)]
    assert len(trend(store, school, runs[-1])) == MOST_MOMENTS
    assert trend(store, school, runs[-1])[-1][1] == MOST_MOMENTS + 3


def test_a_run_taken_up_again_counts_once(store, school):
    last = counted(store, AS_OF, 5)
    with store.write() as connection:
        save(connection, last.name, "oakhill", [Count("x:oakhill", "certain", "no_day", 1)])
    found = seen(store, school, last)
    assert found is not None
    assert found.certain == 1
    assert [band.code for band in found.ages][-1] == "no_day"


def test_year_groups_stand_as_a_school_counts_them(store, school):
    last = counted(store, AS_OF, 5)
    groups = ["11", "2", "Reception", "Nursery", "not known", "Year 10", ""]
    with store.write() as connection:
        save(connection, last.name, "oakhill", [Count("x:oakhill", "leavers", group, 1) for group in groups])
    found = seen(store, school, last)
    assert found is not None
    assert [group for group, _ in found.leavers] == ["Nursery", "Reception", "2", "Year 10", "11", "not known"]
    assert found.with_leavers == 1
