"""What consents are for, looked over: slips of the pen are said with what was meant, and no child's name with them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from workspaces import Small

from config.models import School, Trust
from pipeline.doctor import examine
from pipeline.doctor_purposes import examine_purposes

SUBJECT = "consent register w/consents.csv"


def lines(*given: str, **mis: object) -> list[str]:
    school = School(id="oakhill", name="Oakhill", phase="primary")
    trust = Trust.model_validate({"root": Path(), "name": "Copse", "schools": (school,), "mis": mis})
    found = list(examine_purposes(trust, SUBJECT, given))
    assert {(line.state, line.subject) for line in found} <= {("warning", SUBJECT)}
    return [line.sentence for line in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("photo_scoial_media", "photo_social_media"),
        ("photo_socialmedia", "photo_social_media"),
        ("name_social_medai", "name_social_media"),
        ("photo_instagarm", "photo_instagram"),
        ("photo_web_site", "photo_website"),
        ("phot_facebook", "photo_facebook"),
        ("names_website", "name_website"),
    ],
)
def test_a_slip_is_said_with_the_closest_purpose(written: str, meant: str) -> None:
    [said] = lines(written, "photo_x", written)
    assert said == f"2 rows are for {written}, which is a yes to nothing: did you mean {meant}?"


@pytest.mark.parametrize(
    "purpose",
    [
        "photo_social_media", "name_social_media", "photo_website", "photo_x", "photo_youtube", "name_facebook",
        "photo_blog", "photo_press", "photo_internal", "photo_general", "photo_video", "name_prospectus", "",
    ],
)  # fmt: skip
def test_what_a_consent_may_well_be_for_is_no_slip(purpose: str) -> None:
    assert lines(purpose) == []


def test_what_is_like_nothing_is_said_unless_the_trust_says_that_it_is_meant() -> None:
    [said] = lines("photo_yearbook")
    assert "photo_yearbook, which is a yes to nothing: write photo_social_media" in said
    assert "or name it under mis.consents.purposes" in said
    assert lines("photo_yearbook", consents={"purposes": {"Yearbook": "photo_yearbook"}}) == []


def test_what_is_no_purpose_is_never_repeated() -> None:
    assert lines("zainab", "zainab malik", "zainab_malik", "4", "photo_website") == [
        "4 rows are for what is no purpose, so a yes to nothing: write photo_social_media, photo_website, photo_x, "
        "name_social_media or the like"
    ]


def test_the_doctor_says_it_beside_the_register(tmp_path: Path) -> None:
    rows = [("oakhill", "P1", word, "granted", "2026-09-01", "") for word in ("photo_websit", "Photo social-media")]
    root = Small(tmp_path, consents=rows).write()
    said = [one for one in examine(root, as_of=datetime.now(UTC)) if one.subject.startswith("consent register")]
    assert [one.state for one in said] == ["ok", "warning"]
    assert said[1].sentence == "1 row is for photo_websit, which is a yes to nothing: did you mean photo_website?"


def test_the_doctor_says_that_types_of_consent_say_no_and_repeats_none(tmp_path: Path) -> None:
    root = Small(tmp_path).write()
    rows = "P1,Do not put Zainab on website,Yes\nP2,Do not put Dylan on website,No\n"
    (root / "consents.csv").write_text(f"UPN,Consent Type,Status\n{rows}", encoding="utf-8")
    said = [one for one in examine(root, as_of=datetime.now(UTC)) if one.subject.startswith("consent register")]
    assert [one.state for one in said] == ["ok", "warning"]
    assert said[1].sentence == (
        "types of consent that say no: 2 (`social-audit registers preview` names them; a yes to them counts as no; "
        "where it allows something, say what under mis.consents.purposes)"
    )
