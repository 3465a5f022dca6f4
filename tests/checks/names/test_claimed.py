"""Names that a guest, a town, a lesson, a firm or a book claims, and the pupils who stand beside such signs."""

import pytest

from checks.names.pet_forms import pet_forms

CLAIMED = [  # text, post above, writer
    ("We hosted 12 students from the Lycée Hugo in Lille: merci Dylan, Maya et Adam!", "", ""),
    ("Our sister school in Nairobi sent a film. Maya and Adam, who go to school there, say hello.", "", ""),
    ("My Maya was in goal for Ravenscliffe, well played all", "Netball: 12-8", "Ravenscliffe mum"),
    ("Our Maya has not stopped talking about the lambs", "Farm day", "Busy Bees Nursery"),
    ("Florence or Berlin? The history trip has two options.", "", ""),
    ("Welsh word wall: siân (Jane), dylan (sea). Add yours!", "", ""),
    ("Four trees labelled Spring, Summer, Autumn and Winter.", "", ""),
    ("In RE this week: Adam and the serpent.", "", ""),
    ("Maya Patel (as was). I left in 1998!", "", ""),
]
OURS = [  # text, matched text
    ("my son dylan class 4B who is collect him?", "dylan"),
    ("Our Year 5 Maya did three songs.", "Maya"),
    ("Readings from Ada Musa and Adam Stone, who told us about the harvest.", "Adam Stone"),
    ("Maya and her team of volunteers read to patients.", "Maya"),
    ("Work experience! Maya at the dentist, Dylan at the garage.", "Dylan"),
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


def test_a_pet_form_that_two_names_share_is_nobodys():
    assert pet_forms([("oskar",), ("kezia",)], {})["ossie"] == {0}
    assert pet_forms([("oskar",), ("kezia",)], {})["kez"] == {1}
    assert "ossie" not in pet_forms([("oskar",), ("osman",)], {})
