"""What the engine finds and what it leaves alone, read by one register of invented pupils."""

import pandas as pd
import pytest

from checks.base import CONFIDENCES
from checks.names.engine import MENTION_COLUMNS, NameEngine

NAMED = [  # text, matched text, pupils, kind
    ("Well done Zainab Malik!", "Zainab Malik", "P01", "full_name"),
    ("Malik, Zainab", "Malik, Zainab", "P01", "full_name"),
    ("ZAINAB NOOR MALIK scored twice", "ZAINAB NOOR MALIK", "P01", "full_name"),
    ("zainab malik played brilliantly", "zainab malik", "P01", "full_name"),
    ("Artwork by Grace Okafor Smith", "Grace Okafor Smith", "P03", "full_name"),
    ("Grace Okafor read to the infants", "Grace Okafor", "P03", "full_name"),
    ("Goals from Joshua OBrien", "Joshua OBrien", "P04", "full_name"),
    ("Josh O’Brien is our captain", "Josh O’Brien", "P04", "full_name"),
    ("Annemarie Nowak and her clarinet", "Annemarie Nowak", "P16", "full_name"),
    ("Zoe Lukaszek", "Zoe Lukaszek", "P05", "full_name"),
    ("Zoe\u0308 Łukaszek", "Zoe\u0308 Łukaszek", "P05", "full_name"),
    ("𝓩𝓸𝓮 Łukaszek", "𝓩𝓸𝓮 Łukaszek", "P05", "full_name"),
    ("Ｚａｉｎａｂ Malik", "Ｚａｉｎａｂ Malik", "P01", "full_name"),
    ("za\u200bin\u00adab malik", "za\u200bin\u00adab malik", "P01", "full_name"),
    ("Zаinаb Malik", "Zаinаb Malik", "P01", "full_name"),  # two of the letters are Cyrillic
    ("Zainab ⭐ Malik", "Zainab ⭐ Malik", "P01", "full_name"),
    ("Juergen Weiss won the cross country", "Juergen Weiss", "P24", "full_name"),
    ("Jurgen Weiß won the cross country", "Jurgen Weiß", "P24", "full_name"),
    ("Sian ap Rhys sang a solo", "Sian ap Rhys", "P25", "full_name"),
    ("Well done Zainab M.", "Zainab M", "P01", "first_and_initial"),
    ("Zainab K and friends", "Zainab K", "P02", "first_and_initial"),
    ("Star of the week: J. O'Brien", "J. O'Brien", "P04", "initial_and_surname"),
    ("thats our zainab 😍", "zainab", "P01 P02", "first_name"),
    ("Zainab's painting is on the wall", "Zainab", "P01 P02", "first_name"),
    ("Zainab in Year 4 wrote a poem", "Zainab", "P01", "first_name"),
    ("Zainab (2A) won the raffle", "Zainab", "P02", "first_name"),
    ("Our Paddy led the parade", "Paddy", "P08", "first_name"),
    ("Photo of Isabella holding a certificate we are all proud of", "Isabella", "P20", "first_name"),
    ("Suharto made a model volcano", "Suharto", "P09", "only_name"),
    ("WELL DONE DYLAN WE ARE SO PROUD", "DYLAN", "P10", "first_name"),
    ("well done grace x", "grace", "P03", "first_name"),
    ("Will scored twice!", "Will", "P06", "first_name"),
    ("Happy birthday May!", "May", "P07", "first_name"),
    ("Our Rose planted the first bulb", "Rose", "P13", "first_name"),
    ("Florence read the bidding prayer", "Florence", "P14", "first_name"),
    ("so proud of zainab, love her so much", "zainab", "P01 P02", "first_name"),
    ("Imogen's top but Maya's shoes", "Maya", "P19", "first_name"),
    ("Huge thanks to Bea for the cakes", "Bea", "P12", "short_form"),
    ("Mo was amazing in goal", "Mo", "P22", "short_form"),
    ("#WellDoneZainab", "Zainab", "P01 P02", "first_name"),
    ("so good #welldonedylan", "dylan", "P10", "first_name"),
    ("#zainabmalik", "zainabmalik", "P01", "full_name"),
    ("#TeamZainabMalik2026", "ZainabMalik", "P01", "full_name"),
    ("look at this #ZainabM", "ZainabM", "P01", "first_and_initial"),
    ("@zainab_malik well played", "zainab_malik", "P01", "full_name"),
    ("＃ZainabMalik", "ZainabMalik", "P01", "full_name"),
    ("@dylan you left your pads in the minibus", "dylan", "P10", "first_name"),
    ("@dylanp mate you look well serious in that photo", "dylanp", "P10", "first_and_initial"),
    ("Rose, a Year 4 girl, holds a teddy bear", "Rose", "P13", "first_name"),
    ("may in fifth year is still waiting for hers", "may", "P07", "first_name"),
    ("Grace from 11 Howe cooked jollof for 300", "Grace", "P03", "first_name"),
    ("St Patrick's Day: our Patrick led the parade", "Patrick", "P08", "first_name"),
    ("Mrs Malik and Zainab baked bread", "Zainab", "P01 P02", "first_name"),
    ("We had a visit from the dentist. Zainab asked the questions", "Zainab", "P01 P02", "first_name"),
    ("Will eats the last samosa", "Will", "P06", "first_name"),
    ("A statue of St Patrick with Patrick (4B) beside it", "Patrick", "P08", "first_name"),
    ("ᴢᴀɪɴᴀʙ ᴍᴀʟɪᴋ", "ᴢᴀɪɴᴀʙ ᴍᴀʟɪᴋ", "P01", "full_name"),
    ("Will is making a model of Big Ben", "Will", "P06", "first_name"),
    ("Captain: Will.", "Will", "P06", "first_name"),
    ("Rose's wheelbarrow is on the field", "Rose", "P13", "first_name"),
    ("Our smallest trombonist, Rose, played her first solo", "Rose", "P13", "first_name"),
    ("The reading dog came! Dylan read him a whole book", "Dylan", "P10", "first_name"),
    ("At the war memorial Maya Patel read the names of the fallen", "Maya Patel", "P19", "full_name"),
    ("Gran of Maya, who has passed away, taught here", "Maya", "P19", "first_name"),
    ("Year 4: Oak Paddy, thank you", "Paddy", "P08", "first_name"),
    ("IMG_0093_nour_crop.jpg", "nour", "P11", "first_name"),
]
LISTS = [  # text, every matched text
    ("Dylan on tuba, Rose on trombone, Nour on whatever was left.", ["Dylan", "Rose", "Nour"]),
    ("Open evening guides: May at the gate, Nour in the art block.", ["May", "Nour"]),
    ("Cast: Dylan, Nour & Bea", ["Dylan", "Nour", "Bea"]),
    ("Well done to Dylan (kind hands), Nour (kind words) and Grace (a kind goodbye).", ["Dylan", "Nour", "Grace"]),
    ("Zainab Malik\nDylan Price\nNour Haddad", ["Zainab Malik", "Dylan Price", "Nour Haddad"]),
    ("Dylan 🌟 Nour 🌟 Maya", ["Dylan", "Nour", "Maya"]),
    ("Nour Maya Dylan the three amigos", ["Nour", "Maya", "Dylan"]),
    ("Will, Dylan and Maya planted beans", ["Will", "Dylan", "Maya"]),
]
LEFT_ALONE = [
    "Rose, a Year 4 teacher, retires at Easter",
    "May from 11 Downing Street waved at us",
    "Grace in first year at university sends her love",
    "Rose on the left, lavender on the right, rosemary on the sill",
    "Mrs Rose read to us",
    "Mrs. Rose Malik retires at Easter",
    "Thank you Mr Price and Miss Malik",
    "Rose Malik teaches the clarinet",
    "Mr James Ferreira visited from the bank",
    "St Patrick drove out the snakes",
    "St. Patrick’s Day bake sale",
    "Oliver Twist opens tonight",
    "Our visit to Florence was great",
    "We say grace before lunch",
    "Grace before meals is said in every class",
    "Our values are Faith, Hope and Grace",
    "May half term begins on 24 May",
    "May I ask what time doors open?",
    "Will there be parking? It will rain",
    "Will young children need a booster seat?",
    "The summer fair is on Saturday",
    "Summer term starts on Monday",
    "Rose Class planted bulbs",
    "Meet at Florence Road at nine",
    "Patrick House won the cup",
    "Zainab Siddiqui, the author, came in on Tuesday",
    "Dylan Thomas was born in Swansea",
    "Ada Lovelace wrote the first program",
    "James and the Giant Peach is our class reader",
    "Roald Dahl's Matilda",
    "A rose by any other word",
    "Thanks to Dylan Spielmann for the prints",
    "A cup for Attenborough, Dylan and Mandela",
    "Thanks to Zainab from the Wildlife Trust",
    "Our PE lead Zainab is looking for helmets",
    "The Grace Okafor Prize for poetry",
    "Assembly is on Luke 10:25",
    "Roses in May smell best",
    "A boy called Dylan came over to shake hands",
    "The choir sang Maya",
    "Sisters Maya Lodge and Dylan Street Primary send their regards",
    "#MrsMalik",
    "#StPatricksDay",
    "#AutumnTerm #SummerFair",
    "@HollinBankSchool what time is it?",
    "write to zainab.other@example.org",
    "Madam Adams and the mayor",
    "Congratulations to Cllr Anne Hepworth-Grace, our new governor",
    "Their captain, Dylan, shook hands",
    "Guests from Oakfield Infants joined us: hello Dylan, Maya and Nour!",
    "Congratulations to Dylan of Hartley Green School, who beat us in the final",
    "Welcome to the world little Maya, 7lb 2oz",
    "Dylan has been deputy here for six years",
    "Dylan retires at Easter after thirty years",
    "A huge thank you to Dylan for the loan of the van",
    "Meet Biscuit, Dylan and Fudge, our three new school hens",
    "Lost: one stuffed fox, answers to Dylan",
    "2009 leavers Dylan, Maya and Nour",
    "Thank you to the Friends of Hollinbank (Dylan, Maya and Nour) for the disco",
    "Miss Malik is now Mrs Hart. Congratulations Rose!",
    "Florence Nightingale was brave. We thought Florence was the braver of the two",
    "",
    "🎉🎉🎉",
]


