"""Invitations to children to use what they are too young for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_evidence import evidence, found

from checks.age_restricted_invitation import age_restricted_invitation

FLAGGED = [
    "Year 4, follow us on TikTok for more dance moves!",
    "Hey Year 6! Follow us on Instagram.",
    "Calling all pupils: join our Discord for homework help",
    "Boys and girls, subscribe to our YouTube channel",
    "Children can follow @hollinbank on Insta",
    "Pupils should message us on Facebook with their ideas",
    "Ask your child to follow our TikTok",
    "Encourage your children to join the class WhatsApp group",
    "Follow our new Instagram page, kids!",
    "Follow us on Snapchat, Year 5!",
    "KS2 please tag us in your pictures on Instagram",
    "Under 11s can join our TikTok challenge",
    "We'd love our pupils to subscribe on YouTube",
    "Year 5 and 6, like our page on Facebook",
    "Y3 - add us on Snapchat",
    "Great day.\nChildren, post your drawings on Twitter",
]
NOT_FLAGGED = [
    "Follow us on Instagram to see what Year 4 get up to!",
    "Parents, follow us on Facebook for news of your children",
    "Follow us on TikTok",
    "Year 4 joined the choir in church",
    "Children must be 13 to have Instagram",
    "Children should not join TikTok before they are 13",
    "Pupils can join the chess club on Monday. Find us on Facebook.",
    "Ask your child about their day",
    "Parents of Year 4 can join our Facebook group",
    "Our pupils love to share their work",
    "Well done, Year 6! Parents, follow us on Instagram for the photos.",
    "Year 6 followed the river on a map",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text: str) -> None:
    [row] = found(age_restricted_invitation, evidence(post=text, platform="blog"))
    assert row["confidence"] == "likely"
    assert "people of 13 and over" in row["detail"]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text: str) -> None:
    assert [row["matched_text"] for row in found(age_restricted_invitation, evidence(post=text))] == []


@pytest.mark.parametrize(("platform", "count"), [("instagram", 1), ("blog", 0)])
def test_without_a_name_the_platform_is_the_one_where_it_is_said(platform: str, count: int) -> None:
    given = evidence(post="Year 4, follow us for more!", platform=platform)
    assert len(found(age_restricted_invitation, given)) == count


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Year 7, follow us on Instagram", ["likely"]),
        ("Year 10, follow us on Instagram", []),
        ("Students can join our Discord", ["possible"]),
    ],
)
def test_in_a_secondary_school(text: str, confidence: list[str]) -> None:
    given = evidence(post=text)
    given = replace(given, school=replace(given.school, phase="secondary"))
    assert [row["confidence"] for row in found(age_restricted_invitation, given)] == confidence
