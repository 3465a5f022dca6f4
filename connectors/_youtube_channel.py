"""One channel on YouTube, asked page by page through the Data API: its uploads, their details, comments and replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from config.models import Account
from connectors import _youtube_mapping as mapped
from connectors._http import PlatformSession, transport_faults
from connectors._payload import identity, mapping, moment, objects, text
from connectors._progress import Progress, Task
from connectors._pull import Batch
from connectors._youtube_answers import CommentsOffError, GoneError, RefusedError, refusal_of
from connectors.base import BadPayload, Comment, HttpSettings, NeedsPerson, Post, Profile, Read, SetAside, Unavailable

HOST: Final = "www.googleapis.com"
BEGAN: Final = datetime(2005, 4, 23, tzinfo=UTC)
"""YouTube's first video: how far back a whole read of a channel reaches."""
CHANNEL_ID: Final = re.compile(r"UC[A-Za-z0-9_-]{22}")
_A_PAGE: Final = 50
_COMMENTS_A_PAGE: Final = 100
_REPLIES: Final = "replies to "
_REFUSED: Final = "YouTube did not give the comments of {n:video|videos}"
_NO_DETAILS: Final = "YouTube named {n:video|videos} without an id or a time"
_NOT_GIVEN: Final = "YouTube named {n:public video|public videos} and told nothing else of them"


class YoutubeCalls:
    """Calls to the Data API; the key travels in a header, every failure becomes one of a few errors."""

    def __init__(self, key: str, http: HttpSettings, now: datetime) -> None:
        self._key, self._now = key, now
        self._session = PlatformSession(http, frozenset({HOST}))

    def __call__(self, where: str, resource: str, **args: str | int | None) -> Mapping[str, Any]:
        """Return one answer. GoneError, CommentsOffError, RefusedError and StaleTokenError are the caller's to read."""
        given = {name: value for name, value in args.items() if value is not None}
        with transport_faults(where, self._now):
            answer = self._session.get(
                f"https://{HOST}/youtube/v3/{resource}", params=given, headers={"X-Goog-Api-Key": self._key}
            )
            if answer.status_code != 200:
                raise refusal_of(answer, where, self._now)
            try:
                payload = answer.json()
            except RecursionError:
                payload = None
        if not isinstance(payload, dict) or not isinstance(payload.get("items", []), list) or "error" in payload:
            raise BadPayload(where, "the answer is not in YouTube's format")
        return payload