@pytest.mark.parametrize(("text", "matched", "ids", "kind"), NAMED, ids=[row[0][:30] for row in NAMED])
def test_a_named_child_is_found_where_it_stands(mentions, text, matched, ids, kind):
    found = mentions(text)
    sure = found[found["confidence"] != "possible"]
    assert list(sure["matched_text"]) == [matched]
    row = sure.iloc[0]
    assert text[row.start : row.end] == matched
    assert (row.pupil_ids, row.kind) == (tuple(ids.split()), kind)
    assert row.because


@pytest.mark.parametrize(("text", "matched"), LISTS)
def test_every_child_of_a_list_is_found(mentions, text, matched):
    found = mentions(text)
    assert list(found.loc[found["confidence"] != "possible", "matched_text"]) == matched


@pytest.mark.parametrize("text", LEFT_ALONE, ids=[text[:30] for text in LEFT_ALONE])
def test_a_word_that_is_no_child_is_left_alone(mentions, text):
    found = mentions(text)
    assert list(found.loc[found["confidence"] != "possible", "matched_text"]) == []


def test_glued_letters_do_not_make_another_name(mentions):
    """May A is no Maya, Ada M is no Adam."""
    assert list(mentions("Ada M. and May C. won").pupil_ids) == [("P17",), ("P07",)]


