"""Words, numbers, dates and addresses as a British reader expects them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import LONDON

from reports.links import web_link
from reports.wording import day, days_between, listed, number, plural, printable, sentence, short_day, shortened


def test_counts_agree_with_their_nouns() -> None:
    assert [plural(n, "post") for n in (0, 1, 2, 1234)] == ["0 posts", "1 post", "2 posts", "1,234 posts"]
    assert plural(2, "child", "children") == "2 children"


def test_numbers() -> None:
    assert [number(n) for n in (0, 3.0, 2.5, 12345, 0.04)] == ["0", "3", "2.5", "12,345", "0.0"]


def test_lists_read_as_sentences() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "", "b", "c"]) == "a, b and c"


def test_a_clause_becomes_a_sentence() -> None:
    assert sentence(" consent had been refused ") == "Consent had been refused."
    assert sentence("Is it?") == "Is it?"
    assert sentence("") == ""
    assert sentence("created_at has no offset") == "created_at has no offset."  # a name is searched for as it is
    assert sentence("posts.csv: the file is not there") == "posts.csv: the file is not there."


def test_dates_are_written_out() -> None:
    assert day(date(2026, 11, 9)) == "9 November 2026"
    assert short_day(date(2026, 11, 9)) == "9 November"


def test_a_moment_belongs_to_the_day_it_had_at_the_school() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert day(late, LONDON) == "2 July 2026"
    assert days_between(late, datetime(2026, 7, 2, 12, tzinfo=LONDON), LONDON) == 0


def test_days_are_counted_by_the_calendar_across_the_change_of_clocks() -> None:
    before, after = datetime(2026, 10, 24, 23, tzinfo=LONDON), datetime(2026, 10, 26, 1, tzinfo=LONDON)
    assert days_between(before, after, LONDON) == 2
    assert days_between(date(2026, 1, 2), date(2026, 1, 1), LONDON) == 0


@given(st.text(max_size=500), st.integers(10, 80))
def test_a_shortened_text_is_a_beginning(text: str, limit: int) -> None:
    short = shortened(text, limit)
    if len(text.strip()) <= limit:
        assert short == text.strip()
    else:
        assert short.endswith(" …")
        assert len(short) <= limit + 2
        assert text.strip().startswith(short.removesuffix(" …"))


def test_a_text_is_cut_between_words() -> None:
    assert shortened("one two three four five", 15) == "one two three …"


@given(st.text(alphabet=st.characters(codec=None)))
def test_printable_leaves_what_a_page_can_hold(text: str) -> None:
    kept = printable(text)
    assert printable(kept) == kept
    assert kept == kept.encode("utf-8").decode("utf-8")
    assert [c for c in text if c.isprintable()] == [c for c in kept.replace("?", "") if c.isprintable()] or "?" in kept


def test_printable_drops_controls_and_halves() -> None:
    assert printable("a\x00b\x07c\rd\te\nf\x85g\ud800h") == "abcd\te\nfg?h"


@pytest.mark.parametrize(
    "address",
    ["https://x.example/a/status/1", "http://127.0.0.1:8000/p?q=1#f", "HTTPS://ok.example/p", "https://é.example/"],
)
def test_whole_web_addresses_are_links(address: str) -> None:
    assert web_link(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " https://x.example", "https://x.example/ a",
        "data:text/html,x", "//x.example", "/etc/passwd", "file:///etc/passwd", "https://", "https:///x",
        "https://user:pw@x.example/", "http://[::1", "https://x.example/\nb", 'https://x.example/"onclick="x',
        "vbscript:x", "ftp://x.example",
    ],
)  # fmt: skip
def test_anything_else_is_not(address: str) -> None:
    assert web_link(address) == ""
