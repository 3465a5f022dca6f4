"""Spam and scams under the posts."""

from __future__ import annotations

import pytest
from comment_evidence import evidence, flagged

from checks.spam_or_scam_comment import spam_or_scam_comment

FLAGGED = [
    "Congratulations you have been selected, click the link to claim your prize",
    "I made £3000 in two weeks trading bitcoin, message him on whatsapp to invest",
    "Your page will be disabled for copyright violation, verify here",
    "got 2 spare Oasis tickets for sale, dm me",
    "hot singles in your area, link in my bio",
    "promote it on @school.feature",
    "Recover your hacked account, contact him on insta",
    "Oven cleaning from £40, message for a quote",
]
NOT_FLAGGED = [
    "Where can I get tickets for the show?",
    "Can someone send the link for parents evening",
    "Won the raffle hamper, thank you PTA!",
    "He has lost his jumper again",
    "What a great performance, we watched it live",
    "I love that new song",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(spam_or_scam_comment, text)


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(spam_or_scam_comment, text)


def test_a_scam_comes_down_today_and_what_only_sells_soon():
    found = spam_or_scam_comment.run(evidence(FLAGGED[0], FLAGGED[-1])).findings
    assert found["severity"].tolist() == ["today", "soon"]


def test_the_account_s_own_comments_are_not_spam():
    assert spam_or_scam_comment.run(evidence(FLAGGED[0], author="hollinbank")).units.empty
