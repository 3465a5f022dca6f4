"""Facebook's awkward sides: windows of months, long albums, what is hidden or private, what the token may not read."""

from __future__ import annotations

from datetime import timedelta

import cases_facebook as cases
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback.facebook_speaker import FacebookSpeaker
from loopback.graph_speaker import GraphPage, error
from loopback.platform_server import Fault
from scenes import NOW, Ground, account, posts_of

from connectors.base import NeedsPerson, Window


@pytest.fixture
def ground(tmp_path, platform):
    return Ground(root=tmp_path, platform=platform)


def of_posts(*posts):
    return {"pages": [GraphPage(profile=cases.PROFILE, posts=list(posts))]}


def reads_of(pages):
    return {read.what: read for read in pages[-1].reads}


def busy(ground, faults=(), **more):
    """Return the page as Facebook shows it where six months, a feed's end and long albums are heeded."""
    pages = [GraphPage(profile=cases.PROFILE, posts=list(cases.POSTS))]
    usual = {"pages": pages, "alt_texts": cases.ALT_TEXTS, "page_size": 2, "now": NOW}
    made = cases.scene_with(FacebookSpeaker(**usual | more), ground)
    made.server.fail(*faults)
    made.posts = frozenset(one["id"] for page in (more.get("pages") or pages) for one in page.posts)
    return made


def scattered(*days):
    return {
        "pages": [GraphPage(profile=cases.PROFILE, posts=[cases.post(900 - n, 24 * day) for n, day in enumerate(days)])]
    }


def every(pages, kind):
    return [one for page in pages for one in getattr(page, kind)]


def test_what_is_older_than_the_feeds_end_is_asked_for(ground):
    made = busy(ground, feed_ends_after=2, **scattered(1, 2, 40, 41, 42, 900))
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert len(posts_of(pages)) == len(made.posts)
    assert reads_of(pages)["posts"].complete


def test_what_is_older_than_the_feeds_end_is_not_read_where_it_is_refused(ground):
    made = busy(ground, [Fault(path="until=", answer=error(100, "Invalid parameter"))], feed_ends_after=2)
    read = reads_of(made.read())["posts"]
    assert (read.complete, read.proves_gone, read.whole) == (False, False, False)
    assert read.reason == "Facebook did not give the posts before those of its feed"


def test_a_feed_that_heeds_no_until_ends_where_it_ends(ground):
    made = busy(ground, heeds_until=False)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert reads_of(pages)["posts"].complete


def test_a_window_longer_than_facebook_honours_is_read_month_by_month(ground):
    made = busy(ground, **scattered(1, 29, 30, 31, 200, 201, 202, 203, 364, 366))
    since = NOW - timedelta(days=365)
    pages = made.read({"account_id": "5005"}, Window(since=since, until=NOW))
    assert set(posts_of(pages)) == made.posts - {"5005_891"}
    assert len(posts_of(pages)) == 9
    reads = reads_of(pages)
    assert (reads["posts"].complete, reads["posts"].begin) == (True, since)
    asked = [call.query for call in made.server.asked("published_posts")]
    assert {int(one.get("until", NOW.timestamp())) - int(one["since"]) <= 30 * 86_400 for one in asked} == {True}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.sets(st.integers(0, 400), max_size=12), back=st.sampled_from([None, 28, 200, 365]), ends=st.integers(0, 6)
)
def test_every_post_of_a_window_is_read_once_however_they_are_scattered(ground, days, back, ends):
    made = busy(ground, feed_ends_after=ends, **scattered(*sorted(days)))
    pages = made.read({"account_id": "5005"}, Window(since=back and NOW - timedelta(days=back), until=NOW))
    wanted = {f"5005_{900 - n}" for n, day in enumerate(sorted(days)) if back is None or day <= back}
    read = posts_of(pages)
    assert len(read) == len(set(read))
    assert set(read) == (wanted if ends or back else set()), "a feed that shows nothing has no last post to ask before"
    assert reads_of(pages)["posts"].complete


def album(*numbers):
    return {"media_type": "album", "type": "album", "subattachments": {"data": [cases.photo(one) for one in numbers]}}


def test_albums_are_read_to_their_last_photo(ground):
    numbers = range(10, 17)
    post = cases.post(90, 1, attachments={"data": [album(*numbers)]})
    alt_texts = {str(one): {"alt_text_custom": f"Photo {one}"} for one in numbers}
    made = busy(ground, **of_posts(post), alt_texts=alt_texts)
    pages = made.read()
    assert {one.media_id: one.alt_text for one in every(pages, "media")} == {str(n): f"Photo {n}" for n in numbers}
    assert reads_of(pages)["media"].complete
    assert not [call for call in made.server.calls if "access_token" in call.url]


