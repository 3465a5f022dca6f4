"""An invented register with the difficult kinds of names, and engines over it."""

import pandas as pd
import pytest

from checks.names.engine import NameEngine
from config.word_lists import load_word_lists

PUPILS = [
    ("P01", "Zainab", "", "Malik", "4", "4B"),
    ("P02", "Zainab", "", "Khan", "2", "2A"),
    ("P03", "Grace", "", "Okafor-Smith", "4", "4B"),
    ("P04", "Joshua", "", "O'Brien", "1", "1A"),
    ("P05", "Zoë", "", "Łukaszek", "3", "3A"),
    ("P06", "Will", "", "Young", "6", "6A"),
    ("P07", "May", "", "Chen", "5", "5A"),
    ("P08", "Patrick", "Paddy", "Byrne", "R", "Oak"),
    ("P09", "Suharto", "", "", "3", "3A"),
    ("P10", "Dylan", "", "Price", "4", "4B"),
    ("P11", "Nour", "", "Haddad", "4", "4A"),
    ("P12", "Beatrice", "", "Rosewell", "4", "4A"),
    ("P13", "Rose", "", "Hillier", "4", "4A"),
    ("P14", "Florence", "", "Achebe", "4", "4A"),
    ("P15", "Oliver", "", "Twisk", "4", "4A"),
    ("P16", "Anne-Marie", "", "Nowak", "5", "5A"),
    ("P17", "Ada", "", "Musa", "5", "5A"),
    ("P18", "Adam", "", "Stone", "5", "5A"),
    ("P19", "Maya", "", "Patel", "5", "5A"),
    ("P20", "Isabella", "", "Amadi", "5", "5A"),
    ("P21", "Summer", "", "Fielding", "2", "2A"),
    ("P22", "Mohammed", "", "Yusuf", "2", "2A"),
    ("P23", "James", "", "Ferreira", "6", "6A"),
    ("P24", "Jürgen", "", "Weiß", "6", "6A"),
    ("P25", "Siân", "", "ap Rhys", "6", "6A"),
]
STAFF = [("Mrs", "Rose", "Malik", "teacher"), ("Mr", "Tom", "Price", "caretaker")]
PUPIL_COLUMNS = ["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"]


@pytest.fixture(scope="session")
def pupils():
    return pd.DataFrame(PUPILS, columns=PUPIL_COLUMNS)


@pytest.fixture(scope="session")
def engine(pupils):
    return NameEngine(
        pupils, pd.DataFrame(STAFF, columns=["title", "first_name", "last_name", "role"]), load_word_lists()
    )


@pytest.fixture
def mentions(engine):
    """Return the mentions in one text; keywords are the other columns of a text."""

    def find(text, **known):
        row = {"subject_type": "comment", "subject_id": "comment:1", "account": "x:hollinbank", "text": text}
        unknown = {"context": "", "author_name": "", "author_handle": "", "has_photo": False}
        return engine.mentions(pd.DataFrame([row | unknown | known]))

    return find
