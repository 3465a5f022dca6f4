"""Names that a guest, a town, a lesson, a firm or a book claims, and the pupils who stand beside such signs."""

import pandas as pd
import pytest

from checks.names.clipped import clipped_names
from checks.names.engine import NameEngine
from checks.names.pet_forms import pet_forms
from config.word_lists import load_word_lists

CLAIMED = [  # text, post above, writer
    ("We hosted 12 students from the Lycée Hugo in Lille: merci Dylan, Maya et Adam!", "", ""),
    ("Our sister school in Nairobi sent a film. Maya and Adam, who go to school there, say hello.", "", ""),
    ("My Maya was in goal for Ravenscliffe, well played all", "Netball: 12-8", "Ravenscliffe mum"),
    ("Our Maya has not stopped talking about the lambs", "Farm day", "Busy Bees Nursery"),
    ("Florence or Berlin? The history trip has two options.", "", ""),
    ("Welsh word wall: siân (Jane), dylan (sea). Add yours!", "", ""),
    ("The name on the third line of our memorial is Maya Patel.", "", ""),
    ("Poppies on the grave of Dylan Price in Dukes Road", "", ""),
    ("Maya Patel lived on Gipsy Road, my gran knew her", "Names on the memorial: Maya Patel, killed in 1941", "Jo"),
    ("Kinnoull High took the quiz: Maya, Adam and Dylan, that was some tie-break.", "", ""),
    ("Well done to the winners from Neatishead: Maya, Adam and Nour.", "", ""),
    ("Our friends from St Augustine's came for the day: Maya, Adam and Nour led the drumming.", "", ""),
    ("Four house banners hang in the atrium: Patel, Price, Haddad, Nowak.", "", ""),
    ("Four trees labelled Spring, Summer, Autumn and Winter.", "", ""),
    ("In RE this week: Adam and the serpent.", "", ""),
    ("Maya Patel (as was). I left in 1998!", "", ""),
    ("thanks for having us! signed Maya and Dylan from brindley yr 9", "Thank you to Brindley High for hosting", "Lo"),
    ("our lad Dylan at Tollgate won't forget that save", "U13s 2-2 Tollgate. Fair result.", "coach_d"),
    ("my niece maya did the solo for st bedes!! so proud", "Combined choirs concert", "Gemma"),
    ("From the Oldfield Prep parents: Dylan in our team still talks of it", "Y5 chess v Oldfield Prep", "Mum"),
    ('Choir: "Hey Jude", "Sweet Caroline" and "Maya the Bee".', "", ""),
    ("Saturday: 1st XI v Dylan Sports & Social, away.", "", ""),
    ("Match report: Patel Colts 1, our Y10 3. Patel took the lead after four minutes.", "", ""),
    ("oes rhywun ar maya y mis yma?", "Nadolig llawen", "Hywel"),
    ("our maya is 3 and got a reindeer off your stall", "Christmas market", "Gran"),
    ("at my granddaughters school in leeds maya did the readings", "Carol concert", "Suzie"),
    ("Maya and Dylan, our volunteers (both retired!), packed the van for the PTA.", "", ""),
    ("Thank you to Maya and Sheila from the parish group, who brought flapjack.", "", ""),
    ("Blew up a beaker in there with Maya and Dylan", "The old science block is going", "Aaron S, class of 2012"),
    ("Maya has hatched! Egg number 6 is taking its time.", "", ""),
    ("thank u maya aunty for doing everyones mehndi", "Diwali stalls", "A parent"),
    ("maya comes from the sanskrit for illusion so put that on the tree", "Languages tree", "A parent"),
    ("my granddaughter maya is in year 2 in nuneaton", "Year 2 phonics", "Fiona"),
    ("Maya is a seven-year-old golden retriever who listens to readers.", "", ""),
    ("Thank you to Maya and Adam, Year 10 students from Ysgol Bro Hafren, for their help.", "", ""),
    ("So important. My niece Maya in Swansea learned this at school", "First aid for all of Year 5", "Lyn"),
    ("our C team lost to Maya (11) and Adam (9) of Kington Primary", "", ""),
    (
        "cheers for the game from Builth, thought our keeper Maya was class",
        "U13 lost 3-1 to a strong Builth side",
        "Si",
    ),
    ("is it the same photographer, Maya? she was brilliant", "School photos", "Shell"),
    ("pop in and ask for Maya at the till", "Uniform sale", "The Shop"),
    ("our Dylan was the first through those doors, he's 41 now", "30 years in the new building", "Gill"),
    ("Bydd Côr y Maya yn canu carolau yn y neuadd am 6.", "", ""),
    ("There's an Adam Stone on the war memorial in the park, any relation?", "", "Del"),
    ("They found Rifleman Adam Stone of Cyprus Street on the Menin Gate.", "", ""),
    ("mira la luna con los ada del coro, qué momento bonito", "", "Abuela"),
    ("From our archive: the 1962 hockey XI. Back: M. Patel, J. Haddad, A. Price.", "", ""),
]
OURS = [  # text, matched text
    ("my son dylan class 4B who is collect him?", "dylan"),
    ("Our Year 5 Maya did three songs.", "Maya"),
    ("Our Year 5 poet Maya Patel read at the Poetry Café.", "Maya Patel"),
    ("rose hillier in 4A spotted a peregrine on the estate, ask her!", "rose hillier"),
    ("Cadet promotions: M. Patel to Cdt RSM; A. Stone to Cdt Sgt; D. Price to Cdt Cpl.", "A. Stone"),
    ("Polish oral done: Adam Stone, Maya Patel (the examiner's spelling, not ours).", "Maya Patel"),
    ("Happy birthday to our Otters: Isabella, Adam and Maya! Three cakes.", "Adam"),
    ("Maths heroes: Dylan P 4,000 minutes, Maya P 3,811, Grace O 2,950.", "Maya P"),
    ("Sion Pritchard a Maya Patel yn sgwad nofio'r sir", "Maya Patel"),
    ("Readings from Ada Musa and Adam Stone, who told us about the harvest.", "Adam Stone"),
    ("Maya and her team of volunteers read to patients.", "Maya"),
    ("Work experience! Maya at the dentist, Dylan at the garage.", "Dylan"),
    ("U15 netball v Lickey Grange, W 28-19. GS Patel, GA Young, C Nowak, GD Haddad.", "Young"),
    ("Elocution round: Isabella Amadi 1st, Okafor-Smith 2nd, Haddad 3rd.", "Haddad"),
    ("Spelling bee! Okafor-Smith is asking for a rematch.", "Okafor-Smith"),
    ("Y9 rugby: Patel two tries.", "Patel"),
    ("A winter's tale of the Three Billy Goats. Maya tested his bridge with a real brick.", "Maya"),
    ("Nativity. Mary: Maya. Joseph: Dylan. Gabriel: Nour. Innkeeper: Ada. Sheep, lots of: everyone else.", "Ada"),
    ("Maya was the best camel ever", "Maya"),
    ("Girls' football, Tuesday after school: Summer, Maya, Rose, Ada. Minibus home 5pm.", "Rose"),
    ("Maya from 5A held the candle.", "Maya"),
    ("Parts for the assembly: Dylan (narrator), Maya (the queen), Adam (the goat). Words home tonight.", "Adam"),
    ("Kindness bench volunteers: Maya, Adam, Anne-Marie.", "Anne-Marie"),
    ("Bravo Isabu, what a dance", "Isabu"),
    ("Medals for Nour (4A) and Maya (7P). Miss Brennan taught them every step.", "Maya"),
    ("Our display was put up by Adam, Maya & Dylan with help from Mrs Church. Do look.", "Maya"),
    ("Ash Wednesday in church. Adam, Maya and Dylan helped Fr Michael from St Mary's.", "Maya"),
    ("Well done Maya and Adam from all of us at Manor Farm xx", "Maya"),
    ("Maya God has been faithful. Thank you teachers", "Maya"),
    ("Year 6 prom committee: Maya, Adam, Isabella and Ada. Theme to follow.", "Isabella"),
    ("well done maya the GOAT 🐐", "maya"),
    ("Maya is jealous the dog gets more treats than her", "Maya"),
    ("Our School Council visited the Civic Centre: Maya, Adam and Nour.", "Adam"),
    ("Questions from pupils from Year 5: Maya, Adam and Nour.", "Adam"),
    ("Tell Maya her rabbit had five. She'll know.", "Maya"),
    ("maya is going to be a brilliant nurse one day", "maya"),
    ("adam has been a mechanic since he was 2", "adam"),
]


