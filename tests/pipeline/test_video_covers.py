"""A video is looked at by its cover, as any picture is; that nobody watched the film is said, and never green."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from pathlib import Path

import openpyxl
import pytest
import yaml
from command_line import Ended
from pictured import HOME, certificate, crowd, exif, listed, plain, saved, xmp
from sqlalchemy import select
from workspaces import AS_OF, Small, post

import pipeline.derive_pictures
from checks._film import COVER
from checks.pictures.engine import Tools, tools_here
from pipeline.derive_pictures import COVERLESS
from pipeline.export import export_coverage, export_findings
from pipeline.photo_log.preparing import prepare
from pipeline.run import run
from pipeline.store.opening import open_store
from pipeline.store.schema import copies, inventory
from pipeline.takedown import write_takedowns

pytestmark = pytest.mark.slow
HERE = tools_here()
needs_tesseract = pytest.mark.skipif(not HERE.reader, reason="needs tesseract-ocr and the extra [ocr]")
needs_opencv = pytest.mark.skipif(not HERE.counter, reason="needs the extra [faces]")
COLUMNS = ("post_id", "media_id", "type", "url", "file", "alt_text", "cover")
FILM, FILMS = f"1 picture: {COVER}", f"2 pictures: {COVER}"
PICTURED = ("place-in-picture", "child-named-in-picture", "more-faces-than-log")


@pytest.fixture(autouse=True)
def without_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither read text nor count faces, but where a test is about that."""
    use(monkeypatch, Tools())


def use(monkeypatch: pytest.MonkeyPatch, tools: Tools) -> None:
    monkeypatch.setattr(pipeline.derive_pictures, "tools_here", lambda: tools)


def school(
    root: Path, *covers: bytes | None, photo: bytes | None = None, log: tuple[tuple[str, ...], ...] = ()
) -> None:
    """Write a school with a post for each video and the file of its cover; None = none is named, blank = it is missing.

    `photo` stands in a post of its own.
    """
    rows = [(f"p{n}", "m1", "video", "", "", "", f"{n}.jpg" if one is not None else "") for n, one in enumerate(covers)]
    files = {f"{n}.jpg": one for n, one in enumerate(covers) if one}
    if photo:
        rows.append((f"p{len(covers)}", "m1", "photo", "", "photo.jpg", "Our autumn walk", ""))
        files["photo.jpg"] = photo
    posts = [post(n, f"2026-11-{n % 9 + 1:02}", f"Autumn, day {n}") for n in range(len(rows))]
    Small(root, posts=posts, media=[("p0", "m1", "video", "", "", "")], photo_log=list(log)).write()
    for name, content in files.items():
        (root / name).write_bytes(content)
    with (root / "media.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])


def found(root: Path, check: str) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in export_findings(root, "jsonl").decode("ascii").splitlines()]
    return [row for row in rows if row["check"] == check]


