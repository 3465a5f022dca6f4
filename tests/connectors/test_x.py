"""X through real tweepy: what is asked for, what is said when X refuses, and what a second pull reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import cases_x
import pytest
from loopback.platform_server import Answer, Fault
from loopback.x_speaker import XAccount
from scenes import NOW, Ground, account, posts_of

from connectors.base import BadPayload, NeedsPerson, RetryLater, Unavailable, Window


@pytest.fixture
def ground(tmp_path, platform):
    return Ground(root=tmp_path, platform=platform)


def scene(ground, faults=(), **more):
    made = cases_x.scene_with(cases_x.speaker(**more), ground)
    made.server.fail(*faults)
    return made


def reads_of(pages):
    return {read.what: read for read in pages[-1].reads}


def test_a_whole_account(ground):
    pages = scene(ground).read()
    profile = next(page.profile for page in pages if page.profile)
    assert (profile.platform_id, profile.handle, profile.posts_total) == ("7001", "OakmerePrimary", 5)
    assert profile.name == "Oakmere Primary & Nursery"
    assert profile.website == "https://oakmere.example"
    comments = [one for page in pages for one in page.comments]
    assert [(one.comment_id, one.post_id, one.author_handle) for one in comments] == [
        ("950", "900", "a_parent"),
        ("951", "900", "a_parent"),
        ("952", "900", "a_parent"),
        ("953", "898", "a_parent"),
    ]


def test_the_profile_is_paid_for_once_in_a_run(ground):
    made = scene(ground)
    connector = made.build()
    connector.profile(made.account)
    list(connector.pages(made.account, None, made.window))
    assert len(made.server.asked("/by/username/")) == 1


def test_the_token_goes_in_a_header_and_alt_text_and_long_text_are_asked_for(ground):
    made = scene(ground)
    made.read()
    timeline = made.server.asked("/tweets")[0]
    assert timeline.headers["Authorization"] == f"Bearer {made.secrets['X_TOKEN']}"
    assert {"note_tweet", "edit_history_tweet_ids", "withheld"} <= set(timeline.query["tweet.fields"].split(","))
    assert "alt_text" in timeline.query["media.fields"]
    assert "start_time" not in timeline.query


def test_a_second_pull_asks_only_for_its_window(ground):
    made = scene(ground)
    cursor = made.read()[-1].cursor
    made.server.calls.clear()
    since = NOW - timedelta(hours=70)
    again = made.read(cursor, Window(since=since, until=NOW))
    assert made.server.asked("/tweets")[0].query["start_time"] == since.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert posts_of(again) == ["900", "899", "898"]
    reads = reads_of(again)
    assert (reads["posts"].begin, reads["posts"].complete, reads["posts"].proves_gone) == (since, True, True)
    assert reads["comments"].complete


def test_replies_reach_back_a_week_and_the_rest_is_said(ground):
    old = cases_x.post(800, 24 * 20)
    made = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=[*cases_x.POSTS, old])])
    pages = made.read()
    comments = reads_of(pages)["comments"]
    assert not comments.complete
    assert comments.begin == NOW - timedelta(days=7)
    assert comments.reason == (
        "X lets replies be searched for seven days, so those under posts before 14 November 2026 were not read"
    )
    assert not made.server.asked("conversation_id%3A800")
    assert reads_of(pages)["posts"].complete


def test_the_accounts_own_replies_are_posts_and_no_comments(ground):
    thread = cases_x.reply(949, 900, author_id="7001", referenced_tweets=[{"type": "replied_to", "id": "900"}])
    posts = [thread, *cases_x.POSTS]
    pages = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=posts)], replies=[thread]).read()
    assert next(one.kind for page in pages for one in page.posts if one.post_id == "949") == "reply"
    assert not [one for page in pages for one in page.comments]


def test_a_search_never_grows_past_what_x_takes(ground):
    many = [cases_x.post(1_500_000_000_000_000_000 + one, 1) for one in range(40)]
    made = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=many)], page_size=100)
    made.read()
    queries = [call.query["query"] for call in made.server.asked("/search/recent")]
    assert len(queries) == 4
    assert max(map(len, queries)) <= 512


def test_missing_media_are_said_and_posts_stay_complete(ground):
    posts = [{**cases_x.POSTS[0], "attachments": {"media_keys": ["3_1", "7_2"]}}]
    pages = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=posts)]).read()
    reads = reads_of(pages)
    assert reads["posts"].complete
    assert not reads["media"].complete
    assert "did not return 2 of the photos" in reads["media"].reason
    told = [(one.media_id, one.type, one.alt_known) for page in pages for one in page.media]
    assert told == [("3_1", "photo", False), ("7_2", "video", False)], "nobody knows whether they have a text"


def test_a_withheld_post_is_named_and_said_and_the_rest_of_the_read_stands(ground):
    posts = [{**cases_x.POSTS[0], "withheld": {"copyright": True, "country_codes": ["XX"]}}, *cases_x.POSTS[1:]]
    pages = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=posts)]).read()
    assert "900" not in posts_of(pages)
    posts_read = reads_of(pages)["posts"]
    assert (posts_read.complete, posts_read.proves_gone, posts_read.reason) == (True, True, "")
    assert posts_read.assumed.startswith("X withholds 1 of the posts and shows a notice instead")
    assert [one for page in pages for one in page.unavailable] == [Unavailable(post_id="900", state="withheld")]


def test_empty_pages_that_go_on_and_on_are_left(ground):
    pages = scene(ground, empty_pages=True).read()
    assert "one empty page of posts after another" in reads_of(pages)["posts"].reason


def test_a_page_token_that_x_forgot_begins_the_pull_again(ground):
    made = scene(ground)
    cursor = made.read()[2].cursor
    assert cursor is not None
    forgotten = {**cursor, "pull": {**cursor["pull"], "token": "long ago", "tasks": []}}
    assert set(posts_of(made.read(forgotten))) == made.posts


@pytest.mark.parametrize(
    "cursor", [{}, {"pull": 3}, {"account_id": "7001", "pull": {"token": "x"}}, {"version": 1, "posts": "ab"}]
)
def test_a_cursor_that_is_not_ours_begins_anew(ground, cursor):
    assert len(posts_of(scene(ground).read(cursor))) == 5


def problem(status, **body):
    return Fault(
        path="/tweets", answer=Answer.json({"title": "", "type": "about:blank", "status": status, **body}, status)
    )


CAP = {"title": "UsageCapExceeded", "type": "https://api.twitter.com/2/problems/usage-capped", "period": "Monthly"}


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (problem(429, **CAP), "paid use of X is used up"),
        (problem(403, **CAP), "paid use of X is used up"),
        (problem(402, title="CreditsDepleted"), "paid use of X is used up"),
        (problem(403, title="Client Forbidden"), "X does not let the app read the posts of @oakmereprimary on X"),
        (problem(401), "X does not accept the token for the posts of @oakmereprimary on X"),
        (problem(404), "X has not got the posts of @oakmereprimary on X"),
    ],
)
def test_what_only_a_person_can_mend(ground, fault, says):
    with pytest.raises(NeedsPerson, match=says):
        scene(ground, [fault]).read()


def waiting(reset):
    return Fault(path="/tweets", answer=Answer.json({"title": "Too Many Requests"}, 429, x_rate_limit_reset=reset))


SOON = NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("fault", "at"),
    [
        (waiting(str(int(NOW.timestamp()) + 420)), NOW + timedelta(seconds=420)),
        (waiting("1593185073"), SOON),
        (waiting(str(10**15)), SOON),
        (
            Fault(path="/tweets", answer=Answer(status=429, body=b"Rate limit exceeded\n", content_type="text/plain")),
            SOON,
        ),
    ],
    ids=["header", "long past", "absurd", "plain text, no header"],
)
def test_a_rate_limit_says_when_to_come_back_and_nobody_waits(ground, fault, at):
    made = scene(ground, [fault])
    with pytest.raises(RetryLater) as wait:
        made.read()
    assert wait.value.at == at
    assert len(made.server.asked("/tweets")) == 1


def test_a_handle_that_passed_to_somebody_else_is_not_read(ground):
    made = scene(ground)
    with pytest.raises(NeedsPerson, match=r"is now another account \(id 7001, before 4\): correct the handle"):
        made.read({"account_id": "4"})
    assert not made.server.asked("/tweets")


def test_an_account_known_by_its_id_is_looked_up_by_it(ground):
    made = scene(ground)
    made.account = made.account.model_copy(update={"platform_id": "7001", "handle": "old_name"})
    assert len(posts_of(made.read())) == 5
    assert made.server.asked(r"/2/users/7001\?")


def test_an_account_that_is_not_there(ground):
    made = scene(ground)
    made.account = account("x", "nobody", "x", **made.account.source.options)
    with pytest.raises(NeedsPerson, match="X shows no account @nobody on X: it is renamed, suspended or misspelt"):
        made.read()


@pytest.mark.parametrize("handle", ["../../1.1/x", "a b", "naïve", "a?b=c"])
def test_a_handle_that_x_cannot_have_is_never_sent(ground, handle):
    made = scene(ground)
    made.account = account("x", handle, "x", **made.account.source.options)
    with pytest.raises(NeedsPerson, match="is not a handle that X can have"):
        made.read()
    assert made.server.calls == []


def test_a_protected_account(ground):
    hidden = {
        "errors": [
            {"title": "Authorization Error", "type": "https://api.twitter.com/2/problems/not-authorized-for-resource"}
        ]
    }
    with pytest.raises(NeedsPerson, match="the account is protected or suspended"):
        scene(ground, [Fault(path="/tweets", answer=Answer.json(hidden))]).read()


@pytest.mark.parametrize(
    "body",
    [[], 3, {}, {"data": {}}, {"data": [], "meta": None}, {"meta": {"result_count": 4}}, {"data": "x", "meta": {}}],
)
def test_an_answer_that_is_not_a_page(ground, body):
    with pytest.raises(BadPayload, match="the posts of @oakmereprimary on X: "):
        scene(ground, [Fault(path="/tweets", answer=Answer.json(body))]).read()


def test_an_error_body_that_is_not_an_object(ground):
    with pytest.raises(BadPayload):
        scene(ground, [Fault(path="/tweets", answer=Answer.json([1], 400))]).read()


def test_an_account_without_a_token(ground):
    made = scene(ground)
    made.account = account("x", "oakmereprimary", "x")
    with pytest.raises(NeedsPerson, match=r'@oakmereprimary on X has no token: .* "\${X_BEARER_TOKEN}"'):
        made.read()


def test_the_last_3200_posts_are_all_x_gives(ground):
    posts = [cases_x.post(10_000 - one, 24 * 8 + one) for one in range(3200)]
    pages = scene(ground, accounts=[XAccount(user=cases_x.USER, posts=posts)], page_size=100).read()
    assert reads_of(pages)["posts"].reason == "X gives the last 3200 posts only, so earlier ones were not read"
    assert reads_of(pages)["profile"].complete


def test_a_read_reaches_back_to_the_first_day_of_x(ground):
    assert reads_of(scene(ground).read())["posts"].begin == datetime(2006, 3, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "counted", "complete", "assumed"),
    [
        (3100, 9000, False, "X counts 9,000 posts and gave 3,100 of them"),
        (40, 43, True, "X counts 43 posts and gave 40 of them"),
        (40, 40, True, ""),
    ],
)
def test_xs_own_count_of_posts_is_held_against_what_it_gave(ground, given, counted, complete, assumed):
    user = {**cases_x.USER, "public_metrics": {"tweet_count": counted}}
    posts = [cases_x.post(9000 - one, 200 + one) for one in range(given)]
    pages = scene(ground, accounts=[XAccount(user=user, posts=posts)], page_size=1000).read()
    read = reads_of(pages)["posts"]
    assert (read.complete, read.proves_gone, read.assumed) == (complete, complete, assumed)
    assert complete or read.reason == "X gives the last 3200 posts only, so earlier ones were not read"
    assert pages[-1].platform_counts == {"posts": counted}
