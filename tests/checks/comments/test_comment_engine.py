"""The comments engine: its little language, disguises, offsets, and that nothing in a text can upset it."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.comments.disclosure import WORRIED
from checks.comments.disguise import disguises, is_disguise
from checks.comments.engine import CommentEngine
from checks.comments.phrases import to_phrase
from checks.comments.scan import Scanner, key_of, words_of
from checks.comments.shelf import Shelf
from checks.comments.sieve import Sieve
from checks.comments.slips import slips
from checks.comments.words import Vocabulary
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


def reads(lines, texts, wardrobe=None):
    """Return the readings of some texts by the lines of one book."""
    return list(Shelf({"book": Scanner(lines, wardrobe)}).scan(texts, "book"))


def sign(line: str):
    return to_phrase(line, "sign", 3, "any", SETS)


@pytest.mark.parametrize(("line", "text", "words"), READS)
def test_a_line_of_the_language_finds(line, text, words):
    [reading] = reads([sign(line)], ["before", text])
    [found] = reading.signs
    start, end = reading.span(found)
    assert (reading.at, text[start:end]) == (1, words)


@pytest.mark.parametrize(("line", "text"), UNREAD)
def test_a_line_of_the_language_does_not_find(line, text):
    assert not reads([sign(line)], [text])


@pytest.mark.parametrize("line", ["<nobody> hits", "..", "word?", "go . away"])
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValueError, match="lexicon: the line"):
        to_phrase(line, "sign", 3, "any", SETS)


@pytest.mark.parametrize("text", WORN)
def test_a_word_in_disguise_is_seen(text):
    assert reads([to_phrase("shit|wanker", "insult", 3, "any", {})], [text], Wardrobe(["shit", "wanker"]))


@pytest.mark.parametrize("text", PLAIN)
def test_what_only_looks_like_a_disguise_is_left_alone(text):
    assert not reads([to_phrase("shit|wanker", "insult", 3, "any", {})], [text], Wardrobe(["shit", "wanker"]))


def test_a_mask_needs_signs_and_no_spaces():
    assert {"s t", "sh t", "s it", "s h i t", "5h1t"} <= set(disguises("shit"))
    assert is_disguise("s**t", "s t", "")
    assert not is_disguise("s t", "s t", "")


def test_a_word_with_a_slip_is_read_as_what_is_meant():
    line = to_phrase("hate you", "slur", 3, "any", {})
    slipped = Wardrobe((), slips=dict.fromkeys(slips("hate"), "hate") | {"ihate": "i hate"})
    texts = ["i haet you", "i hte you", "ihate you", "i hated you", "the haetre you"]
    assert [reading.at for reading in reads([line], texts, slipped)] == [0, 1, 2]


def test_a_mask_stands_for_the_word_that_is_as_long():
    found = reads(
        [to_phrase("hate|hypocrite", "insult", 3, "any", {})], ["h*te", "h*******e"], Wardrobe(["hypocrite", "hate"])
    )
    assert [reading.text.split() for reading in found] == [["hate"], ["hypocrite"]]


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
def test_the_sieve_loses_nothing_that_a_line_matches(text):
    lines = [to_phrase(line, "sign", 3, "any", SETS) for line in LINES]
    vocabulary = Vocabulary(words_of(lines))
    [(_, page)] = vocabulary.pages([text])
    asked = {line for _, line in Sieve(lines, vocabulary, key_of).lines(page)}
    assert asked >= {at for at, line in enumerate(lines) if list(line.find(page.text(0)))}


def weights(**tables: dict[str, str]) -> CommentEngine:
    """Return an engine that has no book, and these tables of words and what they weigh."""
    return CommentEngine(
        {
            f"lexicon/{name}": pd.DataFrame({"words": list(table), "weight": list(table.values())}, dtype=object)
            for name, table in tables.items()
        }
    )


def test_words_together_tell_what_no_line_expects():
    engine = weights(worry={"": "-3.3", "nights": "1.0", "bed": "0.9"})
    texts = ["his bed, two nights", "nights", "nights nights nights", "bed bed bed bed"]
    rows = list(engine.disclosures(texts))
    assert [(row.at, row.kind, row.confidence) for row in rows] == [(0, "worry", "possible")]
    assert texts[0][rows[0].start : rows[0].end] == texts[0]


def test_words_are_no_worry_where_they_are_abuse_still_more():
    worry = pd.DataFrame({"words": ["nights", "bed"], "weight": ["1.0", "1.0"]})
    scorn = pd.DataFrame({"words": ["bed", "clown"], "weight": ["1.0", "1.5"]})
    remarks = CommentEngine({"lexicon/worry": worry, "lexicon/scorn": scorn}).comments(["clown bed", "nights, bed"])
    assert [row.at for row in remarks.abuse] == [0, 1]
    assert [row.at for row in remarks.disclosures] == [1]


def test_words_are_no_abuse_where_the_book_tells_of_a_child_and_they_do_still_more():
    book = pd.DataFrame(
        [("miss me", "self_harm", "3", "any")], columns=["words", "kind", "strength", "target"], dtype=object
    )
    worry = pd.DataFrame({"words": ["anymore"], "weight": ["2.0"]})
    scorn = pd.DataFrame({"words": ["nobody", "clown"], "weight": ["0.65", "3.0"]})
    lists = {"lexicon/disclosure": book, "lexicon/worry": worry, "lexicon/scorn": scorn}
    remarks = CommentEngine(lists).comments(["nobody will miss me anymore", "nobody anymore", "clown, nobody: miss me"])
    assert [row.at for row in remarks.disclosures] == [0, 1, 2]
    assert [(row.at, row.confidence) for row in remarks.abuse] == [(1, "possible"), (2, "likely")]


def test_two_words_side_by_side_tell_more_than_each_but_not_across_texts():
    engine = weights(worry={"": "-2.7", "took the": "3.0", "the": "0.1", "zebra crossing": "-3.0"})
    texts = [
        "he took the tablets",
        "the tablets he took",
        "they took",
        "the bus",
        "took the zebra crossing",
        "took THE?",
    ]
    assert [row.at for row in engine.disclosures(texts)] == [0, 5]


def test_words_nobody_has_seen_are_known_by_how_they_begin_and_emoji_say_something():
    engine = weights(worry={"": "-2.4", "brui*": "1.0", "😢": "0.3"})
    texts = ["such bruising", "a bruise", "bruis", "brui", "bru", "oh 😢", "bruised 😢"]
    assert [row.at for row in engine.disclosures(texts)] == [0, 1, 2, 6]


def test_words_with_one_between_and_at_either_end_of_a_text_tell_more():
    engine = weights(scorn={"": "-1", "you _ joke": "2", "^ shame": "2", "clown $": "2"})
    texts = ["you absolute joke", "you joke", "you are a joke", "shame on it", "a shame", "what a clown", "clown car"]
    assert [row.at for row in engine.abuse(texts)] == [0, 3, 5]
    apart = ["so you", "joke", "all shame", "x", "clown", "y", "see you x", "joke"]
    assert [row.at for row in engine.abuse(apart)] == [4]


def test_what_reads_like_abuse_names_the_words_that_weigh_most():
    engine = weights(scorn={"": "-2.05", "pathetic": "1.6", "you lot": "0.9", "lot": "0.2", "the": "0.5"})
    texts = ["the whole of you lot are pathetic", "the lot", "pathetic weather", "you lot: pathetic"]
    rows = list(engine.abuse(texts))
    assert [(row.at, row.kind, row.confidence) for row in rows] == [(0, "insult", "likely"), (3, "insult", "possible")]
    assert {row.because for row in rows} == {"reads like an insult: 'pathetic', 'you lot'"}


def test_words_tell_a_threat_from_an_insult():
    scorn = pd.DataFrame({"words": ["", "you _ live", "know where"], "weight": ["-0.5", "1", "1.7"]})
    manners = pd.DataFrame({"words": ["", "know where"], "threat": ["-1", "1.5"], "slur": ["-2", ""]})
    lists = {"lexicon/scorn": scorn, "lexicon/manners": manners.assign(sexual="", harassment="")}
    [row] = CommentEngine(lists).abuse(["I know where you all live"])
    assert (row.kind, row.because) == ("threat", "reads like a threat: 'know where'")


def test_words_do_not_overrule_what_speaks_against_a_sign():
    book = [("vermin", "insult", "2", "any"), ("vermin control", "harmless", "0", "")]
    lists = {"lexicon/abuse": pd.DataFrame(book, columns=["words", "kind", "strength", "target"])}
    lists["lexicon/scorn"] = pd.DataFrame({"words": ["vermin"], "weight": ["2"]})
    texts = ["vermin, all of you", "they are not vermin", "vermin control is due"]
    rows = list(CommentEngine(lists).abuse(texts))
    assert [row.confidence for row in rows] == ["likely", "possible", "possible"]


@pytest.mark.parametrize(
    ("strength", "words", "level"),
    [("1", "0", "possible"), ("1", "1", "likely"), ("2", "1.1", "likely"), ("2", "-3", "possible")],
)
def test_what_the_book_and_the_words_say_adds_up(strength, words, level):
    book = pd.DataFrame([("useless", "insult", strength, "any")], columns=["words", "kind", "strength", "target"])
    scorn = pd.DataFrame({"words": ["timetable"], "weight": [words]})
    engine = CommentEngine({"lexicon/abuse": book, "lexicon/scorn": scorn})
    assert [row.confidence for row in engine.abuse(["you are useless, and again that timetable"])] == [level]


def test_a_threat_is_not_doubted_for_the_ordinary_words_around_it():
    book = pd.DataFrame([("burn it down", "threat", "3", "any")], columns=["words", "kind", "strength", "target"])
    scorn = pd.DataFrame({"words": ["lovely"], "weight": ["-9"]})
    [row] = CommentEngine({"lexicon/abuse": book, "lexicon/scorn": scorn}).abuse(["lovely hall, we burn it down"])
    assert row.confidence == "likely"


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(st.lists(st.lists(st.sampled_from(["nights", "bed", "took", "the", "x", "😢", "!"]), max_size=9), max_size=6))
def test_what_a_text_weighs_does_not_depend_on_order_repeats_or_neighbours(texts):
    table = {"": "-2", "nights": "0.5", "bed": "0.4", "took the": "0.9", "😢": "0.3", "nigh*": "0.2"}
    table |= {"x _ bed": "0.7", "^ bed": "0.6", "the $": "0.8", "^ _ x": "-0.3", "^ took": "0.1"}
    engine = weights(worry=table)
    written = [" ".join(words) for words in texts]
    found = {row.at for row in engine.disclosures(written)}
    for at, words in enumerate(texts):
        plain = [word for word in words if word not in "!😢"]
        begun = ["nigh*"] if "nights" in words else []
        edged = ["^", *plain, "$"]
        apart = (f"{one} _ {two}" for one, two in zip(edged, edged[2:], strict=False))
        said = {*words, *begun, *(" ".join(two) for two in pairwise(edged)), *apart}
        total = sum(float(table.get(one, 0)) for one in said) + float(table[""])
        assume(abs(total - WORRIED) > 1e-6)
        assert (at in found) == (total >= WORRIED and bool(words))


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
    found = reads(lines, ["Dick Whittington", "Dick Whittington, you dick"])
    assert [len(reading.signs) for reading in found] == [0, 1]


def test_a_text_with_a_cue_alone_is_not_read():
    assert not reads([to_phrase("panto", "cue", 0, "story", {})], ["our panto"])


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


@settings(max_examples=settings.default.max_examples * 6 // 5)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=6)), max_size=12).map(" ".join))
def test_offsets_lie_in_the_text_whatever_it_holds(text):
    for rows in (ENGINE.abuse([text]), ENGINE.disclosures([text]), ENGINE.posts([text], ["profanity"])):
        for row in rows:
            assert 0 <= row.start < row.end <= len(text)


def test_an_insult_said_a_thousand_times_is_read_like_one_said_often():
    often = list(ENGINE.abuse(["f*ck you " * 20]))
    endless = list(ENGINE.abuse(["f*ck you " * 1000]))
    assert [(row.kind, row.confidence, row.start) for row in endless] == [
        (row.kind, row.confidence, row.start) for row in often
    ]


def test_what_is_said_once_behind_an_endless_insult_is_still_read():
    kinds = {row.kind for row in ENGINE.abuse(["f*ck " * 500 + "I know where you live, watch your back"])}
    assert "threat" in kinds