class YoutubeChannel:
    """One channel, asked page by page."""

    platform = "YouTube"

    def __init__(self, account: Account, calls: YoutubeCalls) -> None:
        self._account, self._calls = account, calls
        self.who = f"@{account.handle} on YouTube"
        self._id = account.platform_id
        self._payload: Mapping[str, Any] = {}

    def take_up(self, account_id: str) -> None:
        """Go on with a channel that was looked up before."""
        self._id = account_id

    def profile(self) -> Profile:
        """Return how the channel shows itself; asked once."""
        if not self._payload:
            self._payload = self._look_up()
            self._id = identity(self._payload.get("id"))
        return mapped.to_profile(self._payload)

    def _look_up(self) -> Mapping[str, Any]:
        handle = self._account.handle.strip().removeprefix("@")
        channel = self._id or (handle if CHANNEL_ID.fullmatch(handle) else "")
        by: dict[str, str | int | None] = {"id": channel} if channel else {"forHandle": f"@{handle}"}
        gone = NeedsPerson(
            f"YouTube shows no channel {self.who}: it is renamed, closed or misspelt; correct the handle in trust.yaml"
        )
        try:
            answer = self._calls(self.who, "channels", part="snippet,contentDetails,statistics,status", **by)
        except (GoneError, RefusedError, CommentsOffError):
            raise gone from None
        found = objects(answer.get("items"))
        if not found:
            raise gone
        if not identity(found[0].get("id")):
            raise BadPayload(self.who, "the answer names no channel")
        return found[0]

    def posts(self, progress: Progress) -> Batch:
        """Return a page of uploads with what YouTube says of each; NeedsPerson when it holds anybody else's."""
        where = f"the videos of {self.who}"
        uploads = mapped.uploads_of(self._payload or {"id": self._id})
        try:
            answer = self._calls(
                where, "playlistItems", part="snippet,contentDetails,status", playlistId=uploads,
                maxResults=_A_PAGE, pageToken=progress.token,
            )  # fmt: skip
        except GoneError:  # a channel that never uploaded has no such list
            return Batch()
        except (RefusedError, CommentsOffError):
            raise NeedsPerson(f"YouTube does not show {where} to an app: open the channel") from None
        items = objects(answer.get("items"))
        videos = self._videos([one for one in map(mapped.listed, items) if one])
        foreign = next((one for one in map(mapped.author_of, videos) if one and one != self._id), "")
        if foreign:
            raise NeedsPerson(
                f"{where} hold videos of another channel (id {foreign}); none was kept: check the handle in trust.yaml"
            )
        if progress.token is None and progress.since is None and self._payload:
            progress.counts["their_posts"] = self.profile().posts_total or 0
        return self._batch(progress, items, videos, text(answer.get("nextPageToken")) or None)

    def _videos(self, ids: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        if not ids:
            return []
        where = f"the videos of {self.who}"
        try:
            answer = self._calls(where, "videos", part="snippet,statistics,status", id=",".join(dict.fromkeys(ids)))
        except (GoneError, RefusedError, CommentsOffError):
            return []
        return objects(answer.get("items"))

    def _batch(
        self,
        progress: Progress,
        items: Sequence[Mapping[str, Any]],
        videos: Sequence[Mapping[str, Any]],
        token: str | None,
    ) -> Batch:
        shown = [video for video in videos if mapping(video.get("status")).get("privacyStatus") != "private"]
        rows = {identity(video.get("id")): mapped.to_post(video) for video in shown}
        posts = [row for row in rows.values() if isinstance(row, Post)]
        aside = [row for row in rows.values() if isinstance(row, SetAside)]
        hidden = {mapped.listed(item) for item in items if mapped.is_private(item)} - rows.keys() - {""}
        left_out = {mapped.listed(item) for item in items if mapped.is_public(item)} - {""}
        left_out -= {identity(video.get("id")) for video in videos}
        for post in posts:
            at = int(post.created_at.timestamp())
            progress.counts["unordered"] = max(
                progress.counts.get("unordered", 0), at > progress.counts.get("last", at)
            )
            progress.counts["last"] = at
        unusable = len(aside) + sum(not mapped.listed(item) for item in items)
        silent = {identity(video.get("id")) for video in shown if not mapping(video.get("statistics"))}
        asked = [post for post in posts if post.comments_total or post.post_id in silent]
        return Batch(
            posts=posts,
            media=[
                one
                for video in shown
                if isinstance(rows[identity(video.get("id"))], Post)
                for one in mapped.to_media(video)
            ],
            set_aside=aside,
            unavailable=[Unavailable(post_id=one, state="private") for one in sorted(hidden)],
            next=None if self._is_far_enough(progress, items) else token,
            tasks=[Task(under={post.post_id: post.post_id}) for post in asked],
            totals={post.post_id: post.comments_total or 0 for post in posts},
            faults={"posts": {why: n for why, n in ((_NO_DETAILS, unusable), (_NOT_GIVEN, len(left_out))) if n}},
        )

    def _is_far_enough(self, progress: Progress, items: Sequence[Mapping[str, Any]]) -> bool:
        """Say whether every upload of a page is older than what the pull is to read."""
        times = [moment(mapping(one.get("contentDetails")).get("videoPublishedAt")) for one in items]
        known = [one for one in times if one is not None]
        return progress.since is not None and bool(known) and max(known) < progress.since

    def comments(self, task: Task) -> Batch:
        """Return a page of the threads under one video, or of the replies in one thread."""
        name, post_id = next(iter(task.under.items()))
        where = f"the comments of {self.who}"
        usual: dict[str, str | int | None] = {
            "textFormat": "plainText", "maxResults": _COMMENTS_A_PAGE, "pageToken": task.token,
        }  # fmt: skip
        try:
            if name.startswith(_REPLIES):
                parent = name.removeprefix(_REPLIES)
                answer = self._calls(where, "comments", part="snippet", parentId=parent, **usual)
            else:
                answer = self._calls(where, "commentThreads", part="snippet,replies", videoId=name, **usual)
        except (GoneError, CommentsOffError):
            return Batch()
        except RefusedError:
            return Batch(faults={"comments": {_REFUSED: 1}})
        rows = [mapped.to_comment(one, post_id) for one in mapped.comments_of(answer)]
        return Batch(
            comments=[one for one in rows if isinstance(one, Comment)],
            set_aside=[one for one in rows if isinstance(one, SetAside)],
            next=text(answer.get("nextPageToken")) or None,
            tasks=[
                Task(under={f"{_REPLIES}{identity(one.get('id'))}": post_id})
                for one in objects(answer.get("items"))
                if mapped.has_more_replies(one)
            ],
        )

    def reads(self, progress: Progress) -> Sequence[Read]:
        """Say what was read; comments are complete when YouTube counts no more under any video than it gave."""
        theirs = progress.counts.get("their_comments", 0)
        if (ours := progress.given_of(theirs)) < theirs:
            progress.note("comments", f"YouTube counts {theirs} comments and gave {ours} of them")
        begin = progress.since or BEGAN
        reads = [
            progress.read("posts", begin=begin),
            progress.read("media", "posts", begin=begin),
            replace(progress.read("comments", "posts", begin=begin), assumed=progress.looked_again),
        ]
        if progress.since is not None and progress.counts.get("unordered"):
            reads = [replace(one, proves_gone=False) for one in reads]
        return (*reads, Read(what="profile", complete=True, end=progress.until))
