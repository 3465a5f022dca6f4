"""What a pack may give an option of a check: a wrong value is refused with its line, before anything is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import Small

import checks
import connectors
from checks.base import Evidence, Judgement, check
from config.load import load_trust_marked
from config.refusal import RefusalError
from connectors.base import KINDS
from pipeline.plan import Plan, make_plan

PACK = """id: own
title: Our own policy
clauses:
  - id: "1"
    says: Three posts a week.
    checks:
      - use: too-few-posts
        with:
          minimum: 3
          {line}
"""


def plan_with(root: Path, line: str, pack: str = PACK) -> Plan:
    small = Small(root)
    small.write()
    (root / "own.yaml").write_text(pack.replace("{line}", line), encoding="utf-8")
    settings = root / "trust.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("- com01", "- own.yaml"), encoding="utf-8")
    return make_plan(load_trust_marked(root), checks.find(), connectors.find())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("per: shool", '.per: there is no choice "shool"; did you mean "school"? Valid: account, school'),
        (
            "kinds: [original, retweet]",
            '.kinds: there is no choice "retweet". Valid: original, quote, reply, repost, story',
        ),
        ("kinds: [7]", '.kinds: there is no choice "7". Valid: original, quote, reply, repost, story'),
        ("kinds: []", ".kinds: the list is empty; give one or more of original, reply, repost, quote, story"),
        ("min_school_days: -1", '.min_school_days: "-1" is no number from 0 up'),
        ("cross_post_hours: -0.5", '.cross_post_hours: "-0.5" is no number from 0 up'),
        ("cross_post_hours: .nan", '.cross_post_hours: "nan" is no number from 0 up'),
        ("cross_post_hours: .inf", '.cross_post_hours: "inf" is no number from 0 up'),
        ("cross_post_hours: true", '.cross_post_hours: "True" is not a number; the default is 48.0'),
        ("min_school_days: 2.5", '.min_school_days: "2.5" is not a whole number; the default is 3'),
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(tmp_path, line, sentence):
    with pytest.raises(RefusalError) as refusal:
        plan_with(tmp_path, line)
    assert str(refusal.value) == f'own.yaml line 10: clause "1", too-few-posts, with{sentence}'


@pytest.mark.parametrize("day", ["6 May 2027", "06/05/2027", "2027-02-30", "7"])
def test_a_polling_day_that_is_no_day_is_refused(tmp_path, day):
    pack = PACK.replace("too-few-posts", "unprofessional-content").replace("minimum", "days_before")
    with pytest.raises(RefusalError) as refusal:
        plan_with(tmp_path, f"polling_days: [2027-05-06, {day}]", pack)
    assert str(refusal.value) == (
        f'own.yaml line 10: clause "1", unprofessional-content, with.polling_days: "{day}" is no day; '
        "write it with year, month and day, as 2027-05-06"
    )


@pytest.mark.parametrize(
    ("line", "option", "value"),
    [
        ("per: account", "per", "account"),
        ("kinds: [original, story]", "kinds", ["original", "story"]),
        ("min_school_days: 0", "min_school_days", 0),
        ("cross_post_hours: 24", "cross_post_hours", 24),  # a whole number is a number
    ],
)
def test_a_value_that_fits_reaches_the_check(tmp_path, line, option, value):
    [planned] = plan_with(tmp_path, line).checks
    assert planned.options == {"minimum": 3, option: value}


def test_the_kinds_that_can_be_counted_are_those_that_connectors_give():
    assert set(checks.find()["too-few-posts"].choices["kinds"]) == KINDS


@pytest.mark.parametrize("choices", [{"tone": ("warm",)}, {"allow": ("everything",)}, {"words": ("a", "c")}])
def test_choices_of_no_option_or_without_its_default_are_refused_where_they_are_declared(choices):
    declare = check(title="T", subject={"post"}, severity="note", needs={"posts"}, remedy="Do it.", choices=choices)

    def some_fault(_evidence: Evidence, *, allow: str = "nothing", words: tuple[str, ...] = ("a", "b")) -> Judgement:
        raise NotImplementedError(allow, words)

    with pytest.raises(ValueError, match=f"choices of some_fault .*: {next(iter(choices))}$"):
        declare(some_fault)


def test_days_of_no_option_are_refused_where_they_are_declared():
    declare = check(title="T", subject={"post"}, severity="note", needs={"posts"}, remedy="Do it.", days={"when"})

    def some_fault(evidence: Evidence, *, days: tuple[str, ...] = ()) -> Judgement:
        raise AssertionError(evidence, days)

    with pytest.raises(ValueError, match="days of some_fault that no option has: when"):
        declare(some_fault)
