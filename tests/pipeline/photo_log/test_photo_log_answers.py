"""What a row of the photo-log sheet says: every answer that is offered, and every contradiction by its remedy."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.photo_log.answers import AnswerError, Key, LogEntry, read_answer, read_key, written_key
from pipeline.photo_log.people import People
from reports.cells import cell_text
from reports.photo_log import ANSWERS, HEADINGS

AS_OF = datetime(2026, 11, 16, 6, tzinfo=ZoneInfo("Europe/London"))
LEFT = pd.Timestamp(2026, 7, 22, tz=UTC)
PUPILS = [  # pupil_id, first_name, preferred_name, last_name, form, left_on
    ("SW0012", "Zainab", "", "Malik", "4M", pd.NaT),
    ("SW0013", "Thomas", "Tom", "Prosser", "4M", pd.NaT),
    ("SW0014", "Zainab", "", "Khan", "10A", pd.NaT),
    ("SW0015", "Zainab", "", "Khan", "9C", pd.NaT),
    ("SW0001", "Dylan", "", "Reed", "6B", LEFT),
]
PEOPLE = People(
    pd.DataFrame(PUPILS, columns=["pupil_id", "first_name", "preferred_name", "last_name", "form", "left_on"]), AS_OF
)


def row(**said: str) -> dict[str, str]:
    """A row of the sheet: who, form, p1, p2, more, suggested; the rest blank."""
    names = {"who": "who is in it", "form": "class", "p1": "pupil 1", "p2": "pupil 2", "more": "more pupils"}
    return dict.fromkeys(HEADINGS, "") | {names.get(name, name): text for name, text in said.items()}


def pupils(*ids: str) -> set[LogEntry]:
    return {LogEntry(one, "pupil", "") for one in ids}


def test_the_lists_offer_each_pupil_once_and_those_who_left_last():
    assert PEOPLE.labels == (
        "Tom Prosser (SW0013), 4M", "Zainab Khan (SW0014), 10A", "Zainab Khan (SW0015), 9C",
        "Zainab Malik (SW0012), 4M", "Dylan Reed (SW0001), left 22 July 2026",
    )  # fmt: skip
    assert PEOPLE.forms == ("4M", "9C", "10A"), "nobody is in 6B any more"


ANSWERED = {
    "nothing": (row(), set()),
    "nobody": (row(who="nobody"), {LogEntry("", "no_pupils", "")}),
    "nobody to be recognised": (row(who="Nobody who can  be recognised"), {LogEntry("", "not_identifiable", "")}),
    "a class": (row(who="a class", form="4m "), {LogEntry("", "form", "4M")}),
    "a class chosen alone": (row(form="4M"), {LogEntry("", "form", "4M")}),
    "a class and a pupil of another": (
        row(who="a class", form="4M", p1="SW0014"), {LogEntry("", "form", "4M"), *pupils("SW0014")},
    ),
    "a line of the list": (row(who="these pupils", p1="Zainab Malik (SW0012), 4M"), pupils("SW0012")),
    "pupils chosen alone": (row(p1="Zainab Malik (SW0012), 4M", p2="SW0013"), pupils("SW0012", "SW0013")),
    "a line of an older list": (row(p1="Zainab Malik (SW0012), 3M"), pupils("SW0012")),
    "a full name that one pupil has": (row(p1="tom prosser", p2="Thomas Prosser"), pupils("SW0013")),
    "a pupil who has left": (row(p2="Dylan Reed (SW0001), left 22 July 2026"), pupils("SW0001")),
    "ids, however they are parted": (row(more="SW0012; SW0013\nSW0014, SW0015"), pupils(*(p[0] for p in PUPILS[:4]))),
    "lines of the list, typed": (
        row(more="Zainab Malik (SW0012), 4M; Tom Prosser (SW0013), 4M"), pupils("SW0012", "SW0013"),
    ),
    "the suggested": (
        row(who="the suggested pupils", suggested="Zainab Malik (SW0012), 4M: named in the caption"), pupils("SW0012"),
    ),
    "the suggested and one more": (
        row(who="the suggested pupils", p1="SW0013", suggested="Zainab Malik (SW0012), 4M: named in the caption"),
        pupils("SW0012", "SW0013"),
    ),
    "suggested, and somebody else chosen": (
        row(p1="SW0013", suggested="Zainab Malik (SW0012), 4M: named in the caption"), pupils("SW0013"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "entries"), ANSWERED.values(), ids=ANSWERED)
def test_answered(cells, entries):
    assert read_answer(cells, PEOPLE) == entries


REFUSED = {
    "another word": (row(who="everybody"), 'the column "who is in it" holds another word: choose "nobody"'),
    "nobody, and a pupil": (row(who="nobody", p1="SW0012"), "names pupils or a class as well"),
    "nobody, and a class": (row(who="nobody", form="4M"), "names pupils or a class as well"),
    "not to be recognised, and a pupil": (row(who=ANSWERS[1], more="SW0012"), "names pupils or a class as well"),
    "a class, not which": (row(who="a class"), 'choose one in the column "class"'),
    "a class that nobody is in": (row(form="9Z"), "no pupil of the register is in the class"),
    "a class that all have left": (row(form="6B"), "no pupil of the register is in the class"),
    "pupils, not which": (row(who="these pupils"), 'choose them in the columns "pupil 1" and on'),
    "pupils, and a class": (row(who="these pupils", form="4M", p1="SW0012"), 'choose "a class" where the class is'),
    "a class and pupils, and no word": (row(form="4M", p1="SW0012"), 'choose "a class" where the class is in it'),
    "an id that nobody has": (row(p2="SW9999"), 'the column "pupil 2" means no pupil of the school, or several'),
    "a name that two pupils bear": (row(p1="Zainab Khan"), 'the column "pupil 1" means no pupil of the school'),
    "one unknown id of several": (row(more="SW0012; SW77"), 'the column "more pupils" means no pupil'),
    "suggested, and nobody is": (row(who="the suggested pupils"), "none is suggested"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(cells, sentence):
    with pytest.raises(AnswerError) as refused:
        read_answer(cells, PEOPLE)
    assert sentence in str(refused.value)
    assert not {"SW9999", "Khan", "SW77", "everybody", "9Z"} & set(str(refused.value).split()), "nothing typed is said"


ANYTHING = st.one_of(
    st.text(max_size=20), st.sampled_from([*ANSWERS, "4M", "SW0012", "Zainab Malik (SW0012), 4M", ";"])
)


@settings(max_examples=settings.default.max_examples * 2)
@given(cells=st.fixed_dictionaries(dict.fromkeys(HEADINGS, ANYTHING)))
def test_whatever_is_typed_is_an_answer_or_a_refusal(cells):
    try:
        entries = read_answer(cells, PEOPLE)
    except AnswerError:
        return
    assert {entry.pupil_id for entry in entries} <= {"", *(pupil[0] for pupil in PUPILS)}
    assert {entry.form for entry in entries} <= {"", *PEOPLE.forms}
    shown = {entry.shows for entry in entries}
    assert shown <= {"pupil", "form"} or len(entries) == 1


IDS = st.text(min_size=1, max_size=30)


@settings(deadline=None)
@given(keys=st.lists(st.builds(Key, IDS, IDS, IDS), min_size=1, max_size=4))
def test_a_key_comes_back_as_it_went_out(keys):
    assert read_key(written_key(keys)) == keys


def test_a_badge_that_stands_a_thousand_times_has_a_key_that_fits_a_cell():
    badge = [Key("facebook:oakhill", f"104159_{number:017}", f"104160_{number:017}") for number in range(1_000)]
    key = written_key(badge)
    assert cell_text(key) == key
    assert read_key(key) == badge[-len(read_key(key)) :]
    assert len(read_key(key)) > 300


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", "[[]]", '[["x:oak", "p1"]]', "[[1, 2, 3]]", '["x:oak"]', "null", "[" * 9_999]
)
def test_a_key_that_was_changed_is_refused(text):
    with pytest.raises(AnswerError, match="its key was changed"):
        read_key(text)
