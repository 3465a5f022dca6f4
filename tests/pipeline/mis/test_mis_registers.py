"""Exports of schools' systems, read as they come: headings, words, dates, ids and names of any of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from checks.names.pupils import read_pupils
from config.models import Mis, Registers, RegisterWords, School, Trust
from config.refusal import RefusalError
from pipeline.cli import app
from pipeline.mis.consent_types import ConsentType, type_of, years_of
from pipeline.mis.dates import order_of, to_iso
from pipeline.registers import RegisterFiles, read_registers

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
SIMS = """Oakhill Primary School;;;;;
Pupils on roll at 01/11/2026;;;;;
;;;;;
Admission No;UPN;Legal Surname;Legal Forename;Preferred Name;Reg Group
000123;Z123456789012;Malik;Zainab;Zee Malik;4K
000124;Z123456789013;O'Neill;Dylan;Dylan;4K
;;;;;
"""
ARBOR = """Student,UPN,Consent Type,Consent Status,Date Confirmed,Confirmed By
Zainab Malik,Z123456789012,Photos on website and social media,Confirmed,13/09/2026,Mother
Dylan O'Neill,Z123456789013,Photos on website and social media,Declined,02/09/2026,Father
Dylan O'Neill,Z123456789013,Paracetamol,Confirmed,02/09/2026,Father
"""


def read(tmp_path: Path, pupils: str | bytes, consents: str | bytes = "", mis: Mis | None = None, suffix: str = "csv"):
    """Return the registers of a school that handed these in."""
    named = {}
    for name, text in (("pupils", pupils), ("consents", consents)):
        if text:
            named[name] = tmp_path / f"{name}.{suffix}"
            named[name].write_bytes(text if isinstance(text, bytes) else text.encode())
    school = School(id="oakhill", name="Oakhill Primary School", phase="primary", registers=Registers(**named))
    trust = Trust(root=tmp_path, name="Oak Trust", schools=(school,), mis=mis or Mis())
    return read_registers(school, RegisterFiles(trust), NOW)


def states(registers) -> list[tuple[str, str, str]]:
    frame = registers.consents
    return list(zip(frame["pupil_id"], frame["purpose"], frame["consent"], strict=True))


def test_a_sims_export_with_titles_above_and_semicolons(tmp_path):
    found = read(tmp_path, SIMS.encode("cp1252"))
    assert found.pupils[["pupil_id", "first_name", "preferred_name", "last_name", "form"]].to_numpy().tolist() == [
        ["Z123456789012", "Zainab", "Zee", "Malik", "4K"],
        ["Z123456789013", "Dylan", "", "O'Neill", "4K"],
    ]


def test_consents_one_a_row_go_to_every_channel_their_type_names(tmp_path):
    found = read(tmp_path, SIMS, ARBOR)
    assert states(found) == [
        ("Z123456789012", "photo_social_media", "granted"), ("Z123456789012", "photo_website", "granted"),
        ("Z123456789013", "photo_social_media", "refused"), ("Z123456789013", "photo_website", "refused"),
    ]  # fmt: skip
    assert found.consents["given_on"].iloc[0] == pd.Timestamp("2026-09-12T23:00", tz=UTC)
    assert found.consents["given_by"].tolist()[0] == "Mother"


def test_consents_one_a_column_with_ticks_yes_no_and_blanks(tmp_path):
    wide = (
        "Adm No,Photograph Student,Social Media images,School website,Press,Trips\n"
        "000123,P,✓,Yes,No,Yes\n000124,,,maybe,No,Yes\n999999,P,Yes,Yes,Yes,Yes\n"
    )
    found = read(tmp_path, SIMS, wide)
    told = {(pupil, purpose): state for pupil, purpose, state in states(found)}
    assert told["Z123456789012", "photo_social_media"] == "granted"
    assert told["Z123456789012", "photo_press"] == "refused"
    # a blank is no yes, nor is a word that nobody knows
    assert told["Z123456789013", "photo_social_media"] == "unknown"
    assert told["Z123456789013", "photo_website"] == "unknown"
    assert told["999999", "photo_general"] == "granted"
    assert not any("trip" in purpose for _, purpose in told)


def test_consents_that_name_pupils_by_name_find_the_one_they_mean(tmp_path):
    pupils = "UPN,Forename,Surname,Class\nA1,Ella,Hart,3A\nA2,Ella,Hart,3B\nA3,Omar,Said,3A\n"
    consents = (
        "Forename,Surname,Class,Consent Type,Status\n"
        "Ella,Hart,3B,Facebook,No\nOmar,Said,,Facebook,Yes\nElla,Hart,,Facebook,Yes\nNora,Nobody,3A,Facebook,Yes\n"
    )
    found = read(tmp_path, pupils, consents)
    assert states(found) == [("A2", "photo_facebook", "refused"), ("A3", "photo_facebook", "granted")]
    assert [(row.rule, row.count) for row in found.set_aside] == [("no-pupil", 2)]


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Yes", "granted"), ("TRUE", "granted"), ("Granted", "granted"), ("✔", "granted"), ("Not Granted", "refused"),
        ("no", "refused"), ("Declined", "refused"), ("Requested", "requested"), ("pending", "requested"),
        ("Withdrawn", "withdrawn"), ("expired", "expired"), ("Voided", "voided"), ("Never asked", "never_asked"),
        ("Parents disagree", "parents_disagree"), ("Child says no", "child_says_no"), ("x", "unknown"), ("", "unknown"),
        ("Yes but ask first", "unknown"), ("tbc", "unknown"),
    ],
)  # fmt: skip
def test_only_a_plain_yes_is_a_yes(tmp_path, word, state):
    found = read(tmp_path, SIMS, f"UPN,Consent Type,Status\nZ123456789012,Social media photos,{word}\n")
    assert states(found) == [("Z123456789012", "photo_social_media", state)]


@pytest.mark.parametrize(
    ("kind", "purposes"),
    [
        ("Photograph Student", ("photo_general",)),
        ("Photograph Student (Year 7 and 8)", ("photo_general",)),
        ("Social Media", ("photo_social_media",)),
        ("Use of name on the website", ("name_website",)),
        ("Photo with name on Facebook", ("photo_facebook", "name_facebook")),
        ("Local media and press", ("photo_press",)),
        ("Displays in school", ("photo_internal",)),
        ("Internet access", ()), ("Biometric data", ()), ("Online learning", ()), ("School trips", ()),
    ],
)  # fmt: skip
def test_what_a_type_of_consent_is_for(kind, purposes):
    assert type_of(kind, {}) == ConsentType(purposes)


def test_what_the_settings_say_of_a_type_goes_before_everything():
    said = {"photograph student": "photo_social_media"}
    assert type_of("Photograph  student", said) == ConsentType(("photo_social_media",))


OPT_OUTS = [
    "Do not use photos on website or social media", "Photographs NOT to be used on website",
    "Photo opt-out: social media", "Exclude from website photos", "Photos on website \u2013 NOT social media",
    "Photograph on website (not Facebook)", "Do not publish photograph on website", "No photos on website",
    "Object to photos on social media", "Don\u2019t show on Facebook", "Photos on Instagram: parent refuses",
    "Website photos, except with name", "Social media without name", "Withdrawal of consent: website",
    "Opted out of social media", "Photos on website: yes, no Facebook",
    "Never on the website", "Website_DoNotPublish", "Photo restrictions: social media",
]  # fmt: skip


@pytest.mark.parametrize("kind", OPT_OUTS)
@pytest.mark.parametrize("word", ["Yes", "No", ""])
def test_a_type_that_says_no_is_consent_to_nothing_and_refused_by_nobody(tmp_path, kind, word):
    long = f'UPN,Consent Type,Status\nZ123456789012,"{kind}",{word}\n'
    wide = f'UPN,Legal Forename,Legal Surname,"{kind}"\nZ123456789012,Zainab,Malik,{word}\n'
    for text in (long, wide):
        found = read(tmp_path, SIMS, text)
        assert found.sources.set_index("source").loc["consents", "state"] == "read"
        assert {state for _, _, state in states(found)} == ({"unknown"} if word == "Yes" else set())


@pytest.mark.parametrize("kind", OPT_OUTS)
def test_a_type_that_says_no_is_for_what_the_settings_say(kind):
    assert type_of(kind, {}).says_no
    assert type_of(kind, {kind.upper(): "photo_website"}) == ConsentType(("photo_website",))


@pytest.mark.parametrize("kind", ["Photos on website (Yes/No)", "Social media photos - Yes or No?", "Website, P or N"])
def test_the_answers_that_a_heading_offers_are_no_denial(kind):
    assert type_of(kind, {}).purposes
    assert not type_of(kind, {}).says_no


def test_a_yes_to_a_type_that_says_no_takes_away_the_yes_of_that_day(tmp_path):
    wide = (
        "UPN,Website photos,Social media photos,Do not use photos on social media\n"
        "Z123456789012,Yes,Yes,Yes\nZ123456789013,Yes,Yes,No\n"
    )
    assert states(read(tmp_path, SIMS, wide)) == [
        ("Z123456789012", "photo_website", "granted"), ("Z123456789012", "photo_social_media", "unknown"),
        ("Z123456789013", "photo_website", "granted"), ("Z123456789013", "photo_social_media", "granted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        ("Photo (Year 7 and 8)", {"7", "8"}), ("Years 7-9 social media", {"7", "8", "9"}),
        ("Yr R, 1 & 2", {"R", "1", "2"}),
        ("Photos 2026", set()), ("Photos", set()),
    ],
)  # fmt: skip
def test_the_years_a_type_of_consent_is_limited_to(kind, years):
    assert years_of(kind) == years


def test_a_consent_for_some_years_is_one_while_the_pupil_is_in_them(tmp_path):
    pupils = "UPN,Forename,Surname,Year\nA,Ann,Lee,Year 8\nB,Bob,Lee,Year 10\nC,Cat,Lee,\n"
    consents = "UPN,Consent Type,Status,Date\n" + "".join(
        f"{one},Social media photos (Year 7 and 8),Yes,01/10/2023\n" for one in "ABC"
    )
    frame = read(tmp_path, pupils, consents).consents.set_index("pupil_id")
    start = {who: frame.loc[who, "given_on"] for who in "AB"}
    ends = {who: frame.loc[who, "expires_on"] for who in "AB"}
    assert start["A"] == pd.Timestamp("2025-08-31T23:00", tz=UTC)
    assert ends["A"] == pd.Timestamp("2027-08-31T23:00", tz=UTC)
    assert start["B"] == pd.Timestamp("2023-09-30T23:00", tz=UTC)
    assert ends["B"] == pd.Timestamp("2025-08-31T23:00", tz=UTC)
    assert frame.loc["C", "consent"] == "unknown"


def test_of_two_rows_of_one_day_the_stricter_is_used_and_it_is_said(tmp_path):
    ours = "pupil_id,purpose,consent,given_on,withdrawn_on\n"
    rows = "A,photo_x,granted,2026-09-01,\nA,photo_x,refused,2026-09-01,\nA,photo_x,granted,2026-10-01,\n"
    found = read(tmp_path, "UPN,Forename,Surname\nA,Ann,Lee\n", ours + rows)
    assert [state for _, _, state in states(found)] == ["refused", "granted"]
    assert [(row.rule, row.place) for row in found.set_aside] == [("stricter-row", "consents.csv line 2")]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01/02/2026", "13/02/2026"], "day_first"), (["01/02/2026", "02/13/2026"], "month_first"),
        (["01/02/2026"], "day_first"), (["13/02/2026", "02/13/2026"], "day_first"), ([], "day_first"),
    ],
)  # fmt: skip
def test_the_order_of_dates_is_told_from_the_whole_column(texts, order):
    assert order_of(texts) == order


@pytest.mark.parametrize(
    ("text", "order", "iso"),
    [
        ("2026-09-01 08:15", "day_first", "2026-09-01"), ("1/9/26", "day_first", "2026-09-01"),
        ("09/01/2026", "month_first", "2026-09-01"), ("1 Sep 2026", "day_first", "2026-09-01"),
        ("01-September-2026", "month_first", "2026-09-01"), ("31/02/2026", "day_first", "31/02/2026"),
        ("soon", "day_first", "soon"),
    ],
)  # fmt: skip
def test_dates_as_systems_write_them(text, order, iso):
    assert to_iso(text, order) == iso


def test_a_class_list_without_ids_keeps_a_pupil_the_same_from_file_to_file(tmp_path):
    rows = (
        'CHILD_FIRST_NAME,CHILD_LAST_NAME,CHILD_DATE_OF_BIRTH\n"Required: Free text","Required: Free text",Required\n'
    )
    first = read(tmp_path, rows + "Ann,Lee,2016-01-02\nBob,Lee,2016-01-02\n").pupils
    again = read(tmp_path, rows + "Bob,Lee,2016-01-02\n").pupils
    assert first["pupil_id"].tolist()[1:] == again["pupil_id"].tolist()
    assert "2016" not in first.to_csv()


def test_wonde_and_ctf_give_ids_and_names_and_nothing_of_care(tmp_path):
    wonde = {
        "data": [
            {"id": "A1", "upi": "u1", "forename": "Kit", "legal_forename": "Katherine", "surname": "Orr",
             "extended_details": {"data": {"in_lea_care": True}},
             "education_details": {"data": {"current_nc_year": "7"}}},
            {"id": "A2", "forename": "Sam", "surname": "Orr", "legal_surname": None},
        ]
    }  # fmt: skip
    pupils = read(tmp_path, json.dumps(wonde)).pupils
    assert pupils[["first_name", "preferred_name", "last_name", "year_group"]].to_numpy().tolist() == [
        ["Katherine", "Kit", "Orr", "7"], ["Sam", "", "Orr", ""],
    ]  # fmt: skip
    ctf = (
        '<?xml version="1.0"?><CTfile><CTFpupilData><Pupil><UPN>Z1</UPN><Surname>Orr</Surname><Forename>Kit</Forename>'
        "<DOB>2016-01-02</DOB><LookedAfter><InCare>true</InCare></LookedAfter></Pupil></CTFpupilData></CTfile>"
    )
    found = read(tmp_path, ctf).pupils
    assert found[["pupil_id", "first_name", "last_name"]].to_numpy().tolist() == [["Z1", "Kit", "Orr"]]
    assert not found["never_publish"].any()
    assert "true" not in found.to_csv(index=False)


@pytest.mark.parametrize(
    ("said", "never"),
    [("no,yes", True), ("yes,no", True), (",yes", True), ("no,parents object", True), ("no,no", False), (",", False)],
)
def test_a_mark_in_any_of_two_columns_is_never_publish(tmp_path, said, never):
    found = read(tmp_path, f"UPN,Forename,Surname,No public release,Do not publish\nZ1,Kit,Orr,{said}\n").pupils
    assert found["never_publish"].tolist() == [never]


def test_a_workbook_reads_as_the_same_table(tmp_path):
    book = Workbook()
    for row in csv_rows(SIMS):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    found = read(tmp_path, (tmp_path / "book.xlsx").read_bytes(), suffix="xlsx")
    assert found.pupils["pupil_id"].tolist() == ["Z123456789012", "Z123456789013"]


def test_a_sheet_of_notes_before_the_table_is_passed_over_and_a_hidden_one_too(tmp_path):
    book = Workbook()
    book.active.append(["Please see the next sheet"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    pupils = book.create_sheet("Pupils")
    for row in csv_rows(SIMS):
        hidden.append([cell.replace("Z1", "Y1") for cell in row])
        pupils.append(row)
    book.save(tmp_path / "book.xlsx")
    found = read(tmp_path, (tmp_path / "book.xlsx").read_bytes(), suffix="xlsx")
    assert found.pupils["pupil_id"].tolist() == ["Z123456789012", "Z123456789013"]
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "book.xlsx"), "--workspace", str(tmp_path)])
    assert 'note: it is read from the sheet "Pupils"' in said.output


@pytest.mark.parametrize("heading", ["Name", "Pupil", "Child's name", "Name of child"])
def test_consents_that_name_pupils_in_one_cell_find_them(tmp_path, heading):
    pupils = "UPN,Forename,Surname,Reg Form\nA1,Ella,Hart,3A\nA2,Ella,Hart,3B\nA3,Omar,Said,3A\n"
    consents = (
        f'{heading},Class,Facebook,Date of consent\n"Hart, Ella",3B,No,3 Sep 2026\nOmar Said,,Yes,\nElla Hart,,Yes,\n'
    )
    found = read(tmp_path, pupils, consents)
    assert states(found) == [("A2", "photo_facebook", "refused"), ("A3", "photo_facebook", "granted")]
    assert [(row.rule, row.count) for row in found.set_aside] == [("no-pupil", 1)]
    assert found.consents["given_on"].notna().tolist() == [True, False]


def csv_rows(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.splitlines()]


def test_headings_and_words_of_a_school_of_its_own(tmp_path):
    mis = Mis(
        pupils=RegisterWords(columns={"first_name": "Rufname", "last_name": "Zuname", "pupil_id": "Nr"}),
        consents=RegisterWords(
            columns={"pupil_id": "Nr", "purpose": "Wofür", "consent": "Antwort"}, words={"ja": "granted"},
            purposes={"Netz": "photo_social_media"},
        ),
    )  # fmt: skip
    found = read(tmp_path, "Nr,Rufname,Zuname\n7,Jo,Voss\n", "Nr,Wofür,Antwort\n7,Netz,Ja\n7,Netz,nein\n", mis)
    assert states(found) == [("7", "photo_social_media", "unknown")]
    assert [row.rule for row in found.set_aside] == ["stricter-row"]


@pytest.mark.parametrize(
    ("pupils", "sentence"),
    [
        ("colour,size\nred,4\n", "no row of the beginning holds the headings of a register"),
        ("{not json", "the file is no JSON"),
        ('{"data": [], "meta": {}}', "the file holds no pupils as Wonde gives them"),
        ('{"data": [{"surname": "A"}], "meta": {"pagination": {"more": true}}}', "one page of several"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><CTfile/>', "the XML declares entities"),
        ("<CTfile><Pupil>", "the XML is damaged"),
        ("<html><body>Sign in</body></html>", "the XML holds no pupils"),
    ],
)
def test_what_is_no_register_is_refused_in_a_sentence(tmp_path, pupils, sentence):
    sources = read(tmp_path, pupils).sources.set_index("source")
    assert sources.loc["pupils", "state"] == "unreadable"
    assert sentence in sources.loc["pupils", "reason"]


def test_a_heading_of_the_settings_that_the_file_has_not(tmp_path):
    mis = Mis(pupils=RegisterWords(columns={"first_name": "Legal Forname"}))
    reason = read(tmp_path, SIMS, mis=mis).sources.set_index("source").loc["pupils", "reason"]
    assert "no heading 'Legal Forname' for first_name" in reason
    assert "did you mean 'Legal Forename'" in reason


def test_settings_that_say_what_cannot_be():
    for words in ({"purposes": {"Photos": "social media"}}, {"words": {"ok": "yes"}}, {"dates": "american"}):
        with pytest.raises(ValueError, match="should"):
            RegisterWords(**words)


def test_the_preview_names_headings_notes_and_refusals_and_nobody(tmp_path):
    (tmp_path / "a.csv").write_text(ARBOR.replace("Declined", "hm"), encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "a.csv"), "--workspace", str(tmp_path)])
    assert "consent              <- Consent Status" in said.output
    assert "words that count as no: hm" in said.output
    assert "note: dates in numbers are read day first" in said.output
    assert "2 photo_social_media" not in said.output
    assert "1 photo_social_media granted" in said.output
    assert "Malik" not in said.output
    (tmp_path / "p.csv").write_text(SIMS, encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "p.csv"), "--workspace", str(tmp_path)])
    assert "p.csv: pupils, 2 rows would be used" in said.output
    assert "Zainab" not in said.output


@pytest.mark.parametrize(
    ("second", "used"),
    [("elm,P1,Tom", 2), ("ash,P2,Tom", 2), ("ash,P1,Tom", 1), (" Ash ,P1,Tom", 1)],
)
def test_the_preview_of_a_file_of_the_trust_knows_a_pupil_by_school_and_id(tmp_path, second, used):
    heading = "school,pupil_id,first_name,preferred_name,last_name,year_group,form"
    lines = [heading, *(f"{row},,Hill,4,4K" for row in ("ash,P1,Emma", second))]
    (tmp_path / "p.csv").write_text("\n".join(lines), encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "p.csv"), "--workspace", str(tmp_path)])
    assert f"p.csv: pupils, {used} rows would be used" in said.output
    assert ("refused: 1 rows" in said.output) == (used == 1)


def test_the_preview_counts_what_cannot_be_read(tmp_path):
    text = "pupil_id,purpose,consent,given_on,withdrawn_on\nP1,photo_x,granted,at Easter,\nP2,photo_x,perhaps,,\n"
    (tmp_path / "c.csv").write_text(text, encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "c.csv"), "--workspace", str(tmp_path)])
    assert "not readable: 1 rows with a day that cannot be read: write it as 2026-09-01" in said.output
    assert "not readable: 1 rows with a word for consent that is not known" in said.output
    assert "Easter" not in said.output


@pytest.mark.parametrize(
    "text",
    [
        "UPN,Forename,Surname,Do not use photos on website\nA1,Emma,Carter,Yes\nA2,Tom,Hill,No\n",
        "UPN,Consent Type,Status\nA1,Do not use photos on website,Yes\nA2,Do not use photos on website,No\n",
    ],
)
def test_the_preview_names_the_types_that_say_no(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "a.csv"), "--workspace", str(tmp_path)])
    assert (
        "types of consent that say no: Do not use photos on website (a yes to them counts as no; where it allows "
        "something, say what under mis.consents.purposes)\n"
    ) in said.output
    assert "granted" not in said.output
    assert "left out: Do not" not in said.output


def test_the_preview_of_a_file_that_is_nearly_ours_says_what_it_lacks(tmp_path):
    (tmp_path / "a.csv").write_text("pupil_id,first_name,year_group,form\nA1,Emma,4,4K\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "a.csv"), "--workspace", str(tmp_path)])
    assert str(said.exception).startswith("a.csv line 1: column 'preferred_name' is missing (found: pupil_id, ")


def test_the_preview_of_what_is_no_register_is_a_refusal(tmp_path):
    (tmp_path / "a.csv").write_text("colour,size\nred,4\n", encoding="utf-8")
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "a.csv"), "--workspace", str(tmp_path)])
    assert isinstance(said.exception, RefusalError)


def test_a_legal_last_name_beside_a_chosen_one_is_looked_for_as_well(tmp_path):
    columns = "Adno,Legal forename,Legal surname,Preferred forename,Preferred surname,Year\n"
    found = read(tmp_path, f"{columns}0031,Emma,Carter,Emma,Smith,3\n0032,Joshua,Okoro,Josh,Okoro,3\n").pupils
    assert found["last_name"].tolist() == ["Smith / Carter", "Okoro"]
    [emma, joshua] = read_pupils(found)
    assert {"smith", "carter"} <= {*emma.family}
    assert joshua.family == ("okoro",)
    said = CliRunner().invoke(app, ["registers", "preview", str(tmp_path / "pupils.csv"), "--workspace", str(tmp_path)])
    assert "last_name            <- Preferred surname and Legal surname" in said.output


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_names_with_accents_are_read_as_they_were_written(tmp_path, encoding):
    names = ["Renée Dubois", "Siân Évans", "José Álvarez", "Björk Østergaard", "Noël O’Brien", "Seán Ó Briain"]
    rows = "".join(f"{n},{name.replace(' ', ',', 1)},3\n" for n, name in enumerate(names))
    found = read(tmp_path, f"Adno,Forename,Surname,Year\n{rows}".encode(encoding)).pupils
    assert [f"{one.first_name} {one.last_name}" for one in found.itertuples()] == names


def test_names_in_an_encoding_that_nobody_can_tell_are_refused(tmp_path):
    found = read(tmp_path, "Adno,Forename,Surname,Year\n1,Renée,Dubois,3\n".encode("cp850"))
    assert found.sources.set_index("source")["reason"]["pupils"].endswith("save it as CSV UTF-8")


@pytest.mark.parametrize("year", ["3", "Year 3", "Y3", "03"])
def test_a_consent_for_some_years_counts_however_a_table_of_our_own_columns_writes_the_year(tmp_path, year):
    pupils = f"pupil_id,first_name,preferred_name,last_name,year_group,form\n1,Emma,,Carter,{year},3A\n"
    kind = "Photographs on social media (Years 3 and 4)"
    consents = f"Adm No,Consent Type,Consent Status,Date Confirmed\n1,{kind},Granted,03/09/2026\n"
    assert states(read(tmp_path, pupils, consents)) == [("1", "photo_social_media", "granted")]


def test_ids_that_lost_their_zeros_in_a_spreadsheet_are_the_same_where_no_other_could_be_meant(tmp_path):
    pupils = "pupil_id,first_name,preferred_name,last_name,year_group,form\n"
    pupils += "0012,Emma,,Carter,3,3A\n0013,Josh,,Okoro,3,3A\n013,Zoe,,Bell,3,3A\n"
    consents = "pupil_id,purpose,consent,given_on,withdrawn_on\n"
    consents += "".join(f"{one},photo_social_media,granted,2026-09-03,\n" for one in ("12", "13", "0013", "99"))
    assert [pupil for pupil, _, _ in states(read(tmp_path, pupils, consents))] == ["0012", "13", "0013", "99"]


def test_consents_by_name_find_pupils_of_a_table_of_our_own_columns(tmp_path):
    pupils = "pupil_id,first_name,preferred_name,last_name,year_group,form\n"
    pupils += "0012,Zoë,,Carter,3,3A\n0013,Joshua,Josh,Okoro,3,3A\n0014,Sam,,Lee,3,3A\n0015,Sam,,Lee,4,4B\n"
    consents = "Forename,Surname,Reg,Photographs on social media\n"
    consents += "Zoë,Carter,3A,Yes\nJosh,Okoro,3A,Yes\nSam,Lee,4B,Yes\nSam,Lee,,Yes\n"
    found = read(tmp_path, pupils, consents)
    assert [pupil for pupil, _, _ in states(found)] == ["0012", "0013", "0015"]
    assert [(one.rule, one.count) for one in found.set_aside] == [("no-pupil", 1)]
