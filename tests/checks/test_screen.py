"""Screens: what they let through is a superset of what the rule behind them finds, whatever a text holds."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks._links import SCREEN as LINKS
from checks._links import links_of
from checks._screen import Folded, Screen
from checks.age_restricted_invitation import age_restricted_invitation
from checks.base import Evidence, School
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


CHILDREN = [
    "Year 4", "y7", "Y 8", "Y\u00a09", "yr 3", "our pupils", "CHILDREN", "kid\u017f,", "\u017ftudents", "learners",
    "youngsters", "little ones", "boys and girls", "girls and boys", "Reception", "nursery", "infants", "jun\u0131ors",
    "KS2", "key stage 1", "under-10s", "u 11s", "U9", "7 year olds", "ask your daughter to", "tell your son to",
]  # fmt: skip
ASKED = [
    "follow us", "join", "subscribe", "add us", "like our page", "find us", "message us", "DM us", "text us", "tag us",
    "comment", "s\u0131gn up", "share your news", "get on", "download", "post your pictures", "send us",
]  # fmt: skip
SAID = ["{child}, {ask} on TikTok!", "{child} can {ask} on Instagram", "Encourage our {child} to {ask} on Snapchat"]


@given(st.sampled_from(SAID), st.sampled_from(CHILDREN), st.sampled_from(ASKED))
def test_no_invitation_is_screened_out(said: str, child: str, ask: str) -> None:
    text = said.format(child=child, ask=ask)
    assert judged([text]) == judged([f"The pupils said that they follow the path.\n{text}"]), "a text that is looked at"


def judged(captions: list[str]) -> list[str]:
    """Return the sentences that are found to invite children."""
    posts = pd.DataFrame(
        [("x:a", "x", str(at), text, "original") for at, text in enumerate(captions)],
        columns=["account", "platform", "post_id", "text", "kind"],
    )
    given_ = Evidence(
        school=School(id="a", name="A", phase="primary"), as_of=datetime(2026, 11, 16, tzinfo=UTC), posts=posts
    )
    return age_restricted_invitation.run(given_).findings["matched_text"].tolist()


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


def test_a_screen_beside_must_let_a_text_through_too() -> None:
    both = Screen(["follow"], beside=Screen(["pupil", "child"]))
    assert both.of(Folded(["follow us", "our pupils follow", "children", "FOLLOW, Children"])) == {1, 3}


@pytest.mark.parametrize("written", ["INSTAGRAM", "\u0130nstagram", "\u0131nstagram", "In\u017ftagram"])
def test_letters_are_folded_as_patterns_without_case_take_them(written: str) -> None:
    assert Screen(["instagram"]).of(Folded(["none", written])) == {1}
