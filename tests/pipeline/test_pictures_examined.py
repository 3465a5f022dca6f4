"""Published pictures are examined once, whoever posts them; what they give away is found, nothing unread is green."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from ends_process import dies_of_fatal
from pictured import HOME, certificate, crowd, exif, listed, plain, saved, xmp
from sqlalchemy import select
from workspaces import AS_OF, Small, post

import pipeline.derive_pictures
from checks.pictures.engine import Tools, tools_here
from checks.pictures.ocr import NO_READER
from pipeline.examining import ENDED, Stored, examine_all, examine_file
from pipeline.export import export_coverage, export_findings
from pipeline.run import run
from pipeline.store.examined import forget_examined
from pipeline.store.opening import open_store
from pipeline.store.schema import examined, mentions

HERE = tools_here()
needs_tesseract = pytest.mark.skipif(
    not HERE.reader, reason="needs the package tesseract-ocr and the extra [ocr] (pytesseract)"
)
needs_opencv = pytest.mark.skipif(not HERE.counter, reason="needs the extra [faces] (opencv-python-headless<5)")
NAMED = saved(plain(), "JPEG", xmp=xmp(listed("dc:subject", ["Zainab Malik"])))


@pytest.fixture(autouse=True)
def without_extras(monkeypatch):
    """Neither read text nor count faces, but where a test is about that."""
    use(monkeypatch, Tools())


def use(monkeypatch, tools: Tools) -> None:
    monkeypatch.setattr(pipeline.derive_pictures, "tools_here", lambda: tools)


def school(root: Path, *pictures: bytes, log: tuple[tuple[str, ...], ...] = (), **more) -> Small:
    """Write a school with one post and one photo for each picture; blank bytes are a file that is missing."""
    for number, content in enumerate(pictures):
        if content:
            (root / f"{number}.jpg").write_bytes(content)
    posts = [post(n, f"2026-11-{n % 9 + 1:02}", f"Autumn, day {n}") for n in range(len(pictures))]
    media = [(f"p{n}", "m1", "photo", "", f"{n}.jpg", "A picture of our autumn") for n in range(len(pictures))]
    small = Small(root, posts=posts, media=media, photo_log=list(log), **more)
    small.write()
    return small


def found(root: Path, check: str) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in export_findings(root, "jsonl").decode("ascii").splitlines()]
    return [row for row in rows if row["check"] == check]


def covered(root: Path, check: str) -> dict[str, tuple[int, int, str]]:
    """Return outcome -> judged, flagged, reason."""
    rows = [json.loads(line) for line in export_coverage(root, "jsonl").decode("ascii").splitlines()]
    return {r["outcome"]: (r["judged"], r["flagged"], r["reason"]) for r in rows if r["check"] == check}


def stored(root: Path, *names: str) -> list[tuple[object, ...]]:
    store = open_store("sqlite:///social-audit.db", root)
    with store.read() as connection:
        rows = [tuple(row) for row in connection.execute(select(*(examined.c[name] for name in names)))]
    store.close()
    return rows


def test_a_place_in_a_file_is_found_and_never_told_exactly(tmp_path):
    school(tmp_path, saved(plain(), exif=exif(HOME)), saved(plain((200, 200))))
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "place-in-picture")
    assert (finding["subject_type"], finding["subject_id"]) == ("image", "image:p0/m1")
    assert finding["severity"] == "this_week"
    assert "GPS position near 53.5 N, 3.0 W" in finding["detail"]
    assert covered(tmp_path, "place-in-picture")["fail"][:2] == (2, 1)
    for file in tmp_path.glob("reports/*/*.html"):
        assert "53.49" not in file.read_text(encoding="utf-8")


def test_a_name_in_a_files_details_is_a_finding_without_a_place_in_a_text(tmp_path):
    school(tmp_path, NAMED)
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "child-named-in-picture")
    assert (finding["subject_id"], finding["pupil_ids"], finding["matched_text"]) == (
        "image:p0/m1",
        ["P1"],
        "Zainab Malik",
    )
    assert (finding["start"], finding["end"], finding["severity"]) == (None, None, "today")
    assert "in the details of the picture's file" in finding["detail"]


@pytest.mark.slow
@needs_tesseract
def test_a_name_on_a_certificate_is_found(tmp_path, monkeypatch):
    use(monkeypatch, replace(HERE, counter=""))
    school(tmp_path, saved(certificate("Star of the Week", "Zainab Malik")), saved(certificate("Star of the Week")))
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "child-named-in-picture")
    assert (finding["subject_id"], finding["pupil_ids"], finding["severity"]) == ("image:p0/m1", ["P1"], "today")
    assert "read inside the picture" in finding["detail"]
    assert covered(tmp_path, "child-named-in-picture")["fail"][:2] == (2, 1)


@pytest.mark.slow
@needs_opencv
def test_a_crowd_with_one_child_logged_is_a_possible_finding(tmp_path, monkeypatch):
    use(monkeypatch, replace(HERE, reader=""))
    log = (("oakhill", "p0", "m1", "P1", "pupil", ""), ("oakhill", "p1", "m1", "P1", "pupil", ""))
    school(tmp_path, saved(crowd(8), quality=92), saved(crowd(2), quality=92), saved(crowd(6), quality=92), log=log)
    run(tmp_path, as_of=AS_OF)
    (finding,) = found(tmp_path, "more-faces-than-log")
    assert (finding["subject_id"], finding["confidence"]) == ("image:p0/m1", "possible")
    assert finding["detail"] == "About 8 faces may be seen, and the photo log names 1 pupil in it"
    coverage = covered(tmp_path, "more-faces-than-log")
    assert coverage["pass"][:2] == (2, 0)
    assert coverage["not_assessed"][2] == "1 picture: the photo log does not say who is shown"


@pytest.mark.slow
def test_a_picture_that_cannot_be_had_or_opened_is_not_assessed(tmp_path):
    school(tmp_path, saved(plain()), b"", saved(plain((640, 480)))[:2000], b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    run(tmp_path, as_of=AS_OF)
    coverage = covered(tmp_path, "place-in-picture")
    assert coverage["pass"][0] == 1
    reasons = [r for r in export_coverage(tmp_path, "jsonl").decode().splitlines() if '"place-in-picture"' in r]
    told = " ".join(reasons)
    for words in ("not in the workspace", "cannot be read to its end", "an SVG drawing"):
        assert words in told


def test_without_a_reader_no_picture_passes_for_names_and_the_remedy_is_told(tmp_path):
    school(tmp_path, saved(plain()))
    run(tmp_path, as_of=AS_OF)
    coverage = covered(tmp_path, "child-named-in-picture")
    assert coverage.keys() == {"not_assessed"}
    assert coverage["not_assessed"][2] == f"1 picture: {NO_READER}"
    assert covered(tmp_path, "place-in-picture")["pass"][0] == 1


@pytest.mark.slow
def test_a_picture_posted_twice_is_examined_once_and_never_again(tmp_path, monkeypatch):
    looked: list[str] = []

    def counting(pictures, tools, **options):
        for sha256, one in examine_all(pictures, tools, **options):
            looked.append(sha256)
            yield sha256, one

    monkeypatch.setattr(pipeline.derive_pictures, "examine_all", counting)
    small = school(tmp_path, NAMED, NAMED, saved(plain()))
    run(tmp_path, as_of=AS_OF)
    assert len(looked) == len(set(looked)) == 2
    assert [row["subject_id"] for row in found(tmp_path, "child-named-in-picture")] == ["image:p0/m1", "image:p1/m1"]
    small.posts.append(post(8, "2026-11-12", "Once more"))
    small.media.append(("p8", "m1", "photo", "", "0.jpg", "A picture of our autumn"))
    small.write()
    run(tmp_path, as_of=replace_day(AS_OF, 17))
    assert len(looked) == 2
    assert len(found(tmp_path, "child-named-in-picture")) == 3


def replace_day(moment, day):
    return moment.replace(day=day)


@pytest.mark.slow
def test_who_is_named_follows_the_register_without_examining_anew(tmp_path, monkeypatch):
    small = school(tmp_path, NAMED)
    small.pupils[0] = ("oakhill", "P1", "Zoe", "", "Hale", "4", "4K")
    small.write()
    run(tmp_path, as_of=AS_OF)
    assert found(tmp_path, "child-named-in-picture") == []
    small.pupils.append(("oakhill", "P9", "Zainab", "", "Malik", "4", "4K"))
    small.write()
    monkeypatch.setattr(pipeline.derive_pictures, "examine_all", never)
    run(tmp_path, as_of=replace_day(AS_OF, 17))
    assert [row["pupil_ids"] for row in found(tmp_path, "child-named-in-picture")] == [["P9"]]


def never(pictures, tools, **options):
    assert not pictures, "a picture was examined again"
    return iter(())


@pytest.mark.slow
def test_a_reader_that_comes_later_reads_what_was_examined_without_one(tmp_path, monkeypatch):
    if not HERE.reader:
        pytest.skip("needs the package tesseract-ocr and the extra [ocr] (pytesseract)")
    school(tmp_path, saved(certificate("Zainab Malik")))
    run(tmp_path, as_of=AS_OF)
    assert found(tmp_path, "child-named-in-picture") == []
    use(monkeypatch, replace(HERE, counter=""))
    run(tmp_path, as_of=replace_day(AS_OF, 17))
    assert len(found(tmp_path, "child-named-in-picture")) == 1
    use(monkeypatch, Tools())
    run(tmp_path, as_of=replace_day(AS_OF, 18))
    assert len(found(tmp_path, "child-named-in-picture")) == 1, "what was read once stays read"


def test_what_a_picture_gave_away_is_forgotten_with_its_copy(tmp_path):
    school(tmp_path, NAMED)
    run(tmp_path, as_of=AS_OF)
    assert stored(tmp_path, "details") == [("Zainab Malik",)]
    store = open_store("sqlite:///social-audit.db", tmp_path)
    with store.write() as connection:
        forget_examined(connection)
        assert len(connection.execute(select(examined.c.sha256)).all()) == 1
        connection.exec_driver_sql("UPDATE copies SET file = ''")
        forget_examined(connection)
        assert connection.execute(select(examined.c.sha256)).all() == []
        assert len(connection.execute(select(mentions.c.subject_id)).all()) == 1
    store.close()


@pytest.mark.slow
def test_pictures_are_examined_over_processes_and_one_that_ends_its_process_harms_no_other(tmp_path):
    files = []
    for number in range(5):
        file = tmp_path / ("fatal" if number == 1 else f"{number}")
        file.write_bytes(saved(plain((40 + number, 30))))
        files.append(Stored(str(number), file))
    outcome = dict(examine_all(files, Tools(reader="any"), look=dies_of_fatal))
    assert outcome.keys() == {str(number) for number in range(5)}
    assert outcome["1"].reason == ENDED
    assert {one.width for number, one in outcome.items() if number != "1"} == {40 + n for n in range(5) if n != 1}


def test_what_no_time_is_left_for_waits(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(saved(plain()))
    for number in (2, 9):
        pictures = [Stored(str(n), file) for n in range(number)]
        assert list(examine_all(pictures, Tools(reader="any"), seconds=0, look=examine_file)) == []