@pytest.mark.parametrize(("text", "context", "author"), CLAIMED)
def test_somebody_or_something_else_is_at_most_possible(mentions, text, context, author):
    found = mentions(text, context=context, author_name=author)
    assert not set(found["confidence"]) & {"likely", "certain"}, found[["matched_text", "because"]].to_dict("records")


@pytest.mark.parametrize(("text", "name"), OURS)
def test_a_pupil_beside_such_signs_stays_likely(mentions, text, name):
    found = mentions(text, author_name="")
    sure = found[found["confidence"].isin(["likely", "certain"])]
    assert name in set(sure["matched_text"])


def test_letters_written_apart_are_read_to_the_end_of_their_own_text(engine):
    texts = ["D Y L A N what a goal", "M A Y A", "well done x", "N O U R 💅"]
    frame = pd.DataFrame({"subject_id": [f"comment:{n}" for n in range(4)], "text": texts})
    found = engine.mentions(frame.assign(subject_type="comment", account="x:a"))
    assert list(found["matched_text"]) == ["D Y L A N", "M A Y A", "N O U R"]


def test_a_full_name_that_everybody_knows_is_a_pupils_with_the_class_beside_it(pupils):
    famous = pd.DataFrame(
        [("B1", "James", "", "Bond", "11", "11M")],
        columns=["pupil_id", "first_name", "preferred_name", "last_name", "year_group", "form"],
    )
    engine = NameEngine(pd.concat([pupils, famous]), pd.DataFrame(), load_word_lists())
    texts = [
        "James Bond of 11M has heard all the jokes.",
        "Through to the final: Maya Patel, James Bond.",
        "James Bond evening in the hall on Friday.",
    ]
    frame = pd.DataFrame({"subject_id": ["post:1", "post:2", "post:3"], "text": texts})
    found = engine.mentions(frame.assign(subject_type="post", account="x:a"))
    bond = found[found["matched_text"] == "James Bond"]
    assert list(bond["confidence"]) == ["certain", "certain", "possible"]


