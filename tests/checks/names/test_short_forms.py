"""Short and pet forms of first names: both directions, endings in fun, home languages; and what none may touch."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

PUPILS = [  # first name, last name
    ("Ed", "Harding"), ("Sid", "Wakeley"), ("Flo", "Tarrant"), ("Nat", "Cowdrey"), ("Frank", "Ellery"),
    ("Vendula", "Horáková"), ("Kevin", "Novotný"), ("Vanesa", "Bielik"), ("Magda", "Wrońska"), ("Radek", "Svoboda"),
    ("Ieva", "Petrauskaitė"), ("Martynas", "Jankauskas"), ("Ioana", "Munteanu"), ("Mateus", "Carvalho"),
    ("Joana", "Pereira"), ("Zsófia", "Kovács"), ("Elif", "Yılmaz"), ("Zainab", "Qureshi"), ("Nikola", "Borecka"),
    ("Habiba", "Chowdhury"), ("Matilda", "Pruett"), ("Gregor", "Lamont"), ("Maja", "Zielińska"), ("Lucy", "Bramwell"),
    ("Billy", "Ackroyd"), ("Beth", "Sugden"),
]  # fmt: skip
COLUMNS = ["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"]
WHO = {first: f"P{at:02}" for at, (first, _) in enumerate(PUPILS)}

CALLED = [  # text, what is found, whose it is
    ("Eddie, your gran says well done", "Eddie", "Ed"),
    ("Well done Sidney Wakeley!", "Sidney Wakeley", "Sid"),
    ("congratulations to Nathaniel Cowdrey", "Nathaniel Cowdrey", "Nat"),
    ("Congratulations to William Ackroyd of 4A, our winner", "William Ackroyd", "Billy"),
    ("Sugden, Elizabeth: gold award", "Sugden, Elizabeth", "Beth"),
    ("well done Frankie, what a goal", "Frankie", "Frank"),
    ("So proud of our Flozza x", "Flozza", "Flo"),
    ("is that our Tills with the rolling pin", "Tills", "Matilda"),
    ("Our Nicky is so proud of that badge", "Nicky", "Nikola"),
    ("Well done Zainabjaan, dadi is proud", "Zainabjaan", "Zainab"),
    ("Vaneska moja šikovná 🌹", "Vaneska", "Vanesa"),
    ("Naše Vendulka bude překládat, to je radost", "Vendulka", "Vendula"),
    ("naše vendulka bude překládat", "vendulka", "Vendula"),
    ("Kevine, šikovný kluk!", "Kevine", "Kevin"),
    ("Magdo, jesteśmy bardzo dumni", "Magdo", "Magda"),
    ("Radku, gratulujeme, jsi nejlepší", "Radku", "Radek"),
    ("Ievute, labai graži", "Ievute", "Ieva"),
    ("Martynuk, labai gražiai skaitai!", "Martynuk", "Martynas"),
    ("Ievai sekėsi labai gerai, ačiū", "Ievai", "Ieva"),
    ("Kevinovi moc gratulujeme", "Kevinovi", "Kevin"),
    ("Ionuca mea!", "Ionuca", "Ioana"),
    ("teteu no teclado!!", "teteu", "Mateus"),
    ("Joaninha, que orgulho, parabéns", "Joaninha", "Joana"),
    ("Zsófika, nagyon ügyes vagy!", "Zsófika", "Zsófia"),
    ("elifcik çok güzel, aferin", "elifcik", "Elif"),
]
NOBODY = [
    "je to jako román, čtu to každý den",  # as
    "byliśmy tam w maju, bardzo dziękujemy",  # May
    "que lindo! muitas luzes, todos felizes",  # lights
    "Pen licences go to five more children this week",
    "Respect to this year's lot",
    "Masha'Allah, such a beautiful assembly",
    "First Dan in karate at ten years old",
    "Kevine is a brand of printer",  # a case of no English text
    "The Radku bridge is shut",
    "Thank you to William from the council for visiting us",
    "Elizabeth Smith fixed the boiler on Sunday",
    "Prince William and Queen Elizabeth came to open the old hall",
    "Greggs and Costa are off limits at lunchtime",
]


@pytest.fixture(scope="module")
def read():
    """Return the mentions of at least `likely` in a comment, as (matched text, whose)."""
    rows = [(f"P{at:02}", first, "", last, "4", "4B") for at, (first, last) in enumerate(PUPILS)]
    staff = pd.DataFrame(columns=["title", "first_name", "last_name", "role"], dtype="str")
    engine = NameEngine(pd.DataFrame(rows, columns=COLUMNS), staff, load_word_lists())

    def find(text, kind="comment"):
        row = {"subject_type": kind, "subject_id": "comment:1", "account": "x:hollinbank", "text": text, "context": ""}
        found = engine.mentions(pd.DataFrame([row | {"author_name": "", "author_handle": "", "has_photo": False}]))
        sure = found[found["confidence"] != "possible"]
        return list(zip(sure["matched_text"], sure["pupil_ids"], strict=True))

    return find


@pytest.mark.parametrize(("text", "matched", "first"), CALLED)
def test_a_child_is_found_by_what_family_and_friends_call_it(read, text, matched, first):
    assert (matched, (WHO[first],)) in read(text)


@pytest.mark.parametrize("text", NOBODY)
def test_a_word_that_is_a_short_form_too_names_nobody(read, text):
    assert read(text) == []


PRAISE = {
    "cs": ("{}, jsi moc šikovná, gratulujeme!", "naše {} je nejlepší"),
    "lt": ("{}, labai gražiai, ačiū!", "mūsų {} yra geriausia"),
    "pt": ("{}, que orgulho, parabéns!", "nossa {} muito querida"),
    "en": ("Well done {}!", "So proud of our {} x"),
}
WRITTEN = [  # language, first name, forms of it
    ("cs", "Vendula", ("Vendulka", "Vendulo", "Vendulko")),
    ("cs", "Vanesa", ("Vaneska", "Vaneso")),
    ("cs", "Radek", ("Radku", "Radečku")),
    ("lt", "Ieva", ("Ievutė", "Ievute", "Ievyte", "Ievele")),
    ("lt", "Martynas", ("Martynukas", "Martynuk", "Martynai", "Martynėli")),
    ("pt", "Joana", ("Joaninha", "Joanita")),
    ("en", "Flo", ("Flozza", "Flossie", "Flo")),
    ("en", "Ed", ("Eddie", "Eddy", "Ed")),
    ("en", "Frank", ("Frankie", "Frankster", "Franky")),
    ("en", "Gregor", ("Gregs", "Greggy", "Greg")),
]
FORMS = st.sampled_from([(tongue, first, form) for tongue, first, forms in WRITTEN for form in forms])


@settings(max_examples=settings.default.max_examples * 6 // 5)
@given(
    FORMS, st.integers(0, 1), st.sampled_from((str, str.lower, str.upper)), st.sampled_from(("", " ❤️", " 😍😍", "!!"))
)
def test_a_form_is_found_in_its_language_however_it_is_written(read, called, frame, cased, end):
    tongue, first, form = called
    text = cased(PRAISE[tongue][frame].format(form)) + end
    assert WHO[first] in {pupil for _, pupils in read(text) for pupil in pupils}


@pytest.mark.parametrize("text", ["The {} is on the shelf.", "We bought some {} for the fair.", "no {} today thanks"])
@pytest.mark.parametrize("form", ["vendulo", "radku", "ievai", "martynai", "kevina", "magdy", "vaneso"])
def test_a_case_of_another_language_is_no_name_in_english(read, text, form):
    assert read(text.format(form), kind="post") == []
