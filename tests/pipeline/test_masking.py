"""What reports quote is masked in one go, and reads as if each text had been masked alone."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.base import School
from checks.contacts.mask import ContactMasker
from checks.names.engine import NameEngine
from checks.names.fold import EDGE
from config.word_lists import load_word_lists
from pipeline.masking import masking

PUPILS = pd.DataFrame(
    [("P1", "Zainab", "", "Malik", "4", "4B"), ("P2", "Anne-Marie", "", "O'Brien", "4", "4B")],
    columns=["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"],
)
STAFF = pd.DataFrame([("Mrs", "Rose", "Malik", "teacher")], columns=["title", "first_name", "last_name", "role"])
CONTACTS = ContactMasker(School(id="a", name="A", phase="primary"), 2026)
PARTS = st.sampled_from(
    ["Zainab", "MALIK", "anne", "-marie", "O’Brien", "#", "@", "#zainabmalik", "\u0301", "ﬁ", " ", "\n", EDGE,
     "ring 01632 960114", "seven", "a@b.example", "Year 4", "🎉", "ok"]
)  # fmt: skip
TEXTS = st.lists(st.lists(PARTS, max_size=5).map("".join), max_size=6)


@pytest.fixture(scope="module")
def engine() -> NameEngine:
    return NameEngine(PUPILS, STAFF, load_word_lists())


@given(TEXTS)
def test_many_texts_masked_in_one_go_read_as_each_alone(engine: NameEngine, texts: list[str]) -> None:
    mask = masking(texts, engine.masker, CONTACTS)
    assert [mask(text) for text in texts] == [engine.masker.mask(CONTACTS.mask(text)) for text in texts]


def test_a_text_that_was_not_told_of_before_is_masked_as_well(engine: NameEngine) -> None:
    mask = masking([], engine.masker, CONTACTS)
    assert mask("Zainab, ring 01632 960114") == "Z•••, ring [phone number]"


def test_no_text_runs_into_its_neighbour(engine: NameEngine) -> None:
    mask = masking(["Well done Anne", "Marie #", "zainab", ""], engine.masker, CONTACTS)
    assert [mask(text) for text in ("Well done Anne", "Marie #", "zainab", "")] == [
        "Well done A•••", "M••• #", "Z•••", "",
    ]  # fmt: skip
