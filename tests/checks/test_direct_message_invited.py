"""The account asks a reader to go on in private."""

from __future__ import annotations

import pytest
from comment_evidence import evidence, flagged

from checks.direct_message_invited import direct_message_invited

FLAGGED = [
    "DM us and we'll sort it",
    "Hi Ellie, drop us a message on here",
    "We've messaged you",
    "please check your inbox",
    "Send me a DM after school",
    "Follow my personal insta for more",
    "let's continue this in private messages",
]
NOT_FLAGGED = [
    "Please email the office and we will help",
    "Message us on ClassDojo",
    "We cannot answer private messages here, please ring the office",
    "Please do not message us here",
    "The message of today's assembly was kindness",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(direct_message_invited, text, author="@HollinBank")
    assert flagged(direct_message_invited, text, post=True)


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(direct_message_invited, text, author="hollinbank")


def test_what_others_write_is_not_judged():
    assert direct_message_invited.run(evidence("DM us", author="someone")).units.empty
