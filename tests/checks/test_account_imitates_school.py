"""Handles that are taken for the school's: labelled pairs, and where they are seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seen_evidence import evidence, found, not_assessed

from checks._imitation import likeness
from checks.account_imitates_school import account_imitates_school

with (Path(__file__).parent / "imitations.csv").open(encoding="utf-8", newline="") as stream:
    PAIRS = list(csv.DictReader(stream))
"""School, registered handle, seen handle, whether it imitates, why; the names are invented."""


def test_labelled_pairs(capsys):
    judged = [(pair, likeness(pair["school"], pair["registered"], pair["seen"])) for pair in PAIRS]
    flagged = [pair for pair, like in judged if like and like.confidence != "possible"]
    right = [pair for pair in flagged if pair["imitates"] == "yes"]
    wanted = [pair for pair in PAIRS if pair["imitates"] == "yes"]
    precision, recall = len(right) / len(flagged), len(right) / len(wanted)
    with capsys.disabled():
        print(f"\nimitations: precision {precision:.3f}, recall {recall:.3f} of {len(wanted)}, {len(PAIRS)} pairs")
        for pair in flagged:
            if pair not in right:
                print(f"  false alarm: {pair['seen']} for {pair['registered']} ({pair['why']})")
    assert len(PAIRS) >= 40
    assert precision >= 0.95
    assert recall >= 0.95


HANDLE = st.text("abcdefghilmnorstuw0123456789_.", min_size=1, max_size=24)


@given(HANDLE, HANDLE)
def test_any_two_handles_can_be_held_against_each_other_and_none_imitates_itself(one, other):
    assert likeness("Hollin Bank Primary School", one, one) is None
    like = likeness("Hollin Bank Primary School", one, other)
    assert like is None or like.confidence in {"certain", "likely", "possible"}


LONG = st.sampled_from(["hollinbank", "larkfieldmeadow", "thornbyvaleacademy"])


@given(LONG, st.data())
def test_a_letter_left_out_of_a_long_handle_is_always_likely(handle, data):
    at = data.draw(st.integers(1, len(handle) - 1))
    like = likeness("Hollin Bank Primary School", handle, handle[:at] + handle[at + 1 :])
    assert like is not None
    assert like.confidence in {"likely", "certain"}


@given(LONG, st.sampled_from(["", "the", "official_"]), st.sampled_from(["", "_official", "2026", "news"]), st.data())
def test_two_slips_in_a_long_handle_are_always_seen_whatever_stands_beside_it(handle, before, after, data):
    for _ in range(2):
        at = data.draw(st.integers(1, len(handle) - 2))
        letter = data.draw(st.sampled_from(["", "q", "k", handle[at] * 2, handle[at + 1] + handle[at]]))
        swapped = len(letter) == 2 and letter[0] != letter[1]
        handle = handle[:at] + letter + handle[at + (2 if swapped else 1) :]
    whole = next(name for name in ("hollinbank", "larkfieldmeadow", "thornbyvaleacademy") if name[0] == handle[0])
    seen = f"{before}{handle}{after}"
    assert likeness("Hollin Bank Primary School", whole, seen) is not None or seen == whole


@pytest.mark.parametrize(
    "given",
    [
        evidence("Join in @ho11inbank"),
        evidence(comments=[("ho11inbank", "Hollin", "Pay the trip here")]),
        evidence(comments=[("mum", "A mum", "I asked @ho11inbank")]),
        evidence(about="Also @ho11inbank"),
    ],
)
def test_it_is_seen_in_posts_profiles_comments_and_among_who_comments(given):
    assert found(account_imitates_school, given) == [("ho11inbank", "certain")]


def test_an_address_names_its_platform():
    given = evidence(comments=[("mum", "", "see https://instagram.com/hollinbank.official")])
    assert found(account_imitates_school, given) == [("instagram hollinbank.official", "likely")]


def test_somebody_who_comments_under_the_schools_name():
    given = evidence(comments=[("kx_7741", "Hollin Bank Primary School", "Send us the money"), ("mum", "Mum", "Hi")])
    assert found(account_imitates_school, given) == [("kx_7741", "likely")]


@pytest.mark.parametrize(
    "given",
    [
        evidence(comments=[("hollinbank", "Hollin Bank Primary School", "Thank you")]),
        evidence(comments=[("HollinBankPS", "Hollin Bank Primary School", "Thank you")]),  # the school's own Facebook
        evidence(comments=[("birkmoorschool", "Birkmoor", "Well played")]),
        evidence(comments=[("", "Hollin Bank Primary School", "our own reply, its handle withheld")]),
        evidence("Thank you @BBCNews and @hollinbrook"),
        evidence("We shared this of @ho11inbank", kind="repost"),
    ],
)
def test_our_own_and_others_are_no_findings(given):
    assert found(account_imitates_school, given) == []


def test_what_is_allowed_or_farther_than_the_option_says_is_no_finding():
    text = "A match with @holinbank"
    assert found(account_imitates_school, evidence(text)) == [("holinbank", "likely")]
    assert found(account_imitates_school, evidence(text), allowed=["@HolinBank"]) == []
    assert found(account_imitates_school, evidence(text), distance=0) == []


def test_unread_profile_and_comments_are_said():
    given = evidence("Hello", read=("posts",))
    assert not_assessed(account_imitates_school, given) == ["profile: not read yet", "comments: not read yet"]
