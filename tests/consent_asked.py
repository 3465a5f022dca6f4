"""Many questions of one consent register at once, as tables of tests ask them."""

import pandas as pd

from checks._consent import Consents
from checks._frames import tuples


def consent_at(consents, questions):
    """The state of consent for each question, on the index of the questions."""
    register = Consents(consents)
    states = [register.at(*question) for question in tuples(questions, ["pupil_id", "kind", "platform"], ["moment"])]
    return pd.Series(states, index=questions.index, name="consent", dtype="str")
