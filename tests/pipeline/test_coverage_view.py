"""That a file holds no profile is said once, in words; every clause that asks for one stays not assessed."""

from __future__ import annotations

import pytest
from workspaces import AS_OF, Small, post

import checks
import connectors
from pipeline.plan import make_plan
from pipeline.publish import build_view
from pipeline.run import run
from pipeline.store.runs import last_audits
from pipeline.workspace import open_workspace
from reports.base import School
from reports.gaps import NO_PROFILE, by_reason
from reports.slt import report

ASKS_FOR_A_PROFILE = "profile-incomplete"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[School, str]:
    """The school as reports see it, and its page: two accounts, both from a table of posts."""
    small = Small(tmp_path_factory.mktemp("profiles"), posts=[post(1, "2026-11-09"), post(2, "2026-11-10")])
    small.more_accounts = [{"platform": "instagram", "handle": "@oakhill_pics", "source": None}]
    root = small.write()
    run(root, as_of=AS_OF)
    with open_workspace(root) as space:
        plan = make_plan(space.loaded, checks.find(), connectors.find())
        with space.store.read() as connection:
            [last] = last_audits(connection, 1)
        view = build_view(space.store, plan, last)
    return view.schools[0], report(view)["slt-oakhill.html"].decode()


def test_it_is_one_line_for_both_accounts_and_every_rule(audited: tuple[School, str]) -> None:
    [line] = [line for line in by_reason(audited[0]) if line["reason"] == NO_PROFILE]
    assert line["where"] == "Instagram @oakhill_pics and X (Twitter) @oakhill"
    assert len(line["rules"]) > 1  # type: ignore[arg-type]
    assert len([said for said in audited[0].unread if NO_PROFILE in said]) == 1


def test_the_page_says_what_nobody_has_checked_and_never_that_it_is_still_to_be_read(
    audited: tuple[School, str],
) -> None:
    page = audited[1]
    assert "0 of 2; 2 accounts come from files, which hold no profile: nobody has checked what they say there" in page
    assert "profile: not read yet" not in page
    assert page.count("which hold no profile (what an account says of itself") == 1


def test_nothing_that_asks_for_a_profile_is_called_judged(audited: tuple[School, str]) -> None:
    lines = [line for line in audited[0].coverage if line.check == ASKS_FOR_A_PROFILE]
    assert {line.outcome for line in lines} == {"not_assessed"}
    assert len(lines) == 2
    asked = {clause for line in lines for clause in line.clause.split("; ")}
    stands = {f"{clause.pack}:{clause.id}": clause.state for clause in audited[0].clauses}
    assert {stands[clause] for clause in asked} <= {"not_assessed", "partly", "broken"}
