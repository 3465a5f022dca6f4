"""Whom reports speak of: initials and id, and no name."""

from __future__ import annotations

import pandas as pd

from pipeline.shown import pupils_shown


def test_a_pupil_is_shown_as_initials_and_id():
    rows = [("P01", "Zainab", "Malik"), ("P08", "Patrick", "Byrne"), ("P09", "Suharto", ""), ("P10", "", "")]
    shown = pupils_shown(pd.DataFrame(rows, columns=["pupil_id", "first_name", "last_name"]))
    assert shown == {"P01": "Z.M. (P01)", "P08": "P.B. (P08)", "P09": "S. (P09)", "P10": "(P10)"}
    assert "nobody" not in shown
