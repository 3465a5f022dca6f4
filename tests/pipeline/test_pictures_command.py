"""`social-audit pictures`: figures of the last audit, sheets of what should come down, no trace of who is marked."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from drawn import drawn, encoded
from PIL import Image
from typer.testing import CliRunner
from workspaces import AS_OF, PUPILS, Small, post

import pipeline.derive_pictures
import pipeline.takedown
import pipeline.takedown_rows
from checks.pictures.engine import Tools
from config.refusal import RefusalError
from pipeline.cli import app
from pipeline.inventory_last import inventories
from pipeline.run import audit, pull
from pipeline.takedown import write_takedowns
from pipeline.waivers import add_waiver
from reports.takedown_sheet import COLUMNS


@pytest.fixture(autouse=True, scope="module")
def without_extras():
    """Neither read text nor count faces: nothing here is about that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline.derive_pictures, "tools_here", Tools)
        yield


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> Path:
    """A workspace that one run has audited, which no test changes."""
    root = school(tmp_path_factory.mktemp("ran")).write()
    judged(root)
    return root


def judged(root: Path, days: int = 0) -> None:
    """Pull and audit a workspace so many days later."""
    pull(root, as_of=AS_OF + timedelta(days=days))
    audit(root, as_of=AS_OF + timedelta(days=days))


HEADINGS = [column.heading for column in COLUMNS]
FACEBOOK = {"platform": "facebook", "handle": "@oakhillschool", "source": None}


def school(root: Path, **more: Any) -> Small:
    """Seven pictures: refused, withdrawn, never asked and its copy, one with nobody, two old unlogged ones."""
    for number in range(7):
        (root / f"{number}.jpg").write_bytes(encoded(drawn(number)))
    (root / "3.jpg").write_bytes(encoded(drawn(2).resize((320, 240)), "JPEG", quality=60))
    days = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2024-05-06", "2024-06-01"]
    posts = [post(n, day, f"=1+{n}") for n, day in enumerate(days)]
    posts[3] = ("p3", "oakhillschool", *posts[3][2:])
    values: dict[str, Any] = {
        "posts": posts,
        "media": [(f"p{n}", "m1", "photo", "", f"{n}.jpg", "A picture of autumn") for n in range(7)],
        "pupils": [("oakhill", f"P{n}", "Zainab", "", "Malik", "4", "4K") for n in range(4)],
        "consents": [
            ("oakhill", "P0", "photo_social_media", "refused", "2026-09-01", ""),
            ("oakhill", "P1", "photo_social_media", "granted", "2026-09-01", "2026-11-10"),
        ],
        "photo_log": [("oakhill", f"p{n}", "m1", f"P{n}", "", "") for n in range(3)]
        + [("oakhill", "p4", "m1", "", "no_pupils", "")],
        "more_accounts": [FACEBOOK],
    }
    return Small(root, **{**values, **more})


