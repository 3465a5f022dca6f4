"""A deleted comment keeps its words as long as the safeguarding lead needs them, and not a day longer than its term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from workspaces import AS_OF, PUPILS, Small, comment, post

from pipeline.dsl.doing import acknowledge, close, reopen
from pipeline.dsl.looking import list_matters, show_matter
from pipeline.retention import apply_retention
from pipeline.run import run
from pipeline.store.schema import comments
from pipeline.workspace import Workspace, open_workspace

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


def known(space: Workspace, at: datetime) -> list[str]:
    """Apply the trust's retention at a moment, and return the states of all matters that are left."""
    apply_retention(space.store, space.trust, at)
    return [row["state"] for row in list_matters(space.trust.root, schools=None, everything=True, at=at)]


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
    assert words(space, day(31)) == {"c1": WORRY, "c2": "", "c3": ""}, "the account of c3 is nobody's any more"


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


TERM = 3 * 365
"""Days for which a finding that has ended is kept where trust.yaml says nothing."""


@pytest.mark.slow
def test_an_open_matter_is_never_erased_and_a_closed_one_stays_for_its_term_from_then_on(space: Workspace) -> None:
    root, key = space.trust.root, the_key(space)
    assert known(space, day(TERM + 1)) == ["new"], "nobody has looked at it in three years"
    acknowledge(root, key, by=LEAD, note="", at=day(TERM + 2))
    assert known(space, day(2 * TERM)) == ["acknowledged"]
    close(root, key, by=LEAD, note="Referred", at=day(2 * TERM))
    assert known(space, day(3 * TERM - 1)) == ["closed"]
    assert known(space, day(3 * TERM + 1)) == []


@pytest.mark.slow
def test_a_matter_that_was_closed_before_its_comment_went_is_erased_at_the_usual_term(space: Workspace) -> None:
    close(space.trust.root, the_key(space), by=LEAD, note="Referred", at=day(0))
    assert known(space, day(TERM - 1)) == ["closed"]
    assert known(space, day(TERM + 1)) == []


@pytest.mark.slow
def test_what_is_over_by_itself_is_erased_at_the_usual_term(tmp_path: Path) -> None:
    """A child who must not be published is dealt with when the post is gone; nobody has to close that."""
    small = Small(
        tmp_path,
        posts=[post(1, "2026-11-10", "Well done Zainab Malik!"), post(2, "2026-11-11")],
        pupils=[("oakhill", "P1", "Zainab", "", "Malik", "4", "4K", "yes")],
        pupil_columns=(*PUPILS, "never_publish"),
        top={"trust": {"name": "Copse Trust", "packs": ["com01", "uk-guidance"]}},
    )
    run(small.write(), as_of=AS_OF)
    small.posts = small.posts[1:]
    run(small.write(), as_of=day(0))
    with open_workspace(tmp_path) as space:
        assert known(space, day(TERM - 1)) == ["over"]
        assert known(space, day(TERM + 1)) == []
