"""Registers as schools hand them in: what is kept, what is set aside, what fails closed, and each file read once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from consent_asked import consent_at

from config.models import Registers as Paths
from config.models import School, Trust
from config.refusal import RefusalError
from pipeline.days import parse_day
from pipeline.registers import RegisterFiles, read_registers

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
PUPILS = "pupil_id,first_name,preferred_name,last_name,year_group,form"
CONSENTS = "pupil_id,purpose,consent,given_on,withdrawn_on"
LOG = "post_id,media_id,pupil_id,shows,form"


def write(folder, name, *lines):
    path = folder / f"{name}.csv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def school(number=1, **paths):
    return School(id=f"s{number}", name=f"School {number}", phase="primary", registers=Paths(**paths))


def files(folder, *schools, timezone="Europe/London"):
    return RegisterFiles(Trust(root=folder, name="T", timezone=timezone, schools=schools))


def read(folder, name, *lines):
    """Read one register of one school."""
    one = school(**{name: write(folder, name, *lines)})
    return getattr(files(folder, one), name)(one)


def set_aside(register):
    return [(row.place, row.rule) for row in register.set_aside]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        (" 2026-9-1 ", date(2026, 9, 1)),
        ("2026-09-01T00:00:00", date(2026, 9, 1)),
        ("2026-09-01 13:45", date(2026, 9, 1)),
        ("01/09/2026", date(2026, 9, 1)),
        ("1/9/2026", date(2026, 9, 1)),
        ("1/9/2026 00:00", date(2026, 9, 1)),
        ("1 September 2026", date(2026, 9, 1)),
        ("01-Sep-2026", date(2026, 9, 1)),
        ("1 Sept. 2026", date(2026, 9, 1)),
        ("31 Sep 2026", None),
        ("1 Ma 2026", None),
        ("1 Sepp 2026", None),
        ("31/09/2026", None),
        ("13/25/2026", None),
        ("01/09/26", None),
        ("1 September", None),
        ("٢٠٢٦-09-01", None),
        ("", None),
    ],
)
def test_days_as_people_write_them(text, day):
    assert parse_day(text) == day


def test_pupils_as_evidence_has_them(tmp_path):
    register = read(
        tmp_path,
        "pupils",
        PUPILS + ",never_publish,left_on,favourite_food",
        "007, Zofia ,Zosia,Kowalczyk,4,4B,,,soup",
        "NA,None,,Null,R,,Yes,01/09/2026,",
        "8,Ama,,,5,5A,no,next week,",
    )
    assert register.set_aside == ()
    assert list(register.frame.columns) == [
        "pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form", "never_publish", "left_on",
    ]  # fmt: skip
    assert register.frame["pupil_id"].tolist() == ["007", "NA", "8"]
    assert register.frame.loc[0, ["first_name", "preferred_name", "last_name"]].tolist() == [
        "Zofia",
        "Zosia",
        "Kowalczyk",
    ]
    assert register.frame["last_name"].tolist() == ["Kowalczyk", "Null", ""]
    assert register.frame["never_publish"].tolist() == [False, True, False]
    left = register.frame["left_on"]
    assert left[1] == pd.Timestamp("2026-08-31T23:00", tz=UTC)  # the day begins in the trust's zone
    assert left.isna().tolist() == [True, False, True]


@pytest.mark.parametrize(
    "word",
    [
        "yes", "TRUE", "1", "y", "X", "Never", "NEVER PUBLISH", "DNP", "do not publish", "\u2713", "ticked", "1.0", "t",
        "Y*", "Yes - court order", "on", "?",
    ],
)  # fmt: skip
def test_any_word_but_a_plain_no_is_never_publish(tmp_path, word):
    register = read(tmp_path, "pupils", PUPILS + ",never_publish", f"1,A,,B,4,4B,{word}", "2,C,,D,4,4B,no")
    assert register.frame["never_publish"].tolist() == [True, False]


@pytest.mark.parametrize("word", ["", " ", "no", "No", "N", "FALSE", "f", "0", "0.0"])
def test_a_plain_no_is_no_never_publish(tmp_path, word):
    register = read(tmp_path, "pupils", PUPILS + ",never_publish", f"1,A,,B,4,4B,{word}")
    assert register.frame["never_publish"].tolist() == [False]


@pytest.mark.parametrize("marked", ["1,A,,B,4,4B,yes", "1,,,,4,4B,yes"])
def test_never_publish_outlives_the_row_that_says_it(tmp_path, marked):
    plain = ["1,A,,B,4,4B,", "2,C,,D,4,4B,"]
    for lines in ([*plain, marked], [marked, *plain]):
        register = read(tmp_path, "pupils", PUPILS + ",never_publish", *lines)
        assert dict(zip(register.frame["pupil_id"], register.frame["never_publish"], strict=True)) == {
            "1": True, "2": False,
        }  # fmt: skip


def test_never_publish_is_the_mark_of_one_school_alone(tmp_path):
    lines = ("s1,1,A,,B,4,4B,yes", "s2,1,C,,D,4,4B,")
    path = write(tmp_path, "pupils", "school," + PUPILS + ",never_publish", *lines)
    schools = [school(number, pupils=path) for number in (1, 2)]
    known = files(tmp_path, *schools)
    assert [known.pupils(one).frame["never_publish"].tolist() for one in schools] == [[True], [False]]


def test_pupils_that_cannot_stand_are_set_aside(tmp_path):
    rows = ("1,A,,B,4,4B", "1,C,,D,4,4B", ",E,,F,4,4B", "2,,,,4,4B", "2,H,,,4,4B", "3,,Gigi,,4,4B")
    register = read(tmp_path, "pupils", PUPILS, *rows)
    assert register.frame["pupil_id"].tolist() == ["1", "2", "3"]
    assert register.frame["first_name"].tolist() == ["A", "H", ""]
    assert set_aside(register) == [
        ("pupils.csv line 3", "conflicting-id"),
        ("pupils.csv line 4", "no-id"),
        ("pupils.csv line 5", "no-name"),
    ]
    assert all("Gigi" not in row.reason for row in register.set_aside)


def test_the_hash_of_the_pupils_does_not_know_never_publish(tmp_path):
    def digest(*lines):
        return read(tmp_path, "pupils", *lines).sha256

    plain = digest(PUPILS, "1,A,,B,4,4B")
    assert digest(PUPILS + ",never_publish", "1,A,,B,4,4B,yes") == plain
    assert digest(PUPILS + ",never_publish", "1,A,,B,4,4B,no") == plain
    assert digest(PUPILS, "1,A,,B,4,4C") != plain
    assert digest(PUPILS, "1,A,,B,44,B") != plain


def state(register, moment="2026-10-01", pupil_id="1"):
    question = {"pupil_id": pupil_id, "platform": "x", "kind": "photo", "moment": pd.Timestamp(moment, tz=UTC)}
    return consent_at(register.frame, pd.DataFrame([question])).item()


CONSENT_CASES = {
    "granted": (["1,photo_social_media,granted,2026-09-01,"], "granted"),
    "words in any spelling": (["1,Photo Social-Media, GRANTED ,01/09/2026,"], "granted"),
    "the old name of x": (["1,photo_twitter,granted,2026-09-01,"], "granted"),
    "blank": (["1,photo_social_media,,2026-09-01,"], "unknown"),
    "an unknown word": (["1,photo_social_media,ok,2026-09-01,"], "unknown"),
    "a bad date of a grant": (["1,photo_social_media,granted,last year,"], "unknown"),
    "a bad date of a withdrawal": (["1,photo_social_media,granted,2025-09-01,soon"], "unknown"),
    "a grant, then a refusal nobody knows when": (
        ["1,photo_social_media,granted,2025-09-01,", "1,photo_social_media,refused,31/02/2026,"],
        "unknown",
    ),
    "a grant with a bad date takes nothing from a good one": (
        ["1,photo_social_media,granted,2025-09-01,", "1,photo_social_media,granted,31/02/2026,"],
        "granted",
    ),
    "a bad date of another purpose": (
        ["1,photo_social_media,granted,2025-09-01,", "1,photo_website,refused,31/02/2026,"],
        "granted",
    ),
    "a bad date of another pupil": (
        ["1,photo_social_media,granted,2025-09-01,", "2,photo_social_media,refused,31/02/2026,"],
        "granted",
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CONSENT_CASES.values(), ids=CONSENT_CASES)
def test_consents_fail_closed(tmp_path, rows, expected):
    assert state(read(tmp_path, "consents", CONSENTS, *rows)) == expected


def test_a_bad_date_of_expiry_is_unknown(tmp_path):
    register = read(tmp_path, "consents", CONSENTS + ",expires_on", "1,photo_social_media,granted,2025-09-01,,never")
    assert state(register) == "unknown"


def test_consents_as_evidence_has_them(tmp_path):
    register = read(
        tmp_path, "consents", CONSENTS, ",photo_x,granted,,", "1,,granted,,", "1,photo_x,granted,2026-10-26,2026-03-29"
    )
    assert set_aside(register) == [("consents.csv line 2", "no-id"), ("consents.csv line 3", "no-purpose")]
    assert list(register.frame.columns) == [
        "pupil_id", "purpose", "consent", "given_on", "withdrawn_on", "expires_on", "basis", "given_by", "years",
        "row",
    ]  # fmt: skip
    row = register.frame.loc[0]
    assert row["given_on"] == pd.Timestamp("2026-10-26T00:00", tz=UTC)
    assert row["withdrawn_on"] == pd.Timestamp("2026-03-29T00:00", tz=UTC)
    assert pd.isna(row["expires_on"])
    assert row["row"] == 2


def test_the_photo_log_keeps_every_row_that_names_a_pupil(tmp_path):
    register = read(
        tmp_path, "photo_log", LOG,
        "9,m1,1,,", "9,m1,2,blurry,", "9,,3,no_pupils,", "9,m2,,No pupils,", "9,m3,,class,4B",
        "9,m4,,not_identifiable,",
        "9,m5,,lots of them,", "9,m6,,,", "9,m7,,form,", ",m8,1,,", "9,m9,4,form,4B",
    )  # fmt: skip
    assert register.frame[["media_id", "pupil_id", "shows", "form"]].to_numpy().tolist() == [
        ["m1", "1", "pupil", ""],
        ["m1", "2", "pupil", ""],
        ["", "3", "pupil", ""],
        ["m2", "", "no_pupils", ""],
        ["m3", "", "form", "4B"],
        ["m4", "", "not_identifiable", ""],
        ["m9", "4", "form", "4B"],
    ]
    assert set_aside(register) == [
        ("photo_log.csv line 8", "unknown-word"),
        ("photo_log.csv line 9", "nobody-said"),
        ("photo_log.csv line 10", "nobody-said"),
        ("photo_log.csv line 11", "no-post"),
    ]


def test_staff_need_a_name(tmp_path):
    register = read(tmp_path, "staff", "title,first_name,last_name,role", "Mrs,,Okafor,Head", "Mr,,,Caretaker")
    assert register.frame.to_numpy().tolist() == [["Mrs", "", "Okafor", "Head"]]
    assert set_aside(register) == [("staff.csv line 3", "no-name")]


def test_one_file_serves_the_trust_and_is_read_once(tmp_path):
    lines = (
        "s1,1,A,,B,4,4B",
        "School 2,1,C,,D,4,4B",
        "s2,2,E,,F,4,4B",
        "s3,1,G,,H,4,4B",
        "nowhere,1,I,,J,4,4B",
        ",9,K,,L,4,4B",
    )
    path = write(tmp_path, "pupils", "school," + PUPILS, *lines)
    schools = [school(number, pupils=path) for number in (1, 2, 3)]
    known = files(tmp_path, *schools)
    first = known.pupils(schools[0])
    path.unlink()  # nothing reads it again
    assert first.frame["first_name"].tolist() == ["A"]
    assert known.pupils(schools[1]).frame["first_name"].tolist() == ["C", "E"]
    assert [row.rule for number in (0, 1, 2) for row in known.pupils(schools[number]).set_aside] == []
    assert [(row.place, row.rule, row.count) for row in known.set_aside] == [("pupils.csv", "unknown-school", 2)]


def test_a_blank_school_is_the_only_school_of_the_file(tmp_path):
    path = write(tmp_path, "pupils", "school," + PUPILS, ",1,A,,B,4,4B", "S1,2,C,,D,4,4B")
    one, other = school(1, pupils=path), school(2)
    assert files(tmp_path, one, other).pupils(one).frame["first_name"].tolist() == ["A", "C"]


def test_a_shared_file_without_the_column_school_is_refused(tmp_path):
    path = write(tmp_path, "pupils", PUPILS, "1,A,,B,4,4B")
    schools = [school(number, pupils=path) for number in (1, 2)]
    with pytest.raises(
        RefusalError, match=r"^pupils\.csv: 2 schools share this file, but it has no column school: add"
    ):
        files(tmp_path, *schools).pupils(schools[0])


def test_a_school_that_the_file_does_not_name_has_an_empty_register(tmp_path):
    path = write(tmp_path, "consents", "school," + CONSENTS, "s1,1,photo_x,granted,,")
    one, other = school(1, consents=path), school(2, consents=path)
    known = files(tmp_path, one, other)
    first, register = known.consents(one), known.consents(other)
    assert register.frame.empty
    assert register.frame.dtypes.astype(str).to_dict() == first.frame.dtypes.astype(str).to_dict()
    assert register.sha256


def test_rows_with_too_many_cells_are_counted_once(tmp_path):
    path = write(tmp_path, "pupils", PUPILS, "1,A,,B,4,4B,extra,cells", "2,C,,D,4,4B")
    one = school(1, pupils=path)
    known = files(tmp_path, one)
    assert known.pupils(one).frame["pupil_id"].tolist() == ["2"]
    assert [(row.place, row.rule, row.count) for row in known.set_aside] == [("pupils.csv line 2", "ragged", 1)]


def test_the_four_registers_of_a_school_and_what_is_missing_from_them(tmp_path):
    one = school(
        pupils=write(tmp_path, "pupils", PUPILS, "1,A,,B,4,4B", "1,A,,B,4,4B"),
        consents=write(tmp_path, "consents", "pupil_id,purpose"),
        photo_log=Path(tmp_path / "gone.csv"),
    )
    registers = read_registers(one, files(tmp_path, one), NOW)
    sources = registers.sources.set_index("source")
    assert sources["state"].to_dict() == {
        "pupils": "read", "consents": "unreadable", "photo_log": "unreadable", "staff": "absent",
    }  # fmt: skip
    assert sources.loc["pupils", "rows"] == 1
    assert sources.loc["consents", "reason"].startswith("consents.csv")
    assert sources.loc["photo_log", "reason"].startswith("gone.csv: the file is not there")
    assert [row.rule for row in registers.set_aside] == ["duplicate-id"]
    assert set(registers.sha256) == {"pupils"}
    assert registers.staff.empty


def test_a_row_of_the_photo_log_that_names_nobody_is_said_of_the_photo_log(tmp_path):
    one = school(
        pupils=write(tmp_path, "pupils", "UPN,Forename,Surname", "1,A,B"),
        photo_log=write(tmp_path, "photo_log", LOG, "9,m1,name:c d,,", "9,m2,1,,"),
    )
    registers = read_registers(one, files(tmp_path, one), NOW)
    assert registers.photo_log["pupil_id"].tolist() == ["1"]
    assert [(row.place, row.rule, row.count) for row in registers.set_aside] == [("photo_log", "no-pupil", 1)]


def test_a_file_that_is_nearly_ours_is_told_what_it_lacks(tmp_path):
    with pytest.raises(RefusalError, match=r"^consents\.csv line 1: column 'consent' is missing \(found: pupil_id, "):
        read(tmp_path, "consents", "pupil_id,purpose,withdrawn_on", "1,photo_x,")


def test_a_header_alone_is_a_register_without_rows(tmp_path):
    for name, header in {"pupils": PUPILS, "consents": CONSENTS, "photo_log": LOG}.items():
        assert read(tmp_path, name, header).frame.empty


@pytest.mark.parametrize(
    ("zone", "moment"), [("Europe/London", "2026-08-31T23:00"), ("Asia/Kolkata", "2026-08-31T18:30")]
)
def test_a_day_begins_in_the_zone_of_the_trust(tmp_path, zone, moment):
    one = school(consents=write(tmp_path, "consents", CONSENTS, "1,photo_x,granted,2026-09-01,"))
    frame = files(tmp_path, one, timezone=zone).consents(one).frame
    assert frame["given_on"].item() == pd.Timestamp(moment, tz=UTC)
