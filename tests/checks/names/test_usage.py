"""Usage: what is heard around a name decides where the rules do not, and nowhere else."""

from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.names.engine import NameEngine
from checks.names.reader import Reading
from checks.names.usage import FALL, RISE, read_usage
from config.word_lists import load_word_lists

PUPILS = pd.DataFrame(
    {
        "school": "s",
        "pupil_id": ["P1", "P2", "P3"],
        "first_name": ["Zainab", "Rose", "Tomos"],
        "preferred_name": "",
        "last_name": ["Malik", "Okafor", "Hughes"],
        "year_group": "4",
        "form": "4B",
    }
)
STAFF = pd.DataFrame({"title": [], "first_name": [], "last_name": [], "role": []}, dtype=object)


def usage(**entries):
    """Return a usage list in which these first names' entries weigh something."""
    rows = [(entry, str(points), "") for entry, points in {"": 0, **entries}.items()]
    return pd.DataFrame(rows, columns=["entry", "first", "last"])


# what weighs something in any test, each word in a text of its own: an engine takes half a second to be made
WEIGHTS = {"text hall": 5, "text dentist": 5, "text twice": -7, "text dumni": -7, "text proud": -7}
AGAINST = {"text hall": -7}


@cache
def engine(weighed):
    return NameEngine(PUPILS, STAFF, {**load_word_lists(), "usage": usage(**dict(weighed))})


def texts(text, kind="post", author=""):
    row = {"subject_type": kind, "subject_id": "post:1", "account": "x:s", "text": text, "context": ""}
    return pd.DataFrame([{**row, "author_name": author, "author_handle": "", "has_photo": False}])


def heard(text, author=""):
    """Return what is heard around each name alone of a text."""
    made, said = engine(()), []

    class Listening(Reading):
        def hear(self, one, verdict):
            said.append({" ".join(entry) for entry in self.said(one, verdict)})

    for found, row in made.hits(texts(text, "comment" if author else "post", author)):
        list(Listening(found, row, made.known).mentions())
    return said


def sure(entries, text):
    return engine(tuple(entries.items())).mentions(texts(text))["confidence"].tolist()


def test_a_list_that_is_absent_and_a_blank_cell_weigh_nothing():
    assert read_usage(None, "first").points([("text", "goal")]) == 0
    frame = usage(**{"text goal": 2})
    assert read_usage(frame, "first").points([("text", "goal")]) == 2
    assert read_usage(frame, "last").points([("text", "goal")]) == 0


@pytest.mark.parametrize(("points", "most"), [(99, RISE), (-99, -FALL)])
def test_usage_adds_and_takes_away_so_much_at_most(points, most):
    assert read_usage(usage(**{"text goal": points}), "first").points([("text", "goal")]) == most


def test_usage_decides_where_the_rules_leave_a_name_open():
    text = "Rose in the hall"
    assert "likely" in sure(WEIGHTS, text)
    assert "likely" not in sure(AGAINST, text)


def test_usage_makes_nothing_certain():
    assert "certain" not in sure(WEIGHTS, "Rose in the hall")


def test_usage_does_nothing_against_what_only_people_do_and_lifts_nobody_grown():
    assert sure(WEIGHTS, "Rose scored twice") == sure({}, "Rose scored twice") != []
    text = "Zainab, who left us in 2015, is a dentist now"
    assert sure(WEIGHTS, text) == sure({}, text)


def test_usage_is_silent_where_the_words_are_not_english():
    text = "gratulacje Zainab jesteśmy dumni"
    assert sure(WEIGHTS, text) == sure({}, text)
    english = "we are all very proud of Zainab this morning"
    assert sure(WEIGHTS, english) != sure({}, english)


def test_a_name_is_no_entry_unless_it_is_a_word():
    [name], [word] = heard("Zainab won the cup"), heard("Rose won the cup")
    assert not any("zainab" in entry for entry in name)
    assert "name rose" in word


def test_what_is_beside_a_name_is_heard_by_how_it_is_written_and_what_it_is():
    [said] = heard("then Zainab Gribbleworth went")
    assert {"L lv", "R Co", "post", "> gribbleworth", ">1 -th"} <= said


def test_who_writes_is_heard():
    assert "by kin" in heard("so proud of zainab", "Zainab's nan")[0]
    assert "by plain" in heard("so proud of zainab", "Jo Field")[0]


@given(st.permutations([("text", word) for word in ("goal", "match", "ball", "pitch", "post", "flag")]))
def test_what_is_heard_weighs_the_same_in_any_order(said):
    weights = {"text goal": 0.1, "text match": 0.2, "text ball": 0.3, "text pitch": 1e-9, "text post": -0.7}
    used = read_usage(usage(**weights, **{"text flag": 3.3}), "first")
    assert used.points(said) == used.points(sorted(said))
