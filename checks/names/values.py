"""Values: texts that speak of a virtue or another word as what a week is about: "our value is Hope"."""

from __future__ import annotations

import re
from typing import Final

from checks.names.surroundings import Surroundings
from checks.names.verdict import Circumstances

_VALUE_IS: Final = re.compile(
    r"(?i)\b(?:themes?|values?|virtues?|word|focus|topic|gifts?|fruits?|message)\b[^.!?:\n]{0,30}(?: is| was|"
    r" be| of|:) $"
)
_IS_VALUE: Final = re.compile(
    r"(?i) (?:is|was|will be) [^.!?\n]{0,40}\b(?:values?|virtues?|theme|our focus|word of the)\b"
)
"""Where a word is what the week is about: "the theme of our assembly was Joy"."""


def of_values(around: Surroundings, text: Circumstances) -> bool:
    """Tell whether a word is what the text says the value, the theme or the word of the week is."""
    return (
        _VALUE_IS.search(text.source, max(0, around.start - 60), around.start) is not None
        or _IS_VALUE.match(text.source, around.end) is not None
    )
