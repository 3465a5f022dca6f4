"""What a comment answers, as each platform tells it: blank directly under the post."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from config.models import Account, Source
from connectors import _facebook_mapping, _feed_mapping, _instagram_mapping, _x_mapping, _youtube_mapping
from connectors._feed_xml import read_xml
from connectors._x_archive_mapping import kind_of
from connectors.base import Comment, Window
from connectors.spreadsheet import SpreadsheetConnector

WHEN = "2026-11-20T08:30:00.000Z"
OURS = _instagram_mapping.Ours(handle="oakmere", ids=frozenset({"17"}), handles=frozenset({"oakmere"}))


def parents(comments: list[Comment]) -> dict[str, str]:
    return {one.comment_id: one.parent_id for one in comments}


def tweet(name: str, answers: str, author: str = "9") -> dict[str, object]:
    told = {"id": name, "author_id": author, "created_at": WHEN, "text": "Hello", "conversation_id": "18"}
    return {**told, "referenced_tweets": [{"type": "replied_to", "id": answers}]}


def test_x_names_what_a_reply_answers_and_the_head_of_a_conversation_is_the_post():
    answer = {"data": [tweet("30", "18"), tweet("31", "20"), tweet("32", "30"), tweet("33", "40")]}
    comments, _ = _x_mapping.to_comments(answer, {"18": "20"}, "7")
    assert parents(comments) == {"30": "", "31": "", "32": "30", "33": "40"}


def test_x_tells_what_the_account_s_own_reply_answers():
    [own] = _x_mapping.to_posts({"data": [tweet("40", "30", "7")]}, "oakmere").posts
    assert (own.kind, own.reply_to) == ("reply", "30")
    assert kind_of({"full_text": "Thanks", "in_reply_to_status_id": "30"}) == "reply"


def test_facebook_names_the_parent():
    row = {"id": "50_9_2", "created_time": "2026-07-10T08:00:00+0000", "message": "Quite"}
    under = [
        {**row, "parent": {"id": "9_1"}},
        {**row, "id": "50_9_3"},
        {**row, "id": "50_9_4", "parent": {"id": "50_9"}},
    ]
    talk = _facebook_mapping.to_talk({"data": under}, "50_9", "50", "oakmere")
    assert parents(talk.comments) == {"50_9_2": "9_1", "50_9_3": "", "50_9_4": ""}


def test_instagram_puts_replies_inside_what_they_answer_or_gives_them_by_themselves():
    reply = {"id": "2", "timestamp": WHEN, "text": "Quite", "username": "b"}
    talk = _instagram_mapping.to_talk({"data": [{**reply, "id": "1", "replies": {"data": [reply]}}]}, "9", OURS)
    assert parents(talk.comments) == {"1": "", "2": "1"}
    assert parents(_instagram_mapping.to_talk({"data": [reply]}, "9", OURS, parent_id="1").comments) == {"2": "1"}


def test_youtube_names_the_parent():
    made = _youtube_mapping.to_comment({"id": "t.r", "snippet": {"publishedAt": WHEN, "parentId": "t"}}, "v")
    assert isinstance(made, Comment)
    assert made.parent_id == "t"


def entry(name: str, answers: str) -> str:
    threaded = f'<thr:in-reply-to ref="{answers}" href="https://o.example/news/"/>'
    return f"<entry><id>{name}</id><updated>{WHEN}</updated><content>Hello</content>{threaded}</entry>"


def test_a_feed_of_comments_tells_post_and_comments_apart():
    post, first, second = (
        "https://o.example/?p=9",
        "https://o.example/?p=9#comment-1",
        "https://o.example/?p=9#comment-2",
    )
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
    written = f"<feed {names}>{entry(first, post)}{entry(second, first)}</feed>"
    feed = read_xml(written.encode(), "application/atom+xml", "https://o.example/feed")
    comments, _ = _feed_mapping.to_comments(feed, post)
    assert parents(comments) == {first: "", second: first}


def test_a_table_may_have_a_column_for_it(tmp_path: Path):
    (tmp_path / "posts.csv").write_text(f"post_id,account,created_at,text\np1,stannes,{WHEN},Hi\n")
    rows = [f"c1,p1,stannes,{WHEN},Hi,", f"c2,p1,stannes,{WHEN},Hi,c1", f"c3,p1,stannes,{WHEN},Hi,p1"]
    head = "comment_id,post_id,account,created_at,text,parent_id"
    (tmp_path / "comments.csv").write_text("\n".join([head, *rows]))
    source = Source(connector="spreadsheet", options={"posts": "posts.csv", "comments": "comments.csv"})
    account = Account(school="st-annes", platform="x", handle="stannes", source=source)
    window = Window(since=None, until=datetime(2026, 11, 21, tzinfo=UTC))
    [page] = SpreadsheetConnector(tmp_path, [account]).pages(account, None, window)
    assert parents(list(page.comments)) == {"c1": "", "c2": "c1", "c3": ""}
