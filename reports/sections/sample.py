"""What a person found in posts that the checks had passed: how much is missed, with how sure that is."""

from __future__ import annotations

from reports.base import RunView, SampledPost, School
from reports.figures import Share, share
from reports.links import web_link
from reports.shown import IN_WORKLIST, platform_title
from reports.wording import plural, shortened

_FEW = 100
"""Below so many posts read, a rate of nought proves little, and that is said."""


def section(_view: RunView, school: School) -> dict[str, object] | None:
    """Count what was drawn and read; None where nothing was drawn and nothing ever read."""
    sample = school.sample
    if sample is None:
        return None
    missed = share(sample.missed, sample.read)
    return {
        "title": "Read by hand: what the checks miss",
        "sample": sample,
        "lead": _lead(missed),
        "between": _between(missed),
        "now_drawn": len(sample.drawn),
        "now_read": sum(bool(post.verdict) for post in sample.drawn),
        "found": tuple(_found(post, school) for post in sample.drawn if post.verdict == "missed"),
    }


def _lead(missed: Share | None) -> str:
    """Say the result in a sentence that a head could repeat."""
    if missed is None:
        return "Nobody has read a sample yet, so it is not known how much the checks miss."
    read = plural(missed.whole, "post")
    if not missed.part:
        return f"A person read {read} that the checks had passed, and found nothing missed."
    return f"A person read {read} that the checks had passed, and found something missed in {missed.part}."


def _between(missed: Share | None) -> str:
    """Say how far the true rate may lie from the one that was counted."""
    if missed is None:
        return ""
    low, high = (f"{100 * end:.0f}" for end in missed.interval)
    few = "; the more posts are read, the closer it gets" if missed.whole < _FEW else ""
    return f"Of all passed posts, between {low} and {high} in 100 hold something missed (95 per cent sure{few})."


def _found(post: SampledPost, school: School) -> dict[str, object]:
    """Show a post in which something was missed, masked as everywhere outside the worklist."""
    return {
        "place": f"{platform_title(post.platform, school)} {post.account}".strip(),
        "posted_at": post.posted_at,
        "missed": shortened(post.missed.masked),
        "link": IN_WORKLIST if post.link_names_child else web_link(post.permalink),
    }
