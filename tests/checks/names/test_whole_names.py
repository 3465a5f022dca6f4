"""Full names in one piece: long forms another pupil bears, halves of a double first name, and a lost space."""

import pandas as pd
import pytest

from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

PUPILS = [
    ("P1", "Tom", "Baxter"),
    ("P2", "Thomas", "Hill"),
    ("P3", "Mary-Jane", "Smith-Jones"),
    ("P4", "Mary", "Brown"),
    ("P5", "Zainab", "Malik"),
    ("P6", "Zainab", "Khan"),
    ("P7", "Lottie", "Marsh"),
    ("P8", "Flo", "Price"),
    ("P9", "Rosie", "Hill"),
    ("P10", "Mia", "Lee"),
    ("P11", "Summer", "Field"),
    ("P12", "Zoë Ann", "O'Dowd"),
]


@pytest.fixture(scope="module")
def read():
    """Return (words, pupils, confidence) of every pupil found in a post."""
    pupils = pd.DataFrame(PUPILS, columns=["pupil_id", "first_name", "last_name"])
    register = pupils.assign(preferred_name="", year_group="4", form="4B")
    engine = NameEngine(register, pd.DataFrame(columns=["title", "first_name", "last_name", "role"]), load_word_lists())

    def found(text):
        row = {"subject_type": "post", "subject_id": "post:1", "account": "x:oak", "text": text, "has_photo": False}
        texts = pd.DataFrame([row | {"context": "", "author_name": "", "author_handle": ""}])
        return [(text[m.start : m.end], m.pupil_ids, m.confidence) for m in engine.mentions(texts).itertuples()]

    return found


@pytest.mark.parametrize(
    ("text", "words", "pupil"),
    [
        ("Well done Thomas Baxter on your medal", "Thomas Baxter", "P1"),
        ("Well done to Baxter Thomas", "Baxter Thomas", "P1"),
        ("Charlotte Marsh won", "Charlotte Marsh", "P7"),
        ("Well done Mary Smith-Jones on your medal", "Mary Smith-Jones", "P3"),
        ("Jane Smith-Jones took the lead", "Jane Smith-Jones", "P3"),
        ("look @Zainab Malik", "Zainab Malik", "P5"),
        ("@zainab khan well done", "zainab khan", "P6"),
        ("#Zainab Khan won", "Zainab Khan", "P6"),
        ("thanks @Thomas Baxter", "Thomas Baxter", "P1"),
        ("Go @Zoë O'Dowd!", "Zoë O'Dowd", "P12"),
    ],
)
def test_a_full_name_is_its_pupils_however_others_are_called(read, text, words, pupil):
    assert read(text) == [(words, (pupil,), "certain")]


@pytest.mark.parametrize("words", ["ZainabMalik", "zainabmalik", "TomBaxter", "zoëodowd"])
def test_a_lost_space_loses_nobody(read, words):
    assert [(found, sure) for found, _, sure in read(f"well done {words} on the cup")] == [(words, "likely")]


@pytest.mark.parametrize(
    "text",
    [
        "Well done Jane",
        "Well done Baxter. Thomas was not there",
        "Our visit to Rose Hill",
        "We listened to Florence Price and her symphony",
        "Jane Smith took the lead",
        "MiaLee",
        "Come to our summerfield fete",
    ],
)
def test_no_more_than_the_whole_of_it_is_meant(read, text):
    lone = {"Baxter", "Thomas", "Smith"}
    assert [words for words, _, sure in read(text) if sure != "possible" and words not in lone] == []


def test_a_word_further_on_is_no_last_name_of_a_handle(read):
    assert [(words, pupils) for words, pupils, _ in read("@Zainab look, Malik")][:1] == [("Zainab", ("P5", "P6"))]
