"""The photo log by one click a picture: what nobody has logged goes out on a sheet, and its answers come back."""

from __future__ import annotations

import pickle
import shutil
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from drawn import drawn, encoded
from openpyxl import load_workbook
from workspaces import AS_OF, PUPILS, Small, post

from config.refusal import RefusalError
from config.tables import read_table
from pipeline.audit import audit_school
from pipeline.photo_log.preparing import Prepared, prepare
from pipeline.photo_log.reading import ReadBack, read_back
from pipeline.plan import make_plan
from pipeline.registers import RegisterFiles
from pipeline.run import pull
from pipeline.workspace import open_workspace
from reports.photo_log_sheet import COLUMNS

PLACES = {column.heading: number for number, column in enumerate(COLUMNS, start=1)}
WHO, FORM, PUPIL = (PLACES[name] for name in ("who is in it", "class", "pupil 1"))


def picture(number: int, file: str = "", media_id: str = "m1", kind: str = "photo") -> tuple[str, ...]:
    return (f"p{number}", media_id, kind, "", file, "Leaves")


def five_posts(root: Path) -> Small:
    """Two posts of one picture, one by Facebook's smaller copy of it, a video, a caption that would calculate."""
    return Small(
        root,
        posts=[
            post(1, "2026-11-02"), post(2, "2026-11-03", "Again"), post(3, "2026-11-04", "=cmd|' /C calc'!A0"),
            post(4, "2026-11-05", "Zainab Malik won"), post(5, "2026-11-06"),
        ],
        media=[
            picture(1, "one.jpg"), picture(2, "smaller.jpg"), picture(3, "other.jpg"), picture(4, kind="video"),
            picture(5),
        ],
        photo_log=[("oakhill", "p5", "m1", "P2", "pupil", "")],
    )  # fmt: skip


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of these posts, pulled; every test has a copy."""
    root, whole = tmp_path_factory.mktemp("pulled"), drawn(1)
    (root / "one.jpg").write_bytes(encoded(whole))
    (root / "smaller.jpg").write_bytes(encoded(whole.resize((320, 240)), quality=70))
    (root / "other.jpg").write_bytes(encoded(drawn(2)))
    pull(five_posts(root).write(), as_of=AS_OF)
    return root


@pytest.fixture
def school(pulled: Path, tmp_path: Path) -> Small:
    return five_posts(shutil.copytree(pulled, tmp_path, dirs_exist_ok=True))


@pytest.fixture(scope="module")
def first_sheet(pulled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first sheet of it, made in a copy."""
    made = sheet_of(five_posts(shutil.copytree(pulled, tmp_path_factory.mktemp("sheet"), dirs_exist_ok=True)))
    assert made.file
    return made.file


@pytest.fixture
def file(school: Small, first_sheet: Path) -> Path:
    """The first sheet, in the workspace as if it had just gone out."""
    return Path(shutil.copytree(first_sheet.parent, school.root / first_sheet.parent.name)) / first_sheet.name


def sheet_of(small: Small, **options: object) -> Prepared:
    [made] = prepare(small.root, as_of=AS_OF, **options)
    return made


def cells(file: Path, heading: str) -> list[object]:
    rows = load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True)
    return [row[PLACES[heading] - 1] for row in rows]


def fill(file: Path, *answers: tuple[int, int, str]) -> Path:
    """Type answers (row of the sheet, column, text) and save the workbook as a spreadsheet program does."""
    book = load_workbook(file)
    for row, column, text in answers:
        book.worksheets[0].cell(row, column, text)
    book.save(file)
    return file


def logged(small: Small) -> list[tuple[str, ...]]:
    return read_table(small.root / "photo_log.csv", required=("post_id", "media_id", "pupil_id", "shows", "form")).rows


def read(small: Small, file: Path, day: int = 0) -> ReadBack:
    return read_back(small.root, file, as_of=AS_OF + timedelta(days=day))


def test_one_row_a_picture_wherever_it_stands_the_newest_first(school):
    made = sheet_of(school)
    assert (made.rows, made.left) == (3, 0)
    assert cells(made.file, "caption") == ["Zainab Malik won", "=cmd|' /C calc'!A0", "Again"]
    assert cells(made.file, "days public") == [11, 12, 13]
    assert cells(made.file, "it also stands here") == [
        None,
        None,
        "X (Twitter) @oakhill, 2 November 2026, https://x.example/1",
    ]
    assert cells(made.file, "picture")[0] == "a video: open the link"
    book = load_workbook(made.file)
    assert len(book.worksheets[0]._images) == 2
    assert [one.value for one in book["lists"]["A"]] == ["Dylan Prosser (P2), 4K", "Zainab Malik (P1), 4K"]
    assert book["lists"].sheet_state == "hidden"


