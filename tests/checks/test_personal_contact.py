"""Personal contacts in public texts: labelled lines, spans, the school's own, and what could not be read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.base import Evidence, School
from checks.contacts._find import find_contacts, own_contacts
from checks.contacts._identifiers import upn_letter
from checks.contacts.mask import ContactMasker
from checks.personal_contact import personal_contact

FB = "facebook:hollinbank"
SCHOOL = School(
    id="hollin",
    name="Hollin Bank Primary School",
    phase="primary",
    website="https://www.hollinbank.example/",
    phones=("01632 960114",),
    emails=("office@hollinbank.example",),
    postcode="HX1 9ZZ",
    email_domains=("harrowmere.example",),
)
with (Path(__file__).parent / "contacts.csv").open(encoding="utf-8", newline="") as _file:
    LINES = [(row["text"], row["kinds"].split()) for row in csv.DictReader(_file)]


def kinds(text: str) -> list[str]:
    return [one.kind for one in find_contacts(text, own_contacts(SCHOOL), year=2026)]


def test_there_are_enough_labelled_lines_of_both_sorts() -> None:
    assert len(LINES) >= 120
    assert len({text for text, _ in LINES}) == len(LINES)
    assert 50 <= sum(bool(expected) for _, expected in LINES) <= len(LINES) - 50


# a test for each of the lines takes longer to be handed out and told of than to run
def test_labelled_lines() -> None:
    found = [(text, kinds(text), expected) for text, expected in LINES]
    assert not [one for one in found if one[1] != one[2]]


def test_a_masked_line_keeps_no_digit_of_what_was_found_and_all_around_it() -> None:
    for text, expected in LINES:
        if not expected:
            continue
        found = find_contacts(text, own_contacts(SCHOOL), year=2026)
        masked = ContactMasker(SCHOOL, 2026).mask(text)
        hidden = masked.count("[") - text.count("[")
        assert hidden >= len(expected) - text.count("[at]") - text.count("[dot]"), text
        assert not any(text[one.start : one.end] in masked for one in found), text
        assert masked.startswith(text[: found[0].start]), text
        assert masked.endswith(text[found[-1].end :]), text


def evidence(
    *,
    posts: Sequence[str] = (),
    alts: Sequence[str] = (),
    comments: Sequence[str] = (),
    read: str = "posts comments",
) -> Evidence:
    base = {"account": FB, "platform": "facebook", "post_id": "1"}
    reads = [{"account": FB, "what": what, "reason": ""} for what in read.split()]
    return Evidence(
        school=SCHOOL,
        as_of=datetime(2026, 11, 16, tzinfo=UTC),
        accounts=pd.DataFrame([{"account": FB, "platform": "facebook", "handle": "hollinbank"}]),
        reads=pd.DataFrame(reads),
        posts=pd.DataFrame([{**base, "post_id": str(n), "text": text} for n, text in enumerate(posts, 1)]),
        media=pd.DataFrame([{**base, "media_id": str(n), "alt_text": text} for n, text in enumerate(alts, 1)]),
        comments=pd.DataFrame([{**base, "comment_id": f"c{n}", "text": text} for n, text in enumerate(comments, 1)]),
    )


def test_captions_alt_texts_and_comments_are_judged_each_for_itself() -> None:
    given = evidence(
        posts=["Ring Mum on 07700 900123", "Sports day: 3-1"], alts=["A poster: zoe@gmail.com"], comments=["DOB 3/5/17"]
    )
    judgement = personal_contact.run(given)
    found = judgement.findings[["subject_id", "matched_text", "severity", "confidence"]].to_numpy().tolist()
    assert found == [
        ["post:1", "07700 900123", "this_week", "certain"],
        ["alt:1/1", "zoe@gmail.com", "this_week", "certain"],
        ["comment:c1", "DOB 3/5/17", "today", "certain"],
    ]
    assert judgement.units.set_index("subject_id")["outcome"].to_dict() == {
        "post:1": "fail", "post:2": "pass", "alt:1/1": "fail", "comment:c1": "fail",
    }  # fmt: skip


def test_the_span_is_the_words_as_they_stand() -> None:
    text = "🎉 Ring (+44) 7700 900 123 now"
    [row] = personal_contact.run(evidence(posts=[text])).findings.to_dict("records")
    assert text[row["start"] : row["end"]] == row["matched_text"] == "(+44) 7700 900 123"


def test_no_detail_repeats_what_was_found() -> None:
    judgement = personal_contact.run(evidence(posts=[text for text, _ in LINES]))
    assert len(judgement.findings) > 50
    assert not [row for row in judgement.findings.to_dict("records") if row["matched_text"] in row["detail"]]


@pytest.mark.parametrize("allowed", ["07700 900123", "+447700900123"])
def test_what_the_policy_allows_is_no_finding(allowed: str) -> None:
    text = "Holiday club: 07700 900123, or club@brightdays.example"
    both = personal_contact.run(evidence(posts=[text]), allowed=[allowed, "brightdays.example"])
    assert both.findings.empty
    assert len(personal_contact.run(evidence(posts=[text]), allowed=[allowed]).findings) == 1


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Football club at 12 Mill Lane, LS1 4ZZ", "LS1 4ZZ"),
        ("Football club at 12 Mill Lane, LS1 4ZZ", "ls14zz"),
        ("Football club: 07700 900123", "07700.900123"),
        ("Football club: 07700 900123", "tel. 07700 900123"),
        ("Football club: club@brightdays.example", "@brightdays.example"),
    ],
)
def test_what_the_policy_allows_may_be_written_in_many_ways(text: str, allowed: str) -> None:
    assert len(personal_contact.run(evidence(posts=[text])).findings) == 1
    assert personal_contact.run(evidence(posts=[text]), allowed=[allowed]).findings.empty


@pytest.mark.parametrize(
    "listed",
    [
        "01632 960114 ext 2",
        "01632 960114 (extn. 2)",
        "01632 960114, option 1",
        "Office: 01632 960114 x2",
        "01632 960114 / 960115",
    ],
)
def test_the_office_is_known_with_its_extension_or_a_second_number(listed: str) -> None:
    given = evidence(posts=["Ring the office: 01632 960114"], comments=["Ring Mum: 01632 960123"])
    listing = replace(given, school=replace(SCHOOL, phones=(listed,)))
    assert personal_contact.run(listing).findings["subject_id"].tolist() == ["comment:c1"]


def test_a_second_number_has_the_area_code_of_the_first() -> None:
    given = evidence(posts=["Office: 01632 960115", "Office: 01632 960116"])
    listing = replace(given, school=replace(SCHOOL, phones=("01632 960114 / 960115",)))
    assert personal_contact.run(listing).findings["subject_id"].tolist() == ["post:2"]


@pytest.mark.parametrize(
    ("post", "comment", "confidence"),
    [
        ("Office: 01632 960123", "", ["possible"]),
        ("Ring Mum: 07700 900123", "", ["certain"]),
        ("", "Mine is 01632 960123", ["certain"]),
    ],
)
def test_a_landline_in_a_caption_may_be_the_office_where_nobody_named_it(
    post: str, comment: str, confidence: list[str]
) -> None:
    given = evidence(posts=[post], comments=[comment])
    unnamed = replace(given, school=replace(SCHOOL, phones=()))
    assert personal_contact.run(unnamed).findings["confidence"].tolist() == confidence


def test_comments_that_were_not_read_are_said_to_be_so_and_captions_judged() -> None:
    units = personal_contact.run(evidence(posts=["Well done"], read="posts")).units
    assert units[["subject_id", "outcome", "reason"]].to_numpy().tolist() == [
        ["post:1", "pass", ""],
        ["account:hollinbank", "not_assessed", "comments: not read yet"],
    ]


def test_the_check_letter_of_pupil_numbers() -> None:
    assert upn_letter("801200001001") == "H"


@settings(max_examples=settings.default.max_examples * 2)
@given(
    st.text(max_size=30),
    st.sampled_from(["07700 900123", "+44 7700 900123", "zoe.brown@gmail.com", "NHS 943 476 5919"]),
    st.text(max_size=30),
)
def test_whatever_stands_around_it_a_masked_contact_is_gone(before: str, contact: str, after: str) -> None:
    text = f"{before}\n\n\n\n\n{contact}\n\n\n\n\n{after}"
    assert contact.removeprefix("NHS ") not in ContactMasker(SCHOOL, 2026).mask(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "part",
    [
        "1",
        "at ",
        "a dot ",
        "a@",
        "a.",
        "+44 ",
        "[",
        "12 Elm ",
        *(pytest.param(part, marks=pytest.mark.slow) for part in ("1 ", "0 7 ", "seven ", "o ")),
    ],
)
def test_a_long_text_of_one_thing_is_read_in_seconds(part: str) -> None:
    assert len(kinds(part * 5000)) <= 5000
