"""Links that hide where they lead, or lead where no school should send a family."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_evidence import LISTS, evidence, found

from checks._domains import imitated, registered, skeleton
from checks._links import links_of
from checks.unsafe_link import unsafe_link

FLAGGED = [  # text, the link, severity, what is said of it
    ("http://www.woodland.example/walk", "http://www.woodland.example/walk", "note", "is http"),
    ("Map: http://192.168.4.7/map.", "http://192.168.4.7/map", "this_week", "in numbers"),
    ("https://3232236551/", "https://3232236551/", "this_week", "in numbers"),
    ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x", "this_week", "in numbers"),
    (
        "https://xn--prentpay-16g.com/login",
        "https://xn--prentpay-16g.com/login",
        "this_week",
        "looks like parentpay.com",
    ),
    ("Pay at https://раrentpay.com", "https://раrentpay.com", "this_week", "looks like parentpay.com"),
    ("Pay at parentpav.com now", "parentpav.com", "this_week", "looks like parentpay.com"),
    ("https://www.bbc.co.uk.example.net/news", "https://www.bbc.co.uk.example.net/news", "this_week", "bbc.co.uk"),
    ("https://g00gle.com", "https://g00gle.com", "this_week", "looks like google.com"),
    ("https://hollinbamk.example/", "https://hollinbamk.example/", "this_week", "looks like hollinbank.example"),
    ("https://rnicrosoft.com/x", "https://rnicrosoft.com/x", "this_week", "looks like microsoft.com"),
    ("https://bücher-oakhill.example", "https://bücher-oakhill.example", "this_week", "letters that can be taken"),
    ("https://bbc.co.uk@evil.example/x", "https://bbc.co.uk@evil.example/x", "this_week", "before its @"),
    ("Book: bit.ly/3xYz", "bit.ly/3xYz", "soon", "shortened"),
    ("(https://tinyurl.com/abc)", "https://tinyurl.com/abc", "soon", "shortened"),
    ("Form: https://woodland.example/form.docm", "https://woodland.example/form.docm", "this_week", "macros"),
    ("https://woodland.example/photos.zip?dl=1", "https://woodland.example/photos.zip?dl=1", "this_week", "archive"),
    ("https://woodland.example/setup.EXE", "https://woodland.example/setup.EXE", "this_week", "program"),
    ("javascript:alert(1)", "javascript:alert(1)", "this_week", "javascript: address"),
    ("file:///C:/trips.doc", "file:///C:/trips.doc", "this_week", "file: address"),
    ("[bbc.co.uk](https://evil.example/x)", "https://evil.example/x", "this_week", "its words name bbc.co.uk"),
    ('<a href="https://evil.example">www.bbc.co.uk</a>', "https://evil.example", "this_week", "name www.bbc.co.uk"),
    ("www.bbc.co.uk (https://evil.example/x)", "https://evil.example/x", "this_week", "its words name www.bbc.co.uk"),
    ("Have a flutter: www.bet365.com/acca", "www.bet365.com/acca", "this_week", "suits no school (gambling)"),
    ("https://grabify.link/AB12", "https://grabify.link/AB12", "this_week", "address logger"),
    ("Book: dlvr.it/abc.", "dlvr.it/abc", "soon", "shortened"),
    ("(trib.al/aB3)", "trib.al/aB3", "soon", "shortened"),
    ("Book: bit.do/abc", "bit.do/abc", "soon", "shortened"),
    ("Pay: parentpay.com.pay-now.shop/x", "parentpay.com.pay-now.shop/x", "this_week", "looks like parentpay.com"),
    ("Seen on yip.su lol", "yip.su", "this_week", "address logger"),
    ("Send it by www.transfer.sh!", "www.transfer.sh", "this_week", "anonymous file store"),
    ("https://woodland.example/RUN.COM", "https://woodland.example/RUN.COM", "this_week", "program"),
    ("https://woodland.example/v1.2/game.app", "https://woodland.example/v1.2/game.app", "this_week", "program"),
    (
        "https://web.archive.org/web/2019/https://woodland.example/set.up.exe",
        "https://web.archive.org/web/2019/https://woodland.example/set.up.exe",
        "this_week",
        "program",
    ),
]
NOT_FLAGGED = [
    "https://www.bbc.co.uk/newsround",
    "https://www.hollinbank.example/news/2026-11",
    "www.gov.uk/school-admissions and nhs.uk",
    "Visit https://woodland.example/walk. Bring boots!",
    "https://oakhill.leeds.sch.uk/",
    "[our news](https://www.hollinbank.example/news)",
    "[hollinbank.example](https://www.hollinbank.example/news)",
    "[news.bbc.co.uk](https://www.bbc.co.uk/news)",
    "https://woodland.example/menu.pdf and https://woodland.example/list.xlsx",
    "https://woodland.example/a-walk.in-the.woods",
    "office@hollinbank.example, or zoe@gmail.com",
    "The score was 3.1, then 4.2; see p.12 and fig.3",
    "At 3.30pm.No later!",
    "Well done.We are proud",
    "e.g. bring a coat, i.e. a warm one",
    "https://abc.example and https://bbb.example",
    "https://www.scout.org.uk.woodland.example/x",
    "#bbc.co.uk",
    "Our data: 12 of 30 walked. File: see the office",
    "See (https://woodland.example/walk_(north)) for the way",
    "Ratio 3:1, John 3:16, 16:30-17:00",
    "Our reviews: https://www.trustpilot.com/review/www.parentpay.com",
    "Our reviews: https://www.trustpilot.com/review/parentpay.com",
    "https://web.archive.org/web/2019/https://www.stannes.com",
    "https://web.archive.org/web/2020/https://stannes.com",
    "https://woodland.example/v1.2/app",
    "Well done.It was fun. Make a bit.do it now! Post.St Anne's",
    "Mr.Hale/Mrs.Wood, Siân.Evans/Zoë.Wood, 3.30pm/4.15pm, e.g.cake/juice",
    "Her transfer.She moved",
]


@pytest.mark.parametrize(("text", "link", "severity", "said"), FLAGGED)
def test_flagged(text: str, link: str, severity: str, said: str) -> None:
    [row] = found(unsafe_link, evidence(post=text))
    assert link in row["matched_text"]
    assert (row["severity"], said in row["detail"]) == (severity, True), row["detail"]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text: str) -> None:
    assert [row["detail"] for row in found(unsafe_link, evidence(post=text))] == []


def test_alt_texts_and_comments_are_judged_and_a_comment_is_to_be_hidden() -> None:
    rows = found(unsafe_link, evidence(alt="Poster with bit.ly/1", comment="lol http://x.example"))
    assert [(row["subject_id"], row["remedy"].split()[0]) for row in rows] == [
        ("alt:1/m", "Replace"), ("comment:c", "Hide"),
    ]  # fmt: skip


def test_two_links_are_two_findings_and_two_faults_of_one_link_one_by_the_graver() -> None:
    rows = found(unsafe_link, evidence(post="http://bit.ly/a http://10.0.0.1/run.exe"))
    assert [row["severity"] for row in rows] == ["soon", "this_week"]
    assert "; it also is http" in rows[0]["detail"]


@pytest.mark.parametrize(("platform", "count"), [("x", 0), ("facebook", 1)])
def test_the_short_links_of_a_platform_are_its_own(platform: str, count: int) -> None:
    assert len(found(unsafe_link, evidence(post="http://t.co/aBc", platform=platform))) == count


def test_a_trust_adds_to_the_lists_and_excepts_from_them() -> None:
    given = evidence(post="https://bit.ly/1 https://lnk.woodland.example/2 https://crisps.example/3")
    options = {"allowed": ["bit.ly"], "shorteners": ["lnk.woodland.example"], "unfit": ["crisps.example"]}
    assert [row["matched_text"] for row in found(unsafe_link, given, **options)] == [
        "https://lnk.woodland.example/2", "https://crisps.example/3",
    ]  # fmt: skip


def test_a_site_that_the_trust_finds_unfit_is_known_without_a_path_whatever_its_ending() -> None:
    rows = found(unsafe_link, evidence(post="Crisps.Shop has them, Anna.Shop not"), unfit=["crisps.shop"])
    assert [row["matched_text"] for row in rows] == ["Crisps.Shop"]


def test_every_shortener_and_unfit_site_of_the_lists_is_known_without_a_scheme() -> None:
    missed = [
        domain
        for name, path in (("shorteners", "/3xYz"), ("unfit", ""))
        for domain in LISTS[f"links/{name}"]["domain"]
        if not found(unsafe_link, evidence(post=f"Book now: {domain}{path} see you"))
    ]
    assert missed == []


def test_unread_comments_are_not_assessed() -> None:
    units = unsafe_link.run(evidence(post="Hello", read="posts")).units
    assert units["outcome"].tolist() == ["pass", "not_assessed"]


SUFFIXES = frozenset({"co.uk", "org.uk", "sch.uk"})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("oak.leeds.sch.uk", "oak.leeds.sch.uk"),
        ("a.b.example.com", "example.com"),
        ("gov.uk", "gov.uk"),
        ("localhost", "localhost"),
    ],
)
def test_what_of_a_host_somebody_registered(host: str, expected: str) -> None:
    assert registered(host, SUFFIXES) == expected


@pytest.mark.parametrize("known", ["parentpay.com", "google.com", "hollinbank.example"])
def test_no_known_domain_imitates_another_or_itself(known: str) -> None:
    assert imitated(f"www.{known}", ("parentpay.com", "google.com", "hollinbank.example"), SUFFIXES) == ("", "")


def test_letters_that_look_alike_are_folded() -> None:
    assert skeleton("gооgle.com") == skeleton("g00gle.com") == skeleton("google.com")


@settings(max_examples=settings.default.max_examples * 2)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_read_and_a_link_on_its_own_line_is_always_found(before: str, after: str) -> None:
    text = f"{before}\n\nhttps://woodland.example/a\n\n{after}"
    assert any(link.host == "woodland.example" for link in links_of(text)) or "[" in text or "<" in text
    assert all(text[link.start : link.end] for link in links_of(text))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("part", ["a.co ", "[a](", "<a ", "http://", "a-", "a.", "@a.", "("])
def test_a_long_text_of_one_thing_is_read_in_seconds(part: str) -> None:
    assert len(list(links_of(part * 5000))) <= 5000