@pytest.mark.parametrize("fault", ["refused", "circle"])
def test_an_album_that_is_cut_short_is_said(ground, fault):
    post = cases.post(90, 1, attachments={"data": [album(*range(10, 17))]})
    alt_texts = {str(one): {} for one in range(10, 17)}
    gone = [Fault(path="subattachments\\?", answer=error(100, "no", 33))] if fault == "refused" else []
    shape = {"pages": [GraphPage(profile=cases.PROFILE, posts=[post])], "alt_texts": alt_texts}
    made = busy(ground, gone, album_circles=fault == "circle", **shape)
    pages = made.read()
    assert len(made.server.asked("subattachments\\?")) <= 2
    assert reads_of(pages)["media"].reason == "Facebook did not send all photos of 1 album"
    assert {"10", "11"} <= {one.media_id for one in every(pages, "media")}
    assert reads_of(pages)["posts"].complete


def test_an_album_of_which_only_the_cover_came_is_said(ground):
    post = cases.post(90, 1, attachments={"data": [cases.photo(900, media_type="album", type="album")]})
    pages = busy(ground, **of_posts(post)).read()
    assert reads_of(pages)["media"].reason == "Facebook did not send all photos of 1 album"


def test_a_photo_that_is_not_returned_stays_a_row(ground):
    post = cases.post(90, 1, attachments={"data": [cases.photo(900, media={})]})
    pages = busy(ground, **of_posts(post)).read()
    assert [(one.media_id, one.url) for one in every(pages, "media")] == [("900", "")]
    media = reads_of(pages)["media"]
    assert media.reason == "media not returned: Facebook gave no address of 1 photo or video"
    assert media.proves_gone, "the rows are all there, only bytes are missing"


def test_one_photo_that_cannot_be_asked_for_costs_no_other_its_alternative_text(ground):
    photos = [cases.photo(one) for one in range(10, 40)]
    post = cases.post(90, 1, attachments={"data": photos})
    alt_texts = {str(one): {"alt_text_custom": f"Photo {one}"} for one in range(10, 40) if one != 17}
    pages = busy(ground, **of_posts(post), alt_texts=alt_texts).read()
    assert [one.media_id for one in every(pages, "media") if not one.alt_text] == ["17"]
    assert reads_of(pages)["media"].reason == "Facebook did not tell the alternative text of 1 photo"


def test_hidden_comments_are_counted_and_nothing_of_them_is_kept(ground):
    talk = [
        cases.comment("5005_90", 1),
        cases.comment("5005_90", 2, is_hidden=True, message="shame on you"),
        cases.comment("5005_90", 3, is_private=True),
    ]
    made = busy(ground, **of_posts({**cases.post(90, 1), "comments": talk}))
    pages = made.read()
    assert [one.comment_id for one in every(pages, "comments")] == ["5005_90_1"]
    hidden = [(one.post_id, one.comment_id, one.state) for one in every(pages, "unavailable")]
    assert hidden == [("5005_90", "5005_90_2", "hidden"), ("5005_90", "5005_90_3", "hidden")]
    assert not [page for page in pages if "shame" in repr(page)]
    assert reads_of(pages)["comments"].assumed == "2 hidden comments are not public, so nothing of them is kept"
    assert reads_of(pages)["comments"].complete


def test_more_comments_than_counted_under_one_post_make_up_for_none_under_another(ground):
    def of(number, counted, *comments):
        talk = [cases.comment(f"5005_{number}", one) for one in comments]
        return {**cases.post(number, 1), "comments": {"data": talk, "summary": {"total_count": counted}}}

    pages = busy(ground, **of_posts(of(90, 3, 1), of(89, 0, 2, 3))).read()
    assert len(every(pages, "comments")) == 3
    assert reads_of(pages)["comments"].reason == "read 1 of 3 comments: Facebook did not give the others"


def test_hidden_comments_make_up_for_none_under_another_post(ground):
    hidden = [cases.comment("5005_90", one, is_hidden=True) for one in (1, 2)]
    posts = [
        {**cases.post(90, 1), "comments": {"data": hidden, "summary": {"total_count": 0}}},
        {**cases.post(89, 1), "comments": {"data": [], "summary": {"total_count": 1}}},
    ]
    assert reads_of(busy(ground, **of_posts(*posts)).read())["comments"].reason.startswith("read 0 of 1 comments")


@pytest.mark.parametrize(
    "change",
    [
        {"is_published": False},
        {"is_hidden": True},
        {"is_expired": True},
        {"privacy": {"value": "SELF", "description": "Only me"}},
    ],
)
def test_a_post_that_is_not_public_is_private_and_no_row(ground, change):
    posts = [cases.post(90, 1, 2, **change), cases.post(89, 2, privacy={"value": "EVERYONE"})]
    pages = busy(ground, **of_posts(*posts)).read()
    assert posts_of(pages) == ["5005_89"]
    assert [(one.post_id, one.state) for one in every(pages, "unavailable")] == [("5005_90", "private")]
    assert every(pages, "comments") == []
    assert reads_of(pages)["comments"].complete


def test_a_version_that_does_not_say_what_is_hidden_is_asked_without(ground):
    made = busy(ground, knows_flags=False)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert len(every(pages, "comments")) == 9
    unsaid = "Facebook did not say which posts and comments are hidden, so all were taken for public"
    assert {read.assumed for what, read in reads_of(pages).items() if what != "profile"} == {unsaid}
    assert reads_of(pages)["posts"].complete


