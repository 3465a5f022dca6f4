"""Screens: what they let through is a superset of what the rule behind them finds, whatever a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks._links import SCREEN as LINKS
from checks._links import links_of
from checks._screen import Folded, Screen
from checks.base import School
from checks.contacts._find import SCREENS, find_contacts, own_contacts

OWN = own_contacts(School(id="a", name="A", phase="primary"))
PARTS = st.sampled_from(
    [
        "ring 01632 960114", "O77OO 9OO I23", "seven", "oh", "zero", "double five", "０７７００", "7️⃣", "①②③", "at",
        "(at)", "[ AT ]", "gmail", "dot com", "zoe@", "example.org", "AB12 CDE", "reg", "12 Mill Lane", "LS1 4AP",
        "born 3.4.2015", "https://", "javascript:", "www.", "[here](x.io)", "bbc.co.uk", "\n", " ", "İI", "ß",
        "ﬁ", "Well done Year 4!",
    ]
)  # fmt: skip
TEXTS = st.lists(st.lists(PARTS, max_size=8).map(" ".join), min_size=1, max_size=6)


def let_through(screens: list[Screen], texts: list[str]) -> set[int]:
    return set().union(*(screen.of(Folded(texts)) for screen in screens))


@given(TEXTS)
def test_no_text_with_a_contact_is_screened_out(texts: list[str]) -> None:
    found = {at for at, text in enumerate(texts) if find_contacts(text, OWN, year=2026)}
    assert found <= let_through(list(SCREENS), texts)


@given(TEXTS)
def test_no_text_with_a_link_is_screened_out(texts: list[str]) -> None:
    assert {at for at, text in enumerate(texts) if list(links_of(text))} <= let_through([LINKS], texts)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["nothing", "a FOLLOW", "", "follow"], {1, 3}),
        (["fol", "low"], set()),
        ([], set()),
    ],
)
def test_a_sign_counts_for_the_text_it_stands_in(texts: list[str], expected: set[int]) -> None:
    assert Screen(["follow"]).of(Folded(texts)) == expected


def test_fewer_signs_than_asked_for_let_nothing_through() -> None:
    screen = Screen(["one", "two"], at_least=3)
    assert screen.of(Folded(["one two", "one two two", "none at all", "one\ntwo", "one"])) == {1}
