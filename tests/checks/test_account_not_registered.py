"""Accounts that a school shows as its own against the register of the trust."""

from __future__ import annotations

import pytest
from seen_evidence import KEY, evidence, found, not_assessed

from checks.account_not_registered import account_not_registered

CLAIMED = [
    ("Follow us on Instagram @hollin_pictures", "instagram hollin_pictures"),
    ("follow us on insta: @hollin.pictures for more", "instagram hollin.pictures"),
    ("You can now find us on Facebook: https://www.facebook.com/HollinFamilies/", "facebook HollinFamilies"),
    ("Follow us:\n👉 instagram.com/hollinpics?igsh=abc", "instagram hollinpics"),
    ("Our new PE account @brindlemovers is live!", "brindlemovers"),
    ("@brindlemovers is our new PE account.", "brindlemovers"),
    ("Check out our Year 4 page @Y4explorers", "Y4explorers"),
    ("Tag us @hollinlearns in your photos", "hollinlearns"),
    ("Like our page facebook.com/profile.php?id=100012345678", "facebook 100012345678"),
    ("We are now on TikTok @hollin.tt", "tiktok hollin.tt"),
    ("We've joined Threads: threads.net/@hollinthreads", "threads hollinthreads"),
    ("Subscribe to our channel https://www.youtube.com/@hollintv", "youtube hollintv"),
    ("Join our Facebook group facebook.com/groups/hollinyear3", "facebook hollinyear3"),
    ("Our library's Twitter account @readbrindle shares a book a day", "x readbrindle"),
    ("More pictures on the school's Instagram account @lookbrindle", "instagram lookbrindle"),
    ("Follow us on X @hollinbank and on Instagram @hollinpix", "instagram hollinpix"),
    ("We have a new Twitter account! Please follow @brindlelearners", "brindlelearners"),
    ("Our School Council are now tweeting @HB_Council", "HB_Council"),
    ("Class blog and Instagram account: @class4hollin", "instagram class4hollin"),
    ("Give us a follow on Insta: hollinbank_school", "instagram hollinbank_school"),
    ("IG: hollinbank.primary", "instagram hollinbank.primary"),
]
NAMED = [
    ("Great gymnastics by @HollinBankPE today", "HollinBankPE", "likely"),
    ("Well done @hollinbank_y4!", "hollinbank_y4", "likely"),
    ("See @hollinbankprimary for the menu", "hollinbankprimary", "likely"),
    ("Pictures at instagram.com/hollinbankbrindle", "instagram hollinbankbrindle", "likely"),
    ("The cake sale of @HollinBankPTA is on Friday", "HollinBankPTA", "possible"),
    ("Thank you @friendsofhollinbank", "friendsofhollinbank", "possible"),
]
ONLY_SAID = [
    ("We're now on TikTok!", "tiktok"),
    ("Follow us on Instagram for more pictures", "instagram"),
    ("Our YouTube channel has the whole concert", "youtube"),
]
NOT_FLAGGED = [
    "Lovely to see our choir on @BBCNews",
    "Catch us on @BBCRadioLancs at 8am",
    "Follow us as we visit @NHM_London",
    "Follow our friends @BirkmoorLibrary",
    "Thank you to our caterers @MellorsKitchen - follow them on Instagram!",
    "We are part of the @NSPCC programme",
    "We have joined @EcoSchools",
    "We are on our way to @ChesterZoo",
    "Year 5 loved the workshop by @YorkshireMuseum: facebook.com/yorkshiremuseum",
    "Great match against @BirkmoorSchool",
    "A close game with @hollinbankchorley", # another school's longer name
    "Congratulations @MrsDaleTeaches",
    "Follow us on X @HollinBank and Facebook facebook.com/hollinbankps",
    "Follow us on X and Facebook",
    "Tickets from office@hollinbank.example, doors open @ 6pm or @6.30pm",
    "Watch https://www.youtube.com/watch?v=abc and https://youtu.be/abc",
    "Our eco council met @WildlifeTrusts to plan the pond",
    "our Twitter takeover by @RSPB begins at noon",
    "Meet our author @PipWrites on Thursday",
    "Share it on https://www.facebook.com/sharer/sharer.php?u=x or https://twitter.com/intent/tweet?text=y",
    "Birkmoor, our sister school, is @birkmoorschool",
    "Find us at the top of Brindle Lane",
    "See our website, www.hollinbank.example/news",
    "Please don't post pictures of other people's children on Facebook",
    "We are live on Facebook with @RSPB",
    "Our Year 6s are on @BBCNewsround tonight",
    "Our coach is from @PNECT, tag them on Instagram",
    "Safer Internet Day: is your Facebook account private? @UK_SIC has advice",
    "On our local newspaper's Facebook page @BrindleTimes",
    "We use @TTRockStars, follow us on our journey!",
    "Live on Facebook: tonight_at_7, and on Facebook - hollinbank.example",
    "Book on our website or our ParentPay account",
    "Our netball team played @StJohnsPE",
    "The school's trust, @CopseTrust, has the news",
]  # fmt: skip


