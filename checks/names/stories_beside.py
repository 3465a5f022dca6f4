"""Stories beside: words right beside a name by which it is somebody's in a story, a sum or a film."""

from __future__ import annotations

import re
from typing import Final

from checks.names.whereabouts import Whereabouts

_STORY: Final = (
    r"(?:story|stories|book|novel|text|film|play|poem|fairy ?tale|tale|movie|picture book|myth|legend|fable)"
)
_STORY_BEFORE: Final = re.compile(
    rf"(?i)\bin (?:our|the|this|her|his|their) (?:\w+ )?{_STORY}(?: this (?:week|term))?, $|\bchapter (?:\d+|\w+):? $"
)
_STORY_AFTER: Final = re.compile(
    rf" (?:from|in|of) (?:the|our|this|that) (?:\w+ )?{_STORY}\b(?! (?:corner|club|fair|week|day|sale|swap|"
    rf"review|nook|shop|group|writ))"
)
_PUZZLE: Final = re.compile(
    r"(?i)(?:problem|puzzle|riddle|brain ?teaser|correct the sentence|for example|"
    r"example sentence)\b[^.!?]{0,25}[:\"“,] ?(?:me and |my friend )?$"
)
"""What stands before somebody of a sum: "Maths puzzle: Theo is twice as old"."""
_TITLE: Final = re.compile(r" and (?:the|his|her) (?!Year|Reception|Team|Eco|School|Class|House|Key|Choir|Head)[A-Z]")
"""What stands around somebody in a story: "letters to Ruby from the story", "We read Theo and the Dragon"."""


def in_a_story(at: Whereabouts) -> bool:
    """Tell whether the words right beside a name say that it is somebody's in a story, a sum or a film."""
    asked = at.around.left[-1:] == ["whats"] or at.around.left[-2:] in (["what", "s"], ["what", "is"])
    if at.comment or at.around.owned:
        return at.comment and asked and at.around.right[:1] == ["about"]  # "whats oliver about? is it scary"
    if _PUZZLE.search(at.source, max(0, at.around.start - 60), at.around.start):
        return True
    led = at.around.left_gap == ", " or "chapter" in at.around.left
    if led and _STORY_BEFORE.search(at.source, max(0, at.around.start - 60), at.around.start):
        return not at.does_as_people_do
    if _STORY_AFTER.match(at.source, at.around.end):
        return not ({"dressed", "as", "plays", "played"} & set(at.around.left[-2:]))
    told = "reading" in at.places or not {"read", "reading", "watched", "performed", "saw"}.isdisjoint(at.tokens)
    return told and _TITLE.match(at.source, at.around.end) is not None
