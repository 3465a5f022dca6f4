"""Posts: grown-ups told by the post they hold: "our coach is Kyle", "Pat, who drives our minibus"."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_OF_TIME: Final = re.compile(r"^(?:this (?:week|term|year|half term|month)|today|for .+)?$")
"""What may stand between a calling and "is Kyle"."""
_TRADE: Final = re.compile(
    r" the (?!tin|gingerbread|spider|bat|iron|straw|snow|rocket|cave|strong|invisible|ginger|sand|sugar|"
    r"scarecrow|candy)"
    r"\w+(?: \w+)? (?:man|lady|woman|guy|bloke|fella|chap)\b"
)
"""What a grown-up is known by: "dylan the bike man"."""
_TEAM_OF: Final = re.compile(
    r" and (?:(?:her|his|their|the|our) (?:\w+ )?(?:team|crew|staff|colleagues|ladies|helpers) (?:in|at|from|"
    r"of) (?:the )?"
    r"(?:kitchen|office|canteen|cleaning|catering|site|premises|library|nursery|pub|salon|garage|surgery)|"
    r"(?:the|our) (?:kitchen|office|canteen|cleaning|catering|site|premises|lunchtime|midday) (?:team|staff|"
    r"crew|ladies))\b"
)
"""Whom a grown-up leads: "Sheila and her team in the kitchen"."""
_WORKS: Final = frozenset(
    (
        "drives", "cooks", "cleans", "teaches", "manages", "delivers", "supervises", "mows", "repairs", "services",
        "maintains",
    )
)  # fmt: skip
"""Verbs behind "who" of what a grown-up does."""
_WRITTEN_TO: Final = re.compile(
    r"(?i)(?: or \w+)? (?:that )?(?:i|we) (?:need to |should |can )?(?:email|ring|call|phone|contact|speak to|pay)\b"
)
"""To whom parents turn: "is it Poppy or Ella I email about"."""
_POSTS: Final = r"\((?:PE|SEND|SENCO|TA|TAs|staff|kitchen|office|PTA|governors?|premises|site|catering|lunchtime)\)"
"""Where grown-ups of a school work, in brackets."""
_REACH: Final = 8
"""Words from a calling to the name that is told behind it."""


def in_post(at: Whereabouts) -> bool:
    """Read "Sheila and her team in the kitchen", "Pat, who drives our minibus"."""
    right = at.around.right
    if _TEAM_OF.match(at.source, at.around.end):
        return True
    return (
        right[:1] == ["who"]
        and right[1:2] != []
        and right[1] in _WORKS
        and right[2:3] in (["our"], ["the"], ["us"], ["your"], ["all"])
    )


def named_to_come(at: Whereabouts) -> bool:
    """Read "Your community coach this term is Kyle", "the speaker (Declan, ex police)", "dylan the bike man"."""
    left = at.around.left
    trade = at.comment and not at.around.owned
    if trade and (_TRADE.match(at.source, at.around.end) or _WRITTEN_TO.match(at.source, at.around.end)):
        return True
    for a, b in at.places.get("role", ()):
        if a < 1 or b > at.first or at.first - a > _REACH or "s" in at.tokens[a - 1 : a]:
            continue
        said = {"the", "our", "your"} & {*at.tokens[max(0, a - 3) : a]}
        if said and b == at.first and "(" in at.around.left_gap:
            return True
        if said and left[-1:] == ["is"] and at.around.touches_left:
            return _OF_TIME.match(" ".join(at.tokens[b : at.first - 1])) is not None
    return False


def role_above(at: Whereabouts) -> bool:
    """The post above a comment gives the name to a grown-up: "Thank you Summer on reception", "Amber and Jack (PE)"."""
    if not at.comment or f" {at.key} " not in at.context or at.around.left[-1:] in (["our"], ["my"]):
        return False
    tokens = at.context.split()
    if at.key not in tokens:
        return False
    end = tokens.index(at.key) + 1
    end += 2 if tokens[end : end + 1] == ["and"] else 0
    if any(a == end for a, _ in at.lists.scenes.places(tokens).get("workplace", ())):
        return True
    if tokens[end : end + 3] == ["of", "the", "friends"]:
        return True
    return (
        re.search(rf"{re.escape(at.around.word)}(?: (?:and|&) \w+)? {_POSTS}", at.written_above, re.IGNORECASE)
        is not None
    )
