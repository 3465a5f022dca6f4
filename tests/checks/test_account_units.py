"""What was not read of an account is judged of nobody: no pass, no finding."""

import pytest
from account_evidence import evidence

from checks.account_dormant import account_dormant
from checks.account_renamed import account_renamed
from checks.account_wrong_visibility import account_wrong_visibility
from checks.profile_incomplete import profile_incomplete


@pytest.mark.parametrize("check", [account_dormant, account_renamed, account_wrong_visibility, profile_incomplete])
def test_an_account_that_was_not_read_is_no_unit(check):
    judgement = check.run(evidence(read=("comments",)))
    assert judgement.units.empty
    assert judgement.findings.empty
