"""One child's rights: what is held on them is shown whole, and erased where nothing shows them any more."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import Ended
from sqlalchemy import select
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from config.refusal import RefusalError
from pipeline.export import export_findings
from pipeline.pupil_erased import erase_pupil
from pipeline.pupil_held import held_on
from pipeline.run import run
from pipeline.store.schema import metadata
from pipeline.workspace import open_workspace

Ran = Callable[[Small], Path]
LATER = AS_OF + timedelta(days=1)
NAMING = "Well done to Zainab Malik for her violin solo"


def small(folder: Path) -> Small:
    return Small(
        folder,
        posts=[post(1, "2026-11-10", NAMING), post(2, "2026-11-11", "Our choir sang."), post(3, "2026-11-12")],
        comments=[comment(1, 2, "So proud of Zainab Malik"), comment(2, 2, "Lovely")],
        media=[photo(2)],
        photo_log=[("oakhill", "p2", "m1", "P1", "", "")],
        consents=[
            ("oakhill", "P1", "photo_social_media", "refused", "2026-09-01", ""),
            ("oakhill", "P2", "photo_social_media", "granted", "2026-09-01", ""),
        ],
    )  # fmt: skip


def taken_out(one: Small) -> Small:
    """Let no register name P1 any more."""
    one.pupils, one.consents, one.photo_log = one.pupils[1:], one.consents[1:], []
    return one


def taken_down(one: Small) -> Small:
    """Let what shows or names P1 be public no more."""
    one.posts, one.comments, one.media = one.posts[2:], [], []
    return one


def written(root: Path) -> str:
    """Every value of every row of the store."""
    with open_workspace(root) as space, space.store.read() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


def keys(root: Path, *, statuses: tuple[str, ...] | None = None, route: str | None = None) -> dict[str, Any]:
    rows = map(json.loads, export_findings(root, "jsonl", statuses=statuses, route=route).splitlines())
    return {row["key"]: row for row in rows}


def test_what_is_held_is_shown_whole(tmp_path: Path, ran: Ran, call: Callable[..., Ended]) -> None:
    root = ran(small(tmp_path))
    told = call("pupil", "show", "P1", "--school", "oakhill", "--json", "-w", root)
    held = json.loads(told.out)
    assert (told.code, told.err) == (0, "")
    assert held["register"] | {"year_group": "4", "form": "4K"} == held["register"]
    assert (held["register"]["first_name"], held["register"]["last_name"]) == ("Zainab", "Malik")
    assert [(row["purpose"], row["said"]) for row in held["consents"]] == [
        ("photo_social_media", [{"consent": "refused", "given": "1 September 2026"}])
    ]
    assert [row["subject_id"] for row in held["named"]] == ["comment:c1", "post:p1"]
    assert [(row["post_id"], row["media_id"]) for row in held["photo_log"]] == [("p2", "m1")]
    assert {row["check"] for row in held["findings"]} >= {
        "photo-without-consent", "child-named-in-caption", "child-named-in-comment",
    }  # fmt: skip
    for_people = call("pupil", "show", "P1", "--school", "oakhill", "-w", root)
    assert (for_people.code, for_people.err) == (0, "")
    for part in ("first_name Zainab", "consents (1)", "photo-without-consent", "safeguarding lead"):
        assert part in for_people.out


@pytest.mark.parametrize("name", ["P9", "zainab", ""])
def test_a_pupil_of_whom_nothing_is_held_is_refused(name: str, tmp_path: Path, ran: Ran) -> None:
    root = ran(small(tmp_path))
    with pytest.raises(RefusalError, match="nothing is held on a pupil"):
        held_on(root, "oakhill", name, as_of=AS_OF)


def test_a_school_that_does_not_exist_is_refused(tmp_path: Path, ran: Ran, call: Callable[..., Ended]) -> None:
    told = call("pupil", "erase", "P1", "--school", "oak", "-w", ran(small(tmp_path)))
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)


def test_nothing_is_erased_while_a_register_names_the_pupil(tmp_path: Path, ran: Ran) -> None:
    root = ran(small(tmp_path))
    before = written(root)
    with pytest.raises(RefusalError, match="still stands in the register of pupils, consents and photo log"):
        erase_pupil(root, "oakhill", "P1", as_of=LATER)
    assert written(root) == before


def test_nothing_is_erased_while_a_register_cannot_be_read(tmp_path: Path, ran: Ran) -> None:
    root = ran(small(tmp_path))
    (root / "photo_log.csv").unlink()
    with pytest.raises(RefusalError, match="photo_log"):
        erase_pupil(root, "oakhill", "P1", as_of=LATER)


def test_term_dates_that_cannot_be_read_keep_nobody_from_their_rights(tmp_path: Path, ran: Ran) -> None:
    root = ran(small(tmp_path))
    (root / "terms.csv").unlink()
    assert held_on(root, "oakhill", "P1", as_of=AS_OF).register


def test_nothing_is_erased_while_a_finding_on_the_pupil_stands(tmp_path: Path, ran: Ran) -> None:
    one = small(tmp_path)
    ran(one)
    run(taken_out(one).write(), as_of=LATER)
    [standing] = [key for key, row in keys(tmp_path).items() if row["check"] == "child-named-in-caption"]
    before = written(tmp_path)
    with pytest.raises(RefusalError, match=standing):
        erase_pupil(tmp_path, "oakhill", "P1", as_of=LATER)
    assert written(tmp_path) == before


def test_what_is_erased_is_nowhere_in_the_store_and_does_not_come_back(tmp_path: Path, ran: Ran) -> None:
    one = small(tmp_path)
    ran(one)
    run(taken_down(taken_out(one)).write(), as_of=LATER)
    assert "Zainab" in written(tmp_path)
    sentence = erase_pupil(tmp_path, "oakhill", "P1", as_of=LATER)
    assert sentence.startswith("P1 of oakhill is erased from the store")
    for when in (None, LATER + timedelta(days=1)):
        if when:
            run(one.write(), as_of=when)
        left = written(tmp_path)
        assert "Zainab" not in left
        assert "'P1'" not in left
        assert '"P1"' not in left
        with pytest.raises(RefusalError, match="nothing is held"):
            held_on(tmp_path, "oakhill", "P1", as_of=LATER)
    assert "Our choir sang." in left, "words that do not name the pupil stay"


def test_a_finding_that_may_mean_either_of_two_pupils_stands_for_both(tmp_path: Path, ran: Ran) -> None:
    one = small(tmp_path)
    one.pupils = [*one.pupils, ("oakhill", "P3", "Zainab", "", "Malik", "2", "2K")]
    one.comments, one.photo_log = [], []
    root = ran(one)
    assert [row["pupil_ids"] for row in keys(root).values() if row["check"] == "child-named-in-caption"] == [
        ["P1", "P3"]
    ]
    run(taken_out(one).write(), as_of=LATER)
    with pytest.raises(RefusalError, match="still stand"):
        erase_pupil(root, "oakhill", "P1", as_of=LATER)


def test_what_the_safeguarding_lead_keeps_stays_and_is_not_shown(tmp_path: Path, ran: Ran) -> None:
    one = small(tmp_path)
    one.pupil_columns = (*PUPILS, "never_publish")
    one.pupils = [(*one.pupils[0], "yes"), (*one.pupils[1], "")]
    ran(one)
    matters = set(keys(tmp_path, route="dsl"))
    shown = held_on(tmp_path, "oakhill", "P1", as_of=AS_OF)
    assert matters
    assert not matters & {row["key"] for row in shown.findings}
    assert "never" not in json.dumps(shown.register)
    run(taken_down(taken_out(one)).write(), as_of=LATER)
    erase_pupil(tmp_path, "oakhill", "P1", as_of=LATER)
    everything = ("new", "open", "returned", "fixed", "waived", "past", "superseded")
    assert matters <= set(keys(tmp_path, route="dsl", statuses=everything))
    run(one.write(), as_of=LATER + timedelta(days=1))
    assert matters <= set(keys(tmp_path, route="dsl", statuses=everything))


def test_words_that_the_safeguarding_lead_keeps_stay_where_they_name_the_pupil(tmp_path: Path, ran: Ran) -> None:
    told = "Zainab Malik here, my uncle keeps hitting me and i am scared to go home"
    one = small(tmp_path)
    one.comments = [comment(1, 2, told), comment(2, 2, "Well sung Zainab Malik"), comment(3, 3, "Lovely")]
    root = ran(one)
    assert {row["subject_id"] for row in keys(root, route="dsl").values()} == {"comment:c1"}
    comments = one.comments[2:]
    taken_down(taken_out(one)).comments = comments
    run(one.write(), as_of=LATER)
    held = held_on(root, "oakhill", "P1", as_of=LATER)
    old = [row["text"] for row in held.old_words]
    assert "Well sung Zainab Malik" in old
    assert told not in old
    assert [row["subject_id"] for row in held.named if row["subject_id"].startswith("comment:")] == []
    erase_pupil(root, "oakhill", "P1", as_of=LATER)
    assert told in written(root)
    assert "Well sung" not in written(root)


def test_where_a_pupil_is_named_is_no_way_to_the_matters_of_the_safeguarding_lead(tmp_path: Path, ran: Ran) -> None:
    one = small(tmp_path)
    one.comments = [
        comment(1, 2, "Zainab Malik here, my uncle keeps hitting me and i am scared to go home"),
        comment(2, 2, "Well sung Zainab Malik"),
    ]
    named = [row["subject_id"] for row in held_on(ran(one), "oakhill", "P1", as_of=AS_OF).named]
    assert "comment:c2" in named
    assert "comment:c1" not in named