@pytest.mark.parametrize(("text", "account"), CLAIMED)
def test_an_account_that_is_called_ours_is_flagged(text, account):
    assert found(account_not_registered, evidence(text)) == [(account, "likely")]


@pytest.mark.parametrize(("text", "account", "confidence"), NAMED)
def test_an_account_that_bears_the_name_is_flagged(text, account, confidence):
    assert found(account_not_registered, evidence(text)) == [(account, confidence)]


@pytest.mark.parametrize(("text", "platform"), ONLY_SAID)
def test_a_platform_where_the_school_says_it_is_without_an_account_there_is_flagged(text, platform):
    assert found(account_not_registered, evidence(text)) == [(platform, "likely")]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_mentions_of_others_are_no_findings(text):
    assert found(account_not_registered, evidence(text)) == []


@pytest.mark.parametrize(
    ("profile", "account"),
    [
        ({"about": "The school's own page. IG: @brindle_learners"}, "instagram brindle_learners"),
        ({"about": "PE: @hollinbankpe"}, "hollinbankpe"),
        ({"website": "https://www.instagram.com/brindle.pictures/"}, "instagram brindle.pictures"),
    ],
)
def test_a_profile_shows_what_is_ours(profile, account):
    assert found(account_not_registered, evidence(**profile)) == [(account, "likely")]


@pytest.mark.parametrize(
    "profile",
    [
        {"about": "Proud to be part of @CopseTrust. Head: @MrsDaleTeaches"},
        {"about": "News of our school. facebook.com/hollinbankps", "website": "https://www.hollinbank.example"},
        {"about": "Watched in school hours. Ring the office @ any time."},
    ],
)
def test_a_profile_may_name_others(profile):
    assert found(account_not_registered, evidence(**profile)) == []


def test_a_saints_name_alone_is_only_possible_and_with_the_town_likely():
    school = {"name": "St Osyth's Catholic Primary School", "registered": ()}
    assert found(account_not_registered, evidence("Hello @stosyths", **school)) == [("stosyths", "possible")]
    assert found(account_not_registered, evidence("Hello @stosythsbrindle", **school)) == [
        ("stosythsbrindle", "likely")
    ]


def test_what_is_allowed_shared_or_shown_by_the_platform_is_no_finding():
    text = "Our new page @CopseTrust"
    assert found(account_not_registered, evidence(text), allowed=["@copsetrust"]) == []
    assert found(account_not_registered, evidence(text, kind="repost")) == []
    assert found(account_not_registered, evidence("Follow us on X @hollin_renamed", shown="hollin_renamed")) == []


def test_an_account_is_one_finding_that_says_where_it_was_seen():
    given = evidence(
        "Our PE account @hollinmoves", "More by @hollinmoves", "Follow us @hollinmoves", about="IG @hollinmoves"
    )
    [row] = account_not_registered.run(given).findings.to_dict("records")
    assert (row["subject_type"], row["subject_id"], row["account"]) == ("account", "account:hollinbank", KEY)
    assert row["detail"] == (
        "@hollinmoves on Instagram is shown as the school's own, and trust.yaml has no such account; in the profile, "
        "and in 2 posts, first in post:0 of 1 November 2026"
    )


def test_an_unread_profile_is_said_and_the_posts_are_judged():
    given = evidence("Hello", read=("posts",))
    assert not_assessed(account_not_registered, given) == ["profile: not read yet"]
    assert account_not_registered.run(given).units["outcome"].tolist() == ["pass", "not_assessed"]


def test_nothing_is_judged_where_no_post_was_read():
    assert account_not_registered.run(evidence(read=("profile",))).units.empty
