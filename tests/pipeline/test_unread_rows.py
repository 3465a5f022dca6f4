"""Registers with a day or a word that cannot be read: told by its line on the data-quality page, and counted as no."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workspaces import AS_OF, Small, photo, post

from pipeline.export import export_coverage
from pipeline.registers import Registers
from pipeline.run import run
from pipeline.school_registers import TrustFiles
from pipeline.unread_rows import unread_rows
from pipeline.workspace import open_workspace

GRANTED = ("oakhill", "P1", "photo_social_media", "granted", "2026-09-01", "")
EXPORT = "Pupil ID,Consent Type,Consent Status,Date\nP1,Photo social media,Granted,01/09/2026\n"


def registers(root: Path) -> dict[str, Registers]:
    with open_workspace(root) as space:
        files = TrustFiles(space.trust)
        return {school.id: files.of(school, AS_OF).registers for school in space.trust.schools}


def told(root: Path) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """Return (register, rule) -> what is said, without what to do, and the lines."""
    rows = unread_rows(registers(root))
    return {(row.source, row.rule): (row.reason.partition(":")[0], row.ids) for row in rows}


@pytest.mark.parametrize(
    ("row", "rule", "said"),
    [
        (("granted", "31/02/2026", ""), "unreadable-day", "1 row with a day that cannot be read"),
        (("granted", "soon", ""), "unreadable-day", "1 row with a day that cannot be read"),
        (("withdrawn", "2026-09-01", "Easter"), "unreadable-day", "1 row with a day that cannot be read"),
        (("maybe", "2026-09-01", ""), "unknown-consent", "1 row with a word for consent that is not known"),
    ],
)
def test_a_consent_that_cannot_be_read_is_told_by_its_line_and_is_none(tmp_path, row, rule, said):
    small = Small(tmp_path, consents=[GRANTED, ("oakhill", "P2", "photo_social_media", *row)])
    found = told(small.write())
    assert found["consents", rule] == (said, ("oakhill line 3",))
    assert [one for one in found if found[one][1]] == [("consents", rule)]
    consents = registers(tmp_path)["oakhill"].consents
    state = consents.set_index("pupil_id")["consent"]
    assert (state["P1"], state["P2"] == "granted") == ("granted", False)


@pytest.mark.parametrize("row", [("granted", "", ""), ("", "", ""), ("unknown", "1 Sep 2026", ""), ("refused", "", "")])
def test_a_blank_is_no_word_that_cannot_be_read(tmp_path, row):
    small = Small(tmp_path, consents=[GRANTED, ("oakhill", "P2", "photo_social_media", *row)])
    assert not any(lines for _, lines in told(small.write()).values())


def test_a_pupil_whose_day_of_leaving_cannot_be_read_is_told_and_has_not_left(tmp_path):
    small = Small(tmp_path)
    small.write()
    rows = (tmp_path / "pupils.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{rows[0]},left_on", f"{rows[1]},in July", f"{rows[2]},2026-07-21"])
    (tmp_path / "pupils.csv").write_text(text, encoding="utf-8")
    assert told(tmp_path)["pupils", "unreadable-day"] == ("1 row with a day that cannot be read", ("oakhill line 2",))
    assert registers(tmp_path)["oakhill"].pupils["left_on"].isna().tolist() == [True, False]


def test_a_word_of_an_export_that_nobody_knows_is_told_by_its_line(tmp_path):
    small = Small(tmp_path)
    small.write()
    (tmp_path / "consents.csv").write_text(f"{EXPORT}P2,Photo social media,If asked,01/09/2026\n", encoding="utf-8")
    assert told(tmp_path)["consents", "unknown-consent"][1] == ("oakhill line 3",)
    small.top["mis"] = {"consents": {"words": {"If asked": "requested"}}}
    small.write()
    (tmp_path / "consents.csv").write_text(f"{EXPORT}P2,Photo social media,If asked,01/09/2026\n", encoding="utf-8")
    assert told(tmp_path)["consents", "unknown-consent"] == (
        "no row has a word for consent that is not known",
        (),
    )


@pytest.mark.slow
def test_the_page_says_which_lines_and_does_not_call_the_records_sound(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10")], media=[photo(1)])
    small.photo_log = [("oakhill", "p1", "m1", "P2", "pupil", "")]
    small.consents = [GRANTED, ("oakhill", "P2", "photo_social_media", "granted", "Zainab's birthday", "")]
    outcome = run(small.write(), as_of=AS_OF)
    page = next(path for path in outcome.files if path.name == "data-quality.html").read_text(encoding="utf-8")
    assert "Nothing was set aside, but rows of these registers could not be read or matched as they stand:" in page
    assert "<li>Consents: 1 row with a day that cannot be read: write it as 2026-09-01" in page
    assert "every record that was read could be judged" not in page
    assert "oakhill line 3" in page
    assert "birthday" not in page
    said = "Rows of registers could not be read or matched as they stand: the data-quality page names them."
    assert outcome.lines[-1] == said


LOST = {
    "an id that stands twice": ("pupils", "oakhill,P2,Zofia,,Nowak,4,4K"),
    "no id": ("pupils", "oakhill,,Zofia,,Nowak,4,4K"),
    "a cell too many": ("pupils", "oakhill,P3,Zofia,,Nowak,4,4K,Mrs,Dale"),
    "a consent for nobody knows what": ("consents", "oakhill,P2,,refused,2026-09-01,"),
}
KEPT = {
    "the same row twice": ("pupils", "oakhill,P2,Dylan,,Prosser,4,4K"),
    "a row of another school": ("pupils", "elmtree,P9,Zofia,,Nowak,4,4K"),
    "the stricter of two": ("consents", "oakhill,P1,photo_social_media,refused,2026-09-01,"),
}


def with_row(small: Small, register: str, row: str) -> Registers:
    small.write()
    file = small.root / f"{register}.csv"
    file.write_text(f"{file.read_text(encoding='utf-8')}{row}\n", encoding="utf-8")
    return registers(small.root)["oakhill"]


@pytest.mark.parametrize(("register", "row"), LOST.values(), ids=LOST)
def test_a_row_that_may_hide_somebody_is_said_of_its_register(tmp_path, register, row):
    sources = with_row(Small(tmp_path), register, row).sources.set_index("source")["reason"]
    assert sources[register] == "1 of its rows could not be used, the data-quality page says why"
    assert not any(sources.drop(register))


@pytest.mark.parametrize(("register", "row"), KEPT.values(), ids=KEPT)
def test_a_row_that_hides_nobody_is_not(tmp_path, register, row):
    assert not any(with_row(Small(tmp_path), register, row).sources["reason"])


@pytest.mark.slow
def test_no_check_on_names_is_green_where_a_pupil_is_not_looked_for(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-10", "Well done Zofia Nowak on the cup")])
    with_row(small, *LOST["an id that stands twice"])
    run(tmp_path, as_of=AS_OF)
    told = [json.loads(line) for line in export_coverage(tmp_path, "jsonl").decode().splitlines()]
    said = "pupil register: 1 of its rows could not be used, the data-quality page says why"
    by_names = {row["check"] for row in told if (row["outcome"], row["reason"]) == ("not_assessed", said)}
    assert {"child-named-in-caption", "child-named-in-comment", "photo-without-consent"} <= by_names
