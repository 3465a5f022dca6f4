"""Who posted on an account against those who may."""

from __future__ import annotations

import pytest
from seen_evidence import KEY, evidence, found, not_assessed

from checks._staff import same_person
from checks.poster_not_authorised import poster_not_authorised

MAY = {"approved_by": "A. Dale", "role": "Head", "monitor": "Obi Ode"}
STAFF = (("Mrs", "Ann", "Dale"), ("Mr", "Obi", "Ode"), ("Miss", "Bea", "Dale"), ("Miss", "Ada", "Prendergast"))


def posted_by(*authors: str, kind: str = "original", approval: dict[str, str] | None = MAY, **more):
    return evidence(*(["Hello"] * len(authors)), authors=authors, approval=approval, staff=STAFF, kind=kind, **more)


@pytest.mark.parametrize(
    "author",
    ["Miss Prendergast", "Bea Dale", "Ada Prendergast", "R. Stranger", "supplyteacher7", "Dale, Bea", "Hollin"],
)
def test_flagged(author):
    assert found(poster_not_authorised, posted_by(author)) == [(author, "likely")]


@pytest.mark.parametrize(
    "author", ["A. Dale", "Ann Dale", "Mrs Dale", "Obi Ode", "Mr O. Ode", "hollinbank", "HollinBank", "77",
               "Hollin Bank Primary School", "Hollin Bank Primary", "Dale, Ann", "A B Dale", "adale", "mrsdale",
               "ann.dale@hollinbank.example"]
)  # fmt: skip
def test_not_flagged(author):
    given = posted_by(author)
    assert found(poster_not_authorised, given) == []
    assert not_assessed(poster_not_authorised, given) == []


def test_a_colleague_is_told_from_a_stranger_and_posts_are_counted():
    given = posted_by("Ada Prendergast", "R. Stranger", "ada prendergast")
    rows = {row["matched_text"]: row for row in poster_not_authorised.run(given).findings.to_dict("records")}
    assert rows["Ada Prendergast"]["severity"] == "soon"
    assert rows["Ada Prendergast"]["detail"] == (
        "Ada Prendergast posted 2 times, last on 3 November 2026, and is on the staff list, and not among those who "
        "may post"
    )
    assert rows["R. Stranger"]["severity"] == "this_week"
    assert {(row["subject_id"], row["account"]) for row in rows.values()} == {("account:hollinbank", KEY)}


def test_the_option_names_others_who_may_post():
    given = posted_by("Ada Prendergast", approval=None)
    assert found(poster_not_authorised, given, authorised=["Miss A. Prendergast"]) == []
    assert found(poster_not_authorised, given, authorised=["Mr Ode"]) == [("Ada Prendergast", "likely")]


def test_the_staff_list_says_who_is_meant_by_a_title():
    may = {"approved_by": "Mrs Dale", "monitor": "Mr Ode"}
    assert found(poster_not_authorised, posted_by("Bea Dale", approval=may)) == [("Bea Dale", "likely")]
    assert found(poster_not_authorised, posted_by("Ann Dale", "Dale", approval=may)) == []  # Dale may be either


@pytest.mark.parametrize("author", ["", "admin", "School Office"])
def test_where_nobody_is_told_nothing_is_judged(author):
    reason = "its posts do not tell who posted them"
    assert not_assessed(poster_not_authorised, posted_by(author)) == [reason]


def test_where_nobody_may_post_by_name_nothing_is_judged():
    reason = "trust.yaml names nobody who may post on it: neither approved_by nor monitor"
    assert not_assessed(poster_not_authorised, posted_by("Ada Prendergast", approval=None)) == [reason]


def test_a_repost_tells_who_wrote_it_not_who_shared_it():
    given = posted_by("R. Stranger", kind="repost")
    assert found(poster_not_authorised, given) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mrs Dale", "Ann Dale", True),
        ("A. Dale", "Ann Dale", True),
        ("anndale", "Ann Dale", True),
        ("Bea Dale", "Ann Dale", False),
        ("Ann Dale", "Ann Ode", False),
        ("Dale", "Ann Dale", True),
        ("", "Ann Dale", False),
        ("Zoë Ode", "Zoe Ode", True),
    ],
)
def test_names_of_one_person(one, other, same):
    assert same_person(one, other) is same
    assert same_person(other, one) is same
