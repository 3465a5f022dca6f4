"""Signs that a child may be at risk: what is passed on, what is not, and where it goes."""

from __future__ import annotations

import pytest
from comment_evidence import evidence, flagged

from checks.safeguarding_disclosure import safeguarding_disclosure

FLAGGED = [
    "i dont want to be here anymore",
    "my mate says shes gonna kill herself tonight",
    "ive been cutting my arms again",
    "my dad hits me with a belt",
    "im scared to go home",
    "my stepdad comes into my room at night",
    "she came in covered in bruises",
    "we havent had any tea since yesterday",
    "mum is always drunk and theres no food in the house",
    "those kids are left home alone all night",
    "theres a lad with a knife in his bag",
    "gonna shoot up the school on monday",
    "a man in a van tried to grab my daughter",
    "hey beautiful how old are you",
    "dont tell your mum, add me on snap babe",
    "some old man keeps messaging my son on roblox",
    "what is the name of the girl in the red dress",
]
NOT_FLAGGED = [
    "Revision is killing me off",
    "starving after swimming, ate everything",
    "He nearly died laughing",
    "What a shot, top corner!",
    "Can you message me the link please",
    "What time does the fair start on Friday?",
    "Thank you for the online safety workshop",
    "cut her knee on the playground, thank you for the plaster",
    "how old do you have to be for the ski trip",
    "Odd socks on Monday, love it",
    "hit me up if you have a spare ticket for the raffle",
    "such a gorgeous photo, well done all",
]


@pytest.mark.parametrize("text", FLAGGED)
def test_flagged(text):
    assert flagged(safeguarding_disclosure, text, least="possible")


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text):
    assert not flagged(safeguarding_disclosure, text, least="possible")


def test_it_goes_to_the_safeguarding_lead_today_and_says_what_to_do_out_of_hours():
    assert (safeguarding_disclosure.route, safeguarding_disclosure.severity) == ("dsl", "today")
    assert "out of hours" in safeguarding_disclosure.remedy


def test_a_story_makes_plain_words_less_sure_but_not_silent():
    text = "In the book she wants to kill herself, and our daughter loved it"
    [row] = safeguarding_disclosure.run(evidence(text)).findings.to_dict("records")
    assert row["confidence"] == "possible"
    assert row["detail"].endswith("though it may be about a story or a song")


def test_kinds_can_be_chosen():
    assert not flagged(safeguarding_disclosure, "my dad hits me", kinds=["contact"])
