"""Spoken: a first name that is a word of the text's own language is a child only where something says so."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

PUPILS = pd.DataFrame(
    [(f"P{at}", first, "", last, "4", "4B") for at, (first, last) in enumerate(
        (("Khushi", "Patel"), ("Luz", "Pereira"), ("Umut", "Kaya"), ("Saulė", "Petrauskaitė"), ("Asha", "Gurung"),
         ("Tirion", "Hughes"), ("Maja", "Nowak"), ("Malaika", "Otieno"), ("Ezgi", "Demir"))
    )],
    columns=["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"],
)  # fmt: skip
STAFF = pd.DataFrame({"title": [], "first_name": [], "last_name": [], "role": []}, dtype=object)
WORDS = [
    "bahut khushi hoyi sab bachon ko dekh ke",
    "que luz tão bonita nessa foto, obrigado",
    "koks gražus rytas, saulė šviečia visiems",
    "sabai bachha haru lai ramro hola bhanne asha gardachhu",
    "geiriau tirion iawn, diolch am y neges",
    "w parku zawsze jest maja",
    "hepsi çok güzel, umut ile bekliyoruz",
]
CHILDREN = [
    "shabash khushi beta bahut acha",
    "a minha luz está tão grande, que bonita nessa foto",
    "sveikinam saulė, labai gražu",
    "khushi did so well today",
    "brawo maja, jak zawsze jest super",
    "aferin umut, çok güzel",
    "Khushi bahut acha, sab bachon ko dekh ke",
]


@cache
def engine():
    return NameEngine(PUPILS, STAFF, load_word_lists())


def likely(text):
    row = {"subject_type": "comment", "subject_id": "comment:1", "account": "x:s", "text": text, "context": ""}
    found = engine().mentions(pd.DataFrame([{**row, "author_name": "Nan", "author_handle": "", "has_photo": False}]))
    return found[found["confidence"] != "possible"]


@pytest.mark.parametrize("text", WORDS)
def test_a_word_of_the_language_it_is_written_in_is_no_child(text):
    assert likely(text).empty


@pytest.mark.parametrize("text", CHILDREN)
def test_a_child_is_found_in_every_language(text):
    assert len(likely(text)) == 1


@given(name=st.sampled_from(["khushi", "umut", "asha", "malaika"]), ends=st.sampled_from(["", "!", " xx", " 😍"]))
def test_english_around_it_makes_no_word_of_a_name(name, ends):
    assert not likely(f"so proud of our {name}{ends}").empty
