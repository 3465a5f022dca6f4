"""A school's own site as far as its feeds go: entries on pages, comments under them, and answers to "anything new?"."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from loopback.platform_server import Answer, Call

HOST = "blog.oakmere.example"
SITE = f"https://{HOST}"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">'
)


@dataclass(frozen=True, kw_only=True)
class BlogPost:
    """One post of a blog, and what others wrote under it."""

    number: int
    at: datetime
    body: str = ""
    title: str = ""
    comments: Sequence[Mapping[str, Any]] = ()
    """id, at, author, text."""
    total: int | None = None
    """What the feed says that there are; None = as many as `comments`."""

    @property
    def link(self) -> str:
        """Where it stands."""
        return f"{SITE}/news/{self.number}/"

    @property
    def guid(self) -> str:
        """What WordPress calls it."""
        return f"{SITE}/?p={self.number}"


@dataclass(kw_only=True)
class FeedSpeaker:
    """Answers as a WordPress site: /feed/ in pages, /news/N/feed/ and /comments/feed/."""

    posts: list[BlogPost] = field(default_factory=list)
    page_size: int = 10
    title: str = "Oakmere Primary"
    link: str = SITE
    generator: str = "https://wordpress.org/?v=6.7"
    circle: bool = False
    pages: bool = True
    """Whether ?paged=N means anything here."""
    validates: bool = False
    """Whether it says that nothing changed."""

    def __call__(self, call: Call) -> Answer | None:
        """Answer a call for a feed."""
        if call.path == "/feed/":
            return self._validated(call, self._feed(int(call.query.get("paged", "1"))))
        if call.path == "/comments/feed/":
            return _document([_comment(post, one) for post in self.posts for one in post.comments], "Comments", SITE)
        for post in self.posts:
            if call.path == f"/news/{post.number}/feed/":
                return _document([_comment(post, one) for one in post.comments], "Comments", post.link)
        return None

    def _feed(self, page: int) -> Answer:
        last = max(1, -(-len(self.posts) // self.page_size))
        page = page if self.pages else 1
        page = min(page, 2) if self.circle else page
        if page > last:
            return Answer.html(404)
        shown = self.posts[(page - 1) * self.page_size :][: self.page_size]
        return _document([_item(post) for post in shown], self.title, self.link, self.generator)

    def _validated(self, call: Call, answer: Answer) -> Answer:
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:12]}"'
        if not self.validates or answer.status != 200:
            return answer
        if call.headers.get("If-None-Match") == etag:
            return Answer(status=304, content_type=None)
        return Answer(body=answer.body, content_type=answer.content_type, headers={"ETag": etag})


def _document(items: Sequence[str], title: str, link: str, generator: str = "") -> Answer:
    made = f"<generator>{generator}</generator>" if generator else ""
    inside = f"<title>{escape(title)}</title><link>{link}</link><description>News</description>{made}{''.join(items)}"
    body = f"{_HEAD}<channel>{inside}</channel></rss>".encode()
    return Answer(body=body, content_type="application/rss+xml; charset=UTF-8")


def _item(post: BlogPost) -> str:
    title = f"<title>{escape(post.title)}</title>" if post.title else ""
    total = len(post.comments) if post.total is None else post.total
    return (
        f"<item>{title}<link>{post.link}</link><pubDate>{format_datetime(post.at)}</pubDate>"
        f'<dc:creator>Mrs Fairweather</dc:creator><guid isPermaLink="false">{escape(post.guid)}</guid>'
        f"<description><![CDATA[An excerpt [&#8230;]]]]><![CDATA[>]]></description>"
        f"<content:encoded><![CDATA[{post.body}]]></content:encoded>"
        f"<wfw:commentRss>{post.link}feed/</wfw:commentRss><slash:comments>{total}</slash:comments></item>"
    )


def _comment(post: BlogPost, one: Mapping[str, Any]) -> str:
    anchor = f"{post.link}comment-page-1/#comment-{one['id']}"
    return (
        f"<item><title>By: {escape(one['author'])}</title><link>{anchor}</link>"
        f"<dc:creator>{escape(one['author'])}</dc:creator><pubDate>{format_datetime(one['at'])}</pubDate>"
        f'<guid isPermaLink="false">{SITE}/?p={post.number}#comment-{one["id"]}</guid>'
        f"<content:encoded><![CDATA[<p>{escape(one['text'])}</p>]]></content:encoded></item>"
    )
