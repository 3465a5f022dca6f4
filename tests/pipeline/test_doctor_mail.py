"""The doctor says whether mail would go, without sending any, and at which schools nobody is told of safeguarding."""

from __future__ import annotations

from pathlib import Path

import pytest
from postbox import PASSWORD, USER, postbox

from config.models import Mail, School, SchoolRecipients, Secret, Trust, TrustRecipients
from pipeline.doctor_mail import examine_mail
from pipeline.mail.sending import try_login
from pipeline.plan import Plan, PlannedCheck

LEAD = "dsl@copse.example"


def trust(mail: Mail | None = None, *, school: tuple[str, ...] = (), all_schools: tuple[str, ...] = ()) -> Trust:
    schools = (
        School(id="a", name="Ashgrove", phase="primary", recipients=SchoolRecipients(dsl=school)),
        School(id="b", name="Birchdale", phase="primary"),
    )
    return Trust(root=Path(), name="T", schools=schools, mail=mail, recipients=TrustRecipients(dsl=all_schools))


def plan(one: Trust, *names: str) -> Plan:
    return Plan(one, (), tuple(PlannedCheck(name, {}, ("own:1",), None) for name in names))


def told(one: Trust, *names: str, ask: bool = False, login=try_login) -> list[tuple[str, str, str]]:
    found = examine_mail(one, plan(one, *(names or ("never-publish-child",))), ask=ask, login=login)
    return [(line.state, line.subject, line.sentence) for line in found]


MAIL = Mail(**{"host": "smtp.copse.example", "from": "audit@copse.example"})


def test_a_trust_without_mail_is_told_that_nobody_hears_of_safeguarding_items():
    ((state, subject, sentence),) = told(trust())
    assert (state, subject) == ("warning", "safeguarding")
    assert sentence.startswith("nobody is told of safeguarding items at 2 schools (Ashgrove, Birchdale)")


def test_each_school_whose_lead_is_not_named_is_said():
    sentence = told(trust(MAIL, school=(LEAD,)))[0][2]
    assert sentence.startswith("nobody is told of safeguarding items at Birchdale: name the lead under recipients.dsl")


def test_a_lead_of_the_trust_is_told_of_every_school():
    assert [line[1] for line in told(trust(MAIL, all_schools=(LEAD,)))] == ["mail"]


def test_policies_that_ask_for_nothing_of_the_kind_need_no_lead():
    assert told(trust(), "too-few-posts") == []


def test_offline_the_server_is_not_asked():
    def never(_: Mail) -> str:
        raise AssertionError("it was asked")

    assert told(trust(MAIL, all_schools=(LEAD,)), login=never)[0][2] == (
        "smtp.copse.example is to be used on port 587; it was not asked"
    )


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_the_login_is_tried_and_nothing_is_sent(password, tmp_path):
    with postbox(tmp_path, login=True) as box:
        mail = Mail(**box.settings(user=USER, password=Secret(name="SMTP_PASSWORD")))
        one = trust(mail, all_schools=(LEAD,))
        ((state, _, sentence),) = told(one, ask=True, login=lambda mail: try_login(mail, secret=lambda _: password))
    if password == PASSWORD:
        assert (state, sentence) == ("ok", "localhost can be reached, encrypted and logged in to")
    else:
        assert state == "broken"
        assert "did not take the login of audit (535)" in sentence
        assert password not in sentence
    assert box.commands == []


def test_certificates_that_are_not_there_are_broken(tmp_path):
    mail = MAIL.model_copy(update={"ca_file": tmp_path / "none.pem"})
    assert [line[0] for line in told(trust(mail, all_schools=(LEAD,)))] == ["broken"]
