"""A head's five questions and what is taken into the meeting: right, counted, and never good by what was not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hostile import hostile_school
from invented import AS_OF, PREVIOUS, account, comment, coverage, finding, photo, weeks
from outline import outline
from views import bare_view, busy_school, clear_school, empty_school, first_run, rich_view, unread_school

from reports.answers import answers
from reports.base import Finding, RunView, School, SignOff
from reports.gaps import by_reason
from reports.slt import report, sheets
from reports.summary import MOST, concerns, next_steps, strengths
from reports.verdict import headline

SIGNED = SignOff(
    who="Ann Dale",
    role="Head",
    at=PREVIOUS,
    comment="Read with care.",
    folder="reports/2026-11-09",
    sha256="ab" * 32,
    state="intact",
)


def school(*findings: Finding, **given: object) -> School:
    return replace(clear_school(), findings=findings, **given)  # type: ignore[arg-type]


def said(one: School, *, first: bool = False) -> dict[str, tuple[str, str, str]]:
    """Question -> answer, detail, tone."""
    found = answers(first_run() if first else rich_view(), one)
    return {answer.question: (answer.answer, answer.detail, answer.tone) for answer in found}


def test_a_clear_school_is_answered_in_five_lines() -> None:
    assert said(school()) == {
        "What is urgent?": ("Nothing seen", "Nothing else is to do.", "clear"),
        "Better or worse?": ("As before", "0 new and 0 fixed; 0 stand now.", "plain"),
        "Who is quiet?": ("Nobody", "10 school weeks, each with 3 posts or more.", "clear"),
        "What did we not see?": ("Nothing left out", "The one account was read in full.", "clear"),
        "What do I sign?": ("2 clauses to tick", "Tick them, then sign. None was signed before.", "hand"),
    }


@pytest.mark.parametrize("one", [unread_school(), empty_school()])
def test_of_a_school_that_was_not_read_nothing_is_known_and_nothing_is_good(one: School) -> None:
    found = said(one)
    for question in ("What is urgent?", "Better or worse?", "Who is quiet?"):
        assert found[question][0] == "Not known"
    assert {tone for _, _, tone in found.values()} == {"unsure", "hand"}
    assert strengths(rich_view(), one) == ()
    assert concerns(rich_view(), one)


@pytest.mark.parametrize(
    ("findings", "answer", "detail"),
    [
        ((finding(posted_at=AS_OF),), "1 post", "Nothing else is to do."),
        ((finding(), photo(), comment(severity="today")), "1 post and 1 comment", "Up for 4 days at the longest."),
        ((finding(), comment(severity="soon")), "1 post", "1 other thing can follow."),
        ((comment(severity="soon"),), "Nothing seen", "1 other thing can follow."),
    ],
)
def test_what_is_urgent(findings: tuple[Finding, ...], answer: str, detail: str) -> None:
    found = said(school(*findings))["What is urgent?"]
    assert found[0] == answer
    assert detail in found[1]


def test_a_quiet_school_is_no_clear_one_although_nobody_is_silent() -> None:
    thin = said(school(weeks=weeks(3, 1, 0, 4, holidays=())))
    assert thin["Who is quiet?"] == (
        "Nobody",
        "But 2 of 4 school weeks had fewer than 3 posts, 1 week with none.",
        "plain",
    )


def test_better_or_worse_counts_what_came_against_what_was_fixed() -> None:
    fixed = finding(status="fixed", first_seen=PREVIOUS, ended_at=AS_OF)
    assert said(school(fixed))["Better or worse?"] == ("Better", "0 new and 1 fixed; 0 stand now.", "clear")
    worse = said(school(comment(), photo(status="returned")))["Better or worse?"]
    assert worse == ("Worse", "1 new, 1 came back and 0 fixed; 2 stand now.", "right")
    assert said(school(comment()), first=True)["Better or worse?"][0] == "First audit"


def test_as_before_is_said_only_when_as_many_stand() -> None:
    again, gone = comment(status="open", counts_again=True), finding(status="superseded", ended_at=AS_OF)
    assert said(school(again))["Better or worse?"] == (
        "Counted differently",
        "0 new and 0 fixed; 1 stands now. 1 counted again: an account, a rule or a waiver changed.",
        "plain",
    )
    assert said(school(gone))["Better or worse?"][1].endswith("0 stand now. 1 ended by a change of rules.")
    page = outline(report(rich_view(school(again)))["slt-larkmoor.html"])
    assert "1 finding counts again because an account, a rule or a waiver changed" in page.text


def test_what_was_accepted_since_the_last_report_is_told_as_accepted() -> None:
    accepted = finding(status="waived", newly_waived=True)
    assert said(school(accepted))["Better or worse?"] == (
        "Counted differently",
        "0 new, 0 fixed and 1 accepted; 0 stand now.",
        "plain",
    )
    page = outline(report(rich_view(school(accepted)))["slt-larkmoor.html"])
    assert "1 finding was accepted since the last report" in page.text
    assert "Nothing stood before" not in page.text
    before = outline(report(rich_view(school(finding(status="waived"))))["slt-larkmoor.html"])
    assert "since the last report, with a reason" not in before.text


def test_who_is_quiet_names_the_school_or_the_account() -> None:
    silent = school(weeks=weeks(3, 4, 0, 0, 0, holidays=()))
    assert said(silent)["Who is quiet?"] == ("The whole school", "No post for 3 school weeks.", "right")
    lively = replace(account("x", "@lively"), weekly=(3, 4, 3))
    gone = replace(account("facebook", "@gone"), weekly=(1, 0, 0))
    both = school(weeks=weeks(4, 4, 3, holidays=()), accounts=(lively, gone))
    assert said(both)["Who is quiet?"][:2] == ("1 account", "Without a post: Facebook @gone: 2 school weeks.")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"accounts": (account("x", "@a"), account("facebook", "@b", complete=False))}, "1 of 2 accounts"),
        ({"coverage": (coverage("a-check", "not_assessed", reason="no register"),)}, "Not all of it"),
        ({"unread": ("The staff list is two years old.",)}, "1 gap"),
        ({"accounts": ()}, "Everything"),
    ],
)
def test_what_was_not_seen(given: dict[str, object], answer: str) -> None:
    found = said(school(**given))["What did we not see?"]
    assert found[0] == answer
    assert found[2] == "unsure"


def test_what_was_signed_is_told_and_a_changed_file_is_a_concern() -> None:
    assert "Last signed on 9 November by Ann Dale." in said(school(signed=SIGNED))["What do I sign?"][1]
    changed = school(signed=replace(SIGNED, state="changed"))
    assert "The report signed on 9 November 2026 was changed." in said(changed)["What do I sign?"][1]
    assert concerns(rich_view(), changed)[0] == "The report signed on 9 November is no longer what was signed."
    page = report(rich_view(changed))["slt-larkmoor.html"].decode()
    assert "The signed file was changed since." in page
    assert "reports/2026-11-09" in page


def test_the_sentence_to_repeat_says_what_to_do_how_it_posts_and_what_is_open() -> None:
    assert (
        headline(school())
        == "Nothing to put right: 90 posts judged on 1 account; 10 of 10 school weeks had enough posts."
    )
    assert headline(unread_school()) == "Nothing was judged: no post of this school has been read."
    assert headline(busy_school()).endswith("not everything was seen.")
    some = school(weeks=weeks(3, 4, 0, unknown=(2,), holidays=()))
    assert "2 of 2 judged school weeks" in headline(some)


def test_what_was_told_before_and_still_stands_is_the_first_concern() -> None:
    old = finding(status="open", first_seen=AS_OF - timedelta(days=20))
    assert concerns(rich_view(), school(old, photo(subject_id="image:2/1")))[0] == (
        "1 of 2 urgent things was told of more than a week ago, 20 days ago."
    )


def test_concerns_and_steps_count_what_is_published_and_an_account_is_not_taken_down() -> None:
    handle = {"check_title": "A handle is wrong", "subject_type": "account", "subject_id": "account:a", "quote": None}
    one = school(finding(), finding(start=3), finding(**handle), comment())
    assert concerns(rich_view(), one)[:2] == (
        "Today: 1 × A child is named in a caption, up to 4 days.",
        "Today: 1 × A handle is wrong, up to 4 days.",
    )
    assert next_steps(one)[0] == (
        "Today, comms lead: take down 1 post, put right 1 account, from the top of the worklist."
    )


def test_strengths_are_counted_and_only_of_what_was_judged() -> None:
    lines = (coverage("much", "pass", judged=200), coverage("little", "pass", judged=3))
    found = strengths(rich_view(), school(coverage=lines, weeks=weeks(3, 4, 5, holidays=())))
    assert found[0] == "All 3 school weeks had 3 posts or more."
    assert "Looked for in 200 and found in none: “much”." in found
    assert not [line for line in found if "little" in line]


def test_the_lists_stay_short_and_the_last_step_is_to_sign() -> None:
    views = (rich_view(), first_run(), bare_view(), rich_view(hostile_school()))
    for view, one in product(views, (busy_school(), clear_school(), unread_school(), empty_school(), hostile_school())):
        steps = next_steps(one)
        assert steps[-1] == "SLT: read the sample, tick the clauses, sign."
        for lines in (strengths(view, one), concerns(view, one), steps):
            assert len(lines) <= MOST
            assert all(len(line) <= 155 for line in lines)


def test_one_gap_that_leaves_many_rules_open_is_one_line() -> None:
    lines = tuple(
        coverage(check, "not_assessed", where=where, reason="no comments file is given")
        for check in ("a-check", "b-check")
        for where in ("@a", "@b")
    )
    assert by_reason(school(coverage=lines)) == [
        {"reason": "no comments file is given", "rules": ("a-check", "b-check"), "where": "@a and @b"}
    ]


def test_every_clause_stands_in_the_appendix_however_many_there_are() -> None:
    many = tuple(replace(busy_school().clauses[1], id=f"7.{n}") for n in range(40))
    page = outline(report(rich_view(replace(busy_school(), clauses=many)))["slt-thistledown.html"])
    text = page.text[page.text.index("Every clause") :]
    assert all(f"7.{n} |" in text for n in range(40))
    assert "28 more lines stand in the appendix." in page.lines


def test_every_clause_to_tick_is_accounted_for_on_the_page_and_on_paper() -> None:
    hand, judged = busy_school().clauses[0], replace(busy_school().clauses[1], state="partly", by_hand="Read a few.")
    many = tuple(replace(hand, id=f"7.{n}") for n in range(17)) + tuple(replace(judged, id=f"8.{n}") for n in range(12))
    view = rich_view(replace(busy_school(), clauses=many))
    counts = "29 clauses to tick: 17 that no tool can judge, 12 of which the checks judge a part."
    for page, where in ((report(view)["slt-thistledown.html"], "in the appendix"), (sheet(view), "on the web page")):
        text = outline(page).text
        assert "29 clauses to tick" in text
        assert counts in text
        assert f"20 of the 29 stand here; the other 9 {where}" in text
    assert "the appendix." not in outline(sheet(view)).text


def sheet(view: RunView) -> bytes:
    return sheets(view)["slt-thistledown.pdf"]
