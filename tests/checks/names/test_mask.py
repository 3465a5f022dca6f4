"""Masking: whatever leaves the worklist holds no name of the register, in any form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.fold import fold_name
from checks.names.mask import covering


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Well done Zainab Malik!", "Well done Z••• M•••!"),
        ("thats our zainab", "thats our Z•••"),
        ("Zainab's and Joshua O’Brien’s cakes", "Z•••'s and J••• O•••’s cakes"),
        ("#WellDoneZainab #zainabmalik #HarvestFestival", "#••• #••• #HarvestFestival"),
        ("@zainab_malik hello", "@••• hello"),
        ("zainabmalik", "Z•••"),
        ("Zoe\u0308 and ＺＡＩＮＡＢ", "Z••• and Z•••"),
        ("Grace before meals in May", "G••• before meals in M•••"),  # a word in its ordinary meaning too
        ("Mrs Rose, Josh and Paddy", "Mrs R•••, J••• and P•••"),
        ("nobody here 🎉", "nobody here 🎉"),
        ("", ""),
    ],
)
def test_names_are_masked_in_every_form(engine, text, masked):
    assert engine.masker.mask(text) == masked


@given(
    st.lists(
        st.sampled_from(["Zainab", "MALIK", "dylan price", "Zoë", "ok", "the", "#", "@", " ", ", ", "🎉", "'s", "\n"]),
        max_size=12,
    )
)
def test_no_name_survives(engine, parts):
    words = set(fold_name(engine.masker.mask(" ".join(parts))).split())
    assert words.isdisjoint({"zainab", "malik", "dylan", "price", "zoe"})


def test_the_length_of_a_name_is_hidden(engine):
    assert engine.masker.mask("Nour") == "N•••"
    assert engine.masker.mask("Anne-Marie") == "A•••"


def test_names_are_covered_as_they_were_found_and_not_inside_longer_words():
    cover = covering(["Zainabb Malik", "Zainabb", "Z a i"])
    assert (
        cover("Zainabb Malik and Zainabb, Z a i, Zainabbs and mZainabb") == "Z••• and Z•••, Z•••, Zainabbs and mZainabb"
    )
    assert covering([])("Zainabb") == "Zainabb"


def test_what_the_register_would_leave_standing_of_a_name_is_told(engine):
    assert engine.masker.unmasked(["Zainab", "Zainabb Malik", "Zainab M", "Z A I N A B", "Z@1nab", "Zainab"]) == [
        "Zainabb Malik", "Z A I N A B", "Z@1nab",
    ]  # fmt: skip
