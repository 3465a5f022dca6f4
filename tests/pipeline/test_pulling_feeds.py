"""A blog in the store: a pull that was cut leaves what an undisturbed one leaves; what is gone, and what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback.feed_speaker import HOST, SITE, BlogPost, FeedSpeaker
from loopback.platform_server import Answer, Fault
from made_stores import new_store
from sqlalchemy import select

from config.models import Account, Reading, Source
from connectors.base import Surroundings
from connectors.feed import FeedConnector
from pipeline.pull import pull_account
from pipeline.store.schema import comments, media, posts, reads

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BLOG = Account(
    school="oakmere",
    platform="blog",
    handle="oakmere",
    source=Source(connector="feed", options={"url": f"{SITE}/feed/"}),
)


def post(number, days, comments=0):
    at = NOW - days * DAY
    said = [{"id": f"{number}{one}", "at": at, "author": "A parent", "text": f"Reply {one}"} for one in range(comments)]
    body = f'<p>Post {number}</p><img src="/{number}.jpg" alt="Oak">'
    return BlogPost(number=number, at=at, body=body, comments=said)


POSTS = [post(9, 0, 2), post(8, 2), post(7, 9, 1), post(6, 20), post(5, 30), post(4, 60)]


class Ground:
    """A store, a site, and the pulls of it."""

    def __init__(self, root, platform, **more):
        self.site = FeedSpeaker(posts=list(POSTS), page_size=2, **more)
        self.server = platform(self.site)
        self.store = new_store(root)
        self.root = root
        self.account = BLOG

    def pull(self, day=0):
        http = replace(self.server.http(), loopback={HOST: self.server.url}, retry_within=0.0)
        around = Surroundings(root=self.root, accounts=[self.account], secret=str, now=NOW + day * DAY, http=http)
        return pull_account(self.store, FeedConnector.build(around), self.account, NOW + day * DAY, Reading())

    def states(self):
        with self.store.read() as connection:
            return dict(map(tuple, connection.execute(select(posts.c.post_id, posts.c.state)).all()))

    def all(self):
        with self.store.read() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(*columns)).all()))
                for table, columns in (
                    (posts, (posts.c.post_id, posts.c.created_at, posts.c.text, posts.c.state, posts.c.comments_total)),
                    (media, (media.c.post_id, media.c.media_id, media.c.url, media.c.alt_text, media.c.state)),
                    (comments, (comments.c.comment_id, comments.c.post_id, comments.c.text, comments.c.state)),
                    (reads, (reads.c.what, reads.c.covered_begin, reads.c.complete, reads.c.reason)),
                )
            }


def guid(number):
    return f"{SITE}/?p={number}"


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_a_pull_cut_at_any_call_and_begun_again_leaves_what_an_undisturbed_one_leaves(tmp_path_factory, platform, cuts):
    undisturbed = Ground(tmp_path_factory.mktemp("whole"), platform)
    assert undisturbed.pull().reason == ""
    cut = Ground(tmp_path_factory.mktemp("cut"), platform)
    for at in cuts:
        cut.server.fail(Fault(path=".", answer=Answer.html(500), calls=frozenset(range(at, 99))))
        cut.pull()
    cut.server.fail()
    assert cut.pull().reason == ""
    assert cut.all() == undisturbed.all()


@pytest.fixture
def ground(tmp_path, platform) -> Ground:
    return Ground(tmp_path, platform)


def test_an_entry_that_fell_off_the_end_is_not_gone(tmp_path, platform):
    ground = Ground(tmp_path, platform, pages=False)
    ground.site.posts = POSTS[1:]
    ground.pull()
    ground.site.posts = POSTS
    ground.pull(1)
    assert ground.states() == {guid(8): "public", guid(7): "public", guid(9): "public"}


def test_an_entry_taken_out_of_the_middle_is_gone(ground):
    ground.pull()
    ground.site.posts = [POSTS[0], *POSTS[2:]]
    ground.pull(1)
    assert ground.states()[guid(8)] == "gone"
    assert set(ground.states().values()) == {"gone", "public"}
    assert ground.states()[guid(4)] == "public"


@pytest.mark.parametrize(("pages", "calls"), [(False, 1), (True, 5)])
def test_a_feed_that_is_what_it_was_changes_nothing(tmp_path, platform, pages, calls):
    ground = Ground(tmp_path, platform, pages=pages)
    ground.site.posts = [replace(one, comments=[]) for one in POSTS[:2]] if not pages else POSTS
    ground.pull()
    before = ground.all()
    ground.server.calls.clear()
    ground.pull(1)
    assert len(ground.server.calls) == calls  # the newest page tells nothing of older ones
    assert ground.all() == before


def test_what_changes_on_an_older_page_alone_is_read(ground):
    ground.pull()
    said = {"id": "7099", "at": NOW + DAY / 2, "author": "A child", "text": "please help me"}
    edited = replace(POSTS[2], comments=[*POSTS[2].comments, said], body="<p>Well done Poppy Hartley</p>")
    ground.site.posts = [*POSTS[:2], edited, *POSTS[4:]]
    ground.pull(1)
    found = ground.all()
    assert "Well done Poppy Hartley" in [row[2] for row in found["posts"]]
    assert "please help me" in [row[2] for row in found["comments"]]
    assert ground.states()[guid(6)] == "gone"


def test_what_is_published_before_a_pull_that_was_cut_goes_on_is_read(ground):
    ground.server.fail(Fault(path="paged=2", answer=Answer.html(503)))
    assert ground.pull().retry_at
    ground.site.posts = [BlogPost(number=10, at=NOW + DAY / 8, body="<p>Well done</p>"), *POSTS]
    ground.server.fail()
    for day in (1, 2):
        assert not ground.pull(day).reason
    assert ground.states()[guid(10)] == "public"


def test_what_is_taken_for_granted_of_a_feed_is_said_as_long_as_it_stays_the_same(tmp_path, platform):
    address = f"https://{HOST}/@oakmere"
    ground = Ground(tmp_path, platform, pages=False, link=address, generator="Mastodon v4")
    ground.account = BLOG.model_copy(update={"platform": "mastodon"})
    said = []
    for day in (0, 1):
        assert not ground.pull(day).reason
        with ground.store.read() as connection:
            said.append(dict(map(tuple, connection.execute(select(reads.c.what, reads.c.assumed)).all())))
    assert said[0]["posts"]
    assert said[1] == said[0]


def test_a_site_that_is_emptied_takes_nothing_with_it(ground):
    ground.pull()
    ground.site.posts = []
    ground.pull(1)
    assert set(ground.states().values()) == {"public"}


def test_a_comment_that_was_removed_is_gone(ground):
    ground.pull()
    ground.site.posts = [replace(POSTS[0], comments=POSTS[0].comments[:1]), *POSTS[1:]]
    ground.pull(1)
    states = {row[0]: row[3] for row in ground.all()["comments"]}
    assert states == {
        f"{guid(9)}#comment-90": "public",
        f"{guid(9)}#comment-91": "gone",
        f"{guid(7)}#comment-70": "public",
    }
