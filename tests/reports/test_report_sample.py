"""What leadership reads of the sample: how much the checks miss, how sure that is, and nobody's name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import AS_OF, FULL_NAME, quote
from test_report_worklist_answers import sampled
from views import busy_school, rich_view

from reports import html
from reports.base import Sample, SampledPost, School
from reports.sections.sample import section


def school(*drawn: SampledPost, read: int = 0, missed: int = 0) -> School:
    last = AS_OF if read else None
    return replace(busy_school(), sample=Sample(drawn=drawn, read=read, missed=missed, last_read=last))


def told(one: School) -> str:
    view = rich_view(one)
    return html.page("sections/sample.html", view=view, school=one, s=section(view, one)).decode()


@pytest.mark.parametrize(
    ("read", "missed", "lead", "between"),
    [
        (0, 0, "Nobody has read a sample yet, so it is not known how much the checks miss.", ""),
        (
            20,
            0,
            "A person read 20 posts that the checks had passed, and found nothing missed.",
            "between 0 and 16 in 100",
        ),
        (
            40,
            2,
            "A person read 40 posts that the checks had passed, and found something missed in 2.",
            "between 1 and 17",
        ),
        (400, 2, "found something missed in 2.", "between 0 and 2 in 100 hold something missed (95 per cent sure)."),
    ],
)
def test_the_result_is_a_sentence_and_says_how_sure_it_is(read: int, missed: int, lead: str, between: str) -> None:
    page = told(school(sampled(), read=read, missed=missed))
    assert lead in page
    assert between in page
    assert ("the more posts are read" in page) == (0 < read < 100)


def test_what_was_missed_is_shown_masked_and_its_post_linked() -> None:
    found = sampled(verdict="missed", missed=quote(f"It names {FULL_NAME}"))
    page = told(school(found, sampled(), read=2, missed=1))
    assert FULL_NAME not in page
    assert "It names █████" in page
    assert 'href="https://www.facebook.example/thistledown/posts/7"' in page


def test_a_link_that_names_a_child_stays_in_the_worklist() -> None:
    page = told(school(sampled(verdict="missed", link_names_child=True), read=1, missed=1))
    assert "The link stands in the worklist" in page
    assert "facebook.example" not in page


def test_without_a_sample_there_is_no_section() -> None:
    assert section(rich_view(), busy_school()) is None
