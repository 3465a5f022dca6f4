"""Instagram through real facebook-sdk: carousels, stories, replies to the last, totals beside ours, what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import cases_instagram as cases
import pytest
from loopback.graph_speaker import error
from loopback.platform_server import Answer, Fault
from scenes import NOW, Ground, account, posts_of

from connectors.base import BadPayload, NeedsPerson, RetryLater, Window
from connectors.instagram import BEGAN

WITHHELD = "Instagram gives none of restricted people, nor those under age-restricted posts and past live videos"


@pytest.fixture
def ground(tmp_path, platform):
    return Ground(root=tmp_path, platform=platform)


def scene(ground, faults=(), **more):
    made = cases.scene_with(cases.speaker(**more), ground)
    made.server.fail(*faults)
    return made


def reads_of(pages):
    return {read.what: read for read in pages[-1].reads}


def every(pages, kind):
    return [one for page in pages for one in getattr(page, kind)]


def test_a_whole_account(ground):
    made = scene(ground)
    pages = made.read()
    profile = next(page.profile for page in pages if page.profile)
    assert (profile.platform_id, profile.handle, profile.about) == (cases.ID, "oakmere_primary", "News of our school")
    assert profile.posts_total == 5
    kinds = {post.post_id: post.kind for post in every(pages, "posts")}
    assert kinds == {
        "71": "story",
        "90": "original",
        "89": "original",
        "88": "original",
        "87": "original",
        "86": "original",
    }
    assert all(read.complete and read.proves_gone for what, read in reads_of(pages).items() if what != "profile")
    assert reads_of(pages)["posts"].begin == BEGAN
    assert pages[-1].platform_counts == {"comments": 18, "posts": 5}
    assert not [read.assumed for read in pages[-1].reads if read.assumed]


def test_each_photo_of_a_carousel_is_a_row_with_its_own_alternative_text(ground):
    media = [one for one in every(scene(ground).read(), "media") if one.post_id == "89"]
    assert [(one.media_id, one.type, one.alt_text) for one in media] == [
        ("891", "photo", "Picture 891"),
        ("892", "video", "Picture 892"),
    ]


def test_comments_and_replies_are_read_to_the_last(ground):
    made = scene(ground)
    pages = made.read()
    assert len(every(pages, "comments")) == 18
    assert {one.post_id for one in every(pages, "comments")} == {"90", "88", "87"}
    assert [call.query["after"] for call in made.server.asked("/90/comments")] == ["at2", "at4"]
    assert [call.query["after"] for call in made.server.asked("/9000/replies")] == ["at1"]


def test_replies_to_a_comment_of_a_later_page_are_read_to_the_last(ground):
    late = cases.comment("9004", replies=[cases.comment(f"900{n}") for n in range(5, 9)])
    talk = [cases.comment(f"900{n}") for n in range(4)] + [late]
    pages = scene(ground, media=[{**cases.post(90, 1), "comments": talk}]).read()
    assert {one.comment_id for one in every(pages, "comments")} == {f"900{n}" for n in range(9)}
    assert reads_of(pages)["comments"].complete


def test_an_answer_by_the_school_bears_its_handle(ground):
    ours = cases.comment("900001", username="oakmere_primary")
    made = scene(ground, media=[{**cases.post(90, 1), "comments": [cases.comment("1"), ours]}])
    assert [one.author_handle for one in every(made.read(), "comments")] == ["a.parent", "Oakmere_Primary"]


def test_hidden_comments_are_counted_and_nothing_of_them_is_kept(ground):
    talk = [cases.comment("1", hidden=True, text="shame on you", replies=[cases.comment("2")]), cases.comment("3")]
    made = scene(ground, media=[{**cases.post(90, 1), "comments": talk}])
    pages = made.read()
    assert [one.comment_id for one in every(pages, "comments")] == ["3"]
    hidden = [(one.post_id, one.comment_id, one.state) for one in every(pages, "unavailable")]
    assert hidden == [("90", "1", "hidden"), ("90", "2", "hidden")]
    assert not [page for page in pages if "shame" in repr(page)]
    assert reads_of(pages)["comments"].assumed == "2 hidden comments are not public, so nothing of them is kept"
    assert reads_of(pages)["comments"].complete


def test_comments_that_instagram_counts_and_withholds_are_said(ground):
    comments = reads_of(scene(ground, withheld=400).read())["comments"]
    assert (comments.complete, comments.proves_gone) == (False, False)
    assert comments.reason == f"read 18 of 2,018 comments: {WITHHELD}"


def test_more_comments_than_counted_under_one_post_make_up_for_none_under_another(ground):
    talk = [cases.comment("1"), cases.comment("2")]
    posts = [{**cases.post(90, 1), "comments": talk, "comments_count": 0}, {**cases.post(89, 2), "comments_count": 2}]
    assert reads_of(scene(ground, media=posts).read())["comments"].reason == f"read 0 of 2 comments: {WITHHELD}"


def test_an_age_restricted_post_is_asked_for_its_comments_and_said_to_have_none(ground):
    bare = {name: value for name, value in cases.post(90, 1).items() if name != "comments"}
    made = scene(ground, media=[{**bare, "comments_count": 4}])
    assert reads_of(made.read())["comments"].reason == f"read 0 of 4 comments: {WITHHELD}"
    assert made.server.asked("/90/comments")


def test_a_photo_that_is_not_returned_stays_a_row(ground):
    bare = {name: value for name, value in cases.post(90, 1).items() if name != "media_url"}
    pages = scene(ground, media=[bare, cases.carousel(89, 2)]).read()
    assert [(one.media_id, one.url, one.alt_text) for one in every(pages, "media") if one.post_id == "90"] == [
        ("90", "", "Picture 90")
    ]
    media = reads_of(pages)["media"]
    assert media.reason == (
        "Instagram did not send all photos of 1 carousel; "
        "media not returned: Instagram gave no address of 1 photo or video"
    )
    assert reads_of(pages)["posts"].complete


def test_what_has_no_address_is_missing_bytes_and_no_gap_in_what_is_public(ground):
    bare = {name: value for name, value in cases.post(90, 1).items() if name != "media_url"}
    media = reads_of(scene(ground, media=[bare]).read())["media"]
    assert (media.complete, media.proves_gone) == (False, True)


def test_stories_that_the_token_may_not_see_keep_nothing_else_from_being_read(ground):
    made = scene(ground, [Fault(path="/stories", answer=error(10, "no"))])
    pages = made.read()
    assert set(posts_of(pages)) == made.posts - {"71"}
    posts = reads_of(pages)["posts"]
    assert posts.complete
    assert posts.assumed == "Instagram did not show the stories to this token, so none were read"


def test_stories_that_came_broken_prove_nothing_gone(ground):
    made = scene(ground, [Fault(path="/stories", answer=Answer.html(404))])
    pages = made.read()
    assert set(posts_of(pages)) == made.posts - {"71"}
    posts = reads_of(pages)["posts"]
    assert (posts.complete, posts.proves_gone) == (False, False)
    assert "stories" in posts.reason


def test_a_story_is_gone_from_the_next_read(ground):
    made = scene(ground)
    assert "71" in posts_of(made.read())
    made.server.speakers = [replace(made.server.speakers[0], stories=[])]
    pages = made.read(made.read()[-1].cursor, Window(since=NOW - timedelta(days=28), until=NOW))
    assert "71" not in posts_of(pages)
    assert reads_of(pages)["posts"].proves_gone


def test_a_token_without_the_right_to_comments_reads_all_else(ground):
    made = scene(ground, may_read_comments=False)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert {one.alt_text for one in every(pages, "media") if one.post_id == "90"} == {"Picture 90"}
    assert reads_of(pages)["comments"].reason == (
        "the token may not read comments: grant the app instagram_basic and instagram_manage_comments for the account; "
        f"read 0 of 18 comments: {WITHHELD}"
    )
    assert reads_of(pages)["posts"].complete


def test_a_version_that_knows_no_alternative_texts_is_asked_without(ground):
    made = scene(ground, knows_alt_text=False)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert len(every(pages, "comments")) == 18
    assert reads_of(pages)["media"].reason == "Instagram did not tell the alternative texts"
    refused = [call for call in made.server.asked("/media") if "alt_text" in call.query["fields"]]
    assert len(refused) == 1, "what was refused once is not asked again"


def test_a_second_pull_asks_only_for_its_window(ground):
    made = scene(ground)
    cursor = made.read()[-1].cursor
    made.server.calls.clear()
    since = NOW - timedelta(hours=40)
    pages = made.read(cursor, Window(since=since, until=NOW))
    assert {call.query["since"] for call in made.server.asked("/media")} == {str(int(since.timestamp()))}
    assert posts_of(pages) == ["71", "90", "89"]
    assert reads_of(pages)["posts"].begin == since


def test_reading_ends_where_all_is_older_than_the_window(ground):
    old = [cases.post(number, 900 + number) for number in range(20, 32)]
    made = scene(ground, heeds_since=False, page_size=4, media=[old[0], *cases.POSTS[:2], *old])
    pages = made.read({"account_id": cases.ID}, Window(since=NOW - timedelta(hours=40), until=NOW))
    assert {"90", "89"} < set(posts_of(pages))
    assert len(made.server.asked("/media")) == 2


def test_old_posts_pinned_above_the_others_do_not_end_the_reading(ground):
    old = [cases.post(number, 900 + number) for number in range(20, 23)]
    made = scene(ground, heeds_since=False, page_size=3, media=[*old, *cases.POSTS[:2]])
    pages = made.read({"account_id": cases.ID}, Window(since=NOW - timedelta(hours=40), until=NOW))
    assert {"90", "89"} < set(posts_of(pages))


def test_fewer_posts_than_instagram_counts_are_said_and_all_is_judged(ground):
    pages = scene(ground, account={**cases.PROFILE, "media_count": 1240}).read()
    posts = reads_of(pages)["posts"]
    assert (posts.complete, posts.assumed) == (True, "Instagram counts 1,240 posts and gave 5 of them")


def test_a_page_of_less_is_asked_where_instagram_says_it_is_too_much(ground):
    made = scene(ground)
    much = error(1, "Please reduce the amount of data you're asking for, then retry your request", status=500)
    made.server.fail(Fault(path="limit=25", answer=much))
    assert set(posts_of(made.read())) == made.posts
    assert {call.query["limit"] for call in made.server.asked("/media")} == {"25", "8"}


def test_a_shared_post_of_another_account_is_left_out_and_the_rest_is_kept(ground):
    other = {**cases.post(85, 5), "username": "somebody", "owner": {"id": "666"}}
    pages = scene(ground, media=[cases.POSTS[0], other]).read()
    assert posts_of(pages) == ["71", "90"]
    assert [(one.place, one.rule) for one in every(pages, "set_aside")] == [("post 85", "unknown-account")]


def test_nothing_but_posts_of_another_account_is_refused(ground):
    other = {**cases.post(85, 5), "username": "somebody", "owner": {"id": "666"}}
    with pytest.raises(NeedsPerson, match=r"are of another account \(id 666\); none was kept"):
        scene(ground, media=[other]).read()


@pytest.mark.parametrize("person", [False, True])
def test_the_account_is_found_from_its_page_or_from_the_pages_of_a_person(ground, person):
    made = scene(ground, person=person)
    assert set(posts_of(made.read())) == made.posts


def test_a_token_of_a_login_with_instagram(ground):
    made = cases.scene_with(cases.speaker(), ground, token="IGAAtoken-of-a-login")
    assert set(posts_of(made.read())) == made.posts
    assert {call.headers["Host"] for call in made.server.calls} == {"graph.instagram.com"}
    assert made.build().token(made.account) is None


def test_a_token_for_another_account_names_it(ground):
    made = scene(ground)
    made.account = account("instagram", "elmhurst", "instagram", **made.account.source.options)
    with pytest.raises(NeedsPerson, match="leads to @oakmere_primary on Instagram, not to @elmhurst on Instagram"):
        made.read()


def test_a_renamed_account_is_known_by_its_id(ground):
    made = scene(ground)
    made.account = made.account.model_copy(update={"handle": "oldname", "platform_id": cases.ID})
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert next(page.profile.handle for page in pages if page.profile) == "oakmere_primary"


def test_an_account_that_is_not_linked(ground):
    nothing = Answer.json({"id": "5005"})
    made = scene(
        ground, [Fault(path="/me\\?", answer=nothing), Fault(path="accounts", answer=Answer.json({"data": []}))]
    )
    with pytest.raises(NeedsPerson, match="no professional account on Instagram is linked"):
        made.read()


def test_an_id_that_is_not_shown(ground):
    made = scene(ground)
    made.account = made.account.model_copy(update={"platform_id": "99"})
    with pytest.raises(NeedsPerson, match="Instagram shows no account @Oakmere_Primary"):
        made.read()


def test_a_post_deleted_while_it_is_read_loses_nothing_else(ground):
    made = scene(ground, [Fault(path="/90/comments", answer=error(100, "gone", 33))])
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert reads_of(pages)["comments"].reason.startswith("read 15 of 18 comments")


def test_a_page_that_instagram_forgot_begins_the_pull_again(ground):
    made = scene(ground)
    cursor = made.read()[1].cursor
    assert cursor is not None
    for token in ("media&after=long-ago", "stories&after=long-ago", "reels&after=at2"):
        assert (
            set(posts_of(made.read({**cursor, "pull": {**cursor["pull"], "token": token, "tasks": []}}))) == made.posts
        )


def test_a_throttle_is_put_as_instagrams_and_says_when_access_comes_back(ground):
    usage = '{"17": [{"type": "instagram", "call_count": 100, "estimated_time_to_regain_access": 19}]}'
    wait = error(80002, "too many calls", X_Business_Use_Case_Usage=usage)
    with pytest.raises(RetryLater, match="Instagram asks to wait") as later:
        scene(ground, [Fault(path="/media", answer=wait)]).read()
    assert later.value.at == NOW + timedelta(minutes=19)


@pytest.mark.parametrize("body", [[], 3, {}, {"data": {}}, {"data": None}])
def test_an_answer_that_is_not_a_page(ground, body):
    with pytest.raises(BadPayload, match="the posts of @Oakmere_Primary on Instagram: "):
        scene(ground, [Fault(path="/media", answer=Answer.json(body))]).read()


def test_what_the_token_may_do_and_until_when(ground):
    ends = NOW + timedelta(days=10)
    debug = {
        "is_valid": True,
        "expires_at": int(ends.timestamp()),
        "scopes": ["instagram_basic", "pages_read_engagement"],
    }
    made = scene(ground, debug=debug)
    facts = made.build().token(made.account)
    assert facts is not None
    assert (facts.valid, facts.expires_at, facts.missing) == (True, ends, ("instagram_manage_comments",))
    assert facts.note(NOW).startswith("its token ends on 1 December 2026: make a new one")


def test_a_photo_is_fetched_from_instagrams_own_hosts_without_the_token(ground):
    made = scene(ground)
    photo = next(one for one in every(made.read(), "media") if one.media_id == "891")
    made.server.calls.clear()
    made.server.speakers = [lambda call: Answer(body=b"JPEG", content_type="image/jpeg")]
    assert made.build().picture(made.account, photo) == b"JPEG"
    assert "Authorization" not in made.server.calls[0].headers
    with pytest.raises(BadPayload, match="not on one of the platform's own media hosts"):
        made.build().picture(made.account, replace(photo, url="https://elsewhere.example/1.jpg"))


def test_the_recorded_posts_are_read_whole_and_their_comments_missed(ground, shared_data):
    file = shared_data / "04_meta_instagram_threads_exports/pyfacebook/instagram/apidata/users/medias_p1.json"
    recorded = json.loads(file.read_text(encoding="utf-8"))["data"]
    made = scene(ground, media=recorded, stories=[], page_size=1)
    pages = made.read()
    assert posts_of(pages) == [one["id"] for one in recorded]
    assert [one.url for one in every(pages, "media")] == [one["media_url"] for one in recorded]
    assert reads_of(pages)["posts"].complete
    assert reads_of(pages)["comments"].reason == f"read 0 of 6 comments: {WITHHELD}"
