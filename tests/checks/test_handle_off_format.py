"""Handles against the names of schools: labelled by hand, and over real names."""

import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks._handles import LIMITS, handle_forms
from checks.base import Evidence, School
from checks.handle_off_format import handle_off_format

HERE = Path(__file__).resolve()
REAL_NAMES = HERE.parents[3] / "shared/data/06_schools_names_calendars/school_names/real_uk_schools_dev.csv"
LABELLED = list(csv.DictReader((HERE.parent / "handles.csv").read_text(encoding="utf-8").splitlines()))


def judged(name, platform, handle, town="", shown=None):
    key = f"{platform}:{handle.casefold()}"
    return handle_off_format.run(
        Evidence(
            school=School(id="s", name=name, phase="primary", town=town),
            as_of=datetime(2026, 11, 16, tzinfo=UTC),
            accounts=pd.DataFrame([{"account": key, "platform": platform, "handle": handle}]),
            profiles=pd.DataFrame([{"account": key, "handle": shown}] if shown else []),
        )
    )


def test_sixty_rows_are_labelled():
    assert len(LABELLED) >= 60
    assert {row["verdict"] for row in LABELLED} == {"ok", "off", "note", "none"}


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: f"{row['name']} {row['platform']} {row['handle']}")
def test_labelled_by_hand(row):
    judgement = judged(row["name"], row["platform"], row["handle"], row["town"])
    outcome = {"ok": ["pass"], "off": ["fail"], "note": ["fail"], "none": []}[row["verdict"]]
    assert list(judgement.units["outcome"]) == outcome, row["why"]
    said = "note" if row["verdict"] == "note" else None
    assert judgement.findings.get("severity", pd.Series()).tolist() == ([said] if said else []), row["why"]


FLAGGED = [
    ("HollinBank", "@HollinBank is the school's name, but not in lower case: @hollinbank"),
    ("Hollin_Bank_Pri", "@Hollin_Bank_Pri is not the school's name; the nearest handle that is: @hollinbank"),
    ("our_friends", "@our_friends is not the school's name; the nearest handle that is: @hollinbank"),
]


@pytest.mark.parametrize(("handle", "detail"), FLAGGED)
def test_flagged_with_the_nearest_handle(handle, detail):
    findings = judged("Hollin Bank Primary School", "x", handle).findings
    assert findings[["subject_type", "subject_id", "matched_text", "detail"]].to_numpy().tolist() == [
        ["account", f"account:{handle}", handle, detail]
    ]


def test_the_handle_is_judged_as_the_platform_shows_it():
    assert judged("Oak School", "x", "oakschool", shown="OakSchool").findings["matched_text"].tolist() == ["OakSchool"]
    assert judged("Oak School", "x", "OakSchool", shown="oakschool").findings.empty


def test_initials_are_proposed_where_no_words_fit():
    findings = judged("Bartholomew Featherstonehaugh Primary School", "x", "bartyschool").findings
    assert findings["remedy"].item().startswith("Rename the account to @bfps on X")


@given(name=st.text(min_size=1, max_size=60), town=st.text(max_size=20), platform=st.sampled_from(sorted(LIMITS)))
def test_every_form_is_a_lower_case_handle_within_the_limit(name, town, platform):
    fewest, most = LIMITS[platform]
    for form in handle_forms(name, town).fitting(platform):
        assert fewest <= len(form) <= most
        assert form.isascii()
        assert form.isalnum()
        assert form == form.lower()


@pytest.mark.parametrize("name", ["Primary and Nursery " * 30, "St " * 200, "(" * 50, "Church of England " * 20])
def test_absurd_names_take_no_time_and_do_no_harm(name):
    assert len(handle_forms(name).worded) <= 20_000


@pytest.mark.skipif(not REAL_NAMES.exists(), reason="the list of real school names is not here")
def test_real_names_and_how_many_can_have_a_handle_of_their_own(capsys):
    rows = csv.DictReader(REAL_NAMES.read_text(encoding="utf-8-sig").splitlines())
    names = [row["EstablishmentName"] for row in rows]
    forms = [set(handle_forms(name).fitting("x")) for name in names]
    worded = [set(handle_forms(name).worded) & fitting for name, fitting in zip(names, forms, strict=True)]
    with capsys.disabled():
        print()
        for what, sets in (("any compliant form", forms), ("words alone, no initials", worded)):
            fits = sum(map(bool, sets)) / len(sets)
            print(f"{len(names)} real names, 15 characters, {what}: {fits:.1%} fit, {unique(sets):.1%} unique")
    assert all(forms)
    assert unique(forms) > 0.95
    assert unique(worded) > 0.85


def unique(sets):
    """The share of schools with at least one form that no other school has."""
    held = Counter(form for forms in sets for form in forms)
    return sum(any(held[form] == 1 for form in forms) for forms in sets) / len(sets)