def test_a_name_in_full_settles_the_first_name_after_it(mentions):
    found = mentions("Zainab Malik spoke first. Well done Zainab!")
    assert list(found.pupil_ids) == [("P01",), ("P01",)]


def test_the_post_narrows_the_first_name_in_a_comment(mentions):
    assert mentions("well done zainab").pupil_ids[0] == ("P01", "P02")
    assert mentions("well done zainab", context="Year 2 and their butterflies").pupil_ids[0] == ("P02",)


def test_the_post_can_tell_that_a_story_is_meant(mentions):
    assert mentions("Oliver was great").confidence[0] == "likely"
    found = mentions("Oliver was great", context="Year 6 went to see Oliver Twist at the theatre")
    assert "likely" not in set(found["confidence"])


def test_a_parent_who_signs_is_not_the_child(mentions):
    assert mentions("Lovely day, thank you, Maya", author_name="Maya Fenwick").empty
    assert not mentions("Lovely day, thank you, Maya", author_name="Tom Fenwick").empty


def test_rows_keep_their_subject_and_order(engine):
    texts = pd.DataFrame(
        {
            "subject_type": ["post", "alt", "comment"],
            "subject_id": ["post:1", "alt:1/m1", "comment:7"],
            "account": ["x:a", "x:a", "facebook:b"],
            "text": ["Dylan Price", "nothing here", "Nour Haddad & Dylan Price"],
            "context": "", "author_name": "", "author_handle": "", "has_photo": True,
        },
        index=[7, 7, 9],
    )  # fmt: skip
    found = engine.mentions(texts)
    assert list(found.columns) == list(MENTION_COLUMNS)
    assert list(found["subject_id"]) == ["post:1", "comment:7", "comment:7"]
    assert list(found["account"]) == ["x:a", "facebook:b", "facebook:b"]
    assert set(found["confidence"]) <= set(CONFIDENCES)