def covered(root: Path, check: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (outcome, reason) -> judged, flagged."""
    rows = [json.loads(line) for line in export_coverage(root, "jsonl").decode("ascii").splitlines()]
    return {(r["outcome"], r["reason"]): (r["judged"], r["flagged"]) for r in rows if r["check"] == check}


def test_a_place_in_the_file_of_a_cover_is_found_and_a_clean_cover_is_no_pass(tmp_path: Path) -> None:
    school(tmp_path, saved(plain(), exif=exif(HOME)), saved(plain((200, 200))))
    run(tmp_path, as_of=AS_OF)
    [sheet] = write_takedowns(tmp_path, tmp_path / "sheets")
    cells = [str(cell.value) for row in openpyxl.load_workbook(sheet).worksheets[0].iter_rows() for cell in row]
    assert "X (Twitter) @oakhill (a video: the picture is its cover)" in cells
    (finding,) = found(tmp_path, "place-in-picture")
    assert (finding["subject_id"], finding["severity"]) == ("image:p0/m1", "this_week")
    assert str(finding["detail"]).startswith(
        "The file of the video's cover gives away where it was taken: GPS position"
    )
    assert covered(tmp_path, "place-in-picture") == {("fail", ""): (2, 1), ("not_assessed", FILMS): (0, 0)}


def test_a_name_in_the_file_of_a_cover_is_found(tmp_path: Path) -> None:
    school(tmp_path, saved(plain(), "JPEG", xmp=xmp(listed("dc:subject", ["Zainab Malik"]))))
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "child-named-in-picture")
    assert "in the details of the file of the video's cover" in str(finding["detail"])


@needs_tesseract
def test_a_name_that_is_read_in_a_cover_is_found_and_a_cover_without_names_is_no_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, replace(HERE, counter=""))
    covers = (certificate("Star of the Week", "Zainab Malik"), certificate("Star of the Week"))
    school(tmp_path, *map(saved, covers), photo=saved(certificate("Star of the Month")))
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "child-named-in-picture")
    assert (finding["subject_id"], finding["pupil_ids"]) == ("image:p0/m1", ["P1"])
    assert "read inside the cover of the video" in str(finding["detail"])
    told = covered(tmp_path, "child-named-in-picture")
    assert told == {("fail", ""): (3, 1), ("not_assessed", FILMS): (0, 0)}


@needs_opencv
def test_a_crowd_in_a_cover_is_a_possible_finding_and_two_faces_are_no_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, replace(HERE, reader=""))
    log = tuple(("oakhill", f"p{n}", "m1", "P1", "pupil", "") for n in range(2))
    school(tmp_path, saved(crowd(8), quality=92), saved(crowd(2), quality=92), log=log)
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "more-faces-than-log")
    assert (finding["subject_id"], finding["confidence"]) == ("image:p0/m1", "possible")
    assert str(finding["detail"]).startswith("About 8 faces may be seen in the cover of the video, and the photo log")
    assert covered(tmp_path, "more-faces-than-log")["not_assessed", FILMS] == (0, 0)


def test_videos_without_a_cover_are_not_assessed_and_say_why(tmp_path: Path) -> None:
    log = tuple(("oakhill", f"p{n}", "m1", "P1", "pupil", "") for n in range(3))
    school(tmp_path, None, b"", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", photo=saved(plain()), log=log)
    run(tmp_path, as_of=AS_OF)
    film = "the cover of a video of @oakhill: "
    for check in PICTURED:
        told = covered(tmp_path, check)
        reasons = [reason.removeprefix("1 picture: ") for outcome, reason in told if outcome == "not_assessed"]
        assert COVERLESS in reasons
        assert any(reason.startswith(f"{film}its file is not in the workspace") for reason in reasons)
        assert f"{film}it is not a picture but a video" in reasons
    assert covered(tmp_path, "place-in-picture")["pass", ""] == (1, 0), "the photo alone"


def test_a_school_whose_videos_have_no_cover_is_never_green(tmp_path: Path) -> None:
    school(tmp_path, None)
    run(tmp_path, as_of=AS_OF)
    assert set(covered(tmp_path, "place-in-picture")) == {("not_assessed", f"1 picture: {COVERLESS}")}


def test_a_photo_that_is_also_a_cover_is_judged_as_what_it_is_in_each_place(tmp_path: Path) -> None:
    content = saved(plain((300, 200)))
    school(tmp_path, content, photo=content)
    run(tmp_path, as_of=AS_OF)
    assert covered(tmp_path, "place-in-picture") == {("pass", ""): (2, 0), ("not_assessed", FILM): (0, 0)}
    store = open_store("sqlite:///social-audit.db", tmp_path)
    with store.read() as connection:
        kept = connection.execute(select(copies.c.file, copies.c.phash)).fetchall()
    store.close()
    assert len(kept) == 2
    assert len({file for file, _ in kept}) == 1, "the same bytes are kept and examined once"


def test_who_is_in_a_photo_is_never_taken_for_who_is_in_the_film_whose_cover_it_is(tmp_path: Path) -> None:
    content = saved(plain((300, 200)))
    school(tmp_path, content, content, photo=content, log=(("oakhill", "p2", "m1", "", "no_pupils", ""),))
    run(tmp_path, as_of=AS_OF)
    assert {row["subject_id"] for row in found(tmp_path, "photo-not-logged")} == {"image:p0/m1", "image:p1/m1"}
    (made,) = prepare(tmp_path, as_of=AS_OF)
    assert made.rows == 2
    assert made.file is not None
    sheet = openpyxl.load_workbook(made.file).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert [str(row[heads.index("where")].value) for row in sheet.iter_rows(min_row=2)] == [
        "X (Twitter) @oakhill (a video: the picture is its cover, so open the link and watch it)"
    ] * 2


def test_reports_count_covers_apart_from_photos_and_say_that_no_film_was_watched(
    tmp_path: Path, call: Callable[..., Ended]
) -> None:
    school(tmp_path, saved(plain((300, 200))), None, photo=saved(plain((200, 200))))
    run(tmp_path, as_of=AS_OF)
    (page,) = tmp_path.glob("reports/*/slt-oakhill.html")
    text = page.read_text(encoding="utf-8")
    for label, number in (("Photos examined", "1 of 1"), ("Videos examined by their cover alone", "1 of 2")):
        assert number in text[text.index(label) :][: len(label) + 80]
    assert "Of 1 video the cover was looked at, and nothing else: no film was watched." in text
    said = call("pictures", "-w", tmp_path).out
    assert "looked at by the cover alone, a video of which the film was not watched: 1" in said
    assert "not looked at, a video whose cover picture was not fetched: 1" in said


def write_media(root: Path, *rows: tuple[str, ...]) -> None:
    with (root / "media.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])


@pytest.mark.parametrize("cover", ["https://pbs.example/2.jpg", ""])
def test_a_cover_that_was_exchanged_or_taken_out_does_not_count_as_looked_at(tmp_path: Path, cover: str) -> None:
    school(tmp_path, saved(plain((300, 200))))
    run(tmp_path, as_of=AS_OF)
    write_media(tmp_path, ("p0", "m1", "video", "", "", "", cover))
    run(tmp_path, as_of=AS_OF + timedelta(days=1))
    assert {outcome for outcome, _ in covered(tmp_path, "place-in-picture")} == {"not_assessed"}
    page = sorted(tmp_path.glob("reports/*/slt-oakhill.html"))[-1].read_text(encoding="utf-8")
    label = "Videos examined by their cover alone"
    assert "0 of 1" in page[page.index(label) :][: len(label) + 80]


def test_a_finding_in_a_cover_ends_when_the_cover_is_taken_out_and_what_the_film_shows_does_not(tmp_path: Path) -> None:
    school(tmp_path, saved(plain(), exif=exif(HOME)))
    run(tmp_path, as_of=AS_OF)
    write_media(tmp_path, ("p0", "m1", "video", "", "", "", ""))
    run(tmp_path, as_of=AS_OF + timedelta(days=1))
    assert standing(tmp_path) == {"image:p0/m1": "fixed"}
    assert [one["status"] for one in found(tmp_path, "photo-not-logged")] == ["open"]


def test_films_with_one_title_card_are_no_copies_of_one_picture(tmp_path: Path) -> None:
    card = saved(plain(), exif=exif(HOME))
    school(tmp_path, card, card, photo=card)
    run(tmp_path, as_of=AS_OF)
    store = open_store("sqlite:///social-audit.db", tmp_path)
    with store.read() as connection:
        counted = connection.execute(select(inventory.c.part, inventory.c.number).where(inventory.c.kind == "copies"))
        numbers = dict(map(tuple, counted.fetchall()))
    store.close()
    assert numbers == {"pictures": 3}
    [sheet] = write_takedowns(tmp_path, tmp_path / "sheets")
    rows = list(openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True))
    at = [str(cell) for cell in rows[0]].index("the same picture also stands")
    assert [row[at] or "" for row in rows[1:]] == [""] * 3


@needs_tesseract
def test_a_cover_with_a_name_is_fetched_anew_whichever_check_goes_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, replace(HERE, counter=""))
    school(tmp_path, saved(plain(), "JPEG", xmp=xmp(listed("dc:subject", ["Zainab Malik"]))))
    packs = resources.files("config") / "packs"
    lines = (packs / "com01.yaml").read_text(encoding="utf-8").replace("id: com01\n", "id: own\n").splitlines(True)
    own = "".join(line for line in lines if "child-named-in-picture" not in line)
    (tmp_path / "own.yaml").write_text(own, encoding="utf-8")
    trust = yaml.safe_load((tmp_path / "trust.yaml").read_text(encoding="utf-8"))
    trust["trust"]["packs"] = ["own.yaml"]
    (tmp_path / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    run(tmp_path, as_of=AS_OF)
    exchanged = saved(plain((300, 200)))
    (tmp_path / "0.jpg").write_bytes(exchanged)
    run(tmp_path, as_of=AS_OF + timedelta(days=1))
    [kept] = (tmp_path / "media").rglob("*.jpg")
    assert kept.read_bytes() == exchanged


def standing(root: Path) -> dict[str, str]:
    rows = export_findings(root, "jsonl", statuses=["new", "open", "returned", "fixed", "superseded"]).decode("ascii")
    return {
        row["subject_id"]: row["status"]
        for row in map(json.loads, rows.splitlines())
        if row["check"] == "place-in-picture"
    }


def test_a_finding_ends_when_the_cover_or_the_file_of_a_photo_is_exchanged_where_it_is(tmp_path: Path) -> None:
    given_away = saved(plain(), exif=exif(HOME))
    school(tmp_path, given_away, given_away, photo=given_away)
    run(tmp_path, as_of=AS_OF)
    assert standing(tmp_path) == {"image:p0/m1": "new", "image:p1/m1": "new", "image:p2/m1": "new"}
    (tmp_path / "0.jpg").write_bytes(saved(plain((300, 200))))
    (tmp_path / "1.jpg").unlink()
    (tmp_path / "photo.jpg").write_bytes(saved(plain((200, 100))))
    run(tmp_path, as_of=AS_OF + timedelta(days=1))
    assert standing(tmp_path) == {"image:p0/m1": "fixed", "image:p1/m1": "open", "image:p2/m1": "fixed"}
    assert covered(tmp_path, "place-in-picture")["fail", ""] == (3, 1), "the copy of what is gone is still looked at"
