"""A worklist goes out, comes back filled in, and the next one knows: owners, words, waivers, samples, conflicts."""

from __future__ import annotations

import csv
import json
import re
import shutil
import stat
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from PIL import Image
from workspaces import AS_OF, PUPILS, Small, comment, post

from config.load import load_trust
from config.refusal import RefusalError
from pipeline.export import export_findings
from pipeline.run import run
from pipeline.store.ledger_rows import load_findings
from pipeline.store.samples import load_all_drawn
from pipeline.store.worklist_marks import load_marks
from pipeline.worklist.importing import REJECTED_FILE, Imported, complaints, import_worklists, told
from pipeline.worklist.listing import ACCEPTED, sample_rows, worklist_rows
from pipeline.workspace import open_workspace

NEXT_DAY, LATER = AS_OF + timedelta(days=1), AS_OF + timedelta(days=7)
NAMED = "Well done Zainab Malik!"
UNTIL = "2027-07-31"


def school(root: Path) -> Small:
    """Two children named, a picture, a child who must not be published, and posts with nothing wrong."""
    image = BytesIO()
    Image.new("RGB", (400, 300), (10, 90, 40)).save(image, "PNG")
    (root / "one.png").write_bytes(image.getvalue())
    return Small(
        root,
        posts=[post(900, "2026-11-10", NAMED), post(901, "2026-11-11", "Dylan Prosser read to us")]
        + [post(n, f"2026-11-{n:02}", f"News of day {n}") for n in range(1, 9)],
        comments=[comment(1, 1, "So proud of Zainab Malik"), comment(2, 2, "Is that our Dylan Prosser?")],
        media=[("p900", "m1", "photo", "", "one.png", "Leaves on a table")],
        photo_log=[("oakhill", "p900", "m1", "P2", "", "")],
        pupils=[
            ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K", ""),
            ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K", ""),
            ("oakhill", "P3", "Ottoline", "", "Vance", "3", "3B", "yes"),
        ],
        pupil_columns=(*PUPILS, "never_publish"),
        top={"sample": 4},
    )


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose worklist has been written; one post is known to the safeguarding lead as well."""
    small = school(tmp_path_factory.mktemp("sent"))
    small.posts.append(post(950, "2026-11-12", "Ottoline Vance planted bulbs"))
    run(small.write(), as_of=AS_OF)
    return small.root


@pytest.fixture
def root(sent: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(sent, tmp_path / "copy")


def sheet(root: Path, folder: str = "2026-11-16") -> Path:
    return root / "reports" / folder / "worklist-oakhill.xlsx"


def rows(file: Path, title: str = "To do") -> list[dict[str, Any]]:
    head, *body = openpyxl.load_workbook(file)[title].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def fill(
    file: Path, back: Path, answers: Mapping[str, Mapping[str, object]], *, new_keys: Mapping[str, str] | None = None
) -> Path:
    """Fill a worklist in as a person would: key -> heading -> what is typed."""
    book = openpyxl.load_workbook(file)
    for page in book.worksheets[:3]:
        heads = {cell.value: cell.column for cell in page[1]}
        for line in range(2, page.max_row + 1):
            key = page.cell(line, heads["key"]).value
            for heading, typed in answers.get(str(key), {}).items():
                page.cell(line, heads[heading]).value = typed  # type: ignore[assignment]
            if new_keys and key in new_keys:
                page.cell(line, heads["key"]).value = new_keys[key]
    book.save(back)
    return back


def key_of(root: Path, check: str, subject: str) -> str:
    found = map(json.loads, export_findings(root, "jsonl").splitlines())
    return next(row["key"] for row in found if (row["check"], row["subject_id"]) == (check, subject))


@pytest.fixture(scope="module")
def named(sent: Path) -> tuple[str, str]:
    """The keys of the two captions, in every copy."""
    return key_of(sent, "child-named-in-caption", "post:p900"), key_of(sent, "child-named-in-caption", "post:p901")


@pytest.fixture(scope="module")
def drawn(sent: Path) -> list[str]:
    """The keys of the posts to read, in every copy."""
    return [row["key"] for row in rows(sheet(sent), "To read")]


def kept(root: Path) -> dict[str, Any]:
    with open_workspace(root) as space, space.store.read() as connection:
        return {
            "marks": load_marks(connection, ["oakhill"]),
            "samples": {k: one for k, one in load_all_drawn(connection, ["oakhill"]).items() if one.verdict},
            "waivers": load_trust(root).waivers,
        }


def changed(imported: Imported) -> tuple[int, int, int, int]:
    return imported.marks, imported.accepted, imported.read, len(imported.rejected)


@pytest.mark.slow
def test_what_came_back_is_kept_once_and_the_next_list_shows_it(
    root: Path, named: tuple[str, str], drawn: list[str], tmp_path: Path
) -> None:
    first, second = named
    back = fill(
        sheet(root),
        tmp_path / "back.xlsx",
        {
            first: {"owner": "B. Ode", "status": "doing", "note": "rang the office\n=1+1"},
            second: {
                "status": "accept",
                "reason to accept": "Agreed",
                "accepted by": "A. Dale, head",
                "accepted until": UNTIL,
            },
            drawn[0]: {"verdict": "fine"},
            drawn[1]: {"verdict": "missed something", "what was missed": "a phone number in the picture"},
        },
    )
    assert changed(import_worklists(root, [back], as_of=NEXT_DAY)) == (2, 1, 2, 0)
    before = kept(root)
    assert [waiver.key for waiver in before["waivers"]] == [second]
    assert {row["key"]: row["status"] for row in worklist_rows(root)}[second] == ACCEPTED
    assert changed(import_worklists(root, [back, sheet(root)], as_of=LATER)) == (0, 0, 0, 0)
    assert kept(root) == before
    run(root, as_of=LATER)
    listed = {row["key"]: row for row in rows(sheet(root, "2026-11-23"))}
    assert second not in listed
    assert [listed[first][name] for name in ("owner", "status", "note")] == ["B. Ode", "doing", "rang the office\n=1+1"]
    _, counted = sample_rows(root)
    assert [one.sentence for one in counted] == [
        "Oakhill Primary School: 2 posts read, something missed in 1; "
        "95 per cent sure that it is between 9 and 91 of 100 passed posts"
    ]


@pytest.mark.slow
def test_done_is_held_against_what_is_read_next(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    first, second = named
    back = fill(sheet(root), tmp_path / "back.xlsx", {first: {"status": "done"}, second: {"status": "done"}})
    import_worklists(root, [back], as_of=NEXT_DAY)
    run(root, as_of=NEXT_DAY + timedelta(hours=1))
    assert {row["key"]: row["still_up"] for row in worklist_rows(root)}[first] is False, "the file is still the old one"
    taken_down = [line for line in (root / "posts.csv").read_text().splitlines() if not line.startswith("p901,")]
    (root / "posts.csv").write_text("\n".join(taken_down))
    run(root, as_of=LATER)
    top, *others = rows(sheet(root, "2026-11-23"))
    assert top["key"] == first
    assert top["said before"] == "Said to be done on 17 November 2026, still up 6 days later."
    assert top["status"] == "to do"
    assert second not in {row["key"] for row in others}
    again = fill(sheet(root, "2026-11-23"), tmp_path / "again.xlsx", {first: {"status": "done"}})
    assert changed(import_worklists(root, [again], as_of=LATER + timedelta(days=1))) == (1, 0, 0, 0)
    # the sheet of the week before says what is known: nothing comes of it, and nothing is doubled
    assert changed(import_worklists(root, [back], as_of=LATER + timedelta(days=2))) == (0, 0, 0, 0)
    (root / "posts.csv").write_text("\n".join([*taken_down, ",".join(post(9, "2026-11-24", "A new export"))]))
    run(root, as_of=LATER + timedelta(days=7))
    assert (
        rows(sheet(root, "2026-11-30"))[0]["said before"]
        == "Said to be done on 24 November 2026, still up 6 days later."
    )


@pytest.mark.slow
def test_what_was_gone_and_came_back_was_done_all_the_same(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    _, second = named
    import_worklists(
        root, [fill(sheet(root), tmp_path / "b.xlsx", {second: {"status": "done", "owner": "Ann"}})], as_of=NEXT_DAY
    )
    everything = (root / "posts.csv").read_text()
    (root / "posts.csv").write_text("\n".join(line for line in everything.splitlines() if not line.startswith("p901,")))
    run(root, as_of=LATER)
    (root / "posts.csv").write_text(everything)
    run(root, as_of=LATER + timedelta(days=7))
    (row,) = [row for row in rows(sheet(root, "2026-11-30")) if row["key"] == second]
    assert (row["since last time"], row["status"], row["said before"], row["owner"]) == (
        "Came back",
        "to do",
        None,
        "Ann",
    )


def test_two_sheets_that_disagree_are_told_of_and_neither_is_lost(
    root: Path, named: tuple[str, str], tmp_path: Path
) -> None:
    first, second = named
    one = fill(
        sheet(root), tmp_path / "one.xlsx", {first: {"status": "done", "owner": "Ann"}, second: {"note": "mine"}}
    )
    two = fill(sheet(root), tmp_path / "two.xlsx", {first: {"status": "cannot", "note": "Zainab Malik asked us to"}})
    imported = import_worklists(root, [one, two], as_of=NEXT_DAY)
    (rejected,) = imported.rejected
    assert 'the status is "cannot" here, but another sheet said "done"' in rejected.why
    last = kept(root)["marks"][first][-1]
    assert (last.owner, last.status, last.note) == ("Ann", "done", "Zainab Malik asked us to")
    lines = "\n".join(complaints(imported))
    assert f"two.xlsx, row {rejected.line} of To do ({first})" in lines
    assert "Zainab" not in lines
    file = root / REJECTED_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (line,) = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    assert (line["key"], line["said"]) == (first, "status: cannot; note: Zainab Malik asked us to")
    import_worklists(root, [one], as_of=LATER)
    assert not file.exists(), "an import that rejects nothing leaves no list"


BAD = [
    ({"status": "cannot", "owner": "Ann"}, "the status is “cannot”: say why in the note"),
    (
        {"owner": "=Ann"},
        'what was typed under “owner” begins with "=", so it is a formula and no words: type the words alone',
    ),
    ({"owner": "=Ann", "note": "= rang"}, '“owner” and “note” begins with "="'),
    ({"status": "finished"}, "the status is none of to do, doing, done, cannot, accept"),
    ({"status": "accept"}, "fill in “reason to accept”, “accepted by” and “accepted until” too"),
    ({"status": "accept", "accepted by": "Head", "accepted until": UNTIL}, "fill in “reason to accept” too"),
    (
        {"status": "accept", "reason to accept": "ok", "accepted by": "Head", "accepted until": UNTIL},
        'column "reason to accept": this will not do; give a few words',
    ),
    (
        {"status": "accept", "reason to accept": "Agreed", "accepted by": "Head", "accepted until": "for Zainab Malik"},
        'column "accepted until": this is no day; write one such as 2027-07-31',
    ),
    (
        {"status": "accept", "reason to accept": "Agreed", "accepted by": "Head", "accepted until": "2026-11-01"},
        'column "accepted until": 2026-11-01 is past',
    ),
    (
        {"status": "accept", "reason to accept": "Agreed", "accepted by": "Head", "accepted until": "01/11/2026"},
        'column "accepted until": 2026-11-01 is past',
    ),
    ({"reason to accept": "Agreed"}, 'the columns to accept are filled in, but the status is "to do"'),
    ({"note": "x" * 5_001}, "the owner is longer than 200 or the note than 5,000 characters"),
]


@pytest.mark.parametrize(("typed", "why"), BAD)
def test_a_row_that_will_not_do_is_named_and_stops_no_other(
    root: Path, named: tuple[str, str], tmp_path: Path, typed, why
) -> None:
    first, second = named
    back = fill(sheet(root), tmp_path / "back.xlsx", {first: typed, second: {"status": "doing"}})
    imported = import_worklists(root, [back], as_of=NEXT_DAY)
    assert [why in row.why for row in imported.rejected] == [True]
    left = kept(root)
    assert left["marks"][second][-1].status == "doing"
    assert left["waivers"] == ()
    assert "Zainab" not in "\n".join([*told(imported), *complaints(imported)])


def test_no_key_but_those_of_a_worklist_is_known(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    first, second = named
    with open_workspace(root) as space, space.store.read() as connection:
        ledger = load_findings(connection, "oakhill").values()
        secret = next(f.key for f in ledger if f.route == "dsl")
        week = next((f.key for f in ledger if f.subject_type == "week"), "0" * 12)
    said = {first: {"status": "done"}, second: {"status": "done"}}
    refusals = set()
    for wrong in (secret, week, "ffffffffffff", "Zainab Malik"):
        back = fill(sheet(root), tmp_path / "back.xlsx", said, new_keys={first: wrong})
        imported = import_worklists(root, [back], as_of=NEXT_DAY)
        refusals |= {row.why for row in imported.rejected}
        assert "Zainab" not in "\n".join([*told(imported), *complaints(imported)])
    assert refusals == {"no worklist has a finding with this key: leave the column “key” as it was written"}
    assert set(kept(root)["marks"]) == {second}


def test_what_is_accepted_otherwise_already_is_not_changed_behind_the_back_of_who_accepted_it(
    root, named, tmp_path
) -> None:
    first, _ = named
    typed = {"status": "accept", "reason to accept": "Agreed", "accepted by": "Head", "accepted until": UNTIL}
    one = fill(sheet(root), tmp_path / "one.xlsx", {first: typed})
    two = fill(sheet(root), tmp_path / "two.xlsx", {first: typed | {"accepted until": "2028-07-31"}})
    imported = import_worklists(root, [one, two], as_of=NEXT_DAY)
    assert (imported.accepted, [row.file for row in imported.rejected]) == (1, ["two.xlsx"])
    assert "waived already" in imported.rejected[0].why
    assert [str(waiver.expires) for waiver in load_trust(root).waivers] == [UNTIL]


def test_columns_may_be_moved_and_taken_out(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    first, _ = named
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Status", "", "my own column", "KEY"])
    page.append(["done", "", "anything", first.upper()])
    book.save(tmp_path / "mine.xlsx")
    assert changed(import_worklists(root, [tmp_path / "mine.xlsx"], as_of=NEXT_DAY)) == (1, 0, 0, 0)


@pytest.mark.slow
def test_a_finding_that_ended_meanwhile_is_told_of(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    _, second = named
    (root / "posts.csv").write_text((root / "posts.csv").read_text().replace("Dylan Prosser read", "We read"))
    run(root, as_of=NEXT_DAY)
    typed = {"status": "accept", "reason to accept": "Agreed", "accepted by": "Head", "accepted until": UNTIL}
    done = fill(sheet(root), tmp_path / "done.xlsx", {second: {"status": "done"}})
    accepted = fill(sheet(root), tmp_path / "accepted.xlsx", {second: typed})
    imported = import_worklists(root, [done, accepted], as_of=LATER)
    assert imported.ended == (second,)
    assert [row.why for row in imported.rejected] == [
        "the finding has ended meanwhile: there is nothing left to accept"
    ]
    assert f"1 finding had ended meanwhile and will not come back in the next list: {second}." in told(imported)


def test_what_one_reader_found_in_a_sample_no_other_takes_back(root: Path, drawn: list[str], tmp_path: Path) -> None:
    key = drawn[0]
    fine = fill(sheet(root), tmp_path / "fine.xlsx", {key: {"verdict": "fine"}})
    found = fill(
        sheet(root), tmp_path / "found.xlsx", {key: {"verdict": "missed something", "what was missed": "A name"}}
    )
    assert changed(import_worklists(root, [fine, found], as_of=NEXT_DAY)) == (0, 0, 1, 0)
    assert [row.why for row in import_worklists(root, [fine], as_of=LATER).rejected] == [
        "another sheet said that something was missed in this post: that stands"
    ]
    assert {k: (one.verdict, one.missed) for k, one in kept(root)["samples"].items()} == {key: ("missed", "A name")}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"verdict": "missed something"}, "the verdict is “missed something”: say what was missed"),
        ({"verdict": "missed something", "what was missed": "=A name"}, "“what was missed” begins with"),
        ({"verdict": "ok"}, "the verdict is none of fine, missed something"),
        ({"what was missed": "A name"}, "the verdict is none of"),
        ({"verdict": "fine", "what was missed": "A name"}, 'choose "missed something", or clear it'),
    ],
)
def test_a_verdict_that_will_not_do_is_named(root: Path, drawn: list[str], tmp_path: Path, typed, why) -> None:
    imported = import_worklists(root, [fill(sheet(root), tmp_path / "b.xlsx", {drawn[0]: typed})], as_of=NEXT_DAY)
    assert [why in row.why for row in imported.rejected] == [True]
    assert kept(root)["samples"] == {}


def test_a_sample_is_of_posts_that_nothing_was_found_in_whatever_only_the_safeguarding_lead_knows(root: Path) -> None:
    drawn, _ = sample_rows(root)
    assert len(drawn) == 4
    assert not {row["post"] for row in drawn} & {"p900", "p901"}
    with open_workspace(root) as space, space.store.read() as connection:
        found = load_findings(connection, "oakhill").values()
    # the child's full name in a caption is an ordinary finding too; and so it is for that, and that alone, not drawn
    assert {f.route for f in found if f.subject_id == "post:p950"} == {"comms", "dsl"}


def test_the_picture_that_is_meant_stands_in_the_list(root: Path) -> None:
    page = openpyxl.load_workbook(sheet(root))["To do"]
    shown = {image.anchor._from.row + 1 for image in page._images}
    heads = {cell.value: cell.column for cell in page[1]}
    wrong = {page.cell(line, heads["what is wrong"]).value for line in shown}
    assert wrong, "a finding on a picture of which a copy is kept"
    assert Image.open(page._images[0].ref).size == (160, 120)


def test_a_file_that_is_no_worklist_stops_no_other(root: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.xlsx").write_text("Dear all")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    wrong = [tmp_path / "letter.xlsx", tmp_path / "empty.xlsx", tmp_path / "none.xlsx"]
    imported = import_worklists(root, [*wrong, sheet(root)], as_of=NEXT_DAY)
    assert [line.partition(":")[0] for line in imported.unreadable] == ["letter.xlsx", "empty.xlsx", "none.xlsx"]
    with pytest.raises(RefusalError, match=r"letter\.xlsx: .*; empty\.xlsx: no sheet of it has the columns"):
        import_worklists(root, wrong, as_of=NEXT_DAY)


def pages(file: Path, back: Path, *, without: str = "", lost: tuple[str, str] = ("", ""), titled: str = "") -> Path:
    """Write a worklist of which a sheet was taken out, or lost a heading, or its "To do" bears another title."""
    book = openpyxl.load_workbook(file)
    if without:
        del book[without]
    for page in book.worksheets:
        for cell in page[1]:
            if (page.title, cell.value) == lost:
                cell.value = "Nr"
    if titled:
        book["To do"].title = titled
    book.save(back)
    return back


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"without": "To do"}, 'its sheet "To do" is gone: hand over the worklist with all its sheets'),
        ({"lost": ("To do", "key")}, 'the first row of its sheet "To do" does not name "key"'),
        ({"lost": ("To do", "status")}, 'the first row of its sheet "To do" does not name "status"'),
        ({"lost": ("To do", "key"), "titled": "Mine"}, 'the first row of its sheet "Mine" does not name "key"'),
        ({"lost": ("To look at", "key")}, 'the first row of its sheet "To look at" does not name "key"'),
        ({"lost": ("To read", "key")}, 'the first row of its sheet "To read" does not name "key"'),
    ],
)
def test_a_list_that_lost_its_rows_keys_is_not_passed_over(
    root: Path, named: tuple[str, str], drawn: list[str], tmp_path: Path, change, why
) -> None:
    first, _ = named
    back = fill(sheet(root), tmp_path / "back.xlsx", {first: {"status": "doing"}, drawn[0]: {"verdict": "fine"}})
    with pytest.raises(RefusalError) as refused:
        import_worklists(root, [pages(back, tmp_path / "lost.xlsx", **change)], as_of=NEXT_DAY)
    assert str(refused.value).startswith(f"lost.xlsx: {why}")
    left = kept(root)
    assert (left["marks"], left["samples"]) == ({}, {}), "nothing of it is taken, so it can come again"


def test_a_renamed_list_is_read_and_a_sample_that_was_taken_out_is_told_of(
    root: Path, named: tuple[str, str], tmp_path: Path
) -> None:
    first, _ = named
    back = fill(sheet(root), tmp_path / "back.xlsx", {first: {"status": "doing"}})
    imported = import_worklists(root, [pages(back, tmp_path / "b.xlsx", titled="Woche 47")], as_of=NEXT_DAY)
    assert (changed(imported), complaints(imported)) == ((1, 0, 0, 0), ())
    imported = import_worklists(root, [pages(back, tmp_path / "b.xlsx", without="To read")], as_of=NEXT_DAY)
    assert complaints(imported) == ('b.xlsx: its sheet "To read" is gone, so nothing of it was read',)


def test_what_a_formula_came_to_is_taken(root: Path, named: tuple[str, str], tmp_path: Path) -> None:
    first, _ = named
    book = openpyxl.load_workbook(sheet(root))
    heads = {cell.value: cell.column_letter for cell in book["To do"][1]}
    line = next(n for n, row in enumerate(rows(sheet(root)), 2) if row["key"] == first)
    book["To do"][f"{heads['owner']}{line}"] = "=3+4"
    book.save(tmp_path / "back.xlsx")
    with ZipFile(tmp_path / "back.xlsx") as old, ZipFile(tmp_path / "reckoned.xlsx", "w") as new:
        for name in old.namelist():
            # openpyxl leaves the value of a formula to the spreadsheet program
            new.writestr(name, re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>7</v>", old.read(name)))
    assert changed(import_worklists(root, [tmp_path / "reckoned.xlsx"], as_of=NEXT_DAY)) == (1, 0, 0, 0)
    assert kept(root)["marks"][first][-1].owner == "7"


def test_an_import_is_in_vain_only_where_nothing_of_it_could_be_taken(
    root: Path, named: tuple[str, str], tmp_path: Path
) -> None:
    first, second = named
    bad = {first: {"status": "finished"}}
    one = fill(sheet(root), tmp_path / "one.xlsx", bad)
    assert import_worklists(root, [one], as_of=NEXT_DAY).in_vain
    both = fill(sheet(root), tmp_path / "both.xlsx", bad | {second: {"status": "doing"}})
    assert not import_worklists(root, [both], as_of=NEXT_DAY).in_vain
    again = import_worklists(root, [both], as_of=NEXT_DAY)
    assert (changed(again), again.in_vain) == ((0, 0, 0, 1), False), "what it says is known"
    assert not import_worklists(root, [sheet(root)], as_of=NEXT_DAY).in_vain
