"""Facebook through real facebook-sdk: comments to the last page, totals beside ours, what a second pull reads."""

from __future__ import annotations

from datetime import timedelta

import cases_facebook as cases
import pytest
from loopback.graph_speaker import GraphPage, error
from loopback.platform_server import Answer, Fault
from scenes import NOW, Ground, account, posts_of

from connectors.base import BadPayload, NeedsPerson, RetryLater, Window


@pytest.fixture
def ground(tmp_path, platform):
    return Ground(root=tmp_path, platform=platform)


def scene(ground, faults=(), **more):
    made = cases.scene_with(cases.speaker(**more), ground)
    made.server.fail(*faults)
    return made


def with_posts(*posts):
    return {"pages": [GraphPage(profile=cases.PROFILE, posts=list(posts))]}


def reads_of(pages):
    return {read.what: read for read in pages[-1].reads}


def comments_of(pages):
    return [one for page in pages for one in page.comments]


def test_a_whole_page(ground):
    pages = scene(ground).read()
    profile = next(page.profile for page in pages if page.profile)
    assert (profile.platform_id, profile.handle, profile.website) == (
        "5005",
        "oakmereprimary",
        "https://oakmere.example",
    )
    assert len(comments_of(pages)) == 9
    assert {one.post_id for one in comments_of(pages)} == {"5005_90", "5005_88", "5005_87"}
    assert {one.alt_text for page in pages for one in page.media} == {f"Picture {one}" for one in range(86, 91)}
    assert all(read.complete and read.proves_gone for what, read in reads_of(pages).items() if what != "profile")
    assert pages[-1].platform_counts == {"comments": 9}


def test_comments_are_asked_for_with_their_replies_and_to_the_last_page(ground):
    made = scene(ground)
    made.read()
    assert "comments.filter(stream).summary(true)" in made.server.asked("published_posts")[0].query["fields"]
    further = made.server.asked("5005_90/comments")
    assert [call.query["after"] for call in further] == ["at2", "at4"]
    assert {call.query["filter"] for call in further} == {"stream"}


def test_comments_that_facebook_counts_and_does_not_give_are_said(ground):
    pages = scene(ground, withheld=3).read()
    comments = reads_of(pages)["comments"]
    assert (comments.complete, comments.proves_gone) == (False, False)
    assert comments.reason == "read 9 of 24 comments: Facebook did not give the others"
    assert reads_of(pages)["posts"].complete
    assert next(one for page in pages for one in page.posts).comments_total == 8


def test_a_post_that_came_without_its_comments_is_asked_for_them(ground):
    bare = {name: value for name, value in cases.post(90, 1).items() if name != "comments"}
    made = scene(ground, **with_posts(bare))
    assert reads_of(made.read())["comments"].complete
    assert made.server.asked("5005_90/comments")


def test_the_same_page_of_comments_again_and_again_is_left(ground):
    made = scene(ground)
    circle = {
        "data": [cases.comment("5005_90", one) for one in range(2, 4)],
        "paging": {"cursors": {"after": "at4"}, "next": "https://graph.facebook.com/v25.0/x?after=at4&access_token=t"},
    }
    made.server.fail(Fault(path="5005_90/comments", answer=Answer.json(circle)))
    pages = made.read()
    assert len(made.server.asked("5005_90/comments")) == 2
    assert "Facebook gave the same page of comments twice" in reads_of(pages)["comments"].reason
    ids = [one.comment_id for one in comments_of(pages)]
    assert len(ids) == len(set(ids))


def test_a_post_deleted_while_it_is_read_loses_nothing_else(ground):
    made = scene(ground, [Fault(path="5005_90/comments", answer=error(100, "gone", 33))])
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert reads_of(pages)["comments"].reason == "read 6 of 9 comments: Facebook did not give the others"


def test_comments_that_facebook_refuses_are_said(ground):
    bare = {name: value for name, value in cases.post(90, 1).items() if name != "comments"}
    made = scene(ground, [Fault(path="5005_90/comments", answer=error(100, "no"))], **with_posts(bare))
    assert reads_of(made.read())["comments"].reason == "Facebook did not give the comments of 1 post"


def test_alternative_texts_that_cannot_be_read_are_said(ground):
    pages = scene(ground, alt_texts={}).read()
    media = reads_of(pages)["media"]
    assert not media.complete
    assert media.reason == "Facebook did not tell the alternative text of 5 photos"
    assert len([one for page in pages for one in page.media]) == 5


