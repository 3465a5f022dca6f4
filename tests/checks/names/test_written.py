"""One name in many writings: the mention stays the same, and plain words written the same way stay words."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.apart import Closer
from checks.names.mistyped import one_edit
from checks.names.pupils import Pupil
from checks.names.slips import slips_of
from checks.names.sounds import sound

SENTENCES = (
    "Well done {} for a brilliant solo!",
    "so proud of our {} today",
    "Congratulations to Dylan, {} and Nour on their medals.",
    "{} and Maya were the first to finish",
    "is {} coming on Saturday? asking for a friend",
    "The cast: {}, Nour, Adam. Doors at 7.",
    "Man of the match: {}.",
    "Mrs {} will collect the money.",
    "We went to {} for the day.",
    "Thank you, {}, for the flowers 💐",
)
NAMES = ("Zainab", "Florence", "Beatrice", "Isabella", "Zainab Malik", "Dylan Price", "Grace", "Adam", "Anne-Marie")
CYRILLIC = str.maketrans("aeopcxiABEKMHOPCTX", "аеорсхіАВЕКМНОРСТХ")
GREEK = str.maketrans("oOABEZHIKMNPTYX", "οΟΑΒΕΖΗΙΚΜΝΡΤΥΧ")
HIDDEN = ("\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u0301", "\u0332")
CERTAINTY = ("", "possible", "likely", "certain")


def bare(mentions):
    return [(row.pupil_ids, row.kind, row.confidence, row.because) for row in mentions.itertuples()]


@given(
    sentence=st.sampled_from(SENTENCES),
    name=st.sampled_from(NAMES),
    hidden=st.lists(st.sampled_from(HIDDEN), min_size=9, max_size=9),
    script=st.sampled_from(("", CYRILLIC, GREEK)),
    where=st.sets(st.integers(0, 8)),
)
def test_hidden_marks_and_look_alikes_change_nothing(engine, sentence, name, hidden, script, where):
    written = "".join(
        (letter.translate(script) if script and at in where else letter)
        + (hidden[at % 9] if at in where and letter.isalpha() else "")
        for at, letter in enumerate(name)
    )
    plain, other = sentence.format(name), sentence.format(written)
    found = find(engine, other)
    assert bare(find(engine, plain)) == bare(found)
    for row in found.itertuples():
        assert other[row.start : row.end] == row.matched_text


@given(
    sentence=st.sampled_from(SENTENCES[:7]),
    name=st.sampled_from(NAMES),
    gap=st.sampled_from((" ", "-", ".", "_", "\u00a0", "*", " · ")),
    upper=st.booleans(),
)
def test_letters_written_apart_are_at_least_as_sure(engine, sentence, name, gap, upper):
    shown = name.upper() if upper else name
    wide = "   " if gap.isspace() else "  "
    written = wide.join(gap.join(word) for word in re.split("[ -]", shown))
    before = surest(engine, sentence.format(name), name)
    after = surest(engine, sentence.format(written), name)
    assert CERTAINTY.index(after) >= min(CERTAINTY.index(before), CERTAINTY.index("likely"))


@given(
    sentence=st.sampled_from(SENTENCES[:7]),
    name=st.sampled_from([name for name in NAMES if name.isascii()]),
    where=st.sets(st.integers(1, 8), min_size=1, max_size=2),
)
def test_figures_for_letters_are_at_least_as_sure_and_keep_their_places(engine, sentence, name, where):
    figures = str.maketrans("oeasti", "034571")
    written = "".join(letter.translate(figures) if at in where else letter for at, letter in enumerate(name))
    text = sentence.format(written)
    found = find(engine, text)
    assert all(text[row.start : row.end] == row.matched_text for row in found.itertuples())
    before, after = surest(engine, sentence.format(name), name), surest(engine, text, written)
    assert CERTAINTY.index(after) >= min(CERTAINTY.index(before), CERTAINTY.index("likely"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("D7lan? no: d1lan? no. dyl4n!", ["P10"]),
        ("M@ya and n0ur back end of the donkey", ["P19", "P11"]),
        ("High scores: 1 D4N13L, 2 R0S3, 3 4D4M", ["P13", "P18"]),
        ("well done m4y4", ["P19"]),
    ],
)
def test_names_with_figures_for_letters_are_read(mentions, text, meant):
    assert [one for ids in mentions(text)["pupil_ids"] for one in ids] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Doors at 7am, 4ada is no time",
        "U14s v 5A",
        "write to ad4m@example.org or m4ya.example.org",
        "may07 and M4Y2026",
    ],
)
def test_a_time_a_class_or_an_address_names_nobody(mentions, text):
    assert mentions(text).query("confidence != 'possible'").empty


@pytest.mark.parametrize(
    "text",
    [
        "S T A R S of the week",
        "P A N T O tonight, doors at 7",
        "S U M M E R   F A I R on Saturday",
        "M A Y   D A Y fun",
        "C H A R I T Y shop",
        "R A V E N S G A T E   D A N C E",
        "A, B, C and D are the groups",
        "x x x x x",
        "Give us a W I L L power",
    ],
)
def test_a_word_written_apart_names_nobody(mentions, text):
    assert mentions(text, subject_type="post").query("confidence != 'possible'").empty


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("S T A R S of the week: A d a, D y l a n", ["P17", "P10"]),
        ("🏅A D A 🏅M A Y A Three for three", ["P17", "P19"]),
        ("A D A M A D A M A D A M on that mic", ["P18"] * 3),
        ("H A P P Y B I R T H D A Y D Y L A N", ["P10"]),
        ("final: N o u r v D y l a n", ["P11", "P10"]),
        ("that's D y l a n's", ["P10"]),
        ("Bravo A n n e - M a r i e", ["P16"]),
        ("Z a i n a b   M a l i k has won", ["P01"]),
        ("Z a i n b a   M a l i k has won", ["P01"]),
    ],
)
def test_letters_written_apart_are_cut_into_names(mentions, text, meant):
    assert [one for ids in mentions(text)["pupil_ids"] for one in ids] == meant


@given(st.text(st.sampled_from(list("adilnyz ,.-'’\n🏅AD1ßİ\u0301\u200b")), max_size=40))
def test_any_letters_apart_lead_back_to_where_they_stand(engine, text):
    closer: Closer = engine._finder._rewording._closer
    closed = closer.close(text)
    if closed:
        assert len(closed.source) == len(closed.places)
        assert closed.places == sorted(closed.places)
        assert all(
            here == text[at] or here.isspace() or here in "-"
            for here, at in zip(closed.source, closed.places, strict=True)
        ) or any(unicodedata.combining(c) or c == "\u200b" for c in text)
    for row in find(engine, text).itertuples():
        assert text[row.start : row.end] == row.matched_text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Мая молодець! 💙", []),
        ("Адам молодець! 💙", ["P18"]),
        ("Оливер лучший", ["P15"]),
        ("браво, Ізабелла", ["P20"]),
        ("Μπράβο Ισαβέλλα και Αδάμ", ["P20", "P18"]),
        ("слава і мир", []),
    ],
)
def test_names_in_another_script(mentions, text, meant):
    assert [one for ids in mentions(text)["pupil_ids"] for one in ids] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("maya won the sack race. well done MAYA", ["P19", "P19"]),
        ("It WILL rain on MAY day, bring coats", []),
        ("our ADAM came first in the end", ["P18"]),
    ],
)
def test_one_word_in_capitals_is_stress(mentions, text, meant):
    found = mentions(text).query("confidence != 'possible'")
    assert [one for ids in found["pupil_ids"] for one in ids] == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [("khatoon", "khatun"), ("tanzeel", "tanzil"), ("fartoon", "fartun"), ("jarna", "jama"), ("fathima", "fatima")],
)
def test_spellings_of_one_sound(one, other):
    assert sound(one) == sound(other)


def test_a_name_of_one_pupil_alone_is_known_with_a_slip():
    names = [("nasratullah", ()), ("dua", ()), ("zebediah", ("malik",))]
    pupils = [Pupil(str(at), (given,), family, "", "") for at, (given, family) in enumerate(names)]
    slips = slips_of(pupils, {"nasrtaullah"})
    assert {"nasratulah", "nasratulllah", "nasratullha"} <= slips.keys()
    assert "nasrtaullah" not in slips
    assert {0} == set.union(*slips.values())


@given(st.text("abcdefgh", min_size=4, max_size=9), st.integers(0, 7))
def test_two_letters_that_changed_places_are_one_error(name, at):
    typed = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    assert typed == name or one_edit(typed, name)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("#AnneMarie", ["AnneMarie"]),
        ("#mayaandadam", ["maya", "adam"]),
        ("#MayaAndAdam", ["Maya", "Adam"]),
        ("#teammayaandadam", ["maya", "adam"]),
        ("@beatrice.rosew thanks", ["beatrice.rosew"]),
        ("#beatricer", ["beatricer"]),
        ("#AdamsMoon", ["Adams"]),
        ("#summerfair #roseandcrown #willandgrace", []),
    ],
)
def test_tags_with_several_names_and_beginnings(mentions, text, written):
    found = mentions(text).query("confidence != 'possible'")
    assert found["matched_text"].tolist() == written


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Medal for Dylan Pirce!", ["P10"]),
        ("Medal for Annne-Marie Nowak!", ["P16"]),
        ("Best delegate: Adam Stoen, of Bhutan", ["P18"]),
        ("the Stnoe age", []),
    ],
)
def test_typing_errors(mentions, text, meant):
    found = mentions(text).query("confidence != 'possible' and kind in ('full_name', 'only_name')")
    assert [one for ids in found["pupil_ids"] for one in ids] == meant


def find(engine, text):
    row = {"subject_type": "comment", "subject_id": "comment:1", "account": "x:hollinbank", "text": text}
    unknown = {"context": "", "author_name": "", "author_handle": "", "has_photo": False}
    return engine.mentions(pd.DataFrame([row | unknown]))


def surest(engine, text, name):
    """Return how sure the engine is of the mention that has the letters of a name."""
    letters = [c for c in name.lower() if c.isalpha()]
    hits = [
        row.confidence
        for row in find(engine, text).itertuples()
        if [c for c in row.matched_text.lower() if c.isalpha()] == letters
    ]
    return max(hits, key=CERTAINTY.index, default="")
