"""The sample of posts that the checks passed: a draw that can be made again, fair to every account."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from checks.base import post_of
from config.models import School
from pipeline.ledger import STANDING
from pipeline.store.ledger_rows import LedgerFinding
from pipeline.store.opening import Connection
from pipeline.store.samples import Drawn, forget_draw, load_public_posts, load_read_posts, save_drawn

Post = tuple[str, str]
"""(account, post_id)"""


def draw_sample(
    connection: Connection, school: School, ledger: Iterable[LedgerFinding], *, run: str, as_of: datetime, number: int
) -> None:
    """Draw `number` of the posts that an audit passed, and keep the draw under the name of its run.

    `ledger` is without what goes to the DSL: a post of which only that was found is drawn like any other, so that
    nothing can be read from a post's being left out.
    """
    forget_draw(connection, run, school.id)  # of a run that was cut short nobody has seen the draw
    flagged = {(f.account, post_of(f.subject_type, f.subject_id)) for f in ledger if f.status in STANDING}
    public = load_public_posts(connection, [account.key for account in school.accounts], as_of)
    passed = [post for post in public if post not in flagged]
    chosen = choose(passed, number, f"{run}\x1f{school.id}", load_read_posts(connection, school.id))
    save_drawn(
        connection,
        [
            Drawn(
                run=run, school=school.id, account=account, post_id=post_id, place=place, drawn_at=as_of,
                key=_digest("sample", run, school.id, account, post_id)[:12],
            )
            for place, (account, post_id) in enumerate(chosen)
        ],
    )  # fmt: skip


def choose(posts: Sequence[Post], number: int, seed: str, read: Collection[Post] = ()) -> list[Post]:
    """Choose `number` posts, each account in its share; the same seed and posts give the same choice.

    Posts that nobody has read come first, so that a small school's sample does not ask for the same ones every week.
    """
    strata: dict[str, list[Post]] = {}
    for post in posts:
        strata.setdefault(post[0], []).append(post)
    order = {post: (post in read, _digest(seed, *post)) for post in posts}
    shares = share_out({account: len(own) for account, own in strata.items()}, number)
    return [
        post for account in sorted(strata) for post in sorted(strata[account], key=order.__getitem__)[: shares[account]]
    ]


def share_out(sizes: Mapping[str, int], number: int) -> dict[str, int]:
    """Share `number` out in proportion to `sizes`: one for each while they last, none more than it has."""
    shares = dict.fromkeys(sizes, 0)
    total = sum(sizes.values())
    for _ in range(min(number, total)):
        # whoever is furthest below its share; an account without any comes first, the largest of them before the others
        open_ones = (name for name in sizes if shares[name] < sizes[name])
        most = max(open_ones, key=lambda name: (shares[name] == 0, number * sizes[name] / total - shares[name], name))
        shares[most] += 1
    return shares


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