def test_the_sheet_is_private_inert_and_only_its_answers_can_be_changed(school):
    file = sheet_of(school).file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    book = load_workbook(file)
    sheet = book.worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet.protection.sheet
    open_ones = {name for name, place in PLACES.items() if not sheet.cell(2, place).protection.locked}
    assert open_ones == {"who is in it", "class", *(f"pupil {n}" for n in range(1, 7)), "more pupils"}
    with zipfile.ZipFile(file) as parts:
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("xl/media/")]
    assert all(len(one) < 20_000 for one in pictures)


def test_a_sheet_of_few_says_how_many_wait_and_is_never_written_over(school):
    first, second = sheet_of(school, most=1, newest_first=False), sheet_of(school, most=1, newest_first=False)
    assert (first.rows, first.left) == (1, 2)
    assert first.line == "Oakhill Primary School: 1 picture on the sheet, 2 more for the next one"
    assert cells(first.file, "caption") == ["Again"], "the newest of the copies says how old it is"
    assert [one.file.name for one in (first, second)] == [
        "photo-log-oakhill-2026-11-16.xlsx", "photo-log-oakhill-2026-11-16-2.xlsx",
    ]  # fmt: skip


def test_the_answers_come_back_into_the_log_and_twice_read_adds_nothing(school, file):
    fill(file, (2, PUPIL, "Zainab Malik (P1), 4K"), (3, WHO, "nobody"), (4, WHO, "a class"), (4, FORM, "4K"))
    before = (school.root / "photo_log.csv").read_bytes()
    found = read(school, file)
    assert found.lines[0] == "4 pictures logged"
    assert (found.files[1].name, found.files[1].read_bytes()) == ("photo_log.before-2026-11-16T06-00.csv", before)
    rows = [
        ("p5", "m1", "P2", "pupil", ""), ("p4", "m1", "P1", "pupil", ""), ("p3", "m1", "", "no_pupils", ""),
        ("p1", "m1", "", "form", "4K"), ("p2", "m1", "", "form", "4K"),
    ]  # fmt: skip
    assert logged(school) == rows
    again = read(school, file, day=1)
    assert (again.lines, logged(school)) == (["0 pictures logged, 3 rows logged before"], rows)
    assert sheet_of(school).line == "Oakhill Primary School: every picture is in the photo log"


def test_good_rows_go_on_bad_ones_are_named_and_wait_for_the_next_sheet(school, file):
    fill(file, (2, WHO, "nobody"), (2, PUPIL, "Zainab Malik"), (3, PUPIL, "Zofia Nowak"), (4, WHO, "nobody"))
    found = read(school, file)
    assert found.lines[0] == "2 pictures logged, 2 rows to look at again"
    assert [fault.partition(": ")[0].rpartition(" ")[2] for fault in found.faults] == ["2", "3"]
    assert not any(name in fault for fault in found.faults for name in ("Zainab", "Zofia"))
    assert {row[0] for row in logged(school)} == {"p1", "p2", "p5"}
    assert sheet_of(school).rows == 2


def test_an_answer_that_the_log_contradicts_by_now_is_named(school, file):
    fill(file, (2, WHO, "nobody"), (3, WHO, "nobody"), (4, WHO, "nobody"))
    school.photo_log += [("oakhill", "p4", "", "P1", "", ""), ("oakhill", "p1", "m1", "", "no_pupils", "")]
    school.write()
    found = read(school, file)
    [fault] = found.faults
    assert "its picture was logged meanwhile, and not as this row says" in fault
    assert [row for row in logged(school) if row[0] in {"p1", "p2"}] == [
        ("p1", "m1", "", "no_pupils", ""), ("p2", "m1", "", "no_pupils", ""),
    ]  # fmt: skip


def test_a_picture_that_is_gone_by_now_is_named(school, file):
    fill(file, (2, WHO, "nobody"), (3, WHO, "nobody"))
    school.posts, school.media = school.posts[:3], school.media[:3]
    pull(school.write(), as_of=AS_OF + timedelta(days=1))
    found = read(school, file, day=1)
    assert found.logged == 1
    [fault] = found.faults
    assert fault.endswith(": its picture is no longer public, so there is nothing to log")


def test_one_row_copied_over_another_is_not_logged_twice(school, file):
    key = cells(file, "key (leave as it is)")[0]
    fill(file, (2, WHO, "nobody"), (3, WHO, "nobody"), (3, PLACES["key (leave as it is)"], str(key)), (4, WHO, "x"))
    found = read(school, file)
    assert (found.logged, found.already, len(found.faults)) == (1, 1, 1)


