"""Emoji in place of words, inside words or between them, or too many of them.

## Why it matters
A screen reader reads each emoji's name aloud: "We red heart reading" and "party popper party popper party popper".
Whoever listens loses the sentence (accessibility words(c)).

## Flagged
- In the school's own captions and alt texts: more than `most` emoji (3 unless the policy says otherwise).
- An emoji inside a word (w⭐nderful), or between words of a sentence, in the place of one (We ❤️ reading).
- One finding a text, by the first that is wrong.

## Not flagged
- Emoji at the end of a sentence, of a line or of the text, and at the beginning of a line as a bullet.
- Signs like ©, ™ and ✓, and digits as emoji.
- Emoji in comments and reposts: they are others' words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checks._texts import judge_own_words
from checks.base import Evidence, Judgement, check

_ONE: Final = (
    r"(?:[\U0001F1E6-\U0001F1FF]{2}"
    r"|[\U0001F300-\U0001FAFF\u2600-\u27BF\u2B50\u2B55\u231A-\u23FF](?:[\ufe0f\U0001F3FB-\U0001F3FF])*)"
)
_EMOJI: Final = re.compile(rf"{_ONE}(?:\u200d{_ONE})*")
_SIGNS: Final = frozenset("✓✔✗✘✕✖☐☑☒❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➔➜➡")
_NEAR: Final = 40
"""Characters on either side that tell whether a sentence goes on."""
_WORD_BEFORE: Final = re.compile(r"[^\W\d_][,’']?[ \t]*$")
_WORD_AFTER: Final = re.compile(r"[ \t]*[a-zà-ÿ]")


@check(
    title="Emoji in place of words",
    subject={"post", "alt"},
    severity="note",
    needs={"posts"},
    uses={"media"},
    remedy="Write the word, and keep at most three emoji, at the end of the text.",
)
def emoji_in_words(evidence: Evidence, *, most: int = 3) -> Judgement:
    """Judge the emoji of every caption and alt text of the school (accessibility words(c)).

    `most`: how many emoji a text may have.
    """

    def faults(text: str) -> Iterator[Mapping[str, Any]]:
        emoji = [found for found in _EMOJI.finditer(text) if found[0][0] not in _SIGNS]
        wrong = next((found for found in emoji if _between_words(text, found)), None)
        if wrong is not None:
            detail = "an emoji stands between or inside words, where a screen reader reads its name"
        elif len(emoji) > most:
            wrong, detail = emoji[most], f"{len(emoji)} emoji, each of which a screen reader reads out"
        if wrong is not None:
            yield {"start": wrong.start(), "end": wrong.end(), "matched_text": wrong[0], "detail": detail}

    return judge_own_words(evidence, faults)


def _between_words(text: str, emoji: re.Match[str]) -> bool:
    """Say whether a word goes before an emoji, or a row of them, and a small letter follows, on one line."""
    before = text[max(0, emoji.start() - _NEAR) : emoji.start()].rpartition("\n")[2]
    after = re.sub(rf"^(?:\s*{_ONE}|\u200d)+", "", text[emoji.end() : emoji.end() + _NEAR])
    return bool(_WORD_BEFORE.search(before) and _WORD_AFTER.match(after))
