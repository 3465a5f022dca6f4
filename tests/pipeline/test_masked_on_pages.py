"""No page but the worklist shows a child's name, however it is written and whatever became of the register's row."""

from __future__ import annotations

import html
import re
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from workspaces import AS_OF, PUPILS, Small, comment, photo, post

from pipeline.run import run

TOP = {"reports": {"pdf": False}}
MALIK = ("oakhill", "P1", "Zainab", "", "Malik", "4", "4K")
PROSSER = ("oakhill", "P2", "Dylan", "", "Prosser", "4", "4K")


def pages(root: Path) -> str:
    """What all pages but the worklist say, addresses included."""
    files = sorted((root / "reports" / "2026-11-16").glob("*.html"))
    return html.unescape(" ".join(file.read_text(encoding="utf-8") for file in files if "worklist" not in file.name))


def told(small: Small) -> str:
    root = small.write()
    run(root, as_of=AS_OF)
    return pages(root)


@pytest.mark.parametrize(
    "written",
    ["Zainabb Malik", "Zainab Mallik", "Z A I N A B M A L I K", "Z@1n@b M@l1k", "zainabmalik", "@Zainab Malik"],
)
def test_a_name_is_covered_however_it_was_found(tmp_path, written):
    small = Small(tmp_path, posts=[post(1, "2026-11-12", f"Well done {written} in Year 4, star!")], top=TOP)
    small.media, small.pupils = [photo(1)], [MALIK, PROSSER]
    shown = told(small)
    assert "in Year 4, star!" in shown
    assert not re.search(r"zain|mal+ik|m@l1k|z@1n|z a i n|m a l i k", shown, re.IGNORECASE)


def test_a_name_with_figures_is_covered_and_no_link_with_it_is_written(tmp_path):
    blog = "https://copse.example/blog/"
    posts = [("See Zainab2015! Well done Dylan Prosser", "zainab01-sports"), ("Dylan Prosser: zainabmalik2015", "day")]
    small = Small(tmp_path, pupils=[MALIK, PROSSER], media=[photo(1), photo(2)], top=TOP)
    small.posts = [
        (f"p{n}", "oakhill", "2026-11-12T09:00:00+00:00", "original", text, f"{blog}{way}", "")
        for n, (text, way) in enumerate(posts, 1)
    ]
    shown = told(small)
    assert "Well done D••• P•••" in shown
    assert f"{blog}day" in shown
    assert "zainab" not in shown.casefold()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("oakhill", "", *MALIK[2:]), PROSSER], id="no id"),
        pytest.param([PROSSER, ("oakhill", "P2", *MALIK[2:])], id="an id twice"),
        pytest.param([PROSSER, ("oakhil", *MALIK[1:])], id="no school of the trust"),
    ],
)
def test_whose_row_cannot_be_used_is_covered_all_the_same(tmp_path, rows):
    small = Small(tmp_path, posts=[post(1, "2026-11-12", "Well done Zainab and Dylan Prosser")], top=TOP)
    small.pupils, small.media = rows, [photo(1)]
    small.comments = [comment(1, 1, "Zainab Malik is a fat ugly slut and deserves a slap, Dylan Prosser too")]
    shown = told(small)
    assert "D••• P•••" in shown
    assert not re.search("zainab|malik", shown, re.IGNORECASE)


def test_where_no_register_can_be_read_nothing_is_quoted(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-12", "A term of surprises")], top=TOP)
    small.pupil_columns = ("school", "pupil_id", "Vorname", "x", "Nachname", *PUPILS[5:])
    small.comments = [comment(1, 1, "Zainab Malik is a fat ugly slut and deserves a slap")]
    shown = told(small)
    assert "Abusive comment" in shown
    assert not re.search("zainab|malik|surprises", shown, re.IGNORECASE)


def test_a_pupil_of_another_school_of_the_trust_is_covered_by_the_full_name(tmp_path):
    small = Small(tmp_path, posts=[post(1, "2026-11-12", "With Zainab Malik and #AishaKhan of Elm")], top=TOP)
    small.pupils = [MALIK, ("elm", "P1", "Aisha", "", "Khan", "6", "6K")]
    small.comments, small.media = [comment(1, 1, "Aisha Khan is a fat ugly slut and deserves a slap")], [photo(1)]
    root = small.write()
    trust = yaml.safe_load((root / "trust.yaml").read_text(encoding="utf-8"))
    [oakhill] = trust["schools"]
    elm = deepcopy(oakhill) | {"id": "elm", "name": "Elm School"}
    elm["accounts"][0]["handle"] = "@elmschool"
    trust["schools"].append(elm)
    (root / "trust.yaml").write_text(yaml.safe_dump(trust), encoding="utf-8")
    run(root, as_of=AS_OF)
    shown = pages(root)
    assert "A••• K••• is a fat ugly slut" in shown
    assert not re.search("aisha|khan", shown, re.IGNORECASE)
