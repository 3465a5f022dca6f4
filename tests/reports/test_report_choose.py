"""Which finding stands where."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from invented import AS_OF, PREVIOUS, comment, coverage, finding, photo, thin_week
from views import busy_school, first_run, rich_view

from checks.base import CONFIDENCES, SEVERITIES
from reports.base import Coverage, Finding, School
from reports.choose import ended_since, new_weeks, possible, standing, take_down, to_do, waived
from reports.gaps import NO_PROFILE, by_reason, unsaid
from reports.links import web_link
from reports.order import worst_first
from reports.shown import cards, place_of, shown, things
from reports.wording import CONFIDENCE_TITLES, SEVERITY_TITLES


def school(*findings: Finding) -> School:
    return replace(busy_school(), findings=findings)


def test_the_words_for_severities_and_confidences_follow_the_checks() -> None:
    assert tuple(SEVERITY_TITLES) == SEVERITIES
    assert tuple(CONFIDENCE_TITLES) == CONFIDENCES


def test_fixed_superseded_waived_and_past_are_never_to_do() -> None:
    ended = [finding(status=status) for status in ("fixed", "superseded", "waived", "past")]
    assert to_do(school(*ended)) == ()
    assert len(to_do(school(*(finding(status=status) for status in ("new", "open", "returned"))))) == 3


def test_weeks_are_learnt_from_and_not_worked_off() -> None:
    week = thin_week("2026-W45")
    assert standing(school(week)) == ()
    assert new_weeks(school(week)) == (week,)
    assert new_weeks(school(thin_week("2026-W41", status="past"))) == ()


def test_a_possible_finding_is_never_taken_down() -> None:
    doubtful = finding(confidence="possible")
    assert take_down(school(doubtful)) == ()
    assert possible(school(doubtful)) == (doubtful,)


def test_worst_first_then_the_surest_then_what_came_back_then_the_oldest() -> None:
    unsure = finding(severity="soon", confidence="likely", status="returned")
    old = finding(severity="soon", first_seen=AS_OF - timedelta(days=9))
    back = finding(severity="soon", status="returned")
    new = finding(severity="soon")
    worst = finding(severity="today")
    assert worst_first([unsure, new, old, back, worst]) == (worst, back, old, new, unsure)


def test_a_school_holds_its_findings_worst_first_however_they_are_handed_over() -> None:
    soon, today = finding(severity="soon"), finding(severity="today")
    assert school(soon, today).findings == (today, soon)
    assert replace(school(today), findings=(soon, today)).findings == (today, soon)


def test_fixed_counts_from_the_run_before() -> None:
    before = finding(status="fixed", ended_at=PREVIOUS)
    since = finding(status="fixed", ended_at=PREVIOUS + timedelta(hours=1))
    assert ended_since(rich_view(), school(before, since), "fixed") == (since,)
    assert len(ended_since(first_run(), school(before, since), "fixed")) == 2


def test_superseded_counts_when_it_still_stood_in_the_run_before() -> None:
    now = finding(status="superseded", last_seen=PREVIOUS)
    long_ago = finding(status="superseded", last_seen=PREVIOUS - timedelta(days=7))
    assert ended_since(rich_view(), school(now, long_ago), "superseded") == (now,)


def test_waived_ones_stand_in_the_open() -> None:
    assert len(waived(busy_school())) == 1


def test_a_post_with_two_faults_is_one_card_and_one_thing() -> None:
    caption, picture, remark = finding(), photo(), comment()
    found = cards(shown(one, busy_school(), AS_OF) for one in (caption, picture, remark))
    assert [card.first.thing for card in found] == ["post", "comment"]
    assert found[0].remedies == (caption.remedy, picture.remedy)
    assert things([caption, picture, remark]) == {"post": 1, "comment": 1}


def test_the_same_id_on_another_platform_is_another_thing() -> None:
    assert things([finding(), finding(platform="x", account="@ThistledownPri")]) == {"post": 2}


def test_ids_are_one_whether_or_not_they_carry_their_kind() -> None:
    assert things([finding(subject_id="1001"), finding(subject_id="post:1001")]) == {"post": 1}


@pytest.mark.parametrize("post", ["1001", "https://oakhill.example/?p={n}", "https://oakhill.example/news/{n}/"])
def test_posts_are_told_apart_and_each_holds_its_own_pictures(post: str) -> None:
    posts = [post.format(n=n) for n in range(3)]
    found = [photo(subject_id=f"image:{one}/{media}", permalink=one) for one in posts for media in ("a1b2", "c3d4")]
    found += [photo(subject_type="alt", subject_id=f"alt:{one}/a1b2") for one in posts]
    found += [finding(subject_id=f"post:{one}") for one in posts]
    different = list(dict.fromkeys(posts))
    assert things(found) == {"post": len(different)}
    assert [card.first.link for card in cards(shown(one, busy_school(), AS_OF) for one in found)] == [
        web_link(one) for one in different
    ]


def test_a_finding_of_no_account_stands_on_the_whole_school() -> None:
    assert place_of(thin_week("2026-W45"), busy_school()) == "the whole school"
    assert place_of(finding(), busy_school()) == "Facebook @thistledown"


def test_a_gap_that_stands_beside_its_rule_is_not_said_twice() -> None:
    one = coverage("a-check", "not_assessed", where="@a", reason="no comments file is given")
    gaps = ("@a: no comments file is given (not judged: a-check)", "The staff list is two years old.")
    found = replace(busy_school(), coverage=(one, replace(one, account="@b")), unread=gaps)
    assert by_reason(found) == [{"reason": "no comments file is given", "rules": ("a-check",), "where": "@a and @b"}]
    assert unsaid(found) == ("The staff list is two years old.",)


def test_that_files_hold_no_profile_is_said_once_for_all_accounts_and_rules() -> None:
    def line(check: str, where: str, reason: str = NO_PROFILE) -> Coverage:
        return coverage(check, "not_assessed", where=where, reason=reason)

    other = line("b-check", "@a", "no comments file is given")
    found = replace(
        busy_school(), coverage=(line("a-check", "@a"), other, line("b-check", "@b"), line("a-check", "@b"))
    )
    assert by_reason(found) == [
        {"reason": NO_PROFILE, "rules": ("a-check", "b-check"), "where": "@a and @b"},
        {"reason": "no comments file is given", "rules": ("b-check",), "where": "@a"},
    ]
