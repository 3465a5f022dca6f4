"""The way out to a platform: its own hosts only, bounded in time and size, patient for ten seconds at most."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import requests
from loopback.platform_server import Answer, Fault
from scenes import NOW

from connectors._http import PlatformSession, transport_faults, usable_token
from connectors.base import BadPayload, HttpSettings, NeedsPerson, RetryLater

HOSTS = frozenset({"api.twitter.com"})
URL = "https://api.twitter.com/2/anything"


def hello(call):
    return Answer.json({"hello": call.path})


def ask(server, url=URL, **settings):
    with transport_faults("the posts of @oakmere", NOW):
        return PlatformSession(server.http(**settings), HOSTS).get(url, headers={"Authorization": "Bearer s3cret"})


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_fault_that_passes_is_not_noticed(platform, status):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(status), calls=frozenset({1, 2}))])
    assert ask(server, retry_within=5.0).json() == {"hello": "/2/anything"}
    assert len(server.calls) == 3


def test_a_server_fault_that_stays_is_given_up_within_the_time_allowed(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(500))])
    began = time.monotonic()
    assert ask(server, retry_within=1.0).status_code == 500
    assert time.monotonic() - began < 2.5
    assert len(server.calls) >= 2


def test_nobody_sleeps_because_a_platform_says_so(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer(status=503, headers={"Retry-After": "30"}))])
    began = time.monotonic()
    ask(server, retry_within=0.5)
    assert time.monotonic() - began < 3


def test_a_client_fault_is_not_tried_again(platform):
    server = platform(hello, faults=[Fault(path=".", answer=Answer.html(404))])
    assert ask(server, retry_within=5.0).status_code == 404
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer(body=b'{"a": "' + b"x" * 5000 + b'"}', cut=True), BadPayload),
        (Answer(body=b"x" * 5000), BadPayload),
        (Answer(body=b"x" * 500, drip=0.02), RetryLater),
        (Answer(body=b"xx", drip=2.0), RetryLater),
    ],
    ids=["cut", "too long", "a trickle", "a standstill"],
)
def test_a_body_is_bounded_in_size_and_in_time(platform, answer, error):
    server = platform(lambda _: answer)
    began = time.monotonic()
    with pytest.raises(error, match="the posts of @oakmere") as failed:
        ask(server, max_bytes=2000 if len(answer.body) == 5000 else 20_000, timeout=0.4, answer_within=0.8)
    assert time.monotonic() - began < 3
    assert "s3cret" not in str(failed.value)


def test_a_server_that_is_not_there_is_asked_again_later():
    nowhere = HttpSettings(loopback={"api.twitter.com": "http://127.0.0.1:9"}, retry_within=0.1)
    with pytest.raises(RetryLater) as failed, transport_faults("X", NOW):
        PlatformSession(nowhere, HOSTS).get(URL)
    assert failed.value.at == NOW + timedelta(minutes=15)
    assert str(failed.value) == "X could not be reached"


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/2/anything", "http://api.twitter.com/2/anything", "https://api.twitter.com:8443/x",
     "https://api.twitter.com.evil.example/x", "https://api.twitter.com@evil.example/x"],
)  # fmt: skip
def test_no_call_leaves_the_platforms_own_host(platform, url):
    server = platform(hello)
    with pytest.raises(BadPayload, match="ElsewhereError"):
        ask(server, url)
    assert server.calls == []


def test_a_redirect_is_not_followed(platform):
    server = platform(lambda _: Answer(status=302, headers={"Location": "https://elsewhere.example/"}))
    assert ask(server).status_code == 302
    assert len(server.calls) == 1


def test_a_netrc_file_does_not_replace_the_token(platform, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine api.twitter.com login someone password other\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    server = platform(hello)
    ask(server)
    assert server.calls[0].headers["Authorization"] == "Bearer s3cret"


def test_a_platform_is_only_ever_replaced_by_this_machine():
    with pytest.raises(ValueError, match=r"only be replaced by a server on 127\.0\.0\.1"):
        HttpSettings(loopback={"api.twitter.com": "https://evil.example"})


def test_patience_ends_within_ten_seconds_by_default():
    assert HttpSettings().retry_within == 10.0


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "naïve"])
def test_what_is_no_token_is_refused_without_being_shown(token):
    with pytest.raises(NeedsPerson, match=r"source\.token is not a token") as refused:
        usable_token(token, "token")
    assert not token or token not in str(refused.value)


def test_a_token_is_trimmed():
    assert usable_token(" abc\n", "token") == "abc"


def test_other_faults_on_the_way_name_their_kind_only():
    with pytest.raises(BadPayload, match=r"^X: the call failed \(InvalidURL\)$"), transport_faults("X", NOW):
        raise requests.exceptions.InvalidURL("https://x/?token=s3cret")
