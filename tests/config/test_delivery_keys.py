"""The mail server and the recipients of trust.yaml: what is right loads, what is wrong is a sentence with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load_trust
from config.models import Secret
from config.refusal import RefusalError

TRUST = """\
trust: {name: Copse Trust, email_domains: [copse.example]}
mail: {host: smtp.copse.example, user: audit, password: "${SMTP_PASSWORD}", from: audit@copse.example}
recipients: {trust: [ceo@copse.example]}
dsl: {out_of_hours: "Duty team 01632 960100"}
schools:
  - id: oakhill
    name: Oakhill
    phase: primary
    recipients: {slt: [head@copse.example], dsl: [dsl@oakhill.copse.example]}
"""


def load(folder: Path, *changes: tuple[str, str]):
    text = TRUST
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / "trust.yaml").write_text(text, encoding="utf-8")
    return load_trust(folder)


def test_what_is_right_loads_with_encryption_by_default(tmp_path):
    trust = load(tmp_path)
    assert trust.mail is not None
    assert (trust.mail.port, trust.mail.starttls, trust.mail.attach) == (587, True, "pdf")
    assert trust.mail.password == Secret(name="SMTP_PASSWORD")
    assert trust.schools[0].recipients.dsl == ("dsl@oakhill.copse.example",)
    assert trust.dsl.out_of_hours == "Duty team 01632 960100"


def test_nothing_of_it_need_be_there(tmp_path):
    (tmp_path / "trust.yaml").write_text("trust: {name: A}\nschools: [{id: a, name: A, phase: primary}]\n")
    trust = load_trust(tmp_path)
    assert trust.mail is None
    assert trust.recipients.trust == trust.schools[0].recipients.slt == ()


def test_addresses_elsewhere_are_for_who_says_so(tmp_path):
    trust = load(tmp_path, ("head@copse.example", "head@gmail.example"), ("from: audit", "outside: true, from: audit"))
    assert trust.schools[0].recipients.slt == ("head@gmail.example",)


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("head@copse.example", "head@copse.example.evil.example", 9, "is no address of the trust's email_domains"),
        ("head@copse.example", "head@notcopse.example", 9, "is no address of the trust's email_domains"),
        ("ceo@copse.example", "ceo@elsewhere.example", 3, "'ceo@elsewhere.example' is no address"),
        ("[ceo@copse.example]", "ceo@copse.example", 3, "it should be a list"),
        ("ceo@copse.example", "The head <ceo@copse.example>", 3, "a bare address in plain letters"),
        ("ceo@copse.example", '"ceo@copse.example\\r\\nBcc: x@copse.example"', 3, "a bare address in plain letters"),
        ("ceo@copse.example", "cëo@copse.example", 3, "a bare address in plain letters"),
        ("ceo@copse.example", "a" * 250 + "@copse.example", 3, "a bare address in plain letters"),
        ("from: audit@copse.example", "from: audit", 2, "'from' is 'audit': it should be a bare address"),
        (", from: audit@copse.example", "", 2, "'from' is missing"),
        ("host: smtp.copse.example", "host: https://smtp.copse.example", 2, "the bare name of the server"),
        ("user: audit, ", "", 2, "user and password"),
        ('"${SMTP_PASSWORD}"', "hunter2", 2, "holds a secret itself (not shown here)"),
        ("user: audit", "user: audit, port: 70000", 2, "'port' is '70000'"),
        ("user: audit", "user: audit, tls: true", 2, "'tls' is not a key that is known in 'mail'"),
        ("user: audit", "user: audit, attach: worklist", 2, "it should be one of link, pdf"),
        ("user: audit", "user: audit, link_base: 'javascript:alert(1)'", 2, "should be a web address"),
        ("user: audit", "user: audit, link_base: 'https://a.example/?x=1'", 2, "should be a web address"),
        ("slt: [", "head: [", 9, "'head' is not a key that is known"),
        ("out_of_hours", "phone", 4, "'phone' is not a key that is known in 'dsl'"),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(old, new, line, sentence, tmp_path):
    with pytest.raises(RefusalError) as refused:
        load(tmp_path, (old, new))
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"trust.yaml line {line}:")
    assert "hunter2" not in str(refused.value)