def test_missing_values_are_blank_texts(engine):
    texts = pd.DataFrame({"subject_type": ["post"], "subject_id": ["post:1"], "account": ["x:a"], "text": [None]})
    assert engine.mentions(texts).empty


def test_an_empty_register_names_nobody(pupils):
    engine = NameEngine(pupils.iloc[:0], pd.DataFrame(), {})
    texts = pd.DataFrame(
        {"subject_type": ["post"], "subject_id": ["post:1"], "account": ["x:a"], "text": ["Zainab Malik"]}
    )
    found = engine.mentions(texts)
    assert found.empty
    assert list(found.columns) == list(MENTION_COLUMNS)
    assert engine.masker.mask("Zainab Malik #zainab") == "Zainab Malik #zainab"


def test_without_word_lists_names_are_still_found(pupils):
    engine = NameEngine(pupils, pd.DataFrame(), {})
    texts = pd.DataFrame(
        {"subject_type": ["post"], "subject_id": ["post:1"], "account": ["x:a"], "text": ["Zainab Malik"]}
    )
    assert list(engine.mentions(texts).pupil_ids) == [("P01",)]


@pytest.mark.slow
def test_batches_do_not_change_what_is_found(engine, monkeypatch):
    texts = [text for text, *_ in NAMED] + LEFT_ALONE
    frame = pd.DataFrame(
        {
            "subject_type": "post",
            "subject_id": [f"post:{n}" for n in range(len(texts))],
            "account": "x:a",
            "text": texts,
        }
    )
    whole = engine.mentions(frame)
    monkeypatch.setattr("checks.names.find._BATCH", 40)
    pd.testing.assert_frame_equal(engine.mentions(frame), whole)
    alone = pd.concat([engine.mentions(frame.iloc[[n]]) for n in range(len(frame))], ignore_index=True)
    assert list(alone["because"]) == list(whole["because"])
    assert list(alone["start"]) == list(whole["start"])