@pytest.mark.parametrize(
    ("text", "matched"),
    [("so clever may xxxxx", "may"), ("dylan keep your head up son", "dylan"), ("Sitting in row A tonight", None)],
)
def test_children_are_spoken_to_in_comments_without_capitals(mentions, text, matched):
    found = mentions(text, author_name="Nan")
    sure = found[found["confidence"].isin(["likely", "certain"])]
    assert list(sure["matched_text"]) == ([matched] if matched else [])


def test_a_clipped_name_means_the_one_pupil_it_can_come_from():
    clipped = clipped_names(["mehwish", "ngozi", "charlotte", "charlie", "stephen"], {"rose"})
    assert clipped["mehwi"] == "mehwish"
    assert clipped["gozi"] == "ngozi"
    assert "charl" not in clipped
    assert "step" not in clipped


def test_a_clipped_name_is_read_after_praise_and_passed_over_without_a_sign(mentions):
    assert list(mentions("Bravo Isabell, and well done all", author_name="Nan")["matched_text"]) == ["Isabell"]
    assert "likely" not in set(mentions("the new isabell blinds look great", author_name="Nan")["confidence"])


def test_a_pet_form_that_two_names_share_is_nobodys():
    assert pet_forms(["oskar", "kezia"], {})["ossie"] == "oskar"
    assert pet_forms(["oskar", "kezia"], {})["kez"] == "kezia"
    assert "ossie" not in pet_forms(["oskar", "osman"], {})
