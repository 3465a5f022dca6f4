"""Emoji in place of words, or too many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_evidence import evidence, found

from checks.emoji_in_words import emoji_in_words

FLAGGED = [  # text, what is marked
    ("We ❤️ reading", "❤️"),
    ("What a w⭐nderful day", "⭐"),
    ("Our 🐝 keepers are busy", "🐝"),
    ("Come along 🎉🎉 and bring a friend", "🎉"),
    ("Well done! 🎉🎉🎉🎉", "🎉"),
    ("Family day 👨‍👩‍👧 at the farm", "👨‍👩‍👧"),
]
NOT_FLAGGED = [
    "Well done, Year 4! 🎉",
    "Well done! 🎉 See you on Monday. ⭐",
    "⭐ Reading\n⭐ Writing\n⭐ Maths",
    "Great day 🎉",
    "© Hollin Bank 2026 ✓ done ✔ sent",
    "1️⃣ first 2️⃣ second 3️⃣ third 4️⃣ fourth",
    "Hooray 🎉🎉🎉",
]


@pytest.mark.parametrize(("text", "marked"), FLAGGED)
def test_flagged_in_captions_and_alt_texts(text: str, marked: str) -> None:
    assert [row["matched_text"] for row in found(emoji_in_words, evidence(post=text, alt=text))] == [marked, marked]


@pytest.mark.parametrize("text", NOT_FLAGGED)
def test_not_flagged(text: str) -> None:
    assert [row["detail"] for row in found(emoji_in_words, evidence(post=text, alt=text))] == []


def test_reposts_and_comments_are_the_words_of_others() -> None:
    given = evidence(post=FLAGGED[0][0], comment=FLAGGED[0][0])
    given = replace(given, posts=given.posts.assign(kind="repost"))
    assert emoji_in_words.run(given).units.empty


@pytest.mark.parametrize(("text", "most", "count"), [("Hi 🎉🎉🎉🎉🎉", 5, 0), ("Hi 🎉", 0, 1)])
def test_how_many_are_too_many(text: str, most: int, count: int) -> None:
    assert len(found(emoji_in_words, evidence(post=text), most=most)) == count


@pytest.mark.timeout(60)
def test_endless_emoji_are_one_finding() -> None:
    assert len(found(emoji_in_words, evidence(post="🎉 " * 10_000))) == 1