def sheet(file: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one sheet, by their headings."""
    rows = openpyxl.load_workbook(file)[name].iter_rows(min_row=2, values_only=True)
    yield from (dict(zip(HEADINGS, row, strict=True)) for row in rows if any(row))


def asked(root: Path, *arguments: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(app, ["pictures", "-w", str(root), *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_figures_for_people_and_machines(ran):
    told = asked(ran)
    assert "X (Twitter) @oakhill" in told
    assert "to come down, the family or the child says no: 1" in told
    (figures,) = json.loads(asked(ran, "--json"))["schools"]
    assert {name: figures[name] for name in ("certain", "unknown", "nobody", "pictures", "copied", "across")} == {
        "certain": 3, "unknown": 3, "nobody": 1, "pictures": 5, "copied": 1, "across": 1,
    }  # fmt: skip
    assert figures["due"] == {"refused": 1, "withdrawn": 1, "no_consent": 1, "old": 2}
    assert [band["certain"] + band["unknown"] for band in figures["ages"]] == [4, 0, 2, 0]


def test_the_sheet_has_the_worst_first_with_thumbnail_link_states_and_copies(ran, tmp_path):
    folder = tmp_path / "out" / "takedown"
    file = Path(asked(ran, "--takedown", str(folder)).splitlines()[-1])
    assert file == folder / "takedown-oakhill.xlsx"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    due = list(sheet(file, "To take down"))
    assert [row["id"] for row in due] == ["image:p0/m1", "image:p1/m1", "image:p2/m1"]
    assert [row["consent today"] for row in due] == [
        "Z.M. (P0): refused", "Z.M. (P1): withdrawn", "Z.M. (P2): never asked",
    ]  # fmt: skip
    assert due[2]["the same picture also stands"] == "Facebook @oakhillschool, 4 November 2026, https://x.example/3"
    assert [row["the same picture also stands"] for row in due[:2]] == [None, None]
    assert [row["link"] for row in due] == [f"https://x.example/{n}" for n in range(3)]
    old = [(row["id"], row["days public"]) for row in sheet(file, "To look at")]
    assert old == [("image:p5/m1", 924), ("image:p6/m1", 898)]


def test_thumbnails_are_pictures_and_no_caption_is_a_formula(ran, tmp_path):
    (file,) = write_takedowns(ran, tmp_path / "out")
    first = openpyxl.load_workbook(file)["To take down"]
    assert [max(Image.open(BytesIO(image._data())).size) for image in first._images] == [160, 160, 160]
    captions = [row[HEADINGS.index("caption")] for row in first.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in captions] == [(f"=1+{n}", "s") for n in range(3)]
    assert [cell.quotePrefix for cell in captions] == [True] * 3


@pytest.mark.slow
def test_what_was_waived_or_came_down_is_not_in_the_sheet(tmp_path):
    small = school(tmp_path, top={"waivers": "waivers.yaml"})
    (tmp_path / "waivers.yaml").write_text("")
    root = small.write()
    judged(root)
    (refused, *_) = sheet(write_takedowns(root, tmp_path / "out")[0], "To take down")
    add_waiver(root, key=refused["findings"], reason="Agreed", approver="A. Dale", expires="2027-01-31", as_of=AS_OF)
    small.posts, small.media = small.posts[:1] + small.posts[2:], small.media[:1] + small.media[2:]
    small.write()
    judged(root, 1)
    left = [row["id"] for row in sheet(write_takedowns(root, tmp_path / "out")[0], "To take down")]
    assert left == ["image:p2/m1"]


def test_a_sheet_holds_so_many_thumbnails_and_old_pictures_and_says_what_is_left(ran, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline.takedown, "MOST_THUMBNAILS", 2)
    monkeypatch.setattr(pipeline.takedown_rows, "MOST_UNSURE", 1)
    (file,) = write_takedowns(ran, tmp_path / "out")
    assert len(openpyxl.load_workbook(file)["To take down"]._images) == 2
    assert [row["id"] for row in sheet(file, "To look at")] == ["image:p5/m1"], "the oldest first"
    about = [row[0] for row in openpyxl.load_workbook(file)["About"].iter_rows(values_only=True)]
    assert "3 pictures to take down, 1 picture to look at. 1 more that are old and unlogged are left out." in about[1]


def test_a_copy_that_is_gone_is_a_row_without_a_picture(ran, tmp_path):
    root = tmp_path / "moved"
    shutil.copytree(ran, root, ignore=shutil.ignore_patterns("media"))
    (file,) = write_takedowns(root, tmp_path / "out")
    assert {row["picture"] for row in sheet(file, "To take down")} == {"no copy that can be opened is kept"}


def test_before_any_audit_it_is_said_what_to_do(tmp_path):
    root = school(tmp_path).write()
    for asked_for in (lambda: inventories(root), lambda: write_takedowns(root, tmp_path / "out")):
        with pytest.raises(RefusalError, match="run 'social-audit run' first"):
            asked_for()
    assert not (tmp_path / "out").exists()


def test_a_school_that_was_never_audited_is_said_beside_the_others(ran, tmp_path):
    root = tmp_path / "two"
    shutil.copytree(ran, root)
    trust = yaml.safe_load((root / "trust.yaml").read_text())
    trust["schools"].append({"id": "ashdown", "name": "Ashdown Nursery", "phase": "nursery", "accounts": []})
    (root / "trust.yaml").write_text(yaml.safe_dump(trust))
    assert "Ashdown Nursery: no pictures have been counted yet" in asked(root)
    assert json.loads(asked(root, "--json"))["schools"][1] == {"school": "ashdown", "at": None}


def test_a_folder_that_cannot_be_made_is_said(ran, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(RefusalError, match="cannot be made"):
        write_takedowns(ran, tmp_path / "out" / "takedown")


def everything(root: Path, word: str, out: Path) -> tuple[str, list[list[Any]]]:
    """What the command tells of a school, whose first pupils bear a mark."""
    small = school(root, pupil_columns=(*PUPILS, "never_publish"))
    small.pupils = [(*row, word if number < 3 else "") for number, row in enumerate(small.pupils)]
    judged(small.write())
    (file,) = write_takedowns(root, out)
    return asked(root, "--json"), [
        list(map(str, row.values())) for name in ("To take down", "To look at") for row in sheet(file, name)
    ]


@pytest.mark.slow
def test_no_figure_and_no_row_differs_when_a_child_is_marked(tmp_path):
    folders = [tmp_path / name for name in ("plain", "marked")]
    for folder in folders:
        folder.mkdir()
    plain, marked = (
        everything(folder, word, tmp_path / "out") for folder, word in zip(folders, ("", "yes"), strict=True)
    )
    assert plain == marked
    assert plain[1]
