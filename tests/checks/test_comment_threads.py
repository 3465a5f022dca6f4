"""A comment in its thread: what it answers, whom it speaks to, and whether the account answered abuse in public."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from comment_evidence import KEY, evidence

from checks.abusive_comment import abusive_comment

RUDE = "Mrs Dale is an absolute idiot"


def talk(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return comments from rows of (who wrote it, id of what it answers, text); the ids are c0, c1 ..."""
    given = evidence(*(text for _, _, text in rows))
    authors, parents = [row[0] for row in rows], [row[1] for row in rows]
    return replace(given, comments=given.comments.assign(author_handle=authors, parent_id=parents))


def found(given) -> dict[str, dict[str, object]]:
    rows = abusive_comment.run(given).findings.to_dict("records")
    return {row["subject_id"].removeprefix("comment:"): row for row in rows}


@pytest.mark.parametrize("reply", ["Exactly this", "Well said", "100% agree", "👏👏", "So true"])
def test_agreement_under_abuse_is_no_abuse_by_itself(reply):
    assert set(found(talk(("a", "", RUDE), ("b", "c0", reply)))) == {"c0"}


@pytest.mark.parametrize(
    "reply",
    ["Please don't call her an idiot", "An absolute idiot? She taught my three and they loved her", "That is unkind"],
)
def test_who_speaks_against_abuse_is_not_accused(reply):
    rows = found(talk(("a", "", RUDE), ("b", "c0", reply)))
    assert rows["c0"]["confidence"] != "possible"
    assert rows.get("c1", {"confidence": "possible"})["confidence"] == "possible"


def test_a_word_asked_back_says_why_it_is_in_doubt():
    row = found(talk(("a", "", RUDE), ("b", "c0", "Mrs Dale is an absolute idiot? Says who")))["c1"]
    assert row["confidence"] == "possible"
    assert "repeats a word of what it answers" in str(row["detail"])
    alone = found(talk(("b", "", "Mrs Dale is an absolute idiot? Says who")))["c0"]
    assert alone["confidence"] != "possible"


@pytest.mark.parametrize(("who", "said"), [("hollinbank", "said to the account"), ("a", "said to another reader")])
def test_the_detail_says_who_is_spoken_to(who, said):
    rows = found(talk((who, "", "The hall opens at six"), ("b", "c0", "you are a useless lying cow")))
    assert said in str(rows["c1"]["detail"])


def test_where_nothing_is_known_of_the_thread_somebody_is_spoken_to():
    assert "said to somebody" in str(found(talk(("b", "", "you are a useless lying cow")))["c0"]["detail"])


def test_an_answer_of_the_account_to_abuse_is_named_and_to_be_taken_down():
    rows = found(talk(("a", "", RUDE), ("hollinbank", "c0", "We are sorry that you feel this way"), ("b", "", RUDE)))
    assert str(rows["c0"]["detail"]).endswith("the account has answered it in public")
    assert "the account's own answer" in str(rows["c0"]["remedy"])
    assert "the account's own answer" not in str(rows["c2"]["remedy"])


def test_on_x_the_account_answers_with_a_post():
    given = evidence(RUDE, posts=("We are sorry",))
    given = replace(given, posts=given.posts.assign(reply_to="c0"))
    assert "the account's own answer" in str(found(given)["c0"]["remedy"])
    elsewhere = replace(given, posts=given.posts.assign(account=f"{KEY}2"))
    assert "the account's own answer" not in str(found(elsewhere)["c0"]["remedy"])
