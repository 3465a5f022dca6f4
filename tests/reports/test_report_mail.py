"""A mail says counts and nothing else, whatever stands in the view."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FULL_NAME, MASKED_NAME, finding
from views import clear_school, rich_view

from reports.mail import as_html, as_text, messages, one_line, safeguarding

VIEW = rich_view()
NAMES = ("index.html", "slt-thistledown.html", "slt-thistledown.pdf", "worklist-thistledown.html", "governors.html")


def test_every_role_is_written_to_and_the_worklist_is_attached_to_nothing():
    found = {(one.role, one.school): one for one in messages(VIEW, NAMES)}
    assert {role for role, _ in found} == {"slt", "comms", "trust", "governors"}
    assert found["slt", "thistledown"].attached == ("slt-thistledown.pdf",)
    assert found["comms", "thistledown"].attached == ()
    assert found["comms", "thistledown"].page == "worklist-thistledown.html"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "Since 9 November 2026: nothing new was found, 1 accepted."),
        ((finding(),), "Since 9 November 2026: 1 new and 1 accepted."),
    ],
)
def test_a_mail_says_how_many_findings_were_accepted(more, told):
    accepted = finding(subject_id="post:7", status="waived", newly_waived=True)
    view = rich_view(replace(clear_school(), findings=(accepted, *more)))
    said = [as_text(one, "") for one in messages(view, ["slt-larkmoor.html", "worklist-larkmoor.html"])]
    assert any(told in text for text in said), said


def test_governors_are_written_to_when_there_is_a_page_for_them():
    assert "governors" not in {one.role for one in messages(VIEW, NAMES[:-1])}


@pytest.mark.parametrize("one", tuple(messages(VIEW, NAMES)), ids=lambda one: one.role)
def test_no_mail_holds_a_child_or_a_quoted_text(one):
    said = as_text(one, "reports/x.html") + as_html(one, "reports/x.html") + one.subject
    children = [shown for school in VIEW.schools for f in school.findings for shown in f.pupils_shown]
    quotes = [f.quote.masked for school in VIEW.schools for f in school.findings if f.quote]
    assert not [word for word in (FULL_NAME, *FULL_NAME.split(), MASKED_NAME, *children, *quotes) if word in said]


@pytest.mark.parametrize("one", tuple(messages(VIEW, NAMES)), ids=lambda one: one.role)
def test_a_page_asks_no_host_for_anything(one):
    page = as_html(one, "https://files.copse.example/a.html")
    assert not re.findall(r"<(?:script|img|link|iframe|object)|url\(|@import", page)
    assert re.findall(r'href="([^"]+)"', page) == ["https://files.copse.example/a.html"]


def test_an_address_that_is_no_web_address_becomes_no_link():
    one = next(iter(messages(VIEW, NAMES)))
    assert "href" not in as_html(one, "javascript:alert(1)")


def test_the_safeguarding_mail_is_a_count():
    one = safeguarding({"Oakhill": (1, 1)})
    assert one.subject == "An item waits for you in the safeguarding folder"
    assert as_text(one, "").splitlines()[0] == "One new item waits for you in the safeguarding folder."
    many = as_text(safeguarding({"Oakhill": (2, 5), "Elm": (1, 1), "Ash": (0, 3)}), "")
    assert "3 new items wait" in many
    assert "For Oakhill and Elm." in many


@given(st.text())
def test_a_name_is_one_harmless_line(text):
    line = one_line(text)
    assert not re.search(r"[\r\n\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
    assert len(line) <= 200
