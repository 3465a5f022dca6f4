"""Folding and its way back: whatever decorates a name, the span found in the source folds to that name again."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.fold import fold, fold_name, source_end, tag_pieces

LETTERS = "zainabmlkéößñøł"
INVISIBLE = st.sampled_from(["", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff"])
MARKS = st.sampled_from(["", "\u0301", "\u0308", "\u0327", "\u0331"])
STYLES = {
    "plain": lambda c: c,
    "capital": str.upper,
    "full-width": lambda c: chr(ord(c) - 0x20 + 0xFF00) if "!" <= c <= "~" else c,
    "bold script": lambda c: chr(0x1D4EA + ord(c) - ord("a")) if "a" <= c <= "z" else c,
    "decomposed": lambda c: unicodedata.normalize("NFD", c),
    "circled": lambda c: chr(0x24D0 + ord(c) - ord("a")) if "a" <= c <= "z" else c,
}
AROUND = st.text(st.sampled_from(list(" .,!?\n🎉👩‍👧😍é7#-'’")), max_size=12)


@st.composite
def decorated(draw, name):
    out = []
    for letter in name:
        style = STYLES[draw(st.sampled_from(sorted(STYLES)))]
        out += [style(letter), draw(MARKS), draw(INVISIBLE)]
    return "".join(out).rstrip("\u200b\u200d\u00ad\u2060\ufeff")


@given(name=decorated("zainab"), before=AROUND, after=AROUND)
def test_a_decorated_word_is_found_again_in_its_source(name, before, after):
    source = f"{before} {name} {after}"
    folded = fold(source)
    at = folded.text.index("zainab")
    start, end = int(folded.origin[at]), source_end(source, int(folded.origin[at + 5]))
    assert source[start:end] == name
    assert fold_name(source[start:end]) == "zainab"


@given(
    first=decorated("zainab"),
    last=decorated("malik"),
    before=AROUND,
    after=AROUND,
    gap=st.sampled_from([" ", "  ", "\u00a0", " 🌟 ", "-"]),
)
def test_the_engine_gives_offsets_into_the_text_as_stored(engine, first, last, before, after, gap):
    text = f"{before} {first}{gap}{last} {after}".replace("#", "")
    texts = pd.DataFrame({"subject_type": ["post"], "subject_id": ["post:1"], "account": ["x:a"], "text": [text]})
    found = engine.mentions(texts)
    full = found[found["kind"] == "full_name"]
    assert len(full) == 1
    row = full.iloc[0]
    assert text[row.start : row.end] == row.matched_text == f"{first}{gap}{last}"
    assert row.pupil_ids == ("P01",)


@given(st.text())
def test_any_text_folds_with_every_character_accounted_for(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert (folded.origin[1:] >= folded.origin[:-1]).all()
    assert folded.text == folded.text.casefold() or not folded.text.isascii()
    assert "  " not in folded.text


@given(st.text(st.characters(max_codepoint=0x7F, exclude_characters="\x1e")))
def test_the_short_way_for_ascii_gives_the_same_result(text):
    assert fold_name(text) == fold(text).text.strip()


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("O’Brien", "o brien"), ("Łukasz", "lukasz"), ("Weiß", "weiss"), ("Æthel", "aethel"), ("İlkay", "ilkay"),
        ("ﬁona", "fiona"),
        ("Zаinаb", "zainab"), ("🅰🅱", "ab"), ("Nguyễn", "nguyen"), ("王小明", "王小明"), ("\ud800", ""),
    ],
)  # fmt: skip
def test_spellings_become_one(written, folded):
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        ("WellDoneZainab", ["well", "done", "zainab"]),
        ("zainab_malik", ["zainab", "malik"]),
        ("TeamGB2026", ["team", "gb", "2026"]),
        ("ZainabM", ["zainab", "m"]),
        ("ZoëKhan", ["zoe", "khan"]),
        ("welldone", ["welldone"]),
    ],
)
def test_tags_are_cut_at_capitals(body, pieces):
    cut = tag_pieces(body)
    assert [piece for piece, _, _ in cut] == pieces
    assert all(fold_name(body[start:end]) == piece for piece, start, end in cut)
