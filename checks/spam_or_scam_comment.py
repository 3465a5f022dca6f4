"""A comment that sells, lures or cheats: ticket resale, false giveaways, adult links, investment tricks.

## Why it matters
Families trust what stands on the school's page. A link to a false prize under a post of the school is followed because
it stands there, by children too. The account answers for comments of others (trust networking 4.3, com01 4.1).

## Flagged
- Scams: prizes, easy money, crypto, loans, "recover your account", and false warnings that the page will be shut down.
- Spam: ticket resale, adult links, followers for sale, betting, miracle pills, trades and services on offer.
- Severity `today` for scams and adult links, `soon` for what only sells.

## Not flagged
- Tickets of the school's own shows and of the PTA, raffles, uniform, and a parent who asks for a link.
"""

from __future__ import annotations

from typing import Final

from checks._remarks import comments_of, judge_texts, remarks_of, rows_among
from checks.base import Evidence, Judgement, check

_ALSO: Final = {"scam": {"severity": "today"}, "spam": {"severity": "soon"}}


@check(
    title="Spam or scam in a comment",
    subject={"comment"},
    severity="soon",
    needs={"comments"},
    uses={"lists", "accounts", "profiles"},
    remedy="Hide the comment, block the writer, and report it to the platform.",
)
def spam_or_scam_comment(evidence: Evidence) -> Judgement:
    """Judge the comments that others wrote (com01 4.1(f), trust-networking 4.3(c), uk-guidance house-rules(c))."""
    comments = comments_of(evidence)
    others = [at for at, own in enumerate(comments["own"]) if not own]
    return judge_texts(comments.at(others), rows_among(others, remarks_of(evidence).spam), _ALSO)
