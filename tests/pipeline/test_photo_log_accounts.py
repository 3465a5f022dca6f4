"""Which post a row of the photo log means: of the account it names, in the version that is public now."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from config.models import Account, School, Source
from pipeline.evidence import at_accounts, to_public_versions

SCHOOL = School(
    id="oakhill",
    name="Oakhill Primary School",
    phase="primary",
    accounts=tuple(
        Account(school="oakhill", platform=platform, handle=handle, source=Source(connector="spreadsheet"))
        for platform, handle in (("x", "@oakhill"), ("facebook", "oakhill"), ("facebook", "OakhillPTA"))
    ),
)
EDITED: Mapping[tuple[str, str], str] = {("x:oakhill", "1"): "5"}


def log(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["post_id", "account", "platform"], dtype="str")


@pytest.mark.parametrize(
    ("handle", "platform", "meant"),
    [
        ("", "", ""),
        ("@OakHill", "x", "x:oakhill"),
        ("oakhillpta", "", "facebook:oakhillpta"),
        ("", "X", "x:oakhill"),
        ("oakhill", "", ""),  # on two platforms
        ("", "facebook", ""),  # two accounts there
        ("elsewhere", "", ":elsewhere"),
    ],
)
def test_the_account_that_a_row_means(handle, platform, meant):
    assert at_accounts(SCHOOL, log(("1", handle, platform)))["account"].tolist() == [meant]


def test_an_edited_post_of_one_account_moves_no_row_of_another():
    rows = at_accounts(SCHOOL, log(("1", "oakhill", "x"), ("1", "oakhill", "facebook"), ("1", "", "")))
    assert to_public_versions(rows, EDITED)["post_id"].tolist() == ["5", "1", "5"]
