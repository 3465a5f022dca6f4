"""A deleted comment keeps its words as long as the safeguarding lead needs them, and not a day longer than its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from workspaces import AS_OF, Small, comment, post

from pipeline.dsl.doing import acknowledge, close, reopen
from pipeline.dsl.looking import list_matters, show_matter
from pipeline.retention import apply_retention
from pipeline.run import Workspace, open_workspace, run
from pipeline.store.schema import comments

WORRY = "i dont want to be here anymore, nobody would miss me"
LEAD = "A. Dale, DSL"


def day(number: int) -> datetime:
    """Return the moment so many days after the comments were seen to be gone."""
    return AS_OF + timedelta(days=1 + number)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of which a worrying comment and a harmless one were read, and then deleted on the platform."""
    small = Small(
        tmp_path,
        posts=[post(1, "2026-11-11", "Our choir sang.")],
        comments=[comment(1, 1, WORRY), comment(2, 1, "Lovely singing")],
        top={
            "trust": {"name": "Copse Trust", "packs": ["com01", "uk-guidance"]},
            "retention": {"comments_gone": "30d"},
        },
    )
    run(small.write(), as_of=AS_OF)
    small.comments = [comment(3, 1, "Well sung")]
    run(small.write(), as_of=day(0))
    with open_workspace(tmp_path) as made:
        yield made


def words(space: Workspace, at: datetime) -> dict[str, str]:
    """Apply the trust's retention at a moment, and return what is left of the comments that are gone."""
    apply_retention(space.store, space.trust, at)
    with space.store.read() as connection:
        gone = select(comments.c.comment_id, comments.c.text).where(comments.c.state == "gone")
        return {row.comment_id: row.text for row in connection.execute(gone)}


def the_key(space: Workspace) -> str:
    [matter] = list_matters(space.trust.root, schools=None, everything=False, at=day(0))
    return str(matter["key"])


@pytest.mark.slow
def test_the_words_of_a_deleted_comment_stay_until_its_matter_is_closed_and_then_for_their_term(
    space: Workspace,
) -> None:
    root, key = space.trust.root, the_key(space)
    assert words(space, day(29)) == {"c1": WORRY, "c2": "Lovely singing"}
    assert words(space, day(31)) == {"c1": WORRY, "c2": ""}
    acknowledge(root, key, by=LEAD, note="", at=day(32))
    assert words(space, day(400))["c1"] == WORRY, "what somebody has in hand is open"
    assert f"text: {WORRY}" in show_matter(root, key)
    close(root, key, by=LEAD, note="Referred", at=day(400))
    assert words(space, day(429))["c1"] == WORRY
    assert words(space, day(431))["c1"] == ""
    assert WORRY not in "\n".join(show_matter(root, key))


@pytest.mark.slow
def test_a_held_comment_is_counted_when_its_term_has_passed_and_not_again_when_it_is_erased(space: Workspace) -> None:
    def erased(at: datetime) -> int:
        return apply_retention(space.store, space.trust, at)["comment_texts"]

    assert [erased(day(number)) for number in (29, 31, 32)] == [0, 2, 0]
    close(space.trust.root, the_key(space), by=LEAD, note="Referred", at=day(40))
    assert words(space, day(60))["c1"] == WORRY
    assert erased(day(71)) == 0
    assert words(space, day(71))["c1"] == ""


@pytest.mark.slow
def test_a_matter_of_a_school_that_is_no_longer_in_trust_yaml_holds_too(space: Workspace) -> None:
    other = space.trust.schools[0].model_copy(update={"id": "other", "accounts": ()})
    trust = space.trust.model_copy(update={"schools": (other,)})
    apply_retention(space.store, trust, day(31))
    assert words(space, day(31)) == {"c1": WORRY, "c2": ""}


@pytest.mark.slow
def test_a_matter_that_is_opened_again_holds_the_words_again(space: Workspace) -> None:
    root, key = space.trust.root, the_key(space)
    close(root, key, by=LEAD, note="Referred", at=day(1))
    reopen(root, key, by=LEAD, note="", at=day(20))
    assert words(space, day(60))["c1"] == WORRY


@pytest.mark.slow
def test_a_matter_that_was_closed_before_the_comment_went_holds_nothing_beyond_the_usual_term(space: Workspace) -> None:
    close(space.trust.root, the_key(space), by=LEAD, note="Referred", at=day(0))
    assert words(space, day(29))["c1"] == WORRY
    assert words(space, day(31))["c1"] == ""