def test_pages_named_by_time_are_followed_without_the_token_they_carry(ground):
    made = scene(ground, by_time=True)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert not [call for call in made.server.calls if "access_token" in call.url]
    assert not [page for page in pages if made.secrets["PAGE_TOKEN"] in str(page.cursor)]


def test_a_named_but_empty_next_page_is_the_end(ground):
    pages = scene(ground, empty_next=True).read()
    assert reads_of(pages)["posts"].complete
    assert len(posts_of(pages)) == 5


def test_a_second_pull_asks_only_for_its_window(ground):
    made = scene(ground)
    cursor = made.read()[-1].cursor
    made.server.calls.clear()
    since = NOW - timedelta(hours=40)
    pages = made.read(cursor, Window(since=since, until=NOW))
    assert {call.query["since"] for call in made.server.asked("published_posts")} == {str(int(since.timestamp()))}
    assert posts_of(pages) == ["5005_90", "5005_89"]
    assert reads_of(pages)["posts"].begin == since
    said = f"new comments were looked for under posts since {since.day} {since:%B %Y} alone"
    assert said in reads_of(pages)["comments"].assumed
    assert "looked for" not in reads_of(scene(ground).read())["comments"].assumed


def test_a_page_token_that_facebook_forgot_begins_the_pull_again(ground):
    made = scene(ground)
    cursor = made.read()[1].cursor
    assert cursor is not None
    for change in (
        {"token": "after=long-ago", "tasks": []},
        {"tasks": [{"under": {"5005_90": "5005_90"}, "token": "after=x"}]},
    ):
        assert set(posts_of(made.read({**cursor, "pull": {**cursor["pull"], **change}}))) == made.posts


def test_a_page_that_is_not_shown_to_the_token(ground):
    made = scene(ground)
    made.account = account("facebook", "nobody", "facebook", **made.account.source.options)
    with pytest.raises(
        NeedsPerson, match="Facebook shows no page @nobody on Facebook to this token: correct the handle"
    ):
        made.read()


def test_a_handle_stays_one_part_of_the_address(ground):
    made = scene(ground)
    made.account = account("facebook", "a/../b?c=d", "facebook", **made.account.source.options)
    with pytest.raises(NeedsPerson, match="shows no page"):
        made.read()
    assert made.server.calls[0].path == "/v25.0/a%2F..%2Fb%3Fc%3Dd"


def test_posts_that_are_not_shown_to_the_token(ground):
    with pytest.raises(NeedsPerson, match="Facebook does not show the posts of @OakmerePrimary on Facebook"):
        scene(ground, [Fault(path="published_posts", answer=error(100, "no"))]).read()


def test_a_handle_that_passed_to_another_page_is_not_read(ground):
    with pytest.raises(NeedsPerson, match=r"is now another account \(id 5005, before 4\)"):
        scene(ground).read({"account_id": "4"})


def test_an_account_without_a_token(ground):
    made = scene(ground)
    made.account = account("facebook", "oakmereprimary", "facebook")
    with pytest.raises(NeedsPerson, match=r'has no token: give its source token: "\${FACEBOOK_PAGE_TOKEN}"'):
        made.read()


def test_a_throttle_says_when_access_comes_back(ground):
    usage = '{"5005": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 19}]}'
    wait = error(80001, "too many calls", X_Business_Use_Case_Usage=usage)
    with pytest.raises(RetryLater) as later:
        scene(ground, [Fault(path="published_posts", answer=wait)]).read()
    assert later.value.at == NOW + timedelta(minutes=19)


@pytest.mark.parametrize("body", [[], 3, {}, {"data": {}}, {"data": None}])
def test_an_answer_that_is_not_a_page(ground, body):
    with pytest.raises(BadPayload, match="the posts of @OakmerePrimary on Facebook: "):
        scene(ground, [Fault(path="published_posts", answer=Answer.json(body))]).read()


def test_a_handle_that_nobody_has_is_said_in_facebooks_own_code_too(ground):
    made = cases.scene("two pages and a resume", ground)
    made.server.fail(Fault(path=".", answer=error(803, "Some of the aliases you requested do not exist: oakmere")))
    with pytest.raises(NeedsPerson, match=r"correct the handle in trust\.yaml"):
        made.read()
