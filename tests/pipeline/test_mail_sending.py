"""Letters leave over one encrypted connection or not at all; a no that may pass is tried again, any other is not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from postbox import PASSWORD, USER, free_port, postbox

from config.models import Mail, Secret
from config.refusal import RefusalError
from pipeline.mail.sending import TRIES, Letter, send, try_login

CONTENT = b"Subject: An audit\r\n\r\nIt ran.\r\n"


@pytest.fixture
def box(tmp_path):
    with postbox(tmp_path) as box:
        yield box


def to(*recipients: str) -> list[Letter]:
    return [Letter(who, CONTENT) for who in recipients]


def reasons(mail: Mail, letters: list[Letter], pauses: list[float] | None = None) -> list[str]:
    pauses = pauses if pauses is not None else []
    return [answer.reason for answer in send(mail, letters, secret=lambda _: PASSWORD, pause=pauses.append)]


def test_letters_arrive_encrypted_over_one_connection(box):
    assert reasons(Mail(**box.settings()), to("head@copse.example", "ceo@copse.example")) == ["", ""]
    assert [who for who, _ in box.arrived] == ["head@copse.example", "ceo@copse.example"]
    assert box.encrypted == [True, True]


def test_one_refused_recipient_keeps_nobody_else_from_their_letter(box):
    box.refuse = {"gone@copse.example": "550 no such person at 10.0.0.1"}
    pauses: list[float] = []
    answers = reasons(Mail(**box.settings()), to("gone@copse.example", "head@copse.example"), pauses)
    assert answers == ["the mail server localhost does not take mail for gone@copse.example (550)", ""]
    assert [who for who, _ in box.arrived] == ["head@copse.example"]
    assert pauses == [], "trying again changes nothing"


def test_a_no_that_may_pass_is_tried_again_and_nobody_gets_a_letter_twice(box):
    box.refuse_content = ["451 busy", "451 busy"]
    pauses: list[float] = []
    assert reasons(Mail(**box.settings()), to("a@copse.example", "b@copse.example"), pauses) == ["", ""]
    assert sorted(who for who, _ in box.arrived) == ["a@copse.example", "b@copse.example"]
    assert len(pauses) == 1


def test_tries_are_few(box):
    box.refuse = {"head@copse.example": "450 later"}
    pauses: list[float] = []
    assert reasons(Mail(**box.settings()), to("head@copse.example"), pauses) == [
        "the mail server localhost does not take mail for head@copse.example (450)"
    ]
    assert len(box.asked) == TRIES == len(pauses) + 1


def test_asking_whether_somebody_gets_mail_sends_nothing(box):
    box.refuse = {"gone@copse.example": "550 no"}
    letters = [Letter("gone@copse.example", None), Letter("dsl@copse.example", None)]
    assert [bool(reason) for reason in reasons(Mail(**box.settings()), letters)] == [True, False]
    assert box.commands == ["RCPT gone@copse.example", "RCPT dsl@copse.example"]


def test_a_server_without_starttls_gets_not_one_letter(tmp_path):
    with postbox(tmp_path, starttls=False) as box:
        (reason,) = reasons(Mail(**box.settings()), to("head@copse.example"))
    assert "offers no STARTTLS" in reason
    assert "nothing is ever sent in clear" in reason
    assert box.commands == []


def test_a_server_that_bears_another_name_gets_not_one_letter(tmp_path):
    with postbox(tmp_path, name="mail.elsewhere.example") as box:
        (reason,) = reasons(Mail(**box.settings()), to("head@copse.example"))
    assert "the certificate of the mail server localhost does not hold" in reason
    assert box.commands == []


def test_a_certificate_that_nobody_vouches_for_is_refused(box):
    settings = {name: value for name, value in box.settings().items() if name != "ca_file"}
    assert "does not hold" in reasons(Mail(**settings), to("head@copse.example"))[0]


def test_certificates_that_are_not_there_are_said(box, tmp_path):
    (reason,) = reasons(Mail(**box.settings(ca_file=str(tmp_path / "none.pem"))), to("head@copse.example"))
    assert reason == f"{tmp_path / 'none.pem'}, the ca_file of mail, holds no certificate that can be read"


def test_the_login_is_taken_or_said_without_the_password(tmp_path):
    with postbox(tmp_path, login=True) as box:
        mail = Mail(**box.settings(user=USER, password=Secret(name="SMTP_PASSWORD")))
        assert reasons(mail, to("head@copse.example")) == [""]
        wrong = send(mail, to("head@copse.example"), secret=lambda _: "hunter2", pause=lambda _: None)
        assert try_login(mail, secret=lambda _: PASSWORD) == ""
    assert wrong[0].reason == (
        "the mail server localhost did not take the login of audit (535): check user and password"
    )
    assert (box.logins[0], box.logins[1], box.logins[-1]) == (True, False, True)


def test_a_password_beyond_plain_letters_is_said_without_it(tmp_path):
    with postbox(tmp_path, login=True) as box:
        mail = Mail(**box.settings(user=USER, password=Secret(name="SMTP_PASSWORD")))
        (answer,) = send(mail, to("head@copse.example"), secret=lambda _: "pässwörd", pause=lambda _: None)
    assert answer.reason == ("the value of SMTP_PASSWORD cannot be a mail password: it holds letters beyond plain ones")


def test_a_secret_that_is_not_set_is_named(tmp_path):
    def unset(secret: Secret) -> str:
        raise RefusalError(f"the environment variable {secret.name} is not set")

    with postbox(tmp_path, login=True) as box:
        mail = Mail(**box.settings(user=USER, password=Secret(name="SMTP_PASSWORD")))
        (answer,) = send(mail, to("head@copse.example"), secret=unset, pause=lambda _: None)
    assert answer.reason == "the environment variable SMTP_PASSWORD is not set"
    assert box.commands == []


def test_a_server_that_is_down_is_tried_a_few_times(tmp_path):
    mail = Mail(**{"host": "localhost", "port": free_port(), "from": "audit@copse.example"})
    pauses: list[float] = []
    (reason,) = reasons(mail, to("head@copse.example"), pauses)
    assert "the mail server localhost cannot be reached on port" in reason
    assert len(pauses) == TRIES - 1


@contextmanager
def rude(answers: list[bytes]) -> Iterator[int]:
    """A server that says what it wants, then hangs up, once for each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def serve() -> None:
            for answer in answers:
                with listening.accept()[0] as caller:
                    caller.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"554 we know a child called Zainab\r\n",
        b"\x00\xff\xfe\r\n",
        b"220 hello\r\n",
        b"250-" + b"x" * 9_000 + b"\r\n",
    ],
    ids=["silence", "a no", "noise", "breaks off", "a line without end"],
)
def test_a_server_that_talks_nonsense_is_a_sentence_in_our_own_words(answer):
    with rude([answer] * TRIES) as port:
        (reason,) = reasons(
            Mail(**{"host": "localhost", "port": port, "from": "a@copse.example"}), to("b@copse.example")
        )
    assert reason.startswith("the mail server localhost")
    assert "Zainab" not in reason