def test_a_token_without_the_right_to_comments_reads_all_else(ground):
    made = busy(ground, may_read_comments=False)
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert not made.server.asked("/comments")
    assert reads_of(pages)["comments"].reason == (
        "the token may not read comments: grant the app pages_read_engagement and pages_read_user_content for the page"
    )
    assert reads_of(pages)["posts"].complete


def test_a_shared_post_of_another_page_is_left_out_and_the_rest_is_kept(ground):
    other = {**cases.post(85, 5), "id": "666_85", "from": {"id": "666", "name": "Somebody"}}
    pages = busy(ground, **of_posts(cases.POSTS[0], other)).read()
    assert posts_of(pages) == ["5005_90"]
    assert [(one.place, one.rule) for one in every(pages, "set_aside")] == [("post 666_85", "unknown-account")]


def test_nothing_but_posts_of_another_page_is_refused(ground):
    other = {**cases.post(85, 5), "id": "666_85", "from": {"id": "666", "name": "Somebody"}}
    with pytest.raises(NeedsPerson, match=r"are of another account \(id 666\); none was kept"):
        busy(ground, **of_posts(other)).read()


def test_posts_given_twice_are_counted_once(ground):
    """New pages repeat what they gave (facebook-sdk #510)."""
    made = busy(ground, **of_posts(cases.POSTS[0], cases.POSTS[0], cases.POSTS[2], cases.POSTS[0]))
    pages = made.read()
    assert posts_of(pages) == ["5005_90", "5005_88"]
    assert pages[-1].platform_counts == {"comments": 6}


def test_a_last_page_of_posts_given_before_ends_the_list_and_is_no_circle(ground):
    pages = busy(ground, **of_posts(*cases.POSTS[:2], *cases.POSTS[:2])).read()
    assert posts_of(pages) == ["5005_90", "5005_89"]
    assert reads_of(pages)["posts"].complete


def test_a_page_of_less_is_asked_where_facebook_says_it_is_too_much(ground):
    made = busy(ground)
    much = error(1, "Please reduce the amount of data you're asking for, then retry your request", status=500)
    made.server.fail(Fault(path="limit=25", answer=much))
    assert set(posts_of(made.read())) == made.posts
    assert {call.query["limit"] for call in made.server.asked("published_posts")} == {"25", "8"}


def test_what_the_token_may_do_and_that_no_token_ends_in_2058(ground):
    debug = {
        "is_valid": True,
        "expires_at": 2_777_000_000,
        "data_access_expires_at": 0,
        "scopes": ["pages_read_engagement", "pages_read_user_content"],
    }
    made = busy(ground, debug=debug)
    facts = made.build().token(made.account)
    assert facts is not None
    assert (facts.valid, facts.expires_at, facts.missing) == (True, None, ())
    assert facts.note(NOW) == (
        "the platform says that its token ends on 31 December 2057, which no token does: take its end for unknown"
    )


def test_a_version_that_ends_is_noted_without_asking_anybody(ground):
    made = busy(ground)
    made.account = account("facebook", "OakmerePrimary", "facebook", version="v20.0")
    assert made.build().notes(made.account) == (
        "Graph API v20.0 ended on 24 September 2026: set source.version to v25.0 or later",
    )
    made.account = account("facebook", "OakmerePrimary", "facebook", version="newest")
    assert "write a version of the Graph API" in made.build().notes(made.account)[0]
    assert made.server.calls == []


@pytest.mark.parametrize("back", [None, 365])
def test_a_pull_cut_short_between_months_goes_on_there(ground, back):
    made = busy(ground, feed_ends_after=3, **scattered(1, 2, 40, 41, 42, 95, 200, 300, 301))
    window = Window(since=back and NOW - timedelta(days=back), until=NOW)
    whole = made.read(None, window)
    assert set(posts_of(whole)) == made.posts
    for cut in range(1, len(whole)):
        rest = made.read(whole[cut - 1].cursor, window)
        assert posts_of(whole[:cut]) + posts_of(rest) == posts_of(whole), f"cut after page {cut}"
        assert rest[-1].reads == whole[-1].reads


def test_months_that_facebook_refuses_are_said(ground):
    made = busy(ground, [Fault(path="until=", answer=error(100, "no"))], **scattered(1, 40, 300))
    pages = made.read({"account_id": "5005"}, Window(since=NOW - timedelta(days=365), until=NOW))
    assert posts_of(pages) == ["5005_900"]
    posts = reads_of(pages)["posts"]
    assert (posts.complete, posts.proves_gone) == (False, False)
    assert posts.reason == "Facebook did not give the posts of 12 months"


def test_a_photo_that_stands_for_nothing_spoils_neither_the_other_photos_nor_the_posts(ground):
    made = busy(ground, [Fault(path=r"ids=", answer=error(803, "Some of the aliases you requested do not exist: 12"))])
    pages = made.read()
    assert set(posts_of(pages)) == made.posts
    assert "Facebook did not tell the alternative text of" in reads_of(pages)["media"].reason
