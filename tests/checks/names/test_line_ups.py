"""Last names and lists, however they are written: the same team, cast or register names the same children."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.names.engine import NameEngine
from checks.names.line_ups import OTHERS, fixture, line_up
from config.word_lists import load_word_lists

PUPILS = [
    ("Leo", "Hepple", "9", "9A"), ("Amy", "Wake", "9", "9A"), ("Sara", "Young", "9", "9B"), ("Tom", "Hall", "8", "8A"),
    ("Ben", "Field", "8", "8B"), ("Omar", "Khan", "7", "7A"), ("Ella", "Okafor", "7", "7A"),
    ("Zoe", "Lukaszek", "9", "9B"),
    ("Dan", "Best", "10", "10C"), ("Sam", "Long", "10", "10D"), ("Nia", "Bevan", "8", "8A"), ("Kit", "Rice", "8", "8A"),
    ("Tadhg", "Kelly", "8", "8B"), ("Jack", "Price", "6", "Ash"), ("Lara", "Bray", "6", "Ash"),
    ("Jasper", "Cole", "6", "Ash"), ("Finn", "Darcy", "5", "Ash"), ("Tess", "Cooper", "5", "Elm"),
    ("Basil", "Antony", "5", "Elm"), ("Harry", "Tremayne", "5", "Elm"), ("Grace", "Hill", "4", "Elm"),
    ("Gracie", "Webb", "4", "Elm"), ("Mason", "Knight", "R", "Oak"), ("Robin", "Park", "2", "Elm"),
]  # fmt: skip
STAFF = [("Mr", "Paul", "Rice", "PE"), ("Mrs", "", "Hall", "Maths")]
TEAM = ("Hepple", "Wake", "Young", "Hall", "Field", "Khan", "Okafor", "Best", "Long", "Bevan", "Kelly")


@pytest.fixture(scope="module")
def sure():
    """Return the likely mentions of a text, as (matched text, kind); keywords are the other columns."""
    columns = ["first_name", "last_name", "year_group", "form"]
    pupils = pd.DataFrame(PUPILS, columns=columns).assign(preferred_name="")
    pupils["pupil_id"] = [f"P{at:02}" for at in range(len(pupils))]
    staff = pd.DataFrame(STAFF, columns=["title", "first_name", "last_name", "role"])
    engine = NameEngine(pupils, staff, load_word_lists())

    def find(text, context="", author=""):
        row = {"subject_type": "comment" if author else "post", "subject_id": "1", "account": "x:ashvaleschool"}
        row |= {"text": text, "context": context, "author_name": author, "author_handle": "", "has_photo": False}
        found = engine.mentions(pd.DataFrame([row]))
        return found.loc[found["confidence"] != "possible", "matched_text"].tolist()

    return find


HEADINGS = (
    "U13 rugby v Hilltop: ",
    "Team v Kings Priory: ",
    "Netball v Hilltop (A) – ",
    "Squad for Saturday: ",
    "Kabaddi squad: ",
)
BETWEEN = (", ", "; ", "\n", " / ", " | ", " • ", ". ")
PLACES = (
    "{name}", "{number} {name}", "{number}. {name}", "{name} {position}", "{position} {name}", "{position}: {name}",
    "{name} ({number})", "{name} {number}",
)  # fmt: skip
NETBALL = ("GS", "GA", "WA", "C", "WD", "GD", "GK")


@settings(max_examples=settings.default.max_examples * 3 // 2)
@given(
    st.lists(st.sampled_from(TEAM), min_size=5, max_size=7, unique=True),
    st.sampled_from(HEADINGS),
    st.sampled_from(BETWEEN),
    st.sampled_from(PLACES),
)
def test_a_team_sheet_names_its_players_whatever_parts_them(sure, team, heading, between, place):
    rows = [
        place.format(name=name, number=at + 1, position=position)
        for at, (name, position) in enumerate(zip(team, NETBALL, strict=False))
    ]
    assert sure(heading + between.join(rows)) == team


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(st.permutations(["Khan 3 for 12", "Okafor 45 not out", "Best lbw 0", "Young run out 7", "Bevan 2-9"]))
def test_a_scorecard_names_its_players_in_any_order(sure, rows):
    text = f"U12 cricket v Crown Hills. {', '.join(rows)}. Won by 22 runs."
    assert sure(text) == [row.split()[0] for row in rows]


@settings(max_examples=settings.default.max_examples * 3 // 5)
@given(st.sampled_from(PUPILS), st.sampled_from(("{0}, {1}", "{0} {1}", "{2}, {1}", "{2} {1}", "{1} {2}")))
def test_a_register_names_its_children_whatever_is_in_capitals(sure, pupil, style):
    first, last = pupil[:2]
    written = style.format(last, first, last.upper())
    assert sure(f"Saturday's trip: {written} (coach 2). Arrive 8.45.") == [written]


PARTS = ("Narrator", "Dame Trott", "The Giant", "Innkeeper")
PLAYERS = ("Lara", "Jasper", "Tess", "Finn")


@pytest.mark.parametrize(
    ("joint", "between"), [(", ", "; "), (": ", ". "), (": ", ", "), (" – ", "\n"), (" - ", ", "), (" = ", "; ")]
)
def test_a_cast_list_names_its_players_whichever_sign_joins_part_and_player(sure, joint, between):
    rows = [f"{part}{joint}{player}" for part, player in zip(PARTS, PLAYERS, strict=True)]
    assert sure(f"Cast: {between.join(rows)}.") == list(PLAYERS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tries: Best 2, Long, Okafor. Cons: Young 3. Pens: Khan", ["Best", "Long", "Okafor", "Young", "Khan"]),
        ("U13 rugby. Player of the match: Best. Captain Long lifted the cup.", ["Best", "Long"]),
        (
            "Rounders v Hilltop: Hall to bat, Bevan at second, Khan deep, and Okafor talking.",
            ["Hall", "Bevan", "Khan", "Okafor"],
        ),
        ("Hockey v Hilltop: Okafor equalised from Field's own goal.", ["Okafor", "Field"]),
        ("Junior road safety officers Zoe Lukaszek and Omar Khan did well.", ["Zoe Lukaszek", "Omar Khan"]),
        ("Could Harry T, Tess C and Basil A call at the hatch.", ["Harry T", "Tess C", "Basil A"]),
        ("8 Brigid Grace, 8 Colmcille Tadhg, 8 Malachy Finn.", ["Grace", "Tadhg", "Finn"]),
        ("Harry's, Tess's and Lara's photographs are on show", ["Harry", "Tess", "Lara"]),
        ("Tess's dance, Lara's backdrop, Finn's smoke machine.", ["Tess", "Lara", "Finn"]),
        ("Gracie Hill in goal", ["Gracie Hill"]),
        ("Drum list: Khan, O. / Bevan, N.", ["Khan, O", "Bevan, N"]),
        (
            "Nativity, Year 1: Mary Tess, Joseph Harry, innkeepers Finn and Lara, the star Grace, sheep Jasper.",
            ["Tess", "Harry", "Finn", "Lara", "Grace", "Jasper"],
        ),
    ],
)  # fmt: skip
def test_names_of_lists_and_reports_are_found(sure, text, named):
    assert sure(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("great run from young, bello should of squared it, okafor MOTM", ["young", "okafor"]),
        ("field hits the post, khan taps in the rebound", ["field", "khan"]),
        ("great save from hall again, he's been immense", ["hall"]),
        ("ask z. lukaszek", ["z. lukaszek"]),
        ("harry t needs a clean egg box", ["harry t"]),
    ],
)
def test_talk_beside_the_pitch_names_players_in_lower_case(sure, text, named):
    assert sure(text, context="Y5 football v Towpath Juniors", author="touchline ted") == named


@pytest.mark.parametrize(
    "text",
    [
        "Ash Vale 1 (own goal), Trelowen 6 (Khan 4, Bevan 2). We move on.",
        "Ash Vale 2-11 St Ita's 3-9. Okafor and Best were on fire for Ita's.",
        "Staff v prefects: Rice in nets, Hall at full back. Prefects won by thirteen.",
        "Imran Khan bowled like that at Lords in 82",
        "Six Nations! England team: Young, Best, Itoje, Farrell, Dingwall",
        "House points: Okafor 340, Knight 339, Bray 338",
        "Mary and Joseph, Angel Gabriel and the star are on the windowsill, Grace Road end.",
        "7 Okafor v 7 Knight on the climbing wall.",
        "On the lych-gate cross: Best, A.; Hall, J.; Field, W.; Young, Q.",
        "Red bibs marked OKAFOR for the tug of war",
        "U12s lost; their Khan hurt us early.",
        "Well played Harry, Jack and the rest of the Mardale side, who shook every hand.",
        "Welcome to our exchange students from Quimper: Jasper, Lara and Tess.",
        "Thank you to the Arms darts ladies, Tess and Lara, who raised £200.",
    ],
)
def test_lists_of_others_name_nobody(sure, text):
    assert sure(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "our lad's the next khan",
        "ward-khan could not of hit it better",
        "mickey okafor himself couldn't pick a better side",
    ],
)
def test_players_whom_everybody_knows_are_no_pupils(sure, text):
    assert sure(text, context="U16 football v Hilltop", author="Sideline Sue") == []


def test_a_line_up_counts_its_others():
    source = "Hall; Field, Okafor"
    places = [(0, 4, "hall"), (6, 11, "field"), (13, 19, "okafor")]
    assert line_up(source, places, {"hall", "field"}, (), told=True) == {0: 2, 6: 2, 13: 2}
    assert line_up(source, places[:2], {"hall", "field"}, (), told=True) == {}


def test_a_line_up_of_others_is_told_from_ours():
    source = "Hall, Okafor, Itoje, Farrell, Dingwall"
    places = [(0, 4, "hall"), (6, 12, "okafor")]
    assert set(line_up(source, places, {"hall"}, (), told=True).values()) == {OTHERS}


@pytest.mark.parametrize(
    ("text", "told"), [("Y6 v Tollgate", True), ("Team v Kings Priory", True), ("volume v", False)]
)
def test_a_fixture_is_told_by_its_form(text, told):
    assert fixture(text) is told


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nativity: Lara (Mary), Finn (donkey front), Jack (donkey back)", ["Lara", "Finn", "Jack"]),
        ("Captains: Jack (Wren), Tess (Lovell), Finn (Mason), Lara (Drake).", ["Jack", "Tess", "Finn", "Lara"]),
        ("Mary (Lara), Joseph (Finn), donkey (Jack), star (Grace)", ["Lara", "Finn", "Jack", "Grace"]),
    ],
)  # fmt: skip
def test_brackets_pair_parts_and_houses_with_pupils(sure, text, named):
    assert sure(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Our animals: sheep (Jack), hen (Tess) and goat (Finn)",
        "Goldfish (Jack) and gerbil (Tess) look forward to the holidays",
    ],
)
def test_brackets_of_animals_name_nobody(sure, text):
    assert sure(text) == []
