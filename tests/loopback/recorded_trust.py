"""A whole workspace whose accounts answer with recorded responses: three accounts on X, two pages on Facebook.

The recordings were asked for fewer fields than this project asks for. What they lack is completed from themselves (the
time of an X post stands in its id, the id of a comment in its address) or named as made up here; texts, media, totals
and paging are as recorded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from loopback.graph_speaker import TOKEN as PAGE_TOKEN
from loopback.graph_speaker import GraphPage, GraphSpeaker
from loopback.platform_server import Speaker
from loopback.x_speaker import TOKEN as X_TOKEN
from loopback.x_speaker import XAccount, XSpeaker

AS_OF = datetime(2022, 10, 8, 12, tzinfo=UTC)
"""The moment for which the recordings hold posts of the last seven days and replies to them."""
ENVIRONMENT: Mapping[str, str] = {"X_BEARER_TOKEN": X_TOKEN, "FACEBOOK_PAGE_TOKEN": PAGE_TOKEN}
"""What must be set in the environment of the run."""
ACCOUNTS = ("x:twitterdev", "x:twitter", "x:snowman", "facebook:facebookfordevelopers", "facebook:page.four")

_TRUST = """\
trust: {name: The Recorded Trust, timezone: Europe/London, packs: [com01]}
store: sqlite:///social-audit.db
schools:
  - id: oakmere
    name: Oakmere Primary School
    phase: primary
    registers: {pupils: pupils.csv}
    calendars: {terms: terms.csv}
    accounts:
      - {platform: x, handle: "@TwitterDev", source: {connector: x, token: "${X_BEARER_TOKEN}"}}
      - platform: facebook
        handle: FacebookforDevelopers
        platform_id: "19292868552"
        source: {connector: facebook, token: "${FACEBOOK_PAGE_TOKEN}"}
  - id: thornby
    name: Thornby Secondary School
    phase: secondary
    registers: {pupils: pupils.csv}
    calendars: {terms: terms.csv}
    accounts:
      - {platform: x, handle: "@Twitter", source: {connector: x, token: "${X_BEARER_TOKEN}"}}
      - {platform: x, handle: "@snowman", source: {connector: x, token: "${X_BEARER_TOKEN}"}}
      - platform: facebook
        handle: page.four
        source: {connector: facebook, token: "${FACEBOOK_PAGE_TOKEN}", version: v24.0}
"""
_PUPILS = """\
school,pupil_id,first_name,preferred_name,last_name,year_group,form
oakmere,O1,Elowen,,Tregarth,3,3A
thornby,T1,Ptolemy,,Underhay,9,9B
"""
_TERMS = """\
school,start,end,kind
oakmere,2022-09-05,2022-10-21,term
thornby,2022-09-05,2022-10-21,term
"""


@dataclass(frozen=True, kw_only=True)
class RecordedTrust:
    """A workspace, and what its platforms say: `with PlatformServer(*trust.speakers) as server` and `server.http()`."""

    root: Path
    speakers: Sequence[Speaker]
    as_of: datetime = AS_OF


def build(root: Path, shared_data: Path) -> RecordedTrust:
    """Write the workspace into an existing folder and load the recordings of `shared_data`."""
    for name, text in {"trust.yaml": _TRUST, "pupils.csv": _PUPILS, "terms.csv": _TERMS}.items():
        (root / name).write_text(text, encoding="utf-8")
    return RecordedTrust(
        root=root, speakers=[x_speaker(shared_data / "01_x_api"), graph_speaker(shared_data / "03_facebook_graph")]
    )


def x_speaker(folder: Path) -> XSpeaker:
    """Return X with three recorded accounts and a recorded conversation of October 2022."""
    home = _load(folder / "tweepy-cassettes/decoded/test_client_get_home_timeline.json")[0]["body"]["data"]
    question = next(one for one in home if one["text"].startswith("honesty hour"))
    answers = [one for one in home if one["text"].startswith("@TwitterDev ")]
    return XSpeaker(
        accounts=[_developers(folder, question), _twitter(folder), _snowman(folder)],
        replies=[_completed(one, author_id="900000001", conversation_id=question["id"]) for one in answers],
        reply_users=[{"id": "900000001", "username": "made_up", "name": "Made up"}],
        page_size=5,
        now=AS_OF,
    )


def _developers(folder: Path, question: dict[str, Any]) -> XAccount:
    timelines = folder / "python-twitter/apis/timeline"
    recorded = [question]
    for name in ("timeline_reverse_chronological.json", "timeline_tweets.json"):
        recorded += _load(timelines / name)["data"]
    user = _load(folder / "python-twitter/apis/user/user_resp.json")["data"]
    return XAccount(user=user, posts=[_completed(one, author_id=user["id"]) for one in recorded])


def _twitter(folder: Path) -> XAccount:
    user = _load(folder / "python-twitter/apis/user/users_resp.json")["data"][0]
    recent = _load(folder / "tweepy-cassettes/decoded/test_client_get_users_tweets.json")[0]["body"]["data"]
    name = "tweet-lookup-single-tweet__200__200-success-request-media-fields.json"
    with_media = _load(folder / "postman-official-examples" / name)["body_json"]
    posts = [_completed(one, author_id=user["id"]) for one in [*recent, with_media["data"]]]
    return XAccount(user=user, posts=posts, includes=with_media["includes"])


def _snowman(folder: Path) -> XAccount:
    answer = _load(folder / "python-twitter/apis/searches/search_tweets_query.json")
    user = next(one for one in answer["includes"]["users"] if one["username"] == "snowman")
    posts = [_completed(one) for one in answer["data"] if one["author_id"] == user["id"]]
    return XAccount(user=user, posts=posts, includes=answer["includes"])


def _completed(post: dict[str, Any], **missing: str) -> dict[str, Any]:
    """Return a recorded post with the fields it was not asked for; the time of an X post stands in its id."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=(int(post["id"]) >> 22) + 1_288_834_974_657)
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"created_at": stamp, "conversation_id": post["id"], **missing, **post}


def graph_speaker(folder: Path) -> GraphSpeaker:
    """Return the Graph API with two recorded pages, one of them with a recorded page of comments."""
    recorded = folder / "pyfacebook/facebook/apidata"
    feed = _load(recorded / "posts/feeds_default_fields_p1.json")["data"]
    discussed = _discussed(_load(recorded / "comments/comments_p1.json"))
    developers = {"id": "19292868552", "username": "FacebookforDevelopers", "name": "Made up"}
    four = {"id": "4", "username": "page.four", "name": "Made up"}
    posts = _load(recorded / "posts/feed_fields_p1.json")["data"]
    pages = [
        GraphPage(profile=developers, posts=[discussed, *feed]),
        GraphPage(profile=four, posts=[{**one, "comments": []} for one in posts]),
    ]
    photos = {one["target"]["id"]: {} for post in feed for one in post["attachments"]["data"] if "id" in one["target"]}
    return GraphSpeaker(pages=pages, alt_texts=photos, page_size=3, comments_with_post=4, comments_page=4, withheld=0)


def _discussed(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the post that the recorded comments stand under; it was not recorded itself, so it has no text."""
    comments = []
    for one in answer["data"]:
        post, number = re.findall(r"posts/(\d+)/.*comment_id=(\d+)$", one["permalink_url"])[0]
        comments.append({**one, "id": f"{post}_{number}"})
    first = min(one["created_time"] for one in comments)
    return {"id": "19292868552_10158407654328553", "created_time": first, "comments": comments}


def _load(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