@pytest.mark.slow
def test_pupils_logged_in_a_copy_or_named_in_the_caption_are_suggested(school):
    school.photo_log += [("oakhill", "p1", "m1", "P2", "pupil", "")]
    school.write()
    with open_workspace(school.root) as space:
        plan = make_plan(space.loaded, *_registries())
        handed_over = pickle.dumps((space.store.url, plan.trust.schools[0].id, plan, AS_OF))
        audit_school(*pickle.loads(handed_over), run="one")  # noqa: S301 - as another machine would be told to
    made = sheet_of(school)
    assert cells(made.file, "suggested") == [
        "Zainab Malik (P1), 4K: named in the caption", None, "Dylan Prosser (P2), 4K: logged in a copy",
    ]  # fmt: skip
    read(school, fill(made.file, (2, WHO, "the suggested pupils"), (4, WHO, "the suggested pupils")))
    assert logged(school)[-2:] == [("p4", "m1", "P1", "pupil", ""), ("p2", "m1", "P2", "pupil", "")]


def _registries():
    import checks
    import connectors

    return checks.find(), connectors.find()


def test_a_log_that_is_still_to_be_made_is_made(school):
    (school.root / "photo_log.csv").unlink()
    made = sheet_of(school)
    assert made.rows == 4
    found = read(school, fill(made.file, (2, WHO, "nobody who can be recognised")))
    assert found.files == [school.root / "photo_log.csv"]
    with open_workspace(school.root) as space:
        assert RegisterFiles(space.trust).photo_log(space.trust.schools[0]).frame["shows"].tolist() == [
            "not_identifiable"
        ]


def test_where_two_accounts_have_a_post_of_one_id_the_log_says_which_is_meant(tmp_path):
    on_facebook = [("p1", "oakhill", "2026-11-03T09:00:00+00:00", "original", "Our new hall", "", "", "facebook")]
    small = Small(tmp_path, posts=[post(1, "2026-11-02")], media=[picture(1)])
    (tmp_path / "facebook.csv").write_text(
        "post_id,account,created_at,kind,text,permalink,author,platform\n" + ",".join(on_facebook[0]) + "\n"
    )
    source = {"connector": "spreadsheet", "posts": "facebook.csv", "media": "media.csv"}
    small.more_accounts = [{"platform": "facebook", "handle": "oakhill", "source": source}]
    pull(small.write(), as_of=AS_OF)
    sheet = sheet_of(small)
    assert sheet.rows == 2
    read(small, fill(sheet.file, (2, WHO, "nobody who can be recognised"), (3, PUPIL, "P2")))
    columns = ("platform", "account", "pupil_id", "shows")
    assert sorted(read_table(small.root / "photo_log.csv", required=columns).rows) == [
        ("facebook", "oakhill", "", "not_identifiable"), ("x", "oakhill", "P2", "pupil"),
    ]  # fmt: skip
    assert sheet_of(small).rows == 0


def test_who_must_never_be_published_changes_nothing_on_the_sheet(school, file):
    school.pupil_columns = (*PUPILS, "never_publish")
    school.pupils = [(*pupil, "yes") for pupil in school.pupils]
    school.write()
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(sheet_of(school).file) as other:
        assert [(name, one.read(name)) for name in one.namelist()] == [
            (name, other.read(name)) for name in other.namelist()
        ]


def test_without_a_log_in_trust_yaml_the_line_to_add_is_said(school):
    school.registers = ("pupils", "consents")
    school.write()
    with pytest.raises(RefusalError, match=r"write 'photo_log: photo-log-oakhill\.csv' below its registers"):
        sheet_of(school)


def test_a_log_that_cannot_be_read_is_not_added_to(school, file):
    fill(file, (2, WHO, "nobody"))
    (school.root / "photo_log.csv").write_text("who,when\nsomebody,once\n")
    with pytest.raises(RefusalError, match=r"photo_log\.csv"):
        read(school, file)
    assert (school.root / "photo_log.csv").read_text() == "who,when\nsomebody,once\n"


def test_before_the_first_pull_nobody_is_told_that_all_is_logged(tmp_path):
    small = Small(tmp_path)
    small.write()
    made = sheet_of(small)
    assert made.file is None
    assert made.line == ("Oakhill Primary School: no public picture has been read yet; 'social-audit pull' reads them")


def test_a_class_that_nobody_is_in_is_to_be_corrected_in_the_log_itself(school):
    school.photo_log.append(("oakhill", "p4", "m1", "", "form", "9Z"))
    school.write()
    assert sheet_of(school).line == (
        "Oakhill Primary School: 2 pictures on the sheet; "
        "1 picture in the log with a class that no pupil is in: correct it there"
    )


def test_another_file_than_a_sheet_of_ours_is_refused(school):
    with pytest.raises(RefusalError, match=r"posts\.csv"):
        read(school, school.root / "posts.csv")
