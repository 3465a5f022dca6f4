"""The account itself asks a reader to go on in private messages.

## Why it matters
Staff do not exchange private messages with pupils through social media (com01 4.1). The account cannot know who stands
behind a name; what is said in an inbox is seen by nobody else, and protects neither the child nor the colleague.

## Flagged
- A comment or post of the account that asks for a private message, or says that it sent one: "DM us", "drop us a
  message on here", "we've messaged you", "check your inbox", "WhatsApp me".

## Not flagged
- The school's own ways: e-mail, telephone, the office, and apps for parents such as ParentMail, Arbor or ClassDojo.
- "We cannot answer private messages here", and whatever other people write.
"""

from __future__ import annotations

from typing import Final

from checks._remarks import UNIT, comments_of, engine_of, judge_texts, posts_of
from checks._rows import joined
from checks.base import Evidence, Judgement, check

_KIND: Final = ("invitation",)


@check(
    title="Account invites private messages",
    subject={"comment", "post"},
    severity="this_week",
    needs={"comments", "posts"},
    uses={"lists", "accounts", "profiles"},
    remedy="Edit the text: give the office's e-mail or number instead, and close the account's inbox if you can.",
)
def direct_message_invited(evidence: Evidence) -> Judgement:
    """Judge what the account itself wrote, in posts and under them (com01 4.1(g))."""
    comments, columns = comments_of(evidence), (*UNIT, "text")
    own = comments.only(*columns).at([at for at, own in enumerate(comments["own"]) if own])
    texts = joined([own, posts_of(evidence).only(*columns)])
    return judge_texts(texts, engine_of(evidence).private(list(texts["text"]), _KIND))
