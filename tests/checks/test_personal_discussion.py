"""One family's affairs in a public thread."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from comment_evidence import KEY, evidence, flagged

from checks.personal_discussion import personal_discussion

FLAGGED = [
    "Hi Karen, your son's detention was for fighting",
    "Your daughter has an attendance of 81 per cent",
    "as we discussed with you on the phone yesterday, he was in isolation",
    "You still owe us dinner money",
]
NOT_FLAGGED = [
    "Hi Karen, please ring the office about this",
    "Hi Karen, we cannot talk about your son's detention here, please email the office",
    "Well done to all pupils with full attendance",
    "Your daughter was brilliant in the show",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(personal_discussion, text, author="hollinbank")


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(personal_discussion, text, author="hollinbank")


def test_a_reader_who_begins_is_a_note_and_is_shown_the_way():
    [row] = personal_discussion.run(evidence("my son was excluded and it is so unfair")).findings.to_dict("records")
    assert row["severity"] == "note"
    assert row["remedy"].startswith("Answer once")


def test_readers_can_be_left_out():
    assert personal_discussion.run(evidence("my son was excluded"), readers=False).units.empty


def test_a_readers_comment_of_the_same_id_elsewhere_makes_no_note_of_the_accounts_own():
    own, readers = (evidence(FLAGGED[0], author=author).comments for author in ("hollinbank", "mum_of_two"))
    both = replace(evidence(), comments=pd.concat([own, readers.assign(account="instagram:hollinbank")]))
    rows = personal_discussion.run(both).findings.to_dict("records")
    assert {row["account"]: row["severity"] for row in rows}[KEY] == "this_week"
