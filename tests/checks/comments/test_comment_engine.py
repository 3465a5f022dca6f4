"""The comments engine: its little language, disguises, offsets, and that nothing in a text can upset it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.comments.disguise import disguises, is_disguise
from checks.comments.engine import CommentEngine
from checks.comments.phrases import to_phrase
from checks.comments.scan import Scanner, key_of
from checks.comments.sieve import Sieve
from checks.comments.slips import slips
from checks.comments.worn import Wardrobe
from config.check_lists import load_check_lists

SETS = {"carer": ("dad", "mum's boyfriend")}
WORDS = ["my", "dad", "mum", "s", "boyfriend", "hits", "me", "every", "day", "hides", "x", "don", "t", "dont", "go"]
LINES = ["dad .. me", "<carer> hits? me", "dad ... every_day & hides", "hides & go|dont_go", "my? dad|mum & me .. day"]
BOOKS = ("abuse", "disclosure", "private", "spam", "posts")
LISTS = load_check_lists()
ENGINE = CommentEngine(LISTS)
READS = [
    ("go away", "please go away now", "go away"),
    ("go|get away", "get away", "get away"),
    ("end_it|jump now", "i end it now", "end it now"),
    ("don't go", "dont go", "dont go"),
    ("don't go", "don’t go", "don’t go"),
    ("<carer> hits me", "my mum's boyfriend hits me", "mum's boyfriend hits me"),
    ("dad .. me", "my dad often hits me", "dad often hits me"),
    ("idiot* you", "idiotic, you", "idiotic, you"),
    ("very? bad", "bad", "bad"),
    ("clownemoji sir", "🤡 sir", "🤡 sir"),
    ("dad & hides|hits", "he hides from my dad", "dad"),
    ("dad .. me & every_day", "every day my dad hits me", "dad hits me"),
]
UNREAD = [
    ("go away", "go far away"),
    ("dad .. me", "my dad. You hit me"),
    ("dad .. me", "dad one two three four me"),
    ("don't go", "do go"),
    ("dad & hides", "my dad sings"),
    ("dad & hides", "my dad sings" + " and sings" * 30 + " and hides"),
]
WORN = [
    "sh1t", "s**t", "s h i t", "s.h.i.t", "shiiiiit", "s#it", "ѕhit", "sh\u00adit", "shi*", "w@nker", "w4nk3r",
    "wa\u200bnker",
]  # fmt: skip
PLAIN = ["s it", "shi tzu", "w nker", "this hit", "s - it", "the shuttle", "a.k.a. shire"]


def scanner(line: str) -> Scanner:
    return Scanner([to_phrase(line, "sign", 3, "any", SETS)])


@pytest.mark.parametrize(("line", "text", "words"), READS)
def test_a_line_of_the_language_finds(line, text, words):
    [reading] = scanner(line).scan(["before", text])
    [sign] = reading.signs
    start, end = reading.span(sign)
    assert (reading.at, text[start:end]) == (1, words)


@pytest.mark.parametrize(("line", "text"), UNREAD)
def test_a_line_of_the_language_does_not_find(line, text):
    assert not list(scanner(line).scan([text]))


@pytest.mark.parametrize("line", ["<nobody> hits", "..", "word?", "go . away"])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValueError, match="lexicon: the line"):
        to_phrase(line, "sign", 3, "any", SETS)


@pytest.mark.parametrize("text", WORN)
def test_a_word_in_disguise_is_seen(text):
    hidden = Scanner([to_phrase("shit|wanker", "insult", 3, "any", {})], Wardrobe(["shit", "wanker"]))
    assert list(hidden.scan([text]))


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_a_disguise_is_left_alone(text):
    hidden = Scanner([to_phrase("shit|wanker", "insult", 3, "any", {})], Wardrobe(["shit", "wanker"]))
    assert not list(hidden.scan([text]))


def test_a_mask_needs_signs_and_no_spaces():
    assert {"s t", "sh t", "s it", "s h i t", "5h1t"} <= set(disguises("shit"))
    assert is_disguise("s**t", "s t", "")
    assert not is_disguise("s t", "s t", "")


def test_a_word_with_a_slip_is_read_as_what_is_meant():
    line = to_phrase("hate you", "slur", 3, "any", {})
    slipped = Scanner([line], Wardrobe((), slips=dict.fromkeys(slips("hate"), "hate") | {"ihate": "i hate"}))
    texts = ["i haet you", "i hte you", "ihate you", "i hated you", "the haetre you"]
    assert [reading.at for reading in slipped.scan(texts)] == [0, 1, 2]


def test_a_mask_stands_for_the_word_that_is_as_long():
    hidden = Scanner([to_phrase("hate|hypocrite", "insult", 3, "any", {})], Wardrobe(["hypocrite", "hate"]))
    assert [reading.text.split() for reading in hidden.scan(["h*te", "h*******e"])] == [["hate"], ["hypocrite"]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
def test_the_sieve_loses_nothing_that_a_line_matches(text):
    lines = [to_phrase(line, "sign", 3, "any", SETS) for line in LINES]
    scanner = Scanner(lines)
    [(_, page)] = scanner.vocabulary.pages([text])
    asked = {line for _, line in Sieve(lines, scanner.vocabulary, key_of).lines(page)}
    assert asked >= {at for at, line in enumerate(lines) if list(line.find(page.cut(0)[0]))}


def test_words_together_tell_what_no_line_expects_unless_the_text_is_plain_abuse():
    lists = {
        "lexicon/weights": pd.DataFrame([("", "-1"), ("nights", "1.9"), ("bed", "1.0")], columns=["word", "weight"])
    }
    texts = ["his bed, two nights", "nights", "nights nights nights", "bed bed bed bed"]
    rows = list(CommentEngine(lists).disclosures(texts))
    assert [(row.at, row.kind, row.confidence) for row in rows] == [(0, "worry", "possible")]
    assert texts[0][rows[0].start : rows[0].end] == texts[0]
    rude = "you nights bed idiot"
    assert [row.kind for row in CommentEngine({**LISTS, **lists}).comments([rude, texts[0]]).disclosures] == ["worry"]


def test_two_words_side_by_side_tell_more_than_each_but_not_across_texts():
    rows = [("", "-1"), ("took the", "3.0"), ("the", "0.1"), ("zebra crossing", "-3.0")]
    weights = CommentEngine({"lexicon/weights": pd.DataFrame(rows, columns=["word", "weight"])})
    texts = [
        "he took the tablets",
        "the tablets he took",
        "they took",
        "the bus",
        "took the zebra crossing",
        "took THE?",
    ]
    assert [row.at for row in weights.disclosures(texts)] == [0, 5]


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("The head is not a liar", "The head is a liar"),
        ("she isn't an idiot", "she is an idiot"),
        ("Mr Hill is no clown", "Mr Hill is a clown"),
    ],
)
def test_a_denial_within_a_line_is_seen(denied, said):
    likely = [row.at for row in ENGINE.abuse([denied, said]) if row.confidence != "possible"]
    assert likely == [1]


def test_lines_that_no_text_asks_for_are_not_compiled():
    quiet = to_phrase("a line that nobody writes zyxw", "sign", 3, "any", {})
    assert isinstance(quiet.pattern, str)
    assert list(quiet.find(" a line that nobody writes zyxw "))


def test_a_harmless_phrase_takes_back_what_it_overlaps():
    lines = [to_phrase("dick", "insult", 3, "any", {}), to_phrase("dick whittington", "harmless", 0, "any", {})]
    assert not list(Scanner(lines).scan(["Dick Whittington"]))
    assert len(list(Scanner(lines).scan(["Dick Whittington, you dick"]))) == 1


def test_a_text_with_a_cue_alone_is_not_read():
    assert not list(Scanner([to_phrase("panto", "cue", 0, "story", {})]).scan(["our panto"]))


@pytest.mark.parametrize("book", BOOKS)
def test_every_shipped_book_can_be_read_and_says_nothing_twice(book):
    rows = LISTS[f"lexicon/{book}"]
    assert list(rows.columns) == ["words", "kind", "strength", "target"]
    assert rows["strength"].isin(list("01234")).all()
    assert not rows.duplicated(["words", "kind"]).any()
    ENGINE.scanner(book)


def test_without_lists_nothing_is_found():
    assert not list(CommentEngine({}).abuse(["you idiot"]))
    assert not list(
        CommentEngine({"lexicon/abuse": pd.DataFrame(columns=["words", "kind", "strength", "target"])}).abuse([""])
    )


def test_what_is_found_does_not_depend_on_the_texts_beside_it():
    texts = ["you idiot", "lovely", "my dad hits me", "", "f*ck off", "Dick Whittington"]
    together = [(row.at, row.start, row.end, row.kind) for row in ENGINE.abuse(texts)]
    alone = [(at, *list(row)[1:4]) for at, text in enumerate(texts) for row in ENGINE.abuse([text])]
    assert together == alone


SCRAPS = st.sampled_from(
    ["you", "idiot", "f*ck", "🖕", "s h i t", "é", "\u200b", "\n", "kill", "yourself", ".", "“", "\ud800", "ß"]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=6)), max_size=12).map(" ".join))
def test_offsets_lie_in_the_text_whatever_it_holds(text):
    for rows in (ENGINE.abuse([text]), ENGINE.disclosures([text]), ENGINE.posts([text], ["profanity"])):
        for row in rows:
            assert 0 <= row.start < row.end <= len(text)
